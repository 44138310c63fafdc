"""The 20-digit numbers (数电票号码) and the blocks they come from.

    26 13 2 07 0000000000001      year · province · channel · shard · serial in the shard

The province counts in shards, so that two companies rarely meet at one counter; a company takes a
block by one write and then draws from its own item. At any time

    allocated = used + skipped + open

A number is drawn once and never again. What is left of a block is recorded as skipped: when the
company closes, with its first block of the next year, or by time alone on that year's first day.
"""

import zlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from backend.kernel.events import Doing, Event
from backend.kernel.parameters import Parameters
from backend.kernel.periods import start_of

_SHARD_DIGITS, _SERIAL_DIGITS = 2, 13
# All companies end a year together: they are spread over its first day, a few a minute.
_ENDING_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive serials of one shard; `next` is the first that is not drawn yet."""

    prefix: str
    first: int
    next: int
    last: int

    @property
    def open(self) -> int:
        """Count what can still be drawn."""
        return self.last - self.next + 1

    def number(self, serial: int) -> str:
        """Write a serial as the 20 digits printed on the face."""
        return f"{self.prefix}{serial:0{_SERIAL_DIGITS}d}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A company's numbers of one year: what it was given, drew, and skipped."""

    year: int
    allocated: int = 0
    used: int = 0
    skipped: int = 0
    block: Block | None = None

    @property
    def open(self) -> int:
        """Count what can still be drawn."""
        return self.block.open if self.block else 0

    def can_draw(self, year: int) -> bool:
        """Say whether a number of a year can be drawn without a new block."""
        return self.year == year and self.open > 0


@dataclass(frozen=True, slots=True)
class Counter:
    """One shard of the province's counter in one year; version 0 has given nothing yet."""

    prefix: str
    next: int = 1
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"e-invoice-numbers/{self.prefix}"


def prefix_for(company_id: str, day: date, parameters: Parameters) -> str:
    """Name the shard that a company takes its blocks from on a day: the first seven digits."""
    shards = parameters.number("number-block", "shards", day)
    province = parameters.text("number-part", "province", day)
    channel = parameters.text("number-part", "channel", day)
    shard = zlib.crc32(company_id.encode()) % shards
    return f"{day.year % 100:02d}{province}{channel}{shard:0{_SHARD_DIGITS}d}"


def give(
    counter: Counter, size: int, company_id: str, doing: Doing
) -> tuple[Counter, Block, Event]:
    """Give a company the next block; raises OverflowError when the shard is used up."""
    first, last = counter.next, counter.next + size - 1
    if last >= 10**_SERIAL_DIGITS:
        raise OverflowError(f"{counter.prefix} has no numbers left")
    after = replace(counter, next=last + 1, version=counter.version + 1)
    block = Block(counter.prefix, first, first, last)
    data = {
        "company_id": company_id,
        "first": block.number(first),
        "last": block.number(last),
        "allocated": last,
    }
    event = doing.event(after.subject, after.version, "einvoices:counter:block-given", **data)
    return after, block, event


def take(numbers: Numbers | None, block: Block, year: int) -> Numbers:
    """Put a new block in the place of one that is used up or of another year."""
    size = block.last - block.first + 1
    if numbers is None or numbers.year != year:
        return Numbers(year, allocated=size, block=block)
    skipped = numbers.skipped + numbers.open
    return replace(numbers, allocated=numbers.allocated + size, skipped=skipped, block=block)


def draw(numbers: Numbers) -> tuple[Numbers, str]:
    """Draw the next number; raises LookupError where none is open."""
    block = numbers.block
    if block is None or block.open == 0:
        raise LookupError("no open number")
    drawn = replace(block, next=block.next + 1)
    return replace(numbers, used=numbers.used + 1, block=drawn), block.number(block.next)


def skip(numbers: Numbers) -> Numbers:
    """Give up what is open: nobody draws it any more."""
    return replace(numbers, skipped=numbers.skipped + numbers.open, block=None)


def ends_at(numbers: Numbers | None, company_id: str) -> datetime | None:
    """Say when what is open falls to the end of its year; None where nothing is open."""
    if numbers is None or numbers.open == 0:
        return None
    minutes = zlib.crc32(company_id.encode()) % _ENDING_MINUTES
    return start_of(date(numbers.year + 1, 1, 1)) + timedelta(minutes=minutes)


def left_over(numbers: Numbers | None) -> dict[str, object] | None:
    """Tell what is open of a block, and the year's sums once it is skipped; None for nothing."""
    if numbers is None or numbers.block is None or numbers.open == 0:
        return None
    block = numbers.block
    return {
        "year": numbers.year,
        "first": block.number(block.next),
        "last": block.number(block.last),
        "count": numbers.open,
        "allocated": numbers.allocated,
        "used": numbers.used,
        "skipped": numbers.skipped + numbers.open,
    }
