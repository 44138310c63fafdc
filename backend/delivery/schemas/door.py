"""What is heard and said over HTTP at the courier's door, and of what clerks must look at."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from pydantic import Field, StrictInt

from backend.delivery.rules.handover import Handover, HandoverState
from backend.delivery.rules.task import Task, TaskKind
from backend.kernel.clock import to_text
from backend.web.routes import View


class HandoverPath(View):
    """A hand-over list."""

    handover_id: str = Field(max_length=36)


class ListedPath(HandoverPath):
    """A parcel on a hand-over list."""

    parcel_id: str = Field(max_length=36)


class MailTaskPath(View):
    """A task."""

    task_id: str = Field(max_length=120)


class OpenHandover(View):
    """Whose parcels a courier takes, and the courier."""

    site_id: str = Field(max_length=16)
    courier: str = Field(max_length=200)


class CountedBody(View):
    """How many parcels were counted in the hand."""

    count: StrictInt


class TakeTask(View):
    """Whether a colleague's task is taken over on purpose."""

    over: bool = False


class HandoverView(View):
    """A hand-over list; `parcels` is empty in a list of lists."""

    id: str
    site_id: str
    courier: str
    state: HandoverState
    count: int
    opened_by: str
    opened_at: str
    ended_by: str | None
    ended_at: str | None
    late: bool
    parcels: list[str]
    version: int

    @classmethod
    def of(cls, handover: Handover, parcels: Sequence[str] = ()) -> Self:
        """Show a list."""
        return cls(
            id=handover.id,
            site_id=handover.site_id,
            courier=handover.courier,
            state=handover.state,
            count=handover.count,
            opened_by=handover.opened_by,
            opened_at=to_text(handover.opened_at),
            ended_by=handover.ended_by,
            ended_at=to_text(handover.ended_at) if handover.ended_at else None,
            late=handover.late,
            parcels=list(parcels),
            version=handover.version,
        )


class HandoversView(View):
    """A page of hand-over lists, newest first."""

    items: list[HandoverView]
    next_cursor: str | None


class MailTaskView(View):
    """A task of the mail room."""

    id: str
    about: str
    kind: TaskKind
    site_id: str
    is_open: bool
    opened_at: str | None
    due_at: str | None
    owner: str | None
    owner_name: str
    reason: str
    version: int

    @classmethod
    def of(cls, task: Task, names: Mapping[str, str]) -> Self:
        """Show a task, and who owns it."""
        return cls(
            id=task.id,
            about=task.about,
            kind=task.kind,
            site_id=task.site_id,
            is_open=task.is_open,
            opened_at=to_text(task.opened_at) if task.opened_at else None,
            due_at=to_text(task.due_at) if task.due_at else None,
            owner=task.owner,
            owner_name=names.get(task.owner or "", ""),
            reason=task.reason,
            version=task.version,
        )


class MailTasksView(View):
    """A page of open tasks, the first due first."""

    items: list[MailTaskView]
    next_cursor: str | None

    @classmethod
    def of(cls, tasks: Iterable[Task], names: Mapping[str, str], next_cursor: str | None) -> Self:
        """Show a page."""
        return cls(items=[MailTaskView.of(one, names) for one in tasks], next_cursor=next_cursor)
