"""Sheets in quarantine of which a case has still to say whether somebody has them."""

from typing import Any

from backend.custody.serials import total
from backend.custody.store import find_shelf
from backend.kernel.events import Event
from backend.kernel.ids import new_id
from backend.reactions import react
from backend.storage import ledger
from infra.local.seed.people import CLERK, OWNER, SECOND_CLERK
from tests.walks.acts import dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn
from tests.walks.machine import Machine
from tests.walks.test_apart_walk import decision, lots, ruling
from tests.walks.test_offline_walk import CODE, head, ordered


def decide(clerk: Device, case: Any, **told: object) -> None:
    path = f"/api/counter/cases/{case['id']}/decision"
    clerk.put(path, {"reason": "已当面核对", **told})


def test_paper_that_was_drawn_back_waits_for_its_case(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    held = dispensed(kiosk, drawn(phone.get(f"/api/pickups/{ordered(walk, phone)}")))
    base = f"/api/pickups/{held['pickup_id']}/reservations/{held['id']}"
    kiosk.put(f"{base}/retraction/{new_id()}", {"fencing": held["fencing"], "count": 2})
    walk.settle()
    clerk, second = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    [case], [lot] = clerk.get("/api/counter/cases")["items"], lots(clerk)
    assert (case["kind"], lot["affected"]["waits"]) == ("retracted", True)
    for outcome in ("given-back", "lost", "voided"):
        refused = clerk.refused("PUT", decision(lot), ruling(lot, outcome))
        assert refused["code"] == "apart-case-open"
    decide(clerk, case, outcome="spoiled")
    walk.settle()
    assert phone.get(f"/api/pickups/{held['pickup_id']}")["handed_count"] == 1
    [lot] = lots(clerk)
    assert lot["affected"]["waits"] is False
    path = decision(lot)
    clerk.put(path, ruling(lot, "given-back"))
    assert second.put(f"{path}/answer", {"agrees": True})["is_open"] is False


def test_sheets_of_a_dispute_beside_a_pickup_wait_for_it(walk: Walk) -> None:
    """Its order was handed over; then another machine's journal tells of the same order."""
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    pickup_id = ordered(walk, phone)
    dispensed(kiosk, drawn(phone.get(f"/api/pickups/{pickup_id}")))
    walk.settle()
    neighbour = Machine(paired(walk, "H001-K1"))
    neighbour.beat()
    lease = {"pickup_id": pickup_id, "kind": "P_ORD", "count": 2, "fencing": 77, "generation": 1}
    neighbour.serve(lease, CODE, head(walk, "H001-K1"))
    neighbour.send()
    walk.settle()
    clerk = walk.signed_in(CLERK.phone)
    [case], [lot] = clerk.get("/api/counter/cases")["items"], lots(clerk, "/api/counter/apart")
    assert (case["kind"], lot["affected"]["waits"]) == ("dispute", True)
    refused = clerk.refused("PUT", decision(lot), ruling(lot, "voided"))
    assert refused["code"] == "apart-case-open"
    decide(clerk, case, outcome="settle")
    walk.settle()
    [lot] = lots(clerk, "/api/counter/apart")
    assert clerk.put(decision(lot), ruling(lot, "voided"))["is_open"] is False
    assert total(find_shelf("H001", "P_ORD").in_doubt) == 0


def settled_but(walk: Walk, *kinds: str) -> list[Event]:
    """Let everything follow but what these events tell; returns them, oldest first."""
    late: list[Event] = []
    while fresh := walk.told():
        for event in fresh:
            walk.followed.add(event.id)
            if event.kind in kinds:
                late.append(event)
            else:
                react(walk.city, event)
    return late


def misfit(walk: Walk, *late: str) -> tuple[int, list[Event]]:
    """A machine tells of three sheets under no lease, and a clerk hears that they are in hand.

    Returns the first serial, and the events of these kinds, which nobody has followed.
    """
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    first = head(walk)
    machine.serve({**lease, "fencing": lease["fencing"] + 7}, CODE, first)
    machine.send()
    events = settled_but(walk, *late)
    clerk = walk.signed_in(CLERK.phone)
    [case] = clerk.get("/api/counter/cases")["items"]
    taken = [{"code": CODE, "first": first, "last": first + 2}]
    found = {"next_code": CODE, "next_serial": first + 3, "taken": taken}
    decide(clerk, case, outcome="settle", **found)
    return first, events + settled_but(walk, *late)


def test_sheets_told_of_late_are_found_as_their_case_found_them(walk: Walk) -> None:
    first, late = misfit(walk, "custody:sheets:set-apart")
    assert [one.kind for one in late] == ["custody:sheets:set-apart"]
    clerk = walk.signed_in(CLERK.phone)
    assert (lots(clerk), total(find_shelf("Z001", "P_ORD").in_doubt)) == ([], 0)
    for _ in range(2):
        react(walk.city, late[0])
        walk.settle()
        assert lots(clerk) == []
    lot_id = f"Z001.P_ORD.{late[0].number}"
    lot = clerk.get(f"/api/counter/apart/Z001-K1/{lot_id}")
    [made] = lot["decisions"]
    assert (made["outcome"], lot["is_open"]) == ("handed-over", False)
    assert made["packets"] == [{"code": CODE, "first": first, "last": first + 2}]


def test_a_case_followed_late_takes_no_sheet_that_came_back_since(walk: Walk) -> None:
    """Its sheets were found in hand; one is then reported missing, and lies in quarantine again."""
    first, [written] = misfit(walk, "custody:sheets:written-off")
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    pickup_id = str(written.data["pickup_id"])
    phone.put(f"/api/pickups/{pickup_id}/report/{new_id()}", {"has": 2, "note": "少一张"})
    walk.settle()
    [case] = clerk.get("/api/counter/cases")["items"]
    missing = [{"code": CODE, "first": first + 2, "last": first + 2}]
    decide(clerk, case, outcome="missing", missing=missing)
    walk.settle()
    assert {one["why"] for one in lots(clerk)} == {"journal", "shortfall"}
    react(walk.city, written)
    walk.settle()
    [lot] = lots(clerk)
    assert (lot["why"], lot["free"]) == ("shortfall", missing)
    assert clerk.put(decision(lot), ruling(lot, "voided"))["is_open"] is False
    assert ledger.broken_at(f"apart/Z001-K1/{lot['id']}") is None
