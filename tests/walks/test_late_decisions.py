"""Matters that end by themselves while a clerk looks into them or decides."""

from typing import Any

import pytest

from backend.custody.stockroom import Stockroom
from backend.invoices.service import InvoicesService
from backend.kernel.ids import new_id
from backend.reactions import TABLE, react
from backend.storage import ledger, markers
from functions.pickup_sweep import sweep
from infra.local.seed.people import CLERK, OWNER, TEN
from tests.walks.acts import applied, paired, sheets
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn
from tests.walks.test_counter_walk import referred

REASON = {"reason": "不需要了"}


def only_case(clerk: Device) -> Any:
    [case] = clerk.get("/api/counter/cases")["items"]
    return case


def path_of(application: Any) -> str:
    return f"/api/companies/{application['company_id']}/applications/{application['id']}"


def resolved(clerk: Device) -> list[tuple[str, Any, Any]]:
    assert clerk.get("/api/counter/cases")["items"] == []
    assert clerk.get("/api/counter/cases?state=decided")["items"] == []
    items = clerk.get("/api/counter/cases?state=resolved")["items"]
    return [(one["id"], one["outcome"], one["decided_by"]) for one in items]


def test_a_decision_overtaken_by_a_withdrawal_ends_with_it(walk: Walk) -> None:
    phone, clerk = walk.signed_in(TEN.phone), walk.signed_in(CLERK.phone)
    application = referred(walk, phone)
    case = only_case(clerk)
    decision = {"outcome": "approve", "reason": "已当面核验旧票"}
    clerk.put(f"/api/counter/cases/{case['id']}/decision", decision)
    phone.put(f"{path_of(application)}/withdrawal", REASON)
    walk.settle()
    assert resolved(clerk) == [(case["id"], None, None)]
    history = clerk.get(f"/api/counter/cases/{case['id']}")["history"]
    assert (history[-1]["kind"], history[-1]["data"]) == (
        "counter:case:resolved",
        {"cause": "withdrawn"},
    )


def silent(walk: Walk, kiosk: Device) -> tuple[str, dict[str, Any], Any]:
    """Let a machine fall silent after its first sheet of three."""
    application = applied(walk, walk.signed_in(OWNER.phone))
    pickup = walk.signed_in(OWNER.phone).get(f"/api/pickups/{application['pickup_id']}")
    held = kiosk.put(f"/api/reservations/{new_id()}", {"code": drawn(pickup)})
    base = f"/api/pickups/{pickup['id']}/reservations/{held['id']}"
    fencing, segment = {"fencing": held["fencing"]}, held["segments"][0]
    kiosk.put(f"{base}/start", fencing)
    kiosk.put(f"{base}/sheets/1", {**fencing, "code": segment["code"], "number": segment["first"]})
    walk.clock.forward(seconds=61)
    assert sweep(walk.city).moved == 1
    walk.settle()
    return base, fencing, segment


def settlement(segment: Any) -> dict[str, Any]:
    return {
        "outcome": "settle",
        "reason": "票箱下一张已核对",
        "next_code": segment["code"],
        "next_serial": segment["first"] + 2,
        "taken": [sheets(segment["code"], segment["first"] + 1)],
    }


def test_a_settlement_overtaken_by_the_machine_ends_with_it(walk: Walk) -> None:
    kiosk, clerk = paired(walk), walk.signed_in(CLERK.phone)
    base, fencing, segment = silent(walk, kiosk)
    case = only_case(clerk)
    clerk.put(f"/api/counter/cases/{case['id']}/decision", settlement(segment))
    assert kiosk.put(f"{base}/start", fencing)["state"] == "dispensing"
    walk.settle()
    assert resolved(clerk) == [(case["id"], None, None)]


def test_a_machine_that_comes_back_with_its_next_sheet_closes_its_case(walk: Walk) -> None:
    kiosk, clerk = paired(walk), walk.signed_in(CLERK.phone)
    base, fencing, segment = silent(walk, kiosk)
    case = only_case(clerk)
    sheet = {"code": segment["code"], "number": segment["first"] + 1}
    kiosk.put(f"{base}/sheets/2", {**fencing, **sheet})
    walk.settle()
    assert resolved(clerk) == [(case["id"], None, None)]


def test_a_sheet_of_a_machine_that_was_never_silent_leaves_no_mark(walk: Walk) -> None:
    kiosk = paired(walk)
    base, fencing, segment = silent(walk, kiosk)
    sheets = []
    for k in (2, 3):
        sheet = {"code": segment["code"], "number": segment["first"] + k - 1}
        kiosk.put(f"{base}/sheets/{k}", {**fencing, **sheet})
        sheets.append(ledger.newest(f"pickup/{base.split('/')[3]}", 1)[0])
    # The first ends the case and frees the machine; the second changes nothing.
    assert [react(walk.city, event) for event in sheets] == [2, 0]


def test_a_settlement_told_twice_stays_what_it_was(walk: Walk) -> None:
    kiosk, clerk = paired(walk), walk.signed_in(CLERK.phone)
    _, _, segment = silent(walk, kiosk)
    case = only_case(clerk)
    clerk.put(f"/api/counter/cases/{case['id']}/decision", settlement(segment))
    walk.settle()
    decided = ledger.find(f"case/{case['id']}", 2)
    assert decided is not None
    # The process died after the settlement and before its mark.
    markers.MarkerItem(decided.id, TABLE[decided.kind][0].name, outcome="").delete()
    assert react(walk.city, decided) == 1
    [after] = clerk.get("/api/counter/cases?state=decided")["items"]
    assert (after["id"], after["outcome"]) == (case["id"], "settle")


def test_two_who_carry_out_one_settlement_settle_once(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk, clerk = paired(walk), walk.signed_in(CLERK.phone)
    _, _, segment = silent(walk, kiosk)
    case = only_case(clerk)
    clerk.put(f"/api/counter/cases/{case['id']}/decision", settlement(segment))
    decided = ledger.find(f"case/{case['id']}", 2)
    assert decided is not None
    whole, rivals = Stockroom.count_behind, [lambda: react(walk.city, decided)]

    def count_behind(stockroom: Stockroom, *asked: str, **more: Any) -> Any:
        found = whole(stockroom, *asked, **more)
        if rivals:
            rivals.pop()()
        return found

    # The other one settles after this one has read the pickup and before it looks at the shelf.
    monkeypatch.setattr(Stockroom, "count_behind", count_behind)
    walk.settle()
    [after] = clerk.get("/api/counter/cases?state=decided")["items"]
    assert (after["id"], after["outcome"]) == (case["id"], "settle")


def test_what_comes_back_after_its_matter_ended_is_closed(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, clerk = walk.signed_in(TEN.phone), walk.signed_in(CLERK.phone)
    application = referred(walk, phone)
    case = only_case(clerk)
    decision = {"outcome": "approve", "reason": "已核实"}
    clerk.put(f"/api/counter/cases/{case['id']}/decision", decision)
    fact = {
        "name": "status",
        "value": "05",
        "effective_from": "2026-11-01",
        "effective_to": None,
        "source": "系统登记（模拟）",
        "reason": "认定非正常",
    }
    clerk.put(f"/api/counter/companies/{application['company_id']}/facts/{new_id()}", fact)
    whole = InvoicesService.decide

    def decide(service: InvoicesService, *asked: Any) -> Any:
        try:
            return whole(service, *asked)
        finally:
            # Between the refusal and the giving back, the withdrawal and all that follows from it.
            phone.put(f"{path_of(application)}/withdrawal", REASON)
            withdrawn = ledger.find(f"application/{application['id']}", 2)
            assert withdrawn is not None
            react(walk.city, withdrawn)

    monkeypatch.setattr(InvoicesService, "decide", decide)
    walk.settle()
    assert resolved(clerk) == [(case["id"], None, None)]
