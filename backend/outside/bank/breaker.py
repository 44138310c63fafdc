"""A circuit breaker: whom the other side keeps waiting again and again stops asking for a while.

closed ──strained so often in a row──> open ──rested──> half open ──answered──> closed
                                        └──<──strained──────┘
"""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Counts strains in a row; one a process and outside system."""

    def __init__(
        self,
        *,
        most_strains: int = 5,
        rest_seconds: float = 30.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._rest, self._now = most_strains, rest_seconds, now
        self._strains = 0
        self._rests_until: float | None = None
        self._lock = threading.Lock()

    def admits(self) -> bool:
        """Tell whether one may ask now; after a rest one caller may try, the others wait on."""
        with self._lock:
            if self._rests_until is None:
                return True
            if self._now() < self._rests_until:
                return False
            self._rests_until = self._now() + self._rest
            return True

    def strained(self) -> None:
        """Note that an answer did not come, or came late."""
        with self._lock:
            self._strains += 1
            if self._strains >= self._most:
                self._rests_until = self._now() + self._rest

    def answered(self) -> None:
        """Note that an answer came in time."""
        with self._lock:
            self._strains, self._rests_until = 0, None
