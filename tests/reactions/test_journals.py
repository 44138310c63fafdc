"""A journal that must wait is no failure; one that cannot be followed is."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.reactions import Later, journals
from backend.wiring import City

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
DOING = Doing("system/test", NOW, "test")
RECEIVED = Event(
    "journal/Z001-K1/key",
    3,
    "kiosks:journal:received",
    NOW,
    "kiosk/Z001-K1",
    "Z001-K1",
    {
        "kiosk_id": "Z001-K1",
        "site_id": "Z001",
        "jkt": "key",
        "carried": [],
        "first": 1,
        "entries": [],
    },
)


class Town:
    """A city in which looking at the turn, or following, is refused."""

    def __init__(self, *, turn: str | None = None, replay: str | None = None) -> None:
        self._turn, self._replay = turn, replay
        self.journals = self.pickup_replay = self

    def check_turn(self, *_: Any) -> None:
        if self._turn:
            raise Refusal(self._turn)

    def replay(self, *_: Any) -> list[Any]:
        if self._replay:
            raise Refusal(self._replay)
        return []


@pytest.mark.parametrize("town", [Town(turn="kiosk-busy"), Town(replay="kiosk-busy")])
def test_before_its_turn_or_a_clerks_it_waits(town: Town) -> None:
    with pytest.raises(Later):
        journals.follow(cast(City, town), RECEIVED, DOING)


@pytest.mark.parametrize("town", [Town(turn="session-expired"), Town(replay="pickup-unknown")])
def test_whatever_else_is_refused_is_a_failure(town: Town) -> None:
    with pytest.raises(Refusal):
        journals.follow(cast(City, town), RECEIVED, DOING)
