"""The nightly comparison as it is called: no day is forgotten, and a long silence is heard of."""

from dataclasses import replace

import pytest

from backend.kernel.periods import day_of, start_of
from backend.payments.gateway import TreasuryBank
from backend.storage import cursors
from functions import payments_reconcile
from functions.payments_reconcile import NAME, Behind, reconcile
from infra.local.bank.accounts import TREASURY, number_of
from infra.local.bank.faults import What
from infra.local.seed.companies import OWNED
from infra.local.seed.people import CLERK, OWNER
from tests.functions.conftest import CONTEXT, recorded
from tests.walks.conftest import Walk
from tests.walks.test_payment_walk import asked, entered, signed


def silent(walk: Walk, times: int = 2) -> None:
    faults = walk.bank.faults
    faults.what, faults.method, faults.times = What.BUSY, "GET", times


def test_a_first_day_that_fails_is_not_forgotten(walk: Walk) -> None:
    silent(walk)
    assert reconcile(walk.city) == 0
    walk.clock.forward(days=1)
    assert reconcile(walk.city) == 2


def test_a_bank_that_is_silent_for_days_raises_an_alarm(city: Walk) -> None:
    assert reconcile(city.city) == 1
    for days in (0, 1, 1):  # today is not over; then one day waits, then two
        city.clock.forward(days=days)
        silent(city)
        assert reconcile(city.city) == 0
    city.clock.forward(days=1)
    silent(city)
    with pytest.raises(Behind, match="2026-11-23"):
        payments_reconcile.handler(recorded("schedule"), CONTEXT)
    city.bank.faults.times = 0
    bank = city.city.payments.reconcile.bank
    assert isinstance(bank, TreasuryBank)
    bank.client.breaker.answered()  # its rest is counted by the machine's clock, not by the walk's
    assert payments_reconcile.handler(recorded("schedule"), CONTEXT) == {"days": 3}


def test_one_order_without_an_answer_holds_no_day_up(walk: Walk) -> None:
    assert reconcile(walk.city) == 1
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    payable = entered(clerk, f"company/{OWNED[0].id}", 100_00)
    agreement_id = signed(walk, phone, OWNED[0])
    walk.bank.faults.what, walk.bank.faults.times = What.FUNDS_SHORT, 1
    payment = asked(phone, payable, agreement_id)
    walk.settle()
    # The bank refused it, took it all the same, and cannot say how it stands.
    with walk.bank.books.act():
        order = walk.bank.books.find("debits", payment["id"])
        assert order is not None
        account = number_of(OWNED[0].serial)
        moved = walk.bank.books.move(account, TREASURY, order, walk.clock.now())
        walk.bank.books.keep(replace(moved, state="odd"))
    walk.clock.forward(days=1)
    assert reconcile(walk.city) == 1
    walk.settle()
    clerk = walk.signed_in(CLERK.phone)
    [case] = clerk.get("/api/counter/cases")["items"]
    assert case["why"][0]["inputs"]["what"] == "unanswered"
    assert case["why"][0]["inputs"]["bank_fen"] == 100_00
    assert clerk.get(f"/api/counter/cases/{case['id']}")["difference"]["owner"]


def test_a_day_that_does_not_fit_goes_on_with_the_next_call(walk: Walk) -> None:
    assert reconcile(walk.city) == 1
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    agreement_id = signed(walk, phone, OWNED[0])
    for _ in range(2):
        asked(phone, entered(clerk, f"company/{OWNED[0].id}", 100_00), agreement_id)
    walk.settle()
    day = day_of(walk.clock.now())
    walk.clock.forward(days=1)
    withins = []
    while cursors.find(NAME) == start_of(day):
        turns = iter([True, True])
        reconcile(walk.city, lambda turns=turns: next(turns, False))
        place = cursors.find_place(NAME)
        assert place is not None
        withins.append(place.within.partition("/")[0])
    assert withins == ["line", "line", "our", ""]
