"""Jobs as their workers see them: taken, advanced step by step, ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from backend.documents.ports import Files, Store
from backend.documents.rules import jobs
from backend.documents.rules.jobs import Job, Problem, Progress, State, Why
from backend.documents.rules.kinds import Ask
from backend.documents.rules.uploads import Upload
from backend.documents.service.keeping import Keeping
from backend.kernel.conflicts import Conflict, retried
from backend.kernel.events import Doing, Event

Change = Callable[[Job], tuple[Job, Event]]


class LeaseLost(Exception):
    """The job was cancelled or given to somebody else; nothing more may be saved."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job in hand, what it was asked to do, and the file it was given."""

    job: Job
    ask: Ask
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class WorkerSide:
    """What whoever works on a job may do with it."""

    store: Store
    files: Files
    keeping: Keeping

    def claim(self, job_id: str, worker: str, doing: Doing) -> Task | None:
        """Take a job; None where it is taken, over, not yet to begin, or no job."""

        def attempt() -> Job | None:
            job = self.store.find_job(job_id)
            claimed = jobs.claim(job, worker, doing) if job else None
            if claimed is None:
                return None
            self.store.save_job(*claimed)
            return claimed[0]

        if retried(attempt) is None:
            return None
        # What is decided on from here is read again, with the head of its chain.
        job, ask = self._mine(job_id, worker), self.store.find_ask(job_id)
        if ask is None:
            raise LookupError(f"{job.subject} says not what it is to do")
        upload = self.store.find_upload(ask.upload_id) if ask.upload_id else None
        return Task(job, ask, upload)

    def advance(self, job_id: str, worker: str, progress: Progress, doing: Doing) -> Job:
        """Save a step; raises LeaseLost."""
        return self._save(job_id, worker, lambda job: jobs.advance(job, progress, doing), doing)

    def finish(self, job_id: str, worker: str, progress: Progress, doing: Doing) -> Job:
        """End a job with its results and throw its scraps away; raises LeaseLost."""
        job = self._save(job_id, worker, lambda job: jobs.finish(job, progress, doing), doing)
        self.tidy(job)
        return job

    def fail(
        self, job_id: str, worker: str, doing: Doing, *, code: str, params: Mapping[str, object]
    ) -> Job:
        """End a job that cannot be done, or have it tell first what it issued; raises LeaseLost."""
        problem = Problem(code, params)
        job = self._save(job_id, worker, lambda job: jobs.fail(job, problem, doing), doing)
        if job.state.over:
            self.tidy(job)
        return job

    def give_back(self, job_id: str, worker: str, why: Why, doing: Doing) -> Job:
        """Let a job wait for a worker again; raises LeaseLost."""
        return self._save(job_id, worker, lambda job: jobs.give_back(job, why, doing), doing)

    def tidy(self, job: Job) -> None:
        """Throw away what a job kept only to go on; harmless when done twice."""
        tidy(self.files, job)

    def _save(self, job_id: str, worker: str, change: Change, doing: Doing) -> Job:
        def attempt() -> Job:
            after, event = change(self._mine(job_id, worker))
            after = self.keeping.kept(after, doing)
            self.store.save_job(after, event)
            return after

        try:
            # A cancellation may come between, and leave the lease with its holder.
            return retried(attempt)
        except Conflict:
            raise LeaseLost(f"job/{job_id}") from None

    def _mine(self, job_id: str, worker: str) -> Job:
        job = self.store.find_job(job_id)
        if job is None or job.lease is None or job.lease.worker != worker:
            raise LeaseLost(f"job/{job_id}")
        return job


def tidy(files: Files, job: Job) -> None:
    """Throw away scraps, half-sent results, and results that nobody can fetch."""
    checkpoint = job.progress.checkpoint
    scraps, parts = checkpoint.get("scraps", 0), checkpoint.get("parts")
    # One more than was noted: the last may have been written and not noted any more.
    for number in range(int(str(scraps)) + 1):
        files.delete(job.scrap_key(number))
    if isinstance(parts, Mapping) and job.state is not State.DONE:
        files.abandon(job.result_key(str(parts["name"])), str(parts["upload_id"]))
    for name in () if job.results else job.names:
        files.delete(job.result_key(name))
