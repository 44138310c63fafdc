"""What is heard and said about cases over HTTP."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from backend.counter.rules import Case, Decision, Span
from backend.kernel.clock import to_text
from backend.kernel.events import Event
from backend.web.history import StepView
from backend.web.routes import ListQuery, View

# Cases of these kinds are about something else than a pickup.
_NO_PICKUP = ("application", "quota", "journal", "difference")


class CasePath(View):
    """A case's address."""

    case_id: str = Field(max_length=120)


class InboxQuery(ListQuery):
    """Which cases to list."""

    state: Literal["open", "decided", "resolved"] = "open"


class NamedSheets(View):
    """Consecutive serials as a clerk names them, both ends included."""

    code: str = Field(max_length=12)
    first: int = Field(ge=1, le=99_999_999)
    last: int = Field(ge=1, le=99_999_999)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 <= self.last - self.first < 10_000:
            raise ValueError("last comes before first, or far behind it")
        return self


class DisputeFinding(View):
    """How many of a dispute's sheets the collector has; `number` stands in the case's reasons."""

    number: int = Field(ge=1, le=99_999_999)
    taken: int = Field(ge=0, le=10_000)


class DecisionBody(View):
    """What a clerk says."""

    outcome: Literal["approve", "refuse", "settle", "found", "missing", "handed", "spoiled"]
    reason: str = Field(max_length=500)
    next_code: str | None = Field(default=None, max_length=12)
    next_serial: int | None = Field(default=None, ge=1, le=99_999_999)
    taken: list[NamedSheets] = Field(default_factory=list, max_length=50)
    missing: list[NamedSheets] = Field(default_factory=list, max_length=50)
    disputes: list[DisputeFinding] = Field(default_factory=list, max_length=100)

    def value(self) -> Decision:
        """Return the decision as the rules know it."""
        return Decision(
            self.outcome,
            self.reason,
            self.next_code,
            self.next_serial,
            _spans(self.taken),
            _spans(self.missing),
            tuple((one.number, one.taken) for one in self.disputes),
        )


def _spans(named: Iterable[NamedSheets]) -> tuple[Span, ...]:
    return tuple((one.code, one.first, one.last) for one in named)


class WhyView(View):
    """A reason why a case is open."""

    code: str
    inputs: dict[str, object]


class CaseView(View):
    """A case in the inbox."""

    id: str
    kind: str
    subject_id: str
    company_id: str
    company_name: str
    opened_at: str
    due_at: str
    state: str
    why: list[WhyView]
    decided_by: str | None
    decided_at: str | None
    outcome: str | None
    reason: str | None
    version: int

    @classmethod
    def of(cls, case: Case, company_name: str) -> Self:
        return cls(**_fields(case, company_name))


class InboxView(View):
    """A page of cases."""

    items: list[CaseView]
    next_cursor: str | None


class FindingView(View):
    """What a clerk saw at a silent machine: the first sheet still inside, null for none.

    `taken` are the sheets that the collector had.
    """

    next_code: str | None
    next_serial: int | None
    taken: list[NamedSheets]

    @classmethod
    def of(cls, case: Case) -> Self | None:
        """Show the finding of a settled pickup; None for any other case."""
        found = case.decision
        if case.kind != "pickup" or found is None:
            return None
        taken = [
            NamedSheets(code=code, first=first, last=last) for code, first, last in found.taken
        ]
        return cls(next_code=found.next_code, next_serial=found.next_serial, taken=taken)


class CaseDetailView(CaseView):
    """A case with what it is about and everything that happened; `names` are of those who acted."""

    finding: FindingView | None
    application: dict[str, object] | None
    adjustment: dict[str, object] | None
    difference: dict[str, object] | None
    pickup: dict[str, object] | None
    history: list[StepView]
    names: dict[str, str]

    @classmethod
    def whole(
        cls,
        case: Case,
        company_name: str,
        *,
        matter: Mapping[str, object],
        history: Iterable[Event],
        names: Mapping[str, str],
    ) -> Self:
        return cls(
            **_fields(case, company_name),
            finding=FindingView.of(case),
            application=dict(matter) if case.kind == "application" else None,
            adjustment=dict(matter) if case.kind == "quota" else None,
            difference=dict(matter) if case.kind == "difference" else None,
            pickup=dict(matter) if case.kind not in _NO_PICKUP else None,
            history=[StepView.of(one) for one in history],
            names=dict(names),
        )


def _fields(case: Case, company_name: str) -> dict[str, Any]:
    return {
        "id": case.id,
        "kind": case.kind,
        "subject_id": case.subject_id,
        "company_id": case.company_id,
        "company_name": company_name,
        "opened_at": to_text(case.opened_at),
        "due_at": to_text(case.due_at),
        "state": case.state.value,
        "why": [WhyView(code=one.code, inputs=dict(one.inputs)) for one in case.why],
        "decided_by": case.decided_by,
        "decided_at": to_text(case.decided_at) if case.decided_at else None,
        "outcome": case.decision.outcome if case.decision else None,
        "reason": case.decision.reason if case.decision else None,
        "version": case.version,
    }
