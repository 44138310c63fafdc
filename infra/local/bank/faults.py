"""What the sandbox bank gets wrong on purpose, and how often."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum


class What(StrEnum):
    """One thing that goes wrong; `before` is before the act, `after` is when it is done."""

    NONE = "none"
    ERROR_BEFORE = "error-before"
    ERROR_AFTER = "error-after"
    SILENCE_BEFORE = "silence-before"
    SILENCE_AFTER = "silence-after"
    BUSY = "busy"
    TWICE = "twice"
    LATER = "later"
    FORGED = "forged"
    GARBLED = "garbled"
    FUNDS_SHORT = "funds-short"
    AGREEMENT_UNKNOWN = "agreement-unknown"
    STATEMENT_TWICE = "statement-twice"
    STATEMENT_SHORT = "statement-short"


BEFORE = frozenset({What.ERROR_BEFORE, What.SILENCE_BEFORE, What.BUSY})
SILENT = frozenset({What.SILENCE_BEFORE, What.SILENCE_AFTER})
REFUSING = frozenset({What.FUNDS_SHORT, What.AGREEMENT_UNKNOWN})
STATEMENTS = frozenset({What.STATEMENT_TWICE, What.STATEMENT_SHORT})


@dataclass(slots=True)
class Faults:
    """So many of the next requests of a method go wrong; every answer waits for the delay."""

    what: What = What.NONE
    times: int = 0
    method: str = "PUT"
    delay_seconds: float = 0.0
    later_seconds: int = 0
    silent_seconds: float = 3.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, method: str) -> What:
        """Use one fault up."""
        with self._lock:
            if self.times <= 0 or method != self.method:
                return What.NONE
            self.times -= 1
            return self.what
