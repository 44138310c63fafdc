"""Many invoices in one zip, written part by part: what is in memory is one part and one invoice.

begin ──> part 1 ──> part 2 ──> … ──> last part with the directory ──> put together ──> done

Each part is a checkpoint. What the zip's directory needs of a part is kept beside it, so that a
worker that takes over writes the same directory without reading the parts again.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, cast

from backend.documents.rules.jobs import Job, Progress, Result
from backend.documents.service.working import Task
from backend.einvoices.rules.face import Face
from backend.kernel.clock import SHANGHAI
from backend.storage.files import SMALLEST_PART_BYTES, UploadGone
from functions.documents.papers import FORMS, Faces, Files, Name, Render

NAME, MEDIA_TYPE = "invoices.zip", "application/zip"
MISSING_NAME = "未找到的发票.txt"
_SCRAP_TYPE = "application/json"
_KEPT = ("filename", "date_time", "CRC", "compress_size", "file_size", "header_offset", "flag_bits")


@dataclass(slots=True)
class _Sink:
    """Where the zip writes to: it knows its place in the whole and holds only what is not sent."""

    sent: int
    held: bytearray

    def write(self, data: bytes) -> int:
        self.held += data
        return len(data)

    def tell(self) -> int:
        return self.sent + len(self.held)

    def flush(self) -> None:
        """There is nothing between us and the part."""

    def take(self) -> bytes:
        part = bytes(self.held)
        self.sent += len(part)
        self.held.clear()
        return part


@dataclass(frozen=True, slots=True)
class BatchZip:
    """Draws every form of every invoice into one zip."""

    files: Files
    faces: Faces
    render: Render
    name: Name
    part_bytes: int = SMALLEST_PART_BYTES

    def steps(self, task: Task) -> Iterator[Progress]:
        """Send a part a step; an invoice nobody knows is listed in the zip, the others go on."""
        job, ids = task.job, task.ask.invoice_ids
        kept: dict[str, Any] = dict(job.progress.checkpoint)
        if not kept:
            upload_id = self.files.begin(job.result_key(NAME), content_type=MEDIA_TYPE)
            kept = _begun(upload_id)
            yield Progress(0, len(ids), kept)
        sink = _Sink(kept["sent"], bytearray())
        with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.filelist.extend(self._directory(job, kept["scraps"]))
            at, missing = int(kept["at"]), list(kept["missing"])
            first_new = len(archive.filelist)
            while at < len(ids):
                face = self.faces.face(job.company_id, ids[at])
                if face is None:
                    missing.append(ids[at])
                else:
                    self._add(archive, face, job.company_id)
                at += 1
                if len(sink.held) >= self.part_bytes and at < len(ids):
                    kept = self._send(job, kept, sink=sink, entries=archive.filelist[first_new:])
                    first_new = len(archive.filelist)
                    kept |= {"at": at, "missing": [*missing]}
                    yield Progress(at, len(ids), kept)
            _list_missing(archive, missing, job)
        yield self._end(job, kept, last=sink.take(), total=len(ids))

    def _add(self, archive: zipfile.ZipFile, face: Face, company_id: str) -> None:
        at = face.issued_at.astimezone(SHANGHAI)
        for form in FORMS:
            name = f"{face.number}/{self.name(face, form, company_id)}"
            archive.writestr(_entry(name, at.timetuple()[:6]), self.render(face, form))

    def _send(
        self, job: Job, kept: dict[str, Any], *, sink: _Sink, entries: list[zipfile.ZipInfo]
    ) -> dict[str, Any]:
        note = json.dumps([[getattr(one, name) for name in _KEPT] for one in entries]).encode()
        digest = hashlib.sha256(note).hexdigest()
        key = job.scrap_key(kept["scraps"])
        self.files.put(key, note, content_type=_SCRAP_TYPE, sha256=digest)
        tag = self._part(job, kept, sink.take())
        return kept | {
            "sent": sink.sent,
            "scraps": kept["scraps"] + 1,
            "tags": [*kept["tags"], tag],
        }

    def _part(self, job: Job, kept: dict[str, Any], body: bytes) -> str:
        return self.files.put_part(
            job.result_key(NAME),
            kept["parts"]["upload_id"],
            number=len(kept["tags"]) + 1,
            body=body,
        )

    def _end(self, job: Job, kept: dict[str, Any], *, last: bytes, total: int) -> Progress:
        key = job.result_key(NAME)
        try:
            tags = [*kept["tags"], self._part(job, kept, last)]
            self.files.put_together(key, kept["parts"]["upload_id"], tags)
        except UploadGone:
            # The worker before put it together and fell before it could say so.
            if self.files.find(key) is None:
                raise
        digest, size = hashlib.sha256(), 0
        for chunk in self.files.read(key):
            digest.update(chunk)
            size += len(chunk)
        result = Result(NAME, MEDIA_TYPE, size, digest.hexdigest())
        return Progress(total, total, kept, (result,), finished=True)

    def _directory(self, job: Job, scraps: int) -> Iterator[zipfile.ZipInfo]:
        for number in range(scraps):
            for row in json.loads(b"".join(self.files.read(job.scrap_key(number)))):
                told = dict(zip(_KEPT, row, strict=True))
                entry = _entry(told["filename"], told["date_time"])
                for name in _KEPT[2:]:
                    setattr(entry, name, told[name])
                yield entry


def _begun(upload_id: str) -> dict[str, Any]:
    parts = {"name": NAME, "upload_id": upload_id}
    return {"parts": parts, "tags": [], "sent": 0, "scraps": 0, "at": 0, "missing": []}


def _entry(name: str, at: Any) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, tuple(at))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _list_missing(archive: zipfile.ZipFile, missing: list[str], job: Job) -> None:
    if missing:
        at = job.asked_at.astimezone(SHANGHAI).timetuple()[:6]
        archive.writestr(_entry(MISSING_NAME, at), "\n".join(missing) + "\n")
