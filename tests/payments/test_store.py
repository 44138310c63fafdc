"""One contract for three stores: the fake, the embedded engine, and moto."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.payments.ports import Store
from backend.payments.rules import agreements, differences, payables, payments, refunds
from backend.payments.rules.agreements import Account
from backend.payments.rules.bank import Heard, OrderKind, Verdict
from backend.payments.rules.differences import Difference, MoneyOutcome, What
from backend.payments.rules.payables import Due, Line
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Refund, Wish
from backend.payments.rules.wishes import PayWay
from backend.payments.store import DynamoStore
from backend.storage import ledger
from tests.fakes.payments import FakeStore

AT = datetime(2026, 11, 23, 2, 0, 0, 123000, tzinfo=UTC)
DOING = Doing("person/p1", AT, "session/s1")
OWNER = "company/C"


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


def owed(owner: str = OWNER) -> payables.Step:
    lines = (Line("增值税", 1_000), Line("城建税", 70))
    due = Due("return/1", owner, "税款（模拟）", lines, date(2026, 11, 16), "2026-10")
    return payables.open_payable(new_id(), due, DOING)


def asked(payable: payables.Payable) -> payments.Step:
    payment = Payment(
        id=new_id(),
        payable_id=payable.id,
        about="return/1",
        owner=payable.due.owner,
        what="税款（模拟）",
        way=PayWay.AGREEMENT,
        principal_fen=1_070,
        surcharge_fen=4,
        agreement_id="a",
        asked_at=AT,
        asked_by=DOING.actor,
        request_hash="h",
        valid_until=AT + timedelta(hours=2),
        wake_at=AT + timedelta(seconds=30),
    )
    return payments.ask(payment, DOING)


def test_a_payment_and_its_payable_are_written_together(store: Store) -> None:
    store.save(opened := owed())
    payable = store.find_payable(opened[0].id)
    assert payable == opened[0]
    assert payable is not None
    step = asked(payable)
    store.save(step, held := payables.hold(payable, step[0].part, DOING))
    assert (store.find_payment(step[0].id), store.find_payable(payable.id)) == (step[0], held[0])
    other = asked(payable)
    with pytest.raises(Conflict):  # the payable has moved on
        store.save(other, payables.hold(payable, other[0].part, DOING))
    assert store.find_payment(other[0].id) is None
    assert store.history(other[0].subject, None, 9).items == ()


def test_what_was_settled_is_found_by_its_day(store: Store) -> None:
    step = asked(owed()[0])
    store.save(step)
    found = store.find_payment(step[0].id)
    assert found is not None
    assert list(store.settled_on(date(2026, 11, 23))) == []
    heard = Heard(Verdict.DONE, bank_no="SB1", at=AT, amount_fen=1_074)
    paid = payments.settle(found, heard, DOING)
    store.save(paid)
    assert list(store.settled_on(date(2026, 11, 23))) == [paid[0]]
    assert list(store.settled_on(date(2026, 11, 24))) == []
    assert list(store.due(AT)) == []
    more = payments.take(paid[0], "20261124-7", 1_074, again=True, doing=DOING)
    store.save(more)
    assert store.find_payment(found.id) == more[0]


def test_what_waits_is_found_by_its_minute(store: Store) -> None:
    step = asked(owed()[0])
    store.save(step)
    assert list(store.due(AT)) == [step[0].subject]
    assert list(store.due(AT + timedelta(minutes=1))) == []


def test_everybody_lists_their_own_newest_first(store: Store) -> None:
    steps = [owed(), owed("company/D"), owed(), owed()]
    for step in steps:
        store.save(step)
    mine = sorted((one[0].id for one in steps if one[0].due.owner == OWNER), reverse=True)
    first = store.list_payables(OWNER, None, 2)
    rest = store.list_payables(OWNER, first.next_cursor, 2)
    assert [one.id for one in (*first.items, *rest.items)] == mine
    step = asked(steps[0][0])
    store.save(step)
    assert store.list_payments(OWNER, None, 9).items == (step[0],)
    assert store.list_payments("company/D", None, 9).items == ()


def test_an_agreement_comes_back_as_it_was_saved(store: Store) -> None:
    account = Account("模拟银行", "0000000012345678", "模拟·甲")
    step = agreements.ask(new_id(), OWNER, account, doing=DOING)
    store.save(step)
    found = store.find_agreement(step[0].id)
    assert found == step[0]
    assert found is not None
    assert list(store.due(AT)) == [found.subject]
    store.save(active := agreements.hear(found, Heard(Verdict.DONE), DOING))
    assert store.find_agreement(found.id) == active[0]
    assert store.list_agreements(OWNER, None, 9).items == (active[0],)
    assert list(store.due(AT)) == []
    told = [one.data for one in store.history(found.subject, None, 9).items]
    assert account.number not in str(told)


def test_refunds_are_worked_through_by_promise(store: Store) -> None:
    def claimed(days: int) -> Refund:
        refund = Refund(
            id=new_id(),
            wish=Wish("p", 500, "多缴", "模拟·甲"),
            payable_id="x",
            about="return/1",
            owner=OWNER,
            what="税款（模拟）",
            of_kind=OrderKind.DEBIT,
            claimed_at=AT,
            claimed_by=DOING.actor,
            promised_at=AT + timedelta(days=days),
            request_hash="h",
        )
        store.save(refunds.claim(refund, DOING))
        return refund

    later, sooner = claimed(9), claimed(3)
    assert store.refunds_in(refunds.State.CLAIMED, None, 9).items == (sooner, later)
    found = store.find_refund(sooner.id)
    assert found is not None
    proposed = refunds.propose(found, "应退", Doing("clerk/c1", AT))
    store.save(proposed)
    assert store.find_refund(sooner.id) == proposed[0]
    assert store.refunds_in(refunds.State.CLAIMED, None, 9).items == (later,)
    assert store.list_refunds(OWNER, None, 9).items == (proposed[0], later)


def test_a_difference_is_entered_once(store: Store) -> None:
    difference = Difference(
        day=date(2026, 11, 23),
        what=What.NOT_IN_BOOK,
        order_kind=OrderKind.DEBIT,
        order_id="stranger",
        owner="",
        bank_fen=5,
        book_fen=None,
        book_state="",
        found_at=AT,
        line="20261123-7",
    )
    store.save(differences.find(difference, DOING))
    with pytest.raises(Conflict):
        store.save(differences.find(difference, DOING))
    assert store.differences_in(differences.State.OPEN, None, 9).items == (difference,)
    found = store.find_difference(difference.id)
    assert found is not None
    proposed = differences.propose(found, MoneyOutcome.TAKEN, "多扣", Doing("clerk/c1", AT))
    store.save(proposed)
    found = store.find_difference(difference.id)
    assert found == proposed[0]
    settled = differences.approve(found, "核对无误", Doing("clerk/c2", AT))
    store.save(settled)
    assert store.find_difference(difference.id) == settled[0]
    assert store.differences_in(differences.State.OPEN, None, 9).items == ()


def test_a_chain_is_whole(embedded_tables: str) -> None:
    store = DynamoStore()
    store.save(owed())
    step = asked(owed()[0])
    store.save(step)
    found = store.find_payment(step[0].id)
    assert found is not None
    store.save(payments.send(found, DOING))
    assert ledger.broken_at(step[0].subject) is None
    assert replace(found, version=2) != found
