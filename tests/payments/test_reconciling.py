"""The nightly comparison, both ways."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.payments.gateway import TreasuryBank
from backend.payments.rules import differences, payments
from backend.payments.rules.bank import Heard, StatementPart, Verdict
from backend.payments.rules.differences import What as Differs
from backend.payments.rules.payables import Payable
from backend.payments.rules.payments import Payment
from backend.payments.rules.wishes import Ending, State
from backend.payments.service.reconciling import BankSilent
from infra.local.bank.books import Order
from infra.local.bank.faults import What
from tests.conftest import OwnedClock
from tests.payments.house import ACCOUNT, House

DAY = date(2026, 11, 23)
WHOLE = 1_070_00


def paid(house: House) -> Payment:
    payment = house.asked(house.owed(), house.agreed())
    house.sending.send(payment.id, house.system())
    assert house.payment(payment.id).state is State.PAID
    return house.payment(payment.id)


def compared(house: House, days: int = 0) -> tuple[int, int]:
    found = house.reconcile.compare(DAY + timedelta(days=days), house.system())
    return found.mended, found.opened


def listed(house: House, state: differences.State = differences.State.OPEN) -> list[str]:
    return [str(one.what) for one in house.differences.inbox(state, None, 99).items]


def test_a_day_that_agrees_has_no_differences(house: House, clock: OwnedClock) -> None:
    paid(house)
    with pytest.raises(BankSilent):  # the bank has not closed the day yet
        compared(house)
    clock.forward(days=1)
    found = house.reconcile.compare(DAY, house.system())
    assert (found.entries, found.book, found.mended, found.opened) == (1, 1, 0, 0)


def test_what_the_bank_did_and_nobody_heard_is_entered(house: House, clock: OwnedClock) -> None:
    payment = house.asked(house.owed(), house.agreed())
    house.line.faults = ["mute"] * 2
    house.sending.send(payment.id, house.system())
    clock.forward(days=1)
    assert compared(house) == (1, 0)
    assert house.payment(payment.id).state is State.PAID
    assert listed(house, differences.State.MENDED) == ["late-news"]
    assert compared(house) == (0, 0)


def given_up(house: House, payment: Payment) -> None:
    """Let our book believe that a payment was refused, though the bank made it."""
    held = house.store.find_payable(payment.payable_id)
    assert held is not None
    step = payments._over(payment, Ending.REFUSED, "funds-short", house.system())
    freed = replace(held, attempt=None, version=held.version + 1)
    event = replace(step[1], subject=freed.subject, number=freed.version)
    house.store.save(step, (freed, event))


def believed_refused(house: House, payable: Payable, agreement_id: str) -> Payment:
    """Ask the bank, hear nothing, and note it as refused, though the bank took the money."""
    payment = house.asked(payable, agreement_id)
    house.line.faults = ["mute"] * 2
    house.sending.send(payment.id, house.system())
    given_up(house, house.payment(payment.id))
    return payment


def test_what_we_believed_refused_is_made_good_where_it_fits(
    house: House, clock: OwnedClock
) -> None:
    payment = believed_refused(house, payable := house.owed(), house.agreed())
    clock.forward(days=1)
    assert compared(house) == (1, 0)
    assert house.payment(payment.id).state is State.PAID
    after = house.store.find_payable(payable.id)
    assert after is not None
    assert after.state == "paid"


def test_what_does_not_fit_any_more_is_a_clerks_matter(house: House, clock: OwnedClock) -> None:
    payable, agreement_id = house.owed(), house.agreed()
    first = believed_refused(house, payable, agreement_id)
    second = house.asked(payable, agreement_id)
    house.sending.send(second.id, house.system())
    clock.forward(days=1)
    assert compared(house) == (0, 1)
    [found] = house.differences.inbox(differences.State.OPEN, None, 9).items
    assert (found.what, found.order_id, found.bank_fen) == (Differs.DOES_NOT_FIT, first.id, WHOLE)
    assert found.company_id
    settled = house.differences.settle(found.id, "已退回多扣的款", house.clerk())
    assert house.differences.settle(found.id, "已退回多扣的款", house.clerk()) == settled
    with pytest.raises(Refusal, match="difference-over"):
        house.differences.settle(found.id, "另一个结果", house.clerk())


def booked(house: House, order_id: str, amount_fen: int = 5_00) -> None:
    """Let the bank book something by itself."""
    order = Order("debits", order_id, {"amount_fen": amount_fen}, "processing")
    with house.branch.books.act():
        house.branch.books.move(ACCOUNT.number, "TREASURY", order, house.clock.now())


def test_what_only_the_bank_has(house: House, clock: OwnedClock) -> None:
    booked(house, "stranger")
    payment = paid(house)
    booked(house, payment.id, WHOLE)  # once more under the same order
    other = paid(house)
    booked(house, other.id, 1)
    clock.forward(days=1)
    assert compared(house) == (0, 3)
    assert sorted(listed(house)) == ["line-twice", "line-twice", "not-in-book"]


def test_each_further_debit_of_an_order_is_told_whatever_its_day(
    house: House, clock: OwnedClock
) -> None:
    payment = paid(house)
    clock.forward(days=1)
    booked(house, payment.id, WHOLE)
    clock.forward(days=1)
    assert compared(house) == (0, 0)
    assert compared(house, 1) == (0, 1)
    [first] = house.differences.inbox(differences.State.OPEN, None, 9).items
    assert (first.what, first.day) == (Differs.LINE_TWICE, DAY + timedelta(days=1))
    house.differences.settle(first.id, "银行已退回第二笔", house.clerk())
    for _ in range(2):
        booked(house, payment.id, WHOLE)
    clock.forward(days=1)
    assert compared(house, 2) == (0, 2)
    assert compared(house, 2) == (0, 0)
    assert listed(house) == ["line-twice"] * 2
    assert house.taken() == 4 * WHOLE


def test_one_movement_on_another_day_is_told_once(house: House, clock: OwnedClock) -> None:
    payment = house.asked(house.owed(), house.agreed())
    house.line.faults = ["mute"] * 2
    house.sending.send(payment.id, house.system())
    told = house.branch.books.find("debits", payment.id)
    assert told is not None
    clock.forward(days=1)
    late = Heard(Verdict.DONE, bank_no=told.bank_no, at=clock.now(), amount_fen=WHOLE)
    house.sending.hear(payment.id, late, house.system())
    clock.forward(days=1)
    assert (compared(house), compared(house, 1)) == ((0, 1), (0, 0))
    assert listed(house) == ["day-differs"]


def test_an_amount_of_the_bank_that_differs(house: House, clock: OwnedClock) -> None:
    payment = house.asked(house.owed(), house.agreed())
    booked(house, payment.id, 1)
    clock.forward(days=1)
    assert compared(house) == (0, 1)
    assert listed(house) == ["amount-differs"]


def test_what_only_our_book_has(house: House, clock: OwnedClock) -> None:
    house.branch.faults.what, house.branch.faults.method = What.STATEMENT_SHORT, "GET"
    paid(house)
    ghost = house.asked(house.owed(), house.agreed())
    done = Heard(Verdict.DONE, bank_no="x", at=clock.now(), amount_fen=ghost.amount_fen)
    house.sending.hear(ghost.id, done, house.system())
    clock.forward(days=1)
    house.branch.faults.times = 1
    assert compared(house) == (0, 2)
    assert sorted(listed(house)) == ["not-at-bank", "not-on-statement"]


def test_a_line_told_twice_is_one_line(house: House, clock: OwnedClock) -> None:
    paid(house)
    clock.forward(days=1)
    faults = house.branch.faults
    faults.what, faults.method, faults.times = What.STATEMENT_TWICE, "GET", 1
    assert compared(house) == (0, 0)


def test_a_bank_that_is_silent_is_asked_another_night(house: House, clock: OwnedClock) -> None:
    payment = house.asked(house.owed(), house.agreed())
    house.line.faults = ["mute"] * 2
    house.sending.send(payment.id, house.system())
    clock.forward(days=1)
    for faults in (["lost"] * 2, ["", *["lost"] * 4]):
        house.line.faults = faults
        with pytest.raises(BankSilent):
            compared(house)
    assert listed(house) == []
    assert compared(house) == (1, 0)


def test_an_order_the_bank_does_not_answer_about_stops_no_other(
    house: House, clock: OwnedClock
) -> None:
    odd = paid(house)
    with house.branch.books.act():
        order = house.branch.books.find("debits", odd.id)
        assert order is not None
        house.branch.books.keep(replace(order, state="odd"))
    given_up(house, odd)
    payment = house.asked(house.owed(), house.agreed())
    house.line.faults = ["mute"] * 2
    house.sending.send(payment.id, house.system())
    clock.forward(days=1)
    assert compared(house) == (1, 1)
    [found] = house.differences.inbox(differences.State.OPEN, None, 9).items
    assert (found.what, found.order_id, found.bank_fen) == (Differs.UNANSWERED, odd.id, WHOLE)
    assert house.payment(payment.id).state is State.PAID
    assert compared(house) == (0, 0)


def test_a_statement_that_does_not_go_on_is_no_statement(
    house: House, clock: OwnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = StatementPart((), 0, complete=True)
    monkeypatch.setattr(TreasuryBank, "statement", lambda *_: stuck)
    clock.forward(days=1)
    with pytest.raises(BankSilent, match="does not go on"):
        compared(house)


def test_a_day_that_is_cut_short_goes_on_where_it_stopped(house: House, clock: OwnedClock) -> None:
    booked(house, "stranger")
    payment = paid(house)
    booked(house, payment.id, WHOLE)
    ghosts = [house.asked(house.owed(), house.agreed()) for _ in range(2)]
    for ghost in ghosts:
        done = Heard(Verdict.DONE, bank_no="x", at=clock.now(), amount_fen=ghost.amount_fen)
        house.sending.hear(ghost.id, done, house.system())
    clock.forward(days=1)
    place, opened = "", []
    for _ in range(6):
        once = iter([True])
        found = house.reconcile.compare(
            DAY, house.system(), place=place, go_on=lambda once=once: next(once, False)
        )
        place = found.place
        opened.append(found.opened)
    # Three lines, then three things of our book, each looked at once.
    assert (opened, found.whole) == ([1, 0, 1, 0, 1, 1], True)
    assert sorted(listed(house)) == ["line-twice", "not-at-bank", "not-at-bank", "not-in-book"]
