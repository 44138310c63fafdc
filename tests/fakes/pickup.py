"""Pickup's ports in memory; custody's real rules on shelves in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backend.custody import apart
from backend.custody import shelf as shelves
from backend.custody.serials import Range
from backend.custody.shelf import Shelf
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page
from backend.pickup.ports import Bound
from backend.pickup.rules.forms import Mark
from backend.pickup.rules.leasing import Candidate, Leased
from backend.pickup.rules.pickup import Pickup, State
from tests.fakes.ledger import FakeLedger


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

    def following(self, site_id: str, kind: str, kiosk_id: str) -> tuple[str, int] | None:
        ranges = self.shelf(site_id, kind).cassette(kiosk_id).ranges
        return (ranges[0].code, ranges[0].first) if ranges else None

    def settle(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        out: int,
        doubtful: int,
        doing: Doing,
    ) -> FakeMove:
        shelf = self.shelf(site_id, kind)
        step = shelves.settle(
            shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, out=out, doubtful=doubtful, doing=doing
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


class FakePickupStore:
    """Pickups in memory, with the same conditions as the table."""

    def __init__(self, stockroom: FakeStockroom) -> None:
        self.stockroom = stockroom
        self.ledger = FakeLedger()
        self.items: dict[str, Pickup] = {}
        self.marks: dict[str, Mark] = {}

    def find(self, pickup_id: str) -> Pickup | None:
        return self.items.get(pickup_id)

    def find_short(self, short_code: str) -> Pickup | None:
        return next(
            (
                one
                for one in self.items.values()
                if short_code in (one.short_code, one.loan and one.loan.short_code)
            ),
            None,
        )

    def find_mark(self, key: str) -> Mark | None:
        return self.marks.get(key)

    def save_marked(self, pickup: Pickup, event: Event, *marks: Mark) -> None:
        if any(mark.key in self.marks for mark in marks):
            raise Conflict
        self.save(pickup, event)
        self.marks.update({mark.key: mark for mark in marks})

    def lent_to(
        self, person_id: str, after: datetime, *, cursor: str | None, limit: int
    ) -> Page[Pickup]:
        lent = [(one.loan.until, one) for one in self.items.values() if one.loan]
        mine = [
            one
            for until, one in sorted(lent, key=lambda pair: pair[0])
            if until > after and one.loan and one.loan.person_id == person_id
        ]
        start = int(cursor or 0)
        end = start + limit
        return Page(tuple(mine[start:end]), str(end) if end < len(mine) else None)

    def of_company(self, company_id: str, cursor: str | None, limit: int) -> Page[Pickup]:
        mine = [one for one in self.items.values() if one.company_id == company_id]
        mine.sort(key=lambda one: one.issued_at, reverse=True)
        start = int(cursor or 0)
        end = start + limit
        return Page(tuple(mine[start:end]), str(end) if end < len(mine) else None)

    def due(self, minute: datetime) -> Iterable[str]:
        end = minute + timedelta(minutes=1)
        filed = {
            one.id: max(at, self.ledger.events[one.subject][-1].at)
            for one in self.items.values()
            if (at := one.due_at()) is not None
        }
        return [key for key, at in filed.items() if minute <= at < end]

    def leasable(self, site_id: str, limit: int) -> Iterable[Candidate]:
        found = [
            one
            for one in self.items.values()
            if (one.site_id, one.state) == (site_id, State.ISSUED)
            and not (one.lease or one.wish or one.handed)
        ]
        found.sort(key=lambda one: one.issued_at)
        return [Candidate(one.id, one.kind, one.count) for one in found[:limit]]

    def leased(self, kiosk_id: str) -> Sequence[Leased]:
        return [
            Leased(
                one.id,
                one.kind,
                one.remaining,
                one.generation,
                one.code_ends_at(filed_at),
                one.collector(filed_at),
                one.lease.jkt,
                one.lease.fencing,
                one.lease.recall_at is not None,
            )
            for one in sorted(self.items.values(), key=lambda one: one.id)
            if one.lease and one.lease.kiosk_id == kiosk_id
            # A line says who may collect as of its writing, not as of now.
            for filed_at in [self.ledger.events[one.subject][-1].at]
        ]

    def save(self, pickup: Pickup, event: Event, *maybe: FakeMove | None) -> None:
        moves = [move for move in maybe if move]
        there = self.items.get(pickup.id)
        if (there.version if there else 0) != pickup.version - 1:
            raise Conflict
        self.ledger.check(event)
        for move in moves:
            found = self.stockroom.shelves.get(move.after.subject)
            if (found.version if found else 0) != move.before:
                raise Conflict
        for move in moves:
            self.stockroom.apply(move)
        head = self.ledger.add(event, pickup.head)
        self.items[pickup.id] = replace(pickup, head=head)

    def history(self, pickup_id: str, cursor: str | None) -> Page[Event]:
        return self.ledger.history(f"pickup/{pickup_id}")
