"""What follows a service: a collector reports missing sheets, a clerk settles the report."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Move, Stockroom, Store
from backend.pickup.rules import dispensing, reporting
from backend.pickup.rules.pickup import Pickup, Service, State
from backend.pickup.rules.sheets import Sheets
from backend.pickup.service.machine import Grip
from backend.pickup.service.moving import still_as_read, up_to_date
from backend.pickup.service.owner import OwnerSide


@dataclass(frozen=True, slots=True)
class Said:
    """What a collector says: how many sheets of the last service they have, and a word on it."""

    has: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportSide:
    """Pickup after the paper moved."""

    store: Store
    stockroom: Stockroom
    owner: OwnerSide

    def report(
        self, pickup_id: str, report_id: str, said: Said, *, person_id: str, doing: Doing
    ) -> Pickup:
        """Report missing sheets from the phone; the same again changes nothing.

        Refuses `pickup-unknown`, `pickup-not-handed`, `report-exists-differently`,
        `report-waiting`, `report-too-late`, `pickup-busy`, `has-out-of-range`.
        """
        return retried(
            lambda: self._report(self.owner.see(pickup_id, person_id), report_id, said, doing)
        )

    def report_at_machine(self, grip: Grip, report_id: str, said: Said, doing: Doing) -> Pickup:
        """Report missing sheets at the machine that gave them; refuses `reservation-over` too."""

        def attempt() -> Pickup:
            pickup = self.store.find(grip.pickup_id)
            if pickup is None:
                raise Refusal("pickup-unknown")
            dispensing.own(
                pickup,
                reservation_id=grip.reservation_id,
                kiosk_id=grip.kiosk_id,
                fencing=grip.fencing,
            )
            return self._report(pickup, report_id, said, doing)

        return retried(attempt)

    def check(
        self, pickup_id: str, episode: int, missing: tuple[Sheets, ...] | None, doing: Doing
    ) -> None:
        """Refuse what `settle` would refuse, before anything is decided."""
        _, service = reporting.reported(self._get(pickup_id), episode, doing.at)
        if missing is not None:
            reporting.check_missing(service, missing)

    def settle(
        self,
        pickup_id: str,
        episode: int,
        missing: tuple[Sheets, ...] | None,
        *,
        reason: str,
        doing: Doing,
    ) -> Pickup:
        """Close a report by what a clerk found: nothing missing (None), or these sheets.

        Missing sheets go to quarantine and are owed again, held at the place of the order while
        it has enough. Refuses `pickup-unknown`, `report-over`, `pickup-busy`,
        `missing-not-handed`.
        """

        def attempt() -> Pickup:
            # What was wished for meanwhile speaks of what waits now, not of what is owed anew.
            pickup = self.owner.wishing.catch_up(self._get(pickup_id), doing)
            told, service = reporting.reported(pickup, episode, doing.at)
            if missing is None:
                after, event = reporting.close_report(pickup, told, reason=reason, doing=doing)
                self.store.save(after, event)
                return after
            reporting.check_missing(service, missing)
            pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            with still_as_read(pickup, self.store):
                moves, site_id = self._moves(pickup, service, missing, doing)
            after, event = reporting.owe_again(
                pickup, told, missing=missing, site_id=site_id, reason=reason, doing=doing
            )
            self.store.save(after, event, *moves)
            return after

        return retried(attempt)

    def _report(self, pickup: Pickup, report_id: str, said: Said, doing: Doing) -> Pickup:
        step = reporting.report(pickup, report_id, has=said.has, note=said.note, doing=doing)
        if step is None:
            return pickup
        self.store.save(*step)
        return step[0]

    def _get(self, pickup_id: str) -> Pickup:
        pickup = self.store.find(pickup_id)
        if pickup is None:
            raise Refusal("pickup-unknown")
        return pickup

    def _moves(
        self, pickup: Pickup, service: Service, missing: tuple[Sheets, ...], doing: Doing
    ) -> tuple[list[Move], str | None]:
        waits = pickup.state is State.ISSUED
        place = pickup.site_id if waits else service.site_id
        count = sum(one.count for one in missing)
        if place is None:
            return self._doubted(pickup, service, missing, doing=doing), None
        moves = self._doubted
        try:
            return moves(pickup, service, missing, at=place, promise=count, doing=doing), place
        except Refusal as refusal:
            if refusal.code != "site-stock-short":
                raise
        # What waited here goes back too: one place must serve the whole remainder.
        back = -pickup.remaining if waits else 0
        return moves(pickup, service, missing, at=place, promise=back, doing=doing), None

    def _doubted(
        self,
        pickup: Pickup,
        service: Service,
        missing: tuple[Sheets, ...],
        *,
        at: str | None = None,
        promise: int = 0,
        doing: Doing,
    ) -> list[Move]:
        here = at == service.site_id
        doubted = self.stockroom.doubt(
            site_id=service.site_id,
            kind=pickup.kind,
            kiosk_id=service.kiosk_id,
            pickup_id=pickup.id,
            sheets=missing,
            promise=promise if here else 0,
            doing=doing,
        )
        if here or at is None or promise == 0:
            return [doubted]
        move = self.stockroom.hold if promise > 0 else self.stockroom.release
        count = abs(promise)
        return [
            doubted,
            move(at, pickup.kind, count=count, pickup_id=pickup.id, doing=doing),
        ]
