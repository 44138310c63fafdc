"""What the counter needs from the rest of the house."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from backend.counter.rules import Case, Decision, State
from backend.kernel.events import Event
from backend.kernel.pages import Page


class Store(Protocol):
    """Where cases are kept."""

    def find(self, case_id: str) -> Case | None: ...
    def open_about(self, kind: str, subject_id: str, before: int) -> Case | None:
        """Find the open case of a matter that an event earlier than `before` opened."""
        ...

    def in_state(self, state: State, cursor: str | None, limit: int) -> Page[Case]: ...
    def save(self, case: Case, event: Event) -> None: ...
    def newest(self, subject: str) -> tuple[Event, ...]:
        """Read the last hundred events of a subject."""
        ...


class Matters(Protocol):
    """What cases are about, as plain JSON for the clerk's page."""

    def show(self, kind: str, subject_id: str) -> Mapping[str, object]: ...

    def check_decidable(self, case: Case, decision: Decision) -> None:
        """Refuse a decision that the room concerned could not carry out."""
        ...


class Companies(Protocol):
    """The companies, by name."""

    def names(self, company_ids: Iterable[str]) -> Mapping[str, str]:
        """Name several at once; unknown ones are absent."""
        ...


class People(Protocol):
    """The people of the city, by name."""

    def name_of(self, person_id: str) -> str:
        """Return a person's name, empty when there is no such account."""
        ...
