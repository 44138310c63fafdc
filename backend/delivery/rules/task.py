"""A task (待办): what somebody of the mail room must look at, with an owner and a due time.

    closed ──the condition begins──> open ──a clerk takes it──> open, with an owner
       ^                               └──another takes it over──┘
       └──the condition is over, or a clerk says why it is done──┘

One task a thing and kind, opened again and again: its version never goes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.delivery.rules.parcel import INSIDE, UNDERWAY, Parcel, ParcelState, check_reason
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


class TaskKind(StrEnum):
    """What is wrong."""

    SIGNED_EARLY = "signed-early"
    CARRIER_LOST = "carrier-lost"
    CONTRADICTED = "contradicted"
    UNCONFIRMED = "unconfirmed"
    NO_NEWS = "no-news"
    RECEIPT_OVERDUE = "receipt-overdue"
    NOT_RESTOCKED = "not-restocked"
    NOT_HANDED = "not-handed"
    OWED_LATE = "owed-late"


DUE: Mapping[TaskKind, timedelta] = {
    TaskKind.SIGNED_EARLY: timedelta(hours=2),
    TaskKind.CARRIER_LOST: timedelta(hours=8),
    TaskKind.CONTRADICTED: timedelta(hours=8),
    TaskKind.UNCONFIRMED: timedelta(hours=4),
    TaskKind.NO_NEWS: timedelta(days=1),
    TaskKind.RECEIPT_OVERDUE: timedelta(days=1),
    TaskKind.NOT_RESTOCKED: timedelta(days=1),
    TaskKind.NOT_HANDED: timedelta(days=1),
    TaskKind.OWED_LATE: timedelta(days=1),
}
# While its parcel is so, a task lasts. A person alone ends the others, with a reason: no later news
# makes them good.
_LASTS: Mapping[TaskKind, tuple[ParcelState, ...]] = {
    TaskKind.NO_NEWS: UNDERWAY,
    TaskKind.RECEIPT_OVERDUE: UNDERWAY,
    TaskKind.CARRIER_LOST: (*UNDERWAY, ParcelState.RETURNED),
    TaskKind.NOT_RESTOCKED: (ParcelState.RETURNED,),
    TaskKind.NOT_HANDED: INSIDE,
}


@dataclass(frozen=True, slots=True)
class Task:
    """One task as it is today; `about` is `parcel/<id>`, `handover/<id>` or `mail-order/<id>`."""

    about: str
    kind: TaskKind
    site_id: str = ""
    is_open: bool = False
    opened_at: datetime | None = None
    owner: str | None = None
    taken_at: datetime | None = None
    closed_by: str | None = None
    reason: str = ""
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """Its name: `<kind>.<noun>.<id>`."""
        return f"{self.kind}.{self.about.replace('/', '.', 1)}"

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"mail-task/{self.id}"

    @property
    def due_at(self) -> datetime | None:
        """By when somebody should have seen to it."""
        return self.opened_at + DUE[self.kind] if self.opened_at else None


Step = tuple[Task, Event]


def read_id(text: str) -> Task:
    """Read a task's name; refuses `mail-task-unknown`."""
    kind, _, about = text.partition(".")
    if kind not in set(TaskKind) or "." not in about:
        raise Refusal("mail-task-unknown")
    return Task(about.replace(".", "/", 1), TaskKind(kind))


def begin(task: Task, site_id: str, doing: Doing) -> Step | None:
    """Open a task; None when it is open."""
    if task.is_open:
        return None
    after = replace(
        task,
        site_id=site_id,
        is_open=True,
        opened_at=doing.at,
        owner=None,
        taken_at=None,
        closed_by=None,
        reason="",
    )
    return _step(after, "opened", doing)


def take(task: Task, doing: Doing, *, over: bool) -> Step | None:
    """Make a clerk the owner of an open task; None when this clerk is.

    Refuses `mail-task-over` for a closed one, then `mail-task-taken` for a colleague's, unless it
    is taken over on purpose.
    """
    if not task.is_open:
        raise Refusal("mail-task-over")
    if task.owner == doing.actor:
        return None
    if task.owner is not None and not over:
        raise Refusal("mail-task-taken")
    after = replace(task, owner=doing.actor, taken_at=doing.at)
    return _step(after, "taken", doing)


def close(task: Task, reason: str, doing: Doing) -> Step | None:
    """Close a task by a clerk's word, who says why; None when it is closed.

    Refuses `request-malformed` (no reason).
    """
    check_reason(reason)
    return end(task, doing, reason=reason)


def end(task: Task, doing: Doing, *, reason: str = "") -> Step | None:
    """Close a task whose condition is over; None when it is closed. Who took it stays named."""
    if not task.is_open:
        return None
    after = replace(task, is_open=False, closed_by=doing.actor, reason=reason)
    return _step(after, "closed", doing)


def is_over(task: Task, parcel: Parcel) -> bool:
    """Tell whether what a task was opened for is over, now that its parcel is so."""
    lasts = _LASTS.get(task.kind)
    heard = task.kind is TaskKind.NO_NEWS and str(task.kind) not in parcel.fell_due
    return heard or (lasts is not None and parcel.state not in lasts)


def _step(after: Task, verb: str, doing: Doing) -> Step:
    numbered = replace(after, version=after.version + 1)
    told = {
        "about": after.about,
        "task": str(after.kind),
        "site_id": after.site_id,
        "owner": after.owner,
        "reason": after.reason,
    }
    kind = f"delivery:task:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **told)
