"""The routes of delivery behind the real gate: happy paths, and each refusal on the wire."""

from dataclasses import asdict

import pytest

from backend.delivery.api import routes
from backend.delivery.api.door import routes as door_routes
from backend.delivery.api.room import routes as room_routes
from backend.kernel.ids import new_id
from tests.delivery.conftest import CODE, HOME, LABELS, ROOM, Room
from tests.fakes.door import Device, Door

TYPED = {name: value for name, value in asdict(HOME).items() if name != "code"}


@pytest.fixture
def door(room: Room) -> Door:
    rooms = {
        "delivery-book": room.book,
        "delivery-orders": room.orders,
        "delivery-picking": room.picking,
        "delivery-handing": room.handing,
        "delivery-carrier": room.carrier,
        "delivery-tasks": room.tasks,
        "taxpayers": room.town,
    }
    return Door(room.clock, rooms, routes, room_routes, door_routes)


@pytest.fixture
def phone(door: Door) -> Device:
    return door.person("owner")


@pytest.fixture
def clerk(door: Door) -> Device:
    return door.signed_in("clerk", "c1", ("clerk",))


def problem(answer: object) -> tuple[int, str]:
    body = answer.get_json()  # type: ignore[attr-defined]
    assert body["detail"]
    return body["status"], body["code"]


def test_an_address_book_over_the_wire(phone: Device) -> None:
    path = f"/companies/company/addresses/{new_id()}"
    written = phone.put(path, TYPED).get_json()
    assert (written["to"]["code"], written["to"]["phone"]) == ("130503", "13800000001")
    assert phone.put(path, TYPED).get_json() == written
    assert phone.get("/companies/company/addresses").get_json() == {"items": [written]}
    assert phone.delete(path).status_code == 204
    assert phone.get("/companies/company/addresses").get_json() == {"items": []}


def test_the_districts_to_choose_from(phone: Device) -> None:
    told = phone.get("/divisions").get_json()
    assert (told["province"], told["city"], len(told["items"])) == ("河北省", "邢台市", 19)
    assert {"code": "130503", "name": "信都区"} in told["items"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"phone": "none"}, (400, "phone-malformed")),
        ({"street": "短"}, (400, "address-malformed")),
        ({"county": "无此县"}, (400, "district-unknown")),
        ({"county": "邢台县"}, (400, "district-divided")),
        ({"odd": "x"}, (400, "request-malformed")),
        ({"street": 5}, (400, "request-malformed")),
    ],
)
def test_addresses_are_refused_with_the_field(
    phone: Device, typed: dict[str, object], answer: tuple[int, str]
) -> None:
    told = phone.put(f"/companies/company/addresses/{new_id()}", {**TYPED, **typed})
    assert problem(told) == answer
    assert told.get_json()["errors"][0]["pointer"]


def test_an_order_over_the_wire(room: Room, phone: Device) -> None:
    order = room.owed()
    shown = phone.get(f"/mail-orders/{order.id}")
    assert (shown.get_json()["state"], shown.get_json()["free"]) == ("owed", True)
    listed = phone.get("/companies/company/mail-orders").get_json()["items"]
    assert [one["id"] for one in listed] == [order.id]
    other = room.addressed()
    sending = f"/mail-orders/{order.id}/sendings/{new_id()}"
    moved = phone.put(sending, {"address_id": other}).get_json()
    assert phone.put(sending, {"address_id": other}).get_json() == moved
    different = phone.put(sending, {"address_id": order.address_id})
    assert problem(different) == (409, "sending-exists-differently")
    assert moved["address_id"] == other
    history = phone.get(f"/mail-orders/{order.id}/history").get_json()["items"]
    assert [one["kind"] for one in history] == [
        "delivery:order:owed",
        "delivery:order:readdressed",
    ]
    turned = phone.put(f"/mail-orders/{order.id}/kiosk", {"site_id": "Z001"}).get_json()
    assert turned["state"] == "turned"
    cancel = phone.put(f"/mail-orders/{order.id}/cancellation", {})
    assert problem(cancel) == (409, "mail-order-over")


def test_orders_are_refused_on_the_wire(room: Room, phone: Device, door: Door) -> None:
    order, stranger = room.owed(), door.person("other")
    path = f"/mail-orders/{order.id}"
    assert problem(stranger.get(path)) == (404, "mail-order-unknown")
    assert problem(stranger.get("/companies/company/mail-orders")) == (404, "company-unknown")
    assert problem(phone.get("/mail-orders/odd")) == (400, "request-malformed")
    assert problem(phone.put(f"{path}/kiosk", {"site_id": "nowhere"})) == (404, "site-unknown")
    sending = f"{path}/sendings/{new_id()}"
    assert problem(phone.put(sending, {"address_id": "x"})) == (404, "address-unknown")
    assert problem(phone.put(f"{path}/sendings/x", {"address_id": "x"})) == (400, "id-malformed")
    assert problem(phone.put(f"{path}/receipt", {})) == (409, "parcel-not-underway")
    room.begun(order)
    for verb, body in (("kiosk", {"site_id": "Z001"}), ("cancellation", {})):
        assert problem(phone.put(f"{path}/{verb}", body)) == (409, "mail-order-picked")


def test_a_morning_in_the_mail_room(room: Room, clerk: Device, door: Door) -> None:
    second = door.signed_in("clerk", "c2", ("clerk",))
    filling = {"kind": "P_ORD", "code": CODE, "first": 301, "last": 310}
    path = f"/counter/mail-rooms/{ROOM}"
    assert clerk.put(f"{path}/fillings/{new_id()}", filling).get_json()["count"] == 30
    assert clerk.get(f"{path}/paper").get_json()["items"][0] == {"kind": "P_ORD", "count": 30}
    order = room.owed()
    [owed] = clerk.get(f"{path}/owed").get_json()["items"]
    assert (owed["company_name"], owed["to"]["phone"]) == ("模拟公司", "138****0001")
    parcel = f"/counter/parcels/{new_id()}"
    begun = clerk.put(parcel, {"order_ids": [order.id]}).get_json()
    assert begun["lines"][0]["serials"] == [{"code": CODE, "first": 101, "last": 103}]
    scan = {"packets": [{"code": CODE, "first": 101, "last": 103}]}
    assert problem(second.put(f"{parcel}/check", scan)) == (409, "parcel-not-scanned")
    assert clerk.put(f"{parcel}/scan", scan).get_json()["scanned_by"] == "clerk/c1"
    assert problem(clerk.put(f"{parcel}/check", scan)) == (409, "parcel-same-person")
    wrong = {"packets": [{"code": CODE, "first": 101, "last": 104}]}
    assert problem(second.put(f"{parcel}/check", wrong)) == (409, "parcel-serials-differ")
    assert second.put(f"{parcel}/check", scan).get_json()["state"] == "picked"
    [listed] = clerk.get(f"{path}/parcels?state=picked").get_json()["items"]
    assert listed["id"] == begun["id"]
    number = next(LABELS)
    packed = clerk.put(f"{parcel}/packing", {"tracking_number": number}).get_json()
    assert clerk.get(f"/counter/parcels/by-label/{number}").get_json() == packed
    handover = f"/counter/handovers/{new_id()}"
    clerk.put(handover, {"site_id": ROOM, "courier": "模拟速递员"})
    on_list = clerk.put(f"{handover}/parcels/{begun['id']}", {}).get_json()
    assert (on_list["parcels"], on_list["count"]) == ([begun["id"]], 1)
    assert clerk.delete(f"{handover}/parcels/{begun['id']}").get_json()["count"] == 0
    clerk.put(f"{handover}/parcels/{begun['id']}", {})
    assert clerk.put(f"{handover}/confirmation", {"count": 1}).get_json()["state"] == "confirmed"
    assert clerk.get(handover).get_json()["parcels"] == [begun["id"]]
    assert len(clerk.get(f"{path}/handovers").get_json()["items"]) == 1
    assert clerk.get(parcel).get_json()["state"] == "with-carrier"
    told = clerk.get(f"{parcel}/history").get_json()["items"]
    assert told[-1]["kind"] == "delivery:parcel:handed"


def test_what_the_mail_room_is_refused(room: Room, clerk: Device) -> None:
    path, parcel = f"/counter/mail-rooms/{ROOM}", f"/counter/parcels/{new_id()}"
    assert problem(clerk.get("/counter/mail-rooms/X/owed")) == (404, "site-unknown")
    assert problem(clerk.get(parcel)) == (404, "parcel-unknown")
    assert problem(clerk.get("/counter/parcels/by-label/1")) == (404, "parcel-unknown")
    assert problem(clerk.put(parcel, {"order_ids": []})) == (400, "request-malformed")
    assert problem(clerk.put(parcel, {"order_ids": ["o"]})) == (404, "mail-order-unknown")
    assert problem(clerk.get(f"{path}/parcels?state=odd")) == (400, "request-malformed")
    packed = room.packed()
    undo = f"/counter/parcels/{packed.id}/undoing"
    assert problem(clerk.put(undo, {"reason": " "})) == (400, "request-malformed")
    label = {"tracking_number": "RR123456789CN"}
    packing = f"/counter/parcels/{packed.id}/packing"
    assert problem(clerk.put(packing, label)) == (400, "tracking-check-wrong")
    assert problem(clerk.put(packing, {"tracking_number": "x"})) == (400, "tracking-malformed")
    handover = f"/counter/handovers/{new_id()}"
    assert problem(clerk.get(handover)) == (404, "handover-unknown")
    opening = {"site_id": ROOM, "courier": ""}
    assert problem(clerk.put(handover, opening)) == (400, "request-malformed")
    clerk.put(handover, {**opening, "courier": "模拟速递员"})
    assert problem(clerk.put(f"{handover}/confirmation", {"count": 0})) == (409, "handover-empty")
    assert clerk.put(f"{handover}/cancellation", {}).get_json()["state"] == "cancelled"
    assert problem(clerk.put(f"{handover}/parcels/{packed.id}", {})) == (409, "handover-over")


def test_what_came_back_was_lost_or_must_be_looked_at(
    room: Room, clerk: Device, door: Door
) -> None:
    second = door.signed_in("clerk", "c2", ("clerk",))
    back, lost = room.told(room.sent(), "refused"), room.told(room.sent(), "lost")
    scan = {"packets": [asdict(one) for one in back.sheets]}
    restocked = clerk.put(f"/counter/parcels/{back.id}/restocking", scan).get_json()
    assert restocked["state"] == "restocked"
    [task] = clerk.get("/counter/mail-tasks").get_json()["items"]
    path = f"/counter/mail-tasks/{task['id']}"
    assert clerk.put(f"{path}/owner", {}).get_json()["owner_name"] == "甲（模拟）"
    assert problem(second.put(f"{path}/owner", {})) == (409, "mail-task-taken")
    assert second.put(f"{path}/owner", {"over": True}).get_json()["owner"] == "clerk/c2"
    for device, state in ((clerk, "with-carrier"), (second, "lost")):
        answer = device.put(f"/counter/parcels/{lost.id}/loss", {"reason": "报失"}).get_json()
        assert answer["state"] == state
    assert clerk.get("/counter/mail-tasks").get_json()["items"] == []
    assert problem(clerk.put(f"{path}/owner", {})) == (409, "mail-task-over")
    closed = clerk.put(f"{path}/closing", {"reason": "已办"}).get_json()
    assert closed["is_open"] is False
    assert problem(clerk.put("/counter/mail-tasks/odd/owner", {})) == (404, "mail-task-unknown")
