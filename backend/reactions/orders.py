"""What an application and its pickup owe each other."""

from typing import TYPE_CHECKING

from backend.kernel.events import Doing, Event
from backend.pickup.ports import Order
from backend.reactions.values import number

if TYPE_CHECKING:
    from backend.wiring import City


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
        reason=f"pickup-{event.kind.rsplit(':', 1)[1]}",
        source=event,
        doing=doing,
    )


def owe_again(city: "City", event: Event, doing: Doing) -> None:
    """Let the application owe what a clerk did not find in the hand."""
    city.invoices.returning.owe_again(
        str(event.data["application_id"]),
        number(event.data, "count"),
        reason=str(event.data["reason"]),
        source=event,
        doing=doing,
    )
