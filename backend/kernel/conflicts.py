"""Losing a race for a version, and trying again from a fresh reading."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

TRIES = 6
_FIRST_PAUSE_MS, _LONGEST_PAUSE_MS = 10, 80


class Conflict(Exception):
    """Another writer was first: the version moved, or the item exists already."""


def retried(
    attempt: Callable[[], T], times: int = TRIES, *, pause: Callable[[float], None] = time.sleep
) -> T:
    """Run read → decide → save again when another writer was first; then give up.

    Between two tries it waits a random while (seconds are given to `pause`), of up to 10 ms, then
    20, 40 and 80: who lost together would otherwise meet again.
    """
    longest_ms = _FIRST_PAUSE_MS
    for _ in range(times - 1):
        try:
            return attempt()
        except Conflict:
            # Chance spreads the writers here and hides nothing.
            pause(random.uniform(0, longest_ms / 1000))  # noqa: S311
            longest_ms = min(longest_ms * 2, _LONGEST_PAUSE_MS)
    return attempt()
