"""A person goes while the printer cannot tell what it did: the order is a clerk's at once."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Machines, Store
from backend.pickup.rules import dispensing
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.service.machine import Grip


@dataclass(frozen=True, slots=True)
class PartingSide:
    """Pickup as a kiosk sees it whose printer does not answer."""

    store: Store
    machines: Machines

    def part(self, grip: Grip, doing: Doing) -> Pickup:
        """Leave a service open; nothing of it is freed, and the same again changes nothing.

        The machine may still come back with what its printer says. Refuses `session-expired` (its
        key was taken away), `pickup-unknown`, and `reservation-over` before paper could move.
        """
        if grip.jkt is not None and not self.machines.knows(grip.kiosk_id, grip.jkt):
            raise Refusal("session-expired")

        def attempt() -> Pickup:
            pickup = self.store.find(grip.pickup_id)
            if pickup is None:
                raise Refusal("pickup-unknown")
            held = dispensing.own(
                pickup,
                reservation_id=grip.reservation_id,
                kiosk_id=grip.kiosk_id,
                fencing=grip.fencing,
            )
            if pickup.state in (State.OPEN, State.DISPENSED):
                return pickup
            if pickup.state is not State.DISPENSING:
                raise Refusal("reservation-over")
            step = dispensing.fall_silent(pickup, held, doing, "printer-unreachable")
            self.store.save(*step)
            return step[0]

        return retried(attempt)
