"""A difference (对账差异) between the bank's statement and our book, and what became of it.

    ∅ ──found, the bank is right and it is safe──> mended
    ∅ ──found──> open ──mended by a later query──> mended
                   ├──a clerk settles it, and no money follows──> settled
                   └──propose an outcome──> open ──approve it, another clerk──> settled

An outcome moves what the book says, so it takes two clerks who have the bank's word in writing:
`not-made` ends a payment that the bank never says anything of use about, and frees what is owed;
`taken` enters money that the bank took beside what was owed, so that it can be refunded.

| what | the bank says | we say |
|---|---|---|
| `late-news` | moved | not yet known, unknown, or over; mended by asking |
| `does-not-fit` | moved | over, and what is owed no longer admits it |
| `not-in-book` | moved | no such order |
| `amount-differs` | another amount | |
| `line-twice` | the same order twice, on that day or another | once |
| `not-on-statement` | nothing on its statement, done when asked | moved that day |
| `not-at-bank` | nothing, also when asked | moved that day |
| `day-differs` | the same movement on another day | moved that day |
| `unanswered` | nothing for too long, or about this order alone | |
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.payments.rules.bank import OrderKind

LONGEST_REASON = 500


class What(StrEnum):
    """How book and bank differ."""

    LATE_NEWS = "late-news"
    DOES_NOT_FIT = "does-not-fit"
    NOT_IN_BOOK = "not-in-book"
    AMOUNT_DIFFERS = "amount-differs"
    LINE_TWICE = "line-twice"
    NOT_ON_STATEMENT = "not-on-statement"
    NOT_AT_BANK = "not-at-bank"
    DAY_DIFFERS = "day-differs"
    UNANSWERED = "unanswered"


class MoneyOutcome(StrEnum):
    """What two clerks find to be true of the money."""

    NOT_MADE = "not-made"
    TAKEN = "taken"


class State(StrEnum):
    """Where a difference stands."""

    OPEN = "open"
    MENDED = "mended"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `owner` is whose money it is, empty where nobody here knows.

    `line` names the bank's line that it is about, or the day; empty where it is about the order.
    """

    day: date
    what: What
    order_kind: OrderKind
    order_id: str
    owner: str
    bank_fen: int | None
    book_fen: int | None
    book_state: str
    found_at: datetime
    line: str = ""
    state: State = State.OPEN
    note: str = ""
    settled_by: str | None = None
    outcome: MoneyOutcome | None = None
    proposed_by: str = ""
    proposed_note: str = ""
    version: int = 1
    head: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """One line of the bank, or one order of ours, differs in one way once."""
        order = f"{self.what}.{self.order_id[:40]}"
        return f"{order}.{self.line}" if self.line else order

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"difference/{self.id}"

    @property
    def company_id(self) -> str:
        """The company whose money it is, empty for a person's."""
        kind, _, owner_id = self.owner.partition("/")
        return owner_id if kind == "company" else ""


Step = tuple[Difference, Event]


def find(difference: Difference, doing: Doing) -> Step:
    """Enter a difference that clerks must look at."""
    return difference, _event(difference, "found", doing)


def found_mended(difference: Difference, note: str, doing: Doing) -> Step:
    """Enter a difference that was mended as it was found."""
    mended = replace(difference, state=State.MENDED, note=note)
    return mended, _event(mended, "mended", doing, note=note)


def mend(difference: Difference, note: str, doing: Doing) -> Step | None:
    """Note that a later word of the bank has mended it; None where it is over."""
    if difference.state is not State.OPEN:
        return None
    after = replace(difference, state=State.MENDED, note=note, version=difference.version + 1)
    return after, _event(after, "mended", doing, note=note)


def settle(difference: Difference, reason: str, doing: Doing) -> Step:
    """Let a clerk say what became of it; refuses `difference-over`."""
    _check_open(difference)
    return _settled(replace(difference, outcome=None), reason, doing)


def propose(difference: Difference, outcome: MoneyOutcome, reason: str, doing: Doing) -> Step:
    """Let a clerk propose an outcome, in place of what was proposed before.

    Refuses `difference-over`, `request-malformed` (no reason).
    """
    _check_open(difference)
    after = replace(
        difference,
        outcome=outcome,
        proposed_by=doing.actor,
        proposed_note=_reason(reason),
        version=difference.version + 1,
    )
    return after, _event(after, "proposed", doing, outcome=str(outcome), note=reason)


def approve(difference: Difference, reason: str, doing: Doing) -> Step:
    """Let another clerk settle it with the outcome that was proposed.

    Refuses `difference-over`, `difference-not-proposed`, `difference-same-clerk`,
    `request-malformed` (no reason).
    """
    _check_open(difference)
    if difference.outcome is None:
        raise Refusal("difference-not-proposed")
    if difference.proposed_by == doing.actor:
        raise Refusal("difference-same-clerk")
    return _settled(difference, _reason(reason), doing)


def _check_open(difference: Difference) -> None:
    if difference.state is not State.OPEN:
        raise Refusal("difference-over", state=str(difference.state))


def _reason(reason: str) -> str:
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")
    return reason


def _settled(difference: Difference, reason: str, doing: Doing) -> Step:
    after = replace(
        difference,
        state=State.SETTLED,
        note=reason,
        settled_by=doing.actor,
        version=difference.version + 1,
    )
    outcome = str(after.outcome) if after.outcome else None
    return after, _event(after, "settled", doing, note=reason, outcome=outcome)


def _event(difference: Difference, verb: str, doing: Doing, **more: object) -> Event:
    told: dict[str, object] = {
        "difference_id": difference.id,
        "what": str(difference.what),
        "day": difference.day.isoformat(),
        "order_kind": str(difference.order_kind),
        "order_id": difference.order_id,
        "owner": difference.owner,
        "company_id": difference.company_id,
        "bank_fen": difference.bank_fen,
        "book_fen": difference.book_fen,
        "book_state": difference.book_state,
    }
    kind = f"payments:difference:{verb}"
    return doing.event(difference.subject, difference.version, kind, **told, **more)
