"""Positions of journals between the table and their values."""

import hashlib

from backend.kernel.events import Event
from backend.kiosks.rules.journal import Position
from backend.kiosks.tables import KioskItem
from backend.storage import ledger
from backend.storage.transaction import save, write

_PART = "journal"
# So many of the last batches are looked through for an entry that comes once more.
_LOOK_BACK = 20


class PositionStore:
    """The part of the room's store that keeps how far journals have come."""

    def find_position(self, jkt: str) -> Position | None:
        """Read how far a key's journal has come, consistently."""
        try:
            item = KioskItem.get(f"{_PART}/{jkt}", _PART, consistent_read=True)
        except KioskItem.DoesNotExist:
            return None
        body = item.body
        return Position(
            jkt=jkt,
            kiosk_id=body["kiosk_id"],
            number=body["number"],
            digest=body["digest"],
            carried=tuple(body["carried"]),
            waiting=tuple(body["waiting"]),
            broken=body["broken"],
            version=int(item.version),
            head=item.head,
        )

    def save_position(self, position: Position, event: Event) -> None:
        """Write a position and its event."""
        change, head = ledger.record(event, position.head)
        item = KioskItem(
            f"{_PART}/{position.jkt}",
            _PART,
            version=position.version,
            head=head,
            body={
                "kiosk_id": position.kiosk_id,
                "number": position.number,
                "digest": position.digest,
                "carried": list(position.carried),
                "waiting": list(position.waiting),
                "broken": position.broken,
            },
        )
        write(save(item), change)

    def find_digest(self, position: Position, number: int) -> str | None:
        """Read the hash of an entry that came before; None when it is not among the last."""
        for event in ledger.newest(position.subject, _LOOK_BACK):
            digest = digest_in(event, number)
            if digest is not None:
                return digest
        return None


def digest_in(event: Event, number: int) -> str | None:
    """Find the hash of an entry in the event that took it in."""
    first, entries = event.data.get("first"), event.data.get("entries")
    if not isinstance(first, int) or not isinstance(entries, list):
        return None
    if not 0 <= number - first < len(entries):
        return None
    text = str(entries[number - first][0])
    return hashlib.sha256(text.encode()).hexdigest()
