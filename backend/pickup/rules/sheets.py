"""Sheets with their serials, one by one and in ranges."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sheets:
    """Consecutive numbers (号码) of one invoice code (发票代码), both ends included."""

    code: str
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def listed(ranges: Iterable[Sheets]) -> list[tuple[str, int]]:
    """Write ranges out sheet by sheet, in the order in which they leave the machine."""
    return [(one.code, number) for one in ranges for number in range(one.first, one.last + 1)]


def gathered(sheets: Iterable[tuple[str, int]]) -> tuple[Sheets, ...]:
    """Gather single sheets into ranges, keeping their order."""
    result: list[Sheets] = []
    for code, number in sheets:
        if result and result[-1].code == code and result[-1].last + 1 == number:
            result[-1] = replace(result[-1], last=number)
        else:
            result.append(Sheets(code, number, number))
    return tuple(result)


def plain(ranges: Iterable[Sheets]) -> list[object]:
    """Write ranges down for an event."""
    return [[one.code, one.first, one.last] for one in ranges]
