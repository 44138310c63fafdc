"""The check of a file by anybody: a ticket to send it, a look at it, the verdict for a while."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from backend.documents.ports import CheckStore, Doorkeeper, Files, Records
from backend.documents.rules import file_checks
from backend.documents.rules.file_checks import FileCheck, Found, Stage, Told
from backend.documents.rules.links import CheckTicket
from backend.documents.service.keeping import Keeping
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id as check_form

LINK_SECONDS = 300
_OF = "file-check"
UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FileCheckSide:
    """What anybody may ask of a file, what a worker does with it, and what time does."""

    store: CheckStore
    files: Files
    keeping: Keeping
    doorkeeper: Doorkeeper
    records: Records

    def offer(self, check_id: str, told: Told, address: str, doing: Doing) -> CheckTicket:
        """Get leave to send a file; a repeat gets a fresh link to the same place.

        Refuses `id-malformed`, those of `file_checks.check_told`, `file-check-exists-differently`,
        `tries-too-many` (this address), `file-check-unknown` once it was asked for.
        """
        check_form(check_id)
        largest = self.keeping.number("bytes", _OF, doing)
        file_checks.check_told(told, largest_bytes=largest)

        def attempt() -> FileCheck:
            found = self.store.find_check(check_id)
            if found is not None:
                if found.told != told:
                    raise Refusal("file-check-exists-differently")
                return found
            self.doorkeeper.admit("file-check", address, doing.at)
            check, event = file_checks.offer(check_id, told, kept=self._kept(doing), doing=doing)
            self.store.save_check(check, event)
            return check

        check = retried(attempt)
        if check.stage is not Stage.OFFERED or check.ends_at <= doing.at:
            raise Refusal("file-check-unknown")
        link = self.files.upload_link(
            check.key,
            size_bytes=told.size_bytes,
            content_type=check.content_type,
            sha256=told.sha256,
            seconds=LINK_SECONDS,
        )
        end = doing.at + timedelta(seconds=LINK_SECONDS)
        return CheckTicket(link.url, dict(link.headers), end)

    def ask(self, check_id: str, doing: Doing) -> FileCheck:
        """Have a file that was sent looked at; a repeat returns the check as it is.

        Refuses `file-check-unknown`, `file-check-missing`, `file-check-differs`.
        """

        def attempt() -> FileCheck:
            check = self._found(check_id, doing)
            if check.stage is not Stage.OFFERED:
                return check
            stored = self.files.find(check.key)
            if stored is None:
                raise Refusal("file-check-missing")
            told = check.told
            if stored.size_bytes != told.size_bytes or stored.sha256 not in (None, told.sha256):
                raise Refusal("file-check-differs")
            after, event = file_checks.ask(check, doing)
            self.store.save_check(after, event)
            return after

        return retried(attempt)

    def get(self, check_id: str, doing: Doing) -> tuple[FileCheck, str | None]:
        """Tell how far a check is, and of a file of ours the state of its record now.

        The number of a changed file is only its own word, so nothing is told of that record.
        Refuses `file-check-unknown`.
        """
        check = self._found(check_id, doing)
        found = check.found
        if found is None or found.finding != UNCHANGED or found.number is None:
            return check, None
        return check, self.records.standing(found.number) or "unknown"

    def judge(self, check_id: str, look: Callable[[bytes], Found], doing: Doing) -> bool:
        """Look at a file that is waiting, keep what it is, and throw it away.

        Returns whether it was looked at; a repeat does nothing.
        """

        def attempt() -> bool:
            check = self.store.find_check(check_id)
            if check is None or check.stage is not Stage.ASKED:
                return False
            body = b"".join(self.files.read(check.key))
            if hashlib.sha256(body).hexdigest() != check.told.sha256:
                raise LookupError(f"another file under {check.key}")
            kept = self._kept(doing)
            after, event = file_checks.judge(check, look(body), kept=kept, doing=doing)
            self.store.save_check(after, event)
            self.files.delete(check.key)
            return True

        return retried(attempt)

    def pass_time(self, check_id: str, doing: Doing) -> bool:
        """Call again what nobody looked at, and forget what is over."""

        def attempt() -> bool:
            check = self.store.find_check(check_id)
            if check is None or check.wake_at > doing.at:
                return False
            if file_checks.is_heard_again(check, doing):
                self.store.save_check(*file_checks.ask(check, doing))
                return True
            # First the file, then the row: what still stands there is done again.
            self.files.delete(check.key)
            self.store.drop_check(check, file_checks.forgotten(check, doing))
            return True

        return retried(attempt)

    def _found(self, check_id: str, doing: Doing) -> FileCheck:
        check = self.store.find_check(check_id)
        if check is None or check.ends_at <= doing.at:
            raise Refusal("file-check-unknown")
        return check

    def _kept(self, doing: Doing) -> timedelta:
        return timedelta(minutes=self.keeping.number("kept-minutes", _OF, doing))
