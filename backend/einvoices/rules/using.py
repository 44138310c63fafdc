"""What a buyer does with an invoice it received: use confirmation (用途确认) and booking (入账).

    received ──use: deduct, not-deduct, refund──> used        received ──book──> booked

Each happens once and is not taken back. It decides who may ask for a red invoice (§2.6).
"""

from dataclasses import replace

from backend.einvoices.rules.invoices import Invoice, State, Use, moved
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


def use(invoice: Invoice, how: Use, doing: Doing) -> tuple[Invoice, Event]:
    """Confirm the use.

    Refuses `e-invoice-is-red`, `e-invoice-use-not-special`, `e-invoice-used-differently` {use},
    `e-invoice-reversed`, `red-form-open` {form_id}.
    """
    if invoice.face.red is not None:
        raise Refusal("e-invoice-is-red")
    if not invoice.face.kind.special:
        raise Refusal("e-invoice-use-not-special")
    if invoice.use is not None:
        raise Refusal("e-invoice-used-differently", use=str(invoice.use))
    _check_free(invoice)
    return moved(replace(invoice, use=how), "used", doing, use=str(how))


def book(invoice: Invoice, doing: Doing) -> tuple[Invoice, Event]:
    """Note that it stands in the buyer's books.

    Refuses `e-invoice-is-red`, `e-invoice-reversed`, `red-form-open` {form_id}.
    """
    if invoice.face.red is not None:
        raise Refusal("e-invoice-is-red")
    _check_free(invoice)
    return moved(replace(invoice, booked=True), "booked", doing)


def _check_free(invoice: Invoice) -> None:
    if invoice.state is State.REVERSED:
        raise Refusal("e-invoice-reversed")
    if invoice.form is not None:
        raise Refusal("red-form-open", form_id=invoice.form)
