"""Sessions: a family of rotating refresh tokens bound to one device key.

```
opened ──refresh──> opened (next number) ──end | sign out | reuse of an old number──> ended
```
Idle and absolute lifetimes, and signing out everywhere, are read from time. Of a token only its
number is kept: the text is derived from a key, the family and the number.
"""

import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.identity.rules.accounts import Account
from backend.identity.rules.terms import Terms
from backend.identity.rules.visits import Place
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


class Ending(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed-out"
    REUSED = "reused"


class Turn(StrEnum):
    """What a shown refresh token leads to."""

    NEXT = "next"
    AGAIN = "again"
    REUSED = "reused"


@dataclass(frozen=True, slots=True)
class Session:
    """One device a person is signed in on; `number` is that of the current refresh token.

    One at a kiosk names it and where it stands; it is short and is never refreshed.
    """

    id: str
    person_id: str
    device_name: str
    jkt: str
    opened_at: datetime
    last_used_at: datetime
    rotated_at: datetime
    lifetime_seconds: int
    idle_seconds: int
    number: int = 1
    ended_at: datetime | None = None
    ending: Ending | None = None
    kiosk_id: str = ""
    site_id: str = ""
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """The ledger's name for this session."""
        return f"session/{self.id}"

    @property
    def last_until(self) -> datetime:
        """When it ends at the latest, however much it is used."""
        return self.opened_at + timedelta(seconds=self.lifetime_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Where a session is opened: the key's thumbprint, the name its owner reads, the kiosk."""

    jkt: str
    name: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session as its device gets it: the tokens and whose it is; no refresh token at a kiosk."""

    session: Session
    account: Account
    access_token: str = field(repr=False)
    access_seconds: int
    refresh_token: str = field(repr=False)


def open_for(
    account: Account, device: Device, *, session_id: str, terms: Terms, doing: Doing
) -> tuple[Session, Event]:
    """Open a session; that of staff lasts a working day, one at a kiosk ten minutes."""
    lifetime, place = terms.absolute_lifetime_seconds, device.place
    if account.is_staff:
        lifetime = min(lifetime, terms.staff_lifetime_seconds)
    if place:
        lifetime = min(lifetime, terms.visit_lifetime_seconds)
    session = Session(
        id=session_id,
        person_id=account.person_id,
        device_name=device.name,
        jkt=device.jkt,
        opened_at=doing.at,
        last_used_at=doing.at,
        rotated_at=doing.at,
        lifetime_seconds=lifetime,
        idle_seconds=terms.idle_lifetime_seconds,
        kiosk_id=place.kiosk_id if place else "",
        site_id=place.site_id if place else "",
        version=1,
    )
    data = {"person_id": account.person_id}
    if place:
        data |= {"kiosk_id": place.kiosk_id, "site_id": place.site_id}
    return session, doing.event(session.subject, 1, "identity:session:opened", **data)


def is_live(session: Session, account: Account | None, now: datetime) -> bool:
    """Say whether the session still counts: not ended, not idle too long, not too old."""
    if account is None or session.ended_at is not None or now >= session.last_until:
        return False
    if now >= session.last_used_at + timedelta(seconds=session.idle_seconds):
        return False
    return account.signed_out_at is None or session.opened_at > account.signed_out_at


def judge(session: Session, shown: int, *, jkt: str, now: datetime, terms: Terms) -> Turn:
    """Decide on a shown refresh token of a live session; refuses session-key-differs.

    The current number turns to the next. The one before it gives the same successor for
    30 seconds, because two windows of one browser, or a lost answer, are no theft. Any other old
    number was used twice: somebody else has a copy, so the family ends whoever asks.
    """
    grace = session.rotated_at + timedelta(seconds=terms.grace_seconds)
    recent = shown == session.number - 1 and now < grace
    if shown != session.number and not recent:
        return Turn.REUSED
    if not hmac.compare_digest(session.jkt.encode(), jkt.encode()):
        raise Refusal("session-key-differs")
    return Turn.AGAIN if recent else Turn.NEXT


def rotate(session: Session, doing: Doing) -> tuple[Session, Event]:
    """Turn to the next refresh token."""
    changed = replace(
        session,
        number=session.number + 1,
        rotated_at=doing.at,
        last_used_at=doing.at,
        version=session.version + 1,
    )
    return changed, _event(changed, "refreshed", doing, token=changed.number)


def end(session: Session, ending: Ending, doing: Doing) -> tuple[Session, Event]:
    """End the family; no token of it works again."""
    changed = replace(session, ended_at=doing.at, ending=ending, version=session.version + 1)
    return changed, _event(changed, "ended", doing, ending=str(ending))


def _event(session: Session, what: str, doing: Doing, **data: object) -> Event:
    return doing.event(session.subject, session.version, f"identity:session:{what}", **data)
