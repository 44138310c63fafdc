"""What a list shows of an invoice, and the one way at a time in which it may be searched."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from backend.einvoices.rules.face import Kind
from backend.einvoices.rules.invoices import Invoice, State
from backend.kernel import periods
from backend.kernel.codes import check_e_invoice_number
from backend.kernel.errors import Refusal

# A key holds 1,024 bytes; this much of a name and a time fit into it.
_NAME_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Summary:
    """An invoice as a list shows it."""

    id: str
    number: str
    kind: Kind
    issued_at: datetime
    seller_id: str
    seller_name: str
    buyer_id: str
    buyer_name: str
    amount_fen: int
    tax_fen: int
    total_fen: int
    state: State
    version: int

    @classmethod
    def of(cls, invoice: Invoice) -> "Summary":
        """Sum up an invoice."""
        face = invoice.face
        return cls(
            id=invoice.id,
            number=face.number,
            kind=face.kind,
            issued_at=face.issued_at,
            seller_id=face.seller.tax_id,
            seller_name=face.seller.name,
            buyer_id=face.buyer.tax_id,
            buyer_name=face.buyer.name,
            amount_fen=face.amount_fen,
            tax_fen=face.tax_fen,
            total_fen=face.total_fen,
            state=invoice.state,
            version=invoice.version,
        )


@dataclass(frozen=True, slots=True)
class Search:
    """By number exactly, by the beginning of the buyer's name, or by days, both included."""

    number: str | None = None
    buyer: str | None = None
    first_day: date | None = None
    last_day: date | None = None

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Return the first instant and the one after the last; None when no day was given."""
        if self.first_day is None and self.last_day is None:
            return None
        first = self.first_day or date(2000, 1, 1)
        last = self.last_day or date(2999, 12, 30)
        return periods.start_of(first), periods.start_of(date.fromordinal(last.toordinal() + 1))


def check_search(search: Search) -> Search:
    """Take a search from outside.

    Refuses `list-filters-crossed`, `e-invoice-number-malformed`, `list-dates-crossed`.
    """
    dated = search.first_day is not None or search.last_day is not None
    if sum((search.number is not None, bool(search.buyer), dated)) > 1:
        raise Refusal("list-filters-crossed")
    if search.number is not None:
        return Search(number=check_e_invoice_number(search.number).number)
    if search.first_day and search.last_day and search.last_day < search.first_day:
        raise Refusal("list-dates-crossed", field="/to")
    return search


def sortable(name: str) -> str:
    """Write a name as it is searched: one width, one case, no spaces, as much as a key holds."""
    plain = unicodedata.normalize("NFKC", name).upper()
    return "".join(plain.split())[:_NAME_LETTERS]
