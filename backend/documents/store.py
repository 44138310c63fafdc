"""Jobs and uploads between the table and their values."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from backend.documents.rules.file_checks import FileCheck, Found, Stage, Told
from backend.documents.rules.jobs import Job, Lease, Problem, Progress, Result, State
from backend.documents.rules.kinds import Ask, ask_of
from backend.documents.rules.uploads import Offer, Upload
from backend.documents.tables import DocumentsItem
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import ledger, pages
from backend.storage.transaction import Change, put_new, save, write


class DynamoStore:
    """The room's store on DynamoDB."""

    def find_job(self, job_id: str) -> Job | None:
        """Read one job, consistently."""
        item = _find(f"job/{job_id}", "job")
        return job_from(item) if item else None

    def find_ask(self, job_id: str) -> Ask | None:
        """Read what a job was asked to do."""
        item = _find(f"job/{job_id}", "ask")
        return ask_of(item.body) if item else None

    def list_jobs(self, company_id: str, cursor: str | None, limit: int) -> Page[Job]:
        """Read a company's jobs, newest first, from the index."""
        page = pages.query(
            DocumentsItem.by_company, company_id, cursor=cursor, limit=limit, newest_first=True
        )
        return page.map(job_from)

    def save_job(self, job: Job, event: Event, ask: Ask | None = None) -> None:
        """Write a job and its event, and with a new one what it was asked to do."""
        change, head = ledger.record(event, job.head)
        asked = [put_new(_ask_item(job, ask))] if ask else []
        write(save(job_item(job, head, event.at)), change, *asked)

    def find_upload(self, upload_id: str) -> Upload | None:
        """Read one upload, consistently."""
        item = _find(f"upload/{upload_id}", "upload")
        return upload_from(item) if item else None

    def save_upload(self, upload: Upload, event: Event) -> None:
        """Write an upload and its event."""
        change, head = ledger.record(event, upload.head)
        write(save(upload_item(upload, head, event.at)), change)

    def find_check(self, check_id: str) -> FileCheck | None:
        """Read one check of a file, consistently."""
        item = _find(f"file-check/{check_id}", "file-check")
        return check_from(item) if item else None

    def save_check(self, check: FileCheck, event: Event) -> None:
        """Write a check and its event."""
        change, head = ledger.record(event, check.head)
        write(save(check_item(check, head, event.at)), change)

    def drop_check(self, check: FileCheck, event: Event) -> None:
        """Remove a check as it was read, and write its last event."""
        change, _ = ledger.record(event, check.head)
        gone = check_item(check, check.head, event.at)
        write(Change(gone, DocumentsItem.version == check.version, "delete"), change)

    def due(self, minute: datetime) -> Iterable[str]:
        """Name what is to be looked at in a minute, from the index."""
        return [item.owner for item in DocumentsItem.by_due.query(to_text(minute)[:16])]

    def history(self, job_id: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read a job's events from the ledger."""
        return ledger.history(f"job/{job_id}", cursor, limit)


def _find(owner: str, item: str) -> DocumentsItem | None:
    try:
        return DocumentsItem.get(owner, item, consistent_read=True)
    except DocumentsItem.DoesNotExist:
        return None


def _ask_item(job: Job, ask: Ask) -> DocumentsItem:
    return DocumentsItem(job.subject, "ask", version=1, body=ask.data())


def job_item(job: Job, head: str, at: datetime) -> DocumentsItem:
    """Write a job as stored."""
    progress, lease, problem = job.progress, job.lease, job.problem
    return DocumentsItem(
        job.subject,
        "job",
        version=job.version,
        head=head,
        company_id=job.company_id,
        job_id=job.id,
        due_minute=_due(job.wake_at, at)[:16] or None,
        due_at=_due(job.wake_at, at) or None,
        body={
            "what": job.what,
            "asked_by": job.asked_by,
            "asked_at": to_text(job.asked_at),
            "request_hash": job.request_hash,
            "state": str(job.state),
            "starts_at": to_text(job.starts_at),
            "wake_at": _text(job.wake_at),
            "done": progress.done,
            "total": progress.total,
            "checkpoint": dict(progress.checkpoint),
            "results": [
                [one.name, one.content_type, one.size_bytes, one.sha256] for one in progress.results
            ],
            "attempts": job.attempts,
            "lease": [lease.worker, to_text(lease.until)] if lease else None,
            "problem": [problem.code, dict(problem.params)] if problem else None,
            "ended_at": _text(job.ended_at),
            "purged": job.purged,
            "closing": str(job.closing) if job.closing else None,
        },
    )


def job_from(item: DocumentsItem) -> Job:
    """Read a job from what is stored."""
    body: Mapping[str, Any] = item.body
    lease, problem = body["lease"], body["problem"]
    return Job(
        id=item.owner.partition("/")[2],
        company_id=str(item.company_id),
        what=body["what"],
        asked_by=body["asked_by"],
        asked_at=from_text(body["asked_at"]),
        request_hash=body["request_hash"],
        state=State(body["state"]),
        starts_at=from_text(body["starts_at"]),
        wake_at=_instant(body["wake_at"]),
        progress=Progress(
            body["done"],
            body["total"],
            body["checkpoint"],
            tuple(Result(*row) for row in body["results"]),
        ),
        attempts=body["attempts"],
        lease=Lease(lease[0], from_text(lease[1])) if lease else None,
        problem=Problem(*problem) if problem else None,
        ended_at=_instant(body["ended_at"]),
        purged=body["purged"],
        closing=State(body["closing"]) if body.get("closing") else None,
        version=int(item.version),
        head=item.head,
    )


def upload_item(upload: Upload, head: str, at: datetime) -> DocumentsItem:
    """Write an upload as stored; without a job's key it stands in no company's list."""
    offer = upload.offer
    return DocumentsItem(
        upload.subject,
        "upload",
        version=upload.version,
        head=head,
        due_minute=_due(upload.wake_at, at)[:16] or None,
        due_at=_due(upload.wake_at, at) or None,
        body={
            "company_id": upload.company_id,
            "offer": [offer.name, offer.format, offer.size_bytes, offer.sha256],
            "offered_by": upload.offered_by,
            "offered_at": to_text(upload.offered_at),
            "wake_at": _text(upload.wake_at),
            "gone": upload.gone,
        },
    )


def upload_from(item: DocumentsItem) -> Upload:
    """Read an upload from what is stored."""
    body: Mapping[str, Any] = item.body
    return Upload(
        id=item.owner.partition("/")[2],
        company_id=body["company_id"],
        offer=Offer(*body["offer"]),
        offered_by=body["offered_by"],
        offered_at=from_text(body["offered_at"]),
        wake_at=_instant(body["wake_at"]),
        gone=body["gone"],
        version=int(item.version),
        head=item.head,
    )


def check_item(check: FileCheck, head: str, at: datetime) -> DocumentsItem:
    """Write a check of a file as stored; it stands in no list."""
    told, found = check.told, check.found
    return DocumentsItem(
        check.subject,
        "file-check",
        version=check.version,
        head=head,
        due_minute=_due(check.wake_at, at)[:16],
        due_at=_due(check.wake_at, at),
        body={
            "told": [told.format, told.size_bytes, told.sha256],
            "stage": str(check.stage),
            "wake_at": to_text(check.wake_at),
            "ends_at": to_text(check.ends_at),
            "tries": check.tries,
            "found": [found.finding, found.form, found.number] if found else None,
        },
    )


def check_from(item: DocumentsItem) -> FileCheck:
    """Read a check of a file from what is stored."""
    body: Mapping[str, Any] = item.body
    return FileCheck(
        id=item.owner.partition("/")[2],
        told=Told(*body["told"]),
        stage=Stage(body["stage"]),
        wake_at=from_text(body["wake_at"]),
        ends_at=from_text(body["ends_at"]),
        tries=body["tries"],
        found=Found(*body["found"]) if body["found"] else None,
        version=int(item.version),
        head=item.head,
    )


def _due(wake_at: datetime | None, at: datetime) -> str:
    # What is overdue already is filed under now: sweepers walk forward only.
    return to_text(max(wake_at, at)) if wake_at else ""


def _text(instant: datetime | None) -> str | None:
    return to_text(instant) if instant else None


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None
