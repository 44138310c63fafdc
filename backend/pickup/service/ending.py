"""What an owner ends: an order nobody will fetch any more."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.pickup.ports import Stockroom, Store
from backend.pickup.rules import ending, wishes
from backend.pickup.rules.pickup import Pickup
from backend.pickup.service.moving import up_to_date
from backend.pickup.service.owner import OwnerSide


@dataclass(frozen=True, slots=True)
class EndingSide:
    """Pickup as one sees it who changed their mind."""

    store: Store
    stockroom: Stockroom
    owner: OwnerSide

    def cancel(self, pickup_id: str, person_id: str, doing: Doing) -> Pickup:
        """Cancel what was not handed over; the promise is freed with it, the quota follows.

        Where a machine holds a lease, cancelling waits for it, and what it hands over meanwhile
        stays handed. Again gives the pickup as it is. Refuses `pickup-unknown` (somebody else's
        too), `pickup-over`, `pickup-busy`.
        """

        def attempt() -> Pickup:
            pickup = self.owner.see(pickup_id, person_id)
            pickup = self.owner.wishing.catch_up(pickup, doing)
            pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            if not ending.may_cancel(pickup, doing.at):
                return pickup
            return self.owner.wishing.ask(pickup, wishes.make(wishes.CANCEL, doing), doing)

        return retried(attempt)
