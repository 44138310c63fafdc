"""A company's book: this month's quota, what is used of it, and its numbers, in one item.

    opened ──> month-begun, quota-extended, quota-adjusted, block-taken, drawn, given-back, skipped

Each is one version and one event. The month rolls over by a write of its own (`month-begun`), so
that what was granted, and why, stands in the ledger before anything is issued under it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from backend.einvoices.rules.numbers import Block, Numbers, ends_at, left_over, skip, take
from backend.kernel.events import Doing, Event


@dataclass(frozen=True, slots=True)
class Before:
    """How the month before ended."""

    month: str
    quota_fen: int
    used_fen: int

    @property
    def unused_fen(self) -> int:
        """What was left; reds of that month's blue are counted."""
        return max(0, self.quota_fen - self.used_fen)


@dataclass(frozen=True, slots=True)
class Book:
    """One company's issuing, as it is today.

    `base_fen` is granted from month to month, `extra_fen` for this month alone; `used_fen` is the
    blue of this month less the red of this month's blue. `busy_months` counts the months before
    this one that used most of their quota, one after the other; `extended` how often this month
    was extended by itself.
    """

    company_id: str
    month: str
    base_fen: int
    extra_fen: int = 0
    used_fen: int = 0
    before: Before | None = None
    busy_months: int = 0
    extended: int = 0
    numbers: Numbers | None = None
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"e-book/{self.company_id}"

    @property
    def quota_fen(self) -> int:
        """Return this month's quota."""
        return self.base_fen + self.extra_fen

    @property
    def due_at(self) -> datetime | None:
        """When time alone gives up what is left of its numbers; None where nothing is."""
        return ends_at(self.numbers, self.company_id)


Step = tuple[Book, Event]


def step(after: Book, doing: Doing, verb: str, **data: object) -> Step:
    """Number a book's next version and say what happened to it."""
    numbered = replace(after, version=after.version + 1)
    told = {"company_id": after.company_id, "month": after.month, **data}
    return numbered, doing.event(
        numbered.subject, numbered.version, f"einvoices:book:{verb}", **told
    )


def take_block(book: Book, block: Block, year: int, doing: Doing) -> Step:
    """Take a block of numbers; what is left of the one before is skipped and recorded.

    With the first block of a year the sums of the year before are recorded too.
    """
    left = left_over(book.numbers)
    after = replace(book, numbers=take(book.numbers, block, year))
    data = {"first": block.number(block.first), "last": block.number(block.last)}
    return step(after, doing, "block-taken", **data, skipped=left, ended=_ended(book, year))


def skip_numbers(book: Book, reason: str, doing: Doing) -> Step | None:
    """Record what is left of a block as skipped (号段余号); None when nothing is."""
    left = left_over(book.numbers)
    if left is None or book.numbers is None:
        return None
    after = replace(book, numbers=skip(book.numbers))
    return step(after, doing, "numbers-skipped", **left, reason=reason)


def _ended(book: Book, year: int) -> dict[str, object] | None:
    numbers = book.numbers
    if numbers is None or numbers.year == year:
        return None
    done = skip(numbers)
    return {
        "year": done.year,
        "allocated": done.allocated,
        "used": done.used,
        "skipped": done.skipped,
    }
