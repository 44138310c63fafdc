"""A person goes while the printer cannot tell what it did: the order is a clerk's at once."""

from dataclasses import dataclass

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules import dispensing
from backend.pickup.rules.pickup import Pickup, Reservation, State
from backend.pickup.service.grip import Grip
from backend.pickup.service.machine import Decision, MachineSide


@dataclass(frozen=True, slots=True)
class PartingSide:
    """Pickup as a kiosk sees it whose printer does not answer."""

    machine: MachineSide

    def part(self, grip: Grip, doing: Doing) -> Pickup:
        """Leave a service open; nothing of it is freed, and the same again changes nothing.

        The machine may still come back with what its printer says. Refuses `session-expired` (its
        key was taken away), `pickup-unknown`, and `reservation-over` before paper could move.
        """

        def decide(pickup: Pickup, held: Reservation) -> Decision | None:
            if pickup.state in (State.OPEN, State.DISPENSED):
                return None
            if pickup.state is not State.DISPENSING:
                raise Refusal("reservation-over")
            return (*dispensing.fall_silent(pickup, held, doing, "printer-unreachable"), ())

        return self.machine.act(grip, decide)
