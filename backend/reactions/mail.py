"""What goes by mail, comes back to a machine, arrives, or is given up."""

from typing import TYPE_CHECKING

from backend.delivery.service.orders import Approved
from backend.kernel.events import Doing, Event
from backend.pickup.ports import Order
from backend.reactions.values import number

if TYPE_CHECKING:
    from backend.wiring import City


def by_mail(event: Event) -> bool:
    """Tell whether an approval is to be sent."""
    return event.data.get("address_id") is not None


def at_machine(event: Event) -> bool:
    """Tell whether an approval is to be fetched."""
    return not by_mail(event)


def owe(city: "City", event: Event, doing: Doing) -> None:
    """Owe by mail what was approved so, or what a pickup that ended so did not hand over.

    A pickup may end so more than once, where a clerk let it yield sheets again: the order is named
    after the event. An approval's own event has no pickup behind it yet.
    """
    data = event.data
    ended = event.number if event.subject.startswith("pickup/") else 0
    approved = Approved(
        id=f"{data['pickup_id']}-{ended}",
        application_id=str(data["application_id"]),
        company_id=str(data["company_id"]),
        collector_id=str(data["collector_id"]),
        kind=str(data["kind"]),
        count=number(data, "count"),
        address_id=str(data["address_id"]),
    )
    city.delivery.orders.owe(approved, doing)


def issue_turned(city: "City", event: Event, doing: Doing) -> None:
    """Make the pickup of an order that is fetched at a machine after all."""
    data = event.data
    order = Order(
        pickup_id=str(data["pickup_id"]),
        application_id=str(data["application_id"]),
        company_id=str(data["company_id"]),
        collector_id=str(data["collector_id"]),
        kind=str(data["kind"]),
        count=number(data, "count"),
        site_id=str(data["at_site_id"]),
    )
    city.pickup.issue(order, doing)


def hand(city: "City", event: Event, doing: Doing) -> None:
    """Let the parcels of a confirmed list be with the carrier."""
    city.delivery.handing.follow(event.subject.removeprefix("handover/"), doing)
