"""Whether a company's serial has issued an invoice before: so no sheet issues anything twice.

The id of an invoice is made of the company, the serial, and the ten days in which its job was asked
for. So what a serial issued is found again whatever file it comes in: the job taken up again, the
same sheet sent again, or the sheet that somebody mended at home. A serial is held for as many days
as the parameter says; then it may be given to another invoice.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backend.documents.rules.failures import Fault
from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import Ask
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.service import EInvoicesService
from backend.kernel.clock import Clock
from functions.documents.sheet_columns import Trouble
from functions.documents.sheet_drafts import draft_of
from functions.documents.sheet_work import Bundle, Verdict

STRETCH = timedelta(days=10)
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Serials:
    """What the serials of a company have issued; `asked` tells what another job was to do."""

    einvoices: EInvoicesService
    clock: Clock
    asked: Callable[[str], Ask | None]
    held_days: Callable[[Job], int]

    def before(self, bundle: Bundle) -> Verdict | None:
        """Say what the serial of some rows has issued already; None where it is free.

        The same rows of the same upload are told their number. Those of another file get
        `row-issued-already`, and rows that say something else `row-serial-used`.
        """
        found = self._found(bundle)
        if found is None:
            return None
        number, job = found.face.number, bundle.job
        if found.request_hash != draft_of(bundle.rows).hash_for(job.company_id):
            told = {"serial": bundle.serial, "number": number, "days": self.held_days(job)}
            return Verdict(troubles=(_trouble(bundle.rows[0].number, Fault.SERIAL_USED, told),))
        if self._of_upload(found) == bundle.upload_id:
            return Verdict(number=number)
        told = {"number": number}
        troubles = tuple(_trouble(row.number, Fault.ISSUED, told) for row in bundle.rows)
        return Verdict(number=number, troubles=troubles)

    def _found(self, bundle: Bundle) -> Invoice | None:
        job = bundle.job
        since = job.asked_at - timedelta(days=self.held_days(job))
        until = max(self.clock.now(), job.asked_at)
        ids = [
            _id(job.company_id, bundle.serial, n)
            for n in range(_stretch(since), _stretch(until) + 1)
        ]
        own = invoice_id(bundle)
        for invoice in self.einvoices.find_issued(job.company_id, ids):
            if invoice.id == own or invoice.face.issued_at >= since:
                return invoice
        return None

    def _of_upload(self, invoice: Invoice) -> str | None:
        kind, _, job_id = self.einvoices.issued_from(invoice).partition("/")
        ask = self.asked(job_id) if kind == "job" else None
        return ask.upload_id if ask else None


def invoice_id(bundle: Bundle) -> str:
    """Make the id of a sheet's invoice; a job that is taken up again makes the same one."""
    job = bundle.job
    return _id(job.company_id, bundle.serial, _stretch(job.asked_at))


def _stretch(at: datetime) -> int:
    return (at - _FIRST) // STRETCH


def _id(company_id: str, serial: str, stretch: int) -> str:
    begins_ms = int((_FIRST + stretch * STRETCH).timestamp()) * 1000
    made = bytearray(begins_ms.to_bytes(6, "big"))
    made += hashlib.sha256(f"{company_id}/{stretch}/{serial}".encode()).digest()[:10]
    made[6], made[8] = 0x70 | made[6] & 0x0F, 0x80 | made[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(made)))


def _trouble(row: int, fault: Fault, told: dict[str, object]) -> Trouble:
    return Trouble(row, "serial", fault, told)
