"""What follows a service: a collector reports missing sheets, a clerk settles the report."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Move, Stockroom, Store
from backend.pickup.rules import reporting, retracting
from backend.pickup.rules.pickup import Pickup, Report, Service, State
from backend.pickup.rules.sheets import Sheets, gathered, listed
from backend.pickup.service.grip import Grip
from backend.pickup.service.moving import as_saved, still_as_read, up_to_date
from backend.pickup.service.owner import OwnerSide

NOTHING: Mapping[str, int] = MappingProxyType({})


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
        """Report missing sheets at the machine that gave them.

        Refuses `session-expired` for a key that was taken away, `pickup-unknown`,
        `reservation-over`, then as `report` does.
        """

        def attempt() -> Pickup:
            pickup = self._held(grip)
            return self._report(pickup, report_id, said, doing)

        return retried(attempt)

    def retract(self, grip: Grip, report_id: str, count: int, doing: Doing) -> Pickup:
        """Put the sheets that a machine took back from its tray into quarantine, once an id.

        It speaks of a service that it gave, also when another machine gave the rest since.
        Refuses `session-expired` for a key that was taken away, `pickup-unknown`,
        `reservation-over`, then what `retracting.retract` refuses.
        """

        def attempt() -> Pickup:
            pickup = self._served(grip)
            told = retracting.retract(
                pickup, report_id, grip.reservation_id, count=count, doing=doing
            )
            if told is None:
                return pickup
            after, event, apart = told
            service = reporting.served(pickup, grip.reservation_id)
            moves: list[Move] = []
            if apart and service is not None:
                with still_as_read(pickup, self.store):
                    moves = self._doubted(pickup, service, apart, doing=doing)
            self.store.save(after, event, *moves)
            return after

        return retried(attempt)

    def check_retracted(self, pickup_id: str, episode: int, *, spoiled: bool, doing: Doing) -> None:
        """Refuse what `settle_retracted` would refuse, before it is decided; raises `Conflict`."""
        pickup = self._get(pickup_id)
        told, service = reporting.reported(pickup, episode, doing.at)
        retracting.check_retracted(told)
        if not spoiled:
            with still_as_read(pickup, self.store):
                self._given_after_all(pickup, service, told.retracted, doing)

    def settle_retracted(
        self, pickup_id: str, episode: int, *, spoiled: bool, reason: str, doing: Doing
    ) -> Pickup:
        """Say what became of sheets that a machine took back: handed over after all, or spoiled.

        Spoiled ones stay in quarantine and may be fetched again. Refuses as `settle` does.
        """
        told, _ = reporting.reported(self._get(pickup_id), episode, doing.at)
        apart = retracting.check_retracted(told) if spoiled else None
        return self.settle(
            pickup_id, episode, apart, handed=not spoiled, reason=reason, doing=doing
        )

    def check(
        self,
        pickup_id: str,
        episode: int,
        missing: tuple[Sheets, ...] | None,
        *,
        handed: bool = False,
        doing: Doing,
    ) -> None:
        """Refuse what `settle` would refuse, before it is decided; raises `Conflict`."""
        pickup = self._get(pickup_id)
        told, service = reporting.reported(pickup, episode, doing.at)
        if handed:
            retracting.check_retracted(told)
        self._check(told, service, missing, handed=handed)
        with still_as_read(pickup, self.store):
            left = retracting.left_over(told, missing or ())
            self._given_after_all(pickup, service, left, doing)

    def settle(
        self,
        pickup_id: str,
        episode: int,
        missing: tuple[Sheets, ...] | None,
        *,
        handed: bool = False,
        reason: str,
        doing: Doing,
    ) -> Pickup:
        """Close a report by what a clerk found: nothing missing (None), or these sheets.

        Missing sheets go to quarantine and are owed again, held at the place of the order while
        it has enough. `handed` says that what the machine took back, as far as it is not missing,
        was handed over after all. Refuses `pickup-unknown`, `report-over`, `pickup-busy`,
        `missing-not-handed`, `retraction-undecided`, then what custody refuses:
        `sheets-not-apart`.
        """

        def attempt() -> Pickup:
            # What was wished for meanwhile speaks of what waits now, not of what is owed anew.
            pickup = self.owner.wishing.catch_up(self._get(pickup_id), doing)
            told, service = reporting.reported(pickup, episode, doing.at)
            self._check(told, service, missing, handed=handed)
            left = retracting.left_over(told, missing or ())
            with still_as_read(pickup, self.store):
                given = self._given_after_all(pickup, service, left, doing)
            if missing is None:
                after, event = reporting.close_report(pickup, told, reason=reason, doing=doing)
                self.store.save(after, event, *given)
                return after
            if given:
                # A shelf moves once in a write; what was handed over is so, whatever follows.
                step = retracting.give_after_all(pickup, told, service, left=left, doing=doing)
                self.store.save(*step, *given)
                pickup = as_saved(step[0], self.store)
                told, service = reporting.reported(pickup, episode, doing.at)
            pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            with still_as_read(pickup, self.store):
                moves, site_id = self._moves(
                    pickup, service, told=told, missing=missing, doing=doing
                )
            after, event = reporting.owe_again(
                pickup, told, missing=missing, site_id=site_id, reason=reason, doing=doing
            )
            self.store.save(after, event, *moves)
            return after

        return retried(attempt)

    def _check(
        self,
        told: Report,
        service: Service,
        missing: tuple[Sheets, ...] | None,
        *,
        handed: bool,
    ) -> None:
        if missing is not None:
            reporting.check_missing(service, missing)
        retracting.check_heeded(told, missing, handed=handed)

    def _report(self, pickup: Pickup, report_id: str, said: Said, doing: Doing) -> Pickup:
        step = reporting.report(pickup, report_id, has=said.has, note=said.note, doing=doing)
        if step is None:
            return pickup
        self.store.save(*step)
        return step[0]

    def _held(self, grip: Grip) -> Pickup:
        grip.check_key(self.owner.wishing.machines)
        pickup = self._get(grip.pickup_id)
        grip.own(pickup)
        return pickup

    def _served(self, grip: Grip) -> Pickup:
        grip.check_key(self.owner.wishing.machines)
        pickup = self._get(grip.pickup_id)
        service = reporting.served(pickup, grip.reservation_id)
        if service is None or service.kiosk_id != grip.kiosk_id:
            grip.own(pickup)
        return pickup

    def _get(self, pickup_id: str) -> Pickup:
        pickup = self.store.find(pickup_id)
        if pickup is None:
            raise Refusal("pickup-unknown")
        return pickup

    def _moves(
        self,
        pickup: Pickup,
        service: Service,
        *,
        told: Report,
        missing: tuple[Sheets, ...],
        doing: Doing,
    ) -> tuple[list[Move], str | None]:
        waits = pickup.state is State.ISSUED
        place = pickup.site_id if waits else service.site_id
        count = sum(one.count for one in missing)
        # What the machine took back lies in quarantine already.
        apart = set(listed(told.retracted))
        missing = gathered(one for one in listed(missing) if one not in apart)
        promises = _unwished(pickup)
        if place is None:
            return self._doubted(pickup, service, missing, promises=promises, doing=doing), None
        more = Counter(promises)
        more[place] += count
        try:
            return self._doubted(pickup, service, missing, promises=more, doing=doing), place
        except Refusal as refusal:
            if refusal.code != "site-stock-short":
                raise
        # What waited here goes back too: one place must serve the whole remainder.
        promises[place] -= pickup.remaining if waits else 0
        return self._doubted(pickup, service, missing, promises=promises, doing=doing), None

    def _given_after_all(
        self, pickup: Pickup, service: Service, sheets: tuple[Sheets, ...], doing: Doing
    ) -> list[Move]:
        if not sheets:
            return []
        return [
            self.stockroom.write_off(
                site_id=service.site_id,
                kind=pickup.kind,
                kiosk_id=service.kiosk_id,
                pickup_id=pickup.id,
                missing=0,
                taken=listed(sheets),
                promised=0,
                doing=doing,
            )
        ]

    def _doubted(
        self,
        pickup: Pickup,
        service: Service,
        missing: tuple[Sheets, ...],
        *,
        promises: Mapping[str, int] = NOTHING,
        doing: Doing,
    ) -> list[Move]:
        """Put sheets of a service into quarantine, and change what is promised, by place."""
        moves = [
            self.stockroom.doubt(
                site_id=service.site_id,
                kind=pickup.kind,
                kiosk_id=service.kiosk_id,
                pickup_id=pickup.id,
                sheets=missing,
                promise=promises.get(service.site_id, 0),
                doing=doing,
            )
        ]
        for place, promise in promises.items():
            if place == service.site_id or promise == 0:
                continue
            move = self.stockroom.hold if promise > 0 else self.stockroom.release
            count = abs(promise)
            moves.append(move(place, pickup.kind, count=count, pickup_id=pickup.id, doing=doing))
        return moves


def _unwished(pickup: Pickup) -> Counter[str]:
    # A wish speaks of what waited when it was asked: it is dropped, and its promise with it.
    wish = pickup.wish
    return Counter({wish.site_id: -wish.count} if wish and wish.site_id else {})
