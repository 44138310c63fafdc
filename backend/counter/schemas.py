"""What is heard and said about cases over HTTP."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Self

from pydantic import Field

from backend.counter.rules import Case
from backend.kernel.clock import to_text
from backend.kernel.events import Event
from backend.web.history import StepView
from backend.web.routes import ListQuery, View


class CasePath(View):
    """A case's address."""

    case_id: str = Field(max_length=80)


class InboxQuery(ListQuery):
    """Which cases to list."""

    state: Literal["open", "decided", "resolved"] = "open"


class DecisionBody(View):
    """What a clerk says."""

    outcome: Literal["approve", "refuse", "settle"]
    reason: str = Field(max_length=500)
    next_code: str | None = Field(default=None, max_length=12)
    next_serial: int | None = Field(default=None, ge=1, le=99_999_999)
    taken: int = Field(default=0, ge=0, le=10_000)


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


class CaseDetailView(CaseView):
    """A case with what it is about and everything that happened."""

    application: dict[str, object] | None
    pickup: dict[str, object] | None
    history: list[StepView]

    @classmethod
    def whole(
        cls,
        case: Case,
        company_name: str,
        *,
        matter: Mapping[str, object],
        history: Iterable[Event],
    ) -> Self:
        return cls(
            **_fields(case, company_name),
            application=dict(matter) if case.kind == "application" else None,
            pickup=dict(matter) if case.kind in ("pickup", "dispute") else None,
            history=[StepView.of(one) for one in history],
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
