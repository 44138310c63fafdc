"""How far a sweeper has come: one small item a sweeper."""

from dataclasses import dataclass
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute

from backend.kernel.clock import from_text, to_text
from backend.storage.table import Options, Table


@dataclass(frozen=True, slots=True)
class Place:
    """A place in time; `within` says how far its minute was walked, in the words of its list."""

    at: datetime
    within: str = ""


class CursorItem(Table):
    """A sweeper's place in time."""

    class Meta(Options):
        noun = "cursors"

    name = UnicodeAttribute(hash_key=True)
    at = UnicodeAttribute()
    within = UnicodeAttribute(null=True)


def find(name: str) -> datetime | None:
    """Return where a sweeper stopped, None when it never ran."""
    place = find_place(name)
    return place.at if place else None


def find_place(name: str) -> Place | None:
    """Return where a sweeper stopped and how far in its minute, None when it never ran."""
    try:
        item = CursorItem.get(name, consistent_read=True)
    except CursorItem.DoesNotExist:
        return None
    return Place(from_text(item.at), item.within or "")


def keep(name: str, at: datetime, within: str = "") -> None:
    """Remember where a sweeper stopped."""
    CursorItem(name, at=to_text(at), within=within or None).save()
