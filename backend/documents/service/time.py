"""What time does to jobs, uploads and checks: the silent are called again, the old go."""

from dataclasses import dataclass

from backend.documents.ports import Files, Store
from backend.documents.rules import jobs, uploads
from backend.documents.rules.jobs import Job, State, Why
from backend.documents.service.file_checks import FileCheckSide
from backend.documents.service.keeping import Keeping
from backend.documents.service.working import tidy
from backend.kernel.conflicts import retried
from backend.kernel.events import Doing


@dataclass(frozen=True, slots=True)
class TimeSide:
    """The room as its sweeper sees it."""

    store: Store
    files: Files
    keeping: Keeping
    checks: FileCheckSide

    def pass_time(self, subject: str, doing: Doing) -> bool:
        """Do what is due on one job, upload or check; returns whether anything was.

        Raises `Conflict` when others kept writing it: what is due is still to be done then.
        """
        what, _, name = subject.partition("/")
        if what == "file-check":
            return self.checks.pass_time(name, doing)
        move = self._move_job if what == "job" else self._move_upload
        return retried(lambda: move(name, doing))

    def _move_job(self, job_id: str, doing: Doing) -> bool:
        job = self.store.find_job(job_id)
        if job is None or job.wake_at is None or job.wake_at > doing.at:
            return False
        if job.state.over:
            self._purge(job, doing)
            return True
        why = Why.SILENT if job.state is State.RUNNING else Why.UNHEARD
        after, event = jobs.give_back(job, why, doing)
        self.store.save_job(self.keeping.kept(after, doing), event)
        return True

    def _purge(self, job: Job, doing: Doing) -> None:
        # First the files, then the word: what is not said is done again.
        for name in job.names:
            self.files.delete(job.result_key(name))
        tidy(self.files, job)
        self.store.save_job(*jobs.purge(job, doing))

    def _move_upload(self, upload_id: str, doing: Doing) -> bool:
        upload = self.store.find_upload(upload_id)
        if upload is None or upload.wake_at is None or upload.wake_at > doing.at:
            return False
        self.files.delete(upload.key)
        self.store.save_upload(*uploads.throw_away(upload, doing))
        return True
