"""Losing a race for a version, and trying again from a fresh reading."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Conflict(Exception):
    """Another writer was first: the version moved, or the item exists already."""


def retried(attempt: Callable[[], T], times: int = 5) -> T:
    """Run read → decide → save again when another writer was first; then give up."""
    for _ in range(times - 1):
        try:
            return attempt()
        except Conflict:
            continue
    return attempt()
