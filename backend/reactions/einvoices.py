"""What becomes of an application for another quota, and of numbers when a company closes."""

from typing import TYPE_CHECKING

from backend.counter.rules import Why
from backend.kernel.events import Doing, Event

if TYPE_CHECKING:
    from backend.wiring import City

# Registration states (纳税人状态) that are an end: deregistered, also while it was not normal.
_CLOSED = ("07", "08")


def open_adjustment(city: "City", event: Event, doing: Doing) -> None:
    """Open a case for a quota that is asked for, due by the promised day."""
    adjustment_id = event.subject.removeprefix("quota-adjustment/")
    adjustment = city.einvoice_quota.get_adjustment(adjustment_id)
    keys = ("wanted_fen", "quota_fen", "lasting", "month")
    asked = Why("quota-asked", {key: event.data[key] for key in keys})
    failed = (check for check in adjustment.checks if not check.passed)
    case = city.counter.open_case(
        event,
        "quota",
        adjustment_id,
        why=(asked, *(Why(check.reason or check.code, check.inputs) for check in failed)),
        promised_at=adjustment.promised_at,
        doing=doing,
    )
    if adjustment.state != "applied":
        # It was taken back before this reaction ran.
        city.counter.withdraw(case.id, str(adjustment.state), doing)


def resolve_adjustment(city: "City", event: Event, doing: Doing) -> None:
    """Close the case of an application that was taken back."""
    adjustment_id = event.subject.removeprefix("quota-adjustment/")
    city.counter.resolve("quota", adjustment_id, event, doing)


def skip_numbers(city: "City", event: Event, doing: Doing) -> None:
    """Record the numbers that a closed company has left as skipped."""
    company_id, status = str(event.data["company_id"]), str(event.data["value"])
    city.einvoices.numbering.close(company_id, f"status-{status}", doing)


def closes(event: Event) -> bool:
    """Tell whether a fact says that a company is deregistered (注销)."""
    return event.data["name"] == "status" and event.data["value"] in _CLOSED
