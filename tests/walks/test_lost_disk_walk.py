"""A machine whose disk was lost, or put back to an older day, while its key stayed."""

import copy

from backend.kernel.ids import new_id
from infra.local.seed.people import CLERK, OWNER
from tests.walks.acts import paired
from tests.walks.conftest import Walk
from tests.walks.device import drawn
from tests.walks.machine import Machine
from tests.walks.test_dark_walk import counted
from tests.walks.test_offline_walk import CODE, head, ordered


def told(walk: Walk) -> tuple[Machine, str]:
    """Serve one order alone and tell the house, then hold the lease of a second order."""
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    ordered(walk, phone)
    [lease] = machine.polled()["leases"]
    machine.serve(lease, CODE, head(walk))
    machine.send()
    walk.settle()
    second = ordered(walk, phone)
    assert [one["pickup_id"] for one in machine.polled()["leases"]] == [second]
    return machine, second


def imaged(machine: Machine) -> Machine:
    """Copy a machine's disk as it is now."""
    copied = copy.copy(machine)
    copied.signing, copied.lines = copy.copy(machine.signing), []
    return copied


def test_a_machine_without_its_journal_gets_no_lease_back(walk: Walk) -> None:
    machine, second = told(walk)
    machine.device.refused("PUT", "/api/kiosk/leases", Machine(machine.device).asks())
    walk.clock.forward(minutes=11)
    renew(machine)
    # What it served of the second order, and never told, went with its disk.
    answer = Machine(machine.device).polled()
    assert (answer["leases"], answer["recalls"]) == ([], [second])
    about = machine.device.get("/api/kiosk")
    assert (about["state"], about["out_reason"]) == ("out-of-service", "journal-behind")
    walk.settle()
    assert reasons(walk) == {"pickup": "journal-lost", "journal": "journal-behind"}
    assert Machine(machine.device).polled(second)["leases"] == []
    assert walk.signed_in(OWNER.phone).get(f"/api/pickups/{second}")["state"] == "open"


def test_a_machine_without_its_journal_reserves_nothing(walk: Walk) -> None:
    """It served the second order alone, told nobody, and lost its disk: the code is shown again."""
    machine, second = told(walk)
    older = imaged(machine)
    [lease] = machine.polled()["leases"]
    first = head(walk)
    machine.serve(lease, CODE, first)
    code = drawn(walk.signed_in(OWNER.phone).get(f"/api/pickups/{second}"))
    path = f"/api/reservations/{new_id()}"
    emptied = Machine(machine.device)
    emptied.write("asked", "r-anew")
    silent = {"code": code}
    for scan in (Machine(machine.device).scans(code), emptied.scans(code), silent):
        assert machine.device.refused("PUT", path, scan)["code"] == "kiosk-busy"
    # Its own story, sent in the meantime by the page before, makes the older disk one as well.
    machine.send()
    assert machine.device.refused("PUT", path, older.scans(code))["code"] == "kiosk-busy"
    walk.settle()
    assert head(walk) == first + 3
    gone = machine.device.refused("PUT", path, machine.scans(code))
    assert gone["code"] == "pickup-dispensed"
    # Nothing but its own call for leases takes a machine out of service.
    walk.clock.forward(minutes=11)
    renew(machine)
    assert machine.device.refused("PUT", path, silent)["code"] == "kiosk-busy"
    assert machine.device.get("/api/kiosk")["state"] == "in-service"
    assert Machine(machine.device).polled()["leases"] == []
    assert machine.device.refused("PUT", path, silent)["code"] == "kiosk-out-of-service"


def renew(machine: Machine) -> None:
    """Get a new token, as its page does."""
    answer = machine.device.send("POST", "/api/kiosks/token", {"kiosk_id": "Z001-K1"})
    machine.device.access = answer.json["access_token"]


def reasons(walk: Walk) -> dict[str, str]:
    """Say why the cases that wait do so, by kind."""
    cases = walk.signed_in(CLERK.phone).get("/api/counter/cases")["items"]
    return {one["kind"]: one["why"][0]["code"] for one in cases}


def test_an_older_disk_and_a_forked_one_are_noticed(walk: Walk) -> None:
    machine, second = told(walk)
    older = imaged(machine)
    machine.write("asked", "r-late")
    machine.send()
    # A packet that was only late names what its machine wrote, and nothing comes of it.
    late = machine.device.refused("PUT", "/api/kiosk/leases", older.asks())
    assert late["code"] == "kiosk-busy"
    forked = imaged(older)
    walk.clock.forward(minutes=11)
    renew(machine)
    assert older.polled()["recalls"] == [second]
    assert machine.device.get("/api/kiosk")["out_reason"] == "journal-behind"
    walk.settle()
    # It hears that it is out of service and must give everything back.
    walk.clock.forward(seconds=10)
    older.polled()
    clerk = walk.signed_in(CLERK.phone)
    [case] = [one for one in clerk.get("/api/counter/cases")["items"] if one["kind"] == "pickup"]
    found = {"next_code": CODE, "next_serial": head(walk), "taken": []}
    decision = {"outcome": "settle", "reason": "已开箱核对", **found}
    clerk.put(f"/api/counter/cases/{case['id']}/decision", decision)
    walk.settle()
    counted(walk, clerk)
    # Counted: it goes on with what it has.
    older.write("asked", "r-other")
    assert older.polled()["recalls"] == []
    older.send()
    assert machine.device.get("/api/kiosk")["state"] == "in-service"
    forked.write("asked", "r-third")
    forked.polled()
    assert machine.device.get("/api/kiosk")["out_reason"] == "journal-entry-differs"
