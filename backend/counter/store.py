"""Cases between the table and their values."""

from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

from backend.counter.rules import Case, Decision, Span, State, Why
from backend.counter.tables import CaseItem
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import ledger, pages
from backend.storage.transaction import save, write

_LONGEST_NUMBER = 15


class CaseStore:
    """The store that `ports.Store` asks for, on DynamoDB."""

    def find(self, case_id: str) -> Case | None:
        key = _key(case_id)
        try:
            return _value(CaseItem.get(*key, consistent_read=True)) if key else None
        except CaseItem.DoesNotExist:
            return None

    def open_about(self, kind: str, subject_id: str, before: int) -> Case | None:
        found = CaseItem.query(
            f"{kind}/{subject_id}",
            CaseItem.number < before,
            consistent_read=True,
            scan_index_forward=False,
        )
        cases = map(_value, found)
        return next((case for case in cases if case.state is State.OPEN), None)

    def in_state(self, state: State, cursor: str | None, limit: int) -> Page[Case]:
        newest_first = state is not State.OPEN
        return pages.query(
            CaseItem.by_state, state.value, cursor=cursor, limit=limit, newest_first=newest_first
        ).map(_value)

    def save(self, case: Case, event: Event) -> None:
        change, head = ledger.record(event, case.head)
        write(save(_item(case, head)), change)

    def newest(self, subject: str) -> tuple[Event, ...]:
        return ledger.newest(subject)


def _key(case_id: str) -> tuple[str, int] | None:
    # `<kind>-<subject>-<number of the event that opened it>`
    kind, _, rest = case_id.partition("-")
    subject_id, _, number = rest.rpartition("-")
    # DynamoDB counts no further than 38 digits; events never come near.
    counts = number.isdecimal() and len(number) <= _LONGEST_NUMBER
    return (f"{kind}/{subject_id}", int(number)) if counts else None


def _item(case: Case, head: str) -> CaseItem:
    decision = case.decision
    matter, number = _key(case.id) or ("", 0)
    return CaseItem(
        matter,
        number,
        version=case.version,
        head=head,
        kind=case.kind,
        subject_id=case.subject_id,
        company_id=case.company_id,
        why=[[one.code, dict(one.inputs)] for one in case.why],
        opened_at=to_text(case.opened_at),
        promised_at=to_text(case.promised_at) if case.promised_at else None,
        state=case.state.value,
        order=to_text(case.decided_at or case.due_at),
        decision=list(astuple(decision)) if decision else None,
        decided_by=case.decided_by,
        decided_at=to_text(case.decided_at) if case.decided_at else None,
    )


def _value(item: CaseItem) -> Case:
    return Case(
        id=f"{item.kind}-{item.subject_id}-{int(item.number)}",
        kind=item.kind,
        subject_id=item.subject_id,
        company_id=item.company_id,
        why=tuple(Why(code, inputs) for code, inputs in item.why),
        opened_at=from_text(item.opened_at),
        promised_at=from_text(item.promised_at) if item.promised_at else None,
        state=State(item.state),
        decision=_decision(item.decision) if item.decision else None,
        decided_by=item.decided_by,
        decided_at=from_text(item.decided_at) if item.decided_at else None,
        version=int(item.version),
        head=item.head,
    )


def _decision(row: list[Any]) -> Decision:
    outcome, reason, next_code, next_serial, taken, *more = row
    missing = _spans(more[0] if more else ())
    disputes = tuple((number, has) for number, has in (more[1] if len(more) > 1 else ()))
    return Decision(outcome, reason, next_code, next_serial, _spans(taken), missing, disputes)


def _spans(rows: Iterable[Any]) -> tuple[Span, ...]:
    return tuple((code, first, last) for code, first, last in rows)
