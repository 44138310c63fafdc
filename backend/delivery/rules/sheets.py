"""Serials as the mail room names them: consecutive numbers of one invoice code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from backend.kernel.codes import check_invoice_code
from backend.kernel.errors import Refusal

MOST_PACKETS = 50
_HIGHEST = 99_999_999  # an invoice number has eight digits


@dataclass(frozen=True, slots=True, order=True)
class Sheets:
    """Consecutive serials, both ends included."""

    code: str
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


class Numbered(Protocol):
    """Serials as custody names them."""

    @property
    def code(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


Packets = tuple[Sheets, ...]


def sheets_of(named: Iterable[Numbered]) -> Packets:
    """Take serials as custody names them."""
    return tuple(Sheets(one.code, one.first, one.last) for one in named)


def total(packets: Iterable[Sheets]) -> int:
    """Count the serials of several packets."""
    return sum(one.count for one in packets)


def cut(packets: Sequence[Sheets], count: int) -> tuple[Packets, Packets]:
    """Take the first `count` serials; returns them and the rest."""
    taken: list[Sheets] = []
    rest = list(packets)
    while count > 0 and rest:
        head = rest.pop(0)
        if head.count > count:
            rest.insert(0, Sheets(head.code, head.first + count, head.last))
            head = Sheets(head.code, head.first, head.first + count - 1)
        taken.append(head)
        count -= head.count
    return tuple(taken), tuple(rest)


def joined(packets: Iterable[Sheets]) -> Packets:
    """Put packets in order and join those that follow each other."""
    result: list[Sheets] = []
    for one in sorted(packets):
        last = result[-1] if result else None
        if last and (last.code, last.last + 1) == (one.code, one.first):
            result[-1] = Sheets(one.code, last.first, one.last)
        else:
            result.append(one)
    return tuple(result)


def check_packets(packets: Packets) -> None:
    """Check packets as scanned: their first and last sheet.

    Refuses `request-malformed` (none, or more than fifty), then for each packet
    `invoice-code-malformed` and `serials-malformed`.
    """
    if not 1 <= len(packets) <= MOST_PACKETS:
        raise Refusal("request-malformed", field="/packets")
    for place, one in enumerate(packets):
        if check_invoice_code(one.code) != one.code:
            raise Refusal("invoice-code-malformed", field=f"/packets/{place}/code")
        if not 0 < one.first <= one.last <= _HIGHEST:
            raise Refusal("serials-malformed", field=f"/packets/{place}/first")


def check_inside(expected: Iterable[Sheets], named: Packets) -> None:
    """Refuse `parcel-serials-differ` for a packet that is not the parcel's own, or named twice."""
    wanted = joined(expected)
    for place, one in enumerate(named):
        inside = any(
            each.code == one.code and each.first <= one.first and one.last <= each.last
            for each in wanted
        )
        if not inside:
            raise Refusal("parcel-serials-differ", field=f"/packets/{place}", packet=place + 1)
    ordered = sorted(named)
    if any(one.code == two.code and two.first <= one.last for one, two in pairwise(ordered)):
        raise Refusal("parcel-serials-differ", field="/packets", packet=len(named))


def check_scanned(expected: Iterable[Sheets], scanned: Packets) -> None:
    """Refuse `parcel-serials-differ` for anything but the parcel's own sheets.

    The expected serials stay unsaid: a scan is a check, not a copy.
    """
    wanted = joined(expected)
    check_inside(wanted, scanned)
    if joined(scanned) != wanted:
        raise Refusal("parcel-serials-differ", field="/packets", packet=len(scanned))


def plain(packets: Iterable[Sheets]) -> list[object]:
    """Write packets for the ledger: `[code, first, last]` each."""
    return [[one.code, one.first, one.last] for one in packets]
