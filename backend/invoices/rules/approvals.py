"""What a company may take of one kind (票种核定): the four limits, the supply method, the dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.invoices.rules.kinds import Kind
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.parameters import Parameters

LARGEST_LIMIT = 99_999
LARGEST_SHEET_FEN = 99_999_999_999


class SupplyMethod(StrEnum):
    """How new paper follows old (领票方式)."""

    VERIFY_OLD = "verify-old"  # 验旧领新
    EXCHANGE_OLD = "exchange-old"  # 交旧领新
    BATCH = "batch"  # 批量供应


@dataclass(frozen=True, slots=True)
class Terms:
    """The content of an approval; both days are inclusive, None stands open."""

    max_per_sheet_fen: int
    max_per_month: int
    max_per_time: int
    max_holding: int
    supply_method: SupplyMethod
    effective_from: date
    effective_to: date | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether the approval holds on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Approval:
    """The approval of one kind for one company, as it is today."""

    company_id: str
    kind: Kind
    terms: Terms
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"approval/{self.company_id}/{self.kind}"


def grant(
    company_id: str,
    kind: Kind,
    terms: Terms,
    *,
    before: Approval | None,
    reason: str,
    doing: Doing,
    seen_version: int | None = None,
) -> tuple[Approval, Event]:
    """Approve a kind, or change what was approved by whoever says which version they saw.

    Refuses `approval-limit-malformed` (a limit is not a positive number in range), then
    `approval-dates-reversed`, `request-malformed` (no reason), `approval-exists-differently` (no
    version seen), `approval-changed-meanwhile` (another one).
    """
    _check(terms)
    if not reason.strip():
        raise Refusal("request-malformed", field="/reason")
    _check_seen(before, seen_version)
    version = before.version + 1 if before else 1
    head = before.head if before else ""
    approval = Approval(company_id, kind, terms, version, head)
    verb = "granted" if before is None else "changed"
    data: dict[str, object] = {
        "company_id": company_id,
        "kind": str(kind),
        "max_per_sheet_fen": terms.max_per_sheet_fen,
        "max_per_month": terms.max_per_month,
        "max_per_time": terms.max_per_time,
        "max_holding": terms.max_holding,
        "supply_method": str(terms.supply_method),
        "effective_from": terms.effective_from.isoformat(),
        "effective_to": terms.effective_to.isoformat() if terms.effective_to else None,
        "reason": reason,
    }
    name = f"invoices:approval:{verb}"
    event = doing.event(approval.subject, version, name, **data)
    return approval, event


def first_terms(kind: Kind, day: date, parameters: Parameters) -> Terms:
    """Return what a new company gets of a kind without an inspection (dated parameters)."""
    per_month = parameters.number("first-per-month", kind, day)
    return Terms(
        max_per_sheet_fen=parameters.number("first-per-sheet-fen", kind, day),
        max_per_month=per_month,
        max_per_time=per_month,
        max_holding=per_month,
        supply_method=SupplyMethod.VERIFY_OLD,
        effective_from=day,
    )


def _check(terms: Terms) -> None:
    limits = {
        "max_per_sheet_fen": (terms.max_per_sheet_fen, LARGEST_SHEET_FEN),
        "max_per_month": (terms.max_per_month, LARGEST_LIMIT),
        "max_per_time": (terms.max_per_time, LARGEST_LIMIT),
        "max_holding": (terms.max_holding, LARGEST_LIMIT),
    }
    for name, (value, largest) in limits.items():
        if not 1 <= value <= largest:
            raise Refusal("approval-limit-malformed", field=f"/{name}", largest=largest)
    if terms.effective_to is not None and terms.effective_to < terms.effective_from:
        raise Refusal("approval-dates-reversed", field="/effective_to")


def _check_seen(before: Approval | None, seen_version: int | None) -> None:
    if before is None or before.version == seen_version:
        return
    if seen_version is None:
        raise Refusal("approval-exists-differently", kind=str(before.kind))
    raise Refusal("approval-changed-meanwhile", field="/version")
