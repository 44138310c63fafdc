"""A history over HTTP: what happened, when, who did it, from which machine."""

from typing import Self

from backend.kernel.clock import to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.web.routes import View


class StepView(View):
    """One step of a history; `person` says the part alone where the name is not to be told."""

    at: str
    kind: str
    subject: str
    number: int
    person: str
    machine: str
    data: dict[str, object]

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(
            at=to_text(event.at),
            kind=event.kind,
            subject=event.subject,
            number=event.number,
            person=event.actor,
            machine=event.machine,
            data=dict(event.data),
        )


class HistoryView(View):
    """A page of a history, oldest first."""

    items: list[StepView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Event]) -> Self:
        return cls(items=[StepView.of(one) for one in page.items], next_cursor=page.next_cursor)


class HistoryQuery(View):
    """Where a history goes on."""

    cursor: str | None = None
