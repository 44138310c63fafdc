"""The ledger: every event of every subject, numbered and hash-chained, never changed."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event, canonical, chain
from backend.kernel.pages import Page
from backend.storage import pages
from backend.storage.table import Options, Table
from backend.storage.transaction import Change, put_new

SHARDS = 4


class ByMinute(GlobalSecondaryIndex[Any]):
    """The index a sweeper walks: which subjects changed in a minute."""

    class Meta:
        index_name = "by-minute"
        projection = KeysOnlyProjection()

    minute = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class LedgerItem(Table):
    """One event as stored; number = the version it produced."""

    class Meta(Options):
        noun = "ledger"
        stream_view_type = "NEW_IMAGE"

    subject = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)
    kind = UnicodeAttribute()
    at = UnicodeAttribute()
    actor = UnicodeAttribute()
    machine = UnicodeAttribute()
    data = UnicodeAttribute()
    hash = UnicodeAttribute()
    minute = UnicodeAttribute()
    order = UnicodeAttribute()
    by_minute = ByMinute()


def record(event: Event, head: str) -> tuple[Change, str]:
    """Prepare an event for its transaction.

    `head` is the hash of the subject's last event, "" for the first. Returns the change and the
    new head, which the caller keeps on the item the event is about.
    """
    new_head = chain(head, event)
    minute, order = _place(event)
    item = LedgerItem(
        subject=event.subject,
        number=event.number,
        kind=event.kind,
        at=to_text(event.at),
        actor=event.actor,
        machine=event.machine,
        data=canonical(dict(event.data)),
        hash=new_head,
        minute=minute,
        order=order,
    )
    return put_new(item), new_head


def history(subject: str, cursor: str | None = None, limit: int = 50) -> Page[Event]:
    """Read what happened to a subject, oldest first."""
    page = pages.query(LedgerItem, subject, cursor=cursor, limit=limit, consistent=True)
    return page.map(from_item)


def newest(subject: str, limit: int = 100) -> tuple[Event, ...]:
    """Read the last events of a subject, the newest first."""
    page = pages.query(LedgerItem, subject, limit=limit, newest_first=True, consistent=True)
    return page.map(from_item).items


def after(subject: str, number: int) -> Iterator[Event]:
    """Read what happened to a subject after an event, oldest first and consistently."""
    later = LedgerItem.query(subject, LedgerItem.number > number, consistent_read=True)
    return map(from_item, later)


def find(subject: str, number: int) -> Event | None:
    """Read one event."""
    try:
        return from_item(LedgerItem.get(subject, number, consistent_read=True))
    except LedgerItem.DoesNotExist:
        return None


def find_all(keys: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], Event]:
    """Read several events at once, by subject and number."""
    found = map(from_item, LedgerItem.batch_get(list(keys), consistent_read=True))
    return {(event.subject, event.number): event for event in found}


def broken_at(subject: str) -> int | None:
    """Check a subject's chain: None when whole, else the number of the first bad event."""
    head, expected = "", 1
    for item in LedgerItem.query(subject, consistent_read=True):
        try:
            event = from_item(item)
            head = chain(head, event)
        except (TypeError, ValueError):  # no instant, no JSON: changed as well
            return expected
        if event.number != expected or head != item.hash:
            return expected
        if (item.minute, item.order) != _place(event):
            return expected
        expected += 1
    return None


def _place(event: Event) -> tuple[str, str]:
    """Say where the index keeps an event: partition and order within it."""
    shard = zlib.crc32(event.subject.encode()) % SHARDS
    return minute_key(event.at, shard), f"{to_text(event.at)}#{event.id}"


def minute_key(instant: datetime, shard: int) -> str:
    """Name the index partition of an instant: its UTC minute and a shard."""
    return f"{to_text(instant)[:16]}#{shard}"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event stands in the list of its minute; `place` is given to go on behind it."""

    subject: str
    number: int
    place: str

    @property
    def key(self) -> tuple[str, int]:
        return self.subject, self.number


def in_minute(minute: datetime, after: str = "") -> Iterator[Spot]:
    """List the events of one minute behind a place in it; eventually consistent."""
    first, _, order = after.partition("#")
    for shard in range(int(first or 0), SHARDS):
        behind = LedgerItem.order > order if order else None
        for item in LedgerItem.by_minute.query(minute_key(minute, shard), behind):
            yield Spot(item.subject, int(item.number), f"{shard}#{item.order}")
        order = ""


def minutes(first: datetime, last: datetime) -> Iterator[datetime]:
    """Walk whole minutes from `first` up to and without `last`."""
    minute = first.replace(second=0, microsecond=0)
    while minute + timedelta(minutes=1) <= last:
        yield minute
        minute += timedelta(minutes=1)


def from_item(item: LedgerItem) -> Event:
    """Turn a stored event into a value."""
    data: Mapping[str, object] = json.loads(item.data)
    return Event(
        subject=item.subject,
        number=int(item.number),
        kind=item.kind,
        at=from_text(item.at),
        actor=item.actor,
        machine=item.machine,
        data=data,
    )
