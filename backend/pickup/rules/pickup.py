"""A pickup (取票): kind and count promised to a person, and what has left the machines so far."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.pickup.rules.forms import Link, Loan
from backend.pickup.rules.holding import Lease, Wish
from backend.pickup.rules.sheets import Sheets

LIFETIME = timedelta(days=7)
RESERVATION = timedelta(seconds=120)
SILENCE = timedelta(seconds=60)
SIGN_OF_LIFE = timedelta(seconds=10)  # within it no second one is written
TRIES = 5
REMINDERS_HOURS = (48, 4)


class State(StrEnum):
    """Where a pickup stands."""

    ISSUED = "issued"
    RESERVED = "reserved"
    DISPENSING = "dispensing"
    OPEN = "open"
    DISPENSED = "dispensed"
    CLOSED = "closed"


class Ending(StrEnum):
    """Why a pickup is closed."""

    EXPIRED = "expired"
    CANCELLED = "cancelled"
    MAILED = "mailed"


@dataclass(frozen=True, slots=True)
class Pass:
    """What a phone needs to draw the code by itself, offline too."""

    body: bytes
    secret: bytes
    short_code: str
    step_seconds: int


@dataclass(frozen=True, slots=True)
class Reservation:
    """One service at one machine; kept after its end so that repeats can be answered.

    `spent` are the ids of services before it: a late repeat of theirs must not begin a new one.
    """

    id: str
    kiosk_id: str
    fencing: int
    until: datetime
    sheets: tuple[Sheets, ...]
    confirmed: int = 0
    heard_at: datetime | None = None
    spent: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(one.count for one in self.sheets)

    @property
    def began_at(self) -> datetime:
        """When the machine took it."""
        return self.until - RESERVATION

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own id behind the last fifteen before it: no packet is on its way for longer."""
        return (*self.spent, *([self.id] if self.id else []))[-16:]


@dataclass(frozen=True, slots=True)
class Found:
    """What a clerk found at a silent machine.

    `next_sheet` is the first sheet still in the cassette, None when it is empty; `taken` are those
    that the collector has of the sheets that left unconfirmed; `disputes` says of each dispute that
    waits with it how many of its sheets they have: `(number, taken)`.
    """

    next_sheet: tuple[str, int] | None
    taken: tuple[Sheets, ...] = ()
    disputes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a clerk must find out at a machine that no service of a pickup explains.

    `sheets` lie in quarantine and may be in the collector's hands. `lost` says that the machine's
    memory is not whole, or told of what was not allowed: its word that it served nobody counts no
    more.
    """

    kiosk_id: str
    site_id: str
    sheets: tuple[Sheets, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Dispute:
    """A journal that misfits and waits for a clerk; `number` is that of the event that tells it.

    `sheets` lie in quarantine and may be in the collector's hands. One that `joined` is decided
    together with what the pickup is open for.
    """

    number: int
    reservation_id: str
    kiosk_id: str
    site_id: str
    sheets: tuple[Sheets, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A service that gave sheets away: at which machine, until when, and which.

    `heard_at` is when the house heard of it, where the machine had no line at its end.
    """

    reservation_id: str
    kiosk_id: str
    site_id: str
    ended_at: datetime
    sheets: tuple[Sheets, ...]
    heard_at: datetime | None = None

    @property
    def count(self) -> int:
        return sum(one.count for one in self.sheets)


@dataclass(frozen=True, slots=True)
class Report:
    """What a collector said of the last service; `outcome` is None until a clerk has spoken.

    `number` is that of the event that tells it. `retracted` are sheets that the machine took back
    from its tray: they lie in quarantine until then.
    """

    id: str
    reservation_id: str
    has: int
    note: str
    at: datetime
    by: str
    number: int
    outcome: str | None = None
    retracted: tuple[Sheets, ...] = ()

    @property
    def taken_back(self) -> int:
        return sum(one.count for one in self.retracted)


@dataclass(frozen=True, slots=True)
class Care:
    """What goes with a pickup before its end and after it.

    `reminded_hours` names the last reminder given, `reprinted` counts what clerks decided to
    be owed again, `reported` are the ids of earlier reports, `mailed_to` is its address by mail.
    """

    ended: Ending | None = None
    ended_at: datetime | None = None
    reminded_hours: int | None = None
    reminded_at: datetime | None = None
    services: tuple[Service, ...] = ()
    report: Report | None = None
    reprinted: int = 0
    reported: tuple[str, ...] = ()
    mailed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Pickup:
    """An order to be handed over at a machine; `handed` is what is in the person's hands.

    `collector_id` is its owner; while a loan stands, `collector()` is who borrowed it.
    `leasable_at` keeps a lease away that was just given back, `disputed` names the reservations of
    journals that did not fit, `disputes` those a clerk has not decided, `filed` is how the store
    lists its lease. While it is open, `episode` is the number of the event that opened it.
    """

    id: str
    application_id: str
    company_id: str
    collector_id: str
    kind: str
    count: int
    site_id: str | None
    state: State
    generation: int
    issued_at: datetime
    expires_at: datetime
    short_code: str
    tries_left: int = TRIES
    missed_id: str | None = None
    reservation: Reservation | None = None
    handed: tuple[Sheets, ...] = ()
    loan: Loan | None = None
    link: Link | None = None
    lease: Lease | None = None
    wish: Wish | None = None
    inquiry: Inquiry | None = None
    leasable_at: datetime | None = None
    disputed: tuple[str, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    episode: int = 0
    care: Care = Care()
    version: int = 0
    head: str = field(default="", compare=False)
    filed: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        return f"pickup/{self.id}"

    @property
    def past(self) -> Reservation | None:
        """What stays of a service once a person must look: the ids it spent, and no grip on it."""
        held = self.reservation
        return replace(held, id="", sheets=(), confirmed=0, spent=held.ids) if held else None

    @property
    def handed_count(self) -> int:
        return sum(one.count for one in self.handed)

    @property
    def remaining(self) -> int:
        return self.count - self.handed_count

    @property
    def anywhere(self) -> bool:
        """A remainder may be fetched at any machine: its owner stands in the street with a part."""
        return bool(self.handed) and self.remaining > 0

    def due_at(self) -> datetime | None:
        """When time alone will change this pickup; None when it waits for somebody."""
        match self.state:
            case State.ISSUED if self.lease is None and self.wish is not None:
                return self.wish.ripe_at(disputed=bool(self.disputes))
            case State.ISSUED if self.lease is not None:
                # A loan that ends is not put on record while a machine may be serving under it.
                ends = self.lease.latest_at or self.expires_at
                return ends if self.wish else min(ends, self._tell_at())
            case State.ISSUED:
                due = self._tell_at()
                return min(due, self.loan.until) if self.loan else due
            case State.RESERVED if self.reservation:
                return self.reservation.until
            case State.DISPENSING if self.reservation and self.reservation.heard_at:
                return self.reservation.heard_at + SILENCE
            case _:
                return None

    def _tell_at(self) -> datetime:
        # The next reminder, or the end itself when there is none to come.
        before = self.care.reminded_hours
        coming = (one for one in REMINDERS_HOURS if before is None or one < before)
        return self.expires_at - timedelta(hours=next(coming, 0))

    def seen(self, now: datetime) -> State:
        """The state as time has it: a reservation past its end is issued again."""
        if self.state is State.RESERVED and self.reservation and self.reservation.until <= now:
            return State.ISSUED
        return self.state

    def lent(self, now: datetime) -> Loan | None:
        """The loan in force; it ends by time alone, but a service begun under it ends under it."""
        over = self.loan is not None and self.loan.until <= now and self.seen(now) is State.ISSUED
        return None if over else self.loan

    def collector(self, now: datetime) -> str:
        """Who may collect now: the borrower while the pickup is lent, else its owner."""
        loan = self.lent(now)
        return loan.person_id if loan else self.collector_id

    def code_generation(self, now: datetime) -> int:
        """The generation a code must have: the end of a loan raises it before anybody writes."""
        return self.generation + int(self.loan is not None and self.lent(now) is None)

    def code_ends_at(self, now: datetime) -> datetime:
        """Until when a code drawn now is good."""
        loan = self.lent(now)
        return min(loan.until, self.expires_at) if loan else self.expires_at

    def typed_code(self, now: datetime) -> str:
        """The short code that opens it now; the owner's own waits while the pickup is lent."""
        return (self.lent(now) or self).short_code
