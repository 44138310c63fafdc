"""Pickup's store in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.pickup.rules.forms import Mark
from backend.pickup.rules.leasing import Candidate, Leased
from backend.pickup.rules.pickup import Pickup, State
from tests.fakes.ledger import FakeLedger
from tests.fakes.stockroom import FakeMove, FakeStockroom


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
            and not (one.lease or one.wish or one.handed or one.disputes)
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
                one.lease.jkt,
                one.lease.fencing,
                one.lease.recall_at is not None,
            )
            for one in sorted(self.items.values(), key=lambda one: one.id)
            if one.lease and one.lease.kiosk_id == kiosk_id
            # A line says until when a code is good as of its writing, not as of now.
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
