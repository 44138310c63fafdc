"""Done markers: which reaction has followed which event, and which are stuck."""

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from backend.storage.table import Options, Table

_STUCK = "stuck"


class MarkerItem(Table):
    """`event_id` + reaction = done; the partition `stuck` lists events that failed."""

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


def set_aside(event_id: str, cause: str) -> None:
    """List an event whose reactions fail, so that a sweep can try it again later."""
    MarkerItem(_STUCK, event_id, outcome=cause).save()


def stuck() -> tuple[str, ...]:
    """List all events that were set aside; a list cut short would hide the last for ever."""
    return tuple(item.reaction for item in MarkerItem.query(_STUCK, consistent_read=True))


def release(event_id: str) -> None:
    """Take an event off the list of the stuck."""
    MarkerItem(_STUCK, event_id, outcome="").delete()
