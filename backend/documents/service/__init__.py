"""The verbs of the documents room for people: send a file, ask for a job, watch it, fetch it."""

from collections.abc import Collection
from datetime import timedelta

from backend.documents.ports import Authority, Files, Store, Taxpayers
from backend.documents.rules import jobs, kinds, uploads
from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import Ask
from backend.documents.rules.links import Fetch, Ticket
from backend.documents.rules.uploads import Offer, Upload
from backend.documents.service.keeping import Keeping
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import check_id
from backend.kernel.pages import Page

UPLOAD_LINK_SECONDS = 900
# So long before an upload is thrown away nobody gets leave to send it: a link lives, and a file
# takes its time to arrive; what arrived after that would lie there for ever.
_NO_MORE_LINKS = timedelta(seconds=2 * UPLOAD_LINK_SECONDS)
DOWNLOAD_LINK_SECONDS = 120


class DocumentsService:
    """What people ask for that takes longer, or is larger, than a request may be."""

    def __init__(
        self,
        *,
        store: Store,
        files: Files,
        taxpayers: Taxpayers,
        keeping: Keeping,
        open_kinds: Collection[str] = tuple(kinds.KINDS),
    ) -> None:
        self._store, self._files, self._taxpayers = store, files, taxpayers
        self._keeping, self._open = keeping, frozenset(open_kinds)

    def offer(self, company_id: str, upload_id: str, offer: Offer, doing: Doing) -> Ticket:
        """Get leave to send a file; a repeat gets a fresh link to the same place.

        Refuses `id-malformed`, `company-unknown`, `upload-exists-differently`, those of
        `uploads.check`, `upload-gone`.
        """
        check_id(upload_id)
        self._check_acts(company_id, doing)
        largest = self._keeping.number("sheet-bytes", "invoices", doing)

        def attempt() -> Upload:
            found = self._store.find_upload(upload_id)
            if found is not None:
                if found.company_id != company_id or found.offer != offer:
                    raise Refusal("upload-exists-differently")
                return found
            uploads.check(offer, largest_bytes=largest)
            until = self._keeping.until("upload", doing)
            upload, event = uploads.offered(upload_id, company_id, offer, until=until, doing=doing)
            self._store.save_upload(upload, event)
            return upload

        upload = retried(attempt)
        if upload.wake_at is None or doing.at > upload.wake_at - _NO_MORE_LINKS:
            raise Refusal("upload-gone")
        link = self._files.upload_link(
            upload.key,
            size_bytes=offer.size_bytes,
            content_type=upload.content_type,
            sha256=offer.sha256,
            seconds=UPLOAD_LINK_SECONDS,
        )
        end = doing.at + timedelta(seconds=UPLOAD_LINK_SECONDS)
        return Ticket(upload, link.url, dict(link.headers), end)

    def ask(self, company_id: str, job_id: str, ask: Ask, doing: Doing) -> Job:
        """Ask for a job; a repeat returns it as it is today, whatever the limits are by then.

        Refuses `id-malformed`, `company-unknown`, `job-exists-differently`, those of `kinds.check`,
        `job-kind-closed`; for what issues `issuer-not-real-name`,
        `issuer-not-authorised`; `upload-unknown`, `upload-gone`, `upload-missing`,
        `upload-differs`.
        """
        check_id(job_id)
        authority = self._check_acts(company_id, doing)

        def attempt() -> Job:
            found = self._store.find_job(job_id)
            if found is not None:
                if found.request_hash != ask.hash_for(company_id):
                    raise Refusal("job-exists-differently")
                return found
            self._check_ask(ask, doing)
            if ask.kind.issues:
                _check_issues(authority)
            if ask.upload_id:
                self._check_arrived(company_id, ask.upload_id)
            undo = self._keeping.undo(ask, doing)
            job, event = jobs.ask_for(job_id, company_id, ask, undo=undo, doing=doing)
            self._store.save_job(job, event, ask)
            return job

        return retried(attempt)

    def get_job(self, company_id: str, job_id: str, doing: Doing) -> Job:
        """Show a job; refuses `company-unknown`, `job-unknown`."""
        self._check_acts(company_id, doing)
        return self._owned(company_id, job_id)

    def list_jobs(self, company_id: str, cursor: str | None, limit: int, doing: Doing) -> Page[Job]:
        """List a company's jobs, newest first; refuses `company-unknown`, `cursor-malformed`."""
        self._check_acts(company_id, doing)
        return self._store.list_jobs(company_id, cursor, limit)

    def cancel(self, company_id: str, job_id: str, doing: Doing) -> Job:
        """Take a job back; a repeat returns it unchanged, and so does one that is ending.

        Whoever works on it notices with the next step it saves. What may have issued ends once it
        has told what. Refuses `company-unknown`, `job-unknown`, `job-over`.
        """
        self._check_acts(company_id, doing)

        def attempt() -> Job:
            job = self._owned(company_id, job_id)
            if job.state is jobs.State.CANCELLED or (job.closing and not job.state.over):
                return job
            after, event = jobs.cancel(job, doing)
            after = self._keeping.kept(after, doing)
            self._store.save_job(after, event)
            return after

        return retried(attempt)

    def fetch(self, company_id: str, job_id: str, name: str, doing: Doing) -> Fetch:
        """Get leave to fetch a result; refuses `company-unknown`, `job-unknown`, `file-unknown`."""
        self._check_acts(company_id, doing)
        job = self._owned(company_id, job_id)
        found = next((one for one in job.results if one.name == name), None)
        if found is None:
            raise Refusal("file-unknown")
        url = self._files.download_link(
            job.result_key(name),
            name=name,
            content_type=found.content_type,
            seconds=DOWNLOAD_LINK_SECONDS,
        )
        return Fetch(url, doing.at + timedelta(seconds=DOWNLOAD_LINK_SECONDS))

    def history(
        self, company_id: str, job_id: str, *, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Event]:
        """Tell what happened to a job; refuses `company-unknown`, `job-unknown`."""
        self._check_acts(company_id, doing)
        self._owned(company_id, job_id)
        return self._store.history(job_id, cursor, limit)

    def _check_acts(self, company_id: str, doing: Doing) -> Authority:
        person = doing.actor.partition("/")[2]
        authority = self._taxpayers.authority(person, company_id, doing.at)
        if authority is None:
            raise Refusal("company-unknown")
        return authority

    def _check_ask(self, ask: Ask, doing: Doing) -> None:
        kinds.check(
            ask,
            most_invoices=self._keeping.number("zip-invoices", "batch-zip", doing),
            most_fixes=self._keeping.number("sheet-fixes", "invoices", doing),
        )
        if ask.what not in self._open:
            raise Refusal("job-kind-closed", field="/what", what=ask.what)

    def _owned(self, company_id: str, job_id: str) -> Job:
        job = self._store.find_job(job_id)
        if job is None or job.company_id != company_id:
            raise Refusal("job-unknown")
        return job

    def _check_arrived(self, company_id: str, upload_id: str) -> None:
        upload = self._store.find_upload(upload_id)
        if upload is None or upload.company_id != company_id:
            raise Refusal("upload-unknown", field="/upload_id")
        stored = self._files.find(upload.key)
        uploads.check_arrived(
            upload,
            size_bytes=stored.size_bytes if stored else None,
            sha256=stored.sha256 if stored else None,
        )


def _check_issues(authority: Authority) -> None:
    if not authority.real_name_verified:
        raise Refusal("issuer-not-real-name")
    if not authority.invoice_agent:
        raise Refusal("issuer-not-authorised")
