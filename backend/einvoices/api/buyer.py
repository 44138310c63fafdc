"""The routes of a buyer: confirm the use of an invoice it received, and book it."""

from flask import Response

from backend.einvoices.schemas import faces, heard, red
from backend.einvoices.service.using import BuyerSide
from backend.web.callers import allow, doing
from backend.web.routes import blueprint, room, said

routes = blueprint("einvoice-buyer")
service: BuyerSide = room("einvoice-buyer")


@routes.put(
    "/companies/<company_id>/received-e-invoices/<invoice_id>/use",
    responses={200: faces.EInvoiceView},
)
@allow("person")
def confirm_use(path: heard.EInvoicePath, body: red.UseBody) -> Response:
    """Confirm for what a special invoice is used."""
    invoice = service.use(path.company_id, path.invoice_id, body.value(), doing())
    return said(faces.EInvoiceView.of(invoice, to_buyer=True))


@routes.put(
    "/companies/<company_id>/received-e-invoices/<invoice_id>/booking",
    responses={200: faces.EInvoiceView},
)
@allow("person")
def book(path: heard.EInvoicePath) -> Response:
    """Note that an invoice stands in the buyer's books."""
    invoice = service.book(path.company_id, path.invoice_id, doing())
    return said(faces.EInvoiceView.of(invoice, to_buyer=True))
