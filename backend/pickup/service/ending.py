"""What an owner ends: an order nobody will fetch any more."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.pickup.ports import Stockroom, Store
from backend.pickup.rules import ending
from backend.pickup.rules.pickup import Pickup
from backend.pickup.service.moving import freed, still_as_read, up_to_date
from backend.pickup.service.owner import OwnerSide


@dataclass(frozen=True, slots=True)
class EndingSide:
    """Pickup as one sees it who changed their mind."""

    store: Store
    stockroom: Stockroom
    owner: OwnerSide

    def cancel(self, pickup_id: str, person_id: str, doing: Doing) -> Pickup:
        """Cancel what was not handed over; the promise is freed with it, the quota follows.

        Again gives the cancelled pickup. Refuses `pickup-unknown` (somebody else's too),
        `pickup-over`, `pickup-busy`.
        """

        def attempt() -> Pickup:
            pickup = self.owner.see(pickup_id, person_id)
            pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            step = ending.cancel(pickup, doing)
            if step is None:
                return pickup
            with still_as_read(pickup, self.store):
                moves = freed(pickup, self.stockroom, doing)
            self.store.save(*step, *moves)
            return step[0]

        return retried(attempt)
