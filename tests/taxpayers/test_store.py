"""One contract for the fake, the embedded engine and moto."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.storage import ledger
from backend.storage.meter import metering
from backend.taxpayers.ports import Store
from backend.taxpayers.rules import authority, company, facts
from backend.taxpayers.rules.facts import Current, Fact
from backend.taxpayers.store import TaxpayerStore
from backend.taxpayers.tables import TaxpayerItem
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


@pytest.fixture(params=["fake", "embedded", "moto"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "fake":
        yield FakeTaxpayerStore()
    elif request.param == "embedded":
        request.getfixturevalue("embedded_tables")
        yield TaxpayerStore()
    else:
        request.getfixturevalue("moto_tables")
        yield TaxpayerStore()


def current(*known: Fact) -> Current:
    kept = Current(TRADE)
    for fact in known:
        kept = kept.with_fact(fact, TODAY)
    return kept


def test_a_long_history_costs_a_decision_one_small_read(tables: str) -> None:
    store, kept = TaxpayerStore(), Current(TRADE)
    for number in range(1, 31):
        doing = Doing("clerk/1", NOW + timedelta(minutes=number))
        fact, event = facts.record(TRADE, fact_id(number), statement(), doing)
        kept = kept.with_fact(fact, TODAY)
        store.save_fact(fact, event, kept)
    with metering() as meter:
        found = store.find_current(TRADE)
    assert [fact.id for fact in found.facts] == [fact_id(30)]
    assert meter.calls == {"GetItem": 1}
    assert meter.units <= 1
    first = store.list_facts(TRADE, cursor=None, limit=20)
    rest = store.list_facts(TRADE, cursor=first.next_cursor, limit=20)
    assert [fact.id for fact in first.items + rest.items] == [
        fact_id(number) for number in range(30, 0, -1)
    ]
    # A company whose facts were recorded before these rows were kept loses none.
    TaxpayerItem(TRADE, "current-facts").delete()
    assert len(store.find_current(TRADE).facts) == 30
    assert store.find_current(TRADE).version == 0


def test_nothing_is_there_before_it_is_saved(store: Store) -> None:
    assert store.find_company(TRADE) is None
    assert store.find_authority(TRADE, AN) is None
    assert store.find_fact(TRADE, fact_id(1)) is None
    assert store.find_companies([]) == {}
    assert store.list_facts(TRADE, cursor=None, limit=5).items == ()
    assert store.find_current(TRADE) == Current(TRADE)
    assert store.list_people(TRADE) == ()
    assert store.list_companies("130500", cursor=None, limit=5).items == ()


def test_values_come_back_as_they_went(store: Store) -> None:
    shop, registered = company.register(TRADE, registration(), CLERK, synthetic=True)
    agent, granted = authority.grant(TRADE, AN, grant(valid_to=TODAY), CLERK)
    status, recorded = facts.record(TRADE, fact_id(1), statement(last=TODAY), CLERK)
    store.save_company(shop, registered)
    store.save_authority(agent, granted)
    store.save_fact(status, recorded, current(status))
    found = store.find_company(TRADE)
    assert found is not None
    assert replace(found, head="") == shop
    found_agent = store.find_authority(TRADE, AN)
    assert found_agent is not None
    assert replace(found_agent, head="") == agent
    found_status = store.find_fact(TRADE, fact_id(1))
    assert found_status is not None
    assert replace(found_status, head="") == status
    assert store.list_people(TRADE) == (found_agent,)
    assert store.list_facts(TRADE, cursor=None, limit=5).items == (found_status,)
    assert store.list_facts(FOOD, cursor=None, limit=5).items == ()
    assert [(one.id, one.value) for one in store.find_current(TRADE).facts] == [
        (status.id, status.value)
    ]


def test_a_second_first_version_is_a_conflict(store: Store) -> None:
    shop, registered = company.register(TRADE, registration(), CLERK)
    agent, granted = authority.grant(TRADE, AN, grant(), CLERK)
    status, recorded = facts.record(TRADE, fact_id(1), statement(), CLERK)
    store.save_company(shop, registered)
    store.save_authority(agent, granted)
    store.save_fact(status, recorded, current(status))
    with pytest.raises(Conflict):
        store.save_company(shop, registered)
    with pytest.raises(Conflict):
        store.save_authority(agent, granted)
    with pytest.raises(Conflict):
        store.save_fact(status, recorded, replace(current(status), version=2))
    other, told = facts.record(TRADE, fact_id(2), statement(), CLERK)
    with pytest.raises(Conflict):
        store.save_fact(other, told, current(other))
    assert store.find_fact(TRADE, fact_id(2)) is None


def test_an_authority_is_kept_as_changed_over_the_version_seen(store: Store) -> None:
    store.save_authority(*authority.grant(TRADE, AN, grant(), CLERK))
    before = store.find_authority(TRADE, AN)
    assert before is not None
    ended = authority.change(before, grant(valid_to=TODAY), 1, CLERK)
    store.save_authority(*ended)
    found = store.find_authority(TRADE, AN)
    assert found is not None
    assert (found.version, found.valid_to) == (2, TODAY)
    (listed,) = store.list_authorities_of(AN, cursor=None, limit=5).items
    assert listed.valid_to == TODAY
    with pytest.raises(Conflict):
        store.save_authority(*ended)


def test_lists_page_by_company_code(store: Store) -> None:
    for company_id in (REPAIR, TRADE, FOOD):
        store.save_company(*company.register(company_id, registration(), CLERK))
        store.save_authority(*authority.grant(company_id, AN, grant(), CLERK))
    store.save_authority(*authority.grant(FOOD, BO, grant(), CLERK))
    first = store.list_companies("130500", cursor=None, limit=2)
    rest = store.list_companies("130500", cursor=first.next_cursor, limit=2)
    assert [each.id for each in first.items + rest.items] == [TRADE, FOOD, REPAIR]
    assert rest.next_cursor is None
    mine = store.list_authorities_of(AN, cursor=None, limit=2)
    more = store.list_authorities_of(AN, cursor=mine.next_cursor, limit=2)
    assert [each.company_id for each in mine.items + more.items] == [TRADE, FOOD, REPAIR]
    assert [each.company_id for each in store.list_authorities_of(BO, cursor=None, limit=2).items]
    asked = [TRADE, FOOD, "91130505MA0B6F6W02", TRADE]
    assert set(store.find_companies(asked)) == {TRADE, FOOD}
    with pytest.raises(Refusal, match="cursor-malformed"):
        store.list_authorities_of(BO, cursor=mine.next_cursor, limit=2)


def test_each_change_is_written_with_its_event(tables: str) -> None:
    store = TaxpayerStore()
    with metering() as meter:
        store.save_company(*company.register(TRADE, registration(), CLERK))
        store.save_authority(*authority.grant(TRADE, AN, grant(), CLERK))
        fact, recorded = facts.record(TRADE, fact_id(1), statement(), CLERK)
        store.save_fact(fact, recorded, current(fact))
    assert meter.calls == {"TransactWriteItems": 3}
    assert meter.largest_transaction == 3
    subjects = (
        f"company/{TRADE}",
        f"authority/{TRADE}/{AN}",
        f"company-fact/{TRADE}/{fact_id(1)}",
    )
    agent = store.find_authority(TRADE, AN)
    assert agent is not None
    store.save_authority(*authority.change(agent, grant(valid_to=TODAY), 1, CLERK))
    assert ledger.broken_at(subjects[1]) is None
    assert [event.number for event in ledger.history(subjects[1]).items] == [1, 2]
    for subject in (subjects[0], subjects[2]):
        assert [event.number for event in ledger.history(subject).items] == [1]
        assert ledger.broken_at(subject) is None


def test_a_list_costs_two_calls_and_never_scans(tables: str) -> None:
    store = TaxpayerStore()
    for company_id in (REPAIR, TRADE, FOOD):
        store.save_company(*company.register(company_id, registration(), CLERK))
    with metering() as meter:
        store.list_companies("130500", cursor=None, limit=2)
    assert meter.calls == {"Query": 1, "BatchGetItem": 1}
