"""A manual adjustment: what may be asked, what a clerk may decide, and the promised day."""

from datetime import UTC, datetime

import pytest

from backend.einvoices.rules import adjustments
from backend.einvoices.rules.adjustments import Adjustment, Lasting, Outcome, State, Wish
from backend.einvoices.rules.quota import available
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.einvoices.samples import CLERK, DAY, PARAMETERS, PERSON, book, standing

WISH = Wish(2_000_000, Lasting.MONTH, "新签大额合同", ("合同 模拟-01",))


def applied(wish: Wish = WISH, **facts: str | None) -> Adjustment:
    found = available(book(), standing(**facts), PARAMETERS)
    adjustment, event = adjustments.apply(
        new_id(),
        wish,
        book=book(),
        found=found,
        standing=standing(**facts),
        parameters=PARAMETERS,
        doing=PERSON,
    )
    assert event.kind == "einvoices:adjustment:applied"
    return adjustment


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        (Wish(0, Lasting.MONTH, "", ()), "adjustment-amount-malformed", "/wanted_fen"),
        (Wish(10**12, Lasting.MONTH, "", ()), "adjustment-amount-malformed", "/wanted_fen"),
        (Wish(1, Lasting.MONTH, " x ", ()), "adjustment-reason-missing", "/reason"),
        (Wish(1, Lasting.MONTH, "x" * 501, ()), "adjustment-reason-missing", "/reason"),
        (Wish(1, Lasting.MONTH, "理由", ()), "adjustment-evidence-missing", "/evidence"),
        (Wish(1, Lasting.MONTH, "理由", (" ",)), "adjustment-evidence-missing", "/evidence"),
        (Wish(1, Lasting.MONTH, "理由", ("x",) * 11), "adjustment-evidence-missing", "/evidence"),
    ],
)
def test_a_wish_is_refused_in_this_order(wish: Wish, code: str, field: str) -> None:
    with pytest.raises(Refusal) as found:
        adjustments.check_wish(wish, DAY, PARAMETERS)
    assert (found.value.code, found.value.field) == (code, field)


def test_less_than_there_is_needs_no_decision() -> None:
    with pytest.raises(Refusal, match="adjustment-not-more"):
        applied(Wish(1_000_000, Lasting.MONTH, "理由", ("x",)))


@pytest.mark.parametrize(
    ("wish", "facts", "failed"),
    [
        (WISH, {}, []),
        (Wish(3_000_001, Lasting.MONTH, "理由", ("x",)), {}, ["adjustment-over-threefold"]),
        (WISH, {"credit_grade": "D"}, ["adjustment-grade-low"]),
        (WISH, {"risk_block": "走逃"}, ["quota-risk-not-clear"]),
        (WISH, {"overdue_return": "2026-09"}, ["adjustment-return-overdue"]),
        (WISH, {"overdue_return": None}, ["adjustment-return-overdue"]),
    ],
)
def test_a_clerk_is_shown_what_it_looks_like(
    wish: Wish, facts: dict[str, str | None], failed: list[str]
) -> None:
    checks = applied(wish, **facts).checks
    assert [one.code for one in checks] == ["wish", "used", "grade", "risk", "overdue", "evidence"]
    assert [one.reason for one in checks if one.reason] == failed


@pytest.mark.parametrize(
    ("applied_at", "promised"),
    [
        (datetime(2026, 11, 23, 2, tzinfo=UTC), "2026-11-25"),  # a Monday
        (datetime(2026, 11, 26, 2, tzinfo=UTC), "2026-11-30"),  # a Thursday
        (datetime(2026, 11, 28, 2, tzinfo=UTC), "2026-12-01"),  # a Saturday
        (datetime(2026, 12, 30, 2, tzinfo=UTC), "2027-01-04"),  # before New Year
        (datetime(2026, 11, 22, 16, tzinfo=UTC), "2026-11-25"),  # Monday's first minute
    ],
)
def test_the_promise_counts_working_days(applied_at: datetime, promised: str) -> None:
    ends = adjustments.promised_at(applied_at, PARAMETERS)
    assert ends.isoformat() == f"{promised}T15:59:59.999000+00:00"


def test_a_clerk_approves_for_the_month_or_for_good() -> None:
    month = applied()
    approved, event = adjustments.decide(
        month, Outcome.APPROVE, "合同属实", month="2026-11", doing=CLERK
    )
    assert (approved.state, event.kind) == (State.APPROVED, "einvoices:adjustment:approved")
    after, event = adjustments.adjust(book(), approved, CLERK)
    assert (after.quota_fen, after.base_fen) == (2_000_000, 1_000_000)
    assert event.data["quota_before_fen"] == 1_000_000
    lasting = applied(Wish(2_000_000, Lasting.FOR_GOOD, "理由", ("x",)))
    after, _ = adjustments.adjust(book(), lasting, CLERK)
    assert (after.quota_fen, after.base_fen) == (2_000_000, 2_000_000)


def test_what_was_asked_for_a_month_ends_with_it() -> None:
    with pytest.raises(Refusal, match="adjustment-month-over"):
        adjustments.check_decidable(applied(), Outcome.APPROVE, "2026-12")
    adjustments.check_decidable(applied(), Outcome.REFUSE, "2026-12")
    for_good = applied(Wish(2_000_000, Lasting.FOR_GOOD, "理由", ("x",)))
    adjustments.check_decidable(for_good, Outcome.APPROVE, "2026-12")


ENDS = [State.APPROVED, State.REFUSED, State.WITHDRAWN]


@pytest.mark.parametrize("state", ENDS)
def test_nothing_leaves_an_end(state: State) -> None:
    adjustment = applied()
    if state is State.WITHDRAWN:
        ended, _ = adjustments.withdraw(adjustment, "不需要了", PERSON)
    else:
        outcome = Outcome.APPROVE if state is State.APPROVED else Outcome.REFUSE
        ended, _ = adjustments.decide(adjustment, outcome, "理由", month="2026-11", doing=CLERK)
    assert (ended.state, ended.version) == (state, 2)
    for outcome in Outcome:
        with pytest.raises(Refusal, match="adjustment-decided"):
            adjustments.decide(ended, outcome, "理由", month="2026-11", doing=CLERK)
    with pytest.raises(Refusal, match="adjustment-decided"):
        adjustments.withdraw(ended, "理由", PERSON)
    assert adjustments.settled_as(ended, Outcome.APPROVE) is (state is State.APPROVED)


def test_a_decision_has_a_reason_and_a_known_outcome() -> None:
    with pytest.raises(Refusal, match="request-malformed"):
        adjustments.decide(applied(), Outcome.REFUSE, " ", month="2026-11", doing=CLERK)
    with pytest.raises(Refusal, match="request-malformed"):
        adjustments.check_outcome("settle")
