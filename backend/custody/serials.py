"""Serial ranges (发票代码 and 号码): counted, cut from the head, joined, never overlapping."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from backend.kernel.codes import check_invoice_code
from backend.kernel.errors import Refusal

_HIGHEST = 99_999_999  # an invoice number has eight digits


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Consecutive invoice numbers of one invoice code, both ends included."""

    code: str
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def holds(self, other: "Range") -> bool:
        """Tell whether every serial of another range is in this one."""
        return self.code == other.code and self.first <= other.first and other.last <= self.last

    def meets(self, other: "Range") -> bool:
        """Tell whether the two share a serial."""
        return self.code == other.code and self.first <= other.last and other.first <= self.last


Ranges = tuple[Range, ...]


class Sheets(Protocol):
    """A range of serials as a room names it."""

    @property
    def code(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


def ranges_of(named: Iterable[Sheets]) -> Ranges:
    """Take ranges as a room names them."""
    return tuple(Range(one.code, one.first, one.last) for one in named)


def checked(code: str, first: int, last: int) -> Range:
    """Take a range as typed; refuses `invoice-code-malformed`, `serials-malformed`."""
    plain_code = check_invoice_code(code)
    if not 0 < first <= last <= _HIGHEST:
        raise Refusal("serials-malformed", field="/first")
    return Range(plain_code, first, last)


def total(ranges: Iterable[Range]) -> int:
    """Count the serials of several ranges."""
    return sum(one.count for one in ranges)


def cut(ranges: Ranges, count: int) -> tuple[Ranges, Ranges]:
    """Take the first `count` serials in physical order; returns what is taken and the rest."""
    taken: list[Range] = []
    rest = list(ranges)
    while count > 0 and rest:
        head = rest.pop(0)
        if head.count > count:
            rest.insert(0, Range(head.code, head.first + count, head.last))
            head = Range(head.code, head.first, head.first + count - 1)
        taken.append(head)
        count -= head.count
    return tuple(taken), tuple(rest)


def joined(ranges: Iterable[Range]) -> Ranges:
    """Join neighbours that follow each other, keeping the physical order."""
    result: list[Range] = []
    for one in ranges:
        if result and result[-1].code == one.code and result[-1].last + 1 == one.first:
            result[-1] = Range(one.code, result[-1].first, one.last)
        else:
            result.append(one)
    return tuple(result)


def gathered(*several: Ranges) -> Ranges:
    """Put ranges that lie nowhere in particular together, in as few as there can be."""
    return joined(sorted(one for ranges in several for one in ranges))


def without(ranges: Ranges, gone: Range) -> Ranges:
    """Take a range out of the ranges that hold it."""
    result: list[Range] = []
    for one in ranges:
        if not one.meets(gone):
            result.append(one)
            continue
        if one.first < gone.first:
            result.append(Range(one.code, one.first, gone.first - 1))
        if gone.last < one.last:
            result.append(Range(one.code, gone.last + 1, one.last))
    return tuple(result)


def plain(ranges: Iterable[Range]) -> list[object]:
    """Write ranges for the ledger: `[code, first, last]` each."""
    return [[one.code, one.first, one.last] for one in ranges]
