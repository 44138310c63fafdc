"""Refunds, over a fake store, at the sandbox bank."""

from dataclasses import replace

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.payments.rules import differences
from backend.payments.rules.bank import Heard, OrderKind, Verdict
from backend.payments.rules.differences import What as Differs
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Refund, Wish
from tests.conftest import OwnedClock
from tests.payments.house import NAME, House
from tests.payments.test_reconciling import WHOLE, compared, paid


class TestRefunds:
    def claimed(self, house: House, payment: Payment, amount_fen: int = WHOLE) -> Refund:
        wish = Wish(payment.id, amount_fen, "多缴", NAME)
        return house.refunds.claim(new_id(), wish, house.person())

    def approved(self, house: House, payment: Payment) -> Refund:
        refund = self.claimed(house, payment)
        house.refunds.propose(refund.id, "应退", house.clerk("c1"))
        return house.refunds.approve(refund.id, "同意", house.clerk("c2"))

    def test_never_exceed_what_was_paid(self, house: House) -> None:
        payment = paid(house)
        first = self.claimed(house, payment, 1_000_00)
        for amount in (0, 70_01):
            with pytest.raises(Refusal, match="refund-amount-malformed"):
                self.claimed(house, payment, amount)
        self.claimed(house, payment, 70_00)
        assert house.payment(payment.id).claimed_fen == WHOLE
        house.refunds.withdraw(first.id, house.person())
        assert house.payment(payment.id).claimed_fen == 70_00
        again = self.claimed(house, payment, 1_000_00)
        house.refunds.decline(again.id, "不符", house.clerk())
        assert house.payment(payment.id).claimed_fen == 70_00

    def test_a_clerks_repeat_is_answered_whatever_came_of_it(self, house: House) -> None:
        payment = paid(house)
        done = self.approved(house, payment)
        declined = self.claimed(house, paid(house))
        house.refunds.decline(declined.id, "不符", house.clerk("c1"))

        def repeated() -> list[str]:
            acts = (
                house.refunds.propose(done.id, "应退", house.clerk("c1")),
                house.refunds.approve(done.id, "同意", house.clerk("c2")),
                house.refunds.decline(declined.id, "不符", house.clerk("c1")),
            )
            return [str(one.state) for one in acts]

        assert repeated() == ["approved", "approved", "declined"]
        refused = Heard(Verdict.REFUSED, "over-original")
        house.refunds.hear(done.id, refused, house.system())
        assert repeated() == ["refused", "refused", "declined"]
        for act, refund_id, reason, clerk_id, code in (
            (house.refunds.propose, done.id, "别的话", "c1", "refund-decided"),
            (house.refunds.propose, done.id, "应退", "c3", "refund-decided"),
            (house.refunds.approve, done.id, "别的话", "c2", "refund-not-proposed"),
            (house.refunds.approve, declined.id, "不符", "c1", "refund-not-proposed"),
            (house.refunds.decline, done.id, "同意", "c2", "refund-decided"),
            (house.refunds.decline, declined.id, "不符", "c2", "refund-decided"),
        ):
            with pytest.raises(Refusal, match=code):
                act(refund_id, reason, house.clerk(clerk_id))

    def test_are_claimed_once_and_by_the_owner(self, house: House) -> None:
        payment = paid(house)
        wish = Wish(payment.id, 1_00, "多缴", NAME)
        refund = house.refunds.claim(refund_id := new_id(), wish, house.person())
        assert house.refunds.claim(refund_id, wish, house.person()) == refund
        with pytest.raises(Refusal, match="refund-exists-differently"):
            house.refunds.claim(refund_id, replace(wish, amount_fen=2), house.person())
        with pytest.raises(Refusal, match="payment-unknown"):
            house.refunds.claim(new_id(), wish, house.person("p9"))
        with pytest.raises(Refusal, match="payer-not-real-name"):
            house.refunds.claim(new_id(), wish, house.person("p2"))
        with pytest.raises(Refusal, match="refund-name-differs"):
            house.refunds.claim(new_id(), replace(wish, account_name="别人"), house.person())
        waiting = house.asked(house.owed(), house.agreed())
        with pytest.raises(Refusal, match="payment-not-paid"):
            house.refunds.claim(new_id(), replace(wish, payment_id=waiting.id), house.person())
        with pytest.raises(Refusal, match="refund-unknown"):
            house.refunds.get(refund_id, house.person("p9"))

    @pytest.mark.parametrize("fault", ["", "mute", "lost", "held", "down"])
    def test_are_paid_out_once(self, house: House, clock: OwnedClock, fault: str) -> None:
        refund = self.approved(house, paid(house))
        assert house.refunds.approve(refund.id, "同意", house.clerk("c2")) == refund
        house.line.faults = [fault] * 2
        house.refunds.send(refund.id, house.system())
        assert house.taken() == (0 if fault in ("", "mute") else WHOLE)
        for _ in range(2):
            clock.forward(minutes=11)
            house.time.pass_time(refund.subject, house.system())
            house.line.deliver()
        assert house.refunds.see(refund.id).state == "paid"
        assert house.taken() == 0

    def test_that_come_back_are_free_to_be_claimed_again(
        self, house: House, clock: OwnedClock
    ) -> None:
        payment = paid(house)
        refund = self.approved(house, payment)
        house.refunds.send(refund.id, house.system())
        house.branch.counter.come_back(refund.id, clock.now())
        clock.forward(days=1)
        assert compared(house) == (1, 0)
        assert house.refunds.see(refund.id).state == "returned"
        assert house.payment(payment.id).claimed_fen == 0
        assert house.taken() == WHOLE
        assert compared(house) == (0, 0)

    def test_the_bank_does_not_pay_are_told_to_clerks_when_it_is_silent(
        self, house: House, clock: OwnedClock
    ) -> None:
        refund = self.approved(house, paid(house))
        house.line.faults = ["lost"] * 2
        house.refunds.send(refund.id, house.system())
        clock.forward(hours=5)
        house.line.faults = ["lost"] * 2
        house.time.pass_time(refund.subject, house.system())
        assert house.refunds.see(refund.id).stuck
        [found] = house.differences.inbox(differences.State.OPEN, None, 9).items
        assert (found.what, found.order_kind) == (Differs.UNANSWERED, OrderKind.PAYOUT)

    def test_the_bank_refuses_free_what_was_set_aside(self, house: House) -> None:
        refund = self.approved(house, payment := paid(house))
        with house.branch.books.act():
            order = house.branch.books.find("debits", payment.id)
            assert order is not None
            house.branch.books.keep(replace(order, state="closed"))
        house.refunds.send(refund.id, house.system())
        after = house.refunds.see(refund.id)
        assert (after.state, after.reason) == ("refused", "original-unknown")
        assert house.payment(payment.id).claimed_fen == 0
