"""A clerk decides a journal that misfits: whose the sheets in quarantine are."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.pickup.ports import Move, Stockroom, Store
from backend.pickup.rules import disputes
from backend.pickup.rules.pickup import Dispute, Pickup
from backend.pickup.service.moving import still_as_read, up_to_date
from backend.pickup.service.wishing import Wishing

Decision = tuple[Pickup, Event, list[Move]]


@dataclass(frozen=True, slots=True)
class Disputing:
    """Settles disputes, one in a write."""

    store: Store
    stockroom: Stockroom
    wishing: Wishing

    def check(self, pickup_id: str, number: int, taken: int, doing: Doing) -> None:
        """Refuse what `settle` would refuse, before anything is decided; raises `Conflict`."""
        pickup = self._get(pickup_id)
        with still_as_read(pickup, self.store):
            self.settled(pickup, disputes.waiting(pickup, number), taken, doing=doing)

    def settle(
        self, pickup_id: str, number: int, taken: int, *, reason: str, doing: Doing
    ) -> Pickup:
        """Hand over the first `taken` sheets of a dispute; the others stay in quarantine.

        Refuses `pickup-unknown`, `dispute-over`, `pickup-busy`, `taken-out-of-range`, then what
        custody refuses: `sheets-not-apart`.
        """

        def attempt() -> Pickup:
            pickup = self._get(pickup_id)
            one = disputes.waiting(pickup, number)
            pickup = self.wishing.catch_up(pickup, doing)
            pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            with still_as_read(pickup, self.store):
                after, event, moves = self.settled(pickup, one, taken, reason=reason, doing=doing)
            self.store.save(after, event, *moves)
            return after

        return retried(attempt)

    def settled(
        self, pickup: Pickup, one: Dispute, taken: int, *, reason: str = "", doing: Doing
    ) -> Decision:
        """Decide what a clerk's word means, and write nothing; refuses as `settle`."""
        after, event = disputes.settle(pickup, one, taken=taken, reason=reason, doing=doing)
        sheets = disputes.newly_taken(pickup, one, taken)
        return after, event, self._moves(pickup, after, one, sheets=sheets, doing=doing)

    def _moves(
        self,
        before: Pickup,
        after: Pickup,
        one: Dispute,
        *,
        sheets: list[tuple[str, int]],
        doing: Doing,
    ) -> list[Move]:
        if not sheets:
            return []
        # One step a shelf: what is promised at home, and where a wish that is moot was to go.
        promised = {before.site_id: len(sheets)} if before.site_id else {}
        wish = before.wish if after.wish is None else None
        if wish is not None and wish.site_id is not None:
            promised[wish.site_id] = promised.get(wish.site_id, 0) + wish.count
        found = self.stockroom.write_off(
            site_id=one.site_id,
            kind=before.kind,
            kiosk_id=one.kiosk_id,
            pickup_id=before.id,
            missing=0,
            taken=sheets,
            promised=promised.pop(one.site_id, 0),
            doing=doing,
        )
        rest = [
            self.stockroom.release(
                site_id, before.kind, count=count, pickup_id=before.id, doing=doing
            )
            for site_id, count in promised.items()
        ]
        return [found, *rest]

    def _get(self, pickup_id: str) -> Pickup:
        pickup = self.store.find(pickup_id)
        if pickup is None:
            raise Refusal("pickup-unknown")
        return pickup
