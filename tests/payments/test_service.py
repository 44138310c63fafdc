"""Paying, over a fake store, with the sandbox bank's books and a line that fails as told."""

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.payments.rules import differences, payments
from backend.payments.rules.agreements import Account
from backend.payments.rules.bank import Heard, Verdict
from backend.payments.rules.payables import Due, Line
from backend.payments.rules.wishes import PayWay, State, Wish
from infra.local.bank.faults import What
from tests.conftest import OwnedClock
from tests.payments.house import ACCOUNT, COMPANY, LINES, NAME, OWNER, PERSON_ACCOUNT, House

WHOLE = 1_070_00


def paid(house: House, payment_id: str) -> bool:
    return house.payment(payment_id).state is State.PAID


def test_paid_by_agreement(house: House) -> None:
    payable = house.owed()
    payment = house.asked(payable, house.agreed())
    assert (payment.state, payment.amount_fen) == (State.ASKED, WHOLE)
    assert house.sending.send(payment.id, house.system())
    assert not house.sending.send(payment.id, house.system())
    done, after = house.payment(payment.id), house.paying.get_payable(payable.id, house.person())
    assert (done.state, done.settled_at) == (State.PAID, house.clock.now())
    assert done.bank_no
    assert (after.state, after.attempt, house.taken()) == ("paid", None, WHOLE)
    history = house.paying.history(payable.id, None, 50, house.person()).items
    assert [one.kind.rpartition(":")[2] for one in history] == ["opened", "held", "paid"]


def test_paid_in_parts_and_each_part_bears_its_own_surcharge(
    house: House, clock: OwnedClock
) -> None:
    day = clock.now().date()
    payable, agreement_id = house.owed(due_on=day.replace(day=13)), house.agreed()
    quote = house.paying.quote(payable, clock.now())
    assert (quote.days_late, quote.surcharge_fen) == (10, 5_35)
    for principal, late in ((1_000_00, 5_00), (70_00, 35)):
        payment = house.asked(payable, agreement_id, principal)
        assert (payment.principal_fen, payment.surcharge_fen) == (principal, late)
        house.sending.send(payment.id, house.system())
    after = house.paying.get_payable(payable.id, house.person())
    assert (after.state, after.surcharge_paid_fen) == ("paid", 5_35)
    assert house.taken() == WHOLE + 5_35


def test_a_total_of_yesterday_is_refused_and_a_repeat_is_not(
    house: House, clock: OwnedClock
) -> None:
    day = clock.now().date()
    payable, agreement_id = house.owed(due_on=day.replace(day=13)), house.agreed()
    wish = Wish(PayWay.AGREEMENT, WHOLE, WHOLE + 5_35, agreement_id)
    payment_id = new_id()
    first = house.paying.ask(payable.id, payment_id, wish, house.person())
    clock.forward(days=1)
    assert house.paying.ask(payable.id, payment_id, wish, house.person()) == first
    house.paying.cancel(payment_id, house.person())
    with pytest.raises(Refusal) as refused:
        house.paying.ask(payable.id, new_id(), wish, house.person())
    assert refused.value.code == "payment-total-changed"
    assert refused.value.params["total_fen"] == WHOLE + 5_89


def test_what_is_asked_for_is_checked_in_order(house: House) -> None:
    payable, agreement_id = house.owed(), house.agreed()
    wish = Wish(PayWay.AGREEMENT, WHOLE, WHOLE, agreement_id)

    def refusal(payable_id: str, wish: Wish, who: str = "p1", payment_id: str = "") -> str:
        with pytest.raises(Refusal) as refused:
            house.paying.ask(payable_id, payment_id or new_id(), wish, house.person(who))
        return refused.value.code

    assert refusal(payable.id, wish, payment_id="x") == "id-malformed"
    assert refusal(new_id(), wish) == "payable-unknown"
    assert refusal(payable.id, wish, "p9") == "payable-unknown"
    assert refusal(payable.id, wish, "p2") == "payer-not-real-name"
    more = Wish(PayWay.AGREEMENT, WHOLE + 1, WHOLE + 1, agreement_id)
    assert refusal(payable.id, more) == "payment-principal-malformed"
    assert refusal(payable.id, Wish(PayWay.AGREEMENT, 1, 1)) == "agreement-unknown"
    assert refusal(payable.id, Wish(PayWay.CODE, 1, 1, agreement_id)) == "agreement-surplus"
    assert refusal(payable.id, Wish(PayWay.CODE, 1, 2)) == "payment-total-changed"
    payment = house.paying.ask(payable.id, new_id(), wish, house.person())
    assert refusal(payable.id, wish) == "payment-under-way"
    assert refusal(payable.id, more, payment_id=payment.id) == "payment-exists-differently"
    house.agreements.end(COMPANY, agreement_id, house.person())
    house.paying.cancel(payment.id, house.person())
    assert refusal(payable.id, wish) == "agreement-not-active"
    assert house.paying.get_payment(payment.id, house.person()).state is State.CANCELLED


def test_a_refused_debit_frees_the_payable(house: House) -> None:
    payable, agreement_id = house.owed(lines=(Line("增值税", 200_000_000_00),)), house.agreed()
    payment = house.asked(payable, agreement_id)
    house.sending.send(payment.id, house.system())
    done = house.payment(payment.id)
    assert (done.state, done.reason) == (State.REFUSED, "funds-short")
    assert house.asked(payable, agreement_id, 1_00).state is State.ASKED


@pytest.mark.parametrize("fault", ["mute", "lost", "held"])
def test_an_unknown_outcome_blocks_until_the_bank_has_spoken(
    house: House, clock: OwnedClock, fault: str
) -> None:
    payable, agreement_id = house.owed(), house.agreed()
    payment = house.asked(payable, agreement_id)
    house.line.faults = [fault] * 2
    house.sending.send(payment.id, house.system())
    assert house.payment(payment.id).state is State.UNKNOWN
    with pytest.raises(Refusal, match="payment-under-way"):
        house.asked(payable, agreement_id)
    with pytest.raises(Refusal, match="payment-sent"):
        house.paying.cancel(payment.id, house.person())
    assert not house.time.pass_time(payment.subject, house.system())  # not yet time
    clock.forward(minutes=1)
    house.time.pass_time(payment.subject, house.system())
    house.line.deliver()
    assert paid(house, payment.id)
    assert house.taken() == WHOLE


def test_what_never_left_waits_and_may_be_called_off(house: House, clock: OwnedClock) -> None:
    payable, agreement_id = house.owed(), house.agreed()
    payment = house.asked(payable, agreement_id)
    house.line.faults = ["down"] * 2
    house.sending.send(payment.id, house.system())
    assert house.payment(payment.id).state is State.ASKED
    assert house.paying.cancel(payment.id, house.person()).state is State.CANCELLED
    assert house.paying.cancel(payment.id, house.person()).state is State.CANCELLED
    second = house.asked(payable, agreement_id)
    clock.forward(hours=3)
    house.time.pass_time(second.subject, house.system())
    assert house.payment(second.id).state is State.EXPIRED
    with pytest.raises(Refusal, match="payment-over"):
        house.paying.cancel(second.id, house.person())
    assert house.taken() == 0


def test_what_the_bank_never_saw_is_closed_there_before_it_is_given_up(
    house: House, clock: OwnedClock
) -> None:
    payable = house.owed()
    payment = house.asked(payable, house.agreed())
    house.line.faults = ["held"] * 2
    house.sending.send(payment.id, house.system())
    clock.forward(hours=3)
    house.line.faults = ["", "lost", "lost"]  # asked, then the closure gets lost
    house.time.pass_time(payment.subject, house.system())
    assert (house.payment(payment.id).state, house.payment(payment.id).closing) == (
        *(State.UNKNOWN, True),
    )
    clock.forward(hours=1)
    house.time.pass_time(payment.subject, house.system())
    ended = house.payment(payment.id)
    assert (ended.state, ended.reason) == (State.EXPIRED, "bank-not-reached")
    house.line.deliver()
    assert house.taken() == 0


def test_paid_by_code_by_whoever_scans_it(house: House, clock: OwnedClock) -> None:
    payment = house.asked(payable := house.owed())
    house.sending.send(payment.id, house.system())
    made = house.payment(payment.id)
    assert (made.state, bool(made.code_text)) == (State.SENT, True)
    house.scan(payment.id, PERSON_ACCOUNT)
    clock.forward(minutes=1)
    house.time.pass_time(payment.subject, house.system())
    assert paid(house, payment.id)
    assert house.paying.get_payable(payable.id, house.person()).state == "paid"


def test_a_code_that_is_called_off_is_closed_or_paid(house: House, clock: OwnedClock) -> None:
    payable = house.owed()
    for faster, end in ((False, State.CANCELLED), (True, State.PAID)):
        payment = house.asked(payable)
        house.sending.send(payment.id, house.system())
        if faster:
            house.scan(payment.id)
        assert house.paying.cancel(payment.id, house.person()).closing
        assert house.sending.look(payment.id, house.system())
        assert house.payment(payment.id).state is end


def test_a_code_that_was_called_off_before_it_left_is_over_at_once(house: House) -> None:
    payment = house.asked(house.owed())
    house.store.save(sent := payments.send(house.payment(payment.id), house.system()))
    assert house.paying.cancel(payment.id, house.person()).closing
    never = Heard(Verdict.UNSENT, "unreachable")
    house.sending.hear(sent[0].id, never, house.system(), sending=True)
    ended = house.payment(payment.id)
    assert (ended.state, ended.reason) == (State.CANCELLED, "called-off")


def test_a_code_that_runs_out_frees_the_payable(house: House, clock: OwnedClock) -> None:
    payment = house.asked(payable := house.owed())
    house.sending.send(payment.id, house.system())
    clock.forward(minutes=16)
    house.time.pass_time(payment.subject, house.system())
    ended = house.payment(payment.id)
    assert (ended.state, ended.reason) == (State.EXPIRED, "code-expired")
    assert house.paying.get_payable(payable.id, house.person()).attempt is None


def test_clerks_hear_of_a_silent_bank_once(house: House, clock: OwnedClock) -> None:
    payment = house.asked(house.owed(), house.agreed())
    house.line.faults = ["mute"] * 2
    house.sending.send(payment.id, house.system())
    for _ in range(2):
        clock.forward(hours=3)
        house.line.faults = ["lost"] * 2
        house.time.pass_time(payment.subject, house.system())
    [found] = house.differences.inbox(differences.State.OPEN, None, 9).items
    assert (found.what, found.order_id, found.company_id) == ("unanswered", payment.id, COMPANY)
    assert house.payment(payment.id).stuck
    clock.forward(hours=1)
    house.time.pass_time(payment.subject, house.system())
    assert paid(house, payment.id)
    house.differences.mend(found.id, "paid", house.system())
    assert house.differences.see(found.id).state == "mended"


def test_an_amount_that_differs_is_not_believed(house: House) -> None:
    payment = house.asked(house.owed(), house.agreed())
    house.branch.faults.what, house.branch.faults.times = What.GARBLED, 2
    house.sending.send(payment.id, house.system())
    assert house.payment(payment.id).state is State.UNKNOWN


def test_agreements_are_the_companys_own(house: House) -> None:
    def refusal(account: Account, company_id: str = COMPANY, who: str = "p1") -> str:
        with pytest.raises(Refusal) as refused:
            house.agreements.ask(company_id, new_id(), account, house.person(who))
        return refused.value.code

    good = Account("模拟银行", ACCOUNT.number, NAME)
    assert refusal(good, who="p2") == "payer-not-real-name"
    assert refusal(good, "OTHER") == "company-unknown"
    other = Account("模拟银行", PERSON_ACCOUNT.number, PERSON_ACCOUNT.name)
    assert refusal(other) == "account-name-differs"
    agreement_id = new_id()
    first = house.agreements.ask(COMPANY, agreement_id, good, house.person())
    assert house.agreements.ask(COMPANY, agreement_id, good, house.person()) == first
    with pytest.raises(Refusal, match="agreement-exists-differently"):
        house.agreements.ask(COMPANY, agreement_id, other, house.person())
    # The bank knows another name for that number.
    wrong = Account("模拟银行", PERSON_ACCOUNT.number, NAME)
    refused = house.agreements.ask(COMPANY, new_id(), wrong, house.person())
    house.line.faults = ["lost"] * 2
    house.agreements.tell_bank(refused.id, house.system())
    house.clock.forward(minutes=1)  # type: ignore[attr-defined]
    assert house.time.pass_time(refused.subject, house.system())
    found = house.store.find_agreement(refused.id)
    assert found is not None
    assert (found.state, found.reason, found.account_no) == ("refused", "name-differs", "")


def test_payables_are_opened_once_and_for_somebody(house: House) -> None:
    due, payable_id = Due("agency/1", OWNER, "代开税款", LINES), new_id()
    first = house.paying.open_payable(payable_id, due, house.system())
    assert house.paying.open_payable(payable_id, due, house.system()) == first
    other = Due("agency/2", OWNER, "代开税款", LINES)
    with pytest.raises(Refusal, match="payable-exists-differently"):
        house.paying.open_payable(payable_id, other, house.system())
    nobody = Due("agency/1", "person/p9", "代开税款", LINES)
    with pytest.raises(Refusal, match="owner-unknown"):
        house.paying.open_payable(new_id(), nobody, house.system())
    mine = house.owed("person/p1", about="agency/3")
    assert house.paying.get_payable(mine.id, house.person()) == mine
    assert [one.id for one in house.paying.list_own(None, 9, house.person()).items] == [mine.id]
    with pytest.raises(Refusal, match="payable-unknown"):
        house.paying.get_payable(mine.id, house.person("p2"))
