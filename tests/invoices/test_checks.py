"""The ten supply checks as tables of cases, and what they decide together."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.invoices.rules.allowances import Allowance
from backend.invoices.rules.approvals import Approval, SupplyMethod, Terms
from backend.invoices.rules.checks import Check, OnFailure, Verdict, blocking, failed, verdict
from backend.invoices.rules.kinds import Kind
from backend.invoices.rules.supply import (
    Agent,
    Known,
    Request,
    grade_of,
    left_now,
    make_checks,
)
from backend.kernel.parameters import published

DAY = date(2026, 11, 23)
PARAMETERS = published("invoices")
TERMS = Terms(
    max_per_sheet_fen=9_999_999,
    max_per_month=50,
    max_per_time=40,
    max_holding=60,
    supply_method=SupplyMethod.VERIFY_OLD,
    effective_from=date(2026, 1, 1),
    effective_to=date(2026, 12, 31),
)
CODES = [
    "agent-authorised",
    "status-normal",
    "kind-approved",
    "count-per-time",
    "count-per-month",
    "holding-limit",
    "previous-use-verified",
    "returns-filed",
    "risk-clear",
    "site-stock",
]


def known(**facts: str) -> dict[str, Known]:
    values = {
        "status": "03",
        "credit_grade": "M",
        "verified_use": "yes",
        "overdue_return": "none",
        "risk_block": "none",
    } | facts
    return {name: Known(value, "模拟") for name, value in values.items() if value}


def allowance(**counts: int) -> Allowance:
    return replace(Allowance("C", Kind.P_ORD, "2026-11"), **counts)


SOUND = Request(
    kind=Kind.P_ORD,
    count=10,
    site_id="Z001",
    day=DAY,
    agent=Agent(real_name_verified=True, invoice_agent=True),
    approval=Approval("C", Kind.P_ORD, TERMS),
    allowance=allowance(),
    facts=known(),
    free=10,
)


def reasons(request: Request) -> dict[str, str | None]:
    return {c.code: c.reason for c in failed(make_checks(request, PARAMETERS))}


def test_a_sound_request_passes_all_ten_in_order() -> None:
    checks = make_checks(SOUND, PARAMETERS)
    assert [check.code for check in checks] == CODES
    assert [check.number for check in checks] == list(range(1, 11))
    assert all(check.passed and check.reason is None and check.rule for check in checks)
    assert verdict(checks) is Verdict.APPROVED


EACH = [
    ({"agent": None}, "agent-authorised", "agent-not-of-company"),
    ({"agent": Agent(False, False)}, "agent-authorised", "agent-not-real-name"),
    ({"agent": Agent(True, False)}, "agent-authorised", "agent-not-authorised"),
    ({"facts": known(status="")}, "status-normal", "status-not-recorded"),
    ({"facts": known(status="05")}, "status-normal", "status-not-normal"),
    ({"day": date(2027, 1, 1)}, "kind-approved", "kind-not-in-force"),
    ({"day": date(2025, 12, 31)}, "kind-approved", "kind-not-in-force"),
    ({"count": 41, "free": 99}, "count-per-time", "count-over-time-limit"),
    ({"allowance": allowance(taken_this_month=41)}, "count-per-month", "count-over-month-limit"),
    ({"allowance": allowance(holding=51)}, "holding-limit", "holding-over-limit"),
    ({"allowance": allowance(waiting=51)}, "holding-limit", "holding-over-limit"),
    ({"facts": known(verified_use="no")}, "previous-use-verified", "previous-use-not-verified"),
    ({"facts": known(verified_use="")}, "previous-use-verified", "previous-use-not-recorded"),
    ({"facts": known(overdue_return="2026-10")}, "returns-filed", "return-overdue"),
    ({"facts": known(overdue_return="")}, "returns-filed", "returns-not-recorded"),
    ({"facts": known(risk_block="走逃")}, "risk-clear", "risk-blocked"),
    ({"facts": known(risk_block="")}, "risk-clear", "risk-not-recorded"),
    ({"free": 9}, "site-stock", "site-stock-too-low"),
]


@pytest.mark.parametrize(("change", "code", "reason"), EACH)
def test_each_check_fails_alone(change: dict[str, object], code: str, reason: str) -> None:
    assert reasons(replace(SOUND, **change)) == {code: reason}


def test_without_an_approval_the_limits_fail_too() -> None:
    assert reasons(replace(SOUND, approval=None)) == {
        "kind-approved": "kind-not-approved",
        "count-per-time": "limits-not-approved",
        "count-per-month": "limits-not-approved",
        "holding-limit": "limits-not-approved",
    }


def test_all_ten_are_listed_when_all_ten_fail() -> None:
    worst = replace(SOUND, agent=None, approval=None, facts={}, free=0)
    checks = make_checks(worst, PARAMETERS)
    assert [check.code for check in failed(checks)] == CODES
    assert verdict(checks) is Verdict.REFUSED


@pytest.mark.parametrize(
    ("grade", "month", "holding"),
    [("A", 150, 180), ("B", 100, 120), ("M", 50, 60), ("C", 50, 60), ("unrated", 50, 60)],
)
def test_the_grade_multiplies_month_and_holding(grade: str, month: int, holding: int) -> None:
    facts = known(credit_grade=grade)
    fits = replace(SOUND, facts=facts, allowance=allowance(taken_this_month=month - 10))
    assert reasons(fits) == {}
    over = replace(fits, allowance=allowance(taken_this_month=month - 9))
    assert reasons(over) == {"count-per-month": "count-over-month-limit"}
    held = replace(SOUND, facts=facts, allowance=allowance(holding=holding - 9))
    assert reasons(held) == {"holding-limit": "holding-over-limit"}


@pytest.mark.parametrize("grade", ["", "Z"])
def test_nobody_graded_counts_as_unrated(grade: str) -> None:
    assert (
        grade_of(known(credit_grade=grade), Kind.P_ORD, day=DAY, parameters=PARAMETERS).code
        == "unrated"
    )


def test_grade_d_exchanges_old_for_new_and_is_capped_on_special_invoices() -> None:
    facts = known(credit_grade="D")
    assert reasons(replace(SOUND, facts=facts)) == {}
    in_hand = replace(SOUND, facts=facts, allowance=allowance(holding=1))
    assert reasons(in_hand) == {"previous-use-verified": "old-sheets-in-hand"}
    special = replace(SOUND, facts=facts, kind=Kind.P_SPECIAL, count=26, free=26)
    assert reasons(special) == {"count-per-time": "count-over-grade-cap"}
    assert reasons(replace(special, count=25)) == {}
    assert reasons(replace(special, kind=Kind.P_ORD)) == {}


def test_the_grade_of_the_day_is_kept_with_the_check() -> None:
    checks = {check.code: check for check in make_checks(SOUND, PARAMETERS)}
    assert checks["count-per-month"].inputs["credit_grade"] == "M"
    assert checks["count-per-month"].inputs["left"] == 50
    assert checks["status-normal"].inputs == {"status": "03", "source": "模拟"}


@pytest.mark.parametrize(
    ("failing", "expected"),
    [
        ([], Verdict.APPROVED),
        (["count-per-time"], Verdict.REFERRED),
        (["risk-clear", "holding-limit"], Verdict.REFERRED),
        (["risk-clear", "site-stock"], Verdict.REFUSED),
        (["agent-authorised"], Verdict.REFUSED),
        (["status-normal"], Verdict.REFUSED),
        (["kind-approved"], Verdict.REFUSED),
    ],
)
def test_hard_checks_refuse_and_soft_ones_refer(failing: list[str], expected: Verdict) -> None:
    assert verdict(outcome(failing)) is expected


def outcome(failing: list[str]) -> tuple[Check, ...]:
    return tuple(
        replace(check, passed=False, reason="x") if check.code in failing else check
        for check in make_checks(SOUND, PARAMETERS)
    )


@pytest.mark.parametrize(
    ("before", "now", "stops"),
    [
        (["risk-clear"], ["risk-clear"], []),
        (["risk-clear"], ["risk-clear", "status-normal"], ["status-normal"]),
        (["risk-clear"], ["count-per-month"], ["count-per-month"]),
        (["count-per-month"], ["count-per-month", "site-stock"], []),
        (["returns-filed"], ["agent-authorised", "kind-approved"], CODES[0:3:2]),
    ],
)
def test_a_clerk_sets_aside_only_what_was_referred(
    before: list[str], now: list[str], stops: list[str]
) -> None:
    assert [check.code for check in blocking(outcome(before), outcome(now))] == stops


@given(
    count=st.integers(1, 300),
    taken=st.integers(0, 200),
    holding=st.integers(0, 200),
    waiting=st.integers(0, 200),
    grade=st.sampled_from(["A", "B", "M", "C", "D", "unrated"]),
    kind=st.sampled_from(list(Kind)),
)
def test_what_is_left_now_is_exactly_what_the_limits_let_pass(
    count: int, taken: int, holding: int, waiting: int, grade: str, kind: Kind
) -> None:
    request = replace(
        SOUND,
        kind=kind,
        count=count,
        allowance=allowance(taken_this_month=taken, holding=holding, waiting=waiting),
        facts=known(credit_grade=grade),
    )
    limits = {"count-per-time", "count-per-month", "holding-limit"}
    passes = not limits & set(reasons(request))
    grade_now = grade_of(request.facts, kind, day=DAY, parameters=PARAMETERS)
    assert request.approval
    assert passes == (
        count <= left_now(request.approval, request.allowance, grade=grade_now, day=DAY)
    )


def test_nothing_is_left_when_the_approval_is_not_in_force() -> None:
    grade = grade_of(known(), Kind.P_ORD, day=DAY, parameters=PARAMETERS)
    approval = Approval("C", Kind.P_ORD, TERMS)
    assert left_now(approval, allowance(), grade=grade, day=date(2027, 1, 1)) == 0


def test_hard_checks_are_1_2_3_and_10() -> None:
    hard = [c.number for c in make_checks(SOUND, PARAMETERS) if c.on_failure is OnFailure.REFUSE]
    assert hard == [1, 2, 3, 10]
