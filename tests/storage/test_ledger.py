"""The ledger on both engines: numbered once, chained, paged, found by minute."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.kernel.clock import from_text
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, chain
from backend.storage import ledger
from backend.storage.ledger import LedgerItem
from backend.storage.meter import metering
from backend.storage.pages import encode
from backend.storage.transaction import write

NOW = datetime(2026, 11, 23, 2, 0, 59, 999_000, tzinfo=UTC)
DOING = Doing("person/p1", NOW, "session/s1")
KIND = "pickup:pickup:moved"
SUBJECT = "pickup/1"


def record(subject: str = SUBJECT, count: int = 1, at: datetime = NOW) -> list[Event]:
    """Write a subject's first events and return them."""
    head, events = "", []
    for number in range(1, count + 1):
        event = Event(subject, number, KIND, at, "person/p1", "session/s1", {"n": number})
        change, head = ledger.record(event, head)
        write(change)
        events.append(event)
    return events


def test_nothing_happened_yet(tables: str) -> None:
    assert ledger.history(SUBJECT).items == ()
    assert ledger.find(SUBJECT, 1) is None
    assert ledger.broken_at(SUBJECT) is None


def test_events_come_back_as_they_went_oldest_first(tables: str) -> None:
    data = {"字": "汉", "list": [1, None, True, {"a": "b"}], "none": None}
    first = DOING.event(SUBJECT, 1, KIND, **data)
    change, head = ledger.record(first, "")
    write(change)
    assert head == chain("", first)
    second = DOING.event(SUBJECT, 2, KIND)
    write(ledger.record(second, head)[0])
    assert ledger.history(SUBJECT).items == (first, second)
    assert ledger.find(SUBJECT, 2) == second
    assert ledger.history("pickup/2").items == ()


def test_a_second_event_of_one_version_is_refused(tables: str) -> None:
    (first,) = record()
    with pytest.raises(Conflict):
        write(ledger.record(DOING.event(SUBJECT, 1, "pickup:pickup:expired"), "")[0])
    assert ledger.history(SUBJECT).items == (first,)


def test_numbers_sort_as_numbers(tables: str) -> None:
    record(count=12)
    assert [one.number for one in ledger.history(SUBJECT).items] == list(range(1, 13))
    assert ledger.broken_at(SUBJECT) is None


@pytest.mark.parametrize(
    "change",
    [
        {"data": '{"n":3}'},
        {"data": "not json"},
        {"actor": "person/p2"},
        {"machine": ""},
        {"kind": "pickup:pickup:expired"},
        {"at": "2026-11-23T02:00:59.998Z"},
        {"at": "yesterday"},
        {"data": '{"n":2.5}'},
        {"hash": "0" * 64},
        {"minute": "2026-11-23T03:00#0"},  # a sweeper would not find it
        {"order": "2026-11-23T02:00:59.999Z#pickup/1#9"},
    ],
    ids=str,
)
def test_a_changed_event_breaks_the_chain(tables: str, change: dict[str, Any]) -> None:
    record(count=3)
    assert ledger.broken_at(SUBJECT) is None
    item = LedgerItem.get(SUBJECT, 2)
    for name, value in change.items():
        setattr(item, name, value)
    item.save()
    assert ledger.broken_at(SUBJECT) == 2


@pytest.mark.parametrize("gone", [1, 2])
def test_a_missing_event_breaks_the_chain(tables: str, gone: int) -> None:
    record(count=3)
    LedgerItem.get(SUBJECT, gone).delete()
    assert ledger.broken_at(SUBJECT) == gone


def test_a_chain_forged_from_the_middle_ends_in_another_head(tables: str) -> None:
    # A whole chain can be forged by who may write it; the item keeps the true head.
    events = record(count=2)
    forged = DOING.event(SUBJECT, 2, KIND, n=9)
    change, head = ledger.record(forged, chain("", events[0]))
    change.item.save()
    assert ledger.broken_at(SUBJECT) is None
    assert head != chain(chain("", events[0]), events[1])


def test_history_pages_to_its_end(tables: str) -> None:
    record(count=5)
    seen: list[int] = []
    cursor, pages = None, 0
    while pages == 0 or cursor:
        page = ledger.history(SUBJECT, cursor, limit=2)
        assert len(page.items) <= 2
        seen += [one.number for one in page.items]
        cursor, pages = page.next_cursor, pages + 1
    assert seen == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("limit", [-5, 0, 1, 10_000])
def test_a_page_is_bounded_whatever_is_asked(tables: str, limit: int) -> None:
    record(count=3)
    with metering() as meter:
        page = ledger.history(SUBJECT, limit=limit)
    assert len(page.items) == (1 if limit < 2 else 3)
    assert meter.calls == {"Query": 1}


def key(**parts: object) -> str:
    return str(encode(dict(parts)))


@pytest.mark.parametrize(
    "cursor",
    [
        key(subject={"S": "pickup/2"}, number={"N": "1"}),  # somebody else's list
        key(subject={"S": SUBJECT}),
        key(number={"N": "1"}),
        key(subject={"S": SUBJECT}, number={"N": "1"}, order={"S": "x"}),
        key(subject={"S": SUBJECT}, number={"S": "1"}),
        key(subject={"S": SUBJECT}, number={"N": "one"}),
        key(subject={"S": SUBJECT}, number={"N": 1}),
        key(subject={"S": SUBJECT}, number=1),
        key(subject=SUBJECT, number={"N": "1"}),
        key(subject={"S": SUBJECT, "N": "1"}, number={"N": "1"}),
        "W10",
        "bnVsbA",
        "MQ",
        "{}",
        "!!!!",
        "é",
        "a",
        "W1tb" * 5000,
    ],
)
def test_a_cursor_of_something_else_is_refused(embedded_tables: str, cursor: str) -> None:
    record(count=2)
    with pytest.raises(Refusal) as caught:
        ledger.history(SUBJECT, cursor)
    assert (caught.value.code, caught.value.field) == ("cursor-malformed", "/cursor")


def test_a_cursor_of_another_subject_is_refused(tables: str) -> None:
    record(count=3)
    record("pickup/2", count=3)
    theirs = ledger.history("pickup/2", limit=1).next_cursor
    assert theirs is not None
    assert len(ledger.history("pickup/2", theirs, limit=1).items) == 1
    with pytest.raises(Refusal, match="cursor-malformed"):
        ledger.history(SUBJECT, theirs)


def test_a_minute_lists_its_events_and_no_others(tables: str) -> None:
    subjects = [f"pickup/{number}" for number in range(12)]
    for subject in subjects:
        record(subject, count=2)
    record("late/1", at=NOW + timedelta(milliseconds=1))
    record("early/1", at=NOW - timedelta(minutes=1))
    found = sorted(one.key for one in ledger.in_minute(NOW.replace(second=0)))
    assert found == sorted((subject, number) for subject in subjects for number in (1, 2))
    [late] = ledger.in_minute(NOW + timedelta(minutes=1))
    assert late.key == ("late/1", 1)
    shards = {item.minute for item in LedgerItem.scan()}
    assert len({one.rpartition("#")[2] for one in shards}) > 1


def test_a_minute_never_scans(tables: str) -> None:
    record()
    with metering() as meter:
        assert [one.key for one in ledger.in_minute(NOW)] == [(SUBJECT, 1)]
    assert meter.calls == {"Query": ledger.SHARDS}


def test_a_minute_is_gone_on_with_behind_any_place_in_it(tables: str) -> None:
    for number in range(12):
        record(f"pickup/{number}", count=2)
    whole = list(ledger.in_minute(NOW))
    assert len(whole) == 24
    for at, spot in enumerate(whole, 1):
        assert list(ledger.in_minute(NOW, spot.place)) == whole[at:]


def test_several_events_are_read_in_one_call(tables: str) -> None:
    events = record(count=3)
    with metering() as meter:
        found = ledger.find_all([(SUBJECT, number) for number in (1, 3, 9)])
    assert found == {(SUBJECT, number): events[number - 1] for number in (1, 3)}
    assert meter.calls == {"BatchGetItem": 1}
    assert ledger.find_all([]) == {}


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("02:00:30", "02:00:59", []),
        ("02:00:30", "02:01:00", ["02:00"]),
        ("02:00:00", "02:02:30", ["02:00", "02:01"]),
        ("02:02:00", "02:00:00", []),
    ],
)
def test_only_whole_minutes_that_are_over(first: str, last: str, found: list[str]) -> None:
    walked = list(ledger.minutes(*(from_text(f"2026-11-23T{text}Z") for text in (first, last))))
    assert [f"{one:%H:%M}" for one in walked] == found
    assert all((one.second, one.microsecond) == (0, 0) for one in walked)
