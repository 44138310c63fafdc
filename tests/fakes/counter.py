"""The counter's ports in memory: cases, what they are about, and companies by name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from backend.counter.rules import Case, Decision, State
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kernel.pages import Page
from tests.fakes.ledger import FakeLedger


class FakeCaseStore:
    """Cases by id, each saved with its event."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.cases: dict[str, Case] = {}

    def find(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def open_about(self, kind: str, subject_id: str, before: int) -> Case | None:
        for case in self.cases.values():
            here = (case.kind, case.subject_id, case.state) == (kind, subject_id, State.OPEN)
            if here and case.episode < before:
                return case
        return None

    def in_state(self, state: State, cursor: str | None, limit: int) -> Page[Case]:
        found = sorted(
            (case for case in self.cases.values() if case.state is state),
            key=lambda case: case.decided_at or case.due_at,
            reverse=state is not State.OPEN,
        )
        place, _, owner = (cursor or f"0 {state}").partition(" ")
        if owner != state:
            raise Refusal("cursor-malformed", field="/cursor")
        end = int(place) + limit
        more = f"{end} {state}" if end < len(found) else None
        return Page(tuple(found[int(place) : end]), more)

    def save(self, case: Case, event: Event) -> None:
        self.cases[case.id] = replace(case, head=self.ledger.add(event, case.head))

    def newest(self, subject: str) -> tuple[Event, ...]:
        return tuple(reversed(self.ledger.history(subject).items))[:100]


class FakeMatters:
    """What cases are about; `refusal` is what the room concerned would answer."""

    def __init__(self) -> None:
        self.refusal: str | None = None

    def show(self, kind: str, subject_id: str) -> Mapping[str, object]:
        return {"id": subject_id, "kind": kind}

    def check_decidable(self, case: Case, decision: Decision) -> None:
        if self.refusal:
            raise Refusal(self.refusal)


class FakeCompanies:
    """Names made of ids; `asked` is who was asked for at once."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def names(self, company_ids: Iterable[str]) -> Mapping[str, str]:
        self.asked.append(list(company_ids))
        return {company_id: f"{company_id}（模拟）" for company_id in self.asked[-1]}


class FakePeople:
    """Names by person."""

    def __init__(self, names: Mapping[str, str] = {}) -> None:
        self.names = names

    def name_of(self, person_id: str) -> str:
        return self.names.get(person_id, "")
