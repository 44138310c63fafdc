"""No double debit, whatever fails, repeats, comes late and restarts: seeded by hypothesis.

The bank's books are the real ones of the sandbox, in memory; between them and the room lies a line
that loses, delays and duplicates, and a store whose every write may be the last of its process.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.payments.ports import Step
from backend.payments.rules import payments
from backend.payments.rules.bank import Verdict
from backend.payments.rules.payables import Line
from backend.payments.rules.payments import Payment
from backend.payments.rules.wishes import Ending, PayWay, State, Wish
from backend.payments.service.reconciling import BankSilent
from backend.storage import ledger
from infra.local.bank.counter import Wrong
from infra.local.bank.faults import What
from tests.conftest import START, OwnedClock
from tests.fakes.documents import PowerCut
from tests.fakes.payments import FakeStore
from tests.payments.house import ACCOUNT, PERSON_ACCOUNT, build

LINE_FAULTS = st.lists(st.sampled_from(["down", "lost", "mute", "held", ""]), max_size=4)
BANK_FAULTS = st.sampled_from([one for one in What if "statement" not in one])
OVERLAP = timedelta(minutes=3)
PART = st.sampled_from([1, 400_00, 535_00, 1_070_00])


class CutStore(FakeStore):
    """A store whose next write may be the last one of its process, before or after it."""

    cut = ""

    def save(self, *steps: Step) -> None:
        cut, self.cut = self.cut, ""
        if cut == "before":
            raise PowerCut("before")
        super().save(*steps)
        if cut == "after":
            raise PowerCut("after")


class Debits(RuleBasedStateMachine):
    """People, a bank, a line, and a house that is cut off at any moment."""

    @initialize()
    def begin(self) -> None:
        self.clock, self.store, self.swept = OwnedClock(START), CutStore(), START
        self.house = build(self.clock, self.store)
        self.agreement_id = self.house.agreed()
        lines = (Line("增值税", 1_000_00), Line("城市维护建设税", 70_00))
        self.payables = [self.house.owed(lines=lines).id for _ in range(2)]
        self.wishes: list[tuple[str, str, Wish]] = []

    def survived(self, act: Any) -> None:
        """Do something; a cut power ends it, and the process begins anew."""
        try:
            act()
        except PowerCut:
            self.house.restart()
        except (Refusal, BankSilent):
            pass

    @rule(which=st.integers(0, 1), part=PART, code=st.booleans())
    def ask(self, which: int, part: int, code: bool) -> None:
        way = PayWay.CODE if code else PayWay.AGREEMENT
        wish = Wish(way, part, part, None if code else self.agreement_id)
        asked = (self.payables[which], new_id(), wish)
        self.wishes.append(asked)
        self.survived(lambda: self.house.paying.ask(*asked, self.house.person()))

    @precondition(lambda self: self.wishes)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        asked = data.draw(st.sampled_from(self.wishes))
        self.survived(lambda: self.house.paying.ask(*asked, self.house.person()))

    @precondition(lambda self: self.wishes)
    @rule(data=st.data())
    def react(self, data: st.DataObject) -> None:
        _, payment_id, _ = data.draw(st.sampled_from(self.wishes))
        if self.store.find_payment(payment_id):
            self.survived(lambda: self.house.sending.send(payment_id, self.house.system()))

    @precondition(lambda self: self.wishes)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        _, payment_id, _ = data.draw(st.sampled_from(self.wishes))
        self.survived(lambda: self.house.paying.cancel(payment_id, self.house.person()))

    @rule(seconds=st.sampled_from([5, 40, 700, 8_000]))
    def sweep(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)
        self.pass_time()

    def pass_time(self) -> None:
        """Walk the minutes since the last whole run, as the sweeper does."""
        now = self.clock.now()
        try:
            for minute in ledger.minutes(self.swept - OVERLAP, now + timedelta(minutes=1)):
                for subject in list(self.store.due(minute)):
                    self.house.time.pass_time(subject, self.house.system())
        except PowerCut:
            self.house.restart()  # its place was not kept, so the next run walks there again
        else:
            self.swept = now

    @rule(faults=LINE_FAULTS)
    def spoil_the_line(self, faults: list[str]) -> None:
        self.house.line.faults = faults

    @rule(what=BANK_FAULTS, times=st.integers(1, 3))
    def spoil_the_bank(self, what: What, times: int) -> None:
        faults = self.house.branch.faults
        faults.what, faults.times, faults.later_seconds = what, times, 60

    @rule(when=st.sampled_from(["before", "after"]))
    def cut_the_power_at_the_next_write(self, when: str) -> None:
        self.store.cut = when

    @rule()
    def restart(self) -> None:
        self.house.restart()

    @rule()
    def deliver_what_was_held_up(self) -> None:
        self.house.line.deliver()

    @precondition(lambda self: self.wishes)
    @rule(data=st.data(), ours=st.booleans())
    def scan(self, data: st.DataObject, ours: bool) -> None:
        _, payment_id, _ = data.draw(st.sampled_from(self.wishes))
        found = self.house.branch.books.find("codes", payment_id)
        if found is not None and found.state == "open":
            account = ACCOUNT if ours else PERSON_ACCOUNT
            number, now = account.number, self.clock.now()
            with suppress(Wrong):  # it ran out a moment before
                self.house.branch.counter.scan(found.text, number, now)

    @rule()
    def compare_a_day(self) -> None:
        self.clock.forward(days=1)
        day = self.clock.now().date()
        yesterday = day.fromordinal(day.toordinal() - 1)
        system = self.house.system()
        self.survived(lambda: self.house.reconcile.compare(yesterday, system))

    @invariant()
    def the_bank_never_took_more_than_is_owed(self) -> None:
        for payable_id in self.payables:
            ours = {one.id for one in self.store.of(Payment) if one.payable_id == payable_id}
            payable = self.store.find_payable(payable_id)
            assert payable is not None
            assert self.house.paid_orders(ours) <= payable.due.amount_fen
            assert payable.paid_fen <= self.house.paid_orders(ours)

    @invariant()
    def what_is_over_is_over_at_the_bank(self) -> None:
        for one in self.store.of(Payment):
            kind = "codes" if one.way is PayWay.CODE else "debits"
            order = self.house.branch.books.find(kind, one.id)
            at_bank = order.state if order else "absent"
            if one.state is State.PAID:
                assert at_bank == "done", one
            elif one.state.over:
                # An open code that ran out is closed by the bank when it is next looked at.
                ran_out = at_bank == "open" and one.valid_until < self.clock.now()
                assert at_bank in ("absent", "refused", "closed") or ran_out, (one, at_bank)

    def teardown(self) -> None:
        """When everything works again, book and bank agree, and nothing stays unclear."""
        if not hasattr(self, "house"):
            return
        self.store.cut, self.house.line.faults = "", []
        self.house.branch.faults.times = 0
        self.house.line.deliver()
        for _ in range(6):
            self.clock.forward(hours=3)
            self.pass_time()
        self.the_bank_never_took_more_than_is_owed()
        self.what_is_over_is_over_at_the_bank()
        assert all(one.state.over for one in self.store.of(Payment))
        for payable_id in self.payables:
            payable = self.store.find_payable(payable_id)
            assert payable is not None
            assert payable.attempt is None
            ours = {one.id for one in self.store.of(Payment) if one.payable_id == payable_id}
            assert payable.paid_fen == self.house.paid_orders(ours)


FEW = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestNoDoubleDebit = Debits.TestCase
TestNoDoubleDebit.settings = FEW


def test_who_guesses_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checker bites: a room that takes silence for a refusal debits twice."""
    plain = payments.hear

    def guessing(payment: Payment, heard: Any, doing: Any) -> Any:
        if heard.verdict is Verdict.UNKNOWN and not payment.state.over:
            return payments._over(payment, Ending.REFUSED, "guessed", doing)
        return plain(payment, heard, doing)

    monkeypatch.setattr(payments, "hear", guessing)
    bold = settings(
        FEW,
        max_examples=300,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Debits, settings=bold)
