"""How long one call of a function may wait for the bank, so that nothing else waits behind it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# From approval to a code that can be seen is three seconds, and a batch may wait for one before it.
SECONDS = 2.0


@dataclass(slots=True)
class BankTime:
    """What is left of it; the next call is begun where one as long as the longest so far fits."""

    seconds: float = SECONDS
    now: Callable[[], float] = time.monotonic
    _spent: float = 0.0
    _longest: float = 0.0

    def fits(self) -> bool:
        """Tell whether another call may begin."""
        return self._spent < self.seconds and self._spent + self._longest <= self.seconds

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Count the time inside the block."""
        began = self.now()
        try:
            yield
        finally:
            took = self.now() - began
            self._spent += took
            self._longest = max(self._longest, took)
