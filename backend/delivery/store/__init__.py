"""The delivery room's things between the table and their values."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from backend.delivery.ports import Beside, Noted
from backend.delivery.rules.address import Address
from backend.delivery.rules.handover import Handover
from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import Parcel
from backend.delivery.rules.task import Task
from backend.delivery.store import rows
from backend.delivery.tables import DeliveryItem
from backend.kernel.clock import to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import ledger, pages
from backend.storage.transaction import Change, delete, put_new, save, write

T = TypeVar("T")
NOTHING = Beside()


class DynamoDelivery:
    """The store that `ports.Store` asks for, on DynamoDB."""

    def find_address(self, company_id: str, address_id: str) -> Address | None:
        places = (f"address/{address_id}", f"gone/{address_id}")
        found = (_find(f"company/{company_id}", one, rows.address) for one in places)
        return next((one for one in found if one is not None), None)

    def list_addresses(self, company_id: str) -> Sequence[Address]:
        under = DeliveryItem.item.startswith("address/")
        found = DeliveryItem.query(f"company/{company_id}", under, consistent_read=True)
        return [rows.address(one) for one in found]

    def find_order(self, order_id: str) -> MailOrder | None:
        return _find(f"mail-order/{order_id}", "order", rows.order)

    def find_orders(self, order_ids: Iterable[str]) -> Mapping[str, MailOrder]:
        keys = [(f"mail-order/{one}", "order") for one in dict.fromkeys(order_ids)]
        found = map(rows.order, DeliveryItem.batch_get(keys, consistent_read=True))
        return {one.id: one for one in found}

    def of_company(self, company_id: str, cursor: str | None, limit: int) -> Page[MailOrder]:
        return pages.query(
            DeliveryItem.by_company, company_id, cursor=cursor, limit=limit, newest_first=True
        ).map(rows.order)

    def owed(self, site_id: str, cursor: str | None, limit: int) -> Page[MailOrder]:
        return _queue(f"owed/{site_id}", cursor, limit).map(rows.order)

    def count_owed(self, site_id: str, kind: str, *, most: int) -> int:
        under = DeliveryItem.place.startswith(f"{kind}#")
        count = 0
        for item in DeliveryItem.by_queue.query(f"owed/{site_id}", under, page_size=100):
            if count >= most:
                break
            count += rows.order(item).count
        return min(count, most)

    def find_parcel(self, parcel_id: str) -> Parcel | None:
        return _find(f"parcel/{parcel_id}", "parcel", rows.parcel)

    def find_parcels(self, parcel_ids: Iterable[str]) -> Mapping[str, Parcel]:
        keys = [(f"parcel/{one}", "parcel") for one in dict.fromkeys(parcel_ids)]
        return {one.id: one for one in map(rows.parcel, DeliveryItem.batch_get(keys))}

    def list_parcels(
        self, site_id: str, state: str, *, cursor: str | None, limit: int
    ) -> Page[Parcel]:
        return _queue(f"parcels/{site_id}/{state}", cursor, limit).map(rows.parcel)

    def find_labelled(self, tracking_number: str) -> str | None:
        return _find(f"tracking/{tracking_number}", "parcel", lambda item: str(item.body["parcel"]))

    def find_handover(self, handover_id: str) -> Handover | None:
        return _find(f"handover/{handover_id}", "list", rows.handover)

    def list_handovers(self, site_id: str, cursor: str | None, limit: int) -> Page[Handover]:
        found = _queue(f"handovers/{site_id}", cursor, limit, newest_first=True)
        return found.map(rows.handover)

    def listed(self, handover_id: str) -> Sequence[str]:
        under = DeliveryItem.item.startswith("parcel/")
        found = DeliveryItem.query(f"handover/{handover_id}", under, consistent_read=True)
        return [item.item.removeprefix("parcel/") for item in found]

    def tasks_about(self, about: str) -> Sequence[Task]:
        under = DeliveryItem.item.startswith("task/")
        return [rows.task(one) for one in DeliveryItem.query(about, under, consistent_read=True)]

    def open_tasks(self, cursor: str | None, limit: int) -> Page[Task]:
        return _queue("tasks", cursor, limit).map(rows.task)

    def due(self, minute: datetime) -> Iterable[str]:
        return [item.owner for item in DeliveryItem.by_due.query(to_text(minute)[:16])]

    def save(self, *noted: Noted, beside: Beside = NOTHING) -> None:
        changes = [one for pair in noted for one in _noted(*pair)]
        custody = [one for move in beside.moves for one in move.changes]
        write(*changes, *custody, *_beside(beside))

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        return ledger.history(subject, cursor, limit)


def _noted(thing: rows.Thing, event: Event) -> tuple[Change, ...]:
    change, head = ledger.record(event, thing.head)
    item = rows.item_of(thing, head, event.at)
    if isinstance(thing, Address) and thing.removed:
        # It moves out of the way: whoever reads the book reads what stands in it and no more.
        stood = DeliveryItem(item.owner, f"address/{thing.id}")
        unchanged = DeliveryItem.version == thing.version - 1
        return put_new(item), Change(stood, unchanged, "delete"), change
    return save(item), change


def _beside(beside: Beside) -> Iterable[Change]:
    if beside.labelled:
        number, parcel_id = beside.labelled
        yield put_new(DeliveryItem(f"tracking/{number}", "parcel", body={"parcel": parcel_id}))
    if beside.unlabelled:
        yield delete(DeliveryItem(f"tracking/{beside.unlabelled}", "parcel"))
    for pair, change in ((beside.listed, put_new), (beside.unlisted, delete)):
        if pair is not None:
            handover_id, parcel_id = pair
            yield change(DeliveryItem(f"handover/{handover_id}", f"parcel/{parcel_id}", body={}))


def _find(owner: str, item: str, read: Callable[[DeliveryItem], T]) -> T | None:
    try:
        return read(DeliveryItem.get(owner, item, consistent_read=True))
    except DeliveryItem.DoesNotExist:
        return None


def _queue(queue: str, cursor: str | None, limit: int, *, newest_first: bool = False) -> Page[Any]:
    return pages.query(
        DeliveryItem.by_queue, queue, cursor=cursor, limit=limit, newest_first=newest_first
    )
