"""Allowances, approvals and the states of an application, as tables of cases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from backend.invoices.rules import allowances, applications
from backend.invoices.rules.allowances import Allowance, Cause, month_of
from backend.invoices.rules.applications import Application, Outcome, State, Wish
from backend.invoices.rules.approvals import SupplyMethod, Terms, grant
from backend.invoices.rules.checks import Check, OnFailure
from backend.invoices.rules.kinds import Kind, check_kind
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PERSON = Doing("person/p1", NOW, "session/s1")
CLERK = Doing("clerk/c1", NOW, "session/s2")
WISH = Wish(Kind.P_ORD, 10, "Z001")
CAUSE = Cause("a1", "2026-11", "pickup/x#9", "expired")


def check(code: str, *, passed: bool, on_failure: OnFailure) -> Check:
    return Check(1, code, passed, None if passed else "risk-blocked", {"x": 1}, "rule", on_failure)


SOFT = check("risk-clear", passed=False, on_failure=OnFailure.REFER)
HARD = check("status-normal", passed=False, on_failure=OnFailure.REFUSE)
GOOD = check("risk-clear", passed=True, on_failure=OnFailure.REFER)


def applied(*checks: Check) -> Application:
    return applications.apply("a1", "C", WISH, checks=checks, pickup_id="ab12", doing=PERSON)[0]


class TestApplication:
    @pytest.mark.parametrize(
        ("checks", "state", "pickup_id", "at_once"),
        [
            ((GOOD,), State.APPROVED, "ab12", True),
            ((GOOD, SOFT), State.REFERRED, None, False),
            ((SOFT, HARD), State.REFUSED, None, True),
        ],
    )
    def test_is_decided_by_its_checks(
        self, checks: tuple[Check, ...], state: State, pickup_id: str | None, at_once: bool
    ) -> None:
        application, event = applications.apply(
            "a1", "C", WISH, checks=checks, pickup_id="ab12", doing=PERSON
        )
        assert (application.state, application.pickup_id) == (state, pickup_id)
        assert (application.decided_at is not None) == at_once
        assert event.kind == f"invoices:application:{state}"
        assert (event.subject, event.number) == ("application/a1", 1)

    def test_says_in_its_event_what_the_pickup_needs(self) -> None:
        _, event = applications.apply(
            "a1", "C", WISH, checks=(GOOD,), pickup_id="ab12", doing=PERSON
        )
        assert event.data == {
            "application_id": "a1",
            "company_id": "C",
            "kind": "P_ORD",
            "count": 10,
            "site_id": "Z001",
            "collector_id": "p1",
            "pickup_id": "ab12",
        }

    def test_says_in_its_event_why_it_was_referred(self) -> None:
        _, event = applications.apply(
            "a1", "C", WISH, checks=(GOOD, SOFT), pickup_id="ab12", doing=PERSON
        )
        why = {"code": "risk-clear", "reason": "risk-blocked", "inputs": {"x": 1}}
        assert event.data["why"] == [why | {"on_failure": "refer"}]
        assert "pickup_id" not in event.data

    @pytest.mark.parametrize(
        ("outcome", "state", "pickup_id"),
        [(Outcome.APPROVE, State.APPROVED, "cd34"), (Outcome.REFUSE, State.REFUSED, None)],
    )
    def test_is_ended_by_a_clerk(
        self, outcome: Outcome, state: State, pickup_id: str | None
    ) -> None:
        after, event = applications.decide(
            applied(SOFT), outcome, "合同已核", blocking=(), pickup_id="cd34", doing=CLERK
        )
        assert (after.state, after.pickup_id, after.version) == (state, pickup_id, 2)
        assert (after.decided_by, after.decision_reason) == ("clerk/c1", "合同已核")
        assert after.applied_by == "person/p1"
        assert (event.number, event.actor, event.data["reason"]) == (2, "clerk/c1", "合同已核")
        assert event.data["collector_id"] == "p1"

    @pytest.mark.parametrize(
        ("before", "reason", "blocking", "code"),
        [
            (applied(GOOD), "", (HARD,), "application-decided"),
            (applied(HARD), "", (HARD,), "application-decided"),
            (applied(SOFT), " ", (HARD,), "request-malformed"),
            (applied(SOFT), "x" * 501, (HARD,), "request-malformed"),
            (applied(SOFT), "x", (HARD,), "application-cannot-approve"),
        ],
    )
    def test_refuses_a_decision_in_this_order(
        self, before: Application, reason: str, blocking: tuple[Check, ...], code: str
    ) -> None:
        with pytest.raises(Refusal) as refused:
            applications.decide(
                before, Outcome.APPROVE, reason, blocking=blocking, pickup_id="x", doing=CLERK
            )
        assert refused.value.code == code

    def test_is_refused_by_a_clerk_even_when_it_could_not_be_approved(self) -> None:
        after, _ = applications.decide(
            applied(SOFT), Outcome.REFUSE, "x", blocking=(HARD,), pickup_id="x", doing=CLERK
        )
        assert after.state is State.REFUSED

    def test_is_withdrawn_only_while_referred(self) -> None:
        after, event = applications.withdraw(applied(SOFT), "改下月领", PERSON)
        assert (after.state, after.version) == (State.WITHDRAWN, 2)
        assert event.kind == "invoices:application:withdrawn"
        for state in (applied(GOOD), applied(HARD), after):
            with pytest.raises(Refusal, match="application-decided"):
                applications.withdraw(state, "x", PERSON)

    def test_knows_a_repeated_decision_but_not_an_automatic_one(self) -> None:
        decided = replace(applied(GOOD), version=2, decided_by="clerk/c1")
        assert applications.settled_as(decided, Outcome.APPROVE)
        assert not applications.settled_as(decided, Outcome.REFUSE)
        given_back = replace(applied(GOOD), version=2)
        assert not applications.settled_as(given_back, Outcome.APPROVE)

    @pytest.mark.parametrize(
        ("kind", "count", "code", "field"),
        [
            ("E_ORD", 0, "kind-unknown", "/kind"),
            ("P_ORD", 0, "count-malformed", "/count"),
            ("P_ORD", -1, "count-malformed", "/count"),
            ("P_ORD", 10_000, "count-malformed", "/count"),
        ],
    )
    def test_refuses_a_malformed_wish(self, kind: str, count: int, code: str, field: str) -> None:
        with pytest.raises(Refusal) as refused:
            applications.check_wish(kind, count, "Z001")
        assert (refused.value.code, refused.value.field) == (code, field)

    def test_the_hash_tells_every_part_of_a_wish(self) -> None:
        others = [replace(WISH, kind=Kind.P_ROLL), replace(WISH, count=9)]
        others += [replace(WISH, site_id="Z002")]
        hashes = {wish.hash_for("C") for wish in [WISH, *others]} | {WISH.hash_for("D")}
        assert len(hashes) == 5


class TestAllowance:
    START = Allowance("C", Kind.P_ORD, "2026-11", taken_this_month=5, waiting=3, holding=2)

    def test_take(self) -> None:
        after, event = allowances.take(self.START, 4, limit=50, cause=CAUSE, doing=PERSON)
        assert (after.taken_this_month, after.waiting, after.holding) == (9, 7, 2)
        assert (event.subject, event.number) == ("allowance/C/P_ORD", 1)
        assert event.data["beyond_limit"] == 0

    @pytest.mark.parametrize(("limit", "beyond"), [(9, 0), (8, 1), (5, 4), (2, 4)])
    def test_take_says_what_of_it_is_beyond_the_limit(self, limit: int, beyond: int) -> None:
        _, event = allowances.take(self.START, 4, limit=limit, cause=CAUSE, doing=CLERK)
        assert event.data["beyond_limit"] == beyond

    def test_a_new_month_starts_with_nothing_taken_but_keeps_what_waits_and_is_held(self) -> None:
        december = self.START.in_month("2026-12")
        assert (december.taken_this_month, december.waiting, december.holding) == (0, 3, 2)
        assert self.START.in_month("2026-10") == self.START

    def test_a_decision_of_last_month_takes_nothing_of_this_one(self) -> None:
        december = self.START.in_month("2026-12")
        after, _ = allowances.take(december, 4, limit=50, cause=CAUSE, doing=CLERK)
        assert (after.month, after.taken_this_month, after.waiting) == ("2026-12", 0, 7)

    def test_give_back_in_the_same_month_frees_the_month(self) -> None:
        after, event = allowances.give_back(self.START, 3, cause=CAUSE, doing=PERSON)
        assert (after.taken_this_month, after.waiting) == (2, 0)
        assert (event.kind, event.data["reason"]) == ("invoices:allowance:given-back", "expired")

    def test_give_back_after_the_month_frees_nothing_of_the_new_one(self) -> None:
        later = replace(PERSON, at=datetime(2026, 11, 30, 16, 0, tzinfo=UTC))
        fresh = replace(self.START.in_month("2026-12"), taken_this_month=1)
        after, _ = allowances.give_back(fresh, 3, cause=CAUSE, doing=later)
        assert (after.month, after.taken_this_month, after.waiting) == ("2026-12", 1, 0)

    def test_hand_over_moves_what_waits_into_the_holding(self) -> None:
        after, _ = allowances.hand_over(self.START, 3, cause=CAUSE, doing=PERSON)
        assert (after.taken_this_month, after.waiting, after.holding) == (5, 0, 5)

    @pytest.mark.parametrize("step", [allowances.give_back, allowances.hand_over])
    def test_no_more_moves_than_waits(self, step: allowances.Step) -> None:
        with pytest.raises(Refusal, match="allowance-not-waiting"):
            step(self.START, 4, cause=CAUSE, doing=PERSON)

    def test_verified_use_leaves_the_holding(self) -> None:
        after, _ = allowances.verify_use(self.START, 2, cause=CAUSE, doing=CLERK)
        assert after.holding == 0
        with pytest.raises(Refusal, match="holding-short"):
            allowances.verify_use(self.START, 3, cause=CAUSE, doing=CLERK)

    @pytest.mark.parametrize(
        ("instant", "month"),
        [
            (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), "2026-11"),
            (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), "2026-12"),
        ],
    )
    def test_the_month_turns_at_midnight_in_shanghai(self, instant: datetime, month: str) -> None:
        assert month_of(instant) == month


class TestApproval:
    TERMS = Terms(99_999, 50, 40, 60, SupplyMethod.BATCH, date(2026, 1, 1), date(2026, 12, 31))

    def test_is_granted_and_then_changed(self) -> None:
        first, event = grant("C", Kind.P_ORD, self.TERMS, before=None, reason="新办", doing=CLERK)
        assert (event.kind, event.number) == ("invoices:approval:granted", 1)
        wider = replace(self.TERMS, max_per_month=80)
        second, event = grant(
            "C", Kind.P_ORD, wider, before=first, seen_version=1, reason="增量", doing=CLERK
        )
        assert (event.kind, event.number) == ("invoices:approval:changed", 2)
        assert second.terms.max_per_month == 80
        assert event.data["reason"] == "增量"

    @pytest.mark.parametrize(
        ("change", "reason", "code", "field"),
        [
            ({"max_per_month": 0}, "", "approval-limit-malformed", "/max_per_month"),
            ({"max_per_time": 100_000}, "", "approval-limit-malformed", "/max_per_time"),
            ({"max_per_sheet_fen": 0}, "", "approval-limit-malformed", "/max_per_sheet_fen"),
            ({"max_holding": -1}, "", "approval-limit-malformed", "/max_holding"),
            (
                {"effective_to": date(2025, 12, 31)},
                "",
                "approval-dates-reversed",
                "/effective_to",
            ),
            ({}, " ", "request-malformed", "/reason"),
        ],
    )
    def test_refuses_in_this_order(
        self, change: dict[str, object], reason: str, code: str, field: str
    ) -> None:
        with pytest.raises(Refusal) as refused:
            grant(
                "C",
                Kind.P_ORD,
                replace(self.TERMS, **change),
                before=None,
                reason=reason,
                doing=CLERK,
            )
        assert (refused.value.code, refused.value.field) == (code, field)

    def test_an_unknown_kind_is_named_short(self) -> None:
        with pytest.raises(Refusal) as refused:
            check_kind("X" * 99)
        assert refused.value.params["kind"] == "X" * 20
