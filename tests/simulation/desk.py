"""The clerk: settles what is open by looking into the machine, mends it, and brings paper."""

from contextlib import suppress
from dataclasses import dataclass

from backend.counter.rules import Case, Decision
from backend.counter.rules import State as CaseState
from backend.custody.serials import Range
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.rules.count import Finding
from backend.pickup.rules.pickup import Dispute, Pickup, State
from backend.pickup.rules.sheets import listed
from infra.local.seed.people import CLERK
from tests.simulation.aftercare import Aftercare
from tests.simulation.keys import key_of
from tests.simulation.kiosk import Kiosk
from tests.simulation.paper import Serial, Spot
from tests.simulation.server import Lost
from tests.simulation.town import CODE, KIND
from tests.simulation.world import World

LOW = 4


@dataclass(eq=False)
class Desk:
    """One clerk for the city."""

    world: World

    def __post_init__(self) -> None:
        self.pairings = 1
        self.aftercare = Aftercare(self.world, self.decide)

    def doing(self) -> Doing:
        return Doing(f"clerk/{CLERK.id}", self.world.city.clock.now(), "session/desk")

    def live(self) -> None:
        """Walk the round until all is over."""
        hub = self.world.hub
        while not hub.over:
            busy = hub.troubled
            hub.sleep(hub.rng.randint(20_000, 180_000 if busy else 30_000))
            self.walk()

    def walk(self) -> None:
        """Look at the inbox, then at every machine."""
        server, counter = self.world.server, self.world.city.counter
        try:
            page = server.ask("clerk looks", lambda: counter.inbox(CaseState.OPEN, None, 50))
        except Lost:
            return
        for case in page.items:
            if case.kind == "pickup":
                self._settle(case)
            elif case.kind in ("dispute", "journal"):
                self.decide(case, Decision("settle", "已登记"))
            else:
                self.aftercare.decide(case)
        self.aftercare.rule()
        self.aftercare.sort()
        for kiosk in self.world.kiosks.values():
            self._mend(kiosk)

    def _settle(self, case: Case) -> None:
        world, hub = self.world, self.world.hub
        if hub.troubled and hub.rng.random() < 0.3:
            return  # another time
        try:
            pickup = world.server.ask(
                "clerk reads", lambda: world.city.pickup.store.find(case.subject_id)
            )
        except Lost:
            return
        if pickup is None or pickup.state is not State.OPEN:
            return
        about = pickup.inquiry or pickup.reservation
        if about is None or not about.kiosk_id:
            return
        decision = self._look(world.kiosks[about.kiosk_id], pickup)
        late = hub.troubled and hub.rng.random() < 0.3
        hub.sleep(hub.rng.randint(60_000, 400_000) if late else hub.rng.randint(1_000, 20_000))
        self.decide(case, decision)

    def decide(self, case: Case, decision: Decision) -> None:
        """Say what was found; somebody else may have been quicker."""
        world = self.world
        with suppress(Refusal, Lost):
            world.server.ask(
                f"clerk decides {case.id} {decision.next_serial} taken {decision.taken}",
                lambda: world.city.counter.decide(case.id, decision, self.doing()),
                once=("decide", case.id, case.version, decision),
            )

    def _look(self, kiosk: Kiosk, pickup: Pickup) -> Decision:
        """Open the door, read the next sheet, take out what is loose, ask who has what."""
        hub, paper, printer = self.world.hub, self.world.paper, kiosk.printer
        printer.door_open = True
        hub.sleep(hub.rng.randint(5_000, 20_000))
        for serial in paper.at(Spot.TRAY, kiosk.place.kiosk_id):
            if paper.where[serial].pickup_id == pickup.id:
                self._collect(kiosk, serial)
        printer.clear()
        head = printer.head(KIND)
        asked = self._in_question(kiosk, pickup, head)
        taken = self._has(pickup, asked)
        printer.door_open = False
        code, number = head if head else (None, None)
        hub.say(f"clerk looks into {kiosk.place.kiosk_id}: head {number}, {taken} of {asked}")
        joined = tuple(
            (one.number, self._had(pickup, one)) for one in pickup.disputes if one.joined
        )
        spans = tuple((one, first, first) for one, first in taken)
        return Decision("settle", "已开箱核对", code, number, spans, disputes=joined)

    def _in_question(self, kiosk: Kiosk, pickup: Pickup, head: Serial | None) -> list[Serial]:
        """List what a decision is about: the sheets of a service, or what is missing."""
        held, inquiry = pickup.reservation, pickup.inquiry
        if inquiry is None:
            return listed(held.sheets)[held.confirmed :] if held else []
        inside: tuple[Serial, ...] = ()
        for shelf in self.world.books.shelves.values():
            if kiosk.place.kiosk_id in shelf.free:
                inside = shelf.inside(kiosk.place.kiosk_id)
        before = inside.index(head) if head in inside else len(inside)
        return listed(inquiry.sheets) + list(inside[:before])

    def _has(self, pickup: Pickup, asked: list[Serial]) -> list[Serial]:
        """List what the collector has of it; what cannot be said of a sheet, is taken back."""
        where = self.world.paper.where
        own = [one for one in asked if self._holds(pickup, one)][: pickup.remaining]
        told = {sheet for one in pickup.disputes for sheet in listed(one.sheets)}
        mine = set(own) | set(listed(pickup.handed)) | told
        for serial in list(where):
            if pickup.inquiry is not None and self._holds(pickup, serial) and serial not in mine:
                self.world.hub.say(f"clerk asks {serial} back")
                self.world.paper.take(serial, Spot.CLERK)
        return own

    def _had(self, pickup: Pickup, one: Dispute) -> int:
        """Count the first sheets of a dispute that the collector has."""
        own = [self._holds(pickup, serial) for serial in listed(one.sheets)]
        return own.index(False) if False in own else len(own)

    def _holds(self, pickup: Pickup, serial: Serial) -> bool:
        lying = self.world.paper.where[serial]
        return lying.spot is Spot.HAND and lying.pickup_id == pickup.id

    def _collect(self, kiosk: Kiosk, serial: Serial) -> None:
        there = kiosk.visitor is not None
        self.world.paper.take(serial, Spot.HAND if there else Spot.CLERK)

    def _mend(self, kiosk: Kiosk) -> None:
        """Clear a jam and fill up, while nobody is served."""
        hub, printer = self.world.hub, kiosk.printer
        self._put_back(kiosk)
        self.aftercare.empty(kiosk)
        if kiosk.unpaired:
            self._pair(kiosk)
        if not printer.on or (hub.troubled and hub.rng.random() < 0.5):
            return
        if printer.machine.jam or printer.machine.faults.paper_out_after is not None:
            printer.door_open = True
            hub.sleep(hub.rng.randint(1_000, 10_000))
            printer.clear()
            printer.door_open = False
        if len(self.world.paper.cassettes[kiosk.place.kiosk_id]) < LOW:
            self._fill(kiosk)

    def _put_back(self, kiosk: Kiosk) -> None:
        """Count a machine that may not know what it did, once nothing about it is open."""
        world, kiosk_id = self.world, kiosk.place.kiosk_id
        waits = any(
            kiosk_id in (order.leased_to, order.served_at, *order.asked_at)
            for order in world.books.orders.values()
        )
        if world.books.out_reasons.get(kiosk_id) is None or kiosk.unpaired or waits:
            return
        count_id, finding = world.fresh_id(), Finding(KIND, kiosk.printer.head(KIND), "重新配对")

        with suppress(Refusal, Lost):
            world.server.ask(
                f"clerk counts {kiosk_id}: {finding.sheet}",
                lambda: world.city.kiosk_papers.count(kiosk_id, count_id, finding, self.doing()),
            )

    def _pair(self, kiosk: Kiosk) -> None:
        """Take the old key away and confirm the code that the new page shows."""
        world, kiosk_id = self.world, kiosk.place.kiosk_id
        kiosks, pairing_id = world.city.kiosks, world.fresh_id()
        self.pairings += 1
        key = key_of(kiosk_id, self.pairings)

        def paired() -> None:
            pairing = kiosks.open_pairing(
                pairing_id, key.jkt, world.city.clock.now(), address="203.0.113.7"
            )
            kiosks.pair(kiosk_id, pairing.code, self.doing())

        world.server.insist(
            f"clerk unpairs {kiosk_id}", lambda: kiosks.unpair(kiosk_id, self.doing())
        )
        world.server.insist(f"clerk pairs {kiosk_id}", paired)
        kiosk.paired(key)

    def _fill(self, kiosk: Kiosk) -> None:
        world, rng, load_id = self.world, self.world.hub.rng, self.world.fresh_id()
        packet = world.depot.packet(rng, 3, 9)
        if packet is None:
            return
        first, last = packet
        # The paper goes in before it is entered: entered paper that is nowhere would be worse.
        kiosk.printer.load(load_id, KIND, [(CODE, n) for n in range(first, last + 1)])
        world.server.insist(
            f"clerk enters {first}-{last} in {kiosk.place.kiosk_id}",
            lambda: world.city.stockroom.load(
                site_id=kiosk.place.site_id,
                kiosk_id=kiosk.place.kiosk_id,
                kind=KIND,
                paper=Range(CODE, first, last),
                load_id=load_id,
                doing=self.doing(),
            ),
            once=load_id,
        )
