"""The ledger's sweeper: a day without the stream loses nothing, and nothing bad stops it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.kernel.events import Event
from backend.kernel.ids import new_id
from backend.reactions import TABLE, Later, Reaction, react
from backend.storage import cursors, ledger, markers
from backend.storage.ledger import LedgerItem, from_item
from backend.storage.meter import metering
from functions import ledger_react, ledger_replay
from functions.ledger_replay import NAME, Swept, handler, replay
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


class Seen(Counter[str]):
    """How often each event was followed, and in which order."""

    def __init__(self) -> None:
        super().__init__()
        self.tried: list[str] = []


def happened(city: Walk) -> Event:
    """Write an event of a kind that only this test follows."""
    return keep(Event(f"thing/{new_id()}", 1, KIND, city.clock.now(), "system/test"))


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Follow things that happened; those named `bad` fail, those named `later` must wait."""
    seen = Seen()

    def run(city: object, event: Event, doing: object) -> None:
        seen[event.id] += 1
        seen.tried.append(event.id)
        if seen[f"later {event.id}"]:
            raise Later(event.id)
        if seen[f"bad {event.id}"]:
            raise LookupError(event.id)

    monkeypatch.setitem(TABLE, KIND, (Reaction("tests.follow", run),))  # type: ignore[arg-type]
    return seen


@pytest.fixture
def city(city: Walk) -> Walk:
    """A minute after the city's own opening, which has followed: each test counts its own."""
    for event in map(from_item, LedgerItem.scan()):
        react(city.city, event)
    cursors.keep(NAME, city.clock.forward(minutes=1))
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


@pytest.mark.parametrize(("name", "text"), [("data", "{no json"), ("at", "yesterday")])
def test_an_event_that_nobody_can_read_stops_no_other_and_is_told(
    city: Walk, follow: Seen, name: str, text: str
) -> None:
    first, bad, last = happened(city), happened(city), happened(city)
    item = LedgerItem.get(bad.subject, 1)
    kept = getattr(item, name)
    setattr(item, name, text)
    item.save()
    city.clock.forward(minutes=2)
    late = happened(city)
    city.clock.forward(minutes=5)
    swept = replay(city.city)
    assert [follow[one.id] for one in (first, bad, last, late)] == [1, 0, 1, 1]
    assert (swept.replayed, swept.failed, swept.finished) == (3, 1, True)
    assert markers.stuck() == (bad.id,)
    again = replay(city.city)
    assert (again.replayed, again.failed, again.finished) == (0, 1, True)
    setattr(item, name, kept)  # somebody mended it
    item.save()
    assert (replay(city.city).replayed, markers.stuck(), follow[bad.id]) == (1, (), 1)


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
    # Once a minute, and of the event and behind the page of the first.
    asked = iter([True] * 12 + [False])
    first = replay(city.city, lambda: next(asked))
    assert (first.minutes, first.replayed, first.finished) == (10, 1, False)
    assert (replay(city.city).replayed, replay(city.city).replayed) == (1, 0)
    assert steps(f"pickup/{last.pickup_id}") == ["issued"]


def test_what_always_fails_is_set_aside_and_blocks_nobody(city: Walk, follow: Seen) -> None:
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


def test_one_busy_minute_holds_nobody_up(city: Walk, follow: Seen) -> None:
    events = [happened(city) for _ in range(70)]
    city.clock.forward(minutes=1)
    last = happened(city)
    city.clock.forward(minutes=5)
    runs, replayed = 0, []
    while not (swept := hurried(city, 11)).finished:
        runs, replayed = runs + 1, [*replayed, swept.replayed]
    # Each run does what it has time for and goes on where the last one stopped.
    assert runs > 5
    assert min(replayed) > 0
    assert [follow[one.id] for one in (*events, last)] == [1] * 71


def test_a_run_that_dies_has_kept_its_place_page_by_page(city: Walk, follow: Seen) -> None:
    for _ in range(60):
        happened(city)
    city.clock.forward(minutes=5)
    asked = 0

    def die() -> bool:
        nonlocal asked
        asked += 1
        if asked > 40:
            raise TimeoutError
        return True

    with pytest.raises(TimeoutError):
        replay(city.city, die)
    place = cursors.find_place(NAME)
    assert place is not None
    assert len(list(ledger.in_minute(place.at, place.within))) == 60 - 25


def test_a_minute_that_was_followed_costs_a_few_calls(city: Walk, follow: Seen) -> None:
    for _ in range(50):
        react(city.city, happened(city))
    city.clock.forward(minutes=3)
    with metering() as meter:
        assert replay(city.city) == Swept(minutes=1)
    assert meter.calls == {"GetItem": 1, "Query": 5, "BatchGetItem": 4, "PutItem": 3}


def hurried(city: Walk, times: int) -> Swept:
    """Run the sweeper with time for so many questions."""
    asked = iter([True] * times)
    return replay(city.city, lambda: next(asked, False))


def test_what_waits_for_its_turn_is_no_failure(
    city: Walk, follow: Seen, caplog: pytest.LogCaptureFixture
) -> None:
    waiting = keep(Event("thing/waits", 1, KIND, city.clock.now(), "system/test"))
    other = happened(city)
    follow[f"later {waiting.id}"] = 1
    assert ledger_react.handler(stream(waiting, other), CONTEXT) == {"batchItemFailures": []}
    assert (follow[waiting.id], follow[other.id]) == (1, 1)
    city.clock.forward(minutes=5)
    for _ in range(3):
        answer = handler(recorded("schedule"), CONTEXT)
        assert (answer["waiting"], answer["failed"], answer["finished"]) == (1, 0, True)
    assert not [one for one in caplog.records if one.levelname in ("WARNING", "ERROR")]
    assert markers.stuck() == (waiting.id,)
    del follow[f"later {waiting.id}"]
    assert (replay(city.city).replayed, markers.stuck()) == (1, ())
    assert markers.done(waiting.id, ["tests.follow"]) == {"tests.follow"}


def test_what_is_stuck_is_tried_in_its_own_order(city: Walk, follow: Seen) -> None:
    first = Event("thing/waits", 1, KIND, city.clock.now(), "system/test")
    events = [keep(replace(first, number=number)) for number in range(8, 12)]
    for event in events:
        follow[f"later {event.id}"] = 1
    city.clock.forward(minutes=5)
    assert replay(city.city).waiting == 4
    follow.tried.clear()
    assert replay(city.city).waiting == 4
    assert follow.tried == [event.id for event in events]


def test_many_that_always_fail_do_not_hide_one_that_recovers(city: Walk, follow: Seen) -> None:
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
    assert hurried(city, 500).replayed == 1
    assert ledger.find(f"pickup/{application.pickup_id}", 1) is not None
