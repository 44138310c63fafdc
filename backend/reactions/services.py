"""What becomes of a service whose machine was cut off, and of a machine that left one open."""

from typing import TYPE_CHECKING

from backend.invoices.rules.kinds import Kind
from backend.kernel.events import Doing, Event
from backend.pickup.rules.pickup import State

if TYPE_CHECKING:
    from backend.wiring import City

_LOOKS = 4  # a service that ends while it is looked at is looked at again


def cut_off(city: "City", event: Event, doing: Doing) -> None:
    """End at once what a machine was doing when its key was taken away.

    A machine that is only taken out of service keeps its key and finishes the order under way.
    """
    kiosk_id = str(event.data["kiosk_id"])
    for pickup_id in _begun(city, str(event.data["site_id"]), kiosk_id):
        city.pickup_time.cut_off(pickup_id, kiosk_id, doing, lost_at=event.at)


def watch_service(city: "City", event: Event, doing: Doing) -> None:
    """Note at a machine whether a service of its waits for a clerk.

    Looked at once more after a change, so that whoever comes late leaves no old truth behind.
    """
    kiosk_id = str(event.data["kiosk_id"])
    machine = city.kiosks.serving(kiosk_id)
    if event.kind != "pickup:pickup:opened" and not machine.held_up:
        return
    for _ in range(_LOOKS):
        held_up = _is_held_up(city, machine.site_id, kiosk_id)
        if not city.kiosks.hold_up(kiosk_id, held_up, doing):
            return


def _is_held_up(city: "City", site_id: str, kiosk_id: str) -> bool:
    begun = (city.pickup.store.find(one) for one in _begun(city, site_id, kiosk_id))
    return any(one is not None and one.state is State.OPEN for one in begun)


def _begun(city: "City", site_id: str, kiosk_id: str) -> list[str]:
    kinds = [kind.value for kind in Kind]
    inside = city.stockroom.cassettes(site_id, kiosk_id, kinds).values()
    return [one.binding.pickup_id for one in inside if one.binding and one.binding.begun]
