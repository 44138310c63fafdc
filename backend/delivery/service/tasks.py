"""What the mail room must look at: listed by due time, taken by a clerk, closed with a reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backend.delivery.ports import People, Store
from backend.delivery.rules import task as rules
from backend.delivery.rules.task import Task
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.pages import Page


@dataclass(frozen=True, slots=True)
class TaskSide:
    """Tasks as clerks see them."""

    store: Store
    people: People

    def list_open(self, cursor: str | None, limit: int) -> Page[Task]:
        """List what is open in the city, the first due first."""
        return self.store.open_tasks(cursor, limit)

    def take(self, task_id: str, *, over: bool, doing: Doing) -> Task:
        """Make a clerk the owner; the same clerk again changes nothing.

        Refuses `mail-task-unknown`, `mail-task-over`, `mail-task-taken` (unless taken over).
        """
        return self._change(task_id, lambda task: rules.take(task, doing, over=over))

    def close(self, task_id: str, reason: str, doing: Doing) -> Task:
        """Close a task and say why; again changes nothing.

        Refuses `mail-task-unknown`, `request-malformed` (no reason).
        """
        return self._change(task_id, lambda task: rules.close(task, reason, doing))

    def names(self, tasks: Iterable[Task]) -> dict[str, str]:
        """Name the owners of some tasks."""
        owners = {one.owner for one in tasks if one.owner}
        return {owner: self.people.name_of(owner.partition("/")[2]) for owner in sorted(owners)}

    def _change(self, task_id: str, step: Callable[[Task], rules.Step | None]) -> Task:
        named = rules.read_id(task_id)

        def attempt() -> Task:
            found = self.store.tasks_about(named.about)
            task = next((one for one in found if one.kind is named.kind), None)
            if task is None:
                raise Refusal("mail-task-unknown")
            taken = step(task)
            if taken is None:
                return task
            self.store.save(taken)
            return taken[0]

        return retried(attempt)
