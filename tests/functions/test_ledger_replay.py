"""The ledger's sweeper: a day without the stream loses nothing, and nothing bad stops it."""

from collections import Counter
from datetime import timedelta

import pytest

from backend.kernel.events import Event
from backend.kernel.ids import new_id
from backend.reactions import TABLE, Reaction, react
from backend.storage import cursors, ledger, markers
from backend.storage.ledger import LedgerItem, from_item
from functions import ledger_react, ledger_replay
from functions.ledger_replay import NAME, handler, replay
from tests.functions.conftest import (
    CONTEXT,
    approved,
    event_of,
    keep,
    recorded,
    steps,
    stream,
)
from tests.walks.conftest import Walk

KIND = "tests:thing:happened"


def happened(city: Walk) -> Event:
    """Write an event of a kind that only this test follows."""
    return keep(Event(f"thing/{new_id()}", 1, KIND, city.clock.now(), "system/test"))


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Follow things that happened, and fail for those that are named `bad`."""
    seen: Counter[str] = Counter()

    def run(city: object, event: Event, doing: object) -> None:
        seen[event.id] += 1
        if seen[f"bad {event.id}"]:
            raise LookupError(event.id)

    monkeypatch.setitem(TABLE, KIND, (Reaction("tests.follow", run),))  # type: ignore[arg-type]
    return seen


@pytest.fixture
def city(city: Walk) -> Walk:
    """What follows from the city's own opening has followed: each test counts its own events."""
    for event in map(from_item, LedgerItem.scan()):
        react(city.city, event)
    return city


def test_twenty_five_hours_without_the_stream_lose_nothing(city: Walk) -> None:
    applications = []
    for hour in range(25):
        applications.append(approved(city))
        city.clock.forward(minutes=60, seconds=hour)
    city.clock.forward(minutes=3)
    swept = replay(city.city)
    assert (swept.replayed, swept.failed, swept.finished) == (25, 0, True)
    for application in applications:
        assert steps(f"pickup/{application.pickup_id}") == ["issued"]
    again = replay(city.city)
    assert (again.replayed, again.minutes) == (0, 0)
    place = cursors.find(NAME)
    assert place is not None
    assert timedelta() <= city.clock.now() - ledger_replay.YOUNGEST - place < timedelta(minutes=1)
    # The stream comes back and tells the whole day once more.
    late = stream(*(event_of(application) for application in applications))
    assert ledger_react.handler(late, CONTEXT) == {"batchItemFailures": []}
    for application in applications:
        assert steps(f"pickup/{application.pickup_id}") == ["issued"]


def test_what_the_stream_has_followed_is_left_alone(city: Walk) -> None:
    application = approved(city)
    ledger_react.handler(stream(event_of(application)), CONTEXT)
    city.clock.forward(minutes=5)
    answer = handler(recorded("schedule"), CONTEXT)
    assert (answer["replayed"], answer["failed"], answer["finished"]) == (0, 0, True)
    assert steps(f"pickup/{application.pickup_id}") == ["issued"]


def test_young_minutes_are_left_to_the_stream(city: Walk) -> None:
    approved(city)
    city.clock.forward(seconds=90)
    assert replay(city.city).replayed == 0
    city.clock.forward(minutes=2)
    assert replay(city.city).replayed == 1


def test_a_run_whose_time_is_over_goes_on_next_time(city: Walk) -> None:
    approved(city)
    city.clock.forward(minutes=30)
    last = approved(city)
    city.clock.forward(minutes=5)
    asked = iter([True] * 10 + [False])
    first = replay(city.city, lambda: next(asked))
    assert (first.minutes, first.replayed, first.finished) == (10, 1, False)
    assert (replay(city.city).replayed, replay(city.city).replayed) == (1, 0)
    assert steps(f"pickup/{last.pickup_id}") == ["issued"]


def test_what_always_fails_is_set_aside_and_blocks_nobody(city: Walk, follow: Counter[str]) -> None:
    bad = happened(city)
    follow[f"bad {bad.id}"] = 1
    good = [happened(city), happened(city)]
    city.clock.forward(minutes=10)
    good.append(happened(city))
    city.clock.forward(minutes=5)
    first = replay(city.city)
    assert (first.replayed, first.failed, first.finished) == (3, 1, True)
    assert [follow[event.id] for event in good] == [1, 1, 1]
    assert markers.stuck() == (bad.id,)
    for tries in (2, 3):
        later = replay(city.city)
        assert (later.failed, later.minutes, follow[bad.id]) == (1, 0, tries)
    del follow[f"bad {bad.id}"]
    assert replay(city.city).replayed == 1
    assert markers.stuck() == ()
    assert markers.done(bad.id, ["tests.follow"]) == {"tests.follow"}


def test_many_that_always_fail_do_not_hide_one_that_recovers(
    city: Walk, follow: Counter[str]
) -> None:
    events = sorted((happened(city) for _ in range(120)), key=lambda one: one.id)
    for event in events:
        follow[f"bad {event.id}"] = 1
    city.clock.forward(minutes=5)
    assert replay(city.city).failed == 120
    del follow[f"bad {events[-1].id}"]
    swept = replay(city.city)
    assert (swept.replayed, swept.failed) == (1, 119)


def test_a_sweeper_that_never_ran_looks_back_two_days(city: Walk) -> None:
    cursors.CursorItem(NAME, at="").delete()
    application = approved(city)
    city.clock.forward(hours=48, seconds=-30)
    asked = iter([True, True, False])
    assert replay(city.city, lambda: next(asked, False)).replayed == 1
    assert ledger.find(f"pickup/{application.pickup_id}", 1) is not None
