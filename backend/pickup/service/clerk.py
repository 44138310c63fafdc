"""What a clerk does at a machine that fell silent: says what left it, and what became of it."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Stockroom, Store
from backend.pickup.rules import dispensing, disputes, finding
from backend.pickup.rules.pickup import Found, Pickup, Reservation, State
from backend.pickup.rules.sheets import listed
from backend.pickup.service.disputing import Disputing
from backend.pickup.service.inquiring import Decision, Inquiring
from backend.pickup.service.moving import settled, still_as_read
from backend.pickup.service.wishing import Wishing


@dataclass(frozen=True, slots=True)
class ClerkSide:
    """Pickup as the counter sees it."""

    store: Store
    stockroom: Stockroom
    wishing: Wishing

    @property
    def disputing(self) -> Disputing:
        """What a clerk says of journals that misfit."""
        return Disputing(self.store, self.stockroom, self.wishing)

    def check(self, pickup_id: str, episode: int, found: Found, doing: Doing) -> None:
        """Refuse what `settle` would refuse, before anything is decided; raises `Conflict`."""
        pickup = read = self._open(pickup_id, episode)
        with still_as_read(read, self.store):
            for number, taken in found.disputes:
                one = disputes.find(pickup, number)
                if one is not None:
                    pickup, _, _ = self.disputing.settled(pickup, one, taken, doing=doing)
            self._settled(pickup, found, doing)

    def settle(
        self, pickup_id: str, episode: int, found: Found, *, reason: str, doing: Doing
    ) -> Pickup:
        """Close an open service, or the case of a dark machine, by what a clerk found.

        The disputes that wait with it are settled first, each in a write of its own; nothing is
        freed before the last one. One that was settled before, by a decision that came back, stays
        as it is. What was wished for meanwhile is done then, or with the end of a
        lease that a dark machine may still use. `episode` is the number of the event that opened
        it: what was found in one silence says nothing of the next. Refuses `pickup-unknown`,
        `pickup-not-open`, `disputes-undecided`, `kiosk-busy`, `sheets-out-of-range`,
        `taken-not-in-question`, `taken-out-of-range`, then what custody refuses: `binding-over`,
        `sheets-not-apart`.
        """
        for number, taken in found.disputes:
            if disputes.find(self._open(pickup_id, episode), number) is not None:
                self.disputing.settle(pickup_id, number, taken, reason=reason, doing=doing)

        def attempt() -> Pickup:
            pickup = self._open(pickup_id, episode)
            with still_as_read(pickup, self.store):
                after, event, moves = self._settled(pickup, found, doing)
                if after.wish is None:
                    moves = [*moves, *self.wishing.released(pickup, pickup.wish, doing)]
            self.store.save(after, event, *moves)
            return after

        retried(attempt)
        return retried(lambda: self._caught_up(pickup_id, doing))

    def _settled(self, pickup: Pickup, found: Found, doing: Doing) -> Decision:
        disputes.check_none_left(pickup)
        lease = pickup.lease
        heard_at = self.wishing.machines.heard_at(lease.kiosk_id, lease.jkt) if lease else None
        if pickup.inquiry is not None:
            return Inquiring(self.stockroom).settle(
                pickup, pickup.inquiry, found, heard_at=heard_at, doing=doing
            )
        if pickup.reservation is None:
            raise Refusal("pickup-not-open")
        held = pickup.reservation
        out = self._out(pickup, held, found)
        after, event = dispensing.settle(
            pickup, held, out=out, found=found, heard_at=heard_at, doing=doing
        )
        move = settled(
            pickup,
            held,
            self.stockroom,
            out=held.confirmed,
            doubtful=out - held.confirmed,
            taken=listed(found.taken),
            why="silence",
            doing=doing,
        )
        return after, event, [move]

    def _caught_up(self, pickup_id: str, doing: Doing) -> Pickup:
        pickup = self.store.find(pickup_id)
        if pickup is None:
            raise Refusal("pickup-unknown")
        return self.wishing.catch_up(pickup, doing)

    def _open(self, pickup_id: str, episode: int) -> Pickup:
        pickup = self.store.find(pickup_id)
        if pickup is None:
            raise Refusal("pickup-unknown")
        if pickup.state is not State.OPEN or pickup.episode != episode:
            raise Refusal("pickup-not-open")
        return pickup

    def _out(self, pickup: Pickup, held: Reservation, found: Found) -> int:
        site_id = pickup.site_id or ""
        behind = self.stockroom.count_behind(
            site_id, pickup.kind, held.kiosk_id, next_sheet=found.next_sheet
        )
        leased = self.store.leased(held.kiosk_id)
        others = (one for one in leased if one.pickup_id != pickup.id)
        untold = sum(one.count for one in others if one.kind == pickup.kind)
        return finding.out_before(held, found.next_sheet, behind=behind, untold=untold)
