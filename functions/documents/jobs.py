"""Working a job off: claim → do a slice → save it → again, until it is done or time is over.

Whatever a worker of a kind writes before it says how far it is must be harmless when written
again: a crash between the two brings the same slice back, from the last checkpoint.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from backend.documents.rules.jobs import Progress, Why
from backend.documents.service.working import LeaseLost, Task, WorkerSide
from backend.kernel.clock import Clock
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import random_id

ACTOR = "system/documents"


class Work(Protocol):
    """How jobs of one kind are done."""

    def steps(self, task: Task) -> Iterator[Progress]:
        """Go on from the checkpoint of the task; say after each slice how far it is.

        The last step is `finished`. Raises Refusal for what cannot be done at all.
        """
        ...


class Ended(StrEnum):
    """How a turn at a job ended."""

    NOT_TAKEN = "not-taken"
    DONE = "done"
    REFUSED = "refused"
    TIME_OVER = "time-over"
    LOST = "lost"
    BROKEN = "broken"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where jobs are worked off: the room's side, the kinds of work, the time."""

    side: WorkerSide
    works: Mapping[str, Work]
    clock: Clock
    report: Callable[[str, Exception], None]
    new_worker: Callable[[], str] = field(default=random_id)

    def work_off(self, job_id: str, go_on: Callable[[], bool]) -> Ended:
        """Take a job and do as much of it as `go_on` allows; at least one step."""
        worker = self.new_worker()
        try:
            task = self.side.claim(job_id, worker, self._doing())
        except LeaseLost:
            return Ended.LOST
        if task is None:
            return Ended.NOT_TAKEN
        try:
            return self._steps(task, worker, go_on)
        except LeaseLost:
            return self._let_go(job_id)
        except Refusal as refusal:
            code, params = refusal.code, refusal.params
            return self._or_lost(
                lambda: self.side.fail(job_id, worker, self._doing(), code=code, params=params),
                Ended.REFUSED,
            )
        except Exception as error:
            self.report(job_id, error)
            return self._or_lost(
                lambda: self.side.give_back(job_id, worker, Why.ERROR, self._doing()), Ended.BROKEN
            )

    def _steps(self, task: Task, worker: str, go_on: Callable[[], bool]) -> Ended:
        job_id = task.job.id
        for progress in self.works[task.job.what].steps(task):
            if progress.finished:
                self.side.finish(job_id, worker, progress, self._doing())
                return Ended.DONE
            job = self.side.advance(job_id, worker, progress, self._doing())
            if job.closing is not task.job.closing:
                # It was taken back meanwhile: from here on is told what is not done.
                self.side.give_back(job_id, worker, Why.STOPPING, self._doing())
                return Ended.STOPPED
            if not go_on():
                self.side.give_back(job_id, worker, Why.TIME_OVER, self._doing())
                return Ended.TIME_OVER
        raise RuntimeError(f"the work of {task.job.what} ended before it was finished")

    def _or_lost(self, act: Callable[[], object], ended: Ended) -> Ended:
        try:
            act()
        except LeaseLost:
            return Ended.LOST
        return ended

    def _let_go(self, job_id: str) -> Ended:
        # What was cancelled leaves nothing behind; what somebody else took up is theirs.
        job = self.side.store.find_job(job_id)
        if job is not None and job.state.over:
            self.side.tidy(job)
        return Ended.LOST

    def _doing(self) -> Doing:
        return Doing(ACTOR, self.clock.now())
