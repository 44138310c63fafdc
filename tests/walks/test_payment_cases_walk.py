"""Cases about money in the whole city: ended by two clerks, or by what the bank says at last."""

from dataclasses import replace

from backend.kernel.ids import new_id
from backend.payments.gateway import TreasuryBank
from infra.local.bank.books import Order
from infra.local.bank.faults import What
from infra.local.seed.people import CLERK, OWNER, SECOND_CLERK
from tests.walks.conftest import Walk
from tests.walks.test_payment_walk import GARAGE, asked, entered, signed, swept


def test_two_clerks_end_what_the_bank_says_nothing_of_use_about(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    payable = entered(clerk, f"company/{GARAGE.id}", 100_00)
    agreement_id = signed(walk, phone, GARAGE)
    payment = asked(phone, payable, agreement_id)
    body = {"amount_fen": 100_00, "valid_until": "2027-01-01T00:00:00.000Z"}
    with walk.bank.books.act():  # the bank has it, in a state that nobody knows
        strange = Order("debits", payment["id"], body, "odd")
        walk.bank.books.keep(strange)
    walk.settle()
    swept(walk, hours=5)
    clerk = walk.signed_in(CLERK.phone)
    [case] = clerk.get("/api/counter/cases")["items"]
    base = f"/api/counter/differences/{case['subject_id']}"
    clerk.put(f"{base}/proposal", {"outcome": "not-made", "reason": "银行书面确认未扣款"})
    other = walk.signed_in(SECOND_CLERK.phone)
    other.put(f"{base}/approval", {"reason": "已核对"})
    walk.bank.books.keep(replace(strange, state="open"))
    walk.settle()
    assert clerk.get("/api/counter/cases")["items"] == []
    phone = walk.signed_in(OWNER.phone)
    assert phone.get(f"/api/payments/{payment['id']}")["reason"] == "found-not-made"
    closed = walk.bank.books.find("debits", payment["id"])
    assert (closed and closed.state) == "closed"  # it can never be made any more
    again = asked(phone, payable, agreement_id)
    walk.settle()
    assert phone.get(f"/api/payments/{again['id']}")["state"] == "paid"


def test_a_case_ends_when_what_the_bank_was_silent_about_comes_back(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    maker, checker = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    payable = entered(maker, f"company/{GARAGE.id}", 100_00)
    payment = asked(phone, payable, signed(walk, phone, GARAGE))
    walk.settle()
    claim = {
        "payment_id": payment["id"],
        "amount_fen": 100_00,
        "reason": "误收多缴（模拟）",
        "account_name": GARAGE.name,
    }
    refund = phone.put(f"/api/refunds/{new_id()}", claim)
    base = f"/api/counter/refunds/{refund['id']}"
    maker.put(f"{base}/proposal", {"reason": "应退"})
    checker.put(f"{base}/approval", {"reason": "同意"})
    faults = walk.bank.faults
    faults.what, faults.method, faults.times = What.ERROR_AFTER, "PUT", 2
    walk.settle()
    faults.what, faults.method, faults.times = What.ERROR_BEFORE, "GET", 2
    swept(walk, hours=5)
    assert len(walk.signed_in(CLERK.phone).get("/api/counter/cases")["items"]) == 1
    walk.bank.counter.come_back(refund["id"], walk.clock.now())
    faults.times = 0
    bank = walk.city.payments.sending.bank
    assert isinstance(bank, TreasuryBank)
    bank.client.breaker.answered()
    swept(walk, hours=1)
    assert walk.signed_in(CLERK.phone).get("/api/counter/cases")["items"] == []
    phone = walk.signed_in(OWNER.phone)
    assert phone.get(f"/api/refunds/{refund['id']}")["state"] == "returned"
