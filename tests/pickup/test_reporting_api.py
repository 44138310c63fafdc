"""Reports on the wire: the phone's and the machine's, and each refusal."""

from backend.kernel.ids import new_id
from tests.fakes.door import Door
from tests.pickup.conftest import House
from tests.pickup.test_api import door, problem

__all__ = ["door"]


def test_a_report_from_the_phone(house: House, door: Door) -> None:
    pickup, phone = house.issued(3), door.person("owner")
    path = f"/pickups/{pickup.id}/report/{new_id()}"
    assert problem(phone.put(path, {"has": 2})) == (409, "pickup-not-handed")
    house.given(pickup)
    shown = phone.get(f"/pickups/{pickup.id}").get_json()
    assert (shown["report"], shown["last_service"]["count"]) == (None, 3)
    assert shown["reportable_until"] == "2026-11-24T02:00:00.000Z"
    assert problem(phone.put(path, {"has": 3})) == (400, "has-out-of-range")
    assert problem(phone.put(path, {"has": -1})) == (400, "request-malformed")
    assert problem(phone.put(f"/pickups/{pickup.id}/report/1", {"has": 2})) == (400, "id-malformed")
    assert problem(door.person("stranger").put(path, {"has": 2})) == (404, "pickup-unknown")
    for _ in range(2):
        said = phone.put(path, {"has": 2, "note": " 少一张 "}).get_json()
        assert (said["report"]["has"], said["report"]["note"]) == (2, "少一张")
        assert (said["report"]["outcome"], said["reportable_until"]) == (None, None)
    assert problem(phone.put(path, {"has": 1})) == (409, "report-exists-differently")


def test_a_day_later_it_is_too_late(house: House, door: Door) -> None:
    pickup, phone = house.issued(3), door.person("owner")
    house.given(pickup)
    house.clock.forward(hours=24, seconds=1)
    assert phone.get(f"/pickups/{pickup.id}").get_json()["reportable_until"] is None
    path = f"/pickups/{pickup.id}/report/{new_id()}"
    assert problem(phone.put(path, {"has": 2})) == (409, "report-too-late")


def test_a_report_at_the_machine(house: House, door: Door) -> None:
    pickup, kiosk = house.issued(3), door.kiosk("Z001-K1")
    grip = house.given(pickup)
    base = f"/pickups/{pickup.id}/reservations/{grip.reservation_id}/report/{new_id()}"
    stale = {"fencing": grip.fencing + 1, "has": 2}
    assert problem(kiosk.put(base, stale)) == (401, "session-expired")  # its key was taken away
    house.around.keys.add(kiosk.jkt)
    assert problem(kiosk.put(base, stale)) == (409, "reservation-over")
    body = {"fencing": grip.fencing, "has": 2}
    assert kiosk.put(base, body).get_json()["state"] == "dispensed"
    other = door.kiosk("Z001-K2")
    house.around.keys.add(other.jkt)
    assert problem(other.put(base, body)) == (409, "reservation-over")
