"""Who judges the invoices of a sheet: the dry run, which writes nothing, and who sends them.

Both act in the name of the person who asked, and by what that person may do now.
"""

from dataclasses import dataclass

from backend.documents.rules.failures import Fault
from backend.documents.rules.jobs import Job
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.issuing import refuse_failed
from backend.einvoices.service import EInvoicesService
from backend.kernel.clock import Clock
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from functions.documents.sheet_columns import Trouble
from functions.documents.sheet_drafts import draft_of, told, unlike
from functions.documents.sheet_serials import Serials, invoice_id
from functions.documents.sheet_work import Bundle, Verdict

TURNS = 10  # of six tries each


@dataclass(frozen=True, slots=True)
class Checker:
    """Says of each invoice whether it could be issued after those before it (试运行)."""

    einvoices: EInvoicesService
    clock: Clock
    serials: Serials

    def judge(self, bundle: Bundle) -> Verdict:
        """Look at one invoice; every check that fails is told, and what was issued already."""
        troubles = tuple(unlike(bundle.rows))
        if troubles:
            return Verdict(troubles=troubles)
        before = self.serials.before(bundle)
        if before is not None:
            return before
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
    """Issues each invoice (批量开票) whose serial has issued none yet."""

    einvoices: EInvoicesService
    clock: Clock
    serials: Serials

    def judge(self, bundle: Bundle) -> Verdict:
        """Issue one invoice; returns its number, or why it was not issued."""
        troubles = tuple(unlike(bundle.rows))
        if troubles:
            return Verdict(troubles=troubles)
        before = self.serials.before(bundle)
        if before is not None:
            return before
        job, draft = bundle.job, draft_of(bundle.rows)

        def issue() -> Invoice:
            doing = _doing(job, self.clock)
            return self.einvoices.issue(job.company_id, invoice_id(bundle), draft, doing)

        try:
            # Another sending of the company may take each number before us; both get on.
            invoice = retried(issue, TURNS)
        except Refusal as refusal:
            return Verdict(troubles=(told(refusal, bundle.rows),))
        return Verdict(number=invoice.face.number, amount_fen=invoice.face.amount_fen)


@dataclass(frozen=True, slots=True)
class Closer:
    """Says of the invoices of a sending that was stopped what became of each."""

    serials: Serials

    def judge(self, bundle: Bundle) -> Verdict:
        """Tell the number of one that was issued all the same, else that it was not sent."""
        troubles = tuple(unlike(bundle.rows))
        before = None if troubles else self.serials.before(bundle)
        if before is not None:
            return before
        left = (Trouble(row.number, "serial", Fault.NOT_SENT, {}) for row in bundle.rows)
        return Verdict(troubles=troubles or tuple(left))


def _doing(job: Job, clock: Clock) -> Doing:
    return Doing(job.asked_by, clock.now(), f"job/{job.id}")
