"""Done markers: which reaction has followed which event; and what is stuck, list by list."""

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from backend.storage.table import Options, Table

EVENTS = "stuck"
PICKUPS = "stuck-pickups"


class MarkerItem(Table):
    """`event_id` + reaction = done; the partitions `stuck…` list what failed, by its id."""

    class Meta(Options):
        noun = "reactions"

    event_id = UnicodeAttribute(hash_key=True)
    reaction = UnicodeAttribute(range_key=True)
    outcome = UnicodeAttribute()
    tries = NumberAttribute(default=1)


def done(event_id: str, reactions: Iterable[str]) -> set[str]:
    """Tell which of the reactions have followed an event."""
    keys = [(event_id, name) for name in reactions]
    return {item.reaction for item in MarkerItem.batch_get(keys, consistent_read=True)}


def mark(event_id: str, reaction: str, outcome: str) -> None:
    """Note that a reaction has followed an event; the same mark again changes nothing."""
    MarkerItem(event_id, reaction, outcome=outcome).save()


def set_aside(stuck_id: str, cause: str, kind: str = EVENTS) -> None:
    """List what failed, so that a sweep can try it again later."""
    MarkerItem(kind, stuck_id, outcome=cause).save()


def stuck(kind: str = EVENTS) -> tuple[str, ...]:
    """List all that was set aside; a list cut short would hide the last for ever."""
    return tuple(item.reaction for item in MarkerItem.query(kind, consistent_read=True))


def release(stuck_id: str, kind: str = EVENTS) -> None:
    """Take something off the list of the stuck."""
    MarkerItem(kind, stuck_id, outcome="").delete()
