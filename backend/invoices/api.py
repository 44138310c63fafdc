"""The routes of the invoices room."""

from flask import Response

from backend.invoices import schemas
from backend.invoices.service import InvoicesService
from backend.web.callers import allow, doing, only_here
from backend.web.history import HistoryView
from backend.web.routes import ListQuery, blueprint, room, said, said_if_new, tag_of

routes = blueprint("invoices")
service: InvoicesService = room("invoices")


@routes.get("/companies/<company_id>/invoice-kinds", responses={200: schemas.KindsView})
@allow("person", at_kiosk=True)
def list_kinds(path: schemas.CompanyPath) -> Response:
    """List what a company may take today."""
    return said(schemas.KindsView.of(service.kinds(path.company_id, doing())))


@routes.put(
    "/companies/<company_id>/applications/<application_id>",
    responses={200: schemas.ApplicationView},
)
@allow("person", at_kiosk=True)
def apply(path: schemas.ApplicationPath, body: schemas.Apply) -> Response:
    """Apply for paper invoices; who stands at a kiosk, for the place of that kiosk alone."""
    only_here(body.site_id or None, field="/site_id")
    application = service.apply(
        path.company_id,
        path.application_id,
        kind=body.kind,
        count=body.count,
        site_id=body.site_id,
        address_id=body.address_id,
        doing=doing(),
    )
    return said(schemas.ApplicationView.of(application))


@routes.get("/companies/<company_id>/applications", responses={200: schemas.ApplicationsView})
@allow("person")
def list_applications(path: schemas.CompanyPath, query: ListQuery) -> Response:
    """List a company's applications, newest first; cheap to ask again with the last ETag."""
    page = service.list_applications(path.company_id, query.cursor, query.limit, doing())
    tag = tag_of(page.next_cursor, *((one.id, one.version) for one in page.items))
    return said_if_new(schemas.ApplicationsView.of(page), tag)


@routes.get(
    "/companies/<company_id>/applications/<application_id>",
    responses={200: schemas.ApplicationView},
)
@allow("person", at_kiosk=True)
def get_application(path: schemas.ApplicationPath) -> Response:
    """Show one application; cheap to ask again with the last ETag."""
    application = service.get_application(path.company_id, path.application_id, doing())
    return said_if_new(schemas.ApplicationView.of(application), str(application.version))


@routes.put(
    "/companies/<company_id>/applications/<application_id>/withdrawal",
    responses={200: schemas.ApplicationView},
)
@allow("person", at_kiosk=True)
def withdraw(path: schemas.ApplicationPath, body: schemas.Withdraw) -> Response:
    """Take back a referred application; who stands at a kiosk, one for the place of that kiosk."""
    before = service.get_application(path.company_id, path.application_id, doing())
    only_here(before.wish.site_id)
    application = service.withdraw(path.company_id, path.application_id, body.reason, doing())
    return said(schemas.ApplicationView.of(application))


@routes.put(
    "/companies/<company_id>/applications/<application_id>/reissue/<new_id>",
    responses={200: schemas.ApplicationView},
)
@allow("person")
def reapply(path: schemas.ReissuePath) -> Response:
    """Take an expired order up again; the ten checks are made anew."""
    application = service.returning.reapply(
        path.company_id, path.application_id, path.new_id, doing()
    )
    return said(schemas.ApplicationView.of(application))


@routes.get(
    "/companies/<company_id>/applications/<application_id>/history",
    responses={200: HistoryView},
)
@allow("person")
def show_history(path: schemas.ApplicationPath, query: ListQuery) -> Response:
    """Show what happened to an application."""
    page = service.history(
        path.company_id,
        path.application_id,
        cursor=query.cursor,
        limit=query.limit,
        doing=doing(),
    )
    return said(HistoryView.of(page))


@routes.get("/counter/companies/<company_id>/invoice-kinds", responses={200: schemas.KindsView})
@allow("staff", roles=("clerk",))
def list_kinds_for_staff(path: schemas.CompanyPath) -> Response:
    """List what a company may take today, for a clerk."""
    return said(schemas.KindsView.of(service.kinds_of(path.company_id, doing())))


@routes.put(
    "/counter/companies/<company_id>/invoice-kinds/<kind>", responses={200: schemas.ApprovalView}
)
@allow("staff", roles=("clerk",))
def grant_kind(path: schemas.KindPath, body: schemas.Grant) -> Response:
    """Approve a kind for a company, or change its limits."""
    terms = body.terms.value() if body.terms else None
    approval = service.grant(
        path.company_id,
        path.kind,
        terms,
        reason=body.reason,
        seen_version=body.version,
        doing=doing(),
    )
    return said(schemas.ApprovalView.of(approval))


@routes.put(
    "/counter/companies/<company_id>/verifications/<verification_id>",
    responses={200: schemas.AllowanceView},
)
@allow("staff", roles=("clerk",))
def verify_use(path: schemas.VerificationPath, body: schemas.VerifyUse) -> Response:
    """Take verified used sheets out of a company's holding."""
    allowance = service.verify_use(
        path.company_id, path.verification_id, kind=body.kind, count=body.count, doing=doing()
    )
    return said(schemas.AllowanceView.of(allowance))
