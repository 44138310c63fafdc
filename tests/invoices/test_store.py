"""One contract for three stores: the fake, the embedded engine, and moto."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from backend.invoices.ports import Moved, Store
from backend.invoices.rules import allowances, applications, returning
from backend.invoices.rules.allowances import Allowance, Cause
from backend.invoices.rules.applications import Application, Outcome, Returned, Wish
from backend.invoices.rules.approvals import Approval, SupplyMethod, Terms, grant
from backend.invoices.rules.checks import Check, OnFailure
from backend.invoices.rules.kinds import Kind
from backend.invoices.store import DynamoStore
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import new_id
from backend.storage import ledger
from backend.storage.meter import metering
from tests.fakes.invoices import FakeStore

PERSON = Doing("person/p1", datetime(2026, 11, 23, 2, 0, 0, 123000, tzinfo=UTC), "session/s1")
TERMS = Terms(99_999, 50, 40, 60, SupplyMethod.BATCH, date(2026, 1, 1), date(2026, 12, 31))
CHECKS = (
    Check(1, "agent-authorised", True, None, {"a": "yes"}, "规则", OnFailure.REFUSE),
    Check(9, "risk-clear", False, "risk-blocked", {"n": 3, "x": None}, "规则", OnFailure.REFER),
)


@pytest.fixture(params=["fake", "embedded", "moto"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    match request.param:
        case "fake":
            yield FakeStore()
        case "embedded":
            request.getfixturevalue("embedded_tables")
            yield DynamoStore()
        case _:
            request.getfixturevalue("moto_tables")
            yield DynamoStore()


def applied(company_id: str = "C", *checks: Check) -> tuple[Application, Event]:
    return applications.apply(
        new_id(),
        company_id,
        Wish(Kind.P_ORD, 10, "Z001"),
        checks=checks or CHECKS,
        pickup_id="ab12",
        doing=PERSON,
    )


def moved(allowance: Allowance) -> Moved:
    cause = Cause("a1", "2026-11", "application/a1")
    return Moved(*allowances.take(allowance, 3, limit=50, cause=cause, doing=PERSON))


START = Allowance("C", Kind.P_ORD, "2026-11")


def test_an_application_comes_back_as_it_was_saved(store: Store) -> None:
    application, event = applied()
    assert store.find_application(application.id) is None
    store.save_application(application, event)
    found = store.find_application(application.id)
    assert found is not None
    assert found.head
    assert replace(found, head="") == application
    after, event = applications.decide(
        found, Outcome.APPROVE, "已核", blocking=(), pickup_id="cd34", doing=PERSON
    )
    store.save_application(after, event, moved(START))
    again = store.find_application(application.id)
    assert again is not None
    assert replace(again, head="") == replace(after, head="")
    kinds = [one.kind for one in store.history(application.id, None, 50).items]
    assert kinds == ["invoices:application:referred", "invoices:application:approved"]


def test_a_version_is_saved_once(store: Store) -> None:
    application, event = applied()
    store.save_application(application, event)
    with pytest.raises(Conflict):
        store.save_application(application, event)
    with pytest.raises(Conflict):
        store.save_application(replace(application, version=3), replace(event, number=3))


def test_a_lost_allowance_loses_the_application_too(store: Store) -> None:
    first, event = applied("C", CHECKS[0])
    store.save_application(first, event, moved(START))
    second, event = applied("C", CHECKS[0])
    with pytest.raises(Conflict):
        store.save_application(second, event, moved(START))
    assert store.find_application(second.id) is None
    assert store.history(second.id, None, 50).items == ()
    _, allowance = store.find_kind("C", Kind.P_ORD)
    assert allowance is not None
    assert (allowance.taken_this_month, allowance.version) == (3, 1)


def test_a_company_lists_its_own_newest_first_in_pages(store: Store) -> None:
    ids = []
    for company_id in ("C", "D", "C", "C"):
        application, event = applied(company_id)
        store.save_application(application, event)
        ids += [application.id] if company_id == "C" else []
    first = store.list_applications("C", None, 2)
    second = store.list_applications("C", first.next_cursor, 2)
    found = [one.id for one in (*first.items, *second.items)]
    assert found == sorted(ids, reverse=True)
    assert first.next_cursor
    assert store.list_applications("E", None, 2).items == ()


def test_approvals_and_allowances_of_a_company_come_together(store: Store) -> None:
    for kind in (Kind.P_SPECIAL, Kind.P_ORD):
        store.save_approval(*grant("C", kind, TERMS, before=None, reason="x", doing=PERSON))
    store.save_allowance(moved(START), "pickup/x#1", "asked")
    rows = store.list_kinds("C")
    assert [approval.kind for approval, _ in rows] == [Kind.P_SPECIAL, Kind.P_ORD]
    assert rows[0][0].terms == TERMS
    assert rows[0][1] is None
    assert rows[1][1] is not None
    approval, allowance = store.find_kind("C", Kind.P_ORD)
    assert isinstance(approval, Approval)
    assert allowance == rows[1][1]
    assert store.find_kind("C", Kind.P_ROLL) == (None, None)
    with pytest.raises(Conflict):
        store.save_approval(*grant("C", Kind.P_ORD, TERMS, before=None, reason="x", doing=PERSON))


def test_a_source_moves_an_allowance_once(store: Store) -> None:
    assert store.find_moved("pickup/x#1") is None
    store.save_allowance(moved(START), "pickup/x#1", "asked")
    assert store.find_moved("pickup/x#1") == "asked"
    _, allowance = store.find_kind("C", Kind.P_ORD)
    assert allowance is not None
    with pytest.raises(Conflict):
        store.save_allowance(moved(allowance), "pickup/x#1", "asked")
    assert store.find_kind("C", Kind.P_ORD)[1] == allowance


def test_a_cursor_of_another_list_is_refused(tables: str) -> None:
    store = DynamoStore()
    for _ in range(3):
        store.save_application(*applied("C"))
    page = store.list_applications("C", None, 1)
    with pytest.raises(Refusal, match="cursor-malformed"):
        store.list_applications("D", page.next_cursor, 1)


def test_an_application_is_one_transaction_of_at_most_four_items(embedded_tables: str) -> None:
    store = DynamoStore()
    with metering() as refused:
        store.save_application(*applied("C"))
    with metering() as approved:
        store.save_application(*applied("C", CHECKS[0]), moved(START))
    assert (refused.largest_transaction, approved.largest_transaction) == (2, 4)
    assert approved.calls["TransactWriteItems"] == 1
    assert ledger.broken_at("allowance/C/P_ORD") is None


def test_what_came_back_and_what_took_it_up_are_kept_together(store: Store) -> None:
    before, event = applied()
    store.save_application(before, event)
    found = store.find_application(before.id)
    assert found is not None
    returned = Returned(3, "pickup-expired", PERSON.at, "Z002")
    given_back = returning.give_back(found, returned, PERSON)
    store.save_allowance(moved(START), "pickup/x#9", "hash", also=given_back)
    noted = store.find_application(before.id)
    assert noted is not None
    assert replace(noted, head="") == replace(given_back[0], head="")
    successor, event = applied()
    successor = replace(successor, reissue_of=before.id)
    followed = returning.follow(noted, successor, PERSON)
    store.save_application(successor, event, also=followed)
    after = store.find_application(before.id)
    assert after is not None
    assert after.reissued_as == successor.id
    again, event = applied()
    with pytest.raises(Conflict):
        store.save_application(again, event, also=followed)
    assert store.find_application(again.id) is None
