"""Done markers: which reaction has followed which event, and what a sweeper could not do."""

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from backend.storage.table import Options, Table

EVENTS = "stuck"


class MarkerItem(Table):
    """`event_id` + reaction = done; the partition `stuck` lists events that failed.

    Other sweepers list what failed them in a partition of their own, `stuck/<sweeper>`.
    """

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


def done_among(keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Tell which of (event id, reaction) are done, of several events at once."""
    found = MarkerItem.batch_get(list(keys), consistent_read=True)
    return {(item.event_id, item.reaction) for item in found}


def mark(event_id: str, reaction: str, outcome: str) -> None:
    """Note that a reaction has followed an event; the same mark again changes nothing."""
    MarkerItem(event_id, reaction, outcome=outcome).save()


def set_aside(thing_id: str, cause: str, *, among: str = EVENTS) -> None:
    """List what a sweeper could not do, so that each later run tries it again."""
    MarkerItem(among, thing_id, outcome=cause).save()


def stuck(among: str = EVENTS) -> tuple[str, ...]:
    """List all that was set aside; a list cut short would hide the last for ever."""
    return tuple(item.reaction for item in MarkerItem.query(among, consistent_read=True))


def release(thing_id: str, *, among: str = EVENTS) -> None:
    """Take something off the list of the stuck."""
    MarkerItem(among, thing_id, outcome="").delete()
