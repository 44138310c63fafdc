"""Who it was: actors of the ledger by the names of people."""

from collections.abc import Iterable

from backend.kiosks.ports import People


def named(people: People, actors: Iterable[str | None]) -> dict[str, str]:
    """Name each actor (`clerk/<id>`) once; somebody without an account has an empty name."""
    known = dict.fromkeys(actor for actor in actors if actor)
    return {actor: people.name_of(actor.partition("/")[2]) for actor in known}
