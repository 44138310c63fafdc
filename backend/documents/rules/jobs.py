"""A job: who asked for what, how far it is, who works on it, and what came out.

queued ──claim──> running ──finish──> done ──────┐
  │  ^              │ │ └──fail──> failed ───────┤ kept for days, then
  │  └──give back───┘ │   (refused, or stalled)  │ its files are purged
  └─────cancel────────┴──cancel──> cancelled ────┘

A worker holds a running job by a lease that each saved step renews; who lost it saves nothing
more. A lease that ends without a sign of life gives the job back, and so does a worker whose time
is nearly over. `attempts` counts claims since the last saved step; after too many the job fails.

What may have issued does not end by a failure or a cancellation at once: it is `closing`, its
worker does nothing more but tell what was issued, and with those results it fails or is cancelled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.documents.rules.kinds import KINDS, Ask
from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

LEASE = timedelta(seconds=180)
# The stream has this long to bring a queued job to a worker before the sweeper calls again.
HEARD_WITHIN = timedelta(seconds=90)
PAUSE_AFTER_ERROR = timedelta(seconds=30)
MOST_ATTEMPTS = 4
STALLED = "job-stalled"


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more will be done."""
        return self not in (State.QUEUED, State.RUNNING)


class Why(StrEnum):
    """Why a job waits again."""

    TIME_OVER = "time-over"
    ERROR = "error"
    SILENT = "silent"
    UNHEARD = "unheard"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class Result:
    """A file that came out, its size and its hash."""

    name: str
    content_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a worker is, in rows or invoices, and what it needs to go on from here."""

    done: int
    total: int
    checkpoint: Mapping[str, object]
    results: tuple[Result, ...] = ()
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works on a job, and until when without a sign of life."""

    worker: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a job failed: a code of the catalogue, and what fills its words."""

    code: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Job:
    """One job; `wake_at` is when the sweeper looks at it, None when there is nothing left.

    `closing` is how a job ends that may have issued and is to tell so first; it stays afterwards.
    """

    id: str
    company_id: str
    what: str
    asked_by: str
    asked_at: datetime
    request_hash: str
    state: State
    starts_at: datetime
    wake_at: datetime | None
    progress: Progress
    attempts: int = 0
    lease: Lease | None = None
    problem: Problem | None = None
    ended_at: datetime | None = None
    purged: bool = False
    closing: State | None = None
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """The name of its history."""
        return f"job/{self.id}"

    @property
    def results(self) -> tuple[Result, ...]:
        """The files to be had: of a job that is done, or told what it did, and is not purged."""
        told = self.state is State.DONE or (self.state.over and self.closing is not None)
        return self.progress.results if told and not self.purged else ()

    @property
    def names(self) -> frozenset[str]:
        """What files a worker may have written, also one that was lost before it said so."""
        kept = self.progress.checkpoint
        noted, parts = kept.get("names", ()), kept.get("parts")
        names = {one.name for one in self.progress.results}
        names |= {str(one) for one in noted} if isinstance(noted, Iterable) else set()
        return frozenset(names | ({str(parts["name"])} if isinstance(parts, Mapping) else set()))

    @property
    def may_have_issued(self) -> bool:
        """Whether a worker of a kind that issues got past the first reading."""
        return KINDS[self.what].issues and bool(self.progress.checkpoint)

    def result_key(self, name: str) -> str:
        """Where a result lies."""
        return f"companies/{self.company_id}/jobs/{self.id}/{name}"

    def scrap_key(self, number: int) -> str:
        """Where a worker keeps what it needs until it is done."""
        return f"scraps/{self.id}/{number}"


def ask_for(
    job_id: str, company_id: str, ask: Ask, *, undo: timedelta, doing: Doing
) -> tuple[Job, Event]:
    """Make a job; a kind that can be undone begins after its window."""
    starts_at = doing.at + undo
    job = Job(
        id=job_id,
        company_id=company_id,
        what=ask.what,
        asked_by=doing.actor,
        asked_at=doing.at,
        request_hash=ask.hash_for(company_id),
        state=State.QUEUED,
        starts_at=starts_at,
        wake_at=starts_at if undo else doing.at + HEARD_WITHIN,
        progress=Progress(0, len(ask.invoice_ids), {}),
    )
    return job, _event(job, "requested", doing, starts_at=to_text(starts_at))


def claim(job: Job, worker: str, doing: Doing) -> tuple[Job, Event] | None:
    """Give a job to a worker; None where it is taken, over, or not yet to begin."""
    if job.state is not State.QUEUED or doing.at < job.starts_at:
        return None
    until = doing.at + LEASE
    after = replace(
        job,
        state=State.RUNNING,
        lease=Lease(worker, until),
        wake_at=until,
        attempts=job.attempts + 1,
        version=job.version + 1,
    )
    return after, _event(after, "claimed", doing, worker=worker, attempts=after.attempts)


def advance(job: Job, progress: Progress, doing: Doing) -> tuple[Job, Event]:
    """Save a step; the lease is renewed and the attempts begin anew."""
    lease = _held(job)
    until = doing.at + LEASE
    after = replace(
        job,
        progress=progress,
        lease=replace(lease, until=until),
        wake_at=until,
        attempts=0,
        version=job.version + 1,
    )
    return after, _event(after, "advanced", doing, done=progress.done, total=progress.total)


def give_back(job: Job, why: Why, doing: Doing) -> tuple[Job, Event]:
    """Let a job wait for a worker again, or fail it when nobody gets on with it."""
    if why not in (Why.TIME_OVER, Why.STOPPING) and job.attempts >= MOST_ATTEMPTS:
        return fail(job, Problem(STALLED, {"attempts": job.attempts}), doing)
    starts_at = doing.at + PAUSE_AFTER_ERROR if why is Why.ERROR else doing.at
    after = replace(
        job,
        state=State.QUEUED,
        lease=None,
        starts_at=starts_at,
        wake_at=starts_at if why is Why.ERROR else doing.at + HEARD_WITHIN,
        version=job.version + 1,
    )
    return after, _event(after, "requeued", doing, why=str(why), attempts=after.attempts)


def finish(job: Job, progress: Progress, doing: Doing) -> tuple[Job, Event]:
    """End a job with what came out; one that is closing ends as it was to."""
    after = replace(_ended(job, job.closing or State.DONE, doing), progress=progress, attempts=0)
    files = [[one.name, one.size_bytes, one.sha256] for one in progress.results]
    return after, _over(after, doing, files=files)


def fail(job: Job, problem: Problem, doing: Doing) -> tuple[Job, Event]:
    """End a job that cannot be done, and say why; one that may have issued tells that first."""
    if job.closing is not None:
        after = _ended(job, job.closing, doing)
        return after, _over(after, doing)
    if job.may_have_issued:
        closing = replace(job, problem=problem, state=State.QUEUED, lease=None, attempts=0)
        return _close(replace(closing, starts_at=doing.at, wake_at=doing.at), State.FAILED, doing)
    after = replace(_ended(job, State.FAILED, doing), problem=problem)
    return after, _over(after, doing)


def cancel(job: Job, doing: Doing) -> tuple[Job, Event]:
    """Take a job back, at once or once it has told what it issued; refuses `job-over`."""
    if job.state.over:
        raise Refusal("job-over", state=str(job.state))
    if not job.may_have_issued:
        after = _ended(job, State.CANCELLED, doing)
        return after, _over(after, doing)
    if job.state is State.RUNNING:
        # Its worker notices with the next step it saves.
        return _close(job, State.CANCELLED, doing)
    waiting = replace(job, starts_at=doing.at, wake_at=doing.at, attempts=0)
    return _close(waiting, State.CANCELLED, doing)


def keep_until(job: Job, end: datetime | None) -> Job:
    """Say until when what is left of a job is kept."""
    return replace(job, wake_at=end)


def purge(job: Job, doing: Doing) -> tuple[Job, Event]:
    """Note that the files of a job are gone; its row and its history stay."""
    after = replace(job, purged=True, wake_at=None, version=job.version + 1)
    return after, _event(after, "purged", doing, files=len(job.progress.results))


def _close(job: Job, end: State, doing: Doing) -> tuple[Job, Event]:
    after = replace(job, closing=end, version=job.version + 1)
    return after, _event(after, "stopping", doing, done=job.progress.done, end=str(end))


def _over(after: Job, doing: Doing, **data: object) -> Event:
    match after.state, after.problem:
        case State.DONE, _:
            return _event(after, "finished", doing, total=after.progress.total, **data)
        case State.FAILED, Problem(code, params):
            return _event(after, "failed", doing, code=code, params=dict(params), **data)
        case _:
            return _event(after, "cancelled", doing, done=after.progress.done, **data)


def _held(job: Job) -> Lease:
    if job.lease is None:
        raise LookupError(f"nobody holds {job.subject}")
    return job.lease


def _ended(job: Job, state: State, doing: Doing) -> Job:
    return replace(job, state=state, lease=None, ended_at=doing.at, version=job.version + 1)


def _event(job: Job, verb: str, doing: Doing, **data: object) -> Event:
    kind = f"documents:job:{verb}"
    return doing.event(
        job.subject, job.version, kind, company_id=job.company_id, what=job.what, **data
    )
