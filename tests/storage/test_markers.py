"""Done markers and sweepers' cursors on both engines."""

from datetime import timedelta

from backend.storage import cursors, markers
from backend.storage.cursors import Place
from backend.storage.meter import metering
from tests.conftest import OwnedClock

EVENT = "pickup/1#3"


def test_what_followed_is_marked_by_reaction(tables: str) -> None:
    assert markers.done(EVENT, ["a", "b"]) == set()
    markers.mark(EVENT, "a", "done")
    markers.mark(EVENT, "a", "done")
    assert markers.done(EVENT, ["a", "b"]) == {"a"}
    assert markers.done(EVENT, ["b"]) == set()
    assert markers.done("pickup/1#4", ["a"]) == set()


def test_asking_about_several_is_one_call(tables: str) -> None:
    with metering() as meter:
        markers.done(EVENT, ["a", "b", "c"])
    assert meter.calls == {"BatchGetItem": 1}


def test_asking_about_several_events_is_one_call(tables: str) -> None:
    markers.mark(EVENT, "a", "done")
    markers.mark("pickup/2#1", "b", "done")
    keys = [(one, name) for one in (EVENT, "pickup/2#1") for name in ("a", "b")]
    with metering() as meter:
        assert markers.done_among(keys) == {(EVENT, "a"), ("pickup/2#1", "b")}
    assert meter.calls == {"BatchGetItem": 1}
    assert markers.done_among([]) == set()


def test_asking_about_nothing_is_no_call(tables: str) -> None:
    with metering() as meter:
        assert markers.done(EVENT, []) == set()
    assert meter.calls == {}


def test_what_fails_is_set_aside_and_released(tables: str) -> None:
    assert markers.stuck() == ()
    markers.set_aside("b/1#1", "LookupError")
    markers.set_aside("a/1#1", "TypeError")
    markers.set_aside("a/1#1", "again")
    assert markers.stuck() == ("a/1#1", "b/1#1")
    markers.release("a/1#1")
    markers.release("a/1#1")
    assert markers.stuck() == ("b/1#1",)
    assert markers.done("b/1#1", ["a"]) == set()


def test_each_sweeper_has_its_own_list_of_the_stuck(tables: str) -> None:
    markers.set_aside("0a", "Conflict", among="stuck/sweep")
    assert (markers.stuck(), markers.stuck("stuck/sweep")) == ((), ("0a",))
    markers.release("0a")
    assert markers.stuck("stuck/sweep") == ("0a",)
    markers.release("0a", among="stuck/sweep")
    assert markers.stuck("stuck/sweep") == ()


def test_a_sweeper_knows_where_it_stopped(tables: str, clock: OwnedClock) -> None:
    assert cursors.find("sweep") is None
    cursors.keep("sweep", clock.now())
    later = clock.now() + timedelta(minutes=1, milliseconds=7)
    cursors.keep("sweep", later)
    cursors.keep("other", clock.now())
    assert cursors.find("sweep") == later
    assert cursors.find_place("sweep") == Place(later)


def test_a_sweeper_knows_how_far_it_came_in_a_minute(tables: str, clock: OwnedClock) -> None:
    assert cursors.find_place("sweep") is None
    cursors.keep("sweep", clock.now(), "2#x")
    assert cursors.find_place("sweep") == Place(clock.now(), "2#x")
    cursors.keep("sweep", clock.now())
    assert cursors.find_place("sweep") == Place(clock.now())
