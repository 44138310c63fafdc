"""The counter's verbs against its store in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.counter.rules import Case, Decision, State, Why
from backend.counter.service import Counter
from backend.kernel.conflicts import TRIES, Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from tests.counter.samples import APPROVE, CLERK, NOW, REACTOR, REFUSE, WHY, cause
from tests.fakes.counter import FakeCaseStore, FakeCompanies, FakeMatters, FakePeople

CASE = "application-a1-1"
LATER = cause(number=2)


class RacingStore(FakeCaseStore):
    """A store where a rival writes just before us, once a rival."""

    def __init__(self) -> None:
        super().__init__()
        self.rivals: list[Callable[[], object]] = []

    def save(self, case: Case, event: Event) -> None:
        if self.rivals:
            self.rivals.pop()()
        super().save(case, event)


@pytest.fixture
def store() -> RacingStore:
    return RacingStore()


@pytest.fixture
def matters() -> FakeMatters:
    return FakeMatters()


@pytest.fixture
def counter(store: RacingStore, matters: FakeMatters) -> Counter:
    return Counter(store, matters, FakeCompanies(), FakePeople({"c1": "王审", "p1": "李小明"}))


def opened(counter: Counter, event: Event | None = None) -> Case:
    return counter.open_case(event or cause(), "application", "a1", why=WHY, doing=REACTOR)


def test_an_event_opens_its_case_once(counter: Counter, store: RacingStore) -> None:
    case = opened(counter)
    assert (case.id, case.company_id, case.opened_at) == (CASE, "company-1", NOW)
    assert opened(counter) == store.find(CASE)
    assert store.ledger.kinds("case/" + CASE) == ["counter:case:opened"]
    assert opened(counter, cause(number=2)).id == "application-a1-2"


def test_two_who_open_one_case_open_one(counter: Counter, store: RacingStore) -> None:
    store.rivals.append(lambda: opened(counter))
    assert opened(counter) == store.find(CASE)
    assert store.ledger.kinds("case/" + CASE) == ["counter:case:opened"]


def test_a_decision_is_kept_and_may_be_repeated(counter: Counter, store: RacingStore) -> None:
    opened(counter)
    case = counter.decide(CASE, APPROVE, CLERK)
    assert (case.state, case.decision) == (State.DECIDED, APPROVE)
    assert counter.decide(CASE, APPROVE, CLERK) == store.find(CASE)
    assert store.ledger.kinds("case/" + CASE) == ["counter:case:opened", "counter:case:decided"]


@pytest.mark.parametrize(
    ("case_id", "decision", "code"),
    [
        ("nobody", Decision("approve", ""), "case-unknown"),
        (CASE, Decision("settle", ""), "case-reason-missing"),
        (CASE, Decision("settle", "现场核对"), "case-outcome-unfit"),
        (CASE, APPROVE, "application-over"),
    ],
)
def test_decisions_are_refused_in_order(
    counter: Counter, matters: FakeMatters, case_id: str, decision: Decision, code: str
) -> None:
    opened(counter)
    matters.refusal = "application-over"
    with pytest.raises(Refusal) as caught:
        counter.decide(case_id, decision, CLERK)
    assert caught.value.code == code
    assert counter.see(CASE).state is State.OPEN


def test_a_repeat_does_not_ask_the_room_again(counter: Counter, matters: FakeMatters) -> None:
    opened(counter)
    counter.decide(CASE, APPROVE, CLERK)
    matters.refusal = "application-over"
    assert counter.decide(CASE, APPROVE, CLERK).decision == APPROVE


def test_the_first_of_two_clerks_decides(counter: Counter, store: RacingStore) -> None:
    opened(counter)
    store.rivals.append(lambda: counter.decide(CASE, REFUSE, replace(CLERK, actor="clerk/c2")))
    with pytest.raises(Refusal, match="case-over"):
        counter.decide(CASE, APPROVE, CLERK)
    assert counter.see(CASE).decided_by == "clerk/c2"


def test_a_decision_that_cannot_be_carried_out_comes_back(
    counter: Counter, store: RacingStore
) -> None:
    opened(counter)
    decided = counter.decide(CASE, APPROVE, CLERK)
    why = (Why("application-cannot-approve", {"reasons": ["status-not-normal"]}),)
    counter.give_back(decided, why, REACTOR)
    counter.give_back(decided, why, REACTOR)
    case = counter.see(CASE)
    assert (case.state, case.why[-1:]) == (State.OPEN, why)
    assert [one.id for one in counter.inbox(State.OPEN, None, 20).items] == [CASE]
    assert store.ledger.kinds("case/" + CASE)[-1] == "counter:case:given-back"
    assert counter.decide(CASE, APPROVE, CLERK).decision == APPROVE


def test_a_decision_whose_matter_is_over_ends_in_one_step(
    counter: Counter, store: RacingStore
) -> None:
    opened(counter)
    decided = counter.decide(CASE, APPROVE, CLERK)
    counter.overtake(decided, "withdrawn", REACTOR)
    counter.overtake(decided, "withdrawn", REACTOR)
    assert [one.id for one in counter.inbox(State.RESOLVED, None, 20).items] == [CASE]
    assert store.ledger.kinds("case/" + CASE)[1:] == [
        "counter:case:decided",
        "counter:case:resolved",
    ]


def test_the_answer_to_an_older_decision_leaves_a_newer_one_alone(
    counter: Counter, store: RacingStore
) -> None:
    opened(counter)
    first = counter.decide(CASE, APPROVE, CLERK)

    def rival() -> None:
        counter.give_back(first, (Why("site-stock-short", {}),), REACTOR)
        counter.decide(CASE, REFUSE, CLERK)

    store.rivals.append(rival)
    counter.overtake(first, "withdrawn", REACTOR)
    counter.give_back(first, (Why("site-stock-short", {}),), REACTOR)
    case = counter.see(CASE)
    assert (case.state, case.decision) == (State.DECIDED, REFUSE)


def test_what_settled_itself_leaves_the_inbox(counter: Counter, store: RacingStore) -> None:
    opened(counter)
    store.rivals.append(lambda: counter.resolve("application", "a1", LATER, REACTOR))
    counter.resolve("application", "a1", LATER, REACTOR)
    counter.resolve("application", "a1", LATER, REACTOR)
    counter.resolve("pickup", "a1", LATER, REACTOR)
    assert counter.inbox(State.OPEN, None, 20).items == ()
    assert [one.id for one in counter.inbox(State.RESOLVED, None, 20).items] == [CASE]
    assert store.ledger.kinds("case/" + CASE) == ["counter:case:opened", "counter:case:resolved"]


def test_an_older_event_leaves_a_later_episode_open(counter: Counter) -> None:
    opened(counter)
    counter.resolve("application", "a1", cause(number=1), REACTOR)
    assert [one.id for one in counter.inbox(State.OPEN, None, 20).items] == [CASE]
    counter.withdraw(CASE, "resumed", REACTOR)
    counter.withdraw(CASE, "resumed", REACTOR)
    assert counter.see(CASE).state is State.RESOLVED


def test_a_store_that_never_yields_is_given_up(counter: Counter, store: RacingStore) -> None:
    def beaten() -> None:
        raise Conflict

    store.rivals = [beaten] * 9
    with pytest.raises(Conflict):
        opened(counter)
    assert len(store.rivals) == 9 - TRIES


def test_history_is_of_the_matter_and_the_case_by_time(
    counter: Counter, store: RacingStore
) -> None:
    applied = replace(cause(), kind="invoices:application:applied", at=NOW - timedelta(minutes=1))
    store.ledger.add(applied, "")
    store.ledger.add(cause(number=2), "")
    case = counter.open_case(cause(number=2), "application", "a1", why=WHY, doing=REACTOR)
    counter.decide(case.id, APPROVE, CLERK)
    store.ledger.add(replace(cause(number=3), at=CLERK.at + timedelta(seconds=1)), "")
    assert [one.id for one in counter.history(case)] == [
        "application/a1#1",
        "application/a1#2",
        "case/application-a1-2#1",
        "case/application-a1-2#2",
        "application/a1#3",
    ]
    assert counter.matter(case) == {"id": "a1", "kind": "application"}


def test_colleagues_are_named_and_taxpayers_only_as_far_as_a_clerk_may_see(
    counter: Counter, store: RacingStore
) -> None:
    case = opened(counter)
    served = Event(
        "pickup/1", 1, "pickup:pickup:reserved", NOW, "kiosk/K1", "", {"collector_id": "p1"}
    )
    by = [replace(served, number=n, actor=who) for n, who in ((2, "clerk/c1"), (3, "person/x"))]
    assert counter.names(case, (served, *by)) == {"clerk/c1": "王审", "person/p1": "李**"}
