"""What an owner would rather have sent: the order ends here, and the mail room owes it."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Addresses, Stockroom, Store
from backend.pickup.rules import ending, wishes
from backend.pickup.rules.pickup import Pickup
from backend.pickup.service.moving import up_to_date
from backend.pickup.service.owner import OwnerSide


@dataclass(frozen=True, slots=True)
class MailingSide:
    """Pickup as one sees it who would rather stay at home."""

    store: Store
    stockroom: Stockroom
    owner: OwnerSide
    addresses: Addresses

    def mail(self, pickup_id: str, address_id: str, person_id: str, doing: Doing) -> Pickup:
        """Have what was not handed over sent; the promise is freed with it.

        Where a machine holds a lease, it waits for it, and what is handed over meanwhile is not
        sent. Again gives the pickup as it is. Refuses `pickup-unknown` (somebody else's too),
        `mail-not-authorised`, `address-unknown`, `pickup-over`, `pickup-busy`, `pickup-disputed`.
        """
        wish = wishes.make(wishes.MAIL, doing, address_id=address_id)

        def attempt() -> Pickup:
            pickup = self.owner.see(pickup_id, person_id)
            self._check_collects(pickup, person_id)
            self.addresses.check_address(pickup.company_id, address_id)
            pickup = self.owner.wishing.catch_up(pickup, doing)
            pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            waits = wishes.same(pickup.wish, wish)
            if waits or not ending.may_mail(pickup, address_id, doing.at):
                return pickup
            return self.owner.wishing.ask(pickup, wish, doing)

        return retried(attempt)

    def _check_collects(self, pickup: Pickup, person_id: str) -> None:
        # Paper goes to who collects it, or where somebody wants it who may collect (购票员).
        people = self.owner.people
        mine = pickup.collector_id == person_id
        if not mine and not people.may_apply(person_id, pickup.company_id):
            raise Refusal("mail-not-authorised")
