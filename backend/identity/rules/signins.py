"""Signing in by SMS code: asked, sent, tried, used.

```
asked ──sent | withheld | undelivered──> asked ──right code──> accepted
  └──asked-again (after 60 s, same code)   └──wrong code (5 tries)──> locked    5 minutes──> expired

sending ──> sent | withheld | undelivered      one request sends, its repeats meanwhile do not
   │  └──unavailable──> waiting ──5 s later, taken over by a repeat──> sending
   └──10 s of silence: whoever sent it has died──taken over──> sending
```
Locked and expired are read from tries and time. The code is never kept: it is derived from the
sign-in's id, the number's lookup and a key. `withheld` means no account has this number.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from backend.identity.rules.terms import Terms
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

# More than a sending can take (two tries to connect, one answer waited for).
SENDING_LIFETIME = timedelta(seconds=10)
# How long a provider that failed is left alone: repeats cost nothing of the allowance.
PAUSE = timedelta(seconds=5)


class Delivery(StrEnum):
    """What became of the message: `UNAVAILABLE` means the provider itself failed."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    WITHHELD = "withheld"
    UNDELIVERED = "undelivered"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One attempt to sign in, named by the client."""

    id: str
    phone_lookup: str
    asked_at: datetime
    expires_at: datetime
    tries_left: int
    asks: int = 1
    delivery: Delivery = Delivery.WAITING
    sending_at: datetime | None = None
    person_id: str | None = None
    session_id: str | None = None
    jkt: str | None = None
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """The ledger's name for this sign-in."""
        return f"sign-in/{self.id}"

    @property
    def message_id(self) -> str:
        """The name of the message on its way, the same for every try to send it."""
        return f"{self.id}-{self.asks}"


def code(key: bytes, sign_in_id: str, phone_lookup: str) -> str:
    """Derive the six digits: nothing to store, the same whenever they are needed again."""
    digest = hmac.digest(key, f"{sign_in_id}:{phone_lookup}".encode(), "sha256")
    return f"{int.from_bytes(digest[:16], 'big') % 1_000_000:06d}"


def is_code(key: bytes, sign_in: SignIn, text: str) -> bool:
    """Compare what was typed with the code, in constant time."""
    right = code(key, sign_in.id, sign_in.phone_lookup)
    return hmac.compare_digest(text.encode(), right.encode())


def ask(sign_in_id: str, phone_lookup: str, terms: Terms, doing: Doing) -> tuple[SignIn, Event]:
    """Begin; the event names neither number nor code."""
    sign_in = SignIn(
        id=sign_in_id,
        phone_lookup=phone_lookup,
        asked_at=doing.at,
        expires_at=doing.at + timedelta(seconds=terms.code_lifetime_seconds),
        tries_left=terms.tries,
        delivery=Delivery.SENDING,
        sending_at=doing.at,
        version=1,
    )
    return sign_in, doing.event(sign_in.subject, 1, "identity:sign-in:asked")


def check_same(sign_in: SignIn, phone_lookup: str) -> None:
    """Take a repeat for what it is; refuses sign-in-exists-differently for another number."""
    if not hmac.compare_digest(sign_in.phone_lookup, phone_lookup):
        raise Refusal("sign-in-exists-differently", field="/phone")


def is_open(sign_in: SignIn, now: datetime) -> bool:
    """Say whether a code may still be tried."""
    return sign_in.session_id is None and sign_in.tries_left > 0 and now < sign_in.expires_at


def resend_after_seconds(sign_in: SignIn, terms: Terms, now: datetime) -> int:
    """Return how long until the same code may be sent once more."""
    again_at = sign_in.asked_at + timedelta(seconds=terms.resend_after_seconds)
    return max(0, ceil((again_at - now).total_seconds()))


def may_ask_again(sign_in: SignIn, terms: Terms, now: datetime) -> bool:
    """Say whether a repeated request is to send the code once more."""
    return is_open(sign_in, now) and resend_after_seconds(sign_in, terms, now) == 0


def ask_again(sign_in: SignIn, doing: Doing) -> tuple[SignIn, Event]:
    """Send the same code once more; its five minutes and its tries go on as they are."""
    changed = replace(
        sign_in,
        asked_at=doing.at,
        asks=sign_in.asks + 1,
        delivery=Delivery.SENDING,
        sending_at=doing.at,
        version=sign_in.version + 1,
    )
    return changed, _event(changed, "asked-again", doing)


def may_take_over(sign_in: SignIn, now: datetime) -> bool:
    """Say whether a repeat is to send the message: it did not leave, and nobody is at it."""
    if not is_open(sign_in, now):
        return False
    if sign_in.delivery is Delivery.SENDING:
        return sign_in.sending_at is None or sign_in.sending_at + SENDING_LIFETIME <= now
    return sign_in.delivery is Delivery.WAITING and pause_seconds(sign_in, now) == 0


def pause_seconds(sign_in: SignIn, now: datetime) -> int:
    """Return how long until a message that did not leave may be tried again."""
    if sign_in.delivery is not Delivery.WAITING or sign_in.sending_at is None:
        return 0
    return max(0, ceil((sign_in.sending_at + PAUSE - now).total_seconds()))


def check_pause(sign_in: SignIn, now: datetime) -> None:
    """Refuse sign-in-sms-unavailable while a message that did not leave has to wait."""
    seconds = pause_seconds(sign_in, now)
    if seconds:
        raise Refusal("sign-in-sms-unavailable", retry_after_seconds=seconds)


def take_over(sign_in: SignIn, doing: Doing) -> tuple[SignIn, Event]:
    """Begin to send the message that another request did not bring on its way."""
    changed = replace(
        sign_in,
        delivery=Delivery.SENDING,
        sending_at=doing.at,
        version=sign_in.version + 1,
    )
    return changed, _event(changed, "taken-over", doing)


def is_mine(sign_in: SignIn, begun: SignIn) -> bool:
    """Say whether a sending that was begun is still the one under way."""
    mine = (begun.asks, begun.sending_at)
    return sign_in.delivery is Delivery.SENDING and (sign_in.asks, sign_in.sending_at) == mine


def settle(sign_in: SignIn, delivery: Delivery, doing: Doing) -> tuple[SignIn, Event]:
    """Keep what became of the message: one that did not leave waits for the next repeat."""
    kept = Delivery.WAITING if delivery is Delivery.UNAVAILABLE else delivery
    changed = replace(sign_in, delivery=kept, version=sign_in.version + 1)
    return changed, _event(changed, str(delivery), doing)


def check_usable(sign_in: SignIn, now: datetime) -> None:
    """Refuse sign-in-used, sign-in-expired, sign-in-locked, in this order."""
    if sign_in.session_id is not None:
        raise Refusal("sign-in-used")
    if now >= sign_in.expires_at:
        raise Refusal("sign-in-expired")
    if sign_in.tries_left <= 0:
        raise Refusal("sign-in-locked")


def is_repeat(sign_in: SignIn, *, right: bool, jkt: str, now: datetime) -> bool:
    """Say whether this asks again for the session it already got: same code, same key, in time."""
    same_key = hmac.compare_digest((sign_in.jkt or "").encode(), jkt.encode())
    return right and same_key and sign_in.session_id is not None and now < sign_in.expires_at


def fail(sign_in: SignIn, doing: Doing) -> tuple[SignIn, Event]:
    """Take one try away."""
    left = sign_in.tries_left - 1
    changed = replace(sign_in, tries_left=left, version=sign_in.version + 1)
    return changed, _event(changed, "code-failed", doing, tries_left=left)


def refusal_of(sign_in: SignIn) -> Refusal:
    """Say what a wrong code is answered with, after its try is taken away."""
    if sign_in.tries_left <= 0:
        return Refusal("sign-in-locked")
    return Refusal("sign-in-code-wrong", field="/code", tries_left=sign_in.tries_left)


def accept(
    sign_in: SignIn, *, person_id: str, session_id: str, jkt: str, doing: Doing
) -> tuple[SignIn, Event]:
    """Use the sign-in up for one session."""
    changed = replace(
        sign_in,
        person_id=person_id,
        session_id=session_id,
        jkt=jkt,
        version=sign_in.version + 1,
    )
    return changed, _event(changed, "accepted", doing, session_id=session_id)


def _event(sign_in: SignIn, what: str, doing: Doing, **data: object) -> Event:
    return doing.event(sign_in.subject, sign_in.version, f"identity:sign-in:{what}", **data)
