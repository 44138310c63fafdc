"""The routes of the red letter: ask, answer, take back, issue; and of the tax office's word."""

from flask import Response

from backend.einvoices.schemas import faces, heard, red
from backend.einvoices.service.reds import RedSide
from backend.web.callers import allow, doing
from backend.web.history import HistoryView
from backend.web.routes import ListQuery, blueprint, room, said, said_if_new, tag_of

routes = blueprint("einvoice-reds")
service: RedSide = room("einvoice-reds")


@routes.put("/companies/<company_id>/red-forms/<form_id>", responses={200: red.RedFormView})
@allow("person")
def file(path: red.RedFormPath, body: red.FilingBody) -> Response:
    """Ask for a red invoice; the other side answers where the buyer used or booked the blue one."""
    form = service.file(path.company_id, path.form_id, body.value(), doing())
    return said(red.RedFormView.of(form))


@routes.get("/companies/<company_id>/red-forms", responses={200: red.RedFormsView})
@allow("person")
def list_forms(path: heard.SellingPath, query: red.FormsQuery) -> Response:
    """List a company's forms as seller or as buyer, newest first; cheap to ask again."""
    page = service.list_forms(
        path.company_id, query.stands(), cursor=query.cursor, limit=query.limit, doing=doing()
    )
    told = ((one.id, one.version, str(one.state)) for one in page.items)
    return said_if_new(red.RedFormsView.of(page), tag_of(page.next_cursor, *told))


@routes.get("/companies/<company_id>/red-forms/<form_id>", responses={200: red.RedFormView})
@allow("person")
def get_form(path: red.RedFormPath) -> Response:
    """Show a form to either side; cheap to ask again."""
    form = service.get(path.company_id, path.form_id, doing())
    return said_if_new(red.RedFormView.of(form), f"{form.version}-{form.state}")


@routes.get("/companies/<company_id>/red-forms/<form_id>/history", responses={200: HistoryView})
@allow("person")
def show_form_history(path: red.RedFormPath, query: ListQuery) -> Response:
    """Show what happened to a form."""
    page = service.history(
        path.company_id, path.form_id, cursor=query.cursor, limit=query.limit, doing=doing()
    )
    return said(HistoryView.of(page))


@routes.put(
    "/companies/<company_id>/red-forms/<form_id>/confirmation", responses={200: red.RedFormView}
)
@allow("person")
def confirm(path: red.RedFormPath) -> Response:
    """Agree for the other side."""
    return said(red.RedFormView.of(service.confirm(path.company_id, path.form_id, doing())))


@routes.put("/companies/<company_id>/red-forms/<form_id>/denial", responses={200: red.RedFormView})
@allow("person")
def deny(path: red.RedFormPath) -> Response:
    """Disagree for the other side."""
    return said(red.RedFormView.of(service.deny(path.company_id, path.form_id, doing())))


@routes.put(
    "/companies/<company_id>/red-forms/<form_id>/withdrawal", responses={200: red.RedFormView}
)
@allow("person")
def withdraw(path: red.RedFormPath) -> Response:
    """Take a form back for the side that filed it."""
    return said(red.RedFormView.of(service.withdraw(path.company_id, path.form_id, doing())))


@routes.put(
    "/companies/<company_id>/red-forms/<form_id>/e-invoices/<invoice_id>",
    responses={200: faces.EInvoiceView},
)
@allow("person")
def issue_red(path: red.RedInvoicePath) -> Response:
    """Issue the red invoice of a form."""
    invoice = service.issue(path.company_id, path.form_id, path.invoice_id, doing())
    return said(faces.EInvoiceView.of(invoice))


@routes.get("/counter/red-forms/<form_id>", responses={200: red.RedFormView})
@allow("staff", roles=("clerk",))
def see_form(path: red.OfficeFormPath) -> Response:
    """Show a form to the tax office, before it is voided."""
    return said(red.RedFormView.of(service.see(path.form_id, doing())))


@routes.put("/counter/red-forms/<form_id>/voiding", responses={200: red.RedFormView})
@allow("staff", roles=("clerk",))
def void(path: red.OfficeFormPath, body: red.VoidBody) -> Response:
    """Void a form for the tax office."""
    form = service.void(path.form_id, body.state, body.reason, doing())
    return said(red.RedFormView.of(form))
