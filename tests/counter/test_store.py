"""One contract for the fake and both real engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.counter import rules
from backend.counter.ports import Store
from backend.counter.rules import Case, State
from backend.counter.store import CaseStore
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.storage import ledger
from backend.storage.meter import metering
from tests.counter.samples import (
    APPROVE,
    CLERK,
    MISSING,
    NOW,
    REACTOR,
    SETTLE,
    WHY,
    a_case,
)
from tests.fakes.counter import FakeCaseStore


@pytest.fixture(params=["fake", "embedded", "moto"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "fake":
        return FakeCaseStore()
    request.getfixturevalue(f"{request.param}_tables")
    return CaseStore()


def kept(store: Store, case: Case) -> Case:
    found = store.find(case.id)
    assert found is not None
    assert replace(found, head="") == replace(case, head="")
    return found


def opened(store: Store, case: Case) -> Case:
    step = rules.open_case(case, REACTOR)
    store.save(*step)
    return kept(store, step[0])


def moved(store: Store, step: rules.Step | None) -> Case:
    assert step is not None
    store.save(*step)
    return kept(store, step[0])


def test_what_was_promised_is_kept_and_orders_the_inbox(store: Store) -> None:
    promised = replace(a_case("quota"), promised_at=NOW + timedelta(days=4))
    opened(store, promised)
    opened(store, a_case())
    page = store.in_state(State.OPEN, None, 5)
    assert [one.kind for one in page.items] == ["application", "quota"]


def test_nothing_is_there_before_it_is_saved(store: Store) -> None:
    assert store.find("nobody") is None
    assert store.find(f"application-a1-{'9' * 60}") is None
    assert store.open_about("application", "a1", 99) is None
    assert store.in_state(State.OPEN, None, 20).items == ()
    assert store.newest("case/nobody") == ()


def test_cases_come_back_as_they_went_in_each_state(store: Store) -> None:
    case = opened(store, a_case())
    case = moved(store, rules.decide(case, APPROVE, CLERK))
    case = moved(store, rules.give_back(case, WHY, REACTOR))
    case = moved(store, rules.resolve(case, "withdrawn", REACTOR))
    stuck = opened(store, a_case("pickup", "0a"))
    stuck = moved(store, rules.decide(stuck, SETTLE, CLERK))
    moved(store, rules.overtake(stuck, "pickup:pickup:resumed", REACTOR))
    short = moved(store, rules.decide(opened(store, a_case("shortfall", "0a")), MISSING, CLERK))
    assert short.told_at == "pickup/0a"
    assert rules.decide(short, MISSING, CLERK) is None
    assert [event.number for event in store.newest(case.subject)] == [4, 3, 2, 1]


def test_the_later_of_two_writers_loses(store: Store) -> None:
    case = opened(store, a_case())
    with pytest.raises(Conflict):
        store.save(*rules.open_case(a_case(), REACTOR))
    moved(store, rules.decide(case, APPROVE, CLERK))
    late = rules.resolve(case, "withdrawn", REACTOR)
    assert late is not None
    with pytest.raises(Conflict):
        store.save(*late)
    assert [event.number for event in store.newest(case.subject)] == [2, 1]


def test_the_open_case_about_a_matter_is_found(store: Store) -> None:
    for number in range(1, 13):
        case = opened(store, a_case(number=number))
        if number != 2:
            moved(store, rules.decide(case, APPROVE, CLERK))
    opened(store, a_case(subject_id="a2"))
    found = store.open_about("application", "a1", 99)
    assert found is not None
    assert found.id == "application-a1-2"
    assert store.open_about("application", "a1", 2) is None
    assert store.open_about("pickup", "a1", 99) is None
    moved(store, rules.resolve(found, "withdrawn", REACTOR))
    assert store.open_about("application", "a1", 99) is None


def test_the_inbox_is_by_due_time_and_what_ended_newest_first(store: Store) -> None:
    def at(minute: int, name: str, kind: str = "application") -> Case:
        later = NOW + timedelta(minutes=minute)
        return opened(store, replace(a_case(kind, name), opened_at=later))

    cases = [at(3, "c"), at(1, "a"), at(2, "b"), at(60, "p", "pickup")]
    first = store.in_state(State.OPEN, None, 3)
    rest = store.in_state(State.OPEN, first.next_cursor, 3)
    names = [one.subject_id for one in (*first.items, *rest.items)]
    assert names == ["p", "a", "b", "c"]  # the pickup is due in two hours
    assert rest.next_cursor is None
    for minute, case in enumerate(cases):
        doing = replace(CLERK, at=CLERK.at + timedelta(minutes=minute))
        moved(store, rules.resolve(case, "withdrawn", doing))
    assert store.in_state(State.OPEN, None, 3).items == ()
    ended = store.in_state(State.RESOLVED, None, 9).items
    assert [one.subject_id for one in ended] == ["p", "b", "a", "c"]


def test_a_cursor_of_another_list_is_refused(store: Store) -> None:
    for name in ("a", "b", "c"):
        opened(store, a_case(subject_id=name))
    cursor = store.in_state(State.OPEN, None, 1).next_cursor
    assert cursor is not None
    with pytest.raises(Refusal, match="cursor-malformed"):
        store.in_state(State.DECIDED, cursor, 1)


def test_what_the_verbs_cost(tables: str) -> None:
    store = CaseStore()
    case = opened(store, a_case())
    with metering() as meter:
        store.in_state(State.OPEN, None, 20)
    assert meter.calls == {"Query": 1}
    with metering() as meter:
        moved(store, rules.decide(case, APPROVE, CLERK))
    assert meter.calls == {"TransactWriteItems": 1, "GetItem": 1}
    assert meter.largest_transaction == 2
    assert ledger.broken_at(case.subject) is None
