"""A pickup that is open for a silent machine when the neighbour's journal tells of it too."""

from typing import Any

from backend.custody.serials import total
from backend.custody.store import find_shelf
from backend.kernel.ids import new_id
from backend.reactions import react
from backend.storage import ledger
from backend.web.proofs import thumbprint
from functions.pickup_sweep import sweep
from infra.local.seed.people import CLERK, OWNER
from tests.walks.acts import COMPANY, applied, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn
from tests.walks.machine import Machine
from tests.walks.test_late_decisions import only_case, settlement, silent
from tests.walks.test_offline_walk import CODE, head, shelf

KEYS = {"fencing": 77, "generation": 1, "kind": "P_ORD", "count": 2}


def disputed(walk: Walk) -> tuple[str, Any, int]:
    """One of three sheets is confirmed; the hall's other machine says that it gave two more.

    Returns the pickup, what the silent machine had bound, and the neighbour's first serial.
    """
    pickup_id, segment, first, _ = told_by_neighbour(walk)
    return pickup_id, segment, first


def told_by_neighbour(walk: Walk) -> tuple[str, Any, int, Machine]:
    base, _, segment = silent(walk, paired(walk))
    pickup_id = base.split("/")[3]
    neighbour = Machine(paired(walk, "H001-K1"))
    neighbour.beat()
    first = head(walk, "H001-K1")
    neighbour.serve({**KEYS, "pickup_id": pickup_id}, CODE, first)
    neighbour.send()
    walk.settle()
    return pickup_id, segment, first, neighbour


def test_one_case_holds_both_and_frees_nothing_before_it_is_decided(walk: Walk) -> None:
    pickup_id, segment, first = disputed(walk)
    clerk, phone = walk.signed_in(CLERK.phone), walk.signed_in(OWNER.phone)
    case = only_case(clerk)
    assert [one["code"] for one in case["why"]] == ["kiosk-silent", "journal-disputed"]
    told = case["why"][1]["inputs"]
    assert (told["kiosk_id"], told["told"]["out"]) == ("H001-K1", [[CODE, first, first + 1]])
    assert told["books"]["state"] == "open"
    assert isinstance(told["clock_skew_seconds"], int)
    path = f"/api/counter/cases/{case['id']}/decision"
    decision = {**settlement(segment), "next_serial": segment["first"] + 1, "taken": []}
    assert clerk.refused("PUT", path, decision)["code"] == "disputes-undecided"
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "open"
    decision["disputes"] = [{"number": told["number"], "taken": 2}]
    clerk.put(path, decision)
    walk.settle()
    after = phone.get(f"/api/pickups/{pickup_id}")
    assert (after["state"], after["handed_count"]) == ("dispensed", 3)
    assert shelf(walk) == (1, 0)
    kinds = phone.get(f"/api/companies/{COMPANY}/invoice-kinds")["items"]
    assert next(one for one in kinds if one["kind"] == "P_ORD")["holding"] == 3
    assert clerk.get("/api/counter/cases")["items"] == []
    again = clerk.put(path, decision)
    assert (again["state"], again["outcome"]) == ("decided", "settle")


def test_the_dispute_finds_its_case_when_it_is_told_first(walk: Walk) -> None:
    neighbour = Machine(paired(walk, "H001-K1"))
    pickup_id = applied(walk, walk.signed_in(OWNER.phone))["pickup_id"]
    fell_silent(walk, paired(walk), pickup_id)
    neighbour.device.access = neighbour.device.send(
        "POST", "/api/kiosks/token", {"kiosk_id": "H001-K1"}
    ).json["access_token"]
    neighbour.beat()
    neighbour.serve({**KEYS, "pickup_id": pickup_id}, CODE, head(walk, "H001-K1"))
    neighbour.send()
    received = ledger.newest(f"journal/H001-K1/{thumbprint(neighbour.signing.jwk)}", 1)[0]
    assert react(walk.city, received) > 0
    told, opened = ledger.newest(f"pickup/{pickup_id}", 2)
    assert (told.data["joins"], opened.kind) == (opened.number, "pickup:pickup:opened")
    for _ in range(2):
        react(walk.city, told)
        case = only_case(walk.signed_in(CLERK.phone))
        assert case["id"] == f"pickup-{pickup_id}-{opened.number}"
        assert [one["code"] for one in case["why"]] == ["kiosk-silent", "journal-disputed"]
        walk.settle()


def fell_silent(walk: Walk, kiosk: Device, pickup_id: str) -> None:
    """Let a machine fall silent when it has begun, and tell nobody of it yet."""
    pickup = walk.signed_in(OWNER.phone).get(f"/api/pickups/{pickup_id}")
    held = kiosk.put(f"/api/reservations/{new_id()}", {"code": drawn(pickup)})
    base = f"/api/pickups/{pickup_id}/reservations/{held['id']}"
    kiosk.put(f"{base}/start", {"fencing": held["fencing"]})
    walk.settle()
    walk.clock.forward(seconds=61)
    assert sweep(walk.city).moved == 1


def test_two_journals_that_name_one_sheet_are_decided_together(walk: Walk) -> None:
    """And once more after the decision came back, half of it carried out: a third one had come."""
    pickup_id, segment, first, neighbour = told_by_neighbour(walk)
    clerk, phone = walk.signed_in(CLERK.phone), walk.signed_in(OWNER.phone)
    neighbour.serve({**KEYS, "pickup_id": pickup_id}, CODE, first + 1)
    neighbour.send()
    walk.settle()
    case = only_case(clerk)
    numbers = [one["inputs"]["number"] for one in case["why"][1:]]
    assert [one["inputs"]["apart"] for one in case["why"][1:]] == [
        [[CODE, first, first + 1]],
        [[CODE, first + 1, first + 2]],
    ]
    path = f"/api/counter/cases/{case['id']}/decision"
    decision = {**settlement(segment), "next_serial": segment["first"] + 1, "taken": []}
    said = [{"number": numbers[0], "taken": 2}, {"number": numbers[1], "taken": 1}]
    clerk.put(path, {**decision, "disputes": said})
    decided = ledger.newest(f"case/{case['id']}", 1)[0]
    neighbour.serve({**KEYS, "pickup_id": pickup_id}, CODE, first + 2)
    neighbour.send()
    react(walk.city, ledger.newest(f"journal/H001-K1/{thumbprint(neighbour.signing.jwk)}", 1)[0])
    react(walk.city, decided)
    walk.settle()
    case = only_case(clerk)
    assert [one["code"] for one in case["why"]].count("journal-disputed") == 3
    assert "disputes-undecided" in [one["code"] for one in case["why"]]
    said.append({"number": case["why"][-1]["inputs"]["number"], "taken": 0})
    clerk.put(path, {**decision, "disputes": said})
    walk.settle()
    after = phone.get(f"/api/pickups/{pickup_id}")
    assert (after["state"], after["handed_count"]) == ("dispensed", 3)
    assert clerk.get("/api/counter/cases")["items"] == []
    hall = find_shelf("H001", "P_ORD")
    assert (hall.out, total(hall.in_doubt)) == (2, 2)
    kinds = phone.get(f"/api/companies/{COMPANY}/invoice-kinds")["items"]
    assert next(one for one in kinds if one["kind"] == "P_ORD")["holding"] == 3
