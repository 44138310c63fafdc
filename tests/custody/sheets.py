"""Ranges told as single sheets, for whoever checks what custody says."""

from typing import Any, cast

from backend.custody.serials import Range, Ranges

Sheet = tuple[str, int]


def single(ranges: Ranges) -> list[Sheet]:
    return [(one.code, number) for one in ranges for number in range(one.first, one.last + 1)]


def written(rows: object) -> list[Sheet]:
    """Read the serials an event tells of."""
    return single(tuple(Range(*row) for row in cast(list[list[Any]], rows)))
