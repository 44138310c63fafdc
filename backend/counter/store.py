"""Cases between the table and their values."""

from backend.counter.rules import Case, Decision, State, Why
from backend.counter.tables import CaseItem
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import ledger, pages
from backend.storage.transaction import save, write


class CaseStore:
    """The store that `ports.Store` asks for, on DynamoDB."""

    def find(self, case_id: str) -> Case | None:
        try:
            return _value(CaseItem.get(case_id, consistent_read=True))
        except CaseItem.DoesNotExist:
            return None

    def open_about(self, kind: str, subject_id: str) -> Case | None:
        # The index only names the cases, as text: any of them may be the open one.
        for item in CaseItem.by_matter.query(f"{kind}/{subject_id}"):
            case = self.find(item.case_id)
            if case and case.state is State.OPEN:
                return case
        return None

    def in_state(self, state: State, cursor: str | None, limit: int) -> Page[Case]:
        newest_first = state is not State.OPEN
        return pages.query(
            CaseItem.by_state, state.value, cursor=cursor, limit=limit, newest_first=newest_first
        ).map(_value)

    def save(self, case: Case, event: Event) -> None:
        change, head = ledger.record(event, case.head)
        write(save(_item(case, head)), change)

    def history(self, subject: str) -> Page[Event]:
        return ledger.history(subject, limit=100)


def _item(case: Case, head: str) -> CaseItem:
    decision = case.decision
    return CaseItem(
        case.id,
        version=case.version,
        head=head,
        kind=case.kind,
        matter=f"{case.kind}/{case.subject_id}",
        subject_id=case.subject_id,
        company_id=case.company_id,
        why=[[one.code, dict(one.inputs)] for one in case.why],
        opened_at=to_text(case.opened_at),
        state=case.state.value,
        order=to_text(case.decided_at or case.due_at),
        decision=[decision.outcome, decision.reason, decision.next_serial] if decision else None,
        decided_by=case.decided_by,
        decided_at=to_text(case.decided_at) if case.decided_at else None,
    )


def _value(item: CaseItem) -> Case:
    return Case(
        id=item.case_id,
        kind=item.kind,
        subject_id=item.subject_id,
        company_id=item.company_id,
        why=tuple(Why(code, inputs) for code, inputs in item.why),
        opened_at=from_text(item.opened_at),
        state=State(item.state),
        decision=Decision(*item.decision) if item.decision else None,
        decided_by=item.decided_by,
        decided_at=from_text(item.decided_at) if item.decided_at else None,
        version=int(item.version),
        head=item.head,
    )
