"""Stand-ins for sheets set apart: a store, quarantined sheets, a trail, and whose paper it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from backend.custody.trail import Footprint
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page
from backend.kiosks.rules.apart import Affected, Lot, listed
from backend.kiosks.rules.restock import Packets, Sheet
from tests.fakes.ledger import FakeLedger
from tests.fakes.papers import FakeBay, FakeMove


class FakeApart:
    """Lots in memory: versions, numbered events, and moves that happen with the write."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.kept: dict[tuple[str, str], Lot] = {}

    def find(self, kiosk_id: str, lot_id: str) -> Lot | None:
        return self.kept.get((kiosk_id, lot_id))

    def list_open(self, place: tuple[str, ...], cursor: str | None, limit: int) -> Page[Lot]:
        found = sorted(
            (
                one
                for one in self.kept.values()
                if one.is_open and (one.site_id, one.kiosk_id)[: len(place)] == place
            ),
            key=lambda one: (one.site_id, one.kiosk_id, one.since, one.id),
        )
        start = int(cursor or 0)
        more = start + limit < len(found)
        return Page(tuple(found[start : start + limit]), str(start + limit) if more else None)

    def of_pickup(self, pickup_id: str) -> Sequence[Lot]:
        found = (one for one in self.kept.values() if one.pickup_id == pickup_id)
        return sorted(found, key=lambda one: (one.since, one.id))

    def save(self, lot: Lot, event: Event, *moves: FakeMove) -> None:
        before = self.kept.get((lot.kiosk_id, lot.id))
        if (before.version if before else 0) != lot.version - 1:
            raise Conflict
        head = self.ledger.add(event, lot.head)
        for move in moves:
            move.done()
        self.kept[lot.kiosk_id, lot.id] = replace(lot, head=head)


class FakeQuarantineBay(FakeBay):
    """A bay that also lets sheets leave quarantine."""

    ended: dict[str, list[Sheet]]

    def end(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        end: str,
        sheets: Packets,
        reason: str,
        doing: Doing,
    ) -> FakeMove:
        wanted = listed(sheets)
        if not set(wanted) <= set(self.in_doubt):
            raise Refusal("sheets-not-apart")

        def move() -> None:
            for one in wanted:
                self.in_doubt.remove(one)
            self.ended.setdefault(end, []).extend(wanted)

        return FakeMove(sheets, move)


def bay_with(*sheets: Sheet) -> FakeQuarantineBay:
    bay = FakeQuarantineBay(in_doubt=list(sheets))
    bay.ended = {}
    return bay


@dataclass(slots=True)
class FakePickups:
    """Whom pickups concern; `waiting` names those whose case is not settled."""

    waiting: set[str] = field(default_factory=set)

    def affected(self, pickup_id: str) -> Affected | None:
        if not pickup_id.startswith("p"):
            return None
        return Affected(pickup_id, "模*", "模拟甲公司", pickup_id in self.waiting)


@dataclass(slots=True)
class FakeTrail:
    """Footprints by sheet."""

    steps: dict[Sheet, list[Footprint]] = field(default_factory=dict)

    def of_sheet(self, code: str, number: int, cursor: str | None) -> Page[Footprint]:
        return Page(tuple(self.steps.get((code, number), ())))
