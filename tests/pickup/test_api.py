"""The routes of pickup behind the real gate: one happy path, and each refusal on the wire."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from backend.kernel.ids import new_id
from backend.pickup import token
from backend.pickup.api import routes
from tests.fakes.door import Device, Door
from tests.pickup.conftest import CODE, House

PICKUP = "0a" * 8


@pytest.fixture
def door(house: House) -> Door:
    rooms = {
        "pickup": house.owner,
        "pickup-machine": house.machine,
        "pickup-leases": house.leases,
        "pickup-ending": house.ending,
        "pickup-report": house.reports,
    }
    return Door(house.clock, rooms, routes)


@pytest.fixture
def phone(door: Door) -> Device:
    return door.person("owner")


@pytest.fixture
def kiosk(door: Door, house: House) -> Device:
    device = door.kiosk("Z001-K1")
    house.around.keys.add(device.jkt)
    return device


def problem(answer: object) -> tuple[int, str]:
    body = answer.get_json()  # type: ignore[attr-defined]
    assert body["detail"]
    return body["status"], body["code"]


def test_a_machine_hears_what_was_handed_over_before(house: House, kiosk: Device) -> None:
    house.issued(2)
    for before in (0, 1):
        code = house.code(house.owner.see(PICKUP, "owner"))
        held = kiosk.put(f"/reservations/{new_id()}", {"code": code}).get_json()
        assert (held["count"], held["handed_count"]) == (2 - before, before)
        base = f"/pickups/{PICKUP}/reservations/{held['id']}"
        fencing = {"fencing": held["fencing"]}
        kiosk.put(f"{base}/start", fencing)
        first = held["segments"][0]["first"]
        kiosk.put(f"{base}/sheets/1", {**fencing, "code": CODE, "number": first})
        end = "done" if before else "stop"
        reason = {} if before else {"reason": "jam", "spoiled": None}
        ended = kiosk.put(f"{base}/{end}", {**fencing, **reason}).get_json()
        assert ended["handed_count"] == before + 1


def test_a_pickup_over_the_wire(house: House, phone: Device, kiosk: Device) -> None:
    house.issued(2)
    shown = phone.get(f"/pickups/{PICKUP}").get_json()
    assert (shown["state"], shown["pass"]["type"]) == ("issued", "rolling")
    code = house.code(house.owner.see(PICKUP, "owner"))
    held = kiosk.put(f"/reservations/{new_id()}", {"code": code}).get_json()
    assert held["segments"] == [{"code": CODE, "first": 101, "last": 102}]
    base = f"/pickups/{PICKUP}/reservations/{held['id']}"
    fencing = {"fencing": held["fencing"]}
    assert kiosk.put(f"{base}/start", fencing).get_json()["state"] == "dispensing"
    for k in (1, 2):
        sheet = {**fencing, "code": CODE, "number": 100 + k}
        assert kiosk.put(f"{base}/sheets/{k}", sheet).get_json()["confirmed"] == k
    assert kiosk.put(f"{base}/done", fencing).get_json()["state"] == "dispensed"
    after = phone.get(f"/pickups/{PICKUP}").get_json()
    assert (after["state"], after["pass"]) == ("dispensed", None)
    assert after["serials"] == [{"code": CODE, "first": 101, "last": 102}]
    steps = phone.get(f"/pickups/{PICKUP}/history").get_json()["items"]
    assert (steps[-1]["kind"], steps[-1]["machine"]) == (
        "pickup:pickup:dispensed",
        "kiosk/Z001-K1",
    )
    listed = phone.get("/companies/company/pickups").get_json()["items"]
    assert [(one["id"], one["pass"]) for one in listed] == [(PICKUP, None)]


def test_the_tag_is_the_version_and_tells_a_lapse(house: House, phone: Device) -> None:
    pickup = house.issued(2)
    listed = [phone.get("/companies/company/pickups").headers["ETag"]]
    assert phone.get(f"/pickups/{PICKUP}").headers["ETag"] == '"1"'
    assert phone.get("/companies/company/pickups").headers["ETag"] == listed[0]
    house.reserved(pickup)
    assert phone.get(f"/pickups/{PICKUP}").headers["ETag"] == '"2"'
    listed.append(phone.get("/companies/company/pickups").headers["ETag"])
    house.clock.forward(seconds=121)
    late = phone.get(f"/pickups/{PICKUP}")
    assert (late.headers["ETag"], late.get_json()["state"]) == ('"2-lapsed"', "issued")
    listed.append(phone.get("/companies/company/pickups").headers["ETag"])
    assert len(set(listed)) == 3


def test_what_an_owner_is_refused(house: House, phone: Device, door: Door) -> None:
    pickup = house.issued(2)
    assert problem(phone.get(f"/pickups/{'0b' * 8}")) == (404, "pickup-unknown")
    assert problem(phone.get("/pickups/XYZ")) == (400, "request-malformed")
    stranger = door.person("stranger")
    for path in (f"/pickups/{PICKUP}", f"/pickups/{PICKUP}/history"):
        assert problem(stranger.get(path)) == (404, "pickup-unknown")
    assert problem(stranger.get("/companies/company/pickups")) == (404, "company-unknown")
    site = f"/pickups/{PICKUP}/site"
    assert problem(phone.put(site, {"site_id": "Z404"})) == (404, "site-unknown")
    house.issued(9, "Z002", "0c" * 8)
    assert problem(phone.put(site, {"site_id": "Z002"})) == (409, "site-stock-short")
    house.reserved(pickup)
    assert problem(phone.put(site, {"site_id": "Z002"})) == (409, "pickup-busy")
    assert phone.put(f"/pickups/{PICKUP}/unlocking", {}).get_json()["locked"] is False


def test_what_a_kiosk_is_refused(house: House, kiosk: Device, door: Door) -> None:
    pickup = house.issued(2)
    scan = {"code": house.code(pickup)}
    assert problem(kiosk.put("/reservations/1", scan)) == (400, "id-malformed")
    assert problem(kiosk.put(f"/reservations/{new_id()}", {"code": "x"})) == (
        400,
        "code-malformed",
    )
    thief = door.kiosk("Z001-K1")
    assert problem(thief.put(f"/reservations/{new_id()}", scan)) == (
        409,
        "kiosk-out-of-service",
    )
    grip = house.reserved(pickup)
    base = f"/pickups/{PICKUP}/reservations/{grip.reservation_id}"
    stale = {"fencing": grip.fencing + 1}
    assert problem(kiosk.put(f"{base}/start", stale)) == (409, "reservation-over")
    fencing = {"fencing": grip.fencing}
    kiosk.put(f"{base}/start", fencing)
    sheet = {**fencing, "code": CODE, "number": 102}
    assert problem(kiosk.put(f"{base}/sheets/1", sheet)) == (409, "sheet-unexpected")
    assert problem(kiosk.put(f"{base}/sheets/2", sheet)) == (409, "sheet-out-of-turn")
    assert problem(kiosk.put(f"{base}/done", fencing)) == (409, "sheets-missing")
    wish = {**fencing, "reason": "bored"}
    assert problem(kiosk.put(f"{base}/stop", wish)) == (400, "request-malformed")
    jam = {**fencing, "reason": "jam", "spoiled": {"code": CODE, "number": 101}}
    assert kiosk.put(f"{base}/stop", jam).get_json()["state"] == "stopped"


def test_leases_over_the_wire(house: House, kiosk: Device, door: Door, phone: Device) -> None:
    pickup = house.issued(2)
    house.beat()
    answer = kiosk.put("/kiosk/leases", {}).get_json()
    [lease] = answer["leases"]
    assert set(lease["secrets"]) == set(answer["keys"]) == {"1", "2"}
    assert (lease["pickup_id"], lease["kid"], lease["fencing"], lease["generation"]) == (
        PICKUP,
        2,
        2,
        1,
    )
    assert (lease["count"], "collector" in lease) == (2, False)
    assert answer["until"] == "2026-11-23T06:00:00.000Z"
    assert answer["serve_until"] == "2026-11-23T05:55:00.000Z"
    public = Ed25519PublicKey.from_public_bytes(_bytes(answer["keys"]["2"]))
    code = token.read(house.code(pickup))
    public.verify(code.signature, b"TP1." + code.fields())
    assert code.rolling == token.rolling(_bytes(lease["secrets"]["2"]), house.clock.now())
    neighbour = door.kiosk("Z001-K2")
    house.around.keys.add(neighbour.jkt)
    scan = {"code": house.code(pickup)}
    held = neighbour.put(f"/reservations/{new_id()}", scan)
    assert problem(held) == (409, "pickup-held")
    assert (held.headers["Retry-After"], held.get_json()["params"]["recalling"]) == ("2", True)
    moved = phone.put(f"/pickups/{PICKUP}/site", {"site_id": "Z002"}).get_json()
    assert (moved["site_id"], moved["wish"]) == (
        "Z001",
        {
            "kind": "move",
            "site_id": "Z002",
            "site_name": house.around.name("Z002"),
            "latest_at": "2026-11-23T06:00:00.000Z",
        },
    )
    asked = kiosk.put("/kiosk/leases", {}).get_json()
    assert (asked["leases"], asked["recalls"]) == ([], [PICKUP])
    kiosk.put("/kiosk/leases", {"returned": [PICKUP]})
    after = phone.get(f"/pickups/{PICKUP}").get_json()
    assert (after["site_id"], after["wish"]) == ("Z002", None)


def test_a_kiosk_without_its_journal_gets_no_leases(house: House, kiosk: Device) -> None:
    pickup = house.issued(2)
    house.beat()
    house.around.journaled = 3
    told = {"journal": {"number": 3, "digest": "ab" * 32}}
    assert len(kiosk.put("/kiosk/leases", told).get_json()["leases"]) == 1
    lost = {"journal": {"number": 0, "digest": ""}}
    answer = kiosk.put("/kiosk/leases", lost).get_json()
    assert (answer["leases"], answer["recalls"]) == ([], [pickup.id])
    wrong = {"journal": {"number": 3, "digest": "x"}}
    assert problem(kiosk.put("/kiosk/leases", wrong)) == (400, "request-malformed")


def test_a_kiosk_without_its_journal_reserves_nothing(house: House, kiosk: Device) -> None:
    code = house.code(house.issued(2))
    house.around.journaled = 3
    path = f"/reservations/{new_id()}"
    for lost in ({}, {"journal": {"number": 2, "digest": "ab" * 32}}):
        assert problem(kiosk.put(path, {"code": code, **lost})) == (409, "kiosk-busy")
    wrong = {"code": code, "journal": {"number": 3, "digest": "x"}}
    assert problem(kiosk.put(path, wrong)) == (400, "request-malformed")
    told = {"code": code, "journal": {"number": 3, "digest": "ab" * 32}}
    assert kiosk.put(path, told).get_json()["state"] == "reserved"


def test_what_leases_are_refused(kiosk: Device, phone: Device) -> None:
    assert problem(kiosk.put("/kiosk/leases", {"returned": ["x"]})) == (400, "request-malformed")
    assert problem(kiosk.put("/kiosk/leases", {"keep": []})) == (400, "request-malformed")
    assert problem(phone.put("/kiosk/leases", {})) == (403, "caller-not-allowed")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
