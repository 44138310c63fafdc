"""What time does to pickups: reservations lapse, silence opens a case, orders end in time."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.pickup.ports import Stockroom, Store
from backend.pickup.rules import acts, dispensing, ending
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.service.moving import freed, still_as_read, up_to_date


@dataclass(frozen=True, slots=True)
class TimeSide:
    """Pickup as the sweeper sees it."""

    store: Store
    stockroom: Stockroom

    def pass_time(self, pickup_id: str, doing: Doing) -> bool:
        """Do what is due on one pickup; returns whether anything was.

        Raises `Conflict` when others kept writing it: what is due is still to be done then.
        """

        def attempt() -> bool:
            pickup = self.store.find(pickup_id)
            due = pickup.due_at() if pickup else None
            if pickup is None or due is None or due > doing.at:
                return False
            with still_as_read(pickup, self.store):
                self._move_on(pickup, doing)
            return True

        return retried(attempt)

    def _move_on(self, pickup: Pickup, doing: Doing) -> None:
        held = pickup.reservation
        match pickup.state:
            case State.ISSUED if doing.at < pickup.expires_at and _loan_is_over(pickup, doing):
                up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            case State.ISSUED if doing.at < pickup.expires_at:
                self.store.save(*ending.remind(pickup, doing))
            case State.ISSUED:
                moves = freed(pickup, self.stockroom, doing)
                self.store.save(*acts.expire(pickup, doing), *moves)
            case State.RESERVED:
                up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            case State.DISPENSING if held is not None:
                self.store.save(*dispensing.fall_silent(pickup, held, doing))
            case _:
                return


def _loan_is_over(pickup: Pickup, doing: Doing) -> bool:
    return pickup.loan is not None and pickup.lent(doing.at) is None
