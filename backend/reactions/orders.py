"""What an application and its pickup owe each other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend.kernel.events import Doing, Event
from backend.pickup.ports import Order
from backend.reactions.values import number
from backend.storage import ledger

if TYPE_CHECKING:
    from backend.wiring import City

# The events that say what came into somebody's hands, out of a machine or by mail.
GIVEN = (
    "pickup:pickup:dispensed",
    "pickup:pickup:stopped",
    "pickup:pickup:settled",
    "pickup:pickup:dispute-settled",
    "delivery:order:signed",
)


def issue_pickup(city: "City", event: Event, doing: Doing) -> None:
    """Make the pickup of an approved application."""
    data = event.data
    order = Order(
        pickup_id=str(data["pickup_id"]),
        application_id=str(data["application_id"]),
        company_id=str(data["company_id"]),
        collector_id=str(data["collector_id"]),
        kind=str(data["kind"]),
        count=number(data, "count"),
        site_id=str(data["site_id"]),
    )
    city.pickup.issue(order, doing)


def hand_over(city: "City", event: Event, doing: Doing) -> None:
    """Tell the application what was handed over."""
    out = number(event.data, "out")
    if out:
        application_id = str(event.data["application_id"])
        city.invoices.handed_over(application_id, out, source=event.id, doing=doing)


def give_back(city: "City", event: Event, doing: Doing) -> None:
    """Give quota back for what nobody fetches any more."""
    city.invoices.returning.give_back(
        str(event.data["application_id"]),
        number(event.data, "count"),
        reason=_why(event),
        source=event,
        doing=doing,
    )


def _why(event: Event) -> str:
    noun = "mail" if event.kind.startswith("delivery:") else "pickup"
    return f"{noun}-{event.kind.rsplit(':', 1)[1]}"


def owe_again(city: "City", event: Event, doing: Doing) -> None:
    """Let the application owe what a clerk did not find in the hand, or what came back by mail.

    Events may be told in any order, and a holding never falls below none: taken back before it
    was handed over, a sheet would be held for ever. So what its pickup or order gave before comes
    first.
    """
    for earlier in _before(event):
        if earlier.kind in GIVEN:
            hand_over(city, earlier, doing)
    city.invoices.returning.owe_again(
        str(event.data["application_id"]),
        number(event.data, "count"),
        reason=str(event.data["reason"]),
        source=event,
        doing=doing,
    )


def _before(event: Event) -> Iterator[Event]:
    cursor = None
    while True:
        page = ledger.history(event.subject, cursor)
        for one in page.items:
            if one.number >= event.number:
                return
            yield one
        cursor = page.next_cursor
        if cursor is None:
            return
