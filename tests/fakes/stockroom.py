"""Custody's real rules on shelves in memory, as pickup asks for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backend.custody import apart
from backend.custody import shelf as shelves
from backend.custody.serials import Range
from backend.custody.shelf import Shelf
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing, Event
from backend.pickup.ports import Bound


@dataclass(frozen=True)
class FakeMove:
    before: int
    after: Shelf
    event: Event
    ranges: Sequence[Range] = ()


class FakeStockroom:
    """Custody's moves over shelves in memory."""

    def __init__(self) -> None:
        self.shelves: dict[str, Shelf] = {}

    def stock(self, site_id: str, kind: str, kiosk_id: str, *papers: Range) -> None:
        shelf = self.shelf(site_id, kind)
        for paper in papers:
            doing = Doing("system/test", datetime.fromisoformat("2026-11-01T00:00:00Z"))
            shelf, _ = shelves.load(shelf, kiosk_id, paper, doing)
        self.shelves[shelf.subject] = replace(shelf, version=1)

    def shelf(self, site_id: str, kind: str) -> Shelf:
        empty = Shelf(site_id, kind)
        return self.shelves.get(empty.subject, empty)

    def apply(self, move: FakeMove) -> None:
        found = self.shelves.get(move.after.subject)
        if (found.version if found else 0) != move.before:
            raise Conflict
        self.shelves[move.after.subject] = move.after

    def hold(
        self, site_id: str, kind: str, *, count: int, pickup_id: str, doing: Doing
    ) -> FakeMove:
        shelf = self.shelf(site_id, kind)
        return FakeMove(shelf.version, *shelves.hold(shelf, count, pickup_id, doing))

    def release(
        self, site_id: str, kind: str, *, count: int, pickup_id: str, doing: Doing
    ) -> FakeMove:
        shelf = self.shelf(site_id, kind)
        return FakeMove(shelf.version, *shelves.release(shelf, count, pickup_id, doing))

    def bind(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        count: int,
        until: datetime,
        doing: Doing,
    ) -> FakeMove:
        shelf = self.shelf(site_id, kind)
        after, event = shelves.bind(
            shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, count=count, until=until, doing=doing
        )
        binding = after.cassette(kiosk_id).binding
        assert binding is not None
        return FakeMove(shelf.version, after, event, binding.ranges)

    def begin(
        self, *, site_id: str, kind: str, kiosk_id: str, pickup_id: str, doing: Doing
    ) -> FakeMove:
        shelf = self.shelf(site_id, kind)
        step = shelves.begin(shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, doing=doing)
        return FakeMove(shelf.version, *step)

    def unbind(
        self, *, site_id: str, kind: str, kiosk_id: str, pickup_id: str, doing: Doing
    ) -> FakeMove | None:
        shelf = self.shelf(site_id, kind)
        binding = shelf.cassette(kiosk_id).binding
        if binding is None or binding.pickup_id != pickup_id:
            return None
        step = shelves.unbind(shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, doing=doing)
        return FakeMove(shelf.version, *step)

    def count_behind(
        self, site_id: str, kind: str, kiosk_id: str, *, next_sheet: tuple[str, int] | None
    ) -> int | None:
        return apart.count_behind(self.shelf(site_id, kind), kiosk_id, next_sheet)

    def settle(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        out: int,
        doubtful: int,
        why: str,
        taken: Sequence[tuple[str, int]] = (),
        doing: Doing,
    ) -> FakeMove:
        shelf = self.shelf(site_id, kind)
        step = shelves.settle(
            shelf,
            kiosk_id=kiosk_id,
            pickup_id=pickup_id,
            out=out,
            doubtful=doubtful,
            why=why,
            taken=taken,
            doing=doing,
        )
        return FakeMove(shelf.version, *step)

    def holdings(self, site_id: str, kiosk_id: str, kinds: Iterable[str]) -> dict[str, int]:
        return {kind: self.shelf(site_id, kind).cassette(kiosk_id).count for kind in kinds}

    def missing(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        next_sheet: tuple[str, int] | None,
        now: datetime,
    ) -> Sequence[Range] | None:
        return apart.missing_before(self.shelf(site_id, kind), kiosk_id, next_sheet, now)

    def write_off(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        missing: int,
        taken: Sequence[tuple[str, int]],
        promised: int,
        doing: Doing,
    ) -> FakeMove:
        shelf = self.shelf(site_id, kind)
        step = apart.write_off(
            shelf,
            kiosk_id=kiosk_id,
            pickup_id=pickup_id,
            missing=missing,
            taken=taken,
            promised=promised,
            doing=doing,
        )
        return FakeMove(shelf.version, *step)

    def set_apart(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        sheets: Sequence[tuple[str, int]],
        doing: Doing,
    ) -> Sequence[tuple[str, int]]:
        shelf = self.shelf(site_id, kind)
        step = apart.set_apart(
            shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, sheets=sheets, doing=doing
        )
        if step is not None:
            self.apply(FakeMove(shelf.version, *step))
        return apart.lying_apart(self.shelf(site_id, kind), sheets)

    def lying_apart(
        self, site_id: str, kind: str, sheets: Iterable[tuple[str, int]]
    ) -> list[tuple[str, int]]:
        return apart.lying_apart(self.shelf(site_id, kind), sheets)

    def doubt(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        sheets: Iterable[Bound],
        promise: int,
        doing: Doing,
    ) -> FakeMove:
        shelf = self.shelf(site_id, kind)
        ranges = tuple(Range(one.code, one.first, one.last) for one in sheets)
        step = shelves.doubt(
            shelf,
            kiosk_id=kiosk_id,
            pickup_id=pickup_id,
            sheets=ranges,
            promise=promise,
            doing=doing,
        )
        return FakeMove(shelf.version, *step)
