"""What follows at the machines when paper leaves them or people move it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from backend.kernel.events import Doing, Event
from backend.kiosks.rules.alert import AlertKind
from backend.reactions import TABLE, machines
from backend.reactions.values import number
from backend.wiring import City

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
DOING = Doing("system/test", NOW, "test")


@dataclass
class Fleet:
    """Usage and alerts that note what they are told; `low` is what a look at the stock finds."""

    low: bool = False
    used: list[int] = field(default_factory=list)
    used_at: list[datetime] = field(default_factory=list)
    alerts: list[tuple[AlertKind, str, bool]] = field(default_factory=list)
    seen: list[tuple[str, datetime]] = field(default_factory=list)
    ended: list[tuple[str, datetime]] = field(default_factory=list)

    def record(self, source: str, *, sheets: int, at: datetime, **more: Any) -> None:
        self.used.append(sheets)
        self.used_at.append(at)

    def is_low(self, kiosk_id: str, kind: str, now: datetime) -> bool:
        return self.low

    def set(
        self, kiosk_id: str, kind: AlertKind, about: str, *, is_open: bool, doing: Doing
    ) -> None:
        self.alerts.append((kind, about, is_open))

    @property
    def city(self) -> City:
        return cast(City, type("Town", (), {"kiosk_usage": self, "kiosk_alerts": self}))

    def counted(self, kiosk_id: str, about: str, doing: Doing, *, at: datetime) -> None:
        self.ended.append((about, at))

    def head_seen(self, kiosk_id: str, about: str, doing: Doing, *, at: datetime) -> None:
        self.seen.append((about, at))


def event(kind: str, **data: object) -> Event:
    told = {"kiosk_id": "Z001-K1", "kind": "P_ORD", **data}
    return Event("shelf/Z001/P_ORD", 2, kind, NOW, "clerk/1", data=told)


def test_sheets_in_doubt_are_gone_from_the_cassette_too() -> None:
    fleet = Fleet(low=True)
    machines.use_paper(fleet.city, event("pickup:pickup:settled", out=2, in_doubt=1), DOING)
    machines.use_paper(fleet.city, event("pickup:pickup:dispensed", out=4), DOING)
    assert fleet.used == [3, 4]
    assert fleet.alerts == [(AlertKind.LOW, "P_ORD", True)] * 2


def test_what_left_without_a_line_is_counted_when_it_left() -> None:
    fleet = Fleet()
    for acted_at in ("2026-11-27T05:00:00Z", "2026-11-27T09:00:00Z"):
        told = event("pickup:pickup:dispensed", out=4, acted_at=acted_at)
        machines.use_paper(fleet.city, told, DOING)
    assert fleet.used_at == [NOW - timedelta(hours=3), NOW]


def test_a_count_that_is_done_is_due_no_more_and_a_load_says_that_the_head_was_seen() -> None:
    counted, loaded = Fleet(), Fleet()
    late = Doing("system/test", NOW + timedelta(hours=9), "test")
    machines.stock_moved(counted.city, event("custody:sheets:counted"), late)
    machines.stock_moved(loaded.city, event("custody:sheets:loaded"), late)
    low, at = [(AlertKind.LOW, "P_ORD", False)], [("P_ORD", NOW)]
    assert (counted.alerts, counted.ended, counted.seen) == (low, at, [])
    assert (loaded.alerts, loaded.ended, loaded.seen) == (low, [], at)


@pytest.mark.parametrize("value", ["3", None, 2.0])
def test_what_is_no_whole_number_is_no_count(value: object) -> None:
    with pytest.raises(TypeError):
        number({"out": value}, "out")


def test_a_consequence_is_named_once_an_event() -> None:
    names = [[one.name for one in followers] for followers in TABLE.values()]
    assert [one for one in names if len(one) != len(set(one))] == []
