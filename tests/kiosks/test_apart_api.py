"""The routes of sheets set apart: each once as meant, each refusal as a problem, and races."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from werkzeug.test import TestResponse

from backend.custody.trail import Footprint
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event
from backend.kernel.ids import new_id
from backend.kiosks.api.apart import routes
from backend.kiosks.rules.alert import Alert, AlertKind
from backend.kiosks.rules.apart import Lot, Nature
from backend.kiosks.rules.restock import Packet
from backend.kiosks.service.quarantine import Quarantine
from tests.fakes.apart import FakeApart, FakePickups, FakeQuarantineBay, FakeTrail, bay_with
from tests.fakes.door import Device, Door
from tests.fakes.kiosks import FakeSites
from tests.fakes.papers import FakeMove, FakePeople
from tests.kiosks.conftest import KIOSK, Hall

CODE = "013002600104"
SHEET = {"code": CODE, "first": 2, "last": 2}
VOID = {"outcome": "voided", "packets": [SHEET], "reason": "票面撕破", "version": 1}


@dataclass
class Room:
    """The service and what it stands on."""

    service: Quarantine
    lots: FakeApart
    bay: FakeQuarantineBay
    pickups: FakePickups
    trail: FakeTrail
    hall: Hall

    def open(self, **more: object) -> Lot:
        values = {"nature": Nature.SPOILED, "why": "jam", "packets": (Packet(CODE, 2, 2),), **more}
        lot = Lot(
            id="Z001.P_ORD.7",
            kiosk_id=KIOSK,
            site_id="Z001",
            kind="P_ORD",
            since=self.hall.clock.now(),
            pickup_id="p1",
            **values,  # type: ignore[arg-type]
        )
        self.service.set_apart(lot, self.hall.machine())
        return lot

    def task(self) -> bool:
        alert = self.hall.alerts.alerts.find(Alert(KIOSK, AlertKind.COLLECT, "P_ORD"))
        return alert is not None and alert.is_open


@pytest.fixture
def room(hall: Hall) -> Room:
    hall.pair()
    lots, bay, pickups, trail = FakeApart(), bay_with((CODE, 2)), FakePickups(), FakeTrail()
    service = Quarantine(
        lots=lots,
        bay=bay,
        trail=trail,
        pickups=pickups,
        sites=FakeSites({"Z001": "襄都区自助厅（模拟）"}),
        people=FakePeople({"c1": "模拟办税员戊", "c2": "模拟办税员己"}),
        alerts=hall.alerts,
    )
    return Room(service, lots, bay, pickups, trail, hall)


@pytest.fixture
def door(room: Room) -> Door:
    return Door(room.hall.clock, {"kiosk-apart": room.service}, routes)


def path(decision: str | None = None, *, lot: str = "Z001.P_ORD.7", kiosk: str = KIOSK) -> str:
    return f"/counter/apart/{kiosk}/{lot}/decisions/{decision or new_id()}"


def problem(answer: TestResponse) -> tuple[int, str]:
    assert answer.get_json()["detail"]
    return answer.status_code, answer.get_json()["code"]


def test_what_waits_is_listed_with_whose_it_was(room: Room, door: Door) -> None:
    room.open()
    clerk = door.clerk()
    [lot] = clerk.get(f"/counter/apart?site_id=Z001&kiosk_id={KIOSK}").get_json()["items"]
    assert (lot["site_name"], lot["why"], lot["may"]) == (
        "襄都区自助厅（模拟）",
        "jam",
        ["voided", "lost"],
    )
    assert lot["affected"] == {
        "pickup_id": "p1",
        "collector": "模*",
        "company": "模拟甲公司",
        "waits": False,
    }
    assert clerk.get(f"/counter/apart/{KIOSK}/{lot['id']}").get_json() == lot
    assert clerk.get("/counter/apart?site_id=Z002").get_json()["items"] == []
    nowhere = clerk.get(f"/counter/apart?kiosk_id={KIOSK}")
    assert problem(nowhere) == (400, "request-malformed")
    assert problem(clerk.get("/counter/apart?site_id=Z/1")) == (400, "request-malformed")


def test_a_spoiled_sheet_is_voided_once_and_its_task_ends(room: Room, door: Door) -> None:
    lot = room.open()
    assert room.task()
    clerk, there = door.clerk(), path()
    first = clerk.put(there, VOID).get_json()
    assert (first["is_open"], first["decisions"][0]["by_name"]) == (False, "模拟办税员戊")
    assert clerk.put(there, VOID).get_json() == first
    assert (room.bay.ended, room.bay.in_doubt) == ({"cancelled": [(CODE, 2)]}, [])
    room.service.review(lot, room.hall.machine())
    assert not room.task()
    assert problem(door.clerk("c2").put(path(), VOID)) == (409, "apart-over")
    differing = clerk.put(there, VOID | {"reason": "别的"})
    assert problem(differing) == (409, "decision-exists-differently")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"reason": "x"}, 400, "request-malformed"),
        ({"packets": []}, 400, "request-malformed"),
        ({"outcome": "gone"}, 400, "request-malformed"),
        ({"version": "1"}, 400, "request-malformed"),
        ({"outcome": "handed-over"}, 409, "apart-case-decides"),
        ({"version": 2}, 409, "apart-changed"),
        ({"outcome": "given-back"}, 409, "apart-outcome-unfit"),
        ({"packets": [{**SHEET, "last": 3}]}, 409, "sheets-not-apart"),
    ],
)
def test_deciding_is_refused_as_a_problem(
    room: Room, door: Door, change: dict[str, object], status: int, code: str
) -> None:
    room.open()
    assert problem(door.clerk().put(path(), VOID | change)) == (status, code)
    assert room.bay.in_doubt == [(CODE, 2)]


def test_deciding_elsewhere(room: Room, door: Door) -> None:
    room.open()
    clerk = door.clerk()
    assert problem(clerk.put(path("1"), VOID)) == (400, "id-malformed")
    assert problem(clerk.put(path(kiosk="Z001-K2"), VOID)) == (404, "apart-unknown")
    assert problem(clerk.put(path(lot="Z002.P_ORD.7"), VOID)) == (404, "apart-unknown")
    assert problem(clerk.get(f"/counter/apart/{KIOSK}/x")) == (404, "apart-unknown")
    unknown = clerk.put(f"{path()}/answer", {"agrees": True})
    assert problem(unknown) == (404, "decision-unknown")


def test_an_open_case_speaks_first_and_custody_last(room: Room, door: Door) -> None:
    room.open(nature=Nature.IN_DOUBT, why="journal")
    room.pickups.waiting.add("p1")
    assert problem(door.clerk().put(path(), VOID)) == (409, "apart-case-open")
    room.pickups.waiting.clear()
    room.bay.in_doubt.clear()
    assert problem(door.clerk().put(path(), VOID)) == (409, "sheets-not-apart")


def test_a_lost_sheet_takes_two_clerks(room: Room, door: Door) -> None:
    room.open()
    first, second, there = door.clerk("c1"), door.clerk("c2"), path()
    lost = VOID | {"outcome": "lost"}
    assert first.put(there, lost).get_json()["free"] == []
    assert room.task()
    agree = f"{there}/answer"
    assert problem(first.put(agree, {"agrees": True})) == (403, "decision-same-person")
    done = second.put(agree, {"agrees": True}).get_json()
    assert second.put(agree, {"agrees": True}).get_json() == done
    assert done["decisions"][0]["second_name"] == "模拟办税员己"
    assert room.bay.ended == {"lost": [(CODE, 2)]}
    assert problem(first.put(agree, {"agrees": False})) == (409, "decision-over")


def test_of_two_clerks_at_once_one_is_told(
    room: Room, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open()
    first, second = door.clerk("c1"), door.clerk("c2")
    save = room.lots.save
    raced: list[int] = []

    def slow(lot: Lot, event: Event, *moves: FakeMove) -> None:
        if not raced:
            raced.append(0)
            raced[0] = first.put(path(), VOID).status_code
        save(lot, event, *moves)

    monkeypatch.setattr(room.lots, "save", slow)
    assert problem(second.put(path(), VOID)) == (409, "apart-over")
    assert raced == [200]
    assert room.bay.ended == {"cancelled": [(CODE, 2)]}


def test_a_crash_before_the_write_leaves_nothing_and_a_repeat_finishes(
    room: Room, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open()
    there = path()
    with monkeypatch.context() as broken:

        def fail(*_: object) -> None:
            raise Conflict

        broken.setattr(room.lots, "save", fail)
        broken.setattr("backend.kernel.conflicts.time.sleep", lambda _: None)
        assert door.clerk().put(there, VOID).status_code == 503
    assert (room.bay.in_doubt, room.bay.ended) == ([(CODE, 2)], {})
    assert door.clerk().put(there, VOID).get_json()["is_open"] is False
    assert room.bay.ended == {"cancelled": [(CODE, 2)]}


def test_a_serial_tells_where_it_was_and_what_replaced_it(room: Room, door: Door) -> None:
    now = room.hall.clock.now()
    data = {"kiosk_id": KIOSK, "pickup_id": "p1", "why": "jam"}
    stuck = Footprint(
        kind="custody:sheets:settled",
        subject="shelf/Z001/P_ORD",
        number=7,
        at=now,
        actor=f"kiosk/{KIOSK}",
        machine=f"kiosk/{KIOSK}",
        place="apart",
        data=data,
    )
    told = {"replacements": [[CODE, 2, CODE, 3]]}
    replaced = replace(stuck, kind="kiosks:apart:replaced", number=8, place="", data=told)
    room.trail.steps = {(CODE, 2): [replaced, stuck], (CODE, 3): [replaced]}
    clerk = door.clerk()
    found = clerk.get(f"/counter/serials/{CODE}/00000002").get_json()
    assert (found["place"], len(found["items"])) == ("apart", 2)
    assert found["items"][0]["replaced"] == {"code": CODE, "first": 3, "last": 3}
    assert found["items"][1]["affected"]["collector"] == "模*"
    other = clerk.get(f"/counter/serials/{CODE}/3").get_json()
    assert (other["place"], other["items"][0]["replaces"]["first"]) == ("", 2)
    for there, status, code in (
        ("13/2", 400, "invoice-code-malformed"),
        (f"{CODE}/0", 400, "serials-malformed"),
        (f"{CODE}/9", 404, "serial-unknown"),
    ):
        assert problem(clerk.get(f"/counter/serials/{there}")) == (status, code)


ROUTES: list[Callable[[Device], TestResponse]] = [
    lambda who: who.get("/counter/apart"),
    lambda who: who.get(f"/counter/apart/{KIOSK}/Z001.P_ORD.7"),
    lambda who: who.put(path(), VOID),
    lambda who: who.put(f"{path()}/answer", {"agrees": True}),
    lambda who: who.get(f"/counter/serials/{CODE}/2"),
]


@pytest.mark.parametrize("call", ROUTES)
def test_the_routes_are_for_clerks(door: Door, call: Callable[[Device], TestResponse]) -> None:
    assert call(door.stranger()).status_code == 401
    assert call(door.person("p1")).status_code == 403
    assert call(door.person("p1", roles=("guide",))).status_code == 403
    assert call(door.kiosk(KIOSK)).status_code == 403
