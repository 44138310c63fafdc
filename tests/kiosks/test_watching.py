"""Alerts and consumption against fakes: no duplicates, no forgotten ones, each sheet once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.kiosks.rules.alert import AlertKind
from backend.kiosks.rules.condition import Door, Paper
from backend.kiosks.rules.forecast import Basis
from tests.fakes.kiosks import Cassette
from tests.kiosks.conftest import KIOSK, Hall


def review(hall: Hall, kiosk_id: str = KIOSK) -> int:
    return hall.alerts.review(kiosk_id, hall.machine())


def kinds(hall: Hall) -> list[str]:
    return [str(one.kind) for one in hall.alerts.list_open(None, 100).items]


class TestAlerts:
    def test_follow_the_machine_and_close_themselves(self, hall: Hall, clock) -> None:
        hall.pair()
        hall.beat()
        assert review(hall) == 0
        hall.beat(door=Door.OPEN, jam=True, paper=Paper.OUT)
        assert (review(hall), review(hall)) == (1, 0)
        assert kinds(hall) == ["door-open", "jam", "paper-out"]
        hall.alerts.take(f"{KIOSK}.jam", over=False, doing=hall.clerk())
        hall.beat(jam=True)
        review(hall)
        [jam] = hall.alerts.list_open(None, 10).items
        assert (jam.kind, jam.owner) == ("jam", "clerk/c1")
        hall.beat()
        review(hall)
        assert kinds(hall) == []
        told = hall.alerts.alerts.ledger.kinds(f"alert/{KIOSK}.jam")  # type: ignore[attr-defined]
        assert [one.rpartition(":")[2] for one in told] == ["opened", "acknowledged", "closed"]

    def test_silence_clock_and_software_are_alerts_too(self, hall: Hall, clock) -> None:
        hall.pair()
        clock.forward(seconds=121)
        hall.service.notice_silence(hall.clerk())
        review(hall)
        assert kinds(hall) == ["silent"]
        hall.beat(software="unreadable", clock_at=clock.now() + timedelta(seconds=31))
        review(hall)
        assert kinds(hall) == ["clock-skewed", "software-outdated"]

    def test_a_key_taken_away_takes_the_machines_worries_with_it(self, hall: Hall) -> None:
        hall.pair()
        hall.beat(jam=True)
        review(hall)
        hall.alerts.set(KIOSK, AlertKind.LOW, "P_ORD", is_open=True, doing=hall.clerk())
        hall.alerts.set(KIOSK, AlertKind.COUNT_DUE, "P_ORD", is_open=True, doing=hall.clerk())
        hall.service.unpair(KIOSK, hall.clerk())
        review(hall)
        # A count is about paper, and that is still there.
        assert kinds(hall) == ["count-due"]

    def test_a_late_look_is_taken_again(self, hall: Hall) -> None:
        hall.pair()
        hall.beat(jam=True)
        found = hall.store.find

        def mended_meanwhile(kiosk_id: str) -> object:
            kiosk = found(kiosk_id)
            hall.store.find = found  # type: ignore[method-assign]
            hall.beat()
            return kiosk

        hall.store.find = mended_meanwhile  # type: ignore[assignment, method-assign]
        review(hall)
        assert kinds(hall) == []

    def test_taking_is_refused_in_this_order(self, hall: Hall) -> None:
        hall.pair()
        with pytest.raises(Refusal, match="alert-unknown"):
            hall.alerts.take("x", over=False, doing=hall.clerk())
        with pytest.raises(Refusal, match="alert-over"):
            hall.alerts.take(f"{KIOSK}.jam", over=False, doing=hall.clerk())
        hall.beat(jam=True)
        review(hall)
        for _ in range(2):
            taken = hall.alerts.take(f"{KIOSK}.jam", over=False, doing=hall.clerk())
            assert taken.version == 2
        with pytest.raises(Refusal, match="alert-taken"):
            hall.alerts.take(f"{KIOSK}.jam", over=False, doing=hall.clerk("c2"))
        over = hall.alerts.take(f"{KIOSK}.jam", over=True, doing=hall.clerk("c2"))
        assert hall.alerts.names([over]) == {"clerk/c2": "模拟办税员己"}

    def test_a_head_that_was_right_ends_the_count_unless_the_machine_waits_for_it(
        self, hall: Hall
    ) -> None:
        hall.pair()
        for due in (True, False):
            hall.alerts.set(KIOSK, AlertKind.COUNT_DUE, "P_ORD", is_open=True, doing=hall.clerk())
            kiosk = hall.store.kiosks[KIOSK]
            hall.store.kiosks[KIOSK] = replace(kiosk, uncounted=("P_ORD",) if due else ())
            doing = hall.clerk()
            assert hall.alerts.head_seen(KIOSK, "P_ORD", doing, at=doing.at) is not due
            assert kinds(hall) == (["count-due"] if due else [])

    @pytest.mark.parametrize("verb", ["counted", "head_seen"])
    def test_the_word_of_it_that_comes_late_ends_no_count_that_was_asked_for_since(
        self, hall: Hall, verb: str
    ) -> None:
        hall.pair()
        opened = hall.clerk()
        hall.alerts.set(KIOSK, AlertKind.COUNT_DUE, "P_ORD", is_open=True, doing=opened)
        end = getattr(hall.alerts, verb)
        before = opened.at - timedelta(milliseconds=1)
        assert end(KIOSK, "P_ORD", hall.clerk(), at=before) is False
        assert kinds(hall) == ["count-due"]
        assert end(KIOSK, "P_ORD", hall.clerk(), at=opened.at) is True
        assert kinds(hall) == []

    def test_a_machine_nobody_knows_has_none(self, hall: Hall) -> None:
        assert review(hall, "Z009-K9") == 0
        doing = hall.clerk()
        assert not hall.alerts.head_seen("Z009-K9", "P_ORD", doing, at=doing.at)
        wish = {"is_open": True, "doing": hall.clerk()}
        assert not hall.alerts.set("Z009-K9", AlertKind.LOW, "P_ORD", **wish)


class TestUsage:
    def record(self, hall: Hall, source: str, sheets: int = 4, days: int = 0) -> bool:
        now = hall.clock.now()
        at = now - timedelta(days=days)
        wish = {"kiosk_id": KIOSK, "kind": "P_ORD", "sheets": sheets, "at": at, "now": now}
        return hall.usage.record(source, **wish)

    def test_each_event_counts_once(self, hall: Hall) -> None:
        assert self.record(hall, "pickup/1#7")
        assert not self.record(hall, "pickup/1#7")
        assert self.record(hall, "pickup/2#7", 3)
        assert not self.record(hall, "pickup/3#7", 0)
        assert not self.record(hall, "pickup/4#7", days=29)
        used = hall.usage.usage.find(KIOSK)
        assert used is not None
        [hours] = used.of("P_ORD").values()
        assert (hours[10], sum(hours)) == (7, 7)

    def test_a_machine_is_low_three_days_before_its_end(self, hall: Hall) -> None:
        hall.pair()
        now = hall.clock.now()
        hall.custody.inside[KIOSK] = [
            Cassette("P_ORD", "0130021111", 1, 9),
            Cassette("P_ORD", "0130022222", 1, 4),
        ]
        assert not hall.usage.is_low(KIOSK, "P_ORD", now)
        for days in range(1, 15):
            self.record(hall, f"pickup/{days}#7", days=days)
        # Now, tomorrow and the day after take twelve; there are thirteen.
        [forecast] = hall.usage.forecasts(hall.service.list_kiosks(None, 9).items, now)[KIOSK]
        assert (forecast.basis, forecast.left, forecast.need) == (Basis.CONSUMPTION, 13, 12)
        assert not hall.usage.is_low(KIOSK, "P_ORD", now)
        hall.custody.inside[KIOSK].pop()
        assert hall.usage.is_low(KIOSK, "P_ORD", now)
        assert not hall.usage.is_low(KIOSK, "P_ROLL", now)
        hall.service.unpair(KIOSK, hall.clerk())
        assert not hall.usage.is_low(KIOSK, "P_ORD", now)
        assert not hall.usage.is_low("Z009-K9", "P_ORD", now)
