"""The verbs of the room against its fake store."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.taxpayers.rules.authority import Role
from backend.taxpayers.rules.company import Company
from backend.taxpayers.rules.facts import Current, Fact, FactName
from backend.taxpayers.service import Taxpayers
from tests.fakes.taxpayers import FakeTaxpayerStore
from tests.taxpayers.samples import (
    AN,
    BO,
    CLERK,
    FOOD,
    NOW,
    REPAIR,
    TODAY,
    TRADE,
    fact_id,
    grant,
    registration,
    statement,
)

DAY = timedelta(days=1)


@pytest.fixture
def store() -> FakeTaxpayerStore:
    return FakeTaxpayerStore()


@pytest.fixture
def taxpayers(store: FakeTaxpayerStore) -> Taxpayers:
    service = Taxpayers(store)
    for company_id in (TRADE, FOOD, REPAIR):
        service.register_company(company_id, registration(), CLERK, synthetic=True)
    service.authorise(TRADE, AN, grant(), CLERK)
    service.authorise(FOOD, AN, grant(Role.BOOKKEEPER, agent=False), CLERK)
    service.authorise(REPAIR, AN, grant(valid_from=TODAY - DAY, valid_to=TODAY), CLERK)
    service.authorise(FOOD, BO, grant(), CLERK)
    return service


def refusal(verb: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        verb()
    return caught.value.code


def test_a_person_sees_the_companies_they_act_for_today(taxpayers: Taxpayers) -> None:
    seen = taxpayers.companies_of(AN, NOW).items
    assert [each.company.id for each in seen] == [TRADE, FOOD, REPAIR]
    assert [each.authority.may_apply for each in seen] == [True, False, True]
    tomorrow = taxpayers.companies_of(AN, NOW + DAY).items
    assert [each.company.id for each in tomorrow] == [TRADE, FOOD]
    assert taxpayers.companies_of("nobody", NOW).items == ()


def test_pages_of_a_persons_companies(taxpayers: Taxpayers) -> None:
    first = taxpayers.companies_of(AN, NOW, limit=2)
    rest = taxpayers.companies_of(AN, NOW, limit=2, cursor=first.next_cursor)
    assert [each.company.id for each in first.items + rest.items] == [TRADE, FOOD, REPAIR]
    assert rest.next_cursor is None
    assert refusal(lambda: taxpayers.companies_of(BO, NOW, cursor=first.next_cursor)) == (
        "cursor-malformed"
    )


def test_authority_is_asked_for_a_moment(taxpayers: Taxpayers) -> None:
    held = taxpayers.authority(AN, REPAIR, NOW)
    assert held is not None
    assert held.invoice_agent
    assert taxpayers.authority(AN, REPAIR, NOW + DAY) is None
    assert taxpayers.authority(BO, TRADE, NOW) is None


def test_somebody_elses_company_is_as_unknown_as_none(taxpayers: Taxpayers) -> None:
    nobodys = "91130505MA0B6F6W02"
    for company_id in (TRADE, nobodys):
        for verb in (taxpayers.seen_by, taxpayers.facts_seen_by):
            assert refusal(partial(verb, BO, company_id, NOW)) == "company-unknown"
    assert refusal(lambda: taxpayers.seen_by(AN, REPAIR, NOW + DAY)) == "company-unknown"
    assert refusal(lambda: taxpayers.company(nobodys)) == "company-unknown"
    assert refusal(lambda: taxpayers.record_of(nobodys, NOW)) == "company-unknown"
    assert taxpayers.known(TRADE)
    assert not taxpayers.known(nobodys)


def test_the_same_request_again_is_the_same_thing(
    taxpayers: Taxpayers, store: FakeTaxpayerStore
) -> None:
    taxpayers.record_fact(TRADE, fact_id(1), statement(), CLERK)
    written = len(store.events)
    later = Doing("clerk/2", NOW + DAY)
    company = taxpayers.register_company(TRADE, registration(), later)
    assert (company.registered_at, company.synthetic) == (NOW, True)
    assert taxpayers.authorise(TRADE, AN, grant(), later).recorded_by == "clerk/1"
    assert taxpayers.record_fact(TRADE, fact_id(1), statement(), later).recorded_at == NOW
    assert len(store.events) == written


def test_another_request_under_the_same_id_is_refused(taxpayers: Taxpayers) -> None:
    taxpayers.record_fact(TRADE, fact_id(1), statement(), CLERK)
    other = registration("别名（模拟）")
    assert refusal(lambda: taxpayers.register_company(TRADE, other, CLERK)) == (
        "company-exists-differently"
    )
    assert refusal(lambda: taxpayers.authorise(TRADE, AN, grant(agent=False), CLERK)) == (
        "authority-exists-differently"
    )
    worse = statement(value="05")
    assert refusal(lambda: taxpayers.record_fact(TRADE, fact_id(1), worse, CLERK)) == (
        "fact-exists-differently"
    )


def test_an_authority_is_ended_and_the_outdated_request_does_not_bring_it_back(
    taxpayers: Taxpayers, store: FakeTaxpayerStore
) -> None:
    over = grant(valid_to=TODAY - DAY)
    for _ in range(2):
        ended = taxpayers.authorise(TRADE, AN, over, CLERK, seen_version=1)
        assert ended.version == 2
    assert taxpayers.authority(AN, TRADE, NOW) is None
    assert [each.company.id for each in taxpayers.companies_of(AN, NOW).items] == [FOOD, REPAIR]
    assert store.events[-1].kind == "taxpayers:authority:changed"
    for seen, code in ((None, "exists-differently"), (1, "changed-meanwhile")):
        again = partial(taxpayers.authorise, TRADE, AN, grant(), CLERK, seen_version=seen)
        assert refusal(again) == f"authority-{code}"
    assert taxpayers.authorise(TRADE, AN, grant(), CLERK, seen_version=2).version == 3
    assert taxpayers.authority(AN, TRADE, NOW) is not None


def test_an_unknown_company_is_refused_before_anything_else(taxpayers: Taxpayers) -> None:
    nobodys, crossed = "91130505MA0B6F6W02", grant(valid_to=TODAY - DAY)
    assert refusal(lambda: taxpayers.authorise(nobodys, AN, crossed, CLERK)) == "company-unknown"
    bad = statement(value="?")
    assert refusal(lambda: taxpayers.record_fact(nobodys, fact_id(1), bad, CLERK)) == (
        "company-unknown"
    )


def test_facts_in_force_carry_their_id_and_source(taxpayers: Taxpayers) -> None:
    taxpayers.record_fact(TRADE, fact_id(1), statement(), CLERK)
    later = Doing("clerk/1", NOW + timedelta(hours=1))
    worse = statement(value="05", first=TODAY + DAY)
    taxpayers.record_fact(TRADE, fact_id(2), worse, later)
    today = taxpayers.facts_on(TRADE, TODAY)
    assert set(today) == {"status"}
    assert (today["status"].id, today["status"].source) == (fact_id(1), "登记系统（模拟）")
    assert taxpayers.facts_on(TRADE, TODAY + DAY)["status"].value == "05"
    seen = taxpayers.facts_seen_by(AN, TRADE, NOW, cursor=None, limit=20)
    assert [fact.id for fact in seen.items] == [fact_id(2), fact_id(1)]
    assert taxpayers.facts_on(FOOD, TODAY) == {}


def test_a_long_history_comes_in_pages_and_what_holds_with_the_first(
    taxpayers: Taxpayers,
) -> None:
    grade = statement(FactName.CREDIT_GRADE, "A")
    taxpayers.record_fact(TRADE, fact_id(1), grade, CLERK)
    for number in range(2, 50):
        doing = Doing("clerk/1", NOW + timedelta(minutes=number))
        taxpayers.record_fact(TRADE, fact_id(number), statement(), doing)
    record = taxpayers.record_of(TRADE, NOW)
    assert [fact.id for fact in record.facts] == [
        *(fact_id(number) for number in range(49, 29, -1)),
        fact_id(1),
    ]
    older = taxpayers.facts_of(TRADE, cursor=record.facts_cursor, limit=100)
    assert [fact.id for fact in older.items] == [fact_id(number) for number in range(29, 0, -1)]
    assert older.next_cursor is None


def test_two_facts_at_once_are_both_in_force(store: FakeTaxpayerStore) -> None:
    taxpayers, rivals = Taxpayers(store), [True]
    whole = store.save_fact

    def beaten(fact: Fact, event: Event, current: Current) -> None:
        if rivals:
            rivals.pop()
            rival = statement(FactName.CREDIT_GRADE, "A")
            taxpayers.record_fact(TRADE, fact_id(2), rival, CLERK)
        whole(fact, event, current)

    store.save_fact = beaten  # type: ignore[method-assign]
    taxpayers.register_company(TRADE, registration(), CLERK)
    taxpayers.record_fact(TRADE, fact_id(1), statement(), CLERK)
    assert set(taxpayers.facts_on(TRADE, TODAY)) == {"status", "credit_grade"}


def test_a_clerk_sees_all_that_is_recorded(taxpayers: Taxpayers) -> None:
    taxpayers.record_fact(FOOD, fact_id(1), statement(FactName.CREDIT_GRADE, "A"), CLERK)
    record = taxpayers.record_of(FOOD, NOW)
    assert {person.person_id for person in record.people} == {AN, BO}
    assert record.in_force["credit_grade"].value == "A"
    assert [each.id for each in taxpayers.list_companies().items] == [TRADE, FOOD, REPAIR]


class Raced(FakeTaxpayerStore):
    """Somebody registers the same company between our reading and our writing."""

    def __init__(self, rival: Company) -> None:
        super().__init__()
        self._rival = rival
        self.lost = 0

    def save_company(self, company: Company, event: Event) -> None:
        if self.find_company(company.id) is None:
            super().save_company(self._rival, event)
            self.lost += 1
            raise Conflict
        super().save_company(company, event)


def test_a_lost_race_is_decided_from_a_fresh_reading(taxpayers: Taxpayers) -> None:
    rival = taxpayers.company(TRADE)
    raced = Raced(rival)
    assert Taxpayers(raced).register_company(TRADE, registration(), CLERK) is rival
    assert raced.lost == 1
    other = registration("别名（模拟）")
    again = Taxpayers(Raced(rival))
    assert refusal(lambda: again.register_company(TRADE, other, CLERK)) == (
        "company-exists-differently"
    )
