"""Agreements: whose account may be debited, and how long its number is kept."""

from typing import Any

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.payments.rules.agreements import Account, Agreement
from infra.local.bank.books import Order
from tests.conftest import OwnedClock
from tests.fakes.payments import Authority
from tests.payments.house import ACCOUNT, COMPANY, NAME, PERSON_ACCOUNT, House

TRADER, SHOP = "92130503MA0SYN0002", "模拟·小铺"


def agreement(house: House, agreement_id: str) -> Agreement:
    found = house.store.find_agreement(agreement_id)
    assert found is not None
    return found


def test_a_sole_trader_may_pay_from_the_account_of_its_operator(house: House) -> None:
    house.taxpayers.named[TRADER] = SHOP
    house.taxpayers.people["p1", TRADER] = Authority()
    house.taxpayers.people["p4", TRADER] = Authority(role="finance-head")
    own = Account("模拟银行", PERSON_ACCOUNT.number, PERSON_ACCOUNT.name)
    agreement_id = new_id()
    house.agreements.ask(TRADER, agreement_id, own, house.person())
    assert house.agreements.tell_bank(agreement_id, house.system())
    assert agreement(house, agreement_id).state == "active"
    shop = Account("模拟银行", PERSON_ACCOUNT.number, SHOP)
    assert house.agreements.ask(TRADER, new_id(), shop, house.person()).state == "asked"
    for company_id, who in ((TRADER, "p4"), (COMPANY, "p1")):
        with pytest.raises(Refusal, match="account-name-differs"):
            house.agreements.ask(company_id, new_id(), own, house.person(who))


@pytest.mark.parametrize("number", ["123456", "1" * 32])
def test_account_numbers_have_six_digits_to_thirty_two(house: House, number: str) -> None:
    account = Account("模拟银行", number, NAME)
    asked = house.agreements.ask(COMPANY, new_id(), account, house.person())
    assert asked.account_masked.endswith(number[-4:])
    for wrong in ("12345", "1" * 33):
        other = Account("模拟银行", wrong, NAME)
        with pytest.raises(Refusal, match="account-malformed"):
            house.agreements.ask(COMPANY, new_id(), other, house.person())


def test_an_account_is_forgotten_that_the_bank_says_nothing_about(
    house: House, clock: OwnedClock
) -> None:
    account = Account("模拟银行", ACCOUNT.number, NAME)
    asked = house.agreements.ask(COMPANY, new_id(), account, house.person())
    with house.branch.books.act():  # the bank has something else under that id, and says 409
        other: dict[str, Any] = {"taxpayer": "x"}
        house.branch.books.keep(Order("agreements", asked.id, other, "processing"))
    for hours, kept in ((71, True), (2, False)):
        clock.forward(hours=hours)
        house.time.pass_time(asked.subject, house.system())
        assert bool(agreement(house, asked.id).account_no) is kept
    after = agreement(house, asked.id)
    assert (after.state, after.reason, after.account_masked[-4:]) == (
        *("ending", "bank-not-reached", "0001"),
    )
    house.branch.books.keep(Order("agreements", asked.id, other, "closed"))
    assert house.agreements.tell_bank(asked.id, house.system())
    assert agreement(house, asked.id).state == "ended"
