"""Stand-ins for what jobs need: a store, files and faces in memory, with the real contracts."""

import hashlib
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from backend.documents.rules.file_checks import FileCheck
from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import Ask
from backend.documents.rules.uploads import Upload
from backend.einvoices.rules.face import Face
from backend.kernel.clock import to_text
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage.files import FileMissing, Link, Stored, UploadGone
from tests.fakes.ledger import FakeLedger


@dataclass(frozen=True, slots=True)
class Authority:
    real_name_verified: bool = True
    invoice_agent: bool = True


@dataclass(slots=True)
class FakeTaxpayers:
    people: dict[tuple[str, str], Authority] = field(default_factory=dict)

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        return self.people.get((person_id, company_id))


@dataclass(slots=True)
class FakeRecords:
    standings: dict[str, str] = field(default_factory=dict)

    def standing(self, number: str) -> str | None:
        return self.standings.get(number)


class FakeStore:
    """A store in memory: versions, atomic writes and numbered events as on the real engine."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.asks: dict[str, Ask] = {}
        self.uploads: dict[str, Upload] = {}
        self.checks: dict[str, FileCheck] = {}
        self.ledger = FakeLedger()
        self._lock = threading.Lock()

    def find_job(self, job_id: str) -> Job | None:
        return self.jobs.get(job_id)

    def find_ask(self, job_id: str) -> Ask | None:
        return self.asks.get(job_id)

    def list_jobs(self, company_id: str, cursor: str | None, limit: int) -> Page[Job]:
        own = [one for one in self.jobs.values() if one.company_id == company_id]
        rows = sorted(own, key=lambda one: one.id, reverse=True)
        start = int(cursor or 0)
        end = start + limit
        return Page(tuple(rows[start:end]), str(end) if end < len(rows) else None)

    def save_job(self, job: Job, event: Event, ask: Ask | None = None) -> None:
        with self._lock:
            self._check(self.jobs.get(job.id), job.version)
            head = self.ledger.add(event, job.head)
            self.jobs[job.id] = replace(job, head=head)
            if ask is not None:
                self.asks[job.id] = ask

    def find_upload(self, upload_id: str) -> Upload | None:
        return self.uploads.get(upload_id)

    def save_upload(self, upload: Upload, event: Event) -> None:
        with self._lock:
            self._check(self.uploads.get(upload.id), upload.version)
            head = self.ledger.add(event, upload.head)
            self.uploads[upload.id] = replace(upload, head=head)

    def find_check(self, check_id: str) -> FileCheck | None:
        return self.checks.get(check_id)

    def save_check(self, check: FileCheck, event: Event) -> None:
        with self._lock:
            self._check(self.checks.get(check.id), check.version)
            head = self.ledger.add(event, check.head)
            self.checks[check.id] = replace(check, head=head)

    def drop_check(self, check: FileCheck, event: Event) -> None:
        with self._lock:
            if self.checks.get(check.id) != check:
                raise Conflict
            self.ledger.add(event, check.head)
            del self.checks[check.id]

    def due(self, minute: datetime) -> Iterable[str]:
        wanted = to_text(minute)[:16]
        things: list[Job | Upload | FileCheck] = [
            *self.jobs.values(),
            *self.uploads.values(),
            *self.checks.values(),
        ]
        return [
            one.subject for one in things if one.wake_at and to_text(one.wake_at)[:16] == wanted
        ]

    def history(self, job_id: str, cursor: str | None, limit: int) -> Page[Event]:
        return self.ledger.history(f"job/{job_id}")

    def _check(self, found: Job | Upload | FileCheck | None, version: int) -> None:
        if version != (found.version + 1 if found else 1):
            raise Conflict


@dataclass(slots=True)
class FakeFiles:
    """Objects in memory; parts are smaller than S3 would take them."""

    objects: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    of: dict[str, tuple[str, str]] = field(default_factory=dict)
    says_hash: bool = True

    def upload_link(
        self, key: str, *, size_bytes: int, content_type: str, sha256: str, seconds: int
    ) -> Link:
        return Link(f"https://files.example/{key}?end={seconds}", {"Content-Type": content_type})

    def download_link(self, key: str, *, name: str, content_type: str, seconds: int) -> str:
        return f"https://files.example/{key}?end={seconds}&name={name}"

    def find(self, key: str) -> Stored | None:
        if key not in self.objects:
            return None
        body, content_type = self.objects[key]
        digest = hashlib.sha256(body).hexdigest() if self.says_hash else None
        return Stored(len(body), content_type, digest)

    def put(self, key: str, body: bytes, *, content_type: str, sha256: str) -> None:
        assert hashlib.sha256(body).hexdigest() == sha256
        self.objects[key] = (body, content_type)

    def read(self, key: str) -> Iterator[bytes]:
        if key not in self.objects:
            raise FileMissing(key)
        body = self.objects[key][0]
        yield from (body[n : n + 1000] for n in range(0, len(body), 1000))

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)

    def begin(self, key: str, *, content_type: str) -> str:
        upload_id = f"upload-{len(self.of)}"
        self.of[upload_id], self.parts[upload_id] = (key, content_type), {}
        return upload_id

    def put_part(self, key: str, upload_id: str, *, number: int, body: bytes) -> str:
        if upload_id not in self.parts:
            raise UploadGone(upload_id)
        self.parts[upload_id][number] = body
        return hashlib.md5(body).hexdigest()

    def put_together(self, key: str, upload_id: str, tags: Sequence[str]) -> None:
        if upload_id not in self.parts:
            raise UploadGone(upload_id)
        found = [self.parts[upload_id][n] for n in range(1, len(tags) + 1)]
        assert [hashlib.md5(one).hexdigest() for one in found] == list(tags)
        assert self.of[upload_id][0] == key
        self.objects[key] = (b"".join(found), self.of[upload_id][1])
        del self.parts[upload_id]

    def abandon(self, key: str, upload_id: str) -> None:
        self.parts.pop(upload_id, None)

    def contents(self) -> dict[str, bytes]:
        return {key: body for key, (body, _) in self.objects.items()}


@dataclass(slots=True)
class FakeFaces:
    faces: dict[str, Face] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def face(self, company_id: str, invoice_id: str) -> Face | None:
        self.asked[invoice_id] += 1
        return self.faces.get(invoice_id)


class PowerCut(BaseException):
    """The machine stopped between two of its writes."""


@dataclass(slots=True)
class Cut:
    """Lets writes through until its turn comes, and cuts the power before or after that one."""

    at: int
    after: bool
    count: int = 0
    log: list[str] = field(default_factory=list)

    def write(self, name: str, act: Callable[[], object]) -> object:
        self.count += 1
        self.log.append(name)
        if self.count == self.at and not self.after:
            raise PowerCut(name)
        done = act()
        if self.count == self.at:
            raise PowerCut(name)
        return done


class Fragile:
    """Anything whose named verbs write: each of them may be the last."""

    def __init__(self, inner: object, cut: Cut, *verbs: str) -> None:
        self._inner, self._cut, self._verbs = inner, cut, verbs

    def __getattr__(self, name: str) -> object:
        found = getattr(self._inner, name)
        if name not in self._verbs:
            return found
        return lambda *given, **named: self._cut.write(name, lambda: found(*given, **named))
