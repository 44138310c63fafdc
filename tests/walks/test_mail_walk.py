"""Mail over all rooms: applied for, picked by two, handed over, signed; turned, lost, returned."""

from typing import Any

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.storage import cursors, ledger
from functions.delivery_sweep import NAME, sweep
from infra.local.seed.people import CLERK, OWNER, SECOND_CLERK
from tests.walks.acts import COMPANY, applied, dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn
from tests.walks.mailroom import (
    CODE,
    FIRST,
    ROOM,
    addressed,
    at_depot,
    by_mail,
    filled,
    handed,
    in_stock,
    mailed,
    packed,
    scanned,
    told,
)

LABEL, OTHER_LABEL = "RR123456785CN", "1234567890123"


def row(phone: Device) -> Any:
    kinds = phone.get(f"/api/companies/{COMPANY}/invoice-kinds")["items"]
    return next(one for one in kinds if one["kind"] == "P_ORD")


def free(walk: Walk) -> int:
    return walk.city.stockroom.free(["Z001"], "P_ORD")["Z001"]


def verbs(subject: str) -> list[str]:
    return [one.kind.rsplit(":", 1)[1] for one in ledger.history(subject).items]


def sent(walk: Walk, count: int = 3) -> tuple[Device, Any, Any]:
    """Bring an order as far as the carrier's van; returns phone, order and parcel."""
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    filled(clerk)
    by_mail(walk, phone, addressed(phone), count)
    order = mailed(phone)
    parcel = packed(walk, LABEL, order["id"])
    handed(walk, parcel["id"])
    return phone, order, parcel


def test_applied_for_picked_by_two_packed_handed_over_and_signed(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    filled(clerk)
    before = row(phone)
    home = addressed(phone)
    first, second = by_mail(walk, phone, home), by_mail(walk, phone, home, 2)
    assert (first["state"], first["site_id"], first["address_id"]) == ("approved", ROOM, home)
    owed = clerk.get(f"/api/counter/mail-rooms/{ROOM}/owed")["items"]
    assert [one["count"] for one in owed] == [3, 2]
    assert owed[0]["destination"] == owed[1]["destination"]
    assert owed[0]["to"]["phone"] == "138****0001"
    parcel = packed(walk, LABEL, *(one["id"] for one in owed))
    assert (parcel["state"], parcel["count"]) == ("packed", 5)
    serials = [one["serials"] for one in parcel["lines"]]
    assert serials == [
        [{"code": CODE, "first": FIRST, "last": FIRST + 2}],
        [{"code": CODE, "first": FIRST + 3, "last": FIRST + 4}],
    ]
    assert clerk.get(f"/api/counter/parcels/by-label/{LABEL}")["id"] == parcel["id"]
    handed(walk, parcel["id"])
    track = mailed(phone)["parcel"]
    assert (track["state"], track["tracking_number"]) == ("with-carrier", LABEL)
    assert told(walk, parcel["id"], "out-for-delivery") == "out-for-delivery"
    assert told(walk, parcel["id"], "in-transit") == "out-for-delivery"
    assert told(walk, parcel["id"], "a-word-of-tomorrow") == "out-for-delivery"
    assert told(walk, parcel["id"], "signed") == "signed"
    assert (row(phone)["waiting"], row(phone)["holding"]) == (
        before["waiting"],
        before["holding"] + 5,
    )
    order = phone.put(f"/api/mail-orders/{owed[0]['id']}/receipt")
    assert order["parcel"]["received_at"] is not None
    assert verbs(f"mail-order/{order['id']}") == ["owed", "taken", "signed"]
    serial = clerk.get(f"/api/counter/serials/{CODE}/{FIRST}")["items"]
    assert serial[0]["place"] == "signed"
    assert second["pickup_id"] != first["pickup_id"]


def test_a_pickup_goes_by_mail_and_comes_back_to_a_machine(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    filled(clerk)
    kiosk, before, waiting = paired(walk), free(walk), row(phone)["waiting"]
    application = applied(walk, phone)
    pickup = phone.get(f"/api/pickups/{application['pickup_id']}")
    path, home = f"/api/pickups/{pickup['id']}/mailing", addressed(phone)
    after = phone.put(path, {"address_id": home})
    assert (after["state"], after["ended"], free(walk)) == ("closed", "mailed", before)
    assert phone.put(path, {"address_id": home})["version"] == after["version"]
    refused = phone.refused("PUT", path, {"address_id": addressed(phone, town="模拟镇")})
    assert refused["code"] == "pickup-over"
    code = drawn(pickup)
    assert kiosk.refused("PUT", f"/api/reservations/{new_id()}", {"code": code})["code"] == (
        "pickup-revoked"
    )
    walk.settle()
    order = mailed(phone)
    assert (order["id"], order["count"], order["state"]) == (f"{pickup['id']}-2", 3, "owed")
    back = f"/api/mail-orders/{order['id']}/kiosk"
    turned = phone.put(back, {"site_id": "Z001"})
    assert phone.put(back, {"site_id": "Z001"})["pickup_id"] == turned["pickup_id"]
    assert phone.refused("PUT", back, {"site_id": "H001"})["code"] == "mail-order-over"
    assert clerk.get(f"/api/counter/mail-rooms/{ROOM}/owed")["items"] == []
    walk.settle()
    fresh = phone.get(f"/api/pickups/{turned['pickup_id']}")
    assert (fresh["count"], fresh["site_id"], free(walk)) == (3, "Z001", before - 3)
    assert dispensed(kiosk, drawn(fresh))["state"] == "dispensed"
    walk.settle()
    assert (row(phone)["waiting"], row(phone)["holding"]) == (waiting, 3)


def test_what_is_picked_cannot_be_turned_and_can_once_it_is_undone(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    filled(clerk)
    by_mail(walk, phone, addressed(phone))
    order, stock = mailed(phone), in_stock(walk)
    parcel = packed(walk, LABEL, order["id"])
    back = f"/api/mail-orders/{order['id']}/kiosk"
    assert phone.refused("PUT", back, {"site_id": "Z001"})["code"] == "mail-order-picked"
    assert in_stock(walk) == stock - 3
    clerk.put(f"/api/counter/parcels/{parcel['id']}/undoing", {"reason": "本人要求"})
    assert in_stock(walk) == stock
    assert phone.put(back, {"site_id": "Z001"})["state"] == "turned"
    again = packed_again(walk, phone)
    assert again["tracking_number"] == LABEL


def packed_again(walk: Walk, phone: Device) -> Any:
    """The label of a parcel that was undone is used for another."""
    by_mail(walk, phone, addressed(phone))
    return packed(walk, LABEL, mailed(phone)["id"])


def test_a_lost_parcel_voids_its_serials_and_is_sent_again(walk: Walk) -> None:
    phone, order, parcel = sent(walk)
    assert told(walk, parcel["id"], "lost") == "with-carrier"
    one, two = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    [task] = one.get("/api/counter/mail-tasks")["items"]
    assert (task["kind"], task["about"]) == ("carrier-lost", f"parcel/{parcel['id']}")
    assert one.put(f"/api/counter/mail-tasks/{task['id']}/owner")["owner_name"] == CLERK.name
    refused = two.refused("PUT", f"/api/counter/mail-tasks/{task['id']}/owner", {})
    assert refused["code"] == "mail-task-taken"
    loss = f"/api/counter/parcels/{parcel['id']}/loss"
    assert one.put(loss, {"reason": "寄递企业报失"})["state"] == "with-carrier"
    assert two.put(loss, {"reason": "已向寄递企业核实"})["state"] == "lost"
    assert one.get("/api/counter/mail-tasks")["items"] == []
    walk.settle()
    place = one.get(f"/api/counter/serials/{CODE}/{FIRST}")["items"][0]["place"]
    waiting = row(phone)["waiting"]
    lost = mailed(phone)
    assert (place, lost["state"], lost["free"]) == ("lost", "lost", True)
    again = phone.put(
        f"/api/mail-orders/{order['id']}/sendings/{new_id()}", {"address_id": order["address_id"]}
    )
    assert (again["state"], again["serials"]) == ("owed", [])
    second = packed(walk, OTHER_LABEL, order["id"])
    assert second["lines"][0]["serials"] == [{"code": CODE, "first": FIRST + 3, "last": FIRST + 5}]
    handed(walk, second["id"])
    assert told(walk, second["id"], "signed") == "signed"
    assert (row(phone)["waiting"], row(phone)["holding"]) == (waiting - 3, 3)
    assert told(walk, parcel["id"], "signed") == "lost"
    [task] = one.get("/api/counter/mail-tasks")["items"]
    assert task["kind"] == "contradicted"


def test_a_returned_parcel_goes_back_to_the_depot_by_scan_and_is_given_up(walk: Walk) -> None:
    phone, order, parcel = sent(walk)
    taken = row(phone)["taken_this_month"]
    clerk = walk.signed_in(CLERK.phone)
    back = f"/api/counter/parcels/{parcel['id']}/restocking"
    assert clerk.refused("PUT", back, scanned(parcel))["code"] == "parcel-state-unfit"
    assert told(walk, parcel["id"], "refused") == "returned"
    wrong = {"packets": [{"code": CODE, "first": FIRST, "last": FIRST + 3}]}
    assert clerk.refused("PUT", back, wrong)["code"] == "parcel-serials-differ"
    assert not at_depot(FIRST, FIRST + 2)
    assert clerk.put(back, scanned(parcel))["state"] == "restocked"
    assert at_depot(FIRST, FIRST + 2)
    assert mailed(phone)["state"] == "returned"
    phone.put(f"/api/mail-orders/{order['id']}/cancellation")
    walk.settle()
    assert row(phone)["taken_this_month"] == taken - 3
    application = phone.get(f"/api/companies/{COMPANY}/applications")["items"][0]
    assert application["returned"]["reason"] == "mail-cancelled"


def test_signed_before_it_was_handed_over_is_refused_and_a_task(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    filled(clerk)
    by_mail(walk, phone, addressed(phone))
    parcel = packed(walk, LABEL, mailed(phone)["id"])
    for _ in range(2):
        with pytest.raises(Refusal, match="parcel-not-handed-over"):
            told(walk, parcel["id"], "signed", "n1")
    assert verbs(f"parcel/{parcel['id']}")[-1] == "disputed"
    [task] = clerk.get("/api/counter/mail-tasks")["items"]
    assert task["kind"] == "signed-early"
    closed = clerk.put(f"/api/counter/mail-tasks/{task['id']}/closing", {"reason": "系误报"})
    assert (closed["is_open"], closed["reason"]) == (False, "系误报")
    handed(walk, parcel["id"])
    assert told(walk, parcel["id"], "signed", "n1") == "signed"


def test_news_that_comes_before_the_list_was_followed_finds_it_with_the_carrier(
    walk: Walk,
) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    filled(clerk)
    by_mail(walk, phone, addressed(phone))
    parcel = packed(walk, LABEL, mailed(phone)["id"])
    path = f"/api/counter/handovers/{new_id()}"
    clerk.put(path, {"site_id": ROOM, "courier": "模拟速递员"})
    clerk.put(f"{path}/parcels/{parcel['id']}")
    undoing = f"/api/counter/parcels/{parcel['id']}/undoing"
    assert clerk.refused("PUT", undoing, {"reason": "装错"})["code"] == "parcel-on-list"
    assert clerk.refused("PUT", f"{path}/confirmation", {"count": 2})["code"] == (
        "handover-count-differs"
    )
    clerk.put(f"{path}/confirmation", {"count": 1})
    assert told(walk, parcel["id"], "signed") == "signed"
    assert verbs(f"parcel/{parcel['id']}")[-2:] == ["handed", "signed"]


def test_no_news_and_no_receipt_become_tasks_that_end_with_the_parcel(walk: Walk) -> None:
    _, _, parcel = sent(walk)
    found = []
    for days in (3, 4):
        due = walk.clock.forward(days=days, minutes=1)
        cursors.keep(NAME, due)
        assert sweep(walk.city).moved == 1
        clerk = walk.signed_in(CLERK.phone)
        found = [one["kind"] for one in clerk.get("/api/counter/mail-tasks")["items"]]
    assert found == ["no-news", "receipt-overdue"]
    assert sweep(walk.city).moved == 0
    told(walk, parcel["id"], "in-transit")
    kinds = [one["kind"] for one in clerk.get("/api/counter/mail-tasks")["items"]]
    assert kinds == ["receipt-overdue"]
    phone = walk.signed_in(OWNER.phone)
    assert phone.put(f"/api/mail-orders/{mailed(phone)['id']}/receipt")["state"] == "signed"
    assert clerk.get("/api/counter/mail-tasks")["items"] == []


def test_a_list_that_nobody_confirms_and_an_order_that_nobody_picks_become_tasks(
    walk: Walk,
) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    filled(clerk)
    by_mail(walk, phone, addressed(phone))
    path = f"/api/counter/handovers/{new_id()}"
    clerk.put(path, {"site_id": ROOM, "courier": "模拟速递员"})
    cursors.keep(NAME, walk.clock.forward(hours=4, minutes=1))
    assert sweep(walk.city).moved == 1
    cursors.keep(NAME, walk.clock.forward(hours=44))
    assert sweep(walk.city).moved == 1
    clerk = walk.signed_in(CLERK.phone)
    kinds = {one["kind"] for one in clerk.get("/api/counter/mail-tasks")["items"]}
    assert kinds == {"unconfirmed", "owed-late"}
    clerk.put(f"{path}/cancellation")
    phone = walk.signed_in(OWNER.phone)
    phone.put(f"/api/mail-orders/{mailed(phone)['id']}/cancellation")
    assert clerk.get("/api/counter/mail-tasks")["items"] == []
