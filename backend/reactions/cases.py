"""What becomes of cases: opened by what a room cannot decide, closed by what ends it."""

from typing import TYPE_CHECKING

from backend.counter.rules import Why
from backend.kernel.clock import to_text
from backend.kernel.events import Doing, Event
from backend.reactions.journals import skew
from backend.storage import ledger

if TYPE_CHECKING:
    from backend.wiring import City


def open_application(city: "City", event: Event, doing: Doing) -> None:
    """Open a case for an application that the rules refer to a person."""
    application_id = event.subject.removeprefix("application/")
    application = city.invoices.find_application(application_id)
    if application is None:
        raise LookupError(event.subject)
    why = tuple(
        Why(check.reason or check.code, check.inputs)
        for check in application.checks
        if not check.passed
    )
    case = city.counter.open_case(event, "application", application_id, why=why, doing=doing)
    if application.state != "referred":
        # It was withdrawn before this reaction ran.
        city.counter.withdraw(case.id, str(application.state), doing)


def resolve_application(city: "City", event: Event, doing: Doing) -> None:
    """Close the case of an application that was withdrawn."""
    application_id = event.subject.removeprefix("application/")
    city.counter.resolve("application", application_id, event, doing)


def open_pickup(city: "City", event: Event, doing: Doing) -> None:
    """Open a case for a service whose machine fell silent."""
    keys = ("kiosk_id", "site_id", "confirmed", "count", "serials")
    why = Why(str(event.data["reason"]), {key: event.data[key] for key in keys})
    _open_pickup(city, event, why, doing)


def _open_pickup(city: "City", event: Event, why: Why, doing: Doing) -> None:
    pickup_id = event.subject.removeprefix("pickup/")
    # An earlier silence that the machine came back from is over with this one.
    city.counter.resolve("pickup", pickup_id, event, doing)
    case = city.counter.open_case(event, "pickup", pickup_id, why=(why,), doing=doing)
    if not city.pickup.is_open(pickup_id, event.number):
        # The machine was back before this reaction ran: there is nothing left to decide.
        city.counter.withdraw(case.id, "resumed", doing)


def open_shortfall(city: "City", event: Event, doing: Doing) -> None:
    """Open a case for sheets that somebody says were missing."""
    keys = ("kiosk_id", "site_id", "has", "count", "note", "handed_at", "serials")
    why = (Why("sheets-reported-missing", {key: event.data[key] for key in keys}),)
    pickup_id = event.subject.removeprefix("pickup/")
    city.counter.open_case(event, "shortfall", pickup_id, why=why, doing=doing)


def open_retracted(city: "City", event: Event, doing: Doing) -> None:
    """Open a case for sheets that nobody took from the tray and the machine took back.

    Where a report of the same service waits they join its case. One story has one case.
    """
    keys = ("kiosk_id", "site_id", "has", "count", "handed_at", "retracted", "retracted_count")
    why = Why("paper-retracted", {key: event.data[key] for key in keys} | {"number": event.number})
    pickup_id, joins = event.subject.removeprefix("pickup/"), event.data.get("joins")
    if isinstance(joins, int):
        # Told late, it finds a decision carried out that left nothing of it open.
        if not city.pickup.report_waits(pickup_id, joins):
            return
        # The case may not stand yet, where this is told before what opened it: it is the same.
        open_shortfall(city, _opening(event, joins), doing)
        case_id = f"shortfall-{pickup_id}-{joins}"
        city.counter.join(case_id, why, event.number, doing)
        if not city.pickup.report_waits(pickup_id, joins):
            city.counter.withdraw(case_id, "report-closed", doing)
    else:
        city.counter.open_case(event, "retracted", pickup_id, why=(why,), doing=doing)


def leaves_doubt(event: Event) -> bool:
    """Tell whether a machine took back what nobody had decided of yet."""
    return bool(event.data["retracted"])


def open_disputed(city: "City", event: Event, doing: Doing) -> None:
    """Open a case for a journal that tells of what was not allowed.

    Where the pickup waits for a clerk because of it, its case is the pickup's own; where it waits
    already, the dispute joins that case. One story has one case.
    """
    pickup_id = event.subject.removeprefix("pickup/")
    why = _disputed(city, event)
    joins = event.data.get("joins")
    if event.data["opens"]:
        _open_pickup(city, event, why, doing)
    elif isinstance(joins, int):
        _case_of(city, _opening(event, joins), doing)
        city.counter.join(f"pickup-{pickup_id}-{joins}", why, event.number, doing)
    else:
        city.counter.open_case(event, "dispute", pickup_id, why=(why,), doing=doing)


def _opening(event: Event, joins: int) -> Event:
    opening = ledger.find(event.subject, joins)
    if opening is None:
        raise LookupError(f"{event.subject}#{joins}")
    return opening


def _case_of(city: "City", opening: Event, doing: Doing) -> None:
    # The case may not stand yet, where this is told before what opened it: it is the same.
    if opening.kind == "pickup:pickup:disputed":
        open_disputed(city, opening, doing)
    else:
        open_pickup(city, opening, doing)


def _disputed(city: "City", event: Event) -> Why:
    keys = (
        *("kiosk_id", "site_id", "confirmed", "count", "serials"),
        *("cause", "reservation_id", "apart", "told", "books"),
    )
    told = {key: event.data[key] for key in keys if key in event.data}
    told |= {"number": event.number, "received_at": to_text(event.at)}
    return Why(str(event.data["reason"]), told | skew(city, str(event.data["kiosk_id"])))


def resolve_pickup(city: "City", event: Event, doing: Doing) -> None:
    """Close the case of a pickup that settled itself."""
    city.counter.resolve("pickup", event.subject.removeprefix("pickup/"), event, doing)


def resumed(event: Event) -> bool:
    """Tell whether a sheet ends a silence: sheets are many, only that one is worth a mark."""
    return event.data.get("resumed") is True
