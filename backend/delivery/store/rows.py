"""The room's things as they lie in the table: what each is filed under, and its body."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from backend.delivery.rules.address import Address, Destination
from backend.delivery.rules.handover import Handover, HandoverState
from backend.delivery.rules.orders import MailOrder, OrderState, Sending
from backend.delivery.rules.parcel import INSIDE, Fault, Line, News, Parcel, ParcelState
from backend.delivery.rules.sheets import Sheets
from backend.delivery.rules.task import Task, TaskKind
from backend.delivery.tables import DeliveryItem
from backend.kernel.clock import from_text, to_text

Thing = Address | MailOrder | Parcel | Handover | Task
_TIMES = ("_at", "since")


def item_of(thing: Thing, head: str, now: datetime) -> DeliveryItem:
    """Write a thing as stored."""
    match thing:
        case Address():
            place = "gone" if thing.removed else "address"
            item = _item(f"company/{thing.company_id}", f"{place}/{thing.id}", thing)
        case MailOrder():
            item = _item(f"mail-order/{thing.id}", "order", thing)
            item.company_id, item.order = thing.company_id, to_text(thing.opened_at)
            if thing.state is OrderState.OWED:
                item.queue = f"owed/{thing.site_id}"
                item.place = f"{thing.kind}#{to_text(thing.since or thing.opened_at)}#{thing.id}"
        case Parcel():
            item = _item(f"parcel/{thing.id}", "parcel", thing)
            item.queue = f"parcels/{thing.site_id}/{thing.state}"
            item.place = f"{_first(thing)}#{to_text(thing.since)}"
        case Handover():
            item = _item(f"handover/{thing.id}", "list", thing)
            item.queue, item.place = f"handovers/{thing.site_id}", to_text(thing.opened_at)
        case Task():
            item = _item(thing.about, f"task/{thing.kind}", thing)
            if thing.is_open and thing.due_at:
                item.queue, item.place = "tasks", f"{to_text(thing.due_at)}#{thing.id}"
    item.head = head
    if not isinstance(thing, Address | Task) and thing.due_at is not None:
        # What is overdue already is filed under now: sweepers walk forward only.
        due = to_text(max(thing.due_at, now))
        item.due_minute, item.due_at = due[:16], due
    return item


def address(item: DeliveryItem) -> Address:
    """Read an entry of an address book."""
    body = _body(item)
    return Address(**{**body, "to": Destination(**body["to"])}, **_told(item))


def order(item: DeliveryItem) -> MailOrder:
    """Read an order."""
    body = _body(item)
    body |= {
        "to": Destination(**body["to"]),
        "state": OrderState(body["state"]),
        "sheets": _sheets(body["sheets"]),
        "sendings": tuple(Sending(**row) for row in body.get("sendings", ())),
    }
    return MailOrder(**body, **_told(item))


def parcel(item: DeliveryItem) -> Parcel:
    """Read a parcel."""
    body = _body(item)
    body |= {
        "to": Destination(**body["to"]),
        "state": ParcelState(body["state"]),
        "lines": tuple(
            Line(row["order_id"], row["kind"], _sheets(row["sheets"])) for row in body["lines"]
        ),
        "told": tuple(News(**_times(row)) for row in body["told"]),
        "heard": tuple(body["heard"]),
        "fault": _fault(body["fault"]),
        "fell_due": tuple(body["fell_due"]),
    }
    return Parcel(**body, **_told(item))


def handover(item: DeliveryItem) -> Handover:
    """Read a hand-over list."""
    body = _body(item)
    return Handover(**{**body, "state": HandoverState(body["state"])}, **_told(item))


def task(item: DeliveryItem) -> Task:
    """Read a task."""
    body = _body(item)
    return Task(**{**body, "kind": TaskKind(body["kind"])}, **_told(item))


def _item(owner: str, item: str, thing: Thing) -> DeliveryItem:
    body = {name: value for name, value in asdict(thing).items() if name not in ("version", "head")}
    return DeliveryItem(owner, item, version=thing.version, body=_plain(body))


def _first(parcel: Parcel) -> str:
    # By serial while it is in the house, where people look for it by its paper.
    sheets = parcel.sheets
    if parcel.state not in INSIDE or not sheets:
        return ""
    return f"{parcel.lines[0].kind}#{sheets[0].code}#{sheets[0].first:08d}"


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return to_text(value)
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case str():
            return str(value)
        case _:
            return value


def _body(item: DeliveryItem) -> dict[str, Any]:
    return _times(item.body)


def _times(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: from_text(value) if value and (name == "at" or name.endswith(_TIMES)) else value
        for name, value in row.items()
    }


def _sheets(rows: list[dict[str, Any]]) -> tuple[Sheets, ...]:
    return tuple(Sheets(**row) for row in rows)


def _fault(row: dict[str, Any] | None) -> Fault | None:
    return Fault(**{**row, "packets": _sheets(row["packets"])}) if row else None


def _told(item: DeliveryItem) -> dict[str, Any]:
    return {"version": int(item.version), "head": item.head}
