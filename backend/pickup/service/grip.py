"""What a machine holds on to: the service it speaks of, by reservation, name, number and key."""

from dataclasses import dataclass

from backend.kernel.errors import Refusal
from backend.pickup.ports import Machines
from backend.pickup.rules import dispensing
from backend.pickup.rules.pickup import Pickup, Reservation


@dataclass(frozen=True, slots=True)
class Grip:
    """Which reservation a machine speaks of; `jkt` is the key it signed with, if it did."""

    pickup_id: str
    reservation_id: str
    kiosk_id: str
    fencing: int
    jkt: str | None = None

    def check_key(self, machines: Machines) -> None:
        """Refuse `session-expired`: a token outlives its key, whose word counts no more."""
        if self.jkt is not None and not machines.knows(self.kiosk_id, self.jkt):
            raise Refusal("session-expired")

    def own(self, pickup: Pickup) -> Reservation:
        """Return the reservation it speaks of; refuses `reservation-over`."""
        return dispensing.own(
            pickup,
            reservation_id=self.reservation_id,
            kiosk_id=self.kiosk_id,
            fencing=self.fencing,
        )
