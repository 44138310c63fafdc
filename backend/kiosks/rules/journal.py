"""A kiosk's journal (终端日志): numbered, hash-chained entries, each signed, none left out.

The house keeps how far it has come with each key at each kiosk: a machine that is paired under
another name begins another journal. A known entry may come again; another text under
a known number, a number left out, or an entry that nobody can read breaks the journal: what
happened is unknown until a clerk has counted the machine and put it back into service. Then a
journal may begin anew, where it is, and what cannot be read is kept in its place.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise, takewhile

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.carried import carry
from backend.kiosks.rules.lines import Entry, is_offline


@dataclass(frozen=True, slots=True)
class Position:
    """How far a key's journal has come at the kiosk it is paired as.

    `carried` is the service that is under way, folded, so that what follows tells its whole story;
    `waiting` numbers the events about services without us that nobody has followed yet;
    `broken` says what stopped it; `began` numbers the event with which the chain as it stands
    begins: what was before is not known any more; `told_at` says when it last grew.
    """

    jkt: str
    kiosk_id: str
    number: int = 0
    digest: str = ""
    carried: tuple[str, ...] = ()
    waiting: tuple[int, ...] = ()
    broken: str | None = None
    began: int = 1
    told_at: datetime | None = None
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        return f"journal/{self.kiosk_id}/{self.jkt}"


Step = tuple[Position, Event]


def check_chain(entries: Sequence[Entry]) -> None:
    """Refuse `journal-chain-broken` when an entry does not name the one before it."""
    for before, entry in pairwise(entries):
        if entry.previous != before.digest:
            raise Refusal("journal-chain-broken", field="/entries", number=entry.number)
    if entries[0].number == 1 and entries[0].previous:
        raise Refusal("journal-chain-broken", field="/entries", number=1)


def unknown(position: Position, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries behind what is known."""
    return [one for one in entries if one.number > position.number]


def readable(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries before the first one that nobody can read."""
    return list(takewhile(lambda one: not one.is_odd, entries))


def what_breaks(position: Position, entries: Sequence[Entry], known: str | None) -> str | None:
    """Say why entries do not go on from a position, None when they do.

    `known` is the hash kept of the last entry whose number is known already, None when none is.
    """
    last = next((one for one in reversed(entries) if one.number <= position.number), None)
    if last is None and entries[0].number > position.number + 1:
        return "journal-gap"
    goes_on = entries[0].previous == position.digest if last is None else known == last.digest
    if not goes_on:
        return "journal-entry-differs"
    fresh = unknown(position, entries)
    return "journal-unreadable" if fresh and fresh[0].is_odd else None


def receive(
    position: Position,
    entries: Sequence[Entry],
    *,
    site_id: str,
    begins_anew: bool = False,
    doing: Doing,
) -> Step:
    """Take entries in; the event carries them whole, and the service they go on with.

    A journal that `begins_anew` goes on with nothing, and what of it cannot be read is `odd`.
    """
    last = entries[-1]
    before = [] if begins_anew else list(position.carried)
    carried = carry(before, entries)
    ended = last.step in ("closed", "asked")
    offline = any(one.offline for one in entries)
    offline = offline or any(is_offline(json.loads(one)) for one in before)
    version = position.version + 1
    after = replace(
        position,
        number=last.number,
        digest=last.digest,
        carried=() if ended else carried,
        waiting=(*position.waiting, version) if offline else position.waiting,
        broken=None,
        began=version if begins_anew else position.began,
        told_at=doing.at,
    )
    return _step(
        after,
        "received",
        doing,
        site_id=site_id,
        first=entries[0].number,
        last=last.number,
        expected=position.number + 1,
        begins_anew=begins_anew,
        carried=before,
        entries=[[one.text, one.signature] for one in entries],
        odd=[one.number for one in entries if one.is_odd],
    )


def break_off(position: Position, reason: str, first: int, doing: Doing) -> Step | None:
    """Note that a journal is broken; None when that is known."""
    if position.broken is not None:
        return None
    after = replace(position, broken=reason)
    return _step(after, "broken", doing, reason=reason, expected=position.number + 1, first=first)


def followed(position: Position, number: int, doing: Doing) -> Step | None:
    """Note that the event of this number was followed; None when nobody waited for it."""
    if number not in position.waiting:
        return None
    after = replace(position, waiting=tuple(one for one in position.waiting if one != number))
    return _step(after, "followed", doing, number=number, expected=position.number + 1)


def _step(after: Position, verb: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    data = {"kiosk_id": after.kiosk_id, "jkt": after.jkt, **data}
    kind = f"kiosks:journal:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
