"""An alert (告警): something at a machine that needs a person, with an owner and a due time.

    closed ──the condition begins──> open ──a clerk takes it──> open, with an owner
       ^                               └──another takes it over──┘
       └────────the condition is over───────────┘

One alert a machine, kind and subject, opened again and again: its version never goes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.condition import Door, Paper
from backend.kiosks.rules.kiosk import Kiosk


class AlertKind(StrEnum):
    """What is wrong, the most urgent first: this order is the order of the list."""

    DOOR_OPEN = "door-open"
    SILENT = "silent"
    PAPER_LEFT = "paper-left"
    PRINTER_UNREACHABLE = "printer-unreachable"
    JAM = "jam"
    HELD_UP = "held-up"
    PAPER_OUT = "paper-out"
    COUNT_DUE = "count-due"
    COLLECT = "collect"
    LOW = "low"
    CLOCK_SKEWED = "clock-skewed"
    SOFTWARE_OUTDATED = "software-outdated"


class Severity(StrEnum):
    """How bad it is: nobody can be served or paper is in danger, soon so, or not yet felt."""

    HIGH = "high"
    MIDDLE = "middle"
    SLIGHT = "slight"


_SEVERITY = {
    AlertKind.COUNT_DUE: Severity.MIDDLE,
    AlertKind.COLLECT: Severity.MIDDLE,
    AlertKind.LOW: Severity.MIDDLE,
    AlertKind.CLOCK_SKEWED: Severity.SLIGHT,
    AlertKind.SOFTWARE_OUTDATED: Severity.SLIGHT,
}
DUE: Mapping[AlertKind, timedelta] = {
    AlertKind.DOOR_OPEN: timedelta(minutes=15),
    AlertKind.SILENT: timedelta(minutes=15),
    AlertKind.PAPER_LEFT: timedelta(minutes=15),
    AlertKind.PRINTER_UNREACHABLE: timedelta(minutes=15),
    AlertKind.JAM: timedelta(minutes=30),
    AlertKind.HELD_UP: timedelta(minutes=30),
    AlertKind.PAPER_OUT: timedelta(minutes=30),
    AlertKind.COUNT_DUE: timedelta(hours=2),
    AlertKind.COLLECT: timedelta(hours=4),
    AlertKind.LOW: timedelta(days=1),
    AlertKind.CLOCK_SKEWED: timedelta(hours=4),
    AlertKind.SOFTWARE_OUTDATED: timedelta(days=7),
}
# What a machine's condition alone opens and closes.
WATCHED = frozenset(AlertKind) - {AlertKind.COUNT_DUE, AlertKind.COLLECT, AlertKind.LOW}
# The place in the list stands in what is open in a running city: a new kind takes a number between
# two others, and theirs stay.
_RANK = {
    AlertKind.DOOR_OPEN: 10,
    AlertKind.SILENT: 20,
    AlertKind.PAPER_LEFT: 23,
    AlertKind.PRINTER_UNREACHABLE: 26,
    AlertKind.JAM: 30,
    AlertKind.HELD_UP: 35,
    AlertKind.PAPER_OUT: 40,
    AlertKind.COUNT_DUE: 50,
    AlertKind.COLLECT: 55,
    AlertKind.LOW: 60,
    AlertKind.CLOCK_SKEWED: 70,
    AlertKind.SOFTWARE_OUTDATED: 80,
}


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert as it is today; `about` is the kind of paper where it is about one."""

    kiosk_id: str
    kind: AlertKind
    about: str = ""
    site_id: str = ""
    is_open: bool = False
    opened_at: datetime | None = None
    owner: str | None = None
    taken_at: datetime | None = None
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """Its name: `<kiosk>.<kind>`, and `.<about>` where there is one."""
        return ".".join(filter(None, (self.kiosk_id, str(self.kind), self.about)))

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"alert/{self.id}"

    @property
    def rank(self) -> int:
        """Its place among the kinds in two digits, the least for the most urgent."""
        return _RANK[self.kind]

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return _SEVERITY.get(self.kind, Severity.HIGH)

    @property
    def due_at(self) -> datetime | None:
        """By when somebody should have seen to it."""
        return self.opened_at + DUE[self.kind] if self.opened_at else None


Step = tuple[Alert, Event]


def read_id(text: str) -> Alert:
    """Read an alert's name; refuses `alert-unknown`."""
    kiosk_id, _, rest = text.partition(".")
    kind, _, about = rest.partition(".")
    if kind not in set(AlertKind):
        raise Refusal("alert-unknown")
    return Alert(kiosk_id, AlertKind(kind), about)


def wanted(kiosk: Kiosk) -> frozenset[AlertKind]:
    """Say what a machine's condition calls for.

    One without a key is nobody's worry, but for the service it left open.
    """
    condition = kiosk.condition
    if kiosk.jkt is None:
        return frozenset({AlertKind.HELD_UP} if condition.held_up else ())
    found = {
        AlertKind.DOOR_OPEN: condition.door is Door.OPEN,
        AlertKind.SILENT: condition.silent,
        AlertKind.PAPER_LEFT: condition.tray_left,
        AlertKind.PRINTER_UNREACHABLE: condition.paper is Paper.UNKNOWN,
        AlertKind.JAM: condition.jam,
        AlertKind.HELD_UP: condition.held_up,
        AlertKind.PAPER_OUT: condition.paper is Paper.OUT,
        AlertKind.CLOCK_SKEWED: condition.skewed,
        AlertKind.SOFTWARE_OUTDATED: condition.outdated,
    }
    return frozenset(kind for kind, here in found.items() if here)


def begin(alert: Alert, site_id: str, doing: Doing) -> Step | None:
    """Open an alert; None when it is open."""
    if alert.is_open:
        return None
    after = replace(
        alert, site_id=site_id, is_open=True, opened_at=doing.at, owner=None, taken_at=None
    )
    return _step(after, "opened", doing, severity=str(alert.severity))


def take(alert: Alert, doing: Doing, *, over: bool) -> Step | None:
    """Make a clerk the owner of an open alert; None when this clerk is.

    Refuses `alert-over` for a closed one, then `alert-taken` for a colleague's, unless it is
    taken over on purpose.
    """
    if not alert.is_open:
        raise Refusal("alert-over")
    if alert.owner == doing.actor:
        return None
    if alert.owner is not None and not over:
        raise Refusal("alert-taken")
    after = replace(alert, owner=doing.actor, taken_at=doing.at)
    return _step(after, "acknowledged", doing, owner=doing.actor, before=alert.owner)


def end(alert: Alert, doing: Doing) -> Step | None:
    """Close an alert whose condition is over; None when it is closed. Who took it stays named."""
    if not alert.is_open:
        return None
    return _step(replace(alert, is_open=False), "closed", doing, owner=alert.owner)


def end_of(alert: Alert, at: datetime, doing: Doing) -> Step | None:
    """Close an alert by what happened at a moment; None where it was opened only after that."""
    if alert.opened_at is not None and alert.opened_at > at:
        return None
    return end(alert, doing)


def _step(after: Alert, verb: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    about = {
        "kiosk_id": after.kiosk_id,
        "site_id": after.site_id,
        "alert": str(after.kind),
        "about": after.about,
    }
    event = doing.event(numbered.subject, numbered.version, f"kiosks:alert:{verb}", **about, **data)
    return numbered, event
