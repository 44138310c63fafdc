"""What a kiosk says: reserve, start, sheet by sheet, done or stopped. Every call may repeat."""

from collections.abc import Callable
from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.pickup import token
from backend.pickup.ports import Machines, Move, People, Sites, Stockroom, Store
from backend.pickup.rules import acts, dispensing
from backend.pickup.rules.admission import Machine, admit, admit_machine, collector_fits
from backend.pickup.rules.pickup import RESERVATION, Pickup, Reservation, State
from backend.pickup.rules.sheets import Sheets
from backend.pickup.service import passes
from backend.pickup.service.grip import Grip
from backend.pickup.service.moving import (
    as_saved,
    moved_promise,
    settled,
    still_as_read,
    unbound,
    up_to_date,
)
from backend.pickup.service.wishing import Wishing

Decision = tuple[Pickup, Event, tuple[Move, ...]]
NO_JOURNAL = (0, "")


@dataclass(frozen=True, slots=True)
class Scan:
    """What a machine read or somebody typed, and the answer to "who collects".

    `journaled` names the machine's last journal entry by number and hash.
    """

    typed: str
    collector_check: str | None = None
    journaled: tuple[int, str] = NO_JOURNAL


@dataclass(frozen=True, slots=True)
class MachineSide:
    """Pickup as a kiosk sees it.

    Every act on a reservation refuses `session-expired` once the machine's key was taken away.
    """

    store: Store
    stockroom: Stockroom
    machines: Machines
    people: People
    sites: Sites
    keys: token.Keys
    wishing: Wishing

    def reserve(self, reservation_id: str, scan: Scan, *, jkt: str, doing: Doing) -> Pickup:
        """Take a pickup for 120 s and bind the cassette's head.

        `doing.actor` is the kiosk, `jkt` the key it signed with. The same reservation
        id again gives the same reservation while it lives. Refuses in the order of the pickup
        protocol: `kiosk-out-of-service`, `kiosk-busy` (its journal is being followed, or it does
        not have all of it any more), `code-malformed`, `code-key-unknown`,
        `code-signature-wrong`, `code-expired`, `code-stale`, `pickup-unknown`, `pickup-revoked`,
        `pickup-dispensed`, `pickup-open`, `pickup-elsewhere`, `pickup-held`,
        `collector-check-needed`, `collector-wrong`, `collector-locked`, `kiosk-busy`,
        `kiosk-stock-short`.
        """
        kiosk_id = doing.actor.removeprefix("kiosk/")
        machine = self.machines.machine(kiosk_id, jkt, journaled=scan.journaled)
        admit_machine(machine)
        return retried(lambda: self._reserve(reservation_id, scan, machine, doing))

    def _reserve(self, reservation_id: str, scan: Scan, machine: Machine, doing: Doing) -> Pickup:
        found, code = self._look_up((reservation_id, machine.id), scan.typed, doing)
        if found and _is_repeat(found, reservation_id, machine, doing):
            return found
        found = self.wishing.catch_up(found, doing) if found else None
        generation = code.generation if code else None
        pickup = self._admitted(found, machine, generation, doing)
        if code and not passes.names_collector(self.keys, code, pickup, doing.at):
            raise Refusal("pickup-revoked", field="/code")
        pickup = up_to_date(
            pickup, store=self.store, stockroom=self.stockroom, doing=doing, holder_here=True
        )
        if code is None or code.type is token.Type.PAPER:
            self._check_collector(pickup, scan, reservation_id, doing)
        if pickup.site_id != machine.site_id:
            pickup = self._brought(pickup, machine, doing)
        with still_as_read(pickup, self.store):
            move = self.stockroom.bind(
                site_id=machine.site_id,
                kind=pickup.kind,
                kiosk_id=machine.id,
                pickup_id=pickup.id,
                count=pickup.remaining,
                until=doing.at + RESERVATION,
                doing=doing,
            )
        after, event = dispensing.reserve(
            pickup,
            reservation_id=reservation_id,
            kiosk_id=machine.id,
            sheets=tuple(Sheets(one.code, one.first, one.last) for one in move.ranges),
            doing=doing,
        )
        self.store.save(after, event, move)
        return after

    def start(self, grip: Grip, doing: Doing) -> Pickup:
        """Say that paper will move now, or that the machine is still there.

        At work it may be said again before a sheet that comes late: more than ten seconds after
        the last sign of life it is written down. Refuses `reservation-over`.
        """

        def decide(pickup: Pickup, held: Reservation) -> Decision | None:
            over = pickup.state is State.DISPENSED
            if over or dispensing.heard_lately(pickup, held, doing):
                return None
            after, event = dispensing.start(pickup, held, doing)
            if pickup.state is not State.RESERVED:
                return after, event, ()
            move = self.stockroom.begin(
                site_id=pickup.site_id or "",
                kind=pickup.kind,
                kiosk_id=held.kiosk_id,
                pickup_id=pickup.id,
                doing=doing,
            )
            return after, event, (move,)

        return self.act(grip, decide)

    def confirm(self, grip: Grip, k: int, sheet: tuple[str, int], doing: Doing) -> Pickup:
        """Say that sheet `k` left the machine with this serial.

        Refuses `reservation-over`, `sheet-out-of-turn`, `sheet-unexpected`.
        """

        def decide(pickup: Pickup, held: Reservation) -> Decision | None:
            if dispensing.confirmed_before(held, k, sheet):
                return None
            after, event = dispensing.confirm(pickup, held, k=k, sheet=sheet, doing=doing)
            return after, event, ()

        return self.act(grip, decide)

    def finish(self, grip: Grip, doing: Doing) -> Pickup:
        """Say that all sheets are out; refuses `reservation-over`, `sheets-missing`."""

        def decide(pickup: Pickup, held: Reservation) -> Decision | None:
            if pickup.state is State.DISPENSED:
                return None
            after, event = dispensing.finish(pickup, held, doing)
            move = settled(pickup, held, self.stockroom, out=held.count, doubtful=0, doing=doing)
            return after, event, (move, *self._unwished(pickup, after, doing))

        return self.act(grip, decide)

    def stop(
        self, grip: Grip, *, reason: str, spoiled: tuple[str, int] | None, doing: Doing
    ) -> Pickup:
        """Say that the machine cannot go on, or the person does not want to.

        What was confirmed is handed over, a spoiled sheet goes to quarantine, the remainder is
        free at once. Refuses `reservation-over`, `sheet-unexpected`.
        """

        def decide(pickup: Pickup, held: Reservation) -> Decision | None:
            if pickup.state in (State.ISSUED, State.DISPENSED):
                return None
            after, event = dispensing.stop(
                pickup, held, reason=reason, spoiled=spoiled, doing=doing
            )
            if pickup.state is State.RESERVED:
                return after, event, (unbound(pickup, held, self.stockroom, doing),)
            doubtful = 1 if spoiled else 0
            move = settled(
                pickup,
                held,
                self.stockroom,
                out=held.confirmed,
                doubtful=doubtful,
                why=reason,
                doing=doing,
            )
            return after, event, (move, *self._unwished(pickup, after, doing))

        return self.act(grip, decide)

    def act(self, grip: Grip, decide: Callable[[Pickup, Reservation], Decision | None]) -> Pickup:
        """Let the machine that holds a service do something; what `decide` gives is written."""
        grip.check_key(self.machines)

        def attempt() -> Pickup:
            pickup = self.store.find(grip.pickup_id)
            if pickup is None:
                raise Refusal("pickup-unknown")
            held = grip.own(pickup)
            with still_as_read(pickup, self.store):
                decision = decide(pickup, held)
            if decision is None:
                return pickup
            after, event, moves = decision
            self.store.save(after, event, *moves)
            return after

        return retried(attempt)

    def _look_up(
        self, asked: tuple[str, str], typed: str, doing: Doing
    ) -> tuple[Pickup | None, token.Code | None]:
        short = token.short(typed)
        if short is not None:
            return self._typed(short, doing), None
        code = token.read(typed)
        try:
            token.verify(self.keys, code, doing.at)
        except Refusal as refusal:
            # A machine's repeat may come after the code has rolled on; it asks for nothing new.
            found = self.store.find(code.pickup_id) if refusal.code == "code-stale" else None
            held = found.reservation if found else None
            if held and (held.id, held.kiosk_id) == asked:
                return found, code
            raise
        return self.store.find(code.pickup_id), code

    def _typed(self, short: str, doing: Doing) -> Pickup | None:
        found = self.store.find_short(short)
        # While a pickup is lent only the borrower's short code opens it, and never afterwards.
        if found and found.typed_code(doing.at) != short:
            raise Refusal("pickup-revoked", field="/code")
        return found

    def _admitted(
        self, found: Pickup | None, machine: Machine, generation: int | None, doing: Doing
    ) -> Pickup:
        try:
            return admit(
                found, machine, generation=generation, acts_for=self.people.acts_for, now=doing.at
            )
        except Refusal as refusal:
            if refusal.code == "pickup-elsewhere":
                site_id = str(refusal.params["site_id"])
                refusal.params["site_name"] = self.sites.name(site_id) or ""
            if found is not None and found.lease is not None and "recalling" in refusal.params:
                self.wishing.recall(found, found.lease, doing)
            raise

    def _brought(self, pickup: Pickup, machine: Machine, doing: Doing) -> Pickup:
        try:
            with still_as_read(pickup, self.store):
                move = moved_promise(pickup, machine.site_id, self.stockroom, doing)
        except Refusal as refusal:
            if refusal.code != "site-stock-short":
                raise
            left = refusal.params["free"]
            raise Refusal("kiosk-stock-short", left=left, count=pickup.remaining) from refusal
        name = self.sites.name(machine.site_id) or machine.site_id
        after, event = acts.bring(pickup, machine.site_id, name, doing)
        self.store.save(after, event, *move)
        return as_saved(after, self.store)

    def _check_collector(
        self, pickup: Pickup, scan: Scan, reservation_id: str, doing: Doing
    ) -> None:
        # A repeat of a wrong answer is answered again, not counted again: not even as the lock.
        repeated = pickup.missed_id == reservation_id
        tail = self.people.phone_tail(pickup.collector(doing.at))
        if collector_fits(pickup, scan.collector_check, tail, repeated=repeated):
            return
        if not repeated:
            pickup, event = acts.miss_collector(pickup, reservation_id, doing)
            self.store.save(pickup, event)
        raise Refusal("collector-wrong", field="/collector_check", tries_left=pickup.tries_left)

    def _unwished(self, pickup: Pickup, after: Pickup, doing: Doing) -> list[Move]:
        # What was promised elsewhere for a wish that has become moot is given back at once.
        return self.wishing.released(pickup, pickup.wish, doing) if after.wish is None else []


def _is_repeat(pickup: Pickup, reservation_id: str, machine: Machine, doing: Doing) -> bool:
    held = pickup.reservation
    if held and reservation_id in held.spent:
        raise Refusal("reservation-over")
    if held is None or (held.id, held.kiosk_id) != (reservation_id, machine.id):
        return False
    if pickup.seen(doing.at) is State.ISSUED:
        raise Refusal("reservation-over")
    return True
