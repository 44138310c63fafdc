"""What clerks do after the paper moved: reports, sheets drawn back, and what lies in quarantine."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from backend.counter.rules import Case, Decision
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.rules.apart import Lot, Nature, Outcome, Ruling, Stand, gathered, listed
from backend.pickup.rules.pickup import Pickup, Report
from backend.pickup.rules.sheets import listed as sheets_of
from infra.local.seed.people import CLERK, SECOND_CLERK
from tests.simulation.kiosk import Kiosk
from tests.simulation.paper import Serial, Spot
from tests.simulation.server import Lost
from tests.simulation.world import World

# What a clerk can honestly say of a sheet, by where it is.
_HERE = (Outcome.VOIDED, Outcome.GIVEN_BACK)
_AWAY = (Outcome.VOIDED, Outcome.LOST)
# What a machine drew back waits for its case: who is too quick with it is refused.
MAY = {
    Spot.QUARANTINE: _HERE,
    Spot.ASTRAY: _AWAY,
    Spot.HAND: _AWAY,
    Spot.BIN: (Outcome.VOIDED,),
}


@dataclass(eq=False)
class Aftercare:
    """Two clerks; `decide` says to the counter what was found."""

    world: World
    say: Callable[[Case, Decision], None]

    def doing(self, who: str = CLERK.id) -> Doing:
        return Doing(f"clerk/{who}", self.world.city.clock.now(), "session/desk")

    def decide(self, case: Case) -> None:
        """Look at the film of a reported service, or at what a machine drew back."""
        world, rng = self.world, self.world.hub.rng
        if world.hub.troubled and rng.random() < 0.3:
            return  # another time
        found = world.city.pickup.store.find(case.subject_id)
        told = found.care.report if found else None
        if found is None or told is None or told.number != case.episode:
            return
        if case.kind == "retracted":
            self.say(case, Decision(rng.choice(("handed", "spoiled")), "已核对"))
            return
        missing = self._missing(found, told)
        spans = tuple((code, number, number) for code, number in missing)
        outcome = "missing" if missing else "found"
        self.say(case, Decision(outcome, "监控已看", missing=spans))

    def _missing(self, pickup: Pickup, told: Report) -> list[Serial]:
        """List the sheets of a service that its collector has not; what lies about is taken."""
        paper = self.world.paper
        [service] = [
            one for one in pickup.care.services if one.reservation_id == told.reservation_id
        ]
        away = [one for one in sheets_of(service.sheets) if paper.where[one].spot is not Spot.HAND]
        for serial in away:
            if paper.where[serial].spot in (Spot.TRAY, Spot.BIN):
                paper.take(serial, Spot.CLERK)
        return away

    def rule(self) -> None:
        """Decide of some sheets in quarantine; a colleague answers, and not always yes."""
        world, rng = self.world, self.world.hub.rng
        if rng.random() < 0.5:
            return
        apart = world.city.kiosk_apart
        with suppress(Refusal, Lost):
            page = world.server.ask(
                "clerk looks at quarantine",
                lambda: apart.list_open(site_id=None, kiosk_id=None, cursor=None, limit=20),
            )
            if page.items:
                self._rule_on(rng.choice(page.items))

    def _rule_on(self, lot: Lot) -> None:
        world, rng, apart = self.world, self.world.hub.rng, self.world.city.kiosk_apart
        named = (lot.kiosk_id, lot.id)
        where = world.paper.where
        free = [one for one in listed(lot.free) if where[one].spot in MAY]
        for made in (one for one in lot.decisions if one.stand is Stand.PROPOSED):
            agrees = rng.random() < 0.8
            after = world.server.insist(
                f"second clerk answers {lot.id}: {agrees}",
                lambda made=made, agrees=agrees: apart.answer(
                    *named, made.id, agrees=agrees, doing=self.doing(SECOND_CLERK.id)
                ),
                once=("answer", made.id),
            )
            self._store(after, made.id)
            return
        if not free:
            return
        spot = where[rng.choice(free)].spot
        sheets = [one for one in free if where[one].spot is spot][: rng.randint(1, 3)]
        may = [one for one in MAY[spot] if one in lot.may or lot.nature is Nature.IN_DOUBT]
        ruling = Ruling(rng.choice(may), gathered(sheets), "已处理", lot.version)
        decision_id = world.fresh_id()
        world.server.ask(
            f"clerk rules {ruling.outcome} on {sheets} of {lot.id}",
            lambda: apart.decide(*named, decision_id, ruling=ruling, doing=self.doing()),
            once=("rule", decision_id),
        )

    def _store(self, lot: Lot, decision_id: str) -> None:
        made = lot.find(decision_id)
        if made and made.stand is Stand.DONE and made.ruling.outcome is Outcome.GIVEN_BACK:
            for serial in listed(made.ruling.packets):
                self.world.paper.take(serial, Spot.DEPOT)

    def empty(self, kiosk: Kiosk) -> None:
        """Take out what a machine drew back and the house would not hear of."""
        paper, orders = self.world.paper, self.world.books.orders
        if not kiosk.tray.disowned:
            return
        kiosk.tray.disowned = False
        for serial in paper.at(Spot.BIN, kiosk.place.kiosk_id):
            if serial not in orders[paper.where[serial].pickup_id].retracted:
                paper.take(serial, Spot.CLERK)

    def sort(self) -> None:
        """Put what was taken out where the books have it by now: back to its owner, or away."""
        books, paper = self.world.books, self.world.paper
        apart = {serial for shelf in books.shelves.values() for serial in shelf.in_doubt}
        told = {serial for kiosk in self.world.kiosks.values() for serial in kiosk.tray.told}
        for serial, lying in list(paper.where.items()):
            if lying.spot not in (Spot.CLERK, Spot.BIN):
                continue
            order = books.orders[lying.pickup_id]
            if order.reported:
                continue  # whose it is, is being decided
            if serial in apart or serial in books.ended or serial in books.depot:
                paper.take(serial, Spot.QUARANTINE)
            elif serial in order.handed and (lying.spot is Spot.CLERK or serial in told):
                paper.take(serial, Spot.HAND)
