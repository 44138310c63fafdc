"""The delivery room's store in memory, and whom the room asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from backend.delivery.ports import Beside, Noted, Thing
from backend.delivery.rules.address import Address
from backend.delivery.rules.handover import Handover
from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import Parcel
from backend.delivery.rules.task import Task
from backend.delivery.store.rows import item_of
from backend.kernel.clock import to_text
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event
from backend.kernel.pages import Page
from tests.fakes.ledger import FakeLedger
from tests.fakes.mail_room import FakeMailRoom

T = TypeVar("T")
NOTHING = Beside()


class FakeDeliveryStore:
    """Things in memory, with the same conditions and lists as the table."""

    def __init__(self, room: FakeMailRoom) -> None:
        self.room = room
        self.ledger = FakeLedger()
        self.things: dict[str, tuple[Thing, datetime]] = {}
        self.labels: dict[str, str] = {}
        self.lines: set[tuple[str, str]] = set()

    def find_address(self, company_id: str, address_id: str) -> Address | None:
        return self._find(f"address/{company_id}/{address_id}", Address)

    def list_addresses(self, company_id: str) -> Sequence[Address]:
        mine = [one for one in self._all(Address) if one.company_id == company_id]
        return sorted((one for one in mine if not one.removed), key=lambda one: one.id)

    def find_order(self, order_id: str) -> MailOrder | None:
        return self._find(f"mail-order/{order_id}", MailOrder)

    def find_orders(self, order_ids: Iterable[str]) -> Mapping[str, MailOrder]:
        found = {one: self.find_order(one) for one in order_ids}
        return {order_id: order for order_id, order in found.items() if order}

    def of_company(self, company_id: str, cursor: str | None, limit: int) -> Page[MailOrder]:
        mine = [one for one in self._all(MailOrder) if one.company_id == company_id]
        mine.sort(key=lambda one: one.opened_at, reverse=True)
        return _page(mine, cursor, limit)

    def owed(self, site_id: str, cursor: str | None, limit: int) -> Page[MailOrder]:
        return _page(self._queue(f"owed/{site_id}", MailOrder), cursor, limit)

    def count_owed(self, site_id: str, kind: str, *, most: int) -> int:
        waiting = self._queue(f"owed/{site_id}", MailOrder)
        return min(most, sum(one.count for one in waiting if one.kind == kind))

    def find_parcel(self, parcel_id: str) -> Parcel | None:
        return self._find(f"parcel/{parcel_id}", Parcel)

    def find_parcels(self, parcel_ids: Iterable[str]) -> Mapping[str, Parcel]:
        found = {one: self.find_parcel(one) for one in parcel_ids}
        return {parcel_id: parcel for parcel_id, parcel in found.items() if parcel}

    def list_parcels(
        self, site_id: str, state: str, *, cursor: str | None, limit: int
    ) -> Page[Parcel]:
        return _page(self._queue(f"parcels/{site_id}/{state}", Parcel), cursor, limit)

    def find_labelled(self, tracking_number: str) -> str | None:
        return self.labels.get(tracking_number)

    def find_handover(self, handover_id: str) -> Handover | None:
        return self._find(f"handover/{handover_id}", Handover)

    def list_handovers(self, site_id: str, cursor: str | None, limit: int) -> Page[Handover]:
        return _page(self._queue(f"handovers/{site_id}", Handover)[::-1], cursor, limit)

    def listed(self, handover_id: str) -> Sequence[str]:
        return sorted(parcel_id for one, parcel_id in self.lines if one == handover_id)

    def tasks_about(self, about: str) -> Sequence[Task]:
        return sorted(
            (one for one in self._all(Task) if one.about == about), key=lambda one: str(one.kind)
        )

    def open_tasks(self, cursor: str | None, limit: int) -> Page[Task]:
        return _page(self._queue("tasks", Task), cursor, limit)

    def due(self, minute: datetime) -> Iterable[str]:
        wanted = to_text(minute)[:16]
        filed = (item_of(thing, "", at) for thing, at in self.things.values())
        return [item.owner for item in filed if item.due_minute == wanted]

    def save(self, *noted: Noted, beside: Beside = NOTHING) -> None:
        for thing, event in noted:
            there = self.things.get(thing.subject)
            if (there[0].version if there else 0) != thing.version - 1:
                raise Conflict
            self.ledger.check(event)
        for move in beside.moves:
            self.room.check(move)
        if beside.labelled and beside.labelled[0] in self.labels:
            raise Conflict
        for move in beside.moves:
            self.room.apply(move)
        for thing, event in noted:
            head = self.ledger.add(event, thing.head)
            self.things[thing.subject] = (replace(thing, head=head), event.at)
        self._beside(beside)

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        return self.ledger.history(subject)

    def _beside(self, beside: Beside) -> None:
        if beside.labelled:
            self.labels[beside.labelled[0]] = beside.labelled[1]
        if beside.unlabelled:
            del self.labels[beside.unlabelled]
        if beside.listed:
            self.lines.add(beside.listed)
        if beside.unlisted:
            self.lines.remove(beside.unlisted)

    def _find(self, subject: str, kind: type[T]) -> T | None:
        found = self.things.get(subject)
        return found[0] if found and isinstance(found[0], kind) else None

    def _all(self, kind: type[T]) -> list[T]:
        return [one for one, _ in self.things.values() if isinstance(one, kind)]

    def _queue(self, queue: str, kind: type[T]) -> list[T]:
        filed = [(item_of(thing, "", at), thing) for thing, at in self.things.values()]
        inside = [(item.place or "", thing) for item, thing in filed if item.queue == queue]
        inside.sort(key=lambda pair: pair[0])
        return [thing for _, thing in inside if isinstance(thing, kind)]


class FakeTown:
    """People, places and companies as the room asks for them."""

    def __init__(self) -> None:
        mine = {(one, "company") for one in ("owner", "accountant", "bookkeeper")}
        self.acting = {*mine, ("other", "another")}
        self.sites = {"H001": "一号厅（模拟）", "Z001": "一号站（模拟）"}

    def acts_for(self, person_id: str, company_id: str) -> bool:
        return (person_id, company_id) in self.acting

    def may_apply(self, person_id: str, company_id: str) -> bool:
        return person_id != "bookkeeper" and self.acts_for(person_id, company_id)

    def name_of(self, person_id: str) -> str:
        return {"c1": "甲（模拟）", "c2": "乙（模拟）"}.get(person_id, "")

    def name(self, site_id: str) -> str | None:
        return self.sites.get(site_id)

    def names(self, company_ids: Iterable[str]) -> Mapping[str, str]:
        known = {"company": "模拟公司", "another": "模拟另一公司"}
        return {one: known[one] for one in company_ids if one in known}


def _page(found: Sequence[T], cursor: str | None, limit: int) -> Page[T]:
    start = int(cursor or 0)
    end = start + limit
    return Page(tuple(found[start:end]), str(end) if end < len(found) else None)
