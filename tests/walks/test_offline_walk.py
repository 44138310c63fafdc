"""A kiosk that nobody hears: leases, its journal afterwards, a recall, and a holder in the dark."""

import pytest

from backend.custody.serials import total
from backend.custody.store import find_shelf
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.reactions import Later, react
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
    return f"journal/Z001-K1/{thumbprint(machine.signing.jwk)}"


def _again(walk: Walk, number: int, machine: Machine) -> None:
    """Follow an event once more, as if no marker stood."""
    event = ledger.find(_journal(machine), number)
    assert event is not None
    for name in ("pickup.follow-journal", "kiosks.journal-followed"):
        MarkerItem(event.id, name, outcome="").delete()
    react(walk.city, event)
    walk.settle()


def test_a_journal_is_followed_in_its_own_order(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    pickups = [ordered(walk, phone) for _ in range(2)]
    first, second = sorted(machine.polled()["leases"], key=lambda one: str(one["pickup_id"]))
    before = head(walk)
    machine.serve(first, CODE, before, jam_at=2)
    machine.send(most=3)
    machine.serve(second, CODE, before + 2)
    machine.send()
    received = list(ledger.history(_journal(machine), None).items)
    for event in reversed(received[1:]):
        with pytest.raises(Later):
            react(walk.city, event)
    walk.settle()
    told = {one: phone.get(f"/api/pickups/{one}") for one in pickups}
    jammed, whole = told[first["pickup_id"]], told[second["pickup_id"]]
    assert (jammed["state"], jammed["handed_count"]) == ("issued", 1)
    assert (whole["state"], whole["handed_count"]) == ("dispensed", 3)
    assert shelf(walk) == (4, 1)
    assert verbs(first["pickup_id"]).count("stopped") == 1


def test_a_machine_waits_until_its_own_story_is_in_the_books(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    first = head(walk)
    machine.serve(lease, CODE, first)
    other = phone.get(f"/api/pickups/{ordered(walk, phone)}")
    machine.send()
    scan = machine.scans(drawn(other))
    busy = machine.device.refused("PUT", f"/api/reservations/{new_id()}", scan)
    assert (busy["code"], busy["retry_after_seconds"]) == ("kiosk-busy", 2)
    # What it gives back before its story is in the books may be what the story tells of.
    machine.polled(lease["pickup_id"])
    walk.settle()
    assert phone.get(f"/api/pickups/{lease['pickup_id']}")["state"] == "dispensed"
    held = machine.device.put(f"/api/reservations/{new_id()}", scan)
    assert held["segments"][0]["first"] == first + 3


@pytest.mark.parametrize("jam", [False, True])
def test_nothing_is_taken_back_while_a_story_is_not_in_the_books(walk: Walk, jam: bool) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    pickup_id = ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    machine.serve(lease, CODE, head(walk))
    phone.put(f"/api/pickups/{pickup_id}/site", {"site_id": "H001"})
    machine.send()
    machine.beat(jam=jam)
    answer = machine.device.put("/api/kiosk/leases", {"returned": [pickup_id]})
    assert answer["recalls"] == [pickup_id]
    waits = phone.get(f"/api/pickups/{pickup_id}")
    assert (waits["site_id"], waits["wish"]["site_id"]) == ("Z001", "H001")
    walk.settle()
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "dispensed"


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
        machine.device.put("/api/kiosk/leases", {"journal": machine.mark})
    assert set(meter.calls) == {"GetItem", "BatchGetItem", "Query"}
    assert (meter.calls["Query"], meter.calls["GetItem"]) == (2, 4)
