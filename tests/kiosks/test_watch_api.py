"""The routes of alerts and forecasts: as meant, and each refusal as a problem."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from backend.kiosks.api import routes
from backend.kiosks.api.watch import routes as watch_routes
from backend.kiosks.rules.alert import AlertKind
from tests.fakes.door import Device, Door
from tests.fakes.kiosks import Cassette
from tests.kiosks.conftest import KIOSK, Hall

OWNER = f"/counter/alerts/{KIOSK}.jam/owner"


@pytest.fixture
def door(hall: Hall) -> Door:
    hall.pair()
    hall.beat(jam=True)
    hall.alerts.review(KIOSK, hall.machine())
    rooms = {"kiosks": hall.service, "kiosk-usage": hall.usage, "kiosk-alerts": hall.alerts}
    return Door(hall.clock, rooms, routes, watch_routes)


def problem(answer: TestResponse) -> tuple[int, str]:
    assert answer.get_json()["detail"]
    return answer.status_code, answer.get_json()["code"]


def test_an_alert_gets_an_owner_with_a_name(door: Door) -> None:
    clerk = door.clerk()
    assert clerk.get("/counter/alerts").get_json() == {
        "items": [
            {
                "id": f"{KIOSK}.jam",
                "kiosk_id": KIOSK,
                "site_id": "Z001",
                "kind": "jam",
                "about": "",
                "severity": "high",
                "is_open": True,
                "opened_at": "2026-11-23T02:00:00.000Z",
                "due_at": "2026-11-23T02:30:00.000Z",
                "owner": None,
                "owner_name": None,
                "taken_at": None,
                "left": None,
                "version": 1,
            }
        ],
        "next_cursor": None,
    }
    for _ in range(2):
        taken = clerk.put(OWNER, {}).get_json()
        assert (taken["owner"], taken["owner_name"]) == ("clerk/c1", "模拟办税员戊")
    other = door.clerk("c2")
    assert problem(other.put(OWNER, {"over": False})) == (409, "alert-taken")
    assert other.put(OWNER, {"over": True}).get_json()["owner_name"] == "模拟办税员己"


@pytest.mark.parametrize("left", [0, 6])
def test_an_alert_about_paper_says_what_is_left_of_it(hall: Hall, door: Door, left: int) -> None:
    hall.custody.inside[KIOSK] = [
        Cassette("P_ROLL", "1300", 1, left),
        Cassette("P_ORD", "1300", 1, 9),
    ]
    about = {"is_open": True, "doing": hall.machine()}
    hall.alerts.set(KIOSK, AlertKind.LOW, "P_ROLL", **about)  # type: ignore[arg-type]
    found = door.clerk().get("/counter/alerts").get_json()["items"]
    assert [(one["kind"], one["left"]) for one in found] == [("jam", None), ("low", left)]


def test_taking_is_refused_as_a_problem(hall: Hall, door: Door) -> None:
    clerk = door.clerk()
    assert problem(clerk.put(OWNER, {"over": "yes"})) == (400, "request-malformed")
    assert problem(clerk.put("/counter/alerts/x/owner", {})) == (404, "alert-unknown")
    hall.beat()
    hall.alerts.review(KIOSK, hall.machine())
    assert problem(clerk.put(OWNER, {})) == (409, "alert-over")
    assert clerk.get("/counter/alerts").get_json()["items"] == []
    assert problem(clerk.get("/counter/alerts?cursor=x&limit=0")) == (400, "request-malformed")


def test_the_list_of_kiosks_tells_when_paper_runs_out(hall: Hall, door: Door) -> None:
    hall.custody.inside[KIOSK] = [Cassette("P_ORD", "0130021111", 1, 9)]
    clerk, now = door.clerk(), hall.clock.now()
    [kiosk] = clerk.get("/counter/kiosks").get_json()["items"]
    assert kiosk["forecasts"] == [
        {
            "kind": "P_ORD",
            "left": 9,
            "basis": "too-few-days",
            "days": 0,
            "runs_out_at": None,
            "need": None,
            "refill": False,
        }
    ]
    for days in range(1, 15):
        at = now - timedelta(days=days)
        hall.usage.record(
            f"pickup/{days}#7", kiosk_id=KIOSK, kind="P_ORD", sheets=4, at=at, now=now
        )
    [kiosk] = clerk.get("/counter/kiosks").get_json()["items"]
    [forecast] = kiosk["forecasts"]
    assert (forecast["basis"], forecast["refill"]) == ("consumption", True)
    assert forecast["runs_out_at"] == "2026-11-25T02:00:00.000Z"


@pytest.mark.parametrize(
    "call", [lambda who: who.get("/counter/alerts"), lambda who: who.put(OWNER, {})]
)
def test_the_routes_are_for_clerks(door: Door, call: Callable[[Device], TestResponse]) -> None:
    assert call(door.stranger()).status_code == 401
    assert call(door.person("p1")).status_code == 403
    assert call(door.person("p1", roles=("guide",))).status_code == 403
    assert call(door.kiosk(KIOSK)).status_code == 403
