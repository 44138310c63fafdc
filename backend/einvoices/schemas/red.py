"""What the room hears and says of the red letter and of what a buyer does with an invoice."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, StrictInt

from backend.einvoices.rules.invoices import Use
from backend.einvoices.rules.red_amounts import Take, Wanted
from backend.einvoices.rules.red_forms import Filing, Reason, RedForm, Side
from backend.einvoices.schemas.heard import Exact, Fen, SellingPath
from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.web.routes import ListQuery, View

Code = Literal["01", "02", "03", "04"]
Stands = Literal[
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13"
]  # fmt: skip
Party = Literal["seller", "buyer"]


class RedFormPath(SellingPath):
    """A confirmation form of a company."""

    form_id: str = Field(max_length=36)


class RedInvoicePath(RedFormPath):
    """The red invoice of a form."""

    invoice_id: str = Field(max_length=36)


class OfficeFormPath(View):
    """A confirmation form, for the staff."""

    form_id: str = Field(max_length=36)


class RedPart(View):
    """A part of one line: its place (from 0), the amount without tax, and how many."""

    line: StrictInt = Field(ge=0, le=1_000)
    amount_fen: Fen
    quantity: Exact | None = None

    def value(self) -> Wanted:
        """Return the part as the rules know it."""
        quantity = None if self.quantity is None else Decimal(self.quantity)
        return Wanted(self.line, self.amount_fen, quantity)


class FilingBody(View):
    """What is to be taken back, and why; without lines all that is left."""

    invoice_id: str = Field(max_length=36)
    reason: Code
    lines: list[RedPart] | None = Field(default=None, min_length=1, max_length=1_000)

    def value(self) -> Filing:
        """Return the request as the rules know it."""
        parts = None if self.lines is None else tuple(one.value() for one in self.lines)
        return Filing(self.invoice_id, Reason(self.reason), parts)


class VoidBody(View):
    """Why the tax office voids a form: 10 abnormal, 11 a taxpayer's state, 13 a refund.

    The reason in words is read by both sides.
    """

    state: str = Field(max_length=2)
    reason: str = Field(min_length=1, max_length=200)


class UseBody(View):
    """For what a special invoice is used."""

    use: Literal["deduct", "not-deduct", "refund"]

    def value(self) -> Use:
        """Return the use as the rules know it."""
        return Use(self.use)


class FormsQuery(ListQuery):
    """On which side the company stands."""

    side: Party = "seller"

    def stands(self) -> Side:
        """Return the side as the rules know it."""
        return Side(self.side)


class TakeView(View):
    """What is taken back of one line; a discount's amounts are negative, like the line's."""

    line: int
    amount_fen: int
    tax_fen: int
    quantity: str | None

    @classmethod
    def of(cls, take: Take) -> "TakeView":
        """Show one."""
        return cls(
            line=take.line,
            amount_fen=take.amount_fen,
            tax_fen=take.tax_fen,
            quantity=None if take.quantity is None else f"{take.quantity:f}",
        )


class RedFormView(View):
    """A form as it stands now; `answer_by` is the end of the other side's 72 hours.

    `issue_by` is when one that waits for its red invoice lets the blue one go.
    """

    id: str
    invoice_id: str
    invoice_number: str
    seller_id: str
    seller_name: str
    buyer_id: str
    buyer_name: str
    filed_for: Party
    filed_at: str
    reason: Code
    state: Stands
    lines: list[TakeView]
    amount_fen: int
    tax_fen: int
    transfer_out_fen: int
    answer_by: str | None
    issue_by: str | None
    ended_at: str | None
    red_id: str | None
    red_number: str | None
    version: int

    @classmethod
    def of(cls, form: RedForm) -> "RedFormView":
        """Show a form."""
        named = (
            *("id", "invoice_id", "invoice_number", "seller_id", "seller_name", "buyer_id"),
            *("buyer_name", "amount_fen", "tax_fen", "transfer_out_fen", "red_id", "red_number"),
        )
        return cls(
            **{name: getattr(form, name) for name in named},
            filed_for=form.filed_for.value,
            filed_at=to_text(form.filed_at),
            reason=form.reason.value,
            state=form.state.value,
            lines=[TakeView.of(take) for take in form.takes],
            answer_by=to_text(form.answer_by) if form.answer_by else None,
            issue_by=to_text(form.issue_by) if form.issue_by else None,
            ended_at=to_text(form.ended_at) if form.ended_at else None,
            version=form.version,
        )


class RedFormsView(View):
    """One page of forms, newest first."""

    items: list[RedFormView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[RedForm]) -> "RedFormsView":
        """Show a page."""
        return cls(items=[RedFormView.of(one) for one in page.items], next_cursor=page.next_cursor)
