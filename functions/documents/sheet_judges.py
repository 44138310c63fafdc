"""Who judges the invoices of a sheet: the dry run, which writes nothing, and who sends them.

Both act in the name of the person who asked, and by what that person may do now.
"""

import hashlib
import uuid
from dataclasses import dataclass

from backend.documents.rules.jobs import Job
from backend.einvoices.rules.issuing import refuse_failed
from backend.einvoices.service import EInvoicesService
from backend.kernel.clock import Clock
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from functions.documents.sheet_columns import Trouble
from functions.documents.sheet_drafts import draft_of, told, unlike
from functions.documents.sheet_work import Bundle, Verdict


@dataclass(frozen=True, slots=True)
class Checker:
    """Says of each invoice whether it could be issued after those before it (试运行)."""

    einvoices: EInvoicesService
    clock: Clock

    def judge(self, bundle: Bundle) -> Verdict:
        """Look at one invoice; every check that fails is told."""
        troubles = tuple(unlike(bundle.rows))
        if troubles:
            return Verdict(troubles=troubles)
        job = bundle.job
        try:
            seen = self.einvoices.preview(
                job.company_id,
                draft_of(bundle.rows),
                _doing(job, self.clock),
                beside_fen=bundle.before_fen,
            )
        except Refusal as refusal:
            return Verdict(troubles=(told(refusal, bundle.rows),))
        failed: list[Trouble] = []
        for check in seen.checks:
            try:
                refuse_failed(check)
            except Refusal as refusal:
                failed.append(told(refusal, bundle.rows))
        amount_fen = sum(line.amount_fen for line in seen.lines)
        return Verdict(troubles=tuple(failed), amount_fen=0 if failed else amount_fen)


@dataclass(frozen=True, slots=True)
class Sender:
    """Issues each invoice (批量开票), under an id that a repeat finds again."""

    einvoices: EInvoicesService
    clock: Clock

    def judge(self, bundle: Bundle) -> Verdict:
        """Issue one invoice; returns its number, or why it was not issued."""
        troubles = tuple(unlike(bundle.rows))
        if troubles:
            return Verdict(troubles=troubles)
        job = bundle.job
        try:
            invoice = self.einvoices.issue(
                job.company_id,
                invoice_id(bundle.upload_id, bundle.serial),
                draft_of(bundle.rows),
                _doing(job, self.clock),
            )
        except Refusal as refusal:
            return Verdict(troubles=(told(refusal, bundle.rows),))
        return Verdict(number=invoice.face.number, amount_fen=invoice.face.amount_fen)


def invoice_id(upload_id: str, serial: str) -> str:
    """Make the id of a sheet's invoice: the time of the upload, and a hash of file and serial.

    So a job that is taken up again, or asked for again with cells put right, finds what it sent.
    """
    made = bytearray(uuid.UUID(upload_id).bytes[:6])
    made += hashlib.sha256(f"{upload_id}/{serial}".encode()).digest()[:10]
    made[6], made[8] = 0x70 | made[6] & 0x0F, 0x80 | made[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(made)))


def _doing(job: Job, clock: Clock) -> Doing:
    return Doing(job.asked_by, clock.now(), f"job/{job.id}")
