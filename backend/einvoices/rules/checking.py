"""The public check (发票查验, §2.12): number, date and total against our records, and nothing more.

The answer tells what was asked and no other fact of an invoice: one verdict for any mismatch, and
the state only to who knows date and total.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.einvoices.rules.invoices import Invoice, State
from backend.kernel import periods
from backend.kernel.codes import check_e_invoice_number
from backend.kernel.errors import Refusal
from backend.kernel.parameters import Parameters


class Verdict(StrEnum):
    """What a check says."""

    MATCHES = "matches"  # 一致
    PARTLY_REVERSED = "partly-reversed"  # 已红冲（部分）
    REVERSED = "reversed"  # 已红冲（全部）
    DIFFERS = "differs"  # 不一致
    UNKNOWN = "unknown"  # 查无此票


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody reads off a face: number, date of issue, total with tax (价税合计)."""

    number: str
    issued_on: date
    total_fen: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an invoice was checked on a day; no state of the business, so without a ledger."""

    number: str
    day: date
    count: int = 0
    version: int = 0


def check_asked(asked: Asked, today: date, parameters: Parameters) -> Asked:
    """Take a question from outside.

    Refuses `e-invoice-number-malformed`, `check-date-future`, `check-too-old` {years}.
    """
    number = check_e_invoice_number(asked.number).number
    if asked.issued_on > today:
        raise Refusal("check-date-future", field="/issued_on")
    years = parameters.number("check", "years", today)
    if asked.issued_on < periods.add_months(today, -12 * years):
        raise Refusal("check-too-old", field="/issued_on", years=years)
    return Asked(number, asked.issued_on, asked.total_fen)


def count(tally: Tally, parameters: Parameters) -> Tally:
    """Count one more check of an invoice today; refuses `checks-too-many` {most}."""
    most = parameters.number("check", "per-day", tally.day)
    if tally.count >= most:
        raise Refusal("checks-too-many", most=most)
    return Tally(tally.number, tally.day, tally.count + 1, tally.version + 1)


def verdict(asked: Asked, invoice: Invoice | None) -> Verdict:
    """Compare a question with the record."""
    if invoice is None:
        return Verdict.UNKNOWN
    face = invoice.face
    if periods.day_of(face.issued_at) != asked.issued_on or face.total_fen != asked.total_fen:
        return Verdict.DIFFERS
    match invoice.state:
        case State.ISSUED:
            return Verdict.MATCHES
        case State.PARTLY_REVERSED:
            return Verdict.PARTLY_REVERSED
        case State.REVERSED:
            return Verdict.REVERSED
