"""Paying and being paid back in the whole city: a real bank server, reactions, sweepers, clerks."""

from datetime import date
from typing import Any

import pytest

from backend.kernel.ids import new_id
from backend.kernel.periods import day_of
from backend.payments.gateway import TreasuryBank
from functions import payments_reconcile
from functions.sweeping import Sweeper
from infra.local.bank.accounts import TREASURY, number_of
from infra.local.bank.faults import What
from infra.local.seed.companies import OWNED
from infra.local.seed.people import CLERK, OWNER, SECOND_CLERK
from tests.walks.conftest import Walk
from tests.walks.device import Device

GARAGE, INN = OWNED[0], OWNED[1]
REFUNDED_FEN = 1_081_000_00


def entered(clerk: Device, owner: str, amount_fen: int, **more: object) -> Any:
    """Let a clerk enter what somebody owes."""
    body = {
        "about": f"assessment/{new_id()}",
        "owner": owner,
        "what": "查补税款（模拟）",
        "lines": [{"tax": "增值税", "amount_fen": amount_fen}],
        **more,
    }
    return clerk.put(f"/api/counter/payables/{new_id()}", body)


def signed(walk: Walk, phone: Device, company: Any) -> str:
    """Sign a three-party agreement and let the bank verify it."""
    agreement_id = new_id()
    account = {
        "bank": "模拟银行",
        "account_no": number_of(company.serial),
        "account_name": company.name,
    }
    path = f"/api/companies/{company.id}/agreements"
    asked = phone.put(f"{path}/{agreement_id}", account)
    assert (asked["state"], asked["account"][-4:]) == ("asked", number_of(company.serial)[-4:])
    walk.settle()
    [found] = phone.get(path)["items"]
    assert found["state"] == "active"
    return agreement_id


def asked(phone: Device, payable: Any, agreement_id: str | None = None) -> Any:
    """Ask to pay what is left, as the quote of today says."""
    today = phone.get(f"/api/payables/{payable['id']}")["today"]
    body = {
        "way": "agreement" if agreement_id else "code",
        "principal_fen": today["principal_fen"],
        "total_fen": today["total_fen"],
        "agreement_id": agreement_id,
    }
    return phone.put(f"/api/payables/{payable['id']}/payments/{new_id()}", body)


def swept(walk: Walk, **forward: float) -> None:
    walk.clock.forward(**forward)
    side = walk.city.payments.time
    Sweeper("payments-sweep", walk.city.clock, side.store.due, side.pass_time).sweep()
    walk.settle()


def balance(walk: Walk, number: str) -> int:
    found = walk.bank.books.account(number)
    assert found is not None
    return found.balance_fen


def test_two_refunds_of_one_million_and_eighty_one_thousand_in_one_day(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    maker, checker = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    before = {one.id: balance(walk, number_of(one.serial)) for one in (GARAGE, INN)}
    refunds = []
    for company, over_fen in ((GARAGE, 0), (INN, 500_00)):
        payable = entered(maker, f"company/{company.id}", REFUNDED_FEN + over_fen)
        payment = asked(phone, payable, signed(walk, phone, company))
        walk.settle()
        paid = phone.get(f"/api/payments/{payment['id']}")
        assert (paid["state"], paid["amount_fen"]) == ("paid", REFUNDED_FEN + over_fen)
        claim = {
            "payment_id": payment["id"],
            "amount_fen": REFUNDED_FEN,
            "reason": "误收多缴（模拟）",
            "account_name": company.name,
        }
        refunds.append(phone.put(f"/api/refunds/{new_id()}", claim))
    assert balance(walk, TREASURY) == 2 * REFUNDED_FEN + 500_00
    assert {one["promised_at"] for one in refunds} == {"2026-12-07T15:59:59.999Z"}
    waiting = maker.get("/api/counter/refunds")["items"]
    assert [one["refund"]["id"] for one in waiting] == [one["id"] for one in refunds]
    for refund in refunds:
        base = f"/api/counter/refunds/{refund['id']}"
        maker.put(f"{base}/proposal", {"reason": "已核对入库，应退"})
        own = maker.send("PUT", f"{base}/approval", {"reason": "同意"})
        assert (own.status_code, own.json["code"]) == (403, "refund-same-clerk")
        checker.put(f"{base}/approval", {"reason": "同意退库"})
    walk.settle()
    for refund in refunds:
        after = phone.get(f"/api/refunds/{refund['id']}")
        assert (after["state"], bool(after["bank_no"])) == ("paid", True)
    assert balance(walk, TREASURY) == 500_00
    assert balance(walk, number_of(GARAGE.serial)) == before[GARAGE.id]
    assert balance(walk, number_of(INN.serial)) == before[INN.id] - 500_00
    # Not a fen more: all of the first payment is given back.
    again = {
        "payment_id": refunds[0]["payment_id"],
        "amount_fen": 1,
        "reason": "再退",
        "account_name": GARAGE.name,
    }
    refused = phone.send("PUT", f"/api/refunds/{new_id()}", again)
    assert (refused.status_code, refused.json["code"]) == (400, "refund-amount-malformed")
    walk.clock.forward(days=1)
    assert payments_reconcile.reconcile(walk.city) == 1
    assert walk.signed_in(CLERK.phone).get("/api/counter/differences")["items"] == []


def test_a_silent_bank_blocks_a_second_payment_until_it_speaks(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    payable = entered(clerk, f"company/{GARAGE.id}", 12_345_67, due_on="2026-10-26")
    today = phone.get(f"/api/payables/{payable['id']}")["today"]
    assert (today["days_late"], today["surcharge_fen"]) == (28, 172_84)
    agreement_id = signed(walk, phone, GARAGE)
    walk.bank.faults.what, walk.bank.faults.times = What.ERROR_AFTER, 2
    payment = asked(phone, payable, agreement_id)
    walk.settle()
    assert phone.get(f"/api/payments/{payment['id']}")["state"] == "unknown"
    body = {
        "way": "agreement",
        "principal_fen": 12_345_67,
        "total_fen": 12_518_51,
        "agreement_id": agreement_id,
    }
    path = f"/api/payables/{payable['id']}/payments/{new_id()}"
    second = phone.send("PUT", path, body)
    assert (second.status_code, second.json["code"]) == (409, "payment-under-way")
    swept(walk, minutes=1)
    phone = walk.signed_in(OWNER.phone)
    assert phone.get(f"/api/payments/{payment['id']}")["state"] == "paid"
    assert phone.get(f"/api/payables/{payable['id']}")["state"] == "paid"
    assert balance(walk, TREASURY) == 12_518_51
    kinds = [
        one["kind"].rpartition(":")[2]
        for one in phone.get(f"/api/payments/{payment['id']}/history")["items"]
    ]
    assert kinds == ["asked", "sent", "unanswered", "paid"]


def test_a_person_pays_by_code(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    payable = entered(clerk, f"person/{OWNER.id}", 90_00)
    assert [one["id"] for one in phone.get("/api/payables")["items"]] == [payable["id"]]
    first = asked(phone, payable)
    walk.settle()
    assert phone.get(f"/api/payments/{first['id']}")["code_text"]
    assert phone.put(f"/api/payments/{first['id']}/cancellation")["closing"]
    walk.settle()
    assert phone.get(f"/api/payments/{first['id']}")["state"] == "cancelled"
    second = asked(phone, payable)
    walk.settle()
    text = phone.get(f"/api/payments/{second['id']}")["code_text"]
    walk.bank.counter.scan(text, number_of(9_001), walk.clock.now())
    swept(walk, seconds=30)
    assert phone.get(f"/api/payments/{second['id']}")["state"] == "paid"
    states = [one["state"] for one in phone.get("/api/payments")["items"]]
    assert states == ["paid", "cancelled"]


def test_what_bank_and_book_differ_about_is_a_clerks_case(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    payable = entered(clerk, f"company/{GARAGE.id}", 100_00)
    payment = asked(phone, payable, signed(walk, phone, GARAGE))
    walk.settle()
    # The bank books it a second time, by its own mistake.
    with walk.bank.books.act():
        order = walk.bank.books.find("debits", payment["id"])
        assert order is not None
        account = number_of(GARAGE.serial)
        walk.bank.books.move(account, TREASURY, order, walk.clock.now())
    walk.clock.forward(days=1)
    assert payments_reconcile.reconcile(walk.city) == 1
    walk.settle()
    clerk = walk.signed_in(CLERK.phone)
    [case] = clerk.get("/api/counter/cases")["items"]
    assert (case["kind"], case["company_id"]) == ("difference", GARAGE.id)
    assert case["why"][0]["inputs"]["what"] == "line-twice"
    whole = clerk.get(f"/api/counter/cases/{case['id']}")
    assert whole["difference"]["order_id"] == payment["id"]
    decision = {"outcome": "settle", "reason": "银行已冲正第二笔"}
    clerk.put(f"/api/counter/cases/{case['id']}/decision", decision)
    walk.settle()
    [settled] = clerk.get("/api/counter/differences?state=settled")["items"]
    assert (settled["note"], settled["settled_by"]) == ("银行已冲正第二笔", f"clerk/{CLERK.id}")
    assert clerk.get("/api/counter/differences")["items"] == []


def test_clerks_hear_when_the_bank_is_silent_and_when_it_speaks(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    payable = entered(clerk, f"company/{GARAGE.id}", 100_00)
    agreement_id = signed(walk, phone, GARAGE)
    walk.bank.faults.what, walk.bank.faults.times = What.ERROR_AFTER, 2
    asked(phone, payable, agreement_id)
    walk.settle()
    bank = walk.city.payments.sending.bank
    assert isinstance(bank, TreasuryBank)
    client = bank.client
    for _ in range(2):
        walk.bank.faults.what, walk.bank.faults.method = What.ERROR_BEFORE, "GET"
        walk.bank.faults.times = 2
        swept(walk, hours=3)
    clerk = walk.signed_in(CLERK.phone)
    [case] = clerk.get("/api/counter/cases")["items"]
    assert case["why"][0]["inputs"]["what"] == "unanswered"
    walk.bank.faults.times = 0
    client.breaker.answered()  # its rest is counted by the machine's clock, not by the walk's
    swept(walk, hours=1)
    clerk = walk.signed_in(CLERK.phone)
    assert clerk.get("/api/counter/cases")["items"] == []
    [mended] = clerk.get("/api/counter/differences?state=mended")["items"]
    assert (mended["what"], mended["note"]) == ("unanswered", "paid")


@pytest.mark.parametrize("hours", [0, 20])
def test_a_day_is_compared_once_the_bank_has_closed_it(walk: Walk, hours: int) -> None:
    assert payments_reconcile.reconcile(walk.city) == 1  # yesterday, on which nothing was
    walk.clock.forward(hours=hours)
    days = (day_of(walk.clock.now()) - date(2026, 11, 23)).days
    assert payments_reconcile.reconcile(walk.city) == days
    assert payments_reconcile.reconcile(walk.city) == 0
