"""Positions of journals between the table and their values."""

import hashlib
from collections.abc import Callable
from functools import partial

from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kiosks.rules.journal import Position
from backend.kiosks.tables import KioskItem
from backend.storage import ledger
from backend.storage.transaction import save, write

_PART = "journal"


class PositionStore:
    """The part of the room's store that keeps how far journals have come."""

    def find_position(self, kiosk_id: str, jkt: str) -> Position | None:
        """Read how far a key's journal has come at a kiosk, consistently."""
        try:
            item = KioskItem.get(f"{_PART}/{kiosk_id}/{jkt}", _PART, consistent_read=True)
        except KioskItem.DoesNotExist:
            return None
        body = item.body
        return Position(
            jkt=jkt,
            kiosk_id=kiosk_id,
            number=body["number"],
            digest=body["digest"],
            carried=tuple(body["carried"]),
            waiting=tuple(body["waiting"]),
            broken=body["broken"],
            began=body["began"],
            told_at=from_text(body["told_at"]) if body["told_at"] else None,
            version=int(item.version),
            head=item.head,
        )

    def save_position(self, position: Position, event: Event) -> None:
        """Write a position and its event."""
        change, head = ledger.record(event, position.head)
        item = KioskItem(
            position.subject,
            _PART,
            version=position.version,
            head=head,
            body={
                "number": position.number,
                "digest": position.digest,
                "carried": list(position.carried),
                "waiting": list(position.waiting),
                "broken": position.broken,
                "began": position.began,
                "told_at": to_text(position.told_at) if position.told_at else None,
            },
        )
        write(save(item), change)

    def find_digest(self, position: Position, number: int) -> str | None:
        """Read the hash of an entry that came before; None when its chain never had it."""
        return digest_of(position, number, partial(ledger.find, position.subject))


def digest_of(position: Position, number: int, find: Callable[[int], Event | None]) -> str | None:
    """Look for an entry's hash in the events of a journal, by halves.

    Each event says which entry it `expected`, and that never goes back within one chain: an entry
    is in the last event that expected none behind it, however many there were.
    """
    low, high = position.began, position.version
    while low < high:
        middle = (low + high + 1) // 2
        event = find(middle)
        if event is None or _number(event, "expected") > number:
            high = middle - 1
        else:
            low = middle
    event = find(low)
    return _digest_in(event, number) if event else None


def _digest_in(event: Event, number: int) -> str | None:
    """Find the hash of an entry in the event that took it in."""
    entries = event.data.get("entries")
    if not isinstance(entries, list):
        return None
    first = _number(event, "first")
    if not 0 <= number - first < len(entries):
        return None
    text = str(entries[number - first][0])
    return hashlib.sha256(text.encode()).hexdigest()


def _number(event: Event, name: str) -> int:
    value = event.data[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is {value!r}, not a whole number")
    return value
