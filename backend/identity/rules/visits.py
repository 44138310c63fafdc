"""A visit: a person signs in at a kiosk with the phone in the hand (RFC 8628, device grant).

```
asked ──confirmed on a signed-in phone──> confirmed ──the machine collects──> opened
  ├──declined on the phone──> declined
  ├──cancelled by the machine──> cancelled        confirmed ──cancelled──> cancelled
  └──three minutes──> expired                     confirmed, not collected for a minute──> expired
```
Expired is read from time. The machine shows the code as a picture and in letters, so that whoever
confirms can compare what the phone names with what stands before them (RFC 8628 §5.4): a picture
sent from elsewhere names another machine.
"""

import secrets
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

# Consonants that spell no word and look like no other (RFC 8628 §6.1): 20^8 codes.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 8
LIFETIME = timedelta(minutes=3)
COLLECT_WITHIN = timedelta(minutes=1)

INTERVAL_SECONDS = 3
# An answer on its way may make one gap shorter than the machine waited.
SLACK = timedelta(seconds=1)
WIDENED_BY_SECONDS = 5
WIDEST_SECONDS = 60


class State(StrEnum):
    """Where a visit stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    OPENED = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The machine a person stands at, and the key it signs with."""

    kiosk_id: str
    kiosk_name: str
    site_id: str
    site_name: str
    jkt: str

    @property
    def device_name(self) -> str:
        """What the person reads in the list of devices."""
        return f"{self.kiosk_id} · {self.site_name}"[:60]


@dataclass(frozen=True, slots=True)
class Visit:
    """One wish of a machine that somebody sign in at it."""

    id: str
    code: str
    place: Place
    asked_at: datetime
    expires_at: datetime
    state: State = State.ASKED
    person_id: str | None = None
    session_id: str | None = None
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """The ledger's name for this visit."""
        return f"visit/{self.id}"

    def is_over(self, now: datetime) -> bool:
        """Say whether time has ended it."""
        if self.state is State.CONFIRMED:
            return now >= self.expires_at + COLLECT_WITHIN
        return self.state is State.ASKED and now >= self.expires_at


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a machine asks how its visit stands; not a state of the business."""

    visit_id: str
    keep_until: datetime
    interval_seconds: int = INTERVAL_SECONDS
    asked_at: datetime | None = None
    version: int = 0


Step = tuple[Visit, Event]


def make_code() -> str:
    """Make a code of 20^8 possible ones."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """Read a code as a link or a person says it; refuses `visit-unknown` for what is none."""
    text = "".join(unicodedata.normalize("NFKC", typed[:40]).upper().split()).replace("-", "")
    if len(text) != LENGTH or not set(text) <= set(ALPHABET):
        raise Refusal("visit-unknown")
    return text


def ask(visit_id: str, code: str, place: Place, doing: Doing) -> Step:
    """Begin; the event names the machine, never the code."""
    visit = Visit(visit_id, code, place, doing.at, doing.at + LIFETIME, version=1)
    data = {"kiosk_id": place.kiosk_id, "site_id": place.site_id}
    return visit, doing.event(visit.subject, 1, "identity:visit:asked", **data)


def check_same(visit: Visit, place: Place) -> None:
    """Take a repeat for what it is; refuses `visit-exists-differently` for another machine."""
    if (visit.place.kiosk_id, visit.place.jkt) != (place.kiosk_id, place.jkt):
        raise Refusal("visit-exists-differently")


def check_open(visit: Visit, person_id: str, now: datetime) -> None:
    """Say why a person can decide nothing any more.

    Refuses `visit-taken` (somebody else confirmed), `visit-over`, `visit-expired`.
    """
    if visit.person_id not in (None, person_id):
        raise Refusal("visit-taken")
    if visit.state in (State.DECLINED, State.CANCELLED):
        raise Refusal("visit-over")
    if visit.is_over(now):
        raise Refusal("visit-expired")


def confirm(visit: Visit, person_id: str, doing: Doing) -> Step | None:
    """Let a person in; None when this person did. Refuses as `check_open`."""
    check_open(visit, person_id, doing.at)
    if visit.state is not State.ASKED:
        return None
    after = replace(visit, state=State.CONFIRMED, person_id=person_id)
    return _step(after, "confirmed", doing, kiosk_id=visit.place.kiosk_id)


def decline(visit: Visit, person_id: str, doing: Doing) -> Step | None:
    """Say that it was not me; None when it was declined. Refuses `visit-taken`, `visit-expired`.

    Who confirmed may still take it back until the machine has collected it.
    """
    if visit.state in (State.DECLINED, State.CANCELLED):
        return None
    check_open(visit, person_id, doing.at)
    if visit.state is State.OPENED:
        raise Refusal("visit-over")
    return _step(replace(visit, state=State.DECLINED), "declined", doing)


def cancel(visit: Visit, doing: Doing) -> Step | None:
    """End what nobody confirmed or collected; None when it is over or was opened."""
    if visit.state not in (State.ASKED, State.CONFIRMED):
        return None
    return _step(replace(visit, state=State.CANCELLED), "cancelled", doing)


def open_with(visit: Visit, session_id: str, doing: Doing) -> Step:
    """Use a confirmed visit up for one session."""
    after = replace(visit, state=State.OPENED, session_id=session_id)
    return _step(after, "opened", doing, session_id=session_id)


def check_collectable(visit: Visit, now: datetime) -> None:
    """Refuse `visit-over` (declined or cancelled), then `visit-expired`."""
    if visit.state in (State.DECLINED, State.CANCELLED):
        raise Refusal("visit-over")
    if visit.is_over(now):
        raise Refusal("visit-expired")


def wait_seconds(pace: Pace, now: datetime) -> int:
    """Return how much too early a machine asks; 0 when it may."""
    if pace.asked_at is None:
        return 0
    free_at = pace.asked_at + timedelta(seconds=pace.interval_seconds) - SLACK
    return max(0, ceil((free_at - now).total_seconds()))


def widen(pace: Pace) -> Pace:
    """Ask for longer gaps from now on (RFC 8628 §3.5).

    The last good asking stays: were it moved too, one who never learns would never be heard.
    """
    wider = min(pace.interval_seconds + WIDENED_BY_SECONDS, WIDEST_SECONDS)
    return replace(pace, interval_seconds=wider, version=pace.version + 1)


def asked_now(pace: Pace, now: datetime) -> Pace:
    """Note an asking in time."""
    return replace(pace, asked_at=now, version=pace.version + 1)


def _step(after: Visit, what: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    kind = f"identity:visit:{what}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
