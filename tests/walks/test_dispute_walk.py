"""A pickup that is open for a silent machine when the neighbour's journal tells of it too."""

from typing import Any

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
    base, _, segment = silent(walk, paired(walk))
    pickup_id = base.split("/")[3]
    neighbour = Machine(paired(walk, "H001-K1"))
    neighbour.beat()
    first = head(walk, "H001-K1")
    neighbour.serve({**KEYS, "pickup_id": pickup_id}, CODE, first)
    neighbour.send()
    walk.settle()
    return pickup_id, segment, first


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
