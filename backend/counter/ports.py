"""What the counter needs from the rest of the house."""

from collections.abc import Mapping
from typing import Protocol

from backend.counter.rules import Case, State
from backend.kernel.events import Event
from backend.kernel.pages import Page


class Store(Protocol):
    """Where cases are kept."""

    def find(self, case_id: str) -> Case | None: ...
    def open_about(self, kind: str, subject_id: str) -> Case | None: ...
    def in_state(self, state: State, cursor: str | None, limit: int) -> Page[Case]: ...
    def save(self, case: Case, event: Event) -> None: ...
    def history(self, subject: str) -> Page[Event]: ...


class Matters(Protocol):
    """What cases are about, as plain JSON for the clerk's page."""

    def show(self, kind: str, subject_id: str) -> Mapping[str, object]: ...

    def check_decidable(self, kind: str, subject_id: str, outcome: str) -> None:
        """Refuse a decision that the room concerned could not carry out."""
        ...


class Companies(Protocol):
    """The companies, by name."""

    def name(self, company_id: str) -> str: ...
