"""What a person must decide: referred applications, and machines that fell silent."""

from typing import Any

import pytest

from backend import reactions
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.storage import ledger
from functions.pickup_sweep import sweep
from infra.local.seed.companies import COMPANIES
from infra.local.seed.people import CLERK, OWNER, TEN
from tests.walks.acts import applied, paired, sheets
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn

FAILING = [company for company in COMPANIES if company.person == TEN]
CODES = [
    "agent-authorised",
    "status-normal",
    "kind-approved",
    "count-per-time",
    "count-per-month",
    "holding-limit",
    "previous-use-verified",
    "returns-filed",
    "risk-clear",
    "site-stock",
]


def wish_of(company: Any) -> dict[str, object]:
    """Ask for what runs into the check this company is named after."""
    return {"kind": company.kinds[0].kind, "count": 10, "site_id": "Z001"}


def referred(walk: Walk, phone: Device) -> Any:
    company = FAILING[6]
    application = phone.put(
        f"/api/companies/{company.id}/applications/{new_id()}", wish_of(company)
    )
    assert application["state"] == "referred"
    walk.settle()
    return application


@pytest.mark.parametrize("number", range(1, 11))
def test_one_company_fails_each_of_the_ten_checks(walk: Walk, number: int) -> None:
    phone, company = walk.signed_in(TEN.phone), FAILING[number - 1]
    application = phone.put(
        f"/api/companies/{company.id}/applications/{new_id()}", wish_of(company)
    )
    failed = [check for check in application["checks"] if not check["passed"]]
    assert [(check["number"], check["code"]) for check in failed] == [(number, CODES[number - 1])]
    assert application["state"] == ("refused" if number in (1, 2, 3, 10) else "referred")
    assert failed[0]["reason"]
    assert failed[0]["rule"]
    assert application["pickup_id"] is None


def test_a_clerk_sees_why_and_approves(walk: Walk) -> None:
    phone, clerk = walk.signed_in(TEN.phone), walk.signed_in(CLERK.phone)
    application = referred(walk, phone)
    [case] = clerk.get("/api/counter/cases")["items"]
    assert [why["code"] for why in case["why"]] == [
        check["reason"] for check in application["checks"] if not check["passed"]
    ]
    whole = clerk.get(f"/api/counter/cases/{case['id']}")
    assert whole["application"]["checks"] == application["checks"]
    path = f"/api/counter/cases/{case['id']}/decision"
    decision = {"outcome": "approve", "reason": "已当面核验旧票"}
    assert clerk.refused("PUT", path, {**decision, "reason": " "})["code"] == "case-reason-missing"
    assert clerk.put(path, decision)["state"] == "decided"
    assert clerk.put(path, decision)["state"] == "decided"
    other = {**decision, "outcome": "refuse"}
    assert clerk.refused("PUT", path, other)["code"] == "case-over"
    walk.settle()
    company_id = application["company_id"]
    after = phone.get(f"/api/companies/{company_id}/applications/{application['id']}")
    assert (after["state"], after["decision_reason"]) == ("approved", "已当面核验旧票")
    assert phone.get(f"/api/pickups/{after['pickup_id']}")["state"] == "issued"
    assert clerk.get("/api/counter/cases")["items"] == []
    assert len(clerk.get("/api/counter/cases?state=decided")["items"]) == 1


def test_a_clerk_refuses_with_a_reason_the_taxpayer_sees(walk: Walk) -> None:
    phone, clerk = walk.signed_in(TEN.phone), walk.signed_in(CLERK.phone)
    application = referred(walk, phone)
    [case] = clerk.get("/api/counter/cases")["items"]
    decision = {"outcome": "refuse", "reason": "旧票尚未验清"}
    clerk.put(f"/api/counter/cases/{case['id']}/decision", decision)
    walk.settle()
    path = f"/api/companies/{application['company_id']}/applications/{application['id']}"
    after = phone.get(path)
    assert (after["state"], after["decision_reason"]) == ("refused", "旧票尚未验清")
    assert after["decided_by"] == f"clerk/{CLERK.id}"


def test_a_changed_fact_changes_the_next_decision(walk: Walk) -> None:
    phone, clerk = walk.signed_in(TEN.phone), walk.signed_in(CLERK.phone)
    company = FAILING[6]
    path = f"/api/counter/companies/{company.id}/facts/{new_id()}"
    fact = {
        "name": "verified_use",
        "value": "yes",
        "effective_from": "2026-11-01",
        "effective_to": None,
        "source": "窗口验旧登记（模拟）",
        "reason": "旧票已验",
    }
    assert phone.refused("PUT", path, fact)["code"] == "caller-not-allowed"
    clerk.put(path, fact)
    application = phone.put(
        f"/api/companies/{company.id}/applications/{new_id()}", wish_of(company)
    )
    assert application["state"] == "approved"


def test_a_withdrawn_application_leaves_the_inbox(walk: Walk) -> None:
    phone, clerk = walk.signed_in(TEN.phone), walk.signed_in(CLERK.phone)
    application = referred(walk, phone)
    path = f"/api/companies/{application['company_id']}/applications/{application['id']}"
    phone.put(f"{path}/withdrawal", {"reason": "不需要了"})
    walk.settle()
    assert clerk.get("/api/counter/cases")["items"] == []


def test_a_silent_kiosk_opens_a_case_and_a_clerk_settles_it(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    clerk = walk.signed_in(CLERK.phone)
    application = applied(walk, phone)
    pickup = phone.get(f"/api/pickups/{application['pickup_id']}")
    held = kiosk.put(f"/api/reservations/{new_id()}", {"code": drawn(pickup)})
    base = f"/api/pickups/{pickup['id']}/reservations/{held['id']}"
    fencing, segment = {"fencing": held["fencing"]}, held["segments"][0]
    kiosk.put(f"{base}/start", fencing)
    sheet = {"code": segment["code"], "number": segment["first"]}
    kiosk.put(f"{base}/sheets/1", {**fencing, **sheet})
    walk.clock.forward(seconds=61)
    assert sweep(walk.city).moved == 1
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup['id']}")["state"] == "open"
    [case] = clerk.get("/api/counter/cases")["items"]
    assert (case["kind"], case["why"][0]["code"]) == ("pickup", "kiosk-silent")
    path = f"/api/counter/cases/{case['id']}/decision"
    decision = {"outcome": "settle", "reason": "票箱下一张已核对"}
    half = {**decision, "next_serial": segment["first"] + 2}
    assert clerk.refused("PUT", path, half)["code"] == "case-serial-missing"
    found = {**half, "next_code": segment["code"]}
    wrong = {**found, "next_serial": 1}
    refusal = clerk.refused("PUT", path, wrong)
    assert (refusal["code"], refusal["errors"][0]["pointer"]) == (
        "sheets-out-of-range",
        "/next_serial",
    )
    greedy = clerk.refused(
        "PUT", path, {**found, "taken": [sheets(segment["code"], segment["first"] + 1, 2)]}
    )
    assert (greedy["code"], greedy["errors"][0]["pointer"]) == ("taken-not-in-question", "/taken")
    taken = [sheets(segment["code"], segment["first"] + 1)]
    clerk.put(path, {**found, "taken": taken})
    walk.settle()
    after = phone.get(f"/api/pickups/{pickup['id']}")
    assert (after["state"], after["handed_count"]) == ("issued", 2)
    closed = clerk.get(f"/api/counter/cases/{case['id']}")
    code, first = segment["code"], segment["first"]
    assert closed["finding"] == {"next_code": code, "next_serial": first + 2, "taken": taken}
    [settled] = [one for one in closed["history"] if one["kind"] == "pickup:pickup:settled"]
    told = settled["data"]
    assert settled["number"] == int(case["id"].rpartition("-")[2]) + 1
    assert (told["given"], told["set_apart"]) == ([[code, first, first + 1]], [])
    assert told["released"] == [[code, first + 2, first + 2]]
    rest = kiosk.put(f"/api/reservations/{new_id()}", {"code": drawn(after)})
    assert rest["count"] == 1
    assert rest["segments"][0]["first"] == segment["first"] + 2


def test_a_decision_the_room_refuses_comes_back(walk: Walk) -> None:
    phone, clerk = walk.signed_in(TEN.phone), walk.signed_in(CLERK.phone)
    application = referred(walk, phone)
    [case] = clerk.get("/api/counter/cases")["items"]
    path = f"/api/counter/cases/{case['id']}/decision"
    clerk.put(path, {"outcome": "approve", "reason": "已核实"})
    fact = {
        "name": "status",
        "value": "05",
        "effective_from": "2026-11-01",
        "effective_to": None,
        "source": "系统登记（模拟）",
        "reason": "认定非正常",
    }
    clerk.put(f"/api/counter/companies/{application['company_id']}/facts/{new_id()}", fact)
    walk.settle()
    [again] = clerk.get("/api/counter/cases")["items"]
    assert again["id"] == case["id"]
    assert again["why"][-2:] == [
        {"code": "application-cannot-approve", "inputs": {"reasons": ["status-not-normal"]}},
        {"code": "status-not-normal", "inputs": {"status": "05", "source": "系统登记（模拟）"}},
    ]
    # The old decision, told once more, does nothing: the clerk has the word again.
    clerk.put(path, {"outcome": "refuse", "reason": "状态非正常"})
    decided = next(
        event for event in ledger.history(f"case/{case['id']}").items if event.number == 2
    )
    reactions.TABLE[decided.kind][0].run(walk.city, decided, Doing("system/test", decided.at))
    walk.settle()
    own = f"/api/companies/{application['company_id']}/applications/{application['id']}"
    assert phone.get(own)["state"] == "refused"


def test_a_case_that_opens_late_finds_nothing_to_decide(walk: Walk) -> None:
    phone, clerk = walk.signed_in(TEN.phone), walk.signed_in(CLERK.phone)
    company = FAILING[6]
    path = f"/api/companies/{company.id}/applications/{new_id()}"
    phone.put(path, wish_of(company))
    phone.put(f"{path}/withdrawal", {"reason": "不需要了"})
    subject = f"application/{path.rsplit('/', 1)[1]}"
    first, second = ledger.history(subject).items
    reactions.react(walk.city, second)
    reactions.react(walk.city, first)
    assert clerk.get("/api/counter/cases")["items"] == []
