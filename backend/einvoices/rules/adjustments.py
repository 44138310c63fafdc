"""A manual adjustment of the quota (人工调整): applied for with a reason, decided by a clerk.

    ∅ ──apply──> applied ──clerk approves──> approved
                    │ └───clerk refuses────> refused
                    └─────taxpayer takes back──> withdrawn

The promised day is a number of working days away, counted by the calendar of the parameters. What
was asked for one month ends with it; what is asked for good moves the base.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.einvoices.rules.book import Book, Step, step
from backend.einvoices.rules.checks import Check, Finding, numbered, told
from backend.einvoices.rules.quota import CLEAR, Available, Standing
from backend.kernel import periods
from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.kernel.parameters import Parameters

LONGEST_REASON = 500
MOST_EVIDENCE = 10
LONGEST_EVIDENCE = 200


class State(StrEnum):
    """Where an adjustment stands."""

    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Lasting(StrEnum):
    """For how long a quota is asked."""

    MONTH = "month"
    FOR_GOOD = "for-good"


class Outcome(StrEnum):
    """What a clerk decides."""

    APPROVE = "approve"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Wish:
    """The quota that is asked for, for how long, why, and by what it is shown."""

    wanted_fen: int
    lasting: Lasting
    reason: str
    evidence: tuple[str, ...]

    def hash_for(self, company_id: str) -> str:
        """Hash the request, to tell a repeat from another wish under the same id."""
        wish = [self.wanted_fen, str(self.lasting), self.reason, list(self.evidence)]
        return fingerprint([company_id, *wish])


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One application as it is today; the checks are those of the day it was made."""

    id: str
    company_id: str
    wish: Wish
    month: str
    state: State
    checks: tuple[Check, ...]
    quota_before_fen: int
    applied_at: datetime
    applied_by: str
    promised_at: datetime
    request_hash: str
    decided_at: datetime | None = None
    decided_by: str | None = None
    decision_reason: str | None = None
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"quota-adjustment/{self.id}"


def check_wish(wish: Wish, day: date, parameters: Parameters) -> None:
    """Take a wish from outside.

    Refuses `adjustment-amount-malformed` {largest_fen}, `adjustment-reason-missing`,
    `adjustment-evidence-missing`.
    """
    largest_fen = parameters.number("quota-largest", "manual", day)
    if not 0 < wish.wanted_fen <= largest_fen:
        raise Refusal("adjustment-amount-malformed", field="/wanted_fen", largest_fen=largest_fen)
    if not 2 <= len(wish.reason.strip()) <= LONGEST_REASON:
        raise Refusal("adjustment-reason-missing", field="/reason")
    fits = all(0 < len(one.strip()) <= LONGEST_EVIDENCE for one in wish.evidence)
    if not 1 <= len(wish.evidence) <= MOST_EVIDENCE or not fits:
        raise Refusal("adjustment-evidence-missing", field="/evidence")


def apply(
    adjustment_id: str,
    wish: Wish,
    *,
    book: Book,
    found: Available,
    standing: Standing,
    parameters: Parameters,
    doing: Doing,
) -> tuple[Adjustment, Event]:
    """Apply for another quota; refuses `adjustment-not-more` {quota_fen}."""
    if wish.wanted_fen <= book.quota_fen:
        raise Refusal("adjustment-not-more", field="/wanted_fen", quota_fen=book.quota_fen)
    adjustment = Adjustment(
        id=adjustment_id,
        company_id=book.company_id,
        wish=wish,
        month=book.month,
        state=State.APPLIED,
        checks=make_checks(wish, found, standing=standing, parameters=parameters),
        quota_before_fen=book.quota_fen,
        applied_at=doing.at,
        applied_by=doing.actor,
        promised_at=promised_at(doing.at, parameters),
        request_hash=wish.hash_for(book.company_id),
    )
    return adjustment, _event(adjustment, doing)


def make_checks(
    wish: Wish, found: Available, *, standing: Standing, parameters: Parameters
) -> tuple[Check, ...]:
    """List for the clerk what the wish looks like; none of it decides by itself."""
    facts = standing.facts
    risk, overdue = facts.get("risk_block"), facts.get("overdue_return")
    late = overdue is None or overdue.value != "none"
    rows: list[tuple[str, Finding]] = [
        (
            "wish",
            (
                None if wish.wanted_fen <= 3 * found.quota_fen else "adjustment-over-threefold",
                {"wanted_fen": wish.wanted_fen, "quota_fen": found.quota_fen},
            ),
        ),
        ("used", (None, {"used_fen": found.used_fen, "available_fen": found.now_fen})),
        (
            "grade",
            (
                "adjustment-grade-low" if standing.grade == "D" else None,
                {"credit_grade": standing.grade},
            ),
        ),
        (
            "risk",
            (
                None if standing.risk == CLEAR else "quota-risk-not-clear",
                {"risk_block": risk.value if risk else None},
            ),
        ),
        (
            "overdue",
            (
                "adjustment-return-overdue" if late else None,
                {"overdue_return": overdue.value if overdue else None},
            ),
        ),
        ("evidence", (None, {"count": len(wish.evidence)})),
    ]
    return numbered(
        (code, finding, parameters.text("quota-rule", code, standing.day)) for code, finding in rows
    )


def check_decidable(adjustment: Adjustment, outcome: Outcome, month: str) -> None:
    """Refuse `adjustment-decided` {state}, then `adjustment-month-over` for an approval.

    What was asked for a month that is over cannot be granted any more.
    """
    if adjustment.state is not State.APPLIED:
        raise Refusal("adjustment-decided", state=str(adjustment.state))
    over = adjustment.wish.lasting is Lasting.MONTH and adjustment.month != month
    if outcome is Outcome.APPROVE and over:
        raise Refusal("adjustment-month-over", month=adjustment.month)


def decide(
    adjustment: Adjustment, outcome: Outcome, reason: str, *, month: str, doing: Doing
) -> tuple[Adjustment, Event]:
    """Let a clerk end it; refuses as `check_decidable` does, then `request-malformed`."""
    check_decidable(adjustment, outcome, month)
    state = State.APPROVED if outcome is Outcome.APPROVE else State.REFUSED
    return _ended(adjustment, state, reason, doing)


def withdraw(adjustment: Adjustment, reason: str, doing: Doing) -> tuple[Adjustment, Event]:
    """Let the taxpayer end it; refuses `adjustment-decided`, then `request-malformed`."""
    if adjustment.state is not State.APPLIED:
        raise Refusal("adjustment-decided", state=str(adjustment.state))
    return _ended(adjustment, State.WITHDRAWN, reason, doing)


def adjust(book: Book, adjustment: Adjustment, doing: Doing) -> Step:
    """Give a book what was approved: more this month, or another base."""
    wanted_fen = adjustment.wish.wanted_fen
    if adjustment.wish.lasting is Lasting.FOR_GOOD:
        after = replace(book, base_fen=max(book.base_fen, wanted_fen))
    else:
        after = replace(book, extra_fen=max(book.extra_fen, wanted_fen - book.base_fen))
    return step(
        after,
        doing,
        "quota-adjusted",
        adjustment_id=adjustment.id,
        lasting=str(adjustment.wish.lasting),
        wanted_fen=wanted_fen,
        quota_fen=after.quota_fen,
        quota_before_fen=book.quota_fen,
    )


def check_outcome(text: str) -> Outcome:
    """Take a decision from outside; refuses `request-malformed`."""
    try:
        return Outcome(text)
    except ValueError as error:
        raise Refusal("request-malformed", field="/outcome") from error


def settled_as(adjustment: Adjustment, outcome: Outcome) -> bool:
    """Whether a decision has had its effect already: a repeat changes nothing."""
    wanted = State.APPROVED if outcome is Outcome.APPROVE else State.REFUSED
    return adjustment.state is wanted


def promised_at(applied_at: datetime, parameters: Parameters) -> datetime:
    """Return the end of the promised day: so many working days after the one of the application."""
    day = periods.day_of(applied_at)
    left = parameters.number("adjustment-promise", "working-days", day)
    while left:
        day += timedelta(days=1)
        left -= _works(day, parameters)
    return periods.start_of(day + timedelta(days=1)) - timedelta(milliseconds=1)


def _works(day: date, parameters: Parameters) -> bool:
    rest = parameters.find("rest-days", str(periods.month_of(day)), day)
    days: Sequence[str] = str(rest.value).split(",") if rest else ()
    return day.weekday() < 5 and str(day.day) not in days


def _ended(
    adjustment: Adjustment, state: State, reason: str, doing: Doing
) -> tuple[Adjustment, Event]:
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")
    after = replace(
        adjustment,
        state=state,
        decided_at=doing.at,
        decided_by=doing.actor,
        decision_reason=reason,
        version=adjustment.version + 1,
    )
    return after, _event(after, doing)


def _event(adjustment: Adjustment, doing: Doing) -> Event:
    wish = adjustment.wish
    data: dict[str, object] = {
        "adjustment_id": adjustment.id,
        "company_id": adjustment.company_id,
        "month": adjustment.month,
        "wanted_fen": wish.wanted_fen,
        "quota_fen": adjustment.quota_before_fen,
        "lasting": str(wish.lasting),
    }
    if adjustment.state is State.APPLIED:
        data |= {"reason": wish.reason, "promised_at": to_text(adjustment.promised_at)}
        data["checks"] = told(adjustment.checks)
    if adjustment.decision_reason is not None:
        data["reason"] = adjustment.decision_reason
    kind = f"einvoices:adjustment:{adjustment.state}"
    return doing.event(adjustment.subject, adjustment.version, kind, **data)
