"""What the documents room hears and says over HTTP."""

from typing import Annotated

from pydantic import Field, StrictInt

from backend.documents.rules.jobs import Job, Problem, Result
from backend.documents.rules.kinds import Ask, Fix
from backend.documents.rules.links import Fetch, Ticket
from backend.documents.rules.uploads import Offer
from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.web import problems
from backend.web.routes import View

CompanyId = Annotated[str, Field(max_length=20)]
Id = Annotated[str, Field(max_length=36)]


class CompanyPath(View):
    """A company."""

    company_id: CompanyId


class JobPath(CompanyPath):
    """A job of a company."""

    job_id: Id


class UploadPath(CompanyPath):
    """An upload of a company."""

    upload_id: Id


class FilePath(JobPath):
    """A result of a job."""

    name: str = Field(max_length=400)


class OfferBody(View):
    """A file that is to be sent: its name, format, size, and SHA-256 in lower-case hex."""

    name: str = Field(min_length=1, max_length=200)
    format: str = Field(max_length=10)
    size_bytes: StrictInt
    sha256: str = Field(max_length=64)

    def value(self) -> Offer:
        """Return the offer as the rules know it."""
        return Offer(self.name, self.format, self.size_bytes, self.sha256)


class FixBody(View):
    """One cell put right: the row as shown in the sheet, the column by its name."""

    row: StrictInt = Field(ge=1)
    column: str = Field(max_length=40)
    value: str = Field(max_length=2000)


class JobBody(View):
    """A request for a job; which parts it needs, its kind says."""

    what: str = Field(max_length=40)
    invoice_ids: list[Id] = Field(default_factory=list, max_length=5000)
    upload_id: Id | None = None
    fixes: list[FixBody] = Field(default_factory=list, max_length=2000)

    def value(self) -> Ask:
        """Return the request as the rules know it."""
        fixes = tuple(Fix(one.row, one.column, one.value) for one in self.fixes)
        return Ask(self.what, tuple(self.invoice_ids), self.upload_id, fixes)


class UploadTicketView(View):
    """Leave to send one file by PUT: the address, the headers to send, and its end."""

    upload_id: str
    url: str
    headers: dict[str, str]
    expires_at: str

    @classmethod
    def of(cls, ticket: Ticket) -> "UploadTicketView":
        """Show a ticket."""
        return cls(
            upload_id=ticket.upload.id,
            url=ticket.url,
            headers=dict(ticket.headers),
            expires_at=to_text(ticket.expires_at),
        )


class FileLinkView(View):
    """Leave to fetch one file by GET, and its end."""

    url: str
    expires_at: str

    @classmethod
    def of(cls, fetch: Fetch) -> "FileLinkView":
        """Show a link."""
        return cls(url=fetch.url, expires_at=to_text(fetch.expires_at))


class FileView(View):
    """A result that can be fetched."""

    name: str
    content_type: str
    size_bytes: int
    sha256: str

    @classmethod
    def of(cls, result: Result) -> "FileView":
        """Show a result."""
        return cls(
            name=result.name,
            content_type=result.content_type,
            size_bytes=result.size_bytes,
            sha256=result.sha256,
        )


class WordsView(View):
    """What happened, and what to do next."""

    title: str
    next: str


class JobProblemView(View):
    """Why a job failed: a code of the catalogue, what fills it, and the words in each language."""

    code: str
    params: dict[str, object]
    words: dict[str, WordsView]

    @classmethod
    def of(cls, problem: Problem) -> "JobProblemView":
        """Show a problem."""
        said = problems.words(problem.code, problem.params)
        return cls(
            code=problem.code,
            params=dict(problem.params),
            words={spoken: WordsView(**row) for spoken, row in said.items()},
        )


class JobView(View):
    """A job as it is today; `starts_at` is the end of its undo window, where it has one.

    One that is `stopping` issues nothing more, and ends once it has told what it issued.
    """

    id: str
    company_id: str
    what: str
    state: str
    stopping: bool
    done: int
    total: int
    attempts: int
    asked_by: str
    asked_at: str
    starts_at: str
    ended_at: str | None
    kept_until: str | None
    purged: bool
    problem: JobProblemView | None
    files: list[FileView]
    version: int

    @classmethod
    def of(cls, job: Job) -> "JobView":
        """Show a job."""
        problem = job.problem
        return cls(
            id=job.id,
            company_id=job.company_id,
            what=job.what,
            state=str(job.state),
            stopping=job.closing is not None and not job.state.over,
            done=job.progress.done,
            total=job.progress.total,
            attempts=job.attempts,
            asked_by=job.asked_by,
            asked_at=to_text(job.asked_at),
            starts_at=to_text(job.starts_at),
            ended_at=to_text(job.ended_at) if job.ended_at else None,
            kept_until=to_text(job.wake_at) if job.state.over and job.wake_at else None,
            purged=job.purged,
            problem=JobProblemView.of(problem) if problem else None,
            files=[FileView.of(one) for one in job.results],
            version=job.version,
        )


class JobsView(View):
    """One page of jobs, newest first."""

    items: list[JobView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Job]) -> "JobsView":
        """Show a page."""
        return cls(items=[JobView.of(one) for one in page.items], next_cursor=page.next_cursor)
