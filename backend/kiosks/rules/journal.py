"""A kiosk's journal (终端日志): numbered, hash-chained entries, each signed, none left out.

The house keeps how far it has come with each key at each kiosk: a machine that is paired under
another name begins another journal. A known entry may come again; another text under
a known number, or a number left out, breaks the journal: what lies between is unknown until a clerk
has counted the machine and put it back into service. Then a journal may begin anew, where it is.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from backend.kernel.clock import from_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.carried import carry

_STEPS = {
    *("asked", "held", "starting", "started", "feeding"),
    *("fed", "unfed", "confirmed", "stopping", "closed", "parted"),
}
_MOST_SHEETS = 10_000
_RESERVATION = re.compile(r"[A-Za-z0-9-]{1,36}")
_KIND = re.compile(r"[A-Z_]{1,20}")
_PICKUP = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the text that was signed, and what of it the chain needs."""

    text: str
    signature: str
    number: int
    previous: str
    step: str
    offline: bool

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


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


def read(text: str, signature: str, number: int) -> Entry:
    """Read the line that must have this number; refuses `journal-malformed` with the number."""
    try:
        line = json.loads(text, parse_constant=_refused)
        if line["n"] != number or isinstance(line["n"], bool):
            raise ValueError("number")
        _check(line)
        return Entry(text, signature, number, line["prev"], line["step"], _is_offline(line))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refusal("journal-malformed", field="/entries", number=number) from error


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


def what_breaks(position: Position, entries: Sequence[Entry], known: str | None) -> str | None:
    """Say why entries do not go on from a position, None when they do.

    `known` is the hash kept of the last entry whose number is known already, None when none is.
    """
    last = next((one for one in reversed(entries) if one.number <= position.number), None)
    if last is not None:
        return None if known == last.digest else "journal-entry-differs"
    if entries[0].number > position.number + 1:
        return "journal-gap"
    return None if entries[0].previous == position.digest else "journal-entry-differs"


def receive(
    position: Position,
    entries: Sequence[Entry],
    *,
    site_id: str,
    begins_anew: bool = False,
    doing: Doing,
) -> Step:
    """Take entries in; the event carries them whole, and the service they go on with.

    A journal that `begins_anew` goes on with nothing.
    """
    last = entries[-1]
    before = [] if begins_anew else list(position.carried)
    carried = carry(before, entries)
    ended = last.step in ("closed", "asked")
    offline = any(one.offline for one in entries)
    offline = offline or any(_is_offline(json.loads(one)) for one in before)
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


def _check(line: Mapping[str, Any]) -> None:
    from_text(line["at"])
    if line["step"] not in _STEPS or not isinstance(line["prev"], str):
        raise ValueError(line["step"])
    if not _RESERVATION.fullmatch(line["reservation"]):
        raise ValueError("reservation")
    match line["step"]:
        case "held":
            _check_held(line["held"])
            _whole(line.get("generation") or line["held"].get("generation") or 1)
        case "fed":
            _whole(line["sheet"])
            _check_serial(line["fed"])
            if line["exit"] not in ("out", "jammed", "empty"):
                raise ValueError("exit")
        case "stopping":
            _check_serial(line["spoiled"])
            if line["reason"] not in ("jam", "paper-out", "cancelled"):
                raise ValueError("reason")
        case "closed" if not isinstance(line["outcome"], str):
            raise ValueError("outcome")


def _is_offline(line: Mapping[str, Any]) -> bool:
    return line["step"] == "held" and bool(line.get("offline") or line["held"].get("offline"))


def _check_held(held: Mapping[str, Any]) -> None:
    if not _PICKUP.fullmatch(held["pickup_id"]) or not _KIND.fullmatch(held["kind"]):
        raise ValueError("held")
    numbers = [held["count"], held["fencing"], len(held["segments"])]
    for one in held["segments"]:
        numbers += [one["first"], one["last"]]
        _check_serial({"code": one["code"], "number": one["first"]})
        if not 0 <= one["last"] - one["first"] < _MOST_SHEETS:
            raise ValueError("segments")
    for number in numbers:
        _whole(number)


def _check_serial(serial: Mapping[str, Any] | None) -> None:
    if serial is None:
        return
    _whole(serial["number"])
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", serial["code"]):
        raise ValueError("code")


def _whole(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 99_999_999:
        raise ValueError(value)


def _refused(text: str) -> None:
    raise ValueError(text)


def _step(after: Position, verb: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    data = {"kiosk_id": after.kiosk_id, "jkt": after.jkt, **data}
    kind = f"kiosks:journal:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
