"""The pickups' sweeper: reservations lapse, silent machines open a case, codes expire."""

from datetime import timedelta
from typing import Any

import pytest

from backend.kernel.conflicts import Conflict
from backend.kernel.ids import new_id
from backend.pickup.rules.pickup import LIFETIME
from backend.pickup.service.time import TimeSide
from backend.pickup.store import PickupStore
from backend.reactions import react
from backend.storage import cursors
from functions.pickup_sweep import NAME, handler, sweep
from functions.sweeping import SweepFailed
from infra.local.seed.people import OWNER
from tests.functions.conftest import CONTEXT, approved, event_of, recorded, steps
from tests.walks.acts import paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn

FIRST_REMINDER = LIFETIME - timedelta(hours=48)


def issued(city: Walk) -> str:
    application = approved(city)
    react(city.city, event_of(application))
    assert application.pickup_id is not None
    return application.pickup_id


def reserved(city: Walk, kiosk: Device, pickup_id: str) -> Any:
    phone = city.signed_in(OWNER.phone)
    code = drawn(phone.get(f"/api/pickups/{pickup_id}"))
    return kiosk.put(f"/api/reservations/{new_id()}", {"code": code})


def swept() -> int:
    moved: int = handler(recorded("schedule"), CONTEXT)["moved"]
    return moved


def free(city: Walk) -> int:
    return city.city.stockroom.free(["Z001"], "P_ORD")["Z001"]


def test_a_reservation_nobody_used_lapses(city: Walk) -> None:
    pickup_id = issued(city)
    reserved(city, paired(city), pickup_id)
    city.clock.forward(seconds=119)
    assert swept() == 0
    city.clock.forward(seconds=2)
    assert (swept(), swept()) == (1, 0)
    assert steps(f"pickup/{pickup_id}") == ["issued", "reserved", "lapsed"]


def test_a_machine_that_falls_silent_opens_the_pickup_and_frees_nothing(city: Walk) -> None:
    pickup_id, kiosk = issued(city), paired(city)
    held = reserved(city, kiosk, pickup_id)
    path = f"/api/pickups/{pickup_id}/reservations/{held['id']}/start"
    kiosk.put(path, {"fencing": held["fencing"]})
    before = free(city)
    city.clock.forward(minutes=3)
    assert (swept(), swept()) == (1, 0)
    assert steps(f"pickup/{pickup_id}")[-2:] == ["started", "opened"]
    assert free(city) == before


def test_a_code_nobody_came_for_expires_and_its_paper_is_free_again(city: Walk) -> None:
    before = free(city)
    pickup_id = issued(city)
    assert free(city) == before - 1
    due = city.clock.now() + LIFETIME
    for hours in (48, 4, 0):
        before_due = due - timedelta(hours=hours, minutes=1) - city.clock.now()
        cursors.keep(NAME, city.clock.forward(seconds=before_due.total_seconds()))
        assert swept() == 0
        city.clock.forward(minutes=2)
        assert (swept(), swept()) == (1, 0)
    assert steps(f"pickup/{pickup_id}") == ["issued", "reminded", "reminded", "expired"]
    assert free(city) == before


def test_a_day_without_the_sweeper_is_made_up_for_in_pieces(city: Walk) -> None:
    swept()
    pickup_id = issued(city)
    reserved(city, paired(city), pickup_id)
    city.clock.forward(hours=25)
    asked = iter([True] * 5 + [False])
    assert not sweep(city.city, lambda: next(asked)).finished
    place = cursors.find(NAME)
    assert place is not None
    assert place < city.clock.now() - timedelta(hours=24)
    assert sweep(city.city).moved == 1
    assert steps(f"pickup/{pickup_id}")[-1] == "lapsed"


def test_one_that_cannot_be_moved_stops_no_other_and_is_tried_again(
    city: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = issued(city), issued(city)
    city.clock.forward(seconds=FIRST_REMINDER.total_seconds() + 60)
    cursors.keep(NAME, city.clock.now() - timedelta(minutes=5))
    whole = TimeSide.pass_time

    def pass_time(side: TimeSide, pickup_id: str, doing: Any) -> bool:
        if pickup_id == bad:
            raise LookupError(pickup_id)
        return whole(side, pickup_id, doing)

    with monkeypatch.context() as patched:
        patched.setattr(TimeSide, "pass_time", pass_time)
        with pytest.raises(SweepFailed, match="1 pickups"):
            swept()
        assert steps(f"pickup/{good}")[-1] == "reminded"
        city.clock.forward(minutes=30)
        with pytest.raises(SweepFailed):
            swept()
    assert swept() == 1
    assert steps(f"pickup/{bad}")[-1] == "reminded"


def test_one_that_somebody_else_writes_meanwhile_is_moved_by_a_later_run(
    city: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pickup_id = issued(city)
    due_at = city.clock.forward(seconds=FIRST_REMINDER.total_seconds())
    city.clock.forward(minutes=30)
    cursors.keep(NAME, due_at - timedelta(minutes=5))

    def save(store: PickupStore, *written: object) -> None:
        raise Conflict

    with monkeypatch.context() as patched:
        patched.setattr(PickupStore, "save", save)
        assert sweep(city.city).failed == 1
    city.clock.forward(minutes=30)
    assert (swept(), swept()) == (1, 0)
    assert steps(f"pickup/{pickup_id}")[-1] == "reminded"


def test_one_that_cannot_be_moved_for_a_week_is_neither_lost_nor_in_the_way(
    city: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pickup_id = issued(city)
    due_at = city.clock.forward(seconds=FIRST_REMINDER.total_seconds())
    cursors.keep(NAME, due_at)
    tried = []

    def pass_time(side: TimeSide, pickup_id: str, doing: Any) -> bool:
        tried.append(pickup_id)
        raise LookupError(pickup_id)

    with monkeypatch.context() as patched:
        patched.setattr(TimeSide, "pass_time", pass_time)
        city.clock.forward(minutes=2)
        assert sweep(city.city).failed == 1
        for run in range(1, 4):
            # The runs in between would have kept its place, and walked as many minutes.
            cursors.keep(NAME, city.clock.forward(days=2) - timedelta(minutes=5))
            assert sweep(city.city).failed == 1
            # Once a run, also while its minute is looked at twice.
            assert sweep(city.city).failed == 1
            assert tried == [pickup_id] * (1 + 2 * run)
            place = cursors.find(NAME)
            assert place is not None
            assert city.clock.now() - place < timedelta(minutes=1)
    assert (swept(), swept()) == (1, 0)
    assert steps(f"pickup/{pickup_id}")[-1] == "expired"
    assert not sweep(city.city).failed
