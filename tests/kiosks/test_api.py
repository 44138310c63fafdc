"""The routes of the kiosks room: each once as meant, and each refusal as a problem."""

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

import pytest
from werkzeug.test import TestResponse

from backend.kernel.ids import new_id
from backend.kiosks.api import routes
from backend.web.problems import catalogue
from tests.fakes.door import Device, Door
from tests.fakes.kiosks import Cassette
from tests.kiosks.conftest import KIOSK, Hall

BEAT = {
    "paper": "ok",
    "door": "closed",
    "jam": False,
    "stock": {"P_ORD": 50},
    "clock_at": "2026-11-23T02:00:05.000Z",
    "version": "kiosk-1",
}
PAPER = Cassette("P_ORD", "0130021111", 1, 50)
PLACE = {"site_id": "Z001", "name": "1号机（模拟）"}


@pytest.fixture
def door(hall: Hall) -> Door:
    rooms = {"kiosks": hall.service, "kiosk-usage": hall.usage}
    return Door(hall.clock, rooms, routes)


@pytest.fixture
def clerk(door: Door) -> Device:
    return door.clerk()


@pytest.fixture
def machine(door: Door, clerk: Device) -> Device:
    """A machine that went the whole way: code, staff, token."""
    device = door.stranger()
    clerk.put(f"/counter/kiosks/{KIOSK}", PLACE)
    pairing = device.put(f"/pairings/{new_id()}", {}).get_json()
    clerk.put(f"/counter/kiosks/{KIOSK}/pairing", {"code": pairing["code"]})
    return door.kiosk(KIOSK, device)


def problem(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


class TestPairing:
    def test_a_machine_becomes_a_kiosk(self, door: Door, clerk: Device) -> None:
        device, one = door.stranger(), new_id()
        shown = device.put(f"/pairings/{one}", {}).get_json()
        assert shown == {
            "id": one,
            "code": "2222-2222",
            "expires_at": "2026-11-23T02:10:00.000Z",
            "state": "waiting",
            "kiosk_id": None,
        }
        assert device.put(f"/pairings/{one}", {}).get_json() == shown
        clerk.put(f"/counter/kiosks/{KIOSK}", PLACE)
        paired = clerk.put(f"/counter/kiosks/{KIOSK}/pairing", {"code": "2222 2222"})
        assert paired.get_json()["paired"] is True
        seen = device.get(f"/pairings/{one}").get_json()
        assert (seen["state"], seen["kiosk_id"]) == ("confirmed", KIOSK)
        answer = device.call("POST", "/kiosks/token", json={"kiosk_id": KIOSK})
        assert answer.get_json() == {
            "access_token": f"token of {KIOSK} at Z001",
            "expires_in_seconds": 600,
        }

    def test_an_address_asks_for_no_codes_without_end(self, hall: Hall, door: Door) -> None:
        hall.doorkeeper.most = 3
        for _ in range(3):
            assert door.stranger().put(f"/pairings/{new_id()}", {}).status_code == 200
        answer = door.stranger().put(f"/pairings/{new_id()}", {})
        assert problem(answer) == (429, "pairings-too-many")
        assert int(answer.headers["Retry-After"]) == 60
        assert set(hall.doorkeeper.tries) == {("pairing", "127.0.0.1")}

    def test_refuses_other_keys(self, door: Door, machine: Device) -> None:
        one = new_id()
        door.stranger().put(f"/pairings/{one}", {})
        other = door.stranger()
        assert problem(other.put(f"/pairings/{one}", {})) == (409, "pairing-exists-differently")
        assert problem(other.get(f"/pairings/{one}")) == (404, "pairing-unknown")
        answer = other.call("POST", "/kiosks/token", json={"kiosk_id": KIOSK})
        assert problem(answer) == (403, "kiosk-key-unknown")
        assert problem(other.put("/pairings/1", {})) == (400, "id-malformed")

    def test_refuses_what_staff_mistype(self, clerk: Device, door: Door, machine: Device) -> None:
        path = f"/counter/kiosks/{KIOSK}/pairing"
        assert problem(clerk.put(path, {"code": "0"})) == (400, "pairing-code-malformed")
        wrong = clerk.put(path, {"code": "ZZZZ-ZZZZ"})
        assert problem(wrong) == (422, "pairing-code-wrong")
        assert "4 tries left" in wrong.get_json()["title"]
        code = door.stranger().put(f"/pairings/{new_id()}", {}).get_json()["code"]
        assert problem(clerk.put(path, {"code": code})) == (409, "kiosk-paired")
        unknown = clerk.put("/counter/kiosks/Z009-K9/pairing", {"code": code})
        assert problem(unknown) == (404, "kiosk-unknown")
        for _ in range(4):
            clerk.put(path, {"code": "ZZZZ-ZZZZ"})
        locked = clerk.put(path, {"code": code})
        assert problem(locked) == (429, "pairing-tries-too-many")
        assert int(locked.headers["Retry-After"]) == 600

    def test_an_old_code_is_gone(self, hall: Hall, door: Door, clerk: Device, clock) -> None:
        device, one = door.stranger(), new_id()
        device.put(f"/pairings/{one}", {})
        clock.forward(minutes=10)
        assert problem(device.get(f"/pairings/{one}")) == (410, "pairing-expired")

    def test_a_key_taken_away_ends_the_session(self, clerk: Device, machine: Device) -> None:
        assert machine.get("/kiosk").status_code == 200
        path = f"/counter/kiosks/{KIOSK}/pairing"
        assert [clerk.call("DELETE", path).status_code for _ in range(2)] == [204, 204]
        assert problem(machine.get("/kiosk")) == (401, "session-expired")
        assert problem(machine.put("/kiosk/heartbeat", BEAT)) == (401, "session-expired")


class TestMachine:
    def test_hears_back_the_time_and_its_skew(self, machine: Device) -> None:
        assert machine.put("/kiosk/heartbeat", BEAT).get_json() == {
            "server_time": "2026-11-23T02:00:00.000Z",
            "state": "in-service",
            "clock_skew_seconds": 5,
        }

    def test_sees_who_it_is(self, hall: Hall, clerk: Device, machine: Device) -> None:
        hall.custody.inside[KIOSK] = [PAPER, replace(PAPER, code="0130022222")]
        clerk.put(f"/counter/kiosks/{KIOSK}/state", {"enabled": False, "reason": "检修"})
        assert machine.get("/kiosk").get_json() == {
            "id": KIOSK,
            "site_id": "Z001",
            "site_name": "襄都区自助厅（模拟）",
            "name": "1号机（模拟）",
            "state": "out-of-service",
            "out_reason": "检修",
            "held_up": False,
            "cassettes": [{"kind": "P_ORD", "left": 100}],
            "server_time": "2026-11-23T02:00:00.000Z",
        }

    @pytest.mark.parametrize(
        ("change", "pointer"),
        [
            ({"paper": "none"}, "/paper"),
            ({"door": "ajar"}, "/door"),
            ({"jam": "yes"}, "/jam"),
            ({"clock_at": "2026-11-23T02:00:05"}, "/clock_at"),
            ({"stock": {"P_ORD": -1}}, "/stock/P_ORD"),
            ({"stock": {"P_ORD": 1.5}}, "/stock/P_ORD"),
            ({"version": "x" * 41}, "/version"),
            ({"more": 1}, "/more"),
        ],
    )
    def test_refuses_a_malformed_report(
        self, machine: Device, change: dict[str, object], pointer: str
    ) -> None:
        answer = machine.put("/kiosk/heartbeat", BEAT | change)
        assert problem(answer) == (400, "request-malformed")
        assert answer.get_json()["errors"][0]["pointer"] == pointer


class TestStaff:
    def test_sees_every_kiosk(self, hall: Hall, clerk: Device, machine: Device) -> None:
        clerk.put("/counter/kiosks/Z002-K1", {"site_id": "Z002", "name": "b"})
        hall.custody.inside[KIOSK] = [PAPER]
        machine.put("/kiosk/heartbeat", BEAT | {"paper": "low"})
        page = clerk.get("/counter/kiosks?limit=1").get_json()
        (first,) = page["items"]
        assert (first["id"], first["paired"], first["paper"]) == (KIOSK, True, "low")
        assert first["last_heard_at"] == "2026-11-23T02:00:00.000Z"
        assert first["cassettes"] == [
            {"kind": "P_ORD", "code": "0130021111", "next": 1, "left": 50}
        ]
        machine.put("/kiosk/heartbeat", BEAT | {"paper": "unknown", "stock": {}})
        (lost,) = clerk.get("/counter/kiosks?limit=1").get_json()["items"]
        assert (lost["paper"], lost["why_not"]) == ("unknown", "printer-unreachable")
        rest = clerk.get(f"/counter/kiosks?cursor={page['next_cursor']}").get_json()
        (second,) = rest["items"]
        assert (second["id"], second["why_not"]) == ("Z002-K1", "unpaired")
        assert (second["last_heard_at"], rest["next_cursor"]) == (None, None)

    def test_takes_out_of_service_with_a_reason(self, clerk: Device, machine: Device) -> None:
        path = f"/counter/kiosks/{KIOSK}/state"
        bare = clerk.put(path, {"enabled": False})
        assert problem(bare) == (400, "request-malformed")
        assert bare.get_json()["errors"][0]["pointer"] == "/reason"
        out = clerk.put(path, {"enabled": False, "reason": "检修"}).get_json()
        assert (out["state"], out["out_reason"], out["why_not"]) == (
            "out-of-service",
            "检修",
            "disabled",
        )
        back = clerk.put(path, {"enabled": True}).get_json()
        assert (back["state"], back["out_reason"]) == ("in-service", None)

    @pytest.mark.parametrize(
        ("kiosk_id", "body", "status", "code"),
        [
            ("k1", PLACE, 400, "kiosk-id-malformed"),
            (KIOSK, PLACE | {"name": ""}, 400, "request-malformed"),
            (KIOSK, PLACE | {"site_id": "Z999"}, 404, "site-unknown"),
        ],
    )
    def test_refuses_a_malformed_place(
        self, clerk: Device, kiosk_id: str, body: object, status: int, code: str
    ) -> None:
        assert problem(clerk.put(f"/counter/kiosks/{kiosk_id}", body)) == (status, code)

    def test_refuses_to_move_paper(self, hall: Hall, clerk: Device, machine: Device) -> None:
        hall.custody.inside[KIOSK] = [PAPER]
        answer = clerk.put(f"/counter/kiosks/{KIOSK}", PLACE | {"site_id": "Z002", "seen": PLACE})
        assert problem(answer) == (409, "kiosk-not-empty")

    @pytest.mark.parametrize("seen", [{}, {"seen": PLACE | {"name": "old"}}])
    def test_a_machine_that_stands_otherwise_is_not_written_over(
        self, clerk: Device, seen: dict[str, object]
    ) -> None:
        path, other = f"/counter/kiosks/{KIOSK}", PLACE | {"name": "2号机（模拟）"}
        assert clerk.put(path, PLACE).status_code == 200
        answer = clerk.put(path, other | seen)
        assert problem(answer) == (409, "kiosk-exists-differently")
        assert clerk.put(path, PLACE).get_json()["name"] == PLACE["name"]  # a repeat is a repeat
        assert clerk.put(path, other | {"seen": PLACE}).get_json()["name"] == other["name"]


MACHINE_ROUTES: list[Callable[[Device], TestResponse]] = [
    lambda who: who.get("/kiosk"),
    lambda who: who.put("/kiosk/heartbeat", BEAT),
]
STAFF_ROUTES: list[Callable[[Device], TestResponse]] = [
    lambda who: who.get("/counter/kiosks"),
    lambda who: who.put(f"/counter/kiosks/{KIOSK}", PLACE),
    lambda who: who.put(f"/counter/kiosks/{KIOSK}/pairing", {"code": "2222-2222"}),
    lambda who: who.call("DELETE", f"/counter/kiosks/{KIOSK}/pairing"),
    lambda who: who.put(f"/counter/kiosks/{KIOSK}/state", {"enabled": True}),
]


@pytest.mark.parametrize("call", MACHINE_ROUTES)
def test_machine_routes_are_for_machines(
    door: Door, clerk: Device, call: Callable[[Device], TestResponse]
) -> None:
    assert call(door.stranger()).status_code == 401
    assert call(door.person("p1")).status_code == 403
    assert call(clerk).status_code == 403


@pytest.mark.parametrize("call", STAFF_ROUTES)
def test_staff_routes_are_for_clerks(
    door: Door, machine: Device, call: Callable[[Device], TestResponse]
) -> None:
    assert call(door.stranger()).status_code == 401
    assert call(door.person("p1")).status_code == 403
    assert call(door.person("p1", roles=("guide",))).status_code == 403
    assert call(machine).status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/pairings/1"), ("GET", "/pairings/x"), ("POST", "/kiosks/token")],
)
def test_device_routes_need_a_proof(door: Door, method: str, path: str) -> None:
    answer = door.app.test_client().open(f"/api{path}", method=method, json={"kiosk_id": KIOSK})
    assert problem(answer) == (401, "proof-missing")


def test_every_refusal_of_the_room_has_words() -> None:
    text = files("backend.web").joinpath("texts/problems/kiosks.json").read_text("utf-8")
    for code, row in json.loads(text).items():
        assert catalogue()[code] == row
        for language in ("zh", "en"):
            assert row[language]["title"]
            assert row[language]["next"]
