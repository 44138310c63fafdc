"""What time does to pickups: reservations lapse, silence opens a case, orders end in time."""

from dataclasses import dataclass
from datetime import datetime

from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.pickup.ports import Stockroom, Store
from backend.pickup.rules import dispensing, ending, leases, wishes
from backend.pickup.rules.holding import Lease, ends_at
from backend.pickup.rules.pickup import Pickup, Reservation, State
from backend.pickup.service.moving import settled, still_as_read, up_to_date
from backend.pickup.service.wishing import Wishing


@dataclass(frozen=True, slots=True)
class TimeSide:
    """Pickup as the sweeper sees it."""

    store: Store
    stockroom: Stockroom
    wishing: Wishing

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

    def cut_off(self, pickup_id: str, kiosk_id: str, doing: Doing, *, lost_at: datetime) -> bool:
        """Do at once what silence would do to a service whose machine lost its key at `lost_at`.

        A service that began afterwards is another machine's under the same name. Returns whether
        there was one to end.
        """

        def attempt() -> bool:
            pickup = self.store.find(pickup_id)
            held = pickup.reservation if pickup else None
            if pickup is None or held is None or pickup.state is not State.DISPENSING:
                return False
            if held.kiosk_id != kiosk_id or held.began_at > lost_at:
                return False
            with still_as_read(pickup, self.store):
                self._left_alone(pickup, held, doing, "kiosk-unpaired")
            return True

        return retried(attempt)

    def _left_alone(
        self, pickup: Pickup, held: Reservation, doing: Doing, reason: str = "kiosk-silent"
    ) -> None:
        if held.confirmed < held.count:
            self.store.save(*dispensing.fall_silent(pickup, held, doing, reason))
            return
        # Every sheet is on record and no other can move: only the word "done" is missing.
        after, event = dispensing.finish(pickup, held, doing)
        move = settled(pickup, held, self.stockroom, out=held.count, doubtful=0, doing=doing)
        unwished = self.wishing.released(pickup, pickup.wish, doing) if after.wish is None else []
        self.store.save(after, event, move, *unwished)

    def _move_on(self, pickup: Pickup, doing: Doing) -> None:
        held = pickup.reservation
        match pickup.state:
            case State.ISSUED if pickup.lease is not None and _must_answer(pickup.lease, doing):
                self._ask_after(pickup, pickup.lease, doing)
            case State.ISSUED if pickup.lease is None and pickup.wish is not None:
                self.wishing.catch_up(pickup, doing)
            case State.ISSUED if doing.at < pickup.expires_at and _loan_is_over(pickup, doing):
                up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            case State.ISSUED if doing.at < pickup.expires_at:
                self.store.save(*ending.remind(pickup, doing))
            case State.ISSUED:
                self.wishing.ask(pickup, wishes.make(wishes.EXPIRE, doing), doing)
            case State.RESERVED:
                up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            case State.DISPENSING if held is not None:
                self._left_alone(pickup, held, doing)
            case _:
                return

    def _ask_after(self, pickup: Pickup, lease: Lease, doing: Doing) -> None:
        # Who was heard since it was asked will answer; who is dark may have served before, and the
        # answer of one whose journal is not whole does not count.
        machines = self.wishing.machines
        heard_at = machines.heard_at(lease.kiosk_id, lease.jkt)
        if machines.machine(lease.kiosk_id, lease.jkt).broken:
            self.store.save(*leases.fall_dark(pickup, lease, doing, lost=True))
        elif heard_at is not None and ends_at(heard_at, doing.at) > doing.at:
            self.store.save(*leases.postpone(pickup, lease, heard_at, doing))
        else:
            self.store.save(*leases.fall_dark(pickup, lease, doing))


def _must_answer(lease: Lease, doing: Doing) -> bool:
    return lease.latest_at is not None and lease.latest_at <= doing.at


def _loan_is_over(pickup: Pickup, doing: Doing) -> bool:
    # While a machine may be serving under it, the end of a loan is not put on record.
    loan = pickup.loan is not None and pickup.lent(doing.at) is None
    return loan and pickup.lease is None
