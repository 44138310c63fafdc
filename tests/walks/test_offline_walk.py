"""A kiosk that nobody hears: leases, its journal afterwards, a recall, and a holder in the dark."""

import pytest

from backend.custody.serials import total
from backend.custody.store import find_shelf
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.reactions import react
from backend.storage import ledger
from backend.storage.markers import MarkerItem
from backend.storage.meter import metering
from backend.web.proofs import thumbprint
from infra.local.seed.people import CLERK, OWNER
from tests.kiosks.signing import Signing, body
from tests.walks.acts import COMPANY, applied, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn
from tests.walks.machine import Machine

CODE = "013002600104"


def head(walk: Walk, kiosk_id: str = "Z001-K1") -> int:
    """Read the first serial in a machine, as its printer would."""
    cassette = walk.city.stockroom.cassettes(kiosk_id[:4], kiosk_id, ["P_ORD"])["P_ORD"]
    return cassette.unbound().ranges[0].first


def shelf(walk: Walk) -> tuple[int, int]:
    """Count what left and what is in doubt at the kiosk's site."""
    found = find_shelf("Z001", "P_ORD")
    return found.out, total(found.in_doubt)


def ordered(walk: Walk, phone: Device) -> str:
    return str(applied(walk, phone)["pickup_id"])


def swept(walk: Walk, pickup_id: str) -> None:
    doing = Doing("system/pickup-sweep", walk.clock.now())
    assert walk.city.pickup_time.pass_time(pickup_id, doing)
    walk.settle()


def verbs(pickup_id: str) -> list[str]:
    found = ledger.history(f"pickup/{pickup_id}", None).items
    return [event.kind.rsplit(":", 1)[1] for event in found]


def test_leased_served_alone_and_dispensed_afterwards(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    pickup_id = ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    first = head(walk)
    walk.clock.forward(hours=2)
    machine.serve(lease, CODE, first)
    walk.clock.forward(hours=1)
    machine.device.access = machine.device.send(
        "POST", "/api/kiosks/token", {"kiosk_id": "Z001-K1"}
    ).json["access_token"]
    machine.send(most=5)
    walk.settle()
    phone = walk.signed_in(OWNER.phone)
    after = phone.get(f"/api/pickups/{pickup_id}")
    assert (after["state"], after["handed_count"]) == ("dispensed", 3)
    assert after["serials"] == [{"code": CODE, "first": first, "last": first + 2}]
    assert head(walk) == first + 3
    kinds = phone.get(f"/api/companies/{COMPANY}/invoice-kinds")["items"]
    assert next(one for one in kinds if one["kind"] == "P_ORD")["holding"] == 3
    assert ledger.broken_at(f"pickup/{pickup_id}") is None
    assert machine.polled()["leases"] == []
    count = len(verbs(pickup_id))
    for event in ledger.history(_journal(machine), None).items:
        if event.kind.endswith(":received"):
            _again(walk, event.number, machine)
    assert len(verbs(pickup_id)) == count


def _journal(machine: Machine) -> str:
    return f"journal/{thumbprint(machine.signing.jwk)}"


def _again(walk: Walk, number: int, machine: Machine) -> None:
    """Follow an event once more, as if no marker stood."""
    event = ledger.find(_journal(machine), number)
    assert event is not None
    for name in ("pickup.follow-journal", "kiosks.journal-followed"):
        MarkerItem(event.id, name, outcome="").delete()
    react(walk.city, event)
    walk.settle()


def test_batches_may_be_followed_in_any_order(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    pickup_id = ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    machine.serve(lease, CODE, head(walk), jam_at=2)
    machine.send(most=3)
    received = list(ledger.history(_journal(machine), None).items)
    for event in reversed(received):
        react(walk.city, event)
    walk.settle()
    after = phone.get(f"/api/pickups/{pickup_id}")
    assert (after["state"], after["handed_count"]) == ("issued", 1)
    assert shelf(walk) == (1, 1)
    assert verbs(pickup_id).count("stopped") == 1


def test_a_machine_waits_until_its_own_story_is_in_the_books(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    first = head(walk)
    machine.serve(lease, CODE, first)
    other = phone.get(f"/api/pickups/{ordered(walk, phone)}")
    machine.send()
    scan = {"code": drawn(other)}
    busy = machine.device.refused("PUT", f"/api/reservations/{new_id()}", scan)
    assert (busy["code"], busy["retry_after_seconds"]) == ("kiosk-busy", 2)
    walk.settle()
    held = machine.device.put(f"/api/reservations/{new_id()}", scan)
    assert held["segments"][0]["first"] == first + 3


def test_a_neighbour_asks_and_the_holder_gives_back(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    clerk = walk.signed_in(CLERK.phone)
    path = f"/api/companies/{COMPANY}/applications/{new_id()}"
    pickup_id = phone.put(path, {"kind": "P_ORD", "count": 2, "site_id": "H001"})["pickup_id"]
    walk.settle()
    first, second = Machine(paired(walk, "H001-K1")), Machine(paired(walk, "H001-K2"))
    assert [one["pickup_id"] for one in first.polled()["leases"]] == [pickup_id]
    assert second.polled()["leases"] == []
    scan = {"code": drawn(phone.get(f"/api/pickups/{pickup_id}"))}
    held = second.device.refused("PUT", f"/api/reservations/{new_id()}", scan)
    assert (held["code"], held["params"]["kiosk_id"]) == ("pickup-held", "H001-K1")
    assert first.polled()["recalls"] == [pickup_id]
    first.polled(pickup_id)
    assert second.device.put(f"/api/reservations/{new_id()}", scan)["count"] == 2
    walk.settle()
    assert clerk.get("/api/counter/cases")["items"] == []


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
    greedy = clerk.refused("PUT", path, {**found, "next_serial": first, "taken": 1})
    assert greedy["code"] == "taken-out-of-range"
    taken = 3 if served else 0
    clerk.put(path, {**found, "next_serial": first + taken, "taken": taken})
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
    decision = {"outcome": "settle", "reason": "领票人手中有票", "taken": 3}
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
    for case in cases.values():
        path = f"/api/counter/cases/{case['id']}"
        assert clerk.get(path)["kind"] == case["kind"]
        refused = clerk.refused("PUT", f"{path}/decision", {"outcome": "approve", "reason": "不行"})
        assert refused["code"] == "case-outcome-unfit"
        clerk.put(f"{path}/decision", {"outcome": "settle", "reason": "已登记"})
    walk.settle()
    assert clerk.get("/api/counter/cases")["items"] == []


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
    walk.settle()
    # What the lost part told may be this very order: its machine's word is not enough any more.
    machine.polled(pickup_id)
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "open"
    clerk.put("/api/counter/kiosks/Z001-K1/state", {"enabled": True})
    machine.device.put(path, body(machine.signing, rest))
    walk.settle()
    assert machine.polled()["leases"] == []
    [case] = clerk.get("/api/counter/cases")["items"]
    assert case["why"][0]["code"] == "journal-lost"
    found = {"next_code": CODE, "next_serial": first + 3, "taken": 3}
    decision = {"outcome": "settle", "reason": "已开箱核对", **found}
    clerk.put(f"/api/counter/cases/{case['id']}/decision", decision)
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "dispensed"
    assert (head(walk), shelf(walk)) == (first + 3, (3, 0))


def test_a_foreign_journal_is_nobodys(walk: Walk) -> None:
    machine = Machine(paired(walk))
    foreign = Signing()
    answer = machine.device.refused(
        "PUT", "/api/kiosk/journal/1", body(foreign, foreign.entries(2))
    )
    assert (answer["status"], answer["code"]) == (403, "journal-key-wrong")


def test_what_a_call_for_leases_costs(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    for _ in range(3):
        ordered(walk, phone)
    assert len(machine.polled()["leases"]) == 3
    machine.beat()
    with metering() as meter:
        machine.device.put("/api/kiosk/leases", {})
    assert set(meter.calls) == {"GetItem", "BatchGetItem", "Query"}
    assert (meter.calls["Query"], meter.calls["GetItem"]) == (2, 3)
