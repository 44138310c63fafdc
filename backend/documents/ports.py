"""What the documents room needs from the others, from its store and from the files."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from backend.documents.rules.file_checks import FileCheck
from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import Ask
from backend.documents.rules.uploads import Upload
from backend.kernel.events import Event
from backend.kernel.pages import Page


class Authority(Protocol):
    """How a person may act for a company."""

    @property
    def real_name_verified(self) -> bool: ...
    @property
    def invoice_agent(self) -> bool: ...


class Taxpayers(Protocol):
    """Questions about who acts for whom."""

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        """Return how a person may act for a company now, None when not at all."""
        ...


class Doorkeeper(Protocol):
    """Counts what anybody may try from one address."""

    def admit(self, what: str, whose: str, now: datetime) -> None:
        """Count one more try; refuses `tries-too-many`."""
        ...


class Records(Protocol):
    """What the house knows of an invoice, for who holds a file of it."""

    def standing(self, number: str) -> str | None:
        """Return the state of the invoice of a number, None for no such one."""
        ...


class Link(Protocol):
    """An address that opens one object for a while, and the headers to be sent with it."""

    @property
    def url(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


class Stored(Protocol):
    """What lies under a key; `sha256` None where the store does not say it."""

    @property
    def size_bytes(self) -> int: ...
    @property
    def sha256(self) -> str | None: ...


class Files(Protocol):
    """Where files lie; never public, opened by links with an end."""

    def upload_link(
        self, key: str, *, size_bytes: int, content_type: str, sha256: str, seconds: int
    ) -> Link:
        """Make a link that takes exactly one content."""
        ...

    def download_link(self, key: str, *, name: str, content_type: str, seconds: int) -> str:
        """Make a link that saves one object under a name."""
        ...

    def find(self, key: str) -> Stored | None:
        """Say what lies under a key."""
        ...

    def read(self, key: str) -> Iterator[bytes]:
        """Read an object piece by piece; raises where there is none."""
        ...

    def delete(self, key: str) -> None:
        """Remove an object; one that is gone already is no fault."""
        ...

    def abandon(self, key: str, upload_id: str) -> None:
        """Throw the parts of a half-sent object away; none is no fault."""
        ...


class CheckStore(Protocol):
    """Where checks of files are kept for a while; saves write the event too, raise `Conflict`."""

    def find_check(self, check_id: str) -> FileCheck | None:
        """Read one check, consistently."""
        ...

    def save_check(self, check: FileCheck, event: Event) -> None:
        """Write a check and its event."""
        ...

    def drop_check(self, check: FileCheck, event: Event) -> None:
        """Remove a check as it was read, and write its last event."""
        ...


class Store(CheckStore, Protocol):
    """Where jobs and uploads are kept; saves write the event too and raise `Conflict`."""

    def find_job(self, job_id: str) -> Job | None:
        """Read one job, consistently."""
        ...

    def find_ask(self, job_id: str) -> Ask | None:
        """Read what a job was asked to do, consistently."""
        ...

    def list_jobs(self, company_id: str, cursor: str | None, limit: int) -> Page[Job]:
        """Read a company's jobs, newest first; may lag behind by a moment."""
        ...

    def save_job(self, job: Job, event: Event, ask: Ask | None = None) -> None:
        """Write a job and its event, and with a new one what it was asked to do."""
        ...

    def find_upload(self, upload_id: str) -> Upload | None:
        """Read one upload, consistently."""
        ...

    def save_upload(self, upload: Upload, event: Event) -> None:
        """Write an upload and its event."""
        ...

    def due(self, minute: datetime) -> Iterable[str]:
        """Name the jobs and uploads (by subject) to be looked at in a minute; may lag behind."""
        ...

    def history(self, job_id: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read a job's events, oldest first."""
        ...
