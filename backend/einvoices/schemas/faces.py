"""What the room says of invoices: faces, lists, previews, and the verdict of a check."""

from decimal import Decimal
from typing import Any, Literal

from backend.einvoices.rules import explaining, words
from backend.einvoices.rules.checking import Verdict
from backend.einvoices.rules.classification import published
from backend.einvoices.rules.explaining import Why
from backend.einvoices.rules.face import Face, Line, Party, Treatment
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.listing import Summary
from backend.einvoices.rules.red_amounts import left_of
from backend.einvoices.rules.seen import Preview
from backend.einvoices.schemas.quota import MadeCheckView, QuotaView
from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.web.routes import View

# OpenAPI names an enum by its class alone, and other rooms have kinds and states as well.
DigitalKind = Literal["D_SPECIAL", "D_ORD"]
Standing = Literal["issued", "partly-reversed", "reversed"]


class PartyView(View):
    """A buyer or a seller as the face shows them."""

    name: str
    tax_id: str
    address: str
    phone: str
    bank: str
    account: str

    @classmethod
    def of(cls, party: Party) -> "PartyView":
        """Show a party."""
        return cls(**{name: getattr(party, name) for name in cls.model_fields})


class FaceLineView(View):
    """One line as the face shows it; quantity and unit price are exact, so texts."""

    code: str
    name: str
    shown_name: str
    rate: str
    shown_rate: str
    treatment: Treatment
    specification: str
    unit: str
    quantity: str | None
    unit_price: str | None
    amount_fen: int
    tax_fen: int
    discount: bool

    @classmethod
    def of(cls, line: Line) -> "FaceLineView":
        """Show a line."""
        return cls(
            code=line.code,
            name=line.name,
            shown_name=line.shown_name,
            rate=str(line.rate.value),
            shown_rate=line.rate.shown,
            treatment=line.rate.treatment,
            specification=line.specification,
            unit=line.unit,
            quantity=_exact(line.quantity),
            unit_price=_exact(line.unit_price),
            amount_fen=line.amount_fen,
            tax_fen=line.tax_fen,
            discount=line.discount,
        )


class LineWhyView(View):
    """Why a line has its tax: formula, tax and product before rounding, and whose rate it is."""

    formula: Literal["exclusive", "inclusive", "stated", "untaxed"]
    exact_tax: str
    product: str | None
    source: str | None
    effective_from: str | None
    effective_to: str | None

    @classmethod
    def of(cls, why: Why) -> "LineWhyView":
        """Show a reason."""
        rule = why.rule
        until = rule.effective_to if rule else None
        return cls(
            formula=why.formula.value,
            exact_tax=f"{why.exact:f}",
            product=_exact(why.product),
            source=rule.source if rule else None,
            effective_from=rule.effective_from.isoformat() if rule else None,
            effective_to=until.isoformat() if until else None,
        )


class EInvoiceLineView(View):
    """An e-invoice in a list."""

    id: str
    number: str
    kind: DigitalKind
    issued_at: str
    seller_id: str
    seller_name: str
    buyer_id: str
    buyer_name: str
    amount_fen: int
    tax_fen: int
    total_fen: int
    state: Standing
    version: int

    @classmethod
    def of(cls, summary: Summary) -> "EInvoiceLineView":
        """Show a summary."""
        shown = {name: getattr(summary, name) for name in cls.model_fields}
        shown |= {"kind": summary.kind.value, "state": summary.state.value}
        return cls(**shown | {"issued_at": to_text(summary.issued_at)})


class EInvoicesView(View):
    """One page of e-invoices."""

    items: list[EInvoiceLineView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Summary]) -> "EInvoicesView":
        """Show a page."""
        items = [EInvoiceLineView.of(one) for one in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class RemainingView(View):
    """What of a line is not taken back; no quantity where the line counts nothing, or no more."""

    amount_fen: int
    tax_fen: int
    quantity: str | None


class EInvoiceView(View):
    """An e-invoice as it is today, with its whole face."""

    id: str
    company_id: str
    number: str
    kind: DigitalKind
    heading: str
    issued_at: str
    seller: PartyView
    buyer: PartyView
    natural_buyer: bool
    lines: list[FaceLineView]
    why: list[LineWhyView]
    remaining: list[RemainingView]
    amount_fen: int
    tax_fen: int
    total_fen: int
    total_words: str
    issuer: str
    remark: str
    red_of: str | None
    confirmation: str | None
    state: Standing
    use: Literal["deduct", "not-deduct", "refund"] | None
    booked: bool
    red_form_id: str | None
    checks: list[MadeCheckView]
    version: int

    @classmethod
    def of(cls, invoice: Invoice, *, to_buyer: bool = False) -> "EInvoiceView":
        """Show an invoice; the checks are the seller's matter, so a buyer does not see them."""
        checks = () if to_buyer else invoice.checks
        left = [
            RemainingView(amount_fen=a, tax_fen=tax, quantity=_exact(left_of(invoice, number)))
            for number, (a, tax) in enumerate(invoice.remaining)
        ]
        return cls(
            id=invoice.id,
            company_id=invoice.company_id,
            natural_buyer=invoice.natural_buyer,
            why=[LineWhyView.of(one) for one in explaining.of_invoice(invoice, published())],
            remaining=left,
            state=invoice.state.value,
            use=invoice.use.value if invoice.use else None,
            booked=invoice.booked,
            red_form_id=invoice.form,
            checks=[MadeCheckView.of(check) for check in checks],
            version=invoice.version,
            **_face(invoice.face),
        )


class PreviewView(View):
    """What issuing would do now; `extra_fen` is what the quota would be extended by first."""

    lines: list[FaceLineView]
    why: list[LineWhyView]
    amount_fen: int
    tax_fen: int
    total_fen: int
    total_words: str
    checks: list[MadeCheckView]
    quota: QuotaView
    extension: list[MadeCheckView]
    extra_fen: int

    @classmethod
    def of(cls, preview: Preview) -> "PreviewView":
        """Show a preview."""
        amount_fen = sum(line.amount_fen for line in preview.lines)
        tax_fen = sum(line.tax_fen for line in preview.lines)
        return cls(
            lines=[FaceLineView.of(line) for line in preview.lines],
            why=[LineWhyView.of(one) for one in preview.why],
            amount_fen=amount_fen,
            tax_fen=tax_fen,
            total_fen=amount_fen + tax_fen,
            total_words=words.write(amount_fen + tax_fen),
            checks=[MadeCheckView.of(check) for check in preview.checks],
            quota=QuotaView.of(preview.quota),
            extension=[MadeCheckView.of(check) for check in preview.extension],
            extra_fen=preview.extra_fen,
        )


class VerdictView(View):
    """What the public check says, and nothing else."""

    verdict: Literal["matches", "partly-reversed", "reversed", "differs", "unknown"]

    @classmethod
    def of(cls, verdict: Verdict) -> "VerdictView":
        """Show a verdict."""
        return cls(verdict=verdict.value)


def _face(face: Face) -> dict[str, Any]:
    return {
        "number": face.number,
        "kind": face.kind.value,
        "heading": face.kind.heading,
        "issued_at": to_text(face.issued_at),
        "seller": PartyView.of(face.seller),
        "buyer": PartyView.of(face.buyer),
        "lines": [FaceLineView.of(line) for line in face.lines],
        "amount_fen": face.amount_fen,
        "tax_fen": face.tax_fen,
        "total_fen": face.total_fen,
        "total_words": words.write(face.total_fen),
        "issuer": face.issuer,
        "remark": face.remark,
        "red_of": face.red.number if face.red else None,
        "confirmation": face.red.confirmation if face.red else None,
    }


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
