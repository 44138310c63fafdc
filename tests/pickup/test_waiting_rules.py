"""Rules of leases and journals as tables of cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.kernel.events import Doing
from backend.pickup.rules import journal, leases, wishes
from backend.pickup.rules.holding import LEASE, Lease, ends_at
from backend.pickup.rules.pickup import Inquiry, Pickup, State
from backend.pickup.rules.sheets import Sheets
from tests.pickup.conftest import CODE
from tests.pickup.diary import Diary

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DOING = Doing("kiosk/Z001-K1", NOW, "kiosk/Z001-K1")
PICKUP = Pickup(
    id="0a" * 8,
    application_id="a",
    company_id="c",
    collector_id="p",
    kind="P_ORD",
    count=3,
    site_id="Z001",
    state=State.ISSUED,
    generation=1,
    issued_at=NOW,
    expires_at=NOW + timedelta(days=7),
    short_code="ABCDEFGHIJKL",
    version=4,
)
HELD = Lease("Z001-K1", "key", 4, 1)
LEASED = replace(PICKUP, lease=HELD)


@pytest.mark.parametrize(
    ("pickup", "may"),
    [
        (PICKUP, True),
        (LEASED, False),
        (replace(PICKUP, site_id="Z002"), False),
        (replace(PICKUP, site_id=None), False),
        (replace(PICKUP, state=State.RESERVED), False),
        (replace(PICKUP, state=State.OPEN), False),
        (replace(PICKUP, handed=(Sheets(CODE, 1, 1),)), False),
        (replace(PICKUP, wish=wishes.make(wishes.EXPIRE, DOING)), False),
        (replace(PICKUP, expires_at=NOW), False),
        (replace(PICKUP, leasable_at=NOW), True),
        (replace(PICKUP, leasable_at=NOW + timedelta(seconds=1)), False),
    ],
)
def test_who_may_be_leased(pickup: Pickup, may: bool) -> None:
    assert leases.may_lease(pickup, "Z001", NOW) is may


def test_the_number_of_a_lease_is_the_version_it_made() -> None:
    after, event = leases.grant(PICKUP, "Z001-K1", "key", DOING)
    assert after.lease is not None
    assert after.lease.fencing == after.version == event.number == event.data["fencing"] == 5


def test_a_lease_ends_by_what_was_heard() -> None:
    assert ends_at(NOW - timedelta(hours=1), NOW) == NOW + timedelta(hours=3)
    assert ends_at(None, NOW) == NOW + LEASE


def test_a_recall_is_made_once() -> None:
    asked = leases.recall(LEASED, HELD, NOW, DOING)
    assert asked is not None
    again = asked[0].lease
    assert again is not None
    assert again.latest_at == NOW + LEASE
    assert leases.recall(asked[0], again, NOW + LEASE, DOING) is None


def test_due_when_the_lease_is_or_the_wish() -> None:
    wish = wishes.make(wishes.MOVE, DOING, site_id="Z002", count=3)
    recalled = replace(LEASED, lease=leases.recalled(HELD, NOW, NOW))
    told = replace(PICKUP.care, reminded_hours=4)
    assert PICKUP.due_at() == LEASED.due_at() == PICKUP.expires_at - timedelta(hours=48)
    ends = [replace(one, care=told).due_at() for one in (PICKUP, LEASED)]
    assert ends == [PICKUP.expires_at] * 2
    assert recalled.due_at() == NOW + LEASE
    assert replace(PICKUP, wish=wish).due_at() == NOW
    assert wishes.latest_at(replace(recalled, wish=wish)) == NOW + LEASE
    assert wishes.latest_at(recalled) is None


def told(**held: object) -> journal.Job:
    plain = {
        "pickup_id": PICKUP.id,
        "kind": "P_ORD",
        "count": 3,
        "fencing": 4,
        "generation": 1,
        "segments": [{"code": CODE, "first": 101, "last": 103}],
    }
    [job] = journal.jobs(Diary(NOW, **{**plain, **held}).started().lines)
    return job


@pytest.mark.parametrize(
    ("pickup", "job", "kiosk_id", "misfit"),
    [
        (LEASED, told(), "Z001-K1", None),
        (PICKUP, told(), "Z001-K1", "lease-missing"),
        (LEASED, told(), "Z001-K2", "lease-missing"),
        (LEASED, told(fencing=3), "Z001-K1", "lease-over"),
        (LEASED, told(generation=2), "Z001-K1", "lease-over"),
        (LEASED, told(generation=None), "Z001-K1", "lease-over"),
        (replace(LEASED, generation=2), told(), "Z001-K1", None),
        (replace(LEASED, state=State.DISPENSING), told(), "Z001-K1", "pickup-busy"),
        (replace(LEASED, state=State.OPEN), told(), "Z001-K1", "pickup-busy"),
        (
            replace(LEASED, state=State.OPEN, inquiry=Inquiry("Z001-K1", "Z001")),
            told(),
            "Z001-K1",
            None,
        ),
        (LEASED, told(count=4), "Z001-K1", "count-wrong"),
        (LEASED, told(kind="P_ROLL"), "Z001-K1", "count-wrong"),
        (
            LEASED,
            told(segments=[{"code": CODE, "first": 101, "last": 104}]),
            "Z001-K1",
            "count-wrong",
        ),
    ],
)
def test_what_a_lease_allows(
    pickup: Pickup, job: journal.Job, kiosk_id: str, misfit: str | None
) -> None:
    origin = journal.Origin(kiosk_id, "Z001", "key")
    if misfit is None:
        journal.check_lease(pickup, job, origin, NOW)
        return
    with pytest.raises(journal.Misfit, match=misfit):
        journal.check_lease(pickup, job, origin, NOW)


def test_lines_without_their_beginning_are_no_service() -> None:
    diary = Diary(NOW, pickup_id=PICKUP.id)
    diary.lines = diary.lines[:1]
    assert journal.jobs(diary.started().fed((CODE, 101)).lines) == []


def test_a_sheet_that_jammed_is_gone_too() -> None:
    diary = Diary(
        NOW,
        pickup_id=PICKUP.id,
        kind="P_ORD",
        count=3,
        fencing=4,
        segments=[{"code": CODE, "first": 101, "last": 103}],
    )
    [job] = journal.jobs(diary.started().fed((CODE, 101)).jammed(CODE, 102).stopped().lines)
    assert job.gone == [(CODE, 101), (CODE, 102)]
    assert [one.k for one in job.out] == [1]
