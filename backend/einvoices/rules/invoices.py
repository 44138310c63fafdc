"""A digital invoice (数电票) in the books: its face, and what became of it.

    issued ──part of it is taken back──> partly-reversed ──the rest──> reversed
       └──────────all of it is taken back───────────────────────────────^

A face never changes; a red invoice takes back amounts line by line, and what remains of a blue
line can be taken back and no more. Voiding does not exist for digital invoices.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from backend.einvoices.rules.book import Book, Step, step
from backend.einvoices.rules.checks import Check
from backend.einvoices.rules.drafts import Draft
from backend.einvoices.rules.face import Face, Line, Party
from backend.einvoices.rules.numbers import draw
from backend.kernel import periods
from backend.kernel.events import Doing, Event


class State(StrEnum):
    """Where an invoice stands."""

    ISSUED = "issued"
    PARTLY_REVERSED = "partly-reversed"
    REVERSED = "reversed"


class Use(StrEnum):
    """For what a buyer confirms a special invoice (用途确认)."""

    DEDUCT = "deduct"
    NOT_DEDUCT = "not-deduct"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells, and who fills in the invoice for them (开票人)."""

    party: Party
    issuer: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice as it is today.

    `taken_back` holds, line by line, amount and tax that red invoices took back: negative for a
    discount line, empty while nothing was; `counted_back` holds the quantities. `use` and `booked`
    are the buyer's, `form` is the confirmation form that is open on it.
    """

    id: str
    company_id: str
    face: Face
    natural_buyer: bool
    issued_by: str
    request_hash: str
    checks: tuple[Check, ...] = ()
    state: State = State.ISSUED
    taken_back: tuple[tuple[int, int], ...] = ()
    counted_back: tuple[Decimal, ...] = ()
    use: Use | None = None
    booked: bool = False
    form: str | None = None
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger, where no number can stand twice."""
        return subject_of(self.face.number)

    @property
    def buyer_id(self) -> str | None:
        """The buyer's number, under which the invoice is found as received."""
        return self.face.buyer.tax_id or None

    @property
    def issued_at(self) -> datetime:
        """When it was issued."""
        return self.face.issued_at

    @property
    def month(self) -> str:
        """The month whose quota it used."""
        return str(periods.month_of(periods.day_of(self.face.issued_at)))

    @property
    def remaining(self) -> tuple[tuple[int, int], ...]:
        """Return what of each line, amount and tax, is not taken back."""
        back = self.taken_back or ((0, 0),) * len(self.face.lines)
        return tuple(
            (line.amount_fen - amount, line.tax_fen - tax)
            for line, (amount, tax) in zip(self.face.lines, back, strict=True)
        )


def subject_of(number: str) -> str:
    """Name the ledger's subject of a number."""
    return f"e-invoice/{number}"


def issue(
    invoice_id: str,
    draft: Draft,
    lines: tuple[Line, ...],
    *,
    seller: Seller,
    book: Book,
    checks: tuple[Check, ...],
    doing: Doing,
) -> tuple[Invoice, Event, Step]:
    """Issue an invoice: it takes the next number of the book and the quota of its amount."""
    numbers = book.numbers
    if numbers is None:
        raise LookupError("a book without numbers issues nothing")
    drawn, number = draw(numbers)
    face = Face(
        number=number,
        kind=draft.kind,
        issued_at=doing.at,
        seller=seller.party,
        buyer=draft.buyer.party,
        lines=lines,
        issuer=seller.issuer,
        remark=draft.remark,
    )
    invoice = Invoice(
        id=invoice_id,
        company_id=book.company_id,
        face=face,
        natural_buyer=draft.buyer.natural_person,
        issued_by=doing.actor,
        request_hash=draft.hash_for(book.company_id),
        checks=checks,
    )
    after = replace(book, used_fen=book.used_fen + face.amount_fen, numbers=drawn)
    used = step(
        after,
        doing,
        "drawn",
        number=number,
        invoice_id=invoice_id,
        amount_fen=face.amount_fen,
        used_fen=after.used_fen,
        quota_fen=after.quota_fen,
    )
    return invoice, _issued(invoice, doing), used


def moved(after: Invoice, verb: str, doing: Doing, **data: object) -> tuple[Invoice, Event]:
    """Number an invoice's next version and say what happened to it."""
    numbered = replace(after, version=after.version + 1)
    told = {"invoice_id": after.id, "company_id": after.company_id, "state": str(after.state)}
    kind = f"einvoices:invoice:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **told, **data)


def told_of(invoice: Invoice) -> dict[str, object]:
    """Sum an invoice up for the ledger, which never forgets: no people's names (PIPL)."""
    face = invoice.face
    return {
        "invoice_id": invoice.id,
        "company_id": invoice.company_id,
        "number": face.number,
        "kind": str(face.kind),
        "buyer_id": None if invoice.natural_buyer else invoice.buyer_id,
        "lines": len(face.lines),
        "amount_fen": face.amount_fen,
        "tax_fen": face.tax_fen,
        "total_fen": face.total_fen,
    }


def _issued(invoice: Invoice, doing: Doing) -> Event:
    kind = "einvoices:invoice:issued"
    return doing.event(invoice.subject, invoice.version, kind, **told_of(invoice))
