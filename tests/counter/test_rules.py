"""Cases: what a clerk may decide, in order of precedence, and how a case ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.counter import rules
from backend.counter.rules import Case, Decision, State, Why
from backend.kernel.errors import Refusal
from tests.counter.samples import (
    APPROVE,
    CLERK,
    FOUND,
    MISSING,
    NOW,
    REACTOR,
    REFUSE,
    SETTLE,
    a_case,
)

OPEN = rules.open_case(a_case(), REACTOR)[0]
STUCK = rules.open_case(a_case("pickup", "0a"), REACTOR)[0]
SHORT = rules.open_case(a_case("shortfall", "0a"), REACTOR)[0]


def decided(case: Case = OPEN, decision: Decision = APPROVE) -> Case:
    step = rules.decide(case, decision, CLERK)
    assert step is not None
    return step[0]


def resolved() -> Case:
    step = rules.resolve(OPEN, "withdrawn", REACTOR)
    assert step is not None
    return step[0]


def test_a_case_is_opened_with_its_reasons() -> None:
    case, event = rules.open_case(a_case(), REACTOR)
    assert (case.version, case.state) == (1, State.OPEN)
    assert (event.id, event.kind) == ("case/application-a1-1#1", "counter:case:opened")
    assert event.data == {"case_kind": "application", "subject_id": "a1"}


@pytest.mark.parametrize(
    ("kind", "hours"), [("application", 48), ("pickup", 2)], ids=["application", "pickup"]
)
def test_each_kind_has_its_time(kind: str, hours: int) -> None:
    assert a_case(kind).due_at == NOW + timedelta(hours=hours)


def test_what_was_promised_is_the_time_of_a_case() -> None:
    promised = NOW + timedelta(days=4)
    case = replace(a_case("quota"), promised_at=promised)
    assert (case.due_at, case.told_at) == (promised, "quota-adjustment/a1")
    assert decided(rules.open_case(case, REACTOR)[0]).promised_at == promised


@pytest.mark.parametrize(
    ("case", "decision", "code", "field"),
    [
        (resolved(), Decision("settle", " a "), "case-reason-missing", "/reason"),
        (OPEN, Decision("approve", ""), "case-reason-missing", "/reason"),
        (OPEN, Decision("approve", "  \n "), "case-reason-missing", "/reason"),
        (resolved(), SETTLE, "case-outcome-unfit", "/outcome"),
        (OPEN, SETTLE, "case-outcome-unfit", "/outcome"),
        (OPEN, Decision("burn", "as asked"), "case-outcome-unfit", "/outcome"),
        (STUCK, APPROVE, "case-outcome-unfit", "/outcome"),
        (STUCK, REFUSE, "case-outcome-unfit", "/outcome"),
        (
            STUCK,
            Decision("settle", "现场核对", "013002600104"),
            "case-serial-missing",
            "/next_serial",
        ),
        (decided(STUCK, SETTLE), replace(SETTLE, next_serial=None), "case-serial-missing", None),
        (SHORT, SETTLE, "case-outcome-unfit", "/outcome"),
        (STUCK, MISSING, "case-outcome-unfit", "/outcome"),
        (SHORT, replace(MISSING, missing=()), "case-sheets-missing", "/missing"),
        (SHORT, replace(FOUND, missing=MISSING.missing), "case-sheets-missing", "/missing"),
        (resolved(), APPROVE, "case-over", None),
        (decided(), REFUSE, "case-over", None),
        (decided(), replace(APPROVE, reason="另一理由"), "case-over", None),
        (decided(STUCK, SETTLE), replace(SETTLE, next_serial=105), "case-over", None),
    ],
)
def test_a_decision_is_refused(
    case: Case, decision: Decision, code: str, field: str | None
) -> None:
    with pytest.raises(Refusal) as caught:
        rules.decide(case, decision, CLERK)
    assert caught.value.code == code
    assert field is None or caught.value.field == field


@pytest.mark.parametrize(
    ("case", "decision"),
    [
        (OPEN, APPROVE),
        (OPEN, REFUSE),
        (STUCK, SETTLE),
        (SHORT, FOUND),
        (SHORT, MISSING),
    ],
    ids=str,
)
def test_a_decision_stands_with_who_and_why(case: Case, decision: Decision) -> None:
    step = rules.decide(case, decision, CLERK)
    assert step is not None
    after, event = step
    assert (after.state, after.decision, after.version) == (State.DECIDED, decision, 2)
    assert (after.decided_by, after.decided_at) == ("clerk/c1", CLERK.at)
    assert (event.kind, event.actor, event.machine) == (
        "counter:case:decided",
        "clerk/c1",
        "session/s1",
    )
    assert event.data == {
        "case_kind": case.kind,
        "subject_id": case.subject_id,
        "company_id": "company-1",
        "outcome": decision.outcome,
        "reason": decision.reason,
        "next_code": decision.next_code,
        "next_serial": decision.next_serial,
        "taken": [list(one) for one in decision.taken],
        "missing": [list(one) for one in decision.missing],
        "disputes": [list(one) for one in decision.disputes],
        "episode": 1,
    }


def test_the_same_decision_again_changes_nothing() -> None:
    assert rules.decide(decided(), APPROVE, CLERK) is None
    assert rules.decide(decided(STUCK, SETTLE), SETTLE, CLERK) is None


def test_what_cannot_be_carried_out_comes_back_with_its_cause() -> None:
    why = (Why("site-stock-short", {"free": 2, "count": 3}), Why("risk-blocked", {"left": 1}))
    step = rules.give_back(decided(), why, REACTOR)
    assert step is not None
    after, event = step
    assert after == replace(OPEN, version=3, why=(*OPEN.why, *why))
    assert (event.kind, event.data) == ("counter:case:given-back", {"cause": "site-stock-short"})
    assert decided(after, REFUSE).decision == REFUSE


@pytest.mark.parametrize("case", [OPEN, resolved()], ids=["open", "resolved"])
def test_only_what_is_decided_can_be_given_back(case: Case) -> None:
    assert rules.give_back(case, (Why("site-stock-short", {}),), REACTOR) is None


def test_a_reason_that_still_stands_is_told_once_with_its_new_numbers() -> None:
    newer = Why(OPEN.why[0].code, {"asked": 30, "left": 0})
    step = rules.give_back(decided(), (newer,), REACTOR)
    assert step is not None
    assert step[0].why == (newer,)


def test_a_decision_whose_matter_is_over_has_had_no_effect() -> None:
    step = rules.overtake(decided(), "withdrawn", REACTOR)
    assert step is not None
    after, event = step
    assert after == replace(OPEN, version=3, state=State.RESOLVED, decided_at=NOW)
    assert (event.kind, event.data) == ("counter:case:resolved", {"cause": "withdrawn"})


@pytest.mark.parametrize("case", [OPEN, resolved()], ids=["open", "resolved"])
def test_only_what_is_decided_can_be_overtaken(case: Case) -> None:
    assert rules.overtake(case, "withdrawn", REACTOR) is None


def test_a_case_that_settles_itself_is_closed() -> None:
    step = rules.resolve(OPEN, "withdrawn", REACTOR)
    assert step is not None
    after, event = step
    assert (after.state, after.decided_at, after.decided_by) == (State.RESOLVED, NOW, None)
    assert (event.kind, event.data) == ("counter:case:resolved", {"cause": "withdrawn"})


@pytest.mark.parametrize("case", [decided(), resolved()], ids=["decided", "resolved"])
def test_what_is_over_cannot_settle_itself(case: Case) -> None:
    assert rules.resolve(case, "withdrawn", REACTOR) is None


DISPUTED = Why("journal-disputed", {"number": 7})


def test_what_happens_meanwhile_joins_an_open_case_once() -> None:
    step = rules.join(STUCK, DISPUTED, 7, REACTOR)
    assert step is not None
    case, event = step
    assert (case.why, case.state, case.version) == ((*STUCK.why, DISPUTED), State.OPEN, 2)
    assert (event.kind, event.data) == (
        "counter:case:joined",
        {"cause": "journal-disputed", "joined": 7},
    )
    assert rules.join(case, DISPUTED, 7, REACTOR) is None
    assert rules.join(resolved(), DISPUTED, 7, REACTOR) is None


def test_a_decision_that_did_not_know_it_comes_back() -> None:
    step = rules.join(decided(STUCK, SETTLE), DISPUTED, 7, REACTOR)
    assert step is not None
    assert (step[0].state, step[0].decision, step[0].decided_by) == (State.OPEN, None, None)
    knew = decided(STUCK, replace(SETTLE, disputes=((7, 0),)))
    assert rules.join(knew, DISPUTED, 7, REACTOR) is None
