"""The routes of restocks and counts: each once as meant, and each refusal as a problem."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from backend.kernel.ids import new_id
from backend.kiosks.api import routes
from backend.kiosks.api.papers import routes as paper_routes
from backend.kiosks.service.restocking import Restocking
from tests.fakes.door import Device, Door
from tests.fakes.papers import FakeBay, FakeLeases, FakePapers, FakePeople
from tests.kiosks.conftest import KIOSK, Hall

CODE = "013002600104"
PACKETS = [{"code": CODE, "first": 11, "last": 15}]
BEGIN = {
    "way": "load",
    "kind": "P_ORD",
    "packets": PACKETS,
    "seen": {"code": CODE, "number": 1},
}
SCANNED = {"packets": PACKETS}
COUNT = {"kind": "P_ORD", "found": {"code": CODE, "number": 3}, "reason": "来人反映少两张"}


@pytest.fixture
def bay() -> FakeBay:
    inside = {(KIOSK, "P_ORD"): [(CODE, number) for number in (1, 2, 3)]}
    return FakeBay(depot={(CODE, number) for number in range(11, 31)}, inside=inside)


@pytest.fixture
def door(hall: Hall, bay: FakeBay) -> Door:
    hall.pair()
    people = FakePeople({"c1": "模拟办税员戊", "c2": "模拟办税员己"})
    papers = Restocking(hall.store, FakePapers(hall.store), bay, people, hall.alerts, FakeLeases())
    rooms = {"kiosks": hall.service, "kiosk-papers": papers}
    return Door(hall.clock, rooms, routes, paper_routes)


@pytest.fixture
def path() -> str:
    return f"/counter/kiosks/{KIOSK}/restocks/{new_id()}"


def problem(answer: TestResponse) -> tuple[int, str]:
    assert answer.get_json()["detail"]
    return answer.status_code, answer.get_json()["code"]


def test_two_clerks_restock_and_both_are_named(door: Door, path: str) -> None:
    first, second = door.clerk("c1"), door.clerk("c2")
    opened = first.put(path, BEGIN).get_json()
    assert opened == {
        "id": path.rsplit("/", 1)[1],
        "kiosk_id": KIOSK,
        "way": "load",
        "kind": "P_ORD",
        "state": "opened",
        "sheets": 5,
        "packet_count": 1,
        "packets": [],
        "opened_by": "clerk/c1",
        "opened_by_name": "模拟办税员戊",
        "opened_at": "2026-11-23T02:00:00.000Z",
        "expires_at": "2026-11-23T02:30:00.000Z",
        "ended_by": None,
        "ended_by_name": None,
        "ended_at": None,
        "reason": None,
    }
    assert first.put(path, BEGIN).get_json() == opened
    for _ in range(2):
        ended = second.put(f"{path}/confirmation", SCANNED).get_json()
        assert (ended["state"], ended["ended_by_name"]) == ("confirmed", "模拟办税员己")
        assert ended["packets"] == PACKETS
    [listed] = second.get(f"/counter/kiosks/{KIOSK}/restocks").get_json()["items"]
    assert listed == ended


def test_what_is_open_does_not_tell_its_numbers(door: Door, path: str) -> None:
    door.clerk("c1").put(path, BEGIN)
    listed = door.clerk("c2").get(f"/counter/kiosks/{KIOSK}/restocks").text
    assert "11" not in listed.replace(path.rsplit("/", 1)[1], "").replace("2026-11", "")


def test_confirming_is_refused_as_a_problem(
    hall: Hall, bay: FakeBay, door: Door, path: str, clock
) -> None:
    first, second = door.clerk("c1"), door.clerk("c2")
    confirm = f"{path}/confirmation"
    assert problem(second.put(confirm, SCANNED)) == (404, "restock-unknown")
    first.put(path, BEGIN)
    assert problem(first.put(confirm, SCANNED)) == (403, "restock-same-person")
    wrong = second.put(confirm, {"packets": [{**PACKETS[0], "last": 16}]})
    assert problem(wrong) == (409, "restock-serials-differ")
    assert "1" in wrong.get_json()["title"]
    assert wrong.get_json()["errors"][0]["pointer"] == "/packets/0"
    depot, bay.depot = bay.depot, set()
    assert problem(second.put(confirm, SCANNED)) == (409, "serials-not-at-depot")
    bay.depot = depot
    hall.service.unpair(KIOSK, hall.clerk())
    assert problem(second.put(confirm, SCANNED)) == (409, "restock-kiosk-unpaired")
    hall.service.place(KIOSK, site_id="Z002", name="1号机（模拟）", doing=hall.clerk())
    assert problem(second.put(confirm, SCANNED)) == (409, "restock-kiosk-moved")
    clock.forward(minutes=30)
    assert problem(second.put(confirm, SCANNED)) == (410, "restock-expired")
    assert problem(second.put(f"{path}/cancellation", {})) == (410, "restock-expired")
    [lapsed] = first.get(f"/counter/kiosks/{KIOSK}/restocks").get_json()["items"]
    assert (lapsed["state"], lapsed["packets"]) == ("lapsed", PACKETS)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"packets": []}, 400, "request-malformed"),
        ({"packets": [{**PACKETS[0], "first": "11"}]}, 400, "request-malformed"),
        ({"way": "away"}, 400, "request-malformed"),
        ({"packets": [{**PACKETS[0], "code": "13"}]}, 400, "invoice-code-malformed"),
        ({"packets": [{**PACKETS[0], "last": 9}]}, 400, "serials-malformed"),
        ({"seen": None}, 409, "restock-head-differs"),
        ({"packets": [{**PACKETS[0], "last": 99}]}, 409, "serials-not-at-depot"),
        ({"packets": PACKETS * 2}, 409, "packets-overlap"),
        ({"way": "unload"}, 409, "unload-differs"),
    ],
)
def test_opening_is_refused_as_a_problem(
    door: Door, path: str, change: dict[str, object], status: int, code: str
) -> None:
    assert problem(door.clerk().put(path, BEGIN | change)) == (status, code)


def test_opening_elsewhere_and_otherwise(hall: Hall, door: Door, path: str) -> None:
    clerk = door.clerk()
    assert problem(clerk.put(f"/counter/kiosks/{KIOSK}/restocks/1", BEGIN)) == (
        400,
        "id-malformed",
    )
    other = path.replace(KIOSK, "Z009-K9")
    assert problem(clerk.put(other, BEGIN)) == (404, "kiosk-unknown")
    assert problem(clerk.get("/counter/kiosks/Z009-K9/restocks")) == (404, "kiosk-unknown")
    clerk.put(path, BEGIN)
    differing = clerk.put(path, BEGIN | {"kind": "P_ROLL"})
    assert problem(differing) == (409, "restock-exists-differently")
    assert clerk.put(f"{path}/cancellation", {}).get_json()["state"] == "cancelled"
    assert problem(door.clerk("c2").put(f"{path}/confirmation", SCANNED)) == (
        409,
        "restock-over",
    )


def test_a_count_tells_what_is_in_doubt(bay: FakeBay, door: Door) -> None:
    clerk, path = door.clerk(), f"/counter/kiosks/{KIOSK}/counts/{new_id()}"
    for _ in range(2):
        found = clerk.put(path, COUNT).get_json()
        assert [row["first"] for row in found["in_doubt"]] == [1, 2]
    assert bay.in_doubt == [(CODE, 1), (CODE, 2)]
    differing = clerk.put(path, COUNT | {"found": None})
    assert problem(differing) == (409, "count-exists-differently")
    again = f"/counter/kiosks/{KIOSK}/counts/{new_id()}"
    assert problem(clerk.put(again, COUNT | {"reason": "x"})) == (400, "request-malformed")
    stray = COUNT | {"found": {"code": CODE, "number": 1}}
    assert problem(clerk.put(again, stray)) == (409, "count-serial-unknown")
    bay.busy.add(KIOSK)
    assert problem(clerk.put(again, COUNT)) == (409, "kiosk-busy")


ROUTES: list[Callable[[Device], TestResponse]] = [
    lambda who: who.get(f"/counter/kiosks/{KIOSK}/restocks"),
    lambda who: who.put(f"/counter/kiosks/{KIOSK}/restocks/{new_id()}", BEGIN),
    lambda who: who.put(f"/counter/kiosks/{KIOSK}/restocks/{new_id()}/confirmation", SCANNED),
    lambda who: who.put(f"/counter/kiosks/{KIOSK}/restocks/{new_id()}/cancellation", {}),
    lambda who: who.put(f"/counter/kiosks/{KIOSK}/counts/{new_id()}", COUNT),
]


@pytest.mark.parametrize("call", ROUTES)
def test_the_routes_are_for_clerks(door: Door, call: Callable[[Device], TestResponse]) -> None:
    assert call(door.stranger()).status_code == 401
    assert call(door.person("p1")).status_code == 403
    assert call(door.person("p1", roles=("guide",))).status_code == 403
    assert call(door.kiosk(KIOSK)).status_code == 403


def test_paper_has_no_way_in_by_one_persons_word(door: Door) -> None:
    load = {"kind": "P_ORD", "code": CODE, "first": 11, "last": 15}
    gone = door.clerk().put(f"/counter/kiosks/{KIOSK}/loads/{new_id()}", load)
    assert gone.status_code == 404
