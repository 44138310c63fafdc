"""The routes of the quota: see it and why, apply for another, take that back."""

from flask import Response

from backend.einvoices.schemas import heard, quota
from backend.einvoices.service.quota import QuotaSide
from backend.web.callers import allow, doing
from backend.web.history import HistoryView
from backend.web.routes import ListQuery, blueprint, room, said, said_if_new, tag_of

routes = blueprint("einvoice-quota")
service: QuotaSide = room("einvoice-quota")


@routes.get("/companies/<company_id>/e-invoice-quota", responses={200: quota.QuotaWhyView})
@allow("person")
def show_quota(path: heard.SellingPath) -> Response:
    """Show what a company may issue this month, and why it is so much."""
    return said(quota.QuotaWhyView.seen(service.see(path.company_id, doing())))


@routes.get("/companies/<company_id>/e-invoice-quota/history", responses={200: HistoryView})
@allow("person")
def show_quota_history(path: heard.SellingPath, query: ListQuery) -> Response:
    """Show what moved a company's quota and numbers."""
    page = service.history(path.company_id, cursor=query.cursor, limit=query.limit, doing=doing())
    return said(HistoryView.of(page))


@routes.put(
    "/companies/<company_id>/quota-adjustments/<adjustment_id>",
    responses={200: quota.AdjustmentView},
)
@allow("person")
def apply(path: heard.AdjustmentPath, body: heard.AdjustmentBody) -> Response:
    """Apply for another quota; a clerk decides by the promised day."""
    adjustment = service.apply(path.company_id, path.adjustment_id, body.value(), doing())
    return said(quota.AdjustmentView.of(adjustment))


@routes.get("/companies/<company_id>/quota-adjustments", responses={200: quota.AdjustmentsView})
@allow("person")
def list_adjustments(path: heard.SellingPath, query: ListQuery) -> Response:
    """List a company's applications for another quota, newest first."""
    page = service.list_adjustments(path.company_id, query.cursor, query.limit, doing())
    tag = tag_of(page.next_cursor, *((one.id, one.version) for one in page.items))
    return said_if_new(quota.AdjustmentsView.of(page), tag)


@routes.get(
    "/companies/<company_id>/quota-adjustments/<adjustment_id>",
    responses={200: quota.AdjustmentView},
)
@allow("person")
def get_adjustment(path: heard.AdjustmentPath) -> Response:
    """Show one application for another quota."""
    adjustment = service.get(path.company_id, path.adjustment_id, doing())
    return said_if_new(quota.AdjustmentView.of(adjustment), str(adjustment.version))


@routes.put(
    "/companies/<company_id>/quota-adjustments/<adjustment_id>/withdrawal",
    responses={200: quota.AdjustmentView},
)
@allow("person")
def withdraw(path: heard.AdjustmentPath, body: heard.TakeBack) -> Response:
    """Take an application for another quota back."""
    adjustment = service.withdraw(path.company_id, path.adjustment_id, body.reason, doing())
    return said(quota.AdjustmentView.of(adjustment))


@routes.get("/counter/companies/<company_id>/e-invoice-quota", responses={200: quota.QuotaWhyView})
@allow("staff", roles=("clerk",))
def show_quota_to_staff(path: heard.SellingPath) -> Response:
    """Show a company's quota and why it is so much, for a clerk."""
    return said(quota.QuotaWhyView.seen(service.see_of(path.company_id, doing())))
