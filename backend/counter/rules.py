"""A case (待办): why a person must decide, by when, and what was decided.

open ──decide──> decided ──give back, join──> open (it could not be carried out, or knew not all)
  │                 └──overtake──> resolved        (the matter was over before it was carried out)
  └──resolve──> resolved      (the matter settled itself: withdrawn, or the machine came back)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

DUE = {
    "application": timedelta(days=2),
    "quota": timedelta(days=2),
    "pickup": timedelta(hours=2),
    "dispute": timedelta(days=1),
    "journal": timedelta(days=1),
    "shortfall": timedelta(hours=8),
    "retracted": timedelta(hours=8),
    "difference": timedelta(days=1),
}
OUTCOMES = {
    "application": ("approve", "refuse"),
    "quota": ("approve", "refuse"),
    "pickup": ("settle",),
    "dispute": ("settle",),
    "journal": ("settle",),
    "shortfall": ("found", "missing", "handed"),
    "retracted": ("handed", "spoiled"),
    "difference": ("settle",),
}
# The first three are a pickup's matter: their story is told there.
_TOLD_AT = {
    "dispute": "pickup",
    "shortfall": "pickup",
    "retracted": "pickup",
    "quota": "quota-adjustment",
}


Span = tuple[str, int, int]


class State(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    DECIDED = "decided"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why a case is open: a stable code and the numbers behind it."""

    code: str
    inputs: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a clerk says; the rest only when a pickup or a dispute is settled.

    `next_code` and `next_serial` name the first sheet still in the cassette, both None when it is
    empty; `taken` are the unconfirmed sheets that the collector has, `missing` those that a
    shortfall is about: ranges `(code, first, last)`; `disputes` says of each dispute that joined a
    pickup's case how many of its sheets the collector has: `(number, taken)`.
    """

    outcome: str
    reason: str
    next_code: str | None = None
    next_serial: int | None = None
    taken: tuple[Span, ...] = ()
    missing: tuple[Span, ...] = ()
    disputes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One matter for a clerk.

    `kind` is `application`, `quota` (another quota of e-invoices), `pickup`, `shortfall`
    (sheets reported missing), `retracted` (sheets left in the tray, which the machine
    took back), `dispute` (a journal misfits a pickup that waits for nobody), `journal` (it is
    not whole, or tells of no pickup anybody knows) or `difference` (bank and book do not
    agree). `promised_at` is when the taxpayer was
    promised an answer, where it was.
    """

    id: str
    kind: str
    subject_id: str
    company_id: str
    why: tuple[Why, ...]
    opened_at: datetime
    promised_at: datetime | None = None
    state: State = State.OPEN
    decision: Decision | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        return f"case/{self.id}"

    @property
    def told_at(self) -> str:
        """The subject of the ledger that tells the matter's story."""
        return f"{_TOLD_AT.get(self.kind, self.kind)}/{self.subject_id}"

    @property
    def episode(self) -> int:
        """The number of the event that opened the case."""
        return int(self.id.rpartition("-")[2])

    @property
    def due_at(self) -> datetime:
        return self.promised_at or self.opened_at + DUE[self.kind]


Step = tuple[Case, Event]


def open_case(case: Case, doing: Doing) -> Step:
    """Put a case into the inbox."""
    return _step(case, doing, "opened", case_kind=case.kind, subject_id=case.subject_id)


def decide(case: Case, decision: Decision, doing: Doing) -> Step | None:
    """Decide an open case; None when the same was decided already.

    Refuses `case-reason-missing`, `case-outcome-unfit`, `case-serial-missing`,
    `case-sheets-missing`, then `case-over` when it was decided otherwise or has settled itself.
    """
    if len(decision.reason.strip()) < 2:
        raise Refusal("case-reason-missing", field="/reason")
    if decision.outcome not in OUTCOMES[case.kind]:
        raise Refusal("case-outcome-unfit", field="/outcome")
    if (decision.next_code is None) is not (decision.next_serial is None):
        raise Refusal("case-serial-missing", field="/next_serial")
    # Where the machine took paper back, that may be handed over while other sheets are missing.
    both = case.kind == "shortfall" and decision.outcome == "handed"
    if not both and (decision.outcome == "missing") is not bool(decision.missing):
        raise Refusal("case-sheets-missing", field="/missing")
    if case.state is State.DECIDED and case.decision == decision:
        return None
    if case.state is not State.OPEN:
        raise Refusal("case-over")
    after = replace(
        case,
        state=State.DECIDED,
        decision=decision,
        decided_by=doing.actor,
        decided_at=doing.at,
    )
    return _step(
        after,
        doing,
        "decided",
        case_kind=case.kind,
        subject_id=case.subject_id,
        company_id=case.company_id,
        outcome=decision.outcome,
        reason=decision.reason,
        next_code=decision.next_code,
        next_serial=decision.next_serial,
        taken=[list(one) for one in decision.taken],
        missing=[list(one) for one in decision.missing],
        disputes=[list(one) for one in decision.disputes],
        episode=case.episode,
    )


def join(case: Case, why: Why, number: int, doing: Doing) -> Step | None:
    """Add to an open case what happened to its matter meanwhile; None when it is there, or over.

    A decision that did not know the event of this `number` was made on half of the facts: it
    comes back.
    """
    known = any(one.inputs.get("number") == number for one in case.why)
    decided = case.decision is not None and number in {one for one, _ in case.decision.disputes}
    if known or decided or case.state is State.RESOLVED:
        return None
    after = replace(
        case,
        state=State.OPEN,
        decision=None,
        decided_by=None,
        decided_at=None,
        why=(*case.why, why),
    )
    return _step(after, doing, "joined", cause=why.code, joined=number)


def give_back(case: Case, why: tuple[Why, ...], doing: Doing) -> Step | None:
    """Put a decision that could not be carried out back into the inbox; None when over.

    The first reason is the cause; one the case was open for already is told with its new numbers.
    """
    if case.state is not State.DECIDED:
        return None
    after = replace(
        case,
        state=State.OPEN,
        decision=None,
        decided_by=None,
        decided_at=None,
        why=(*(one for one in case.why if one.code not in {new.code for new in why}), *why),
    )
    return _step(after, doing, "given-back", cause=why[0].code)


def overtake(case: Case, cause: str, doing: Doing) -> Step | None:
    """Close a decided case whose matter ended by itself first; None when it is not decided.

    The decision had no effect, so the case does not show it; its history does.
    """
    if case.state is not State.DECIDED:
        return None
    after = replace(case, state=State.RESOLVED, decision=None, decided_by=None, decided_at=doing.at)
    return _step(after, doing, "resolved", cause=cause)


def resolve(case: Case, cause: str, doing: Doing) -> Step | None:
    """Close a case that settled itself; None when nothing is open."""
    if case.state is not State.OPEN:
        return None
    after = replace(case, state=State.RESOLVED, decided_at=doing.at)
    return _step(after, doing, "resolved", cause=cause)


def _step(after: Case, doing: Doing, verb: str, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    kind = f"counter:case:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
