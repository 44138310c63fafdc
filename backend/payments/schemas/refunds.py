"""What is heard and said about refunds and differences over HTTP."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt

from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.payments.rules.differences import Difference, MoneyOutcome
from backend.payments.rules.refunds import Refund, Said, Wish
from backend.web.routes import ListQuery, View


class RefundPath(View):
    """A refund."""

    refund_id: Annotated[str, Field(max_length=36)]


class ClaimRefund(View):
    """What is claimed back of a payment; the name must be the taxpayer's."""

    payment_id: str = Field(max_length=36)
    amount_fen: StrictInt
    reason: str = Field(min_length=1, max_length=500)
    account_name: str = Field(max_length=100)

    def value(self) -> Wish:
        """Return the wish as the rules know it."""
        return Wish(self.payment_id, self.amount_fen, self.reason, self.account_name)


class RefundReason(View):
    """Why a clerk proposes, approves or declines."""

    reason: str = Field(min_length=1, max_length=500)


class RefundsQuery(ListQuery):
    """Which refunds to list."""

    state: Literal[
        "claimed",
        "proposed",
        "approved",
        "sent",
        "unknown",
        "paid",
        "refused",
        "declined",
        "withdrawn",
        "returned",
    ] = "claimed"


class DifferencePath(View):
    """A difference."""

    difference_id: Annotated[str, Field(max_length=120)]


class ProposeOutcome(View):
    """What a clerk finds to be true of the money, on the bank's word in writing, and why."""

    outcome: MoneyOutcome
    reason: str = Field(min_length=1, max_length=500)


class ApproveOutcome(View):
    """Why another clerk agrees."""

    reason: str = Field(min_length=1, max_length=500)


class DifferencesQuery(ListQuery):
    """Which differences to list."""

    state: Literal["open", "mended", "settled"] = "open"


class RefundView(View):
    """A refund as its owner sees it; `promised_at` is when it is promised at the latest."""

    id: str
    payment_id: str
    payable_id: str
    about: str
    what: str
    amount_fen: int
    claim_reason: str
    state: str
    reason: str
    claimed_at: str
    promised_at: str
    settled_at: str | None
    bank_no: str | None
    version: int

    @classmethod
    def of(cls, refund: Refund) -> Self:
        """Show a refund."""
        return cls(
            id=refund.id,
            payment_id=refund.wish.payment_id,
            payable_id=refund.payable_id,
            about=refund.about,
            what=refund.what,
            amount_fen=refund.amount_fen,
            claim_reason=refund.wish.reason,
            state=str(refund.state),
            reason=refund.reason,
            claimed_at=to_text(refund.claimed_at),
            promised_at=to_text(refund.promised_at),
            settled_at=to_text(refund.settled_at) if refund.settled_at else None,
            bank_no=refund.bank_no or None,
            version=refund.version,
        )


class RefundsView(View):
    """One page of refunds."""

    items: list[RefundView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Refund]) -> Self:
        """Show a page."""
        return cls(items=[RefundView.of(one) for one in page.items], next_cursor=page.next_cursor)


class ClerkSaidView(View):
    """What one clerk decided."""

    by: str
    at: str
    reason: str

    @classmethod
    def of(cls, said: Said | None) -> Self | None:
        """Show it, if anything was."""
        return cls(by=said.by, at=to_text(said.at), reason=said.reason) if said else None


class RefundCaseView(View):
    """A refund as clerks see it: whose it is, and who decided what."""

    refund: RefundView
    owner: str
    owner_name: str
    claimed_by: str
    proposed: ClerkSaidView | None
    decided: ClerkSaidView | None

    @classmethod
    def of(cls, refund: Refund, owner_name: str) -> Self:
        """Show a refund to a clerk."""
        return cls(
            refund=RefundView.of(refund),
            owner=refund.owner,
            owner_name=owner_name,
            claimed_by=refund.claimed_by,
            proposed=ClerkSaidView.of(refund.proposed),
            decided=ClerkSaidView.of(refund.decided),
        )


class RefundCasesView(View):
    """One page of refunds for clerks, the first promised first."""

    items: list[RefundCaseView]
    next_cursor: str | None


class DifferenceView(View):
    """A difference between bank and book; `outcome` is but proposed until it is settled."""

    id: str
    day: date
    what: str
    order_kind: str
    order_id: str
    owner: str
    bank_fen: int | None
    book_fen: int | None
    book_state: str
    found_at: str
    state: str
    note: str
    settled_by: str | None
    outcome: MoneyOutcome | None
    proposed_by: str
    proposed_note: str
    version: int

    @classmethod
    def of(cls, one: Difference) -> Self:
        """Show a difference."""
        return cls(
            id=one.id,
            day=one.day,
            what=str(one.what),
            order_kind=str(one.order_kind),
            order_id=one.order_id,
            owner=one.owner,
            bank_fen=one.bank_fen,
            book_fen=one.book_fen,
            book_state=one.book_state,
            found_at=to_text(one.found_at),
            state=str(one.state),
            note=one.note,
            settled_by=one.settled_by,
            outcome=one.outcome,
            proposed_by=one.proposed_by,
            proposed_note=one.proposed_note,
            version=one.version,
        )


class DifferencesView(View):
    """One page of differences, the first found first."""

    items: list[DifferenceView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Difference]) -> Self:
        """Show a page."""
        items = [DifferenceView.of(one) for one in page.items]
        return cls(items=items, next_cursor=page.next_cursor)
