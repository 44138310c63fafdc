"""I got 2 of 3: reported on the phone, decided by a clerk, fetched again, all on record."""

from typing import Any

from backend.custody.serials import total
from backend.custody.store import find_shelf
from backend.kernel.ids import new_id
from backend.reactions import react
from backend.storage import ledger
from infra.local.seed.people import CLERK, OWNER
from tests.walks.acts import applied, dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn
from tests.walks.test_ending_walk import row


def reported(walk: Walk) -> tuple[Device, Device, Device, Any, Any]:
    phone, kiosk, clerk = walk.signed_in(OWNER.phone), paired(walk), walk.signed_in(CLERK.phone)
    application = applied(walk, phone)
    pickup = phone.get(f"/api/pickups/{application['pickup_id']}")
    dispensed(kiosk, drawn(pickup))
    walk.settle()
    path = f"/api/pickups/{pickup['id']}/report/{new_id()}"
    told = phone.put(path, {"has": 2, "note": "出票口只有两张"})
    walk.settle()
    [case] = clerk.get("/api/counter/cases")["items"]
    return phone, kiosk, clerk, told, clerk.get(f"/api/counter/cases/{case['id']}")


def decided(walk: Walk, clerk: Device, case: Any, body: dict[str, object]) -> None:
    path = f"/api/counter/cases/{case['id']}/decision"
    assert clerk.put(path, body)["state"] == "decided"
    assert clerk.put(path, body)["state"] == "decided"
    walk.settle()


def test_a_missing_sheet_is_fetched_again_by_a_clerks_decision(walk: Walk) -> None:
    phone, kiosk, clerk, told, case = reported(walk)
    assert (case["kind"], case["why"][0]["code"]) == ("shortfall", "sheets-reported-missing")
    assert case["why"][0]["inputs"]["kiosk_id"] == "Z001-K1"
    assert case["pickup"]["report"]["note"] == "出票口只有两张"
    confirmed = [step for step in case["history"] if step["kind"].endswith(":sheet-confirmed")]
    assert [step["machine"] for step in confirmed] == ["kiosk/Z001-K1"] * 3
    segment = told["last_service"]["serials"][0]
    sheet = {"code": segment["code"], "first": segment["last"], "last": segment["last"]}
    body = {"outcome": "missing", "reason": "监控显示只出两张", "missing": [sheet]}
    wrong = {**body, "missing": [{**sheet, "first": sheet["last"] + 1, "last": sheet["last"] + 1}]}
    path = f"/api/counter/cases/{case['id']}/decision"
    assert clerk.refused("PUT", path, wrong)["code"] == "missing-not-handed"
    none = {**body, "missing": []}
    assert clerk.refused("PUT", path, none)["code"] == "case-sheets-missing"
    decided(walk, clerk, case, body)
    again = phone.get(f"/api/pickups/{told['id']}")
    assert (again["state"], again["handed_count"], again["reprinted"]) == ("issued", 2, 1)
    assert (row(phone)["waiting"], row(phone)["holding"]) == (1, 2)
    shelf = find_shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (2, 1, 1)
    assert dispensed(kiosk, drawn(again))["state"] == "dispensed"
    walk.settle()
    after = phone.get(f"/api/pickups/{told['id']}")
    assert (after["state"], after["handed_count"]) == ("dispensed", 3)
    assert after["serials"][-1]["last"] == segment["last"] + 1
    assert (row(phone)["waiting"], row(phone)["holding"]) == (0, 3)
    steps = phone.get(f"/api/pickups/{told['id']}/history")["items"]
    owed = next(step for step in steps if step["kind"].endswith(":owed-again"))
    assert (owed["person"], owed["data"]["reason"]) == (f"clerk/{CLERK.id}", "监控显示只出两张")
    assert ledger.broken_at(f"pickup/{told['id']}") is None


def test_a_found_sheet_closes_the_report(walk: Walk) -> None:
    phone, _, clerk, told, case = reported(walk)
    decided(walk, clerk, case, {"outcome": "found", "reason": "夹在两张之间"})
    after = phone.get(f"/api/pickups/{told['id']}")
    assert (after["state"], after["report"]["outcome"]) == ("dispensed", "found")
    assert row(phone)["holding"] == 3
    assert clerk.get("/api/counter/cases")["items"] == []


def test_what_is_owed_again_was_handed_over_first_however_late_that_is_told(walk: Walk) -> None:
    phone, kiosk, clerk = walk.signed_in(OWNER.phone), paired(walk), walk.signed_in(CLERK.phone)
    pickup_id = applied(walk, phone)["pickup_id"]
    dispensed(kiosk, drawn(phone.get(f"/api/pickups/{pickup_id}")))
    given = ledger.newest(f"pickup/{pickup_id}", 1)[0]
    # The stream keeps this one back: a day may pass until the sweeper finds it.
    walk.followed.add(given.id)
    told = phone.put(f"/api/pickups/{pickup_id}/report/{new_id()}", {"has": 2, "note": ""})
    walk.settle()
    assert (row(phone)["waiting"], row(phone)["holding"]) == (3, 0)
    [case] = clerk.get("/api/counter/cases")["items"]
    segment = told["last_service"]["serials"][0]
    sheet = {"code": segment["code"], "first": segment["last"], "last": segment["last"]}
    decided(walk, clerk, case, {"outcome": "missing", "reason": "监控", "missing": [sheet]})
    react(walk.city, given)
    assert (row(phone)["waiting"], row(phone)["holding"]) == (1, 2)


def test_paper_taken_back_from_the_tray_is_called_so_everywhere(walk: Walk) -> None:
    phone, kiosk, clerk = walk.signed_in(OWNER.phone), paired(walk), walk.signed_in(CLERK.phone)
    pickup = phone.get(f"/api/pickups/{applied(walk, phone)['pickup_id']}")
    served = dispensed(kiosk, drawn(pickup))
    path = f"/api/pickups/{pickup['id']}/reservations/{served['id']}/retraction/{new_id()}"
    kiosk.put(path, {"fencing": served["fencing"], "count": 2})
    walk.settle()
    [lot] = clerk.get("/api/counter/apart?site_id=Z001&kiosk_id=Z001-K1")["items"]
    assert (lot["why"], sum(one["last"] - one["first"] + 1 for one in lot["packets"])) == (
        "retracted",
        2,
    )
    [case] = clerk.get("/api/counter/cases")["items"]
    decided(walk, clerk, case, {"outcome": "spoiled", "reason": "票面打湿"})
    steps = phone.get(f"/api/pickups/{pickup['id']}/history")["items"]
    told = {
        one["kind"].rpartition(":")[2]: one["data"].get("report_id")
        for one in steps
        if one["kind"].rpartition(":")[2] in {"retracted", "owed-again"}
    }
    assert told["retracted"] == told["owed-again"] is not None


def taken_back(walk: Walk, kiosk: Device, told: Any) -> None:
    found = walk.city.pickup.store.find(told["id"])
    assert found is not None
    service, held = found.care.services[-1], found.reservation
    assert held is not None
    path = f"/api/pickups/{told['id']}/reservations/{service.reservation_id}"
    body = {"fencing": held.fencing, "count": 1}
    kiosk.put(f"{path}/retraction/{new_id()}", body)


def test_what_was_owed_again_opens_no_case_when_the_machine_speaks_at_last(walk: Walk) -> None:
    _, kiosk, clerk, told, case = reported(walk)
    segment = told["last_service"]["serials"][0]
    sheet = {"code": segment["code"], "first": segment["last"], "last": segment["last"]}
    decided(walk, clerk, case, {"outcome": "missing", "reason": "监控", "missing": [sheet]})
    taken_back(walk, kiosk, told)
    walk.settle()
    assert clerk.get("/api/counter/cases")["items"] == []
    shelf = find_shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt)) == (2, 1)


def test_what_the_machine_took_back_joins_the_case_of_the_report(walk: Walk) -> None:
    phone, kiosk, clerk, told, case = reported(walk)
    taken_back(walk, kiosk, told)
    walk.settle()
    [joined] = clerk.get("/api/counter/cases")["items"]
    assert joined["id"] == case["id"]
    codes = ["sheets-reported-missing", "paper-retracted"]
    assert [why["code"] for why in joined["why"]] == codes
    shelf = find_shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt)) == (2, 1)
    path = f"/api/counter/cases/{case['id']}/decision"
    found = {"outcome": "found", "reason": "监控显示出了三张"}
    assert clerk.refused("PUT", path, found)["code"] == "retraction-undecided"
    decided(walk, clerk, case, {"outcome": "handed", "reason": "已当面交付"})
    after = phone.get(f"/api/pickups/{told['id']}")
    assert (after["report"]["outcome"], after["report"]["taken_back"]) == ("found", 1)
    shelf = find_shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt)) == (3, 0)
    assert clerk.get("/api/counter/cases")["items"] == []


def test_a_decision_that_did_not_know_what_came_back_comes_back_too(walk: Walk) -> None:
    _, kiosk, clerk, told, case = reported(walk)
    path = f"/api/counter/cases/{case['id']}/decision"
    clerk.put(path, {"outcome": "found", "reason": "监控显示出了三张"})
    taken_back(walk, kiosk, told)
    walk.settle()
    [again] = clerk.get("/api/counter/cases")["items"]
    assert (again["id"], again["state"]) == (case["id"], "open")
    assert "paper-retracted" in [why["code"] for why in again["why"]]
    assert total(find_shelf("Z001", "P_ORD").in_doubt) == 1


def test_a_decision_that_was_carried_out_is_not_opened_by_what_is_told_late(walk: Walk) -> None:
    _, kiosk, clerk, told, case = reported(walk)
    taken_back(walk, kiosk, told)
    event = ledger.newest(f"pickup/{told['id']}", 1)[0]
    walk.followed.add(event.id)
    segment = told["last_service"]["serials"][0]
    sheet = {"code": segment["code"], "first": segment["last"], "last": segment["last"]}
    decided(walk, clerk, case, {"outcome": "missing", "reason": "监控", "missing": [sheet]})
    react(walk.city, event)
    assert clerk.get(f"/api/counter/cases/{case['id']}")["state"] == "decided"
    assert clerk.get("/api/counter/cases")["items"] == []


def test_what_came_back_after_the_decision_is_another_case(walk: Walk) -> None:
    _, kiosk, clerk, told, case = reported(walk)
    decided(walk, clerk, case, {"outcome": "found", "reason": "监控显示出了三张"})
    taken_back(walk, kiosk, told)
    walk.settle()
    [other] = clerk.get("/api/counter/cases")["items"]
    assert other["kind"] == "retracted"
    decided(walk, clerk, other, {"outcome": "handed", "reason": "已当面交付"})
    assert clerk.get("/api/counter/cases")["items"] == []
