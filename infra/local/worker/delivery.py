"""Handing a batch to a handler as an event source mapping does: in order, repeated, bisected.

batch ──all done──> next
  ├─ names a first failed record ──> the ones before are done; that record alone, then the rest
  └─ raises ──> halves, down to one record ──> repeated with pauses ──> put aside, go on
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One handler and how patiently it is served.

    `handle` takes records and gives the sequence number of the first that failed, or None; `done`
    is told each sequence number behind which nothing is owed; `aside` gets a record given up on.
    """

    handle: Callable[[Sequence[Record]], str | None]
    done: Callable[[str], None]
    aside: Callable[[Record], None]
    tries: int = 5
    pause_seconds: float = 0.2

    def deliver(self, records: Sequence[Record]) -> None:
        """Hand over records, at least one; returns when each is done or put aside."""
        if len(records) == 1:
            return self._deliver_one(records[0])
        first_failed = self._attempt(records)
        if first_failed is None:
            return self.done(_sequence(records[-1]))
        if first_failed < 0:
            middle = len(records) // 2
            self.deliver(records[:middle])
            return self.deliver(records[middle:])
        if first_failed > 0:
            self.done(_sequence(records[first_failed - 1]))
        self._deliver_one(records[first_failed])
        if first_failed + 1 < len(records):
            self.deliver(records[first_failed + 1 :])
        return None

    def _deliver_one(self, record: Record) -> None:
        for attempt in range(self.tries):
            if attempt:
                time.sleep(self.pause_seconds * 2 ** (attempt - 1))
            if self._attempt([record]) is None:
                return self.done(_sequence(record))
        self.aside(record)
        return self.done(_sequence(record))

    def _attempt(self, records: Sequence[Record]) -> int | None:
        """Return None when all is done, the place of the first failed record, or -1: all failed."""
        try:
            failed = self.handle(records)
        except Exception:
            _log.exception("the handler raised on %d records", len(records))
            return -1
        if failed is None:
            return None
        places = [n for n, record in enumerate(records) if _sequence(record) == failed]
        return places[0] if places else -1


def _sequence(record: Record) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


def first_failure(answer: object, records: Sequence[Record]) -> str | None:
    """Read a handler's answer: the first failed sequence number in stream order, or None.

    An item that names no record of the batch means that the whole batch failed.
    """
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else None
    if not failures:
        return None
    named = {str(item.get("itemIdentifier") or "") for item in failures}
    order = [_sequence(record) for record in records]
    if not named <= set(order):
        return order[0]
    return next(sequence for sequence in order if sequence in named)
