"""How far a sweeper has come: one small item a sweeper."""

from datetime import datetime

from pynamodb.attributes import UnicodeAttribute

from backend.kernel.clock import from_text, to_text
from backend.storage.table import Options, Table


class CursorItem(Table):
    """A sweeper's place in time."""

    class Meta(Options):
        noun = "cursors"

    name = UnicodeAttribute(hash_key=True)
    at = UnicodeAttribute()


def find(name: str) -> datetime | None:
    """Return where a sweeper stopped, None when it never ran."""
    try:
        return from_text(CursorItem.get(name, consistent_read=True).at)
    except CursorItem.DoesNotExist:
        return None


def keep(name: str, at: datetime) -> None:
    """Remember where a sweeper stopped."""
    CursorItem(name, at=to_text(at)).save()
