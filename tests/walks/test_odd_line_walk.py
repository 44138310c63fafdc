"""A machine that signed a line which nobody can read: counted, and its journal goes on."""

import json
from typing import Any

from backend.kernel.ids import new_id
from infra.local.seed.people import CLERK, OWNER
from tests.kiosks.signing import body
from tests.walks.acts import counted, paired, sheets
from tests.walks.conftest import Walk
from tests.walks.device import drawn
from tests.walks.machine import Machine
from tests.walks.test_offline_walk import CODE, head, ordered, shelf


def odd(machine: Machine, lease: Any, first: int) -> None:
    """Serve a lease alone, and write an empty text where the generation belongs."""
    signing, before = machine.signing, len(machine.lines)
    number, previous = signing.number, signing.previous
    machine.serve(lease, CODE, first)
    lines = [json.loads(text) for text, _ in machine.lines[before:]]
    del machine.lines[before:]
    signing.number, signing.previous = number, previous
    for line in lines:
        if line["step"] == "held":
            line["held"]["generation"] = ""
        told = {key: line[key] for key in line if key not in ("n", "prev", "step", "reservation")}
        machine.lines.append(signing.entry(line["step"], line["reservation"], **told))


def test_a_line_that_nobody_can_read_is_a_clerks_and_no_dead_end(walk: Walk) -> None:
    phone, machine = walk.signed_in(OWNER.phone), Machine(paired(walk))
    clerk = walk.signed_in(CLERK.phone)
    served, waiting = ordered(walk, phone), ordered(walk, phone)
    leases = {one["pickup_id"]: one for one in machine.polled()["leases"]}
    first = head(walk)
    odd(machine, leases[served], first)
    rest = machine.lines[1:]
    # What came before it is taken in; the line itself puts the machine out of service.
    answer = machine.device.put("/api/kiosk/journal/1", body(machine.signing, machine.lines))
    assert answer == {"next": 2}
    path = "/api/kiosk/journal/2"
    for _ in range(2):
        told = machine.device.refused("PUT", path, body(machine.signing, rest))
        assert (told["code"], told["params"]["expected"]) == ("journal-unreadable", 2)
        walk.settle()
    about = machine.device.get("/api/kiosk")
    assert (about["state"], about["out_reason"]) == ("out-of-service", "journal-unreadable")
    # Each of its leases waits for a clerk, and so does the line: until the paper was counted.
    walk.clock.forward(seconds=5)
    machine.polled(served, waiting)
    cases = {one["subject_id"]: one for one in clerk.get("/api/counter/cases")["items"]}
    about_line = cases.pop(next(one for one in cases if one.startswith("Z001-K1")))
    assert (about_line["kind"], set(cases)) == ("journal", {served, waiting})
    assert [one["code"] for one in about_line["why"]] == ["journal-unreadable"]
    decision = f"/api/counter/cases/{about_line['id']}/decision"
    done = {"outcome": "settle", "reason": "已清点"}
    assert clerk.refused("PUT", decision, done)["code"] == "kiosk-uncounted"
    for pickup_id, taken in ((served, [sheets(CODE, first, 3)]), (waiting, [])):
        found = {"next_code": CODE, "next_serial": first + 3, "taken": taken}
        clerk.put(f"/api/counter/cases/{cases[pickup_id]['id']}/decision", {**done, **found})
        walk.settle()
    counted(walk, clerk)
    assert clerk.put(decision, done)["state"] == "decided"
    answer = machine.device.put(path, body(machine.signing, rest))
    assert answer == {"next": len(rest) + 2}
    machine.lines, machine.sent = [], len(rest) + 1
    walk.settle()
    assert clerk.get("/api/counter/cases")["items"] == []
    assert (head(walk), shelf(walk)) == (first + 3, (3, 0))
    # It goes on, and is not behind: it serves the order that still waits.
    scan = machine.scans(drawn(phone.get(f"/api/pickups/{waiting}")))
    held = machine.device.put(f"/api/reservations/{new_id()}", scan)
    assert (held["pickup_id"], held["state"]) == (waiting, "reserved")
    assert phone.get(f"/api/pickups/{served}")["state"] == "dispensed"
