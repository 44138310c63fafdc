"""Differences that two clerks settle: what is owed is free again, what was taken comes back."""

from typing import Any

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.payments.rules import payments
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Wish
from backend.payments.rules.wishes import State
from tests.conftest import OwnedClock
from tests.fakes.door import Door
from tests.payments.house import ACCOUNT, NAME, House
from tests.payments.test_reconciling import WHOLE, believed_refused, booked, compared, paid

SAID = {"reason": "银行已书面答复"}


def found(door: Door) -> Any:
    [one] = door.clerk().get("/counter/differences").get_json()["items"]
    return one


def settled(door: Door, outcome: str) -> Any:
    """Settle the only difference as two clerks do, each of them twice."""
    base = f"/counter/differences/{found(door)['id']}"
    for _ in range(2):
        first = door.clerk("c1").put(f"{base}/proposal", SAID | {"outcome": outcome})
        assert (first.status_code, first.get_json()["state"]) == (200, "open")
    own = door.clerk("c1").put(f"{base}/approval", SAID)
    assert (own.status_code, own.get_json()["code"]) == (403, "difference-same-clerk")
    for _ in range(2):
        done = door.clerk("c2").put(f"{base}/approval", SAID)
        assert (done.status_code, done.get_json()["outcome"]) == (200, outcome)
    assert done.get_json() == door.clerk().get(base).get_json()
    return done.get_json()


def given_back(house: House, payment: Payment, amount_fen: int) -> None:
    wish = Wish(payment.id, amount_fen, "银行多扣", NAME)
    refund = house.refunds.claim(new_id(), wish, house.person())
    house.refunds.propose(refund.id, "应退", house.clerk("c1"))
    house.refunds.approve(refund.id, "同意", house.clerk("c2"))
    house.refunds.send(refund.id, house.system())
    assert house.refunds.see(refund.id).state == "paid"


def otherwise(house: House, clock: OwnedClock) -> Payment:
    """Let the bank take another amount than it was asked for, and say so whenever it is asked."""
    payment = house.asked(house.owed(), house.agreed())
    house.store.save(payments.send(payment, house.system()))
    booked(house, payment.id, 1_00)
    clock.forward(hours=3)
    house.time.pass_time(payment.subject, house.system())
    assert house.payment(payment.id).state is State.UNKNOWN
    clock.forward(days=1)
    assert compared(house) == (0, 1)
    return house.payment(payment.id)


@pytest.mark.parametrize("outcome", ["not-made", "taken"])
def test_a_payable_that_a_strange_answer_held_can_be_paid(
    house: House, clock: OwnedClock, door: Door, outcome: str
) -> None:
    payment = otherwise(house, clock)
    payable = house.paying.get_payable(payment.payable_id, house.person())
    with pytest.raises(Refusal, match="payment-under-way"):
        house.asked(payable, house.agreed())
    settled(door, outcome)
    ended = door.person("p1").get(f"/payments/{payment.id}").get_json()
    surplus_fen = 1_00 if outcome == "taken" else 0
    assert (ended["state"], ended["surplus_fen"]) == ("refused", surplus_fen)
    again = house.asked(payable, house.agreed())
    house.sending.send(again.id, house.system())
    assert house.paying.get_payable(payable.id, house.person()).state == "paid"
    assert house.taken() == WHOLE + 1_00
    if outcome == "taken":
        given_back(house, payment, 1_00)
        assert house.taken() == WHOLE


def test_what_the_bank_took_though_it_was_paid_otherwise_is_given_back(
    house: House, clock: OwnedClock, door: Door
) -> None:
    first = believed_refused(house, payable := house.owed(), agreement_id := house.agreed())
    second = house.asked(payable, agreement_id)
    house.sending.send(second.id, house.system())
    clock.forward(days=1)
    assert compared(house) == (0, 1)
    wish = Wish(first.id, WHOLE, "多扣", NAME)
    with pytest.raises(Refusal, match="payment-not-paid"):
        house.refunds.claim(new_id(), wish, house.person())
    assert found(door)["what"] == "does-not-fit"
    settled(door, "taken")
    assert compared(house) == (0, 0)
    with pytest.raises(Refusal, match="refund-amount-malformed"):
        given_back(house, first, WHOLE + 1)
    given_back(house, first, WHOLE)
    assert house.taken() == WHOLE
    with pytest.raises(Refusal, match="refund-amount-malformed"):
        given_back(house, first, 1)


def test_what_was_entered_as_surplus_never_pays_what_is_owed(
    house: House, clock: OwnedClock, door: Door
) -> None:
    payment = believed_refused(house, payable := house.owed(), agreement_id := house.agreed())
    other = house.asked(payable, agreement_id)  # it holds the payable that night
    clock.forward(days=1)
    assert compared(house) == (0, 1)
    settled(door, "taken")
    house.paying.cancel(other.id, house.person())
    assert compared(house) == (0, 0)
    assert house.payment(payment.id).state is State.REFUSED
    assert house.paying.get_payable(payable.id, house.person()).left_fen == WHOLE


def test_a_second_debit_is_given_back_beside_the_first(
    house: House, clock: OwnedClock, door: Door
) -> None:
    payment = paid(house)
    again = house.branch.books.find("debits", payment.id)
    assert again is not None
    with house.branch.books.act():
        house.branch.books.move(ACCOUNT.number, "TREASURY", again, clock.now())
    clock.forward(days=1)
    assert compared(house) == (0, 1)
    assert found(door)["what"] == "line-twice"
    settled(door, "taken")
    given_back(house, payment, WHOLE + 70_00)
    assert house.taken() == 1_000_00
    assert house.payment(payment.id).state is State.PAID


def test_an_outcome_that_is_not_true_is_refused(
    house: House, clock: OwnedClock, door: Door
) -> None:
    booked(house, "stranger")
    clock.forward(days=1)
    assert compared(house) == (0, 1)
    stranger = found(door)["id"]

    def refusal(difference_id: str, verb: str, **more: str) -> tuple[int, str]:
        path = f"/counter/differences/{difference_id}/{verb}"
        answer = door.clerk("c1").put(path, SAID | more)
        return answer.status_code, answer.get_json()["code"]

    for outcome in ("taken", "not-made"):
        unfit = refusal(stranger, "proposal", outcome=outcome)
        assert unfit == (409, "difference-outcome-unfit")
    assert refusal(stranger, "approval") == (409, "difference-not-proposed")
    assert refusal(stranger, "proposal", outcome="odd") == (400, "request-malformed")
    assert refusal("nothing", "proposal", outcome="taken") == (404, "difference-unknown")
    house.differences.settle(stranger, "银行记错", house.clerk())
    assert refusal(stranger, "proposal", outcome="taken") == (409, "difference-over")
    payment = paid(house)
    booked(house, payment.id, WHOLE)
    clock.forward(days=1)
    assert compared(house, 1) == (0, 1)
    assert refusal(found(door)["id"], "proposal", outcome="not-made") == (
        *(409, "difference-outcome-unfit"),
    )
    for path in ("", "/proposal", "/approval"):
        person, url = door.person("p1"), f"/counter/differences/{stranger}{path}"
        answer = person.put(url, SAID) if path else person.get(url)
        assert answer.status_code == 403
