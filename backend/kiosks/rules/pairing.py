"""Pairing: a machine shows a one-time code, staff type it in, its key becomes a kiosk's.

    waiting ──staff confirm within 10 minutes──> confirmed
       └──time──> expired (read as gone)

A pairing belongs to the key that asked for it. Opening one is not ledgered: anybody may ask, and
nothing has happened until staff confirm; the confirmation is an event of the kiosk.
"""

import secrets
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.kernel.errors import Refusal

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O, 1 I L, and U that reads as V
LENGTH = 8
LIFETIME = timedelta(minutes=10)
TRIES = 5
TRIES_WINDOW = timedelta(minutes=10)


class PairingState(StrEnum):
    """Where a pairing stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Pairing:
    """One machine's wish to become a kiosk."""

    id: str
    code: str
    jkt: str
    expires_at: datetime
    state: PairingState = PairingState.WAITING
    kiosk_id: str | None = None
    version: int = 1

    @property
    def shown_code(self) -> str:
        """The code as the screen shows it, in two groups."""
        return f"{self.code[:4]}-{self.code[4:]}"

    def check_alive(self, now: datetime) -> None:
        """Refuse `pairing-expired` when nobody confirmed it in time."""
        if self.state is PairingState.WAITING and now >= self.expires_at:
            raise Refusal("pairing-expired")


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a clerk typed a wrong code since an instant."""

    clerk: str
    since: datetime
    wrong: int = 0
    version: int = 0

    def at(self, now: datetime) -> "Tries":
        """Return it as it stands now: a window that is over counts no more."""
        if now < self.since + TRIES_WINDOW:
            return self
        return replace(self, since=now, wrong=0)

    @property
    def left(self) -> int:
        """How many more may go wrong."""
        return max(0, TRIES - self.wrong)


def make_code() -> str:
    """Make a code of 30^8 possible ones, without letters that look alike."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def open_pairing(pairing_id: str, jkt: str, code: str, now: datetime) -> Pairing:
    """Open a pairing for a device key."""
    return Pairing(pairing_id, code, jkt, now + LIFETIME)


def read_code(typed: str) -> str:
    """Read what staff typed: spaces, dashes, full width and small letters are fine.

    Refuses `pairing-code-malformed`; letters that look like others are never changed silently.
    """
    text = "".join(unicodedata.normalize("NFKC", typed[:40]).upper().split()).replace("-", "")
    if len(text) != LENGTH or not set(text) <= set(ALPHABET):
        raise Refusal("pairing-code-malformed", field="/code")
    return text


def check_tries(tries: Tries, now: datetime) -> None:
    """Refuse `pairing-tries-too-many` after five wrong codes within ten minutes."""
    if tries.left == 0:
        wait = (tries.since + TRIES_WINDOW - now).total_seconds()
        raise Refusal("pairing-tries-too-many", retry_after_seconds=max(1, round(wait)))


def wrong(tries: Tries) -> Tries:
    """Count one more wrong code."""
    return replace(tries, wrong=tries.wrong + 1, version=tries.version + 1)


def confirm(pairing: Pairing, kiosk_id: str, now: datetime) -> Pairing:
    """Confirm a pairing for a kiosk; refuses `pairing-expired`, then `pairing-used`."""
    pairing.check_alive(now)
    if pairing.state is PairingState.CONFIRMED:
        raise Refusal("pairing-used")
    return replace(
        pairing, state=PairingState.CONFIRMED, kiosk_id=kiosk_id, version=pairing.version + 1
    )
