"""Counting what a verb costs: DynamoDB calls by operation, and capacity units."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from backend.storage.table import connection


@dataclass(slots=True)
class Meter:
    """What was called since the meter began."""

    calls: Counter[str] = field(default_factory=Counter)
    units: float = 0.0
    largest_transaction: int = 0

    def begin(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        """Note a call about to be sent, and ask for its cost."""
        self.calls[model.name] += 1
        params.setdefault("ReturnConsumedCapacity", "TOTAL")
        items = len(params.get("TransactItems", ()))
        self.largest_transaction = max(self.largest_transaction, items)

    def end(self, parsed: dict[str, Any], **_: Any) -> None:
        """Add what an answered call cost."""
        cost = parsed.get("ConsumedCapacity", ())
        for row in cost if isinstance(cost, list) else [cost]:
            self.units += float(row.get("CapacityUnits", 0)) if row else 0.0


@contextmanager
def metering() -> Iterator[Meter]:
    """Count every DynamoDB call of this process while the block runs."""
    meter, events = Meter(), connection().client.meta.events
    begin, end = "provide-client-params.dynamodb.*", "after-call.dynamodb.*"
    events.register(begin, meter.begin)
    events.register(end, meter.end)
    try:
        yield meter
    finally:
        events.unregister(begin, meter.begin)
        events.unregister(end, meter.end)
