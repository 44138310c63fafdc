"""An order nobody fetches: cancelled, or expired and taken up again, over all rooms."""

from typing import Any

from backend.kernel.ids import new_id
from backend.storage import cursors
from functions.pickup_sweep import NAME, sweep
from infra.local.seed.people import OWNER
from tests.walks.acts import COMPANY, applied, dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn


def row(phone: Device) -> Any:
    kinds = phone.get(f"/api/companies/{COMPANY}/invoice-kinds")["items"]
    return next(one for one in kinds if one["kind"] == "P_ORD")


def free(walk: Walk) -> int:
    return walk.city.stockroom.free(["Z001"], "P_ORD")["Z001"]


def test_a_cancelled_order_gives_everything_back(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    before, taken = free(walk), row(phone)["taken_this_month"]
    application = applied(walk, phone)
    pickup = phone.get(f"/api/pickups/{application['pickup_id']}")
    assert (free(walk), row(phone)["taken_this_month"]) == (before - 3, taken + 3)
    after = phone.put(f"/api/pickups/{pickup['id']}/cancellation")
    assert (after["state"], after["ended"]) == ("closed", "cancelled")
    walk.settle()
    assert (free(walk), row(phone)["taken_this_month"]) == (before, taken)
    refused = kiosk.refused("PUT", f"/api/reservations/{new_id()}", {"code": drawn(pickup)})
    assert refused["code"] == "pickup-revoked"
    shown = phone.get(f"/api/companies/{COMPANY}/applications/{application['id']}")
    assert (shown["returned"]["reason"], shown["returned"]["until"]) == ("pickup-cancelled", None)


def test_an_expired_order_is_fetched_after_one_tap(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    application = applied(walk, phone)
    pickup_id = application["pickup_id"]
    for hours, state in ((5 * 24, "issued"), (44, "issued"), (4, "closed")):
        due = walk.clock.forward(hours=hours, minutes=1)
        cursors.keep(NAME, due)
        assert sweep(walk.city).moved == 1
        phone = walk.signed_in(OWNER.phone)
        shown = phone.get(f"/api/pickups/{pickup_id}")
        assert (shown["state"], shown["reminded_at"] is not None) == (state, True)
    walk.settle()
    path = f"/api/companies/{COMPANY}/applications/{application['id']}/reissue/{new_id()}"
    again = phone.put(path)
    assert (again["state"], again["reissue_of"]) == ("approved", application["id"])
    assert phone.put(path)["id"] == again["id"]
    walk.settle()
    kiosk = paired(walk)
    fresh = phone.get(f"/api/pickups/{again['pickup_id']}")
    assert (fresh["count"], fresh["site_id"]) == (3, "Z001")
    assert dispensed(kiosk, drawn(fresh))["state"] == "dispensed"
    walk.settle()
    assert (row(phone)["waiting"], row(phone)["holding"]) == (0, 3)
