"""Routes of the room: the happy path, and each refusal."""

from collections.abc import Callable

import pytest

from backend.kernel.clock import Clock
from backend.kernel.events import Doing
from backend.sites.api import routes
from backend.sites.gateway import shipped_rows
from backend.sites.service import Sites
from backend.web import problems
from tests.fakes.signed import Signed, room_app
from tests.fakes.sites import FakeHealth, FakeShelves, FakeSiteStore

Door = Callable[[str | None], Signed]


@pytest.fixture
def door(clock: Clock) -> Door:
    shelves = FakeShelves({("H020", "P_ORD"): 7})
    service = Sites(
        FakeSiteStore(), shelves=shelves, health=FakeHealth({"H020": True}), clock=clock
    )
    service.load(shipped_rows(), Doing("system/load", clock.now()))
    client = room_app(routes, {"sites": service}, clock).test_client()
    return lambda token: Signed(client, clock, token)


@pytest.fixture
def person(door: Door) -> Signed:
    return door("person:1")


def test_the_nearest_sites(person: Signed) -> None:
    answer = person.get("/api/sites?lat=37.0712&lon=114.4684&kind=P_ORD&count=5&limit=3")
    items = (answer.json or {})["items"]
    assert len(items) == 3
    assert items[0] == {
        "id": "H020",
        "kind": "HALL",
        "name": "邢台市政务服务中心税务专区智慧标准厅（模拟）",
        "district_code": "130503",
        "district": "信都区",
        "town": "",
        "lat": items[0]["lat"],
        "lon": items[0]["lon"],
        "gcj_lat": 37.07158,
        "gcj_lon": 114.47396,
        "hours": "周一至周五09:00-12:00,13:00-17:00",
        "opening": {
            "follows": "week",
            "days": [1, 2, 3, 4, 5],
            "spans": [
                {"opens": "09:00", "closes": "12:00"},
                {"opens": "13:00", "closes": "17:00"},
            ],
        },
        "open_now": True,
        "services": ["全部事项"],
        "windows": 16,
        "kiosks": 8,
        "distance_metres": items[0]["distance_metres"],
        "free": 7,
        "enough": True,
        "kiosk_alive": True,
        "synthetic": True,
    }
    assert items[0]["distance_metres"] < 200
    assert [item["distance_metres"] for item in items] == sorted(
        item["distance_metres"] for item in items
    )


def test_sites_without_a_position(person: Signed) -> None:
    items = (person.get("/api/sites").json or {})["items"]
    assert len(items) == 20
    assert {item["distance_metres"] for item in items} == {None}


def test_one_site(person: Signed) -> None:
    site = person.get("/api/sites/E001?kind=P_ORD").json or {}
    assert (site["open_now"], site["free"], site["enough"]) == (None, 0, None)
    assert site["opening"] == {"follows": "host", "days": [], "spans": []}


@pytest.mark.parametrize("path", ["/api/sites", "/api/sites/H001"])
@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        (None, 401, "session-missing"),
        ("expired", 401, "session-expired"),
        ("kiosk:1", 403, "caller-not-allowed"),
    ],
)
def test_who_may_not_look(door: Door, path: str, token: str | None, status: int, code: str) -> None:
    answer = door(token).get(path)
    assert (answer.status_code, (answer.json or {})["code"]) == (status, code)


@pytest.mark.parametrize(
    ("path", "status", "code", "pointer"),
    [
        ("/api/sites?lat=37", 400, "position-incomplete", "/lon"),
        ("/api/sites?lon=114", 400, "position-incomplete", "/lat"),
        ("/api/sites?lat=91&lon=114", 400, "request-malformed", "/lat"),
        ("/api/sites?lat=nan&lon=114", 400, "request-malformed", "/lat"),
        ("/api/sites?limit=51", 400, "request-malformed", "/limit"),
        ("/api/sites?count=0", 400, "request-malformed", "/count"),
        ("/api/sites?kind=p", 400, "request-malformed", "/kind"),
        ("/api/sites/h001", 400, "request-malformed", "/site_id"),
        ("/api/sites/H999", 404, "site-unknown", None),
    ],
)
def test_refusals(person: Signed, path: str, status: int, code: str, pointer: str | None) -> None:
    answer = person.get(path)
    problem = answer.json or {}
    assert (answer.status_code, problem["code"]) == (status, code)
    assert [row["pointer"] for row in problem["errors"]] == ([pointer] if pointer else [])


def test_every_refusal_of_the_room_has_its_words() -> None:
    for code in ("site-unknown", "position-incomplete"):
        assert set(problems.catalogue()[code]) == {"status", "zh", "en"}
