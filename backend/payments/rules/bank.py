"""What the room hears of its orders at the bank, in its own words."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from backend.kernel.periods import day_of


class OrderKind(StrEnum):
    """What an order is about."""

    DEBIT = "debit"
    CODE = "code"
    PAYOUT = "payout"


class Verdict(StrEnum):
    """Where an order stands.

    ABSENT: the bank says that it never saw it. UNSENT: this request surely never left. UNKNOWN:
    nobody here can say, and nothing may be concluded from it.
    """

    OPEN = "open"
    PROCESSING = "processing"
    DONE = "done"
    REFUSED = "refused"
    CLOSED = "closed"
    RETURNED = "returned"
    ABSENT = "absent"
    UNSENT = "unsent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of an order."""

    verdict: Verdict
    reason: str = ""
    bank_no: str = ""
    at: datetime | None = None
    amount_fen: int | None = None
    code_text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the bank's statement of a day; `returned` money came back (退汇)."""

    number: int
    kind: OrderKind
    order_id: str
    amount_fen: int
    at: datetime
    bank_no: str
    returned: bool = False

    @property
    def line(self) -> str:
        """Name the line among those of all days."""
        return f"{day_of(self.at):%Y%m%d}-{self.number}"


@dataclass(frozen=True, slots=True)
class StatementPart:
    """A part of a statement; `complete` says that the bank has closed that day."""

    entries: tuple[Entry, ...]
    next_after: int | None
    complete: bool


_FIRST_LOOK, _LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=10)


def next_look(looks: int, now: datetime) -> datetime:
    """Say when to ask about an order again: soon at first, then ever later."""
    wait: timedelta = _FIRST_LOOK * (1 << min(looks, 10))
    return now + min(wait, _LONGEST_WAIT)
