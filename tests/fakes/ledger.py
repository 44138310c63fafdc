"""A ledger in memory: numbers events by subject and refuses a second one for a version."""

from collections import defaultdict

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event, chain
from backend.kernel.pages import Page


class FakeLedger:
    """Keeps events as the real ledger does."""

    def __init__(self) -> None:
        self.events: dict[str, list[Event]] = defaultdict(list)

    def check(self, event: Event) -> None:
        if event.number != len(self.events[event.subject]) + 1:
            raise Conflict

    def add(self, event: Event, head: str) -> str:
        self.check(event)
        self.events[event.subject].append(event)
        return chain(head, event)

    def history(self, subject: str) -> Page[Event]:
        return Page(tuple(self.events[subject]))

    def kinds(self, subject: str) -> list[str]:
        return [event.kind for event in self.events[subject]]
