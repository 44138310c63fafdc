"""Staff take a kiosk's key away while it serves: everybody hears of it at once."""

from typing import Any

import pytest

from backend.kernel.ids import new_id
from infra.local.seed.people import CLERK, OWNER
from tests.walks.acts import applied, counted, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn


def serving(walk: Walk, phone: Device, kiosk: Device, sheets: int) -> tuple[str, str, Any]:
    """Begin a service and confirm some sheets; returns the pickup, its base and the first sheet."""
    pickup = phone.get(f"/api/pickups/{applied(walk, phone)['pickup_id']}")
    held = kiosk.put(f"/api/reservations/{new_id()}", {"code": drawn(pickup)})
    base = f"/api/pickups/{pickup['id']}/reservations/{held['id']}"
    fencing, segment = {"fencing": held["fencing"]}, held["segments"][0]
    kiosk.put(f"{base}/start", fencing)
    for k in range(1, sheets + 1):
        number = segment["first"] + k - 1
        sheet = {**fencing, "code": segment["code"], "number": number}
        kiosk.put(f"{base}/sheets/{k}", sheet)
    return pickup["id"], base, held


def alerts(clerk: Device) -> list[str]:
    """Name the kinds of what is due, the most urgent first; one a kind of paper counts once."""
    return list(dict.fromkeys(one["kind"] for one in clerk.get("/api/counter/alerts")["items"]))


def test_unpairing_in_mid_service_opens_the_case_and_the_kiosk_says_so(walk: Walk) -> None:
    phone, clerk, kiosk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone), paired(walk)
    pickup_id, base, held = serving(walk, phone, kiosk, 1)
    clerk.send("DELETE", "/api/counter/kiosks/Z001-K1/pairing")
    refused = kiosk.refused("PUT", f"{base}/start", {"fencing": held["fencing"]})
    assert refused["code"] == "session-expired"
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "open"
    [case] = clerk.get("/api/counter/cases")["items"]
    assert case["why"][0]["code"] == "kiosk-unpaired"
    assert (case["why"][0]["inputs"]["confirmed"], case["why"][0]["inputs"]["count"]) == (1, 3)
    # Whoever stands there next is told, and so are the staff; and what the page that is gone did
    # besides, nobody knows: the paper is counted before the machine serves.
    again = paired(walk)
    walk.settle()
    itself = again.get("/api/kiosk")
    assert (itself["held_up"], itself["out_reason"]) == (True, "paired-anew")
    [seen] = [one for one in clerk.get("/api/counter/kiosks")["items"] if one["id"] == "Z001-K1"]
    assert seen["held_up"] is True
    assert alerts(clerk) == ["held-up", "count-due"]
    segment = held["segments"][0]
    found = {"next_code": segment["code"], "next_serial": segment["first"] + 1, "taken": []}
    decision = {"outcome": "settle", "reason": "已开箱核对", **found}
    clerk.put(f"/api/counter/cases/{case['id']}/decision", decision)
    walk.settle()
    assert again.get("/api/kiosk")["held_up"] is False
    assert alerts(clerk) == ["count-due"]
    counted(walk, clerk)
    assert alerts(clerk) == []
    assert again.get("/api/kiosk")["state"] == "in-service"
    assert phone.get(f"/api/pickups/{pickup_id}")["handed_count"] == 1


def test_nothing_is_open_where_only_the_word_done_was_missing(walk: Walk) -> None:
    phone, clerk, kiosk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone), paired(walk)
    pickup_id, _, _ = serving(walk, phone, kiosk, 3)
    clerk.send("DELETE", "/api/counter/kiosks/Z001-K1/pairing")
    walk.settle()
    after = phone.get(f"/api/pickups/{pickup_id}")
    assert (after["state"], after["handed_count"]) == ("dispensed", 3)
    assert clerk.get("/api/counter/cases")["items"] == []
    assert alerts(clerk) == []


@pytest.mark.parametrize("sheets", [1, 3])
def test_a_kiosk_that_is_only_paused_finishes_the_order_under_way(walk: Walk, sheets: int) -> None:
    phone, clerk, kiosk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone), paired(walk)
    pickup_id, base, held = serving(walk, phone, kiosk, sheets)
    clerk.put("/api/counter/kiosks/Z001-K1/state", {"enabled": False, "reason": "检修"})
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "dispensing"
    segment, fencing = held["segments"][0], {"fencing": held["fencing"]}
    for k in range(sheets + 1, 4):
        sheet = {"code": segment["code"], "number": segment["first"] + k - 1}
        kiosk.put(f"{base}/sheets/{k}", {**fencing, **sheet})
    kiosk.put(f"{base}/done", fencing)
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "dispensed"
