"""The clerk: settles what is open by looking into the machine, mends it, and brings paper."""

from dataclasses import dataclass
from itertools import count

from backend.counter.rules import Case, Decision
from backend.counter.rules import State as CaseState
from backend.custody.serials import Range
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.pickup import Pickup
from backend.pickup.rules.sheets import listed
from infra.local.seed.people import CLERK
from tests.simulation.kiosk import Kiosk
from tests.simulation.paper import Serial, Spot
from tests.simulation.server import Lost
from tests.simulation.town import CODE, FIRST, KIND, PLACES, RECEIVED
from tests.simulation.world import World

LOW = 4


@dataclass(eq=False)
class Desk:
    """One clerk for the city."""

    world: World

    def __post_init__(self) -> None:
        self.next_serial = FIRST + sum(place.sheets for place in PLACES)
        self.rounds = count()

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
        self._sort()
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
        if pickup is None or pickup.reservation is None:
            return
        decision = self._look(world.kiosks[pickup.reservation.kiosk_id], pickup)
        late = hub.troubled and hub.rng.random() < 0.3
        hub.sleep(hub.rng.randint(60_000, 400_000) if late else hub.rng.randint(1_000, 20_000))
        try:
            world.server.ask(
                f"clerk decides {case.id} {decision.next_serial} taken {decision.taken}",
                lambda: world.city.counter.decide(case.id, decision, self.doing()),
                once=("decide", case.id, decision),
            )
        except (Refusal, Lost):
            return

    def _look(self, kiosk: Kiosk, pickup: Pickup) -> Decision:
        """Open the door, read the next sheet, take out what is loose, ask who has what."""
        hub, paper, printer = self.world.hub, self.world.paper, kiosk.printer
        held = pickup.reservation
        assert held is not None
        printer.door_open = True
        hub.sleep(hub.rng.randint(5_000, 20_000))
        unconfirmed = listed(held.sheets)[held.confirmed :]
        for serial in unconfirmed:
            self._collect(kiosk, serial)
        printer.clear()
        taken = [serial for serial in unconfirmed if paper.where[serial].spot is Spot.HAND]
        head = printer.head(KIND)
        printer.door_open = False
        code, number = head if head else (None, None)
        hub.say(f"clerk looks into {kiosk.place.kiosk_id}: head {number}, {taken} taken")
        joined = tuple(
            (
                one.number,
                sum(paper.where[serial].spot is Spot.HAND for serial in listed(one.sheets)),
            )
            for one in pickup.disputes
            if one.joined
        )
        spans = tuple((one, first, first) for one, first in taken)
        return Decision("settle", "已开箱核对", code, number, spans, disputes=joined)

    def _collect(self, kiosk: Kiosk, serial: Serial) -> None:
        lying = self.world.paper.where[serial]
        if (lying.spot, lying.kiosk_id) == (Spot.TRAY, kiosk.place.kiosk_id):
            there = kiosk.visitor is not None
            self.world.paper.take(serial, Spot.HAND if there else Spot.CLERK)

    def _sort(self) -> None:
        """Put what was taken out where the books have it by now: back to its owner, or away."""
        books, paper = self.world.books, self.world.paper
        doubtful = {serial for shelf in books.shelves.values() for serial in shelf.in_doubt}
        for serial, lying in list(paper.where.items()):
            if lying.spot is not Spot.CLERK:
                continue
            if serial in doubtful:
                paper.take(serial, Spot.QUARANTINE)
            elif serial in books.orders[lying.pickup_id].handed:
                paper.take(serial, Spot.HAND)

    def _mend(self, kiosk: Kiosk) -> None:
        """Clear a jam and fill up, while nobody is served."""
        hub, printer = self.world.hub, kiosk.printer
        if not printer.on or (hub.troubled and hub.rng.random() < 0.5):
            return
        if printer.machine.jam or printer.machine.faults.paper_out_after is not None:
            printer.door_open = True
            hub.sleep(hub.rng.randint(1_000, 10_000))
            printer.clear()
            printer.door_open = False
        if len(self.world.paper.cassettes[kiosk.place.kiosk_id]) < LOW:
            self._fill(kiosk)

    def _fill(self, kiosk: Kiosk) -> None:
        world, rng = self.world, self.world.hub.rng
        first, load_id = self.next_serial, world.fresh_id()
        last = min(first + rng.randint(3, 9), FIRST + RECEIVED - 1)
        if first > last:
            return
        self.next_serial = last + 1
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
