"""A holder in the dark, and what its journal or a clerk says afterwards."""

from typing import Any

import pytest

from backend.kernel.ids import new_id
from infra.local.seed.people import CLERK, OWNER
from tests.kiosks.signing import body
from tests.walks.acts import counted, paired, sheets
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn
from tests.walks.machine import Machine
from tests.walks.test_offline_walk import CODE, head, ordered, shelf, swept, verbs


@pytest.mark.parametrize("served", [False, True])
def test_a_dark_holder_keeps_a_move_waiting_until_a_clerk_looked(walk: Walk, served: bool) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    pickup_id = ordered(walk, phone)
    machine.polled()
    first = head(walk)
    moved = phone.put(f"/api/pickups/{pickup_id}/site", {"site_id": "H001"})
    assert (moved["site_id"], moved["wish"]["site_id"]) == ("Z001", "H001")
    walk.clock.forward(hours=4)
    swept(walk, pickup_id)
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "open"
    [case] = clerk.get("/api/counter/cases")["items"]
    assert (case["kind"], case["why"][0]["code"]) == ("pickup", "lease-holder-dark")
    assert case["why"][0]["inputs"]["kiosk_id"] == "Z001-K1"
    path = f"/api/counter/cases/{case['id']}/decision"
    found: dict[str, object] = {"outcome": "settle", "reason": "已开箱核对", "next_code": CODE}
    wrong = clerk.refused("PUT", path, {**found, "next_serial": 1})
    assert wrong["code"] == "sheets-out-of-range"
    greedy = {**found, "next_serial": first, "taken": [sheets(CODE, first)]}
    assert clerk.refused("PUT", path, greedy)["code"] == "taken-not-in-question"
    taken = [sheets(CODE, first, 3)] if served else []
    clerk.put(path, {**found, "next_serial": first + 3 * served, "taken": taken})
    walk.settle()
    after = phone.get(f"/api/pickups/{pickup_id}")
    if served:
        assert (after["state"], after["handed_count"]) == ("dispensed", 3)
        assert shelf(walk) == (3, 0)
    else:
        assert (after["state"], after["site_id"], after["wish"]) == ("issued", "H001", None)
        assert shelf(walk) == (0, 0)
    assert clerk.get("/api/counter/cases")["items"] == []


def test_a_dark_holders_journal_closes_the_case(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    pickup_id = ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    machine.serve(lease, CODE, head(walk))
    phone.put(f"/api/pickups/{pickup_id}/site", {"site_id": "H001"})
    walk.clock.forward(hours=4)
    swept(walk, pickup_id)
    machine.device.access = machine.device.send(
        "POST", "/api/kiosks/token", {"kiosk_id": "Z001-K1"}
    ).json["access_token"]
    machine.send()
    walk.settle()
    assert verbs(pickup_id)[-1] == "dispensed"
    clerk = walk.signed_in(CLERK.phone)
    assert clerk.get("/api/counter/cases")["items"] == []


def test_a_service_the_lease_did_not_allow_is_a_clerks_matter(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    clerk = walk.signed_in(CLERK.phone)
    pickup_id = ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    first = head(walk)
    machine.serve({**lease, "fencing": lease["fencing"] + 7}, CODE, first)
    phone.put(f"/api/pickups/{pickup_id}/site", {"site_id": "H001"})
    machine.polled(pickup_id)
    machine.send()
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "open"
    [case] = clerk.get("/api/counter/cases")["items"]
    assert (case["kind"], case["why"][0]["code"]) == ("pickup", "journal-disputed")
    assert case["why"][0]["inputs"]["serials"] == [[CODE, first, first + 2]]
    assert shelf(walk) == (0, 3)
    path = f"/api/counter/cases/{case['id']}/decision"
    decision = {"outcome": "settle", "reason": "领票人手中有票", "taken": [sheets(CODE, first, 3)]}
    clerk.put(path, {**decision, "next_code": CODE, "next_serial": first + 3})
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "dispensed"
    assert shelf(walk) == (3, 0)


def test_what_is_over_is_disputed_and_a_clerk_notes_it(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    clerk = walk.signed_in(CLERK.phone)
    pickup_id = ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    first = head(walk)
    machine.serve(lease, CODE, first)
    machine.send()
    walk.settle()
    machine.serve(lease, CODE, first + 3)
    stray = {**lease, "pickup_id": "ff" * 8}
    machine.serve(stray, CODE, first + 6)
    machine.send()
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "dispensed"
    cases = {one["kind"]: one for one in clerk.get("/api/counter/cases")["items"]}
    assert set(cases) == {"dispute", "journal"}
    assert cases["dispute"]["why"][0]["inputs"]["cause"] == "lease-missing"
    assert cases["journal"]["why"][0]["inputs"]["pickup_id"] == "ff" * 8
    assert shelf(walk) == (3, 6)
    other = {"outcome": "settle", "reason": "别的", "disputes": [{"number": 999, "taken": 1}]}
    path = f"/api/counter/cases/{cases['dispute']['id']}/decision"
    assert clerk.refused("PUT", path, other)["code"] == "dispute-over"
    for case in cases.values():
        path = f"/api/counter/cases/{case['id']}"
        assert clerk.get(path)["kind"] == case["kind"]
        refused = clerk.refused("PUT", f"{path}/decision", {"outcome": "approve", "reason": "不行"})
        assert refused["code"] == "case-outcome-unfit"
        clerk.put(f"{path}/decision", {"outcome": "settle", "reason": "已登记"})
    walk.settle()
    assert clerk.get("/api/counter/cases")["items"] == []


def counted_due(clerk: Device) -> list[Any]:
    """List what waits to be counted in the city."""
    alerts = clerk.get("/api/counter/alerts?limit=100")["items"]
    return [one for one in alerts if one["kind"] == "count-due"]


def test_a_lost_journal_ends_service_until_a_clerk_counted(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    clerk = walk.signed_in(CLERK.phone)
    pickup_id = ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    first = head(walk)
    machine.serve(lease, CODE, first)
    lost, rest = machine.lines[:4], machine.lines[4:]
    path = f"/api/kiosk/journal/{len(lost) + 1}"
    gap = machine.device.refused("PUT", path, body(machine.signing, rest))
    assert (gap["code"], gap["params"]["expected"]) == ("journal-gap", 1)
    assert machine.device.get("/api/kiosk")["state"] == "out-of-service"
    scan = {"code": drawn(phone.get(f"/api/pickups/{pickup_id}"))}
    out = machine.device.refused("PUT", f"/api/reservations/{new_id()}", scan)
    assert out["code"] == "kiosk-out-of-service"
    # Nobody has reacted yet, and what it gives back may have been served all the same.
    assert machine.polled(pickup_id)["recalls"] == [pickup_id]
    walk.settle()
    # What the lost part told may be this very order: its machine's word is not enough any more.
    machine.polled(pickup_id)
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "open"
    enable = ("PUT", "/api/counter/kiosks/Z001-K1/state", {"enabled": True})
    assert clerk.refused(*enable)["code"] == "kiosk-uncounted"
    cases = {one["kind"]: one for one in clerk.get("/api/counter/cases")["items"]}
    assert cases["pickup"]["why"][0]["code"] == "journal-lost"
    assert cases["journal"]["why"][0]["code"] == "journal-gap"
    told = cases["journal"]["why"][0]["inputs"]
    assert (told["kiosk_id"], told["expected"], told["first"]) == ("Z001-K1", 1, 5)
    noted = f"/api/counter/cases/{cases['journal']['id']}/decision"
    note = {"outcome": "settle", "reason": "已清点"}
    assert clerk.refused("PUT", noted, note)["code"] == "kiosk-uncounted"
    found = {"next_code": CODE, "next_serial": first + 3, "taken": [sheets(CODE, first, 3)]}
    decision = {"outcome": "settle", "reason": "已开箱核对", **found}
    clerk.put(f"/api/counter/cases/{cases['pickup']['id']}/decision", decision)
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "dispensed"
    assert (head(walk), shelf(walk)) == (first + 3, (3, 0))
    due = {one["about"] for one in counted_due(clerk)}
    kiosks = clerk.get("/api/counter/kiosks?limit=100")["items"]
    assert [one["uncounted"] for one in kiosks if one["id"] == "Z001-K1"] == [sorted(due)]
    assert due
    counted(walk, clerk)
    assert counted_due(clerk) == []
    assert machine.device.get("/api/kiosk")["state"] == "in-service"
    clerk.put(noted, note)
    machine.device.put(path, body(machine.signing, rest))
    walk.settle()
    assert machine.polled()["leases"] == []
    assert clerk.get("/api/counter/cases")["items"] == []
