"""What a kiosk did while nobody heard it: its journal followed through the machine's own verbs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Stockroom, Store
from backend.pickup.rules import dispensing, disputes, journal, leases
from backend.pickup.rules.holding import Lease
from backend.pickup.rules.journal import Job, Misfit, Origin, Sheet
from backend.pickup.rules.pickup import RESERVATION, Inquiry, Pickup, State
from backend.pickup.rules.sheets import Sheets, gathered, listed
from backend.pickup.service.grip import Grip
from backend.pickup.service.machine import MachineSide
from backend.pickup.service.moving import lapsed, still_as_read


@dataclass(frozen=True, slots=True)
class Stray:
    """Sheets that a journal says were handed over for a pickup that nobody knows."""

    pickup_id: str
    reservation_id: str
    sheets: tuple[Sheet, ...]
    told: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReplaySide:
    """Pickup as a journal tells it."""

    store: Store
    stockroom: Stockroom
    machine: MachineSide

    def replay(self, origin: Origin, lines: Sequence[str], doing: Doing) -> list[Stray]:
        """Follow the services that a journal tells of; once more does nothing more.

        What the lease does not allow is not forced: its sheets go to quarantine and a person must
        look. Refuses `kiosk-busy` while another service holds the cassette's head: that one is
        over first, and the journal is followed then. Returns what concerns no pickup.
        """
        strays = []
        for job in journal.jobs(lines):
            if self.store.find(job.held.pickup_id) is None:
                if not job.moved:
                    continue
                self._set_apart(origin, job, doing)
                stray = Stray(
                    job.held.pickup_id, job.reservation, tuple(job.gone), journal.told(job)
                )
                strays.append(stray)
                continue
            try:
                self._follow(origin, job, doing)
            except Misfit as misfit:
                self._dispute(origin, job, str(misfit), doing)
            except Refusal as refusal:
                if refusal.code == "kiosk-busy":
                    raise
                self._dispute(origin, job, refusal.code, doing)
        return strays

    def _follow(self, origin: Origin, job: Job, doing: Doing) -> None:
        pickup = retried(lambda: self._standing(origin, job, doing))
        if pickup is None or pickup.reservation is None:
            return
        if pickup.state is State.OPEN and not journal.tells_more(pickup, job):
            return
        fencing = pickup.reservation.fencing
        grip = Grip(pickup.id, job.reservation, origin.kiosk_id, fencing)
        if job.moved:
            self.machine.start(grip, _acted(doing, job.started_at or job.held.at))
        for fed in job.out:
            self.machine.confirm(grip, fed.k, fed.sheet, _acted(doing, fed.at))
        if job.stopping is not None:
            self.machine.stop(
                grip,
                reason=job.stopping.reason,
                spoiled=job.stopping.spoiled,
                doing=_acted(doing, job.stopping.at),
            )
        elif job.done_at is not None:
            self.machine.finish(grip, _acted(doing, job.done_at))

    def _standing(self, origin: Origin, job: Job, doing: Doing) -> Pickup | None:
        """Return the pickup with this service standing; None when all of it is known already."""
        pickup = self._get(job)
        now, service = pickup.seen(doing.at), pickup.reservation
        own = service is not None and (service.id, service.kiosk_id) == (
            job.reservation,
            origin.kiosk_id,
        )
        if own and now in (State.RESERVED, State.DISPENSING, State.OPEN):
            return pickup
        if not job.moved:
            return None  # begun by nobody's books: it changes nothing
        try:
            journal.check_lease(pickup, job, origin, doing.at)
        except Misfit:
            if not journal.in_hand(pickup, job):
                raise
            # It was followed before; only a spoiled sheet could still be in the books.
            self._set_apart(origin, job, doing, but=[one.sheet for one in job.out])
            return None
        return self._accepted(origin, job, doing)

    def _accepted(self, origin: Origin, job: Job, doing: Doing) -> Pickup:
        held = job.held
        # A loan that has ended since stays as it is: a service begun under it ends under it.
        pickup = lapsed(self._get(job), store=self.store, stockroom=self.stockroom, doing=doing)
        with still_as_read(pickup, self.store):
            move = self.stockroom.bind(
                site_id=pickup.site_id or "",
                kind=pickup.kind,
                kiosk_id=origin.kiosk_id,
                pickup_id=pickup.id,
                count=pickup.remaining,
                until=doing.at + RESERVATION,
                doing=_acted(doing, held.at),
            )
        bound = tuple(Sheets(one.code, one.first, one.last) for one in move.ranges)
        if listed(bound) != listed(held.sheets):
            raise Misfit("serials-not-at-head")
        after, event = dispensing.reserve(
            pickup,
            reservation_id=job.reservation,
            kiosk_id=origin.kiosk_id,
            sheets=bound,
            doing=_acted(doing, held.at),
            fencing=held.fencing if held.offline else None,
        )
        self.store.save(after, event, move)
        return after

    def _dispute(self, origin: Origin, job: Job, reason: str, doing: Doing) -> None:
        explained = journal.explained(self._get(job), job)
        strange = [one for one in job.gone if one not in explained]
        apart = self._set_apart(origin, job, doing, but=explained)

        def attempt() -> None:
            pickup = self._get(job)
            if job.reservation in pickup.disputed:
                return
            step = disputes.dispute(
                pickup,
                Inquiry(origin.kiosk_id, origin.site_id, gathered(apart), lost=True),
                reservation_id=job.reservation,
                sheets=gathered(strange),
                reason=reason,
                told=journal.told(job),
                asked=self._asked(pickup, origin, doing),
                doing=doing,
            )
            self.store.save(*step)

        retried(attempt)

    def _asked(self, pickup: Pickup, origin: Origin, doing: Doing) -> Lease | None:
        lease = pickup.lease
        if lease is None or not lease.is_of(origin.kiosk_id, origin.jkt):
            return None
        heard_at = self.machine.machines.heard_at(lease.kiosk_id, lease.jkt)
        return leases.recalled(lease, heard_at, doing.at)

    def _set_apart(
        self, origin: Origin, job: Job, doing: Doing, *, but: Sequence[Sheet] = ()
    ) -> Sequence[Sheet]:
        sheets = [one for one in job.gone if one not in but]
        if not sheets:
            return []
        return self.stockroom.set_apart(
            site_id=origin.site_id,
            kind=job.held.kind,
            kiosk_id=origin.kiosk_id,
            pickup_id=job.held.pickup_id,
            sheets=sheets,
            doing=doing,
        )

    def _get(self, job: Job) -> Pickup:
        pickup = self.store.find(job.held.pickup_id)
        if pickup is None:
            raise LookupError(job.held.pickup_id)
        return pickup


def _acted(doing: Doing, at: datetime) -> Doing:
    return replace(doing, acted_at=at)
