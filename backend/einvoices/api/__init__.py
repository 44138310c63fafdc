"""The routes of the e-invoices room: issue, preview, read; what was issued and received."""

from flask import Response

from backend.einvoices.schemas import faces, heard, items
from backend.einvoices.service import EInvoicesService
from backend.web.callers import allow, doing
from backend.web.history import HistoryView
from backend.web.routes import ListQuery, blueprint, room, said, said_if_new, tag_of

routes = blueprint("einvoices")
service: EInvoicesService = room("einvoices")


@routes.put("/companies/<company_id>/e-invoices/<invoice_id>", responses={200: faces.EInvoiceView})
@allow("person")
def issue(path: heard.EInvoicePath, body: heard.DraftBody) -> Response:
    """Issue an e-invoice."""
    invoice = service.issue(path.company_id, path.invoice_id, body.value(), doing())
    return said(faces.EInvoiceView.of(invoice))


@routes.post("/companies/<company_id>/e-invoice-previews", responses={200: faces.PreviewView})
@allow("person")
def preview(path: heard.SellingPath, body: heard.DraftBody) -> Response:
    """Compute lines, checks and quota; nothing is written."""
    return said(faces.PreviewView.of(service.preview(path.company_id, body.value(), doing())))


@routes.get("/companies/<company_id>/e-invoice-items", responses={200: items.ItemsView})
@allow("person")
def list_items(path: heard.SellingPath) -> Response:
    """List what a company may put on an invoice today, with its rates."""
    return said(items.ItemsView.of(service.items(path.company_id, doing())))


@routes.get("/companies/<company_id>/e-invoices", responses={200: faces.EInvoicesView})
@allow("person")
def list_issued(path: heard.SellingPath, query: heard.IssuedQuery) -> Response:
    """List what a company issued, newest first, or by the buyer's name; cheap to ask again."""
    page = service.list_issued(
        path.company_id, query.search(), cursor=query.cursor, limit=query.limit, doing=doing()
    )
    tag = tag_of(page.next_cursor, *((one.id, one.version) for one in page.items))
    return said_if_new(faces.EInvoicesView.of(page), tag)


@routes.get("/companies/<company_id>/e-invoices/<invoice_id>", responses={200: faces.EInvoiceView})
@allow("person")
def get_issued(path: heard.EInvoicePath) -> Response:
    """Show one e-invoice that a company issued; cheap to ask again."""
    invoice = service.get(path.company_id, path.invoice_id, doing())
    return said_if_new(faces.EInvoiceView.of(invoice), str(invoice.version))


@routes.get("/companies/<company_id>/e-invoices/<invoice_id>/history", responses={200: HistoryView})
@allow("person")
def show_history(path: heard.EInvoicePath, query: ListQuery) -> Response:
    """Show what happened to an e-invoice."""
    page = service.history(
        path.company_id,
        path.invoice_id,
        cursor=query.cursor,
        limit=query.limit,
        doing=doing(),
    )
    return said(HistoryView.of(page))


@routes.get("/companies/<company_id>/received-e-invoices", responses={200: faces.EInvoicesView})
@allow("person")
def list_received(path: heard.SellingPath, query: heard.ReceivedQuery) -> Response:
    """List what was issued to a company's number, newest first; cheap to ask again."""
    page = service.list_received(
        path.company_id, query.search(), cursor=query.cursor, limit=query.limit, doing=doing()
    )
    tag = tag_of(page.next_cursor, *((one.id, one.version) for one in page.items))
    return said_if_new(faces.EInvoicesView.of(page), tag)


@routes.get(
    "/companies/<company_id>/received-e-invoices/<invoice_id>",
    responses={200: faces.EInvoiceView},
)
@allow("person")
def get_received(path: heard.EInvoicePath) -> Response:
    """Show one e-invoice that a company received."""
    invoice = service.get_received(path.company_id, path.invoice_id, doing())
    return said_if_new(faces.EInvoiceView.of(invoice, to_buyer=True), str(invoice.version))
