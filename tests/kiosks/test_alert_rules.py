"""Alerts as tables of cases: what calls for one, whose it is, when it is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.rules import alert as rules
from backend.kiosks.rules.alert import DUE, Alert, AlertKind, Severity
from backend.kiosks.rules.condition import Condition, Door, Paper
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.software import is_outdated
from tests.kiosks.conftest import a_report

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ONE, TWO = Doing("clerk/c1", NOW, "session/s1"), Doing("clerk/c2", NOW, "session/s2")
SYSTEM = Doing("system/ledger-react", NOW)
KIOSK = Kiosk("Z001-K1", "Z001", "1号机", jkt="key", paired_at=NOW, version=3)
JAM = Alert("Z001-K1", AlertKind.JAM)


@pytest.mark.parametrize(
    ("condition", "kinds"),
    [
        (Condition(), set()),
        (Condition(paper=Paper.LOW), set()),
        (Condition(paper=Paper.OUT), {"paper-out"}),
        (Condition(door=Door.OPEN, jam=True), {"door-open", "jam"}),
        (Condition(silent=True), {"silent"}),
        (Condition(skewed=True, outdated=True), {"clock-skewed", "software-outdated"}),
    ],
)
def test_a_condition_calls_for_alerts(condition: Condition, kinds: set[str]) -> None:
    assert rules.wanted(replace(KIOSK, condition=condition)) == kinds
    assert rules.wanted(replace(KIOSK, condition=condition, jkt=None)) == frozenset()


def test_every_kind_has_a_due_time_and_the_worst_come_first() -> None:
    assert set(DUE) == set(AlertKind)
    ranked = [Alert("k", kind) for kind in AlertKind]
    severities = [one.severity for one in sorted(ranked, key=lambda one: one.rank)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert Alert("k", AlertKind.LOW, "P_ORD").id == "k.low.P_ORD"


def test_an_alert_is_opened_taken_and_closed_and_opened_again() -> None:
    opened = rules.begin(JAM, "Z001", SYSTEM)
    assert opened is not None
    assert (opened[0].due_at, opened[0].owner) == (NOW + timedelta(minutes=30), None)
    assert rules.begin(opened[0], "Z001", SYSTEM) is None
    taken = rules.take(opened[0], ONE, over=False)
    assert taken is not None
    assert (taken[0].owner, taken[1].kind) == ("clerk/c1", "kiosks:alert:acknowledged")
    assert rules.take(taken[0], ONE, over=False) is None
    with pytest.raises(Refusal, match="alert-taken"):
        rules.take(taken[0], TWO, over=False)
    over = rules.take(taken[0], TWO, over=True)
    assert over is not None
    assert (over[0].owner, over[1].data["before"]) == ("clerk/c2", "clerk/c1")
    ended = rules.end(over[0], SYSTEM)
    assert ended is not None
    assert (ended[0].is_open, ended[1].data["owner"]) == (False, "clerk/c2")
    assert rules.end(ended[0], SYSTEM) is None
    with pytest.raises(Refusal, match="alert-over"):
        rules.take(ended[0], ONE, over=True)
    again = rules.begin(ended[0], "Z001", SYSTEM)
    assert again is not None
    assert (again[0].owner, again[0].version) == (None, 5)


@pytest.mark.parametrize(
    ("text", "alert"),
    [
        ("Z001-K1.jam", JAM),
        ("Z001-K1.low.P_ORD", Alert("Z001-K1", AlertKind.LOW, "P_ORD")),
        ("Z001-K1", None),
        ("Z001-K1.fire", None),
        ("", None),
    ],
)
def test_names_are_read(text: str, alert: Alert | None) -> None:
    if alert is not None:
        assert rules.read_id(text) == alert
        return
    with pytest.raises(Refusal, match="alert-unknown"):
        rules.read_id(text)


@pytest.mark.parametrize(
    ("seconds", "before", "skewed"),
    [
        (0, False, False),
        (30, False, False),
        (31, False, True),
        (-31, False, True),
        (25, True, True),
        (-21, True, True),
        (20, True, False),
    ],
)
def test_a_clock_is_off_beyond_thirty_seconds_and_right_again_within_twenty(
    seconds: int, before: bool, skewed: bool
) -> None:
    report = a_report(NOW + timedelta(seconds=seconds))
    assert report.condition(NOW, Condition(skewed=before)).skewed is skewed


@pytest.mark.parametrize(
    ("software", "oldest", "outdated"),
    [
        ("kiosk-1", 1, False),
        ("kiosk-2.4", 2, False),
        ("3", 3, False),
        ("kiosk-1", 2, True),
        ("kiosk-9", 10, True),
        ("", 1, True),
        ("kiosk-x", 1, True),
    ],
)
def test_old_software_is_told_by_its_number(software: str, oldest: int, outdated: bool) -> None:
    assert is_outdated(software, oldest) is outdated
