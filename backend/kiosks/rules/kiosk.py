"""A kiosk: where it stands, whether it serves, and the key it signs with.

    unpaired ──pair──> paired ──unpair──> unpaired       one key at a time
    in service ──disable(reason)──> out of service ──enable──> in service
    any ──distrust(reason)──> out of service, to be counted ──last count──> in service
    unpaired, once paired ──pair──> paired, out of service, to be counted

Of a machine whose journal is not whole nobody knows what left it, nor of one whose page is a new
one: each cassette with paper must be counted before it serves, and the last count puts it back.

It serves when staff left it in service, it is paired, and nothing of its condition is a fault.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.condition import Condition, is_alive

_ID = re.compile(r"[A-Z][0-9]{3}-K[0-9]{1,2}")
LONGEST_NAME = 60
LONGEST_REASON = 200
PAIRED_ANEW = "paired-anew"
# Why a machine is out of service of which nobody knows what left it.
UNKNOWN = (
    *("journal-gap", "journal-entry-differs", "journal-behind", "journal-unreadable"),
    PAIRED_ANEW,
)


class State(StrEnum):
    """Whether staff let it serve."""

    IN_SERVICE = "in-service"
    OUT_OF_SERVICE = "out-of-service"


@dataclass(frozen=True, slots=True)
class Kiosk:
    """One machine as it is today; version 0 means that it is not registered yet.

    `uncounted` are the kinds of paper of which nobody knows how much left it, `pairings` how often
    it was given a key.
    """

    id: str
    site_id: str = ""
    name: str = ""
    state: State = State.IN_SERVICE
    out_reason: str | None = None
    jkt: str | None = None
    paired_at: datetime | None = None
    condition: Condition = field(default_factory=Condition)
    uncounted: tuple[str, ...] = ()
    pairings: int = 0
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"kiosk/{self.id}"

    @property
    def why_not(self) -> str | None:
        """Say why it cannot serve, None when it can."""
        if self.version == 0:
            return "unknown"
        if self.state is State.OUT_OF_SERVICE:
            return "disabled"
        return "unpaired" if self.jkt is None else self.condition.fault


Step = tuple[Kiosk, Event]


def check_id(text: str) -> str:
    """Take a kiosk's id, like Z001-K1; refuses `kiosk-id-malformed`."""
    if not _ID.fullmatch(text):
        raise Refusal("kiosk-id-malformed", field="/id")
    return text


def place(kiosk: Kiosk, *, site_id: str, name: str, empty: bool, doing: Doing) -> Step | None:
    """Register a kiosk, or move or rename it; None when that is how it stands.

    Refuses `request-malformed` (no name), then `kiosk-not-empty`: paper belongs to a site, so a
    machine moves only without any.
    """
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise Refusal("request-malformed", field="/name")
    if (kiosk.site_id, kiosk.name) == (site_id, name):
        return None
    if kiosk.version and kiosk.site_id != site_id and not empty:
        raise Refusal("kiosk-not-empty", field="/site_id", kiosk_id=kiosk.id)
    verb = "changed" if kiosk.version else "registered"
    after = replace(kiosk, site_id=site_id, name=name)
    return _step(after, verb, doing, name=name)


def check_seen(kiosk: Kiosk, seen: tuple[str, str], wish: tuple[str, str]) -> None:
    """Refuse `kiosk-exists-differently` when it stands otherwise than who wishes so saw it.

    Both are a site and a name; a machine that is not registered yet has neither.
    """
    stands = (kiosk.site_id, kiosk.name)
    if stands not in (seen, wish):
        raise Refusal("kiosk-exists-differently", field="/seen", kiosk_id=kiosk.id, name=kiosk.name)


def enable(kiosk: Kiosk, doing: Doing) -> Step | None:
    """Put a kiosk into service; None when it is; refuses `kiosk-uncounted`."""
    if kiosk.state is State.IN_SERVICE:
        return None
    check_counted(kiosk)
    return _step(replace(kiosk, state=State.IN_SERVICE, out_reason=None), "enabled", doing)


def check_counted(kiosk: Kiosk) -> None:
    """Refuse `kiosk-uncounted` while a cassette waits to be counted."""
    if kiosk.uncounted:
        raise Refusal("kiosk-uncounted", kiosk_id=kiosk.id, kinds=", ".join(kiosk.uncounted))


def disable(kiosk: Kiosk, reason: str, doing: Doing) -> Step | None:
    """Take a kiosk out of service; None when it is, for the same reason.

    Refuses `request-malformed` without a reason: visitors read it on the screen.
    """
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")
    if (kiosk.state, kiosk.out_reason) == (State.OUT_OF_SERVICE, reason):
        return None
    after = replace(kiosk, state=State.OUT_OF_SERVICE, out_reason=reason)
    return _step(after, "disabled", doing, reason=reason)


def distrust(kiosk: Kiosk, reason: str, kinds: Iterable[str], doing: Doing) -> Step | None:
    """Take a kiosk out of service until each of these kinds was counted; None when it is."""
    uncounted = tuple(sorted({*kiosk.uncounted, *kinds}))
    after = replace(kiosk, state=State.OUT_OF_SERVICE, out_reason=reason, uncounted=uncounted)
    if after == kiosk:
        return None
    return _step(after, "disabled", doing, reason=reason, uncounted=list(uncounted))


def count(kiosk: Kiosk, kind: str, count_id: str, doing: Doing) -> Step | None:
    """Note that a kind was counted, as had to be; None when it had not.

    The last one puts the machine back into service, unless staff took it out for their own reason.
    """
    if kind not in kiosk.uncounted:
        return None
    left = tuple(one for one in kiosk.uncounted if one != kind)
    after = replace(kiosk, uncounted=left)
    told = {"paper_kind": kind, "count_id": count_id, "uncounted": list(left)}
    if left or kiosk.out_reason not in UNKNOWN:
        return _step(after, "counted", doing, **told)
    after = replace(after, state=State.IN_SERVICE, out_reason=None)
    return _step(after, "enabled", doing, **told)


def pair(kiosk: Kiosk, jkt: str, *, pairing_id: str, kinds: Iterable[str], doing: Doing) -> Step:
    """Give a kiosk the key it signs with; `kinds` is the paper in it.

    What an earlier page did without a line nobody will tell: the paper is counted first. Refuses
    `kiosk-paired` while it has a key.
    """
    if kiosk.jkt is not None:
        raise Refusal("kiosk-paired", kiosk_id=kiosk.id)
    after = replace(kiosk, jkt=jkt, paired_at=doing.at, pairings=kiosk.pairings + 1)
    uncounted = tuple(sorted({*kiosk.uncounted, *kinds})) if kiosk.pairings else ()
    if not uncounted:
        return _step(after, "paired", doing, jkt=jkt, pairing_id=pairing_id)
    reason = after.out_reason or PAIRED_ANEW
    after = replace(after, state=State.OUT_OF_SERVICE, out_reason=reason, uncounted=uncounted)
    told = {"reason": reason, "uncounted": list(uncounted)}
    return _step(after, "paired", doing, jkt=jkt, pairing_id=pairing_id, **told)


def unpair(kiosk: Kiosk, doing: Doing) -> Step | None:
    """Take the key away: what it signs counts no more; None when there is none."""
    if kiosk.jkt is None:
        return None
    after = replace(kiosk, jkt=None, paired_at=None)
    return _step(after, "unpaired", doing, jkt=kiosk.jkt)


def observe(kiosk: Kiosk, condition: Condition, doing: Doing) -> Step | None:
    """Note a change of condition; None when nothing the ledger follows is different."""
    changed = condition.changes_from(kiosk.condition)
    if not changed:
        return None
    after = replace(kiosk, condition=condition)
    return _step(
        after,
        "condition-changed",
        doing,
        changed=list(changed),
        paper=str(condition.paper),
        door=str(condition.door),
        jam=condition.jam,
        silent=condition.silent,
        skewed=condition.skewed,
        outdated=condition.outdated,
        tray_left=condition.tray_left,
        held_up=condition.held_up,
    )


def hold_up(kiosk: Kiosk, held_up: bool, doing: Doing) -> Step | None:
    """Note that a service at a machine was left open, or is over; None when that was noted."""
    return observe(kiosk, replace(kiosk.condition, held_up=held_up), doing)


def silence(kiosk: Kiosk, heard_at: datetime | None, doing: Doing) -> Step | None:
    """Note that a paired kiosk is not heard any more; None when it is, or was noted already."""
    if kiosk.jkt is None or kiosk.condition.silent:
        return None
    last = max(filter(None, (heard_at, kiosk.paired_at)), default=None)
    if is_alive(last, doing.at):
        return None
    return observe(kiosk, replace(kiosk.condition, silent=True), doing)


def _step(after: Kiosk, verb: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    data = {"kiosk_id": after.id, "site_id": after.site_id, **data}
    return numbered, doing.event(numbered.subject, numbered.version, f"kiosks:kiosk:{verb}", **data)
