"""What people do with mail in more than one walk."""

from typing import Any

from backend.custody import store
from backend.custody.serials import Range
from backend.delivery.rules.parcel import News
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from infra.local.seed.machines import (
    FIRST_NUMBER,
    INVOICE_CODES,
    MAIL_ROOM,
    MAILABLE,
    RECEIVED,
)
from infra.local.seed.people import CLERK, SECOND_CLERK
from tests.walks.acts import COMPANY
from tests.walks.conftest import Walk
from tests.walks.device import Device

ROOM = MAIL_ROOM
CODE = INVOICE_CODES["P_ORD"]
FIRST = FIRST_NUMBER + RECEIVED - MAILABLE  # what lies in front in the demo city's mail room
HOME = {
    "province": "河北省",
    "city": "邢台市",
    "county": "信都区",
    "town": "",
    "street": "模拟大街1号",
    "name": "模拟收件人",
    "phone": "13800000001",
}


def addressed(phone: Device, **other: str) -> str:
    """Write an address into the book; returns its id."""
    address_id = new_id()
    phone.put(f"/api/companies/{COMPANY}/addresses/{address_id}", {**HOME, **other})
    return address_id


def filled(clerk: Device, count: int = 20) -> None:
    """Take one more packet into the mail room."""
    first = FIRST - 500
    packet = {"kind": "P_ORD", "code": CODE, "first": first, "last": first + count - 1}
    clerk.put(f"/api/counter/mail-rooms/{ROOM}/fillings/{new_id()}", packet)


def by_mail(walk: Walk, phone: Device, address_id: str, count: int = 3) -> Any:
    """Apply for sheets that shall be sent."""
    walk.clock.forward(seconds=1)
    wish = {"kind": "P_ORD", "count": count, "address_id": address_id}
    application = phone.put(f"/api/companies/{COMPANY}/applications/{new_id()}", wish)
    walk.settle()
    return application


def mailed(phone: Device) -> Any:
    """Show the company's newest order by mail."""
    return phone.get(f"/api/companies/{COMPANY}/mail-orders")["items"][0]


def scanned(parcel: Any) -> dict[str, object]:
    """Read the first and last sheet of each packet off the paper."""
    return {"packets": [one for line in parcel["lines"] for one in line["serials"]]}


def packed(walk: Walk, number: str, *order_ids: str) -> Any:
    """Let two clerks pick and check orders, and close the parcel."""
    walk.clock.forward(seconds=1)
    one, two = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    parcel = one.put(f"/api/counter/parcels/{new_id()}", {"order_ids": list(order_ids)})
    path = f"/api/counter/parcels/{parcel['id']}"
    one.put(f"{path}/scan", scanned(parcel))
    two.put(f"{path}/check", scanned(parcel))
    return one.put(f"{path}/packing", {"tracking_number": number})


def handed(walk: Walk, *parcel_ids: str) -> str:
    """Let a clerk hand parcels to a courier; returns the list's id."""
    walk.clock.forward(seconds=1)
    clerk, handover_id = walk.signed_in(CLERK.phone), new_id()
    path = f"/api/counter/handovers/{handover_id}"
    clerk.put(path, {"site_id": ROOM, "courier": "模拟速递员"})
    for parcel_id in parcel_ids:
        clerk.put(f"{path}/parcels/{parcel_id}")
    clerk.put(f"{path}/confirmation", {"count": len(parcel_ids)})
    walk.settle()
    return handover_id


def told(walk: Walk, parcel_id: str, code: str, news_id: str | None = None) -> str:
    """Let the carrier tell something of a parcel; returns where that is."""
    now = walk.clock.forward(seconds=1)
    news = News(news_id or new_id(), code, now, "模拟揽投部")
    parcel = walk.city.delivery.carrier.heard(parcel_id, news, Doing("system/carrier", now))
    walk.settle()
    return parcel.state


def in_stock(walk: Walk) -> int:
    """Count what the mail room has that no parcel has."""
    return walk.city.delivery.picking.stock(ROOM)["P_ORD"]


def at_depot(first: int, last: int) -> bool:
    """Tell whether sheets lie at the depot."""
    paper = Range(CODE, first, last)
    return any(one.holds(paper) for one in store.find_batch(CODE, "P_ORD").at_depot)
