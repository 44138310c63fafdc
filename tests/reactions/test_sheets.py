"""What follows when sheets are set apart: a lot, and whatever a case found of it before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from backend.kernel.events import Doing, Event
from backend.reactions import sheets
from backend.storage import ledger
from backend.wiring import City

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
DOING = Doing("system/test", NOW, "test")
CODE = "013002600104"


@dataclass
class Apart:
    """A quarantine that notes what it is told."""

    lots: list[Any] = field(default_factory=list)
    gone: list[list[tuple[str, int]]] = field(default_factory=list)

    def set_apart(self, lot: Any, doing: Doing) -> None:
        self.lots.append(lot)

    def hand_over(self, site_id: str, found: Any, source: Event, doing: Doing) -> None:
        self.gone.append(found)

    @property
    def city(self) -> City:
        return cast(City, type("Town", (), {"kiosk_apart": self}))


def event(number: int, kind: str, **data: object) -> Event:
    told = {"kiosk_id": "Z001-K1", "kind": "P_ORD", **data}
    at = NOW + timedelta(minutes=number)
    return Event("shelf/Z001/P_ORD", number, f"custody:sheets:{kind}", at, "clerk/1", data=told)


def test_the_shelfs_later_events_are_read_until_every_sheet_is_accounted_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    def after(subject: str, number: int) -> Iterator[Event]:
        assert (subject, number) == ("shelf/Z001/P_ORD", 3)
        for n, sheet in ((4, 9), (5, 6), (6, 5), (7, 5), (8, 6)):
            read.append(n)
            yield event(n, "written-off", out=[[CODE, sheet, sheet]])

    monkeypatch.setattr(ledger, "after", after)
    apart = Apart()
    sheets.set_apart(apart.city, event(3, "counted", in_doubt=[[CODE, 5, 6]]), DOING)
    assert len(apart.lots) == 1
    assert apart.gone == [[(CODE, 6)], [(CODE, 5)]]
    assert read == [4, 5, 6]
