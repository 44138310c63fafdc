"""The one way in which acts that must not overlap with a dark machine are done, or wait for it."""

from dataclasses import dataclass

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.pickup.ports import Machines, Move, Stockroom, Store
from backend.pickup.rules import leases, wishes
from backend.pickup.rules.admission import RECALL_SECONDS
from backend.pickup.rules.holding import Lease, Wish
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.service.moving import as_saved, freed, still_as_read

Decision = tuple[Pickup, Event, list[Move]]


@dataclass(frozen=True, slots=True)
class Wishing:
    """What must be at hand to do a wish or to keep it."""

    store: Store
    stockroom: Stockroom
    machines: Machines

    def ask(self, pickup: Pickup, wish: Wish, doing: Doing) -> Pickup:
        """Do what is wished, or keep it while a lease stands; the same wish again is no change.

        For a move (`wish.site_id`) the promise there is made now. Refuses what the act refuses,
        and `site-stock-short`; raises `Conflict`.
        """
        if wishes.same(pickup.wish, wish):
            return pickup
        # Also where it waits: whoever asks hears now what would be refused.
        after, event = wishes.do(pickup, wish, doing)
        with still_as_read(pickup, self.store):
            moves = self._promised(pickup, wish, doing)
            if pickup.lease is None:
                moves += self._freed(pickup, wish, doing)
            else:
                moves += self.released(pickup, pickup.wish, doing)
        if pickup.lease is not None:
            after, event = self._kept(pickup, pickup.lease, wish, doing)
        self.store.save(after, event, *moves)
        return after

    def recall(self, pickup: Pickup, lease: Lease, doing: Doing) -> Lease:
        """Ask a holder to give a lease back, once; raises `Conflict`."""
        heard_at = self.machines.heard_at(lease.kiosk_id, lease.jkt)
        asked = leases.recall(pickup, lease, heard_at, doing)
        if asked is None:
            return lease
        self.store.save(*asked)
        return asked[0].lease or lease

    def check_free(self, pickup: Pickup, doing: Doing) -> None:
        """Refuse `pickup-leased` to what would change the code while a machine may let it in.

        The holder is asked to give the lease back: one with a line does so within seconds.
        """
        if pickup.lease is None or pickup.seen(doing.at) is not State.ISSUED:
            return
        asked = self.recall(pickup, pickup.lease, doing)
        raise Refusal(
            "pickup-leased",
            retry_after_seconds=RECALL_SECONDS,
            kiosk_id=asked.kiosk_id,
            latest_at=to_text(asked.latest_at or doing.at),
        )

    def drop(self, pickup: Pickup, doing: Doing) -> Pickup:
        """Forget a wish that waits; none waiting is no change."""
        if pickup.wish is None:
            return pickup
        after, event = wishes.drop(pickup, pickup.wish, doing)
        self.store.save(after, event, *self.released(pickup, pickup.wish, doing))
        return after

    def give_back(self, pickup: Pickup, lease: Lease, doing: Doing) -> Decision:
        """End a lease by its holder's word; what was wished is done in the same write.

        A wish that waits for a clerk is kept: whoever comes after the clerk's word does it.
        """
        if pickup.wish is None or _waits_for_clerk(pickup, pickup.wish):
            return (*leases.give_back(pickup, lease, doing), [])
        return self.carried(pickup, pickup.wish, doing)

    def carried(self, pickup: Pickup, wish: Wish, doing: Doing) -> Decision:
        """Decide what carries a wish out, its promise having been made when it was asked."""
        after, event = wishes.carry_out(pickup, wish, doing)
        with still_as_read(pickup, self.store):
            return after, event, self._freed(pickup, wish, doing)

    def catch_up(self, pickup: Pickup, doing: Doing) -> Pickup:
        """Carry a wish out whose lease is gone; anything else is returned as it is."""
        ripe = pickup.state is State.ISSUED and pickup.lease is None
        if not ripe or pickup.wish is None or _waits_for_clerk(pickup, pickup.wish):
            return pickup
        after, event, moves = self.carried(pickup, pickup.wish, doing)
        self.store.save(after, event, *moves)
        return as_saved(after, self.store)

    def released(self, pickup: Pickup, wish: Wish | None, doing: Doing) -> list[Move]:
        """Take back what was promised elsewhere for a wish that will not be done."""
        if wish is None or wish.site_id is None:
            return []
        return [
            self.stockroom.release(
                wish.site_id, pickup.kind, count=wish.count, pickup_id=pickup.id, doing=doing
            )
        ]

    def _kept(self, pickup: Pickup, lease: Lease, wish: Wish, doing: Doing) -> tuple[Pickup, Event]:
        heard_at = self.machines.heard_at(lease.kiosk_id, lease.jkt)
        return wishes.keep(pickup, lease, wish, heard_at=heard_at, doing=doing)

    def _promised(self, pickup: Pickup, wish: Wish, doing: Doing) -> list[Move]:
        if wish.site_id is None:
            return []
        return [
            self.stockroom.hold(
                wish.site_id, pickup.kind, count=wish.count, pickup_id=pickup.id, doing=doing
            )
        ]

    def _freed(self, pickup: Pickup, wish: Wish, doing: Doing) -> list[Move]:
        frees = wishes.KINDS[wish.kind].frees
        return freed(pickup, self.stockroom, doing) if frees else []


def _waits_for_clerk(pickup: Pickup, wish: Wish) -> bool:
    return wish.ripe_at(disputed=bool(pickup.disputes)) is None
