"""The ten supply checks (领用校验): all are made, in order, whatever the first ones say.

    1 agent-authorised   2 status-normal   3 kind-approved   4 count-per-time
    5 count-per-month    6 holding-limit   7 previous-use-verified
    8 returns-filed      9 risk-clear     10 site-stock

1, 2, 3 and 10 refuse; 4 to 9 refer to a clerk. A fact nobody has recorded fails its check: what
is not known is for a person to find out. Limits 5 and 6 grow with the credit grade (纳税缴费信用
级别): the grade is the one of the day of the request and is kept with the check.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from backend.invoices.rules.allowances import Allowance
from backend.invoices.rules.approvals import Approval
from backend.invoices.rules.checks import Check, OnFailure
from backend.invoices.rules.kinds import Kind
from backend.kernel.parameters import Parameters

NORMAL = "03"
UNRATED = "unrated"

Inputs = dict[str, int | str | None]
Finding = tuple[str | None, Inputs]


@dataclass(frozen=True, slots=True)
class Agent:
    """Who asks for a company: proved by real name, and entered as its invoice agent (购票员)."""

    real_name_verified: bool
    invoice_agent: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A recorded fact of a company on the day, and where it comes from."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the ten checks look at, read at one moment."""

    kind: Kind
    count: int
    site_id: str
    day: date
    agent: Agent | None
    approval: Approval | None
    allowance: Allowance
    facts: Mapping[str, Known]
    free: int


@dataclass(frozen=True, slots=True)
class Grade:
    """The credit grade of the day and what it gives."""

    code: str
    factor: int
    per_time_cap: int | None
    exchange_only: bool


@dataclass(frozen=True, slots=True)
class ApprovedKind:
    """One approved kind of a company today, what its grade gives, and what passes at once."""

    approval: Approval
    allowance: Allowance
    left_now: int
    grade: Grade


def grade_of(facts: Mapping[str, Known], kind: Kind, *, day: date, parameters: Parameters) -> Grade:
    """Read what the company's credit grade gives on the day; nobody graded counts as unrated."""
    recorded = facts.get("credit_grade")
    code = recorded.value if recorded else UNRATED
    if parameters.find("supply-factor", code, day) is None:
        code = UNRATED
    cap = parameters.find("per-time-cap", f"{code}:{kind}", day)
    exchange = parameters.find("exchange-only", code, day)
    return Grade(
        code=code,
        factor=parameters.number("supply-factor", code, day),
        per_time_cap=int(cap.value) if cap else None,
        exchange_only=exchange is not None and exchange.value == 1,
    )


def month_limit(approval: Approval | None, grade: Grade) -> int:
    """Return how many may be taken in a month (每月最高 × k), 0 without an approval."""
    return approval.terms.max_per_month * grade.factor if approval else 0


def left_now(approval: Approval, allowance: Allowance, *, grade: Grade, day: date) -> int:
    """Return the largest count that would pass checks 3 to 6 on a day."""
    if not approval.terms.in_force_on(day):
        return 0
    terms = approval.terms
    return max(
        0,
        min(
            terms.max_per_time,
            grade.per_time_cap or terms.max_per_time,
            month_limit(approval, grade) - allowance.taken_this_month,
            terms.max_holding * grade.factor - allowance.holding - allowance.waiting,
        ),
    )


def make_checks(request: Request, parameters: Parameters) -> tuple[Check, ...]:
    """Make all ten checks."""
    grade = grade_of(request.facts, request.kind, day=request.day, parameters=parameters)
    checks = []
    for number, (code, on_failure, find) in enumerate(_CHECKS, 1):
        reason, inputs = find(request, grade)
        rule = parameters.text("supply-rule", code, request.day)
        checks.append(Check(number, code, reason is None, reason, inputs, rule, on_failure))
    return tuple(checks)


_Row = tuple[str, OnFailure, Callable[[Request, Grade], Finding]]


def _agent(request: Request, _: Grade) -> Finding:
    agent = request.agent
    if agent is None:
        return "agent-not-of-company", {}
    inputs: Inputs = {
        "real_name_verified": "yes" if agent.real_name_verified else "no",
        "invoice_agent": "yes" if agent.invoice_agent else "no",
    }
    if not agent.real_name_verified:
        return "agent-not-real-name", inputs
    return (None if agent.invoice_agent else "agent-not-authorised"), inputs


def _status(request: Request, _: Grade) -> Finding:
    return _fact(
        request,
        "status",
        NORMAL,
        otherwise="status-not-normal",
        missing="status-not-recorded",
    )


def _kind(request: Request, _: Grade) -> Finding:
    approval = request.approval
    if approval is None:
        return "kind-not-approved", {"kind": str(request.kind)}
    last = approval.terms.effective_to
    inputs: Inputs = {
        "kind": str(request.kind),
        "effective_from": approval.terms.effective_from.isoformat(),
        "effective_to": last.isoformat() if last else None,
        "day": request.day.isoformat(),
    }
    return (None if approval.terms.in_force_on(request.day) else "kind-not-in-force"), inputs


def _per_time(request: Request, grade: Grade) -> Finding:
    inputs: Inputs = {"count": request.count, "credit_grade": grade.code}
    if request.approval is None:
        return "limits-not-approved", inputs
    limit = request.approval.terms.max_per_time
    inputs |= {"max_per_time": limit, "grade_cap": grade.per_time_cap}
    if request.count > limit:
        return "count-over-time-limit", inputs
    if grade.per_time_cap is not None and request.count > grade.per_time_cap:
        return "count-over-grade-cap", inputs
    return None, inputs


def _per_month(request: Request, grade: Grade) -> Finding:
    allowance = request.allowance
    inputs: Inputs = {
        "count": request.count,
        "credit_grade": grade.code,
        "factor": grade.factor,
        "month": allowance.month,
        "taken_this_month": allowance.taken_this_month,
    }
    if request.approval is None:
        return "limits-not-approved", inputs
    left = max(0, month_limit(request.approval, grade) - allowance.taken_this_month)
    inputs |= {"max_per_month": request.approval.terms.max_per_month, "left": left}
    return ("count-over-month-limit" if request.count > left else None), inputs


def _holding(request: Request, grade: Grade) -> Finding:
    # Sheets approved and not yet picked up count as held, or two applications would slip past.
    allowance = request.allowance
    inputs: Inputs = {
        "count": request.count,
        "credit_grade": grade.code,
        "factor": grade.factor,
        "holding": allowance.holding,
        "waiting": allowance.waiting,
    }
    if request.approval is None:
        return "limits-not-approved", inputs
    limit = request.approval.terms.max_holding * grade.factor
    left = max(0, limit - allowance.holding - allowance.waiting)
    inputs |= {"max_holding": request.approval.terms.max_holding, "left": left}
    return ("holding-over-limit" if request.count > left else None), inputs


def _previous_use(request: Request, grade: Grade) -> Finding:
    reason, inputs = _fact(
        request,
        "verified_use",
        "yes",
        otherwise="previous-use-not-verified",
        missing="previous-use-not-recorded",
    )
    inputs |= {"credit_grade": grade.code}
    in_hand = request.allowance.holding + request.allowance.waiting
    if reason is None and grade.exchange_only and in_hand > 0:
        return "old-sheets-in-hand", inputs | {"in_hand": in_hand}
    return reason, inputs


def _returns(request: Request, _: Grade) -> Finding:
    return _fact(
        request,
        "overdue_return",
        "none",
        otherwise="return-overdue",
        missing="returns-not-recorded",
    )


def _risk(request: Request, _: Grade) -> Finding:
    return _fact(
        request, "risk_block", "none", otherwise="risk-blocked", missing="risk-not-recorded"
    )


def _stock(request: Request, _: Grade) -> Finding:
    inputs: Inputs = {
        "site_id": request.site_id,
        "kind": str(request.kind),
        "count": request.count,
        "free": request.free,
    }
    return ("site-stock-too-low" if request.free < request.count else None), inputs


def _fact(request: Request, name: str, wanted: str, *, otherwise: str, missing: str) -> Finding:
    known = request.facts.get(name)
    if known is None:
        return missing, {name: None}
    inputs: Inputs = {name: known.value, "source": known.source}
    return (None if known.value == wanted else otherwise), inputs


_CHECKS: tuple[_Row, ...] = (
    ("agent-authorised", OnFailure.REFUSE, _agent),
    ("status-normal", OnFailure.REFUSE, _status),
    ("kind-approved", OnFailure.REFUSE, _kind),
    ("count-per-time", OnFailure.REFER, _per_time),
    ("count-per-month", OnFailure.REFER, _per_month),
    ("holding-limit", OnFailure.REFER, _holding),
    ("previous-use-verified", OnFailure.REFER, _previous_use),
    ("returns-filed", OnFailure.REFER, _returns),
    ("risk-clear", OnFailure.REFER, _risk),
    ("site-stock", OnFailure.REFUSE, _stock),
)
