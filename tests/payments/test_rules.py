"""The rules of payments as tables: surcharge, parts, working days, and the states of things."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameter, Parameters, published
from backend.payments.rules import agreements, payables, refunds
from backend.payments.rules.agreements import Account
from backend.payments.rules.bank import Heard, OrderKind, Verdict, next_look
from backend.payments.rules.payables import Due, Line, Part, State, covers
from backend.payments.rules.promise import refund_promised_at, works
from backend.payments.rules.refunds import Refund, Wish
from backend.payments.rules.surcharge import days_late, surcharge

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DOING, CLERK, OTHER = (Doing(who, AT) for who in ("system/x", "clerk/c1", "clerk/c2"))
LAW = published("payments")
DUE = Due("return/1", "company/C", "增值税", (Line("增值税", 1_000), Line("城建税", 70)))


class TestSurcharge:
    @pytest.mark.parametrize(
        ("principal_fen", "due_on", "paid_on", "fen"),
        [
            # Domain facts §3.3: 12,345.67 × 0.0005 × 28 = 172.839.
            (1_234_567, date(2026, 10, 26), date(2026, 11, 23), 172_84),
            (1_234_567, date(2026, 10, 26), date(2026, 10, 26), 0),
            (1_234_567, date(2026, 10, 26), date(2026, 10, 1), 0),
            (1_234_567, date(2026, 10, 26), date(2026, 10, 27), 6_17),  # 6.172835
            (1_000, date(2026, 10, 26), date(2026, 10, 27), 1),  # 0.005 rounds half up
            (999, date(2026, 10, 26), date(2026, 10, 27), 0),  # 0.004995
            (100_000_000_00, date(2026, 1, 20), date(2027, 1, 20), 18_250_000_00),
        ],
    )
    def test_is_to_the_day_and_rounded_once(
        self, principal_fen: int, due_on: date, paid_on: date, fen: int
    ) -> None:
        assert surcharge(principal_fen, due_on, paid_on, parameters=LAW) == fen

    def test_each_day_bears_the_rate_of_its_own(self) -> None:
        def row(value: str, first: date, last: date | None) -> Parameter:
            return Parameter("late-surcharge", "day", value, first, last, "模拟")

        turn = date(2026, 11, 1)
        two = Parameters(
            [
                row("0.0005", date(2001, 5, 1), turn - timedelta(days=1)),
                row("0.0004", turn, None),
            ]
        )
        # 27–31 October at 0.0005, 1–2 November at 0.0004.
        assert surcharge(1_000_000, date(2026, 10, 26), date(2026, 11, 2), parameters=two) == 33_00

    def test_nothing_is_late_without_a_day(self) -> None:
        assert days_late(None, date(2026, 11, 23)) == 0
        assert surcharge(1_000, None, date(2026, 11, 23), parameters=LAW) == 0


@given(
    sums=st.lists(st.integers(1, 1_000), min_size=1, max_size=6),
    cuts=st.lists(st.integers(1, 1_000), max_size=8),
)
def test_parts_cover_the_lines_in_order_and_each_fen_once(sums: list[int], cuts: list[int]) -> None:
    lines = [Line(str(place), amount) for place, amount in enumerate(sums)]
    paid, by_tax = 0, dict.fromkeys(map(str, range(len(sums))), 0)
    for cut in [*cuts, 10**6]:
        part = min(cut, sum(sums) - paid)
        covered = covers(lines, paid, part)
        assert sum(line.amount_fen for line in covered) == part
        for line in covered:
            by_tax[line.tax] += line.amount_fen
        paid += part
    assert [*by_tax.values()] == sums


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 28), False),  # a Saturday
        (date(2026, 10, 10), True),  # a Saturday that is made up for
        (date(2026, 10, 5), False),  # National Day
        (date(2026, 2, 28), True),
        (date(2027, 2, 8), False),
    ],
)
def test_working_days(day: date, *, working: bool) -> None:
    assert works(day, LAW) is working


def test_a_refund_is_promised_in_ten_working_days() -> None:
    # From Monday 23 November: Friday 27 is the fourth, Monday 7 December the tenth.
    promised = refund_promised_at(AT, LAW)
    assert promised == datetime(2026, 12, 7, 15, 59, 59, 999000, tzinfo=UTC)


class TestPayable:
    @pytest.mark.parametrize(
        ("due", "field"),
        [
            (replace(DUE, owner="firm/C"), "/owner"),
            (replace(DUE, owner="company/"), "/owner"),
            (replace(DUE, about="return"), "/about"),
            (replace(DUE, what=" "), "/what"),
            (replace(DUE, lines=()), "/lines"),
            (replace(DUE, lines=(Line("", 1),)), "/lines/0/tax"),
            (replace(DUE, lines=(Line("a", 1), Line("b", 0))), "/lines/1/amount_fen"),
            (replace(DUE, lines=(Line("a", 10**15),)), "/lines/0/amount_fen"),
            (replace(DUE, lines=(Line("a", 10**15 - 1),) * 2), "/lines"),
        ],
    )
    def test_is_stated_well(self, due: Due, field: str) -> None:
        with pytest.raises(Refusal) as refused:
            payables.open_payable("p", due, DOING)
        assert (refused.value.code, refused.value.field) == ("payable-malformed", field)

    def test_holds_one_payment_and_takes_parts(self) -> None:
        payable, event = payables.open_payable("p", DUE, DOING)
        assert (event.kind, event.data["company_id"]) == ("payments:payable:opened", "C")
        for principal in (0, -1, 1_071):
            with pytest.raises(Refusal, match="payment-principal-malformed"):
                payables.hold(payable, Part("a", principal, 0), DOING)
        held, _ = payables.hold(payable, Part("a", 400, 5), DOING)
        with pytest.raises(Refusal, match="payment-under-way"):
            payables.hold(held, Part("b", 1, 0), DOING)
        assert payables.free(held, "b", "x", DOING) is None
        paid, event = payables.pay(held, Part("a", 400, 5), DOING)
        assert (paid.left_fen, paid.surcharge_paid_fen, paid.attempt) == (670, 5, None)
        assert (event.kind, event.data["lines"]) == (
            "payments:payable:part-paid",
            [["增值税", 400]],
        )
        whole, event = payables.pay(paid, Part("b", 670, 0), DOING)
        assert (whole.state, whole.left_fen) == (State.PAID, 0)
        assert event.data["lines"] == [["增值税", 600], ["城建税", 70]]
        assert event.kind == "payments:payable:paid"
        with pytest.raises(Refusal, match="payable-over"):
            payables.hold(whole, Part("c", 1, 0), DOING)
        with pytest.raises(ValueError, match="does not fit"):
            payables.pay(whole, Part("c", 1, 0), DOING)

    def test_is_withdrawn_only_untouched(self) -> None:
        payable, _ = payables.open_payable("p", DUE, DOING)
        held, _ = payables.hold(payable, Part("a", 400, 0), DOING)
        with pytest.raises(Refusal, match="payment-under-way"):
            payables.withdraw(held, "x", DOING)
        paid, _ = payables.pay(held, Part("a", 400, 0), DOING)
        with pytest.raises(Refusal, match="payable-part-paid"):
            payables.withdraw(paid, "x", DOING)
        gone, _ = payables.withdraw(payable, "x", DOING)
        with pytest.raises(Refusal, match="payable-over"):
            payables.withdraw(gone, "x", DOING)


class TestAgreement:
    @pytest.mark.parametrize(
        ("account", "field"),
        [
            (Account("银行", "12345", "甲"), "/account_no"),
            (Account("银行", "12345678x", "甲"), "/account_no"),
            (Account("", "12345678", "甲"), "/bank"),
            (Account("银行", "12345678", ""), "/account_name"),
        ],
    )
    def test_account_is_stated_well(self, account: Account, field: str) -> None:
        with pytest.raises(Refusal) as refused:
            agreements.check(account)
        assert (refused.value.code, refused.value.field) == ("account-malformed", field)

    def test_forgets_the_number_once_the_bank_has_spoken(self) -> None:
        account = agreements.check(Account("银行", "６２２８ 4804 0000 0001", "甲"))
        assert account.number == "6228480400000001"
        asked, event = agreements.ask("a", "company/C", account, doing=DOING)
        assert "6228480400000001" not in f"{asked!r} {account!r} {event!r}"
        assert asked.account_masked == "************0001"
        waiting, _ = agreements.hear(asked, Heard(Verdict.UNKNOWN), DOING)
        assert (waiting.state, waiting.account_no) == ("asked", "6228480400000001")
        active, _ = agreements.hear(waiting, Heard(Verdict.DONE), DOING)
        assert (active.state, active.account_no, active.wake_at) == ("active", "", None)
        refused, _ = agreements.hear(waiting, Heard(Verdict.REFUSED, "name-differs"), DOING)
        assert (refused.state, refused.reason, refused.account_no) == (
            *("refused", "name-differs", ""),
        )
        ending, _ = agreements.end(active, DOING)
        assert agreements.hear(ending, Heard(Verdict.UNSENT), DOING)[0].state == "ending"
        assert agreements.hear(ending, Heard(Verdict.CLOSED), DOING)[0].state == "ended"


class TestRefund:
    def claimed(self) -> Refund:
        refund = Refund(
            id="r",
            wish=Wish("p", 500, "多缴", "甲"),
            payable_id="x",
            about="return/1",
            owner="company/C",
            what="增值税",
            of_kind=OrderKind.DEBIT,
            claimed_at=AT,
            claimed_by="person/p1",
            promised_at=AT,
            request_hash="h",
        )
        return refunds.claim(refund, DOING)[0]

    def test_takes_two_clerks(self) -> None:
        claimed = self.claimed()
        with pytest.raises(Refusal, match="refund-not-proposed"):
            refunds.approve(claimed, "核", CLERK)
        proposed, _ = refunds.propose(claimed, "应退", CLERK)
        with pytest.raises(Refusal, match="refund-same-clerk"):
            refunds.approve(proposed, "核", CLERK)
        with pytest.raises(Refusal, match="request-malformed"):
            refunds.approve(proposed, " ", OTHER)
        approved, _ = refunds.approve(proposed, "核", OTHER)
        for late in (refunds.decline, refunds.propose):
            with pytest.raises(Refusal, match="refund-decided"):
                late(approved, "x", CLERK)
        with pytest.raises(Refusal, match="refund-decided"):
            refunds.withdraw(approved, DOING)

    def test_goes_to_the_taxpayer_alone(self) -> None:
        refunds.check(Wish("p", 1, "多缴", "甲"), "甲")
        for wish, name, code in (
            (Wish("p", 1, "多缴", "乙"), "甲", "refund-name-differs"),
            (Wish("p", 1, "多缴", ""), "", "refund-name-differs"),
            (Wish("p", 1, " ", "甲"), "甲", "request-malformed"),
        ):
            with pytest.raises(Refusal, match=code):
                refunds.check(wish, name)

    @pytest.mark.parametrize(
        ("heard", "state", "lives"),
        [
            (Heard(Verdict.DONE, amount_fen=500), "paid", True),
            (Heard(Verdict.DONE, amount_fen=501), "unknown", True),
            (Heard(Verdict.UNKNOWN), "unknown", True),
            (Heard(Verdict.PROCESSING), "sent", True),
            (Heard(Verdict.REFUSED, "over-original"), "refused", False),
            (Heard(Verdict.RETURNED), "returned", False),
        ],
    )
    def test_ends_on_the_banks_word_alone(self, heard: Heard, state: str, *, lives: bool) -> None:
        approved, _ = refunds.approve(refunds.propose(self.claimed(), "x", CLERK)[0], "y", OTHER)
        sent, _ = refunds.send(approved, DOING)
        step = refunds.hear(sent, heard, DOING)
        assert step is not None
        assert (step[0].state, step[0].lives) == (state, lives)


def test_the_bank_is_asked_ever_more_seldom() -> None:
    waits = [(next_look(looks, AT) - AT).total_seconds() for looks in range(20)]
    assert waits[:7] == [15, 30, 60, 120, 240, 480, 600]
    assert set(waits[7:]) == {600}
