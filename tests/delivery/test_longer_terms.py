"""A longer term that begins while something waits: it falls due later, and is not forgotten."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.resources import files

import pytest

from backend.kernel import parameters
from backend.kernel.ids import new_id
from backend.storage import ledger
from tests.conftest import OwnedClock
from tests.delivery.conftest import ROOM, Room, room_over
from tests.fakes.delivery import FakeDeliveryStore
from tests.fakes.mail_room import FakeMailRoom

LONGER = {"receipt-days": 20, "silence-days": 20, "handover-hours": 30, "owed-days": 9}
FIRST_DAY = "2026-11-24"


def lengthened() -> parameters.Parameters:
    """Let longer terms hold from the second day on."""
    told = files("backend.delivery").joinpath("data/parameters.json").read_text("utf-8")
    rows = []
    for row in json.loads(told)["parameters"]:
        longer = LONGER.get(row["name"])
        if longer is None:
            rows.append(row)
            continue
        rows.append({**row, "effective_to": "2026-11-23"})
        rows.append({**row, "value": longer, "effective_from": FIRST_DAY})
    return parameters.read(json.dumps({"parameters": rows}))


@pytest.fixture
def lasting(room: Room, clock: OwnedClock) -> Room:
    stock = room.stock
    assert isinstance(stock, FakeMailRoom)
    return room_over(FakeDeliveryStore(stock), stock, clock, terms=lengthened())


def swept(room: Room, until: Callable[[], bool], most: timedelta) -> datetime | None:
    """Let a sweeper walk the minutes, hour by hour; returns when it was so."""
    begun = place = room.clock.now()
    while room.clock.now() - begun < most:
        now = room.clock.forward(hours=1)
        for minute in ledger.minutes(place, now):
            for subject in list(room.time.due(minute)):
                room.time.pass_time(subject, room.by("system/delivery-sweep"))
        place = now
        if until():
            return now
    return None


def a_parcel(room: Room) -> str:
    return room.sent().subject


def a_list(room: Room) -> str:
    room.clock.forward(hours=12)
    return room.handing.open_list(new_id(), ROOM, "模拟速递员", room.clerk()).subject


def an_order(room: Room) -> str:
    return room.owed().subject


@pytest.mark.parametrize(
    ("begin", "kind", "after"),
    [
        (a_parcel, "no-news", timedelta(days=20)),
        (a_list, "unconfirmed", timedelta(hours=30)),
        (an_order, "owed-late", timedelta(days=9)),
    ],
    ids=["parcel", "list", "order"],
)
def test_it_falls_due_by_the_term_of_that_day(
    lasting: Room, begin: Callable[[Room], str], kind: str, after: timedelta
) -> None:
    subject = begin(lasting)
    begun = lasting.clock.now()
    told = swept(lasting, lambda: kind in lasting.kinds(), timedelta(days=40))
    assert told is not None
    assert timedelta(0) <= told - begun - after <= timedelta(hours=1)
    verbs = [one.kind.rsplit(":", 1)[1] for one in lasting.store.history(subject, None, 50).items]
    assert verbs.count("postponed") == 1
