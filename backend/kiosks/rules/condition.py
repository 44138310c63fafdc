"""How a machine is: what it reports at each heartbeat, and what of it is worth the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from backend.kiosks.rules.software import is_outdated

SILENT_AFTER = timedelta(seconds=120)
SKEW_BEGINS_SECONDS, SKEW_ENDS_SECONDS = 30, 20  # apart, so that a clock between them is quiet


class Paper(StrEnum):
    """How much paper the printer feels."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    # The printer does not answer: nobody can say what is in it.
    UNKNOWN = "unknown"


class Door(StrEnum):
    """Whether the case stands open."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Condition:
    """The state of a machine that the ledger follows: only its changes are events.

    `held_up` says that a service of its was left open: its paper waits for a clerk.
    """

    paper: Paper = Paper.OK
    door: Door = Door.CLOSED
    jam: bool = False
    silent: bool = False
    skewed: bool = False
    outdated: bool = False
    tray_left: bool = False
    held_up: bool = False

    @property
    def fault(self) -> str | None:
        """Name what keeps it from printing, None when nothing does."""
        if self.paper is Paper.UNKNOWN:
            return "printer-unreachable"
        if self.jam:
            return "jam"
        if self.door is Door.OPEN:
            return "door-open"
        if self.tray_left:
            return "paper-in-tray"
        return "paper-out" if self.paper is Paper.OUT else None

    def changes_from(self, before: "Condition") -> tuple[str, ...]:
        """Name what is different."""
        names = ("paper", "door", "jam", "silent", "skewed", "outdated", "tray_left", "held_up")
        return tuple(name for name in names if getattr(self, name) != getattr(before, name))


@dataclass(frozen=True, slots=True)
class Report:
    """What a machine says of itself at a heartbeat.

    `tray_left` says that paper lies in its tray which nobody took after two reminders.
    """

    paper: Paper
    door: Door
    jam: bool
    stock: Mapping[str, int]
    clock_at: datetime
    software: str
    tray_left: bool = False

    def skew_seconds(self, heard_at: datetime) -> int:
        """How far its clock is ahead of ours, to the nearest second."""
        return round((self.clock_at - heard_at).total_seconds())

    def condition(self, heard_at: datetime, before: Condition) -> Condition:
        """The part of it that the ledger follows; whoever reports is not silent."""
        most = SKEW_ENDS_SECONDS if before.skewed else SKEW_BEGINS_SECONDS
        return Condition(
            self.paper,
            self.door,
            self.jam,
            silent=False,
            skewed=abs(self.skew_seconds(heard_at)) > most,
            outdated=is_outdated(self.software),
            tray_left=self.tray_left,
            held_up=before.held_up,
        )


@dataclass(frozen=True, slots=True)
class Telemetry:
    """The last report of a machine as the server heard it: kept, overwritten, not ledgered."""

    kiosk_id: str
    site_id: str
    report: Report
    heard_at: datetime

    @property
    def clock_skew_seconds(self) -> int:
        """How far its clock is ahead of ours, to the nearest second."""
        return self.report.skew_seconds(self.heard_at)


def is_alive(heard_at: datetime | None, now: datetime) -> bool:
    """Whether somebody heard at an instant still counts as answering."""
    return heard_at is not None and now - heard_at <= SILENT_AFTER
