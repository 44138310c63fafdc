"""Sheets set apart (隔离): what a clerk decides of those that spoiled or are in doubt.

lying ──void (作废), one clerk──────────────────────────────────> cancelled
  ├──proposed: lost (遗失) or given back──a second clerk agrees──> lost | at the depot
  │                 └──────anybody disagrees──> lying
  └──the case of their pickup finds them with somebody──────────> handed over

One lot an event that set sheets apart; each decision speaks of some of its sheets. A spoiled sheet
is blank paper of which every copy is in our hands, so the conditions for cancelling an issued
invoice (returned in its month, not reported, not booked) hold of themselves; general invoices are
surrendered (缴销) instead. What is lost is out of control (失控).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from backend.kiosks.rules.restock import Packet, Packets, Sheet


class Nature(StrEnum):
    """Whether a sheet is known to be spoiled, or nobody knows."""

    SPOILED = "spoiled"
    IN_DOUBT = "in-doubt"


class Outcome(StrEnum):
    """What becomes of sheets; only the case of a pickup hands over."""

    VOIDED = "voided"
    GIVEN_BACK = "given-back"
    LOST = "lost"
    HANDED_OVER = "handed-over"


class Stand(StrEnum):
    """How far a decision has come."""

    PROPOSED = "proposed"
    DONE = "done"
    WITHDRAWN = "withdrawn"


MAY = {
    Nature.SPOILED: {Outcome.VOIDED, Outcome.LOST},
    Nature.IN_DOUBT: {Outcome.VOIDED, Outcome.GIVEN_BACK, Outcome.LOST},
}
# Paper that goes back into stock, or that nobody will ever see again, takes two people.
NEEDS_SECOND = frozenset({Outcome.GIVEN_BACK, Outcome.LOST})
ENDS = {Outcome.VOIDED: "cancelled", Outcome.GIVEN_BACK: "given-back", Outcome.LOST: "lost"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a clerk asks for: of which sheets, why, and on which version of the lot."""

    outcome: Outcome
    packets: Packets
    reason: str
    version: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision under the id its clerk made; `second` is who agreed or took it back."""

    id: str
    ruling: Ruling
    by: str
    at: datetime
    stand: Stand
    second: str | None = None
    second_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reprint:
    """A sheet that was printed in the place of one set apart."""

    gone: Sheet
    printed: Sheet
    at: datetime


@dataclass(frozen=True, slots=True)
class Lot:
    """Sheets that one event set apart."""

    id: str
    kiosk_id: str
    site_id: str
    kind: str
    nature: Nature
    why: str
    packets: Packets
    since: datetime
    pickup_id: str | None = None
    decisions: tuple[Decision, ...] = ()
    reprints: tuple[Reprint, ...] = ()
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"apart/{self.kiosk_id}/{self.id}"

    @property
    def left(self) -> Packets:
        """The sheets of which nothing is settled yet, proposed ones among them."""
        return less(self.packets, self._of(Stand.DONE))

    @property
    def free(self) -> Packets:
        """The sheets that a decision may name: no colleague waits for an answer on them."""
        return less(self.left, self._of(Stand.PROPOSED))

    @property
    def is_open(self) -> bool:
        """Whether something is left to decide."""
        return bool(self.left)

    @property
    def may(self) -> tuple[Outcome, ...]:
        """What a clerk may decide of it."""
        return tuple(one for one in Outcome if one in MAY[self.nature])

    def find(self, decision_id: str) -> Decision | None:
        """Find a decision by its id."""
        return next((one for one in self.decisions if one.id == decision_id), None)

    def _of(self, stand: Stand) -> set[Sheet]:
        ended = (one.ruling.packets for one in self.decisions if one.stand is stand)
        return {sheet for packets in ended for sheet in listed(packets)}


@dataclass(frozen=True, slots=True)
class Affected:
    """Whose paper it was to be: a masked name, and whether its case still waits for a clerk."""

    pickup_id: str
    collector: str
    company: str
    waits: bool


class Trace(Protocol):
    """What one event says of a sheet; `place` is empty where it says nothing of it."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def actor(self) -> str: ...
    @property
    def machine(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def data(self) -> Mapping[str, object]: ...


def listed(packets: Packets) -> list[Sheet]:
    """Write packets out sheet by sheet."""
    return [(one.code, number) for one in packets for number in range(one.first, one.last + 1)]


def gathered(sheets: Iterable[Sheet]) -> Packets:
    """Gather single sheets into packets, keeping their order."""
    result: list[Packet] = []
    for code, number in sheets:
        if result and (result[-1].code, result[-1].last + 1) == (code, number):
            result[-1] = replace(result[-1], last=number)
        else:
            result.append(Packet(code, number, number))
    return tuple(result)


def plain(packets: Packets) -> list[object]:
    """Write packets for the ledger."""
    return [[one.code, one.first, one.last] for one in packets]


def less(packets: Packets, gone: set[Sheet]) -> Packets:
    """Take sheets out of packets."""
    return gathered(one for one in listed(packets) if one not in gone) if gone else packets
