"""What somebody with a phone does besides fetching: reports missing sheets, lends a pickup."""

from contextlib import suppress
from datetime import timedelta
from typing import Protocol

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.pickup import Pickup
from backend.pickup.rules.sheets import listed
from backend.pickup.service.lending import Wish
from backend.pickup.service.reporting import Said
from infra.local.seed.people import PEOPLE, Person
from tests.simulation.paper import Spot
from tests.simulation.server import Lost
from tests.simulation.town import LAST_REPORT_MS
from tests.simulation.world import World

LOOKS = 16


class Owner(Protocol):
    """Whose order it is."""

    world: World
    name: str

    @property
    def owner(self) -> Person: ...
    def doing(self) -> Doing: ...


class Report:
    """A collector counts what came, says when it was fewer, and waits for a clerk."""

    def __init__(self, errand: Owner) -> None:
        self.errand, self.world = errand, errand.world

    def live(self, pickup_id: str) -> None:
        """Say what is missing, or that something is; then look until it is decided."""
        hub = self.world.hub
        pickup = self._pickup(pickup_id)
        if pickup is None or hub.now_ms > LAST_REPORT_MS or not pickup.care.services:
            return
        service, where = pickup.care.services[-1], self.world.paper.where
        has = sum(where[one].spot is Spot.HAND for one in listed(service.sheets))
        if has and hub.chance(self.world.faults.grumbling):
            has -= 1  # counted wrongly, or not honest
        if has < service.count and hub.rng.random() < 0.7:
            self._say(pickup_id, has)
        for _ in range(LOOKS):
            pickup = self._pickup(pickup_id)
            told = pickup.care.report if pickup else None
            if told is None or told.outcome is not None:
                return
            hub.sleep(hub.rng.randint(15_000, 40_000))

    def _say(self, pickup_id: str, has: int) -> None:
        world, report_id, person = self.world, self.world.fresh_id(), self.errand.owner.id
        with suppress(Refusal):
            world.server.insist(
                f"{self.errand.name} reports: has {has}",
                lambda: world.city.pickup_report.report(
                    pickup_id, report_id, Said(has), person_id=person, doing=self.errand.doing()
                ),
                once=report_id,
            )

    def _pickup(self, pickup_id: str) -> Pickup | None:
        return self.world.city.pickup.store.find(pickup_id)


class Lending:
    """An owner who sends somebody else, and asks again while a machine is asked first."""

    def __init__(self, errand: Owner) -> None:
        self.errand, self.world = errand, errand.world

    def lend(self, pickup: Pickup) -> Person | None:
        """Lend a pickup, perhaps; returns who may collect it now."""
        world, rng, owner = self.world, self.world.hub.rng, self.errand.owner
        if not world.hub.chance(world.faults.lending):
            return None
        to = rng.choice([one for one in PEOPLE if one.id != owner.id])
        loan_id = world.fresh_id()
        until = world.hub.now() + timedelta(minutes=rng.choice((8, 20, 300)))
        wish = Wish(to.phone, to.name, until)
        for _ in range(6):
            try:
                world.server.ask(
                    f"{self.errand.name} lends to {to.key} until {until:%H:%M}",
                    lambda: world.city.pickup_lending.lend(
                        pickup.id, loan_id, wish=wish, person_id=owner.id, doing=self.errand.doing()
                    ),
                    once=loan_id,
                )
                return to
            except Refusal as refusal:
                if refusal.code != "pickup-leased":
                    return None
            except Lost:
                pass
            world.hub.sleep(rng.randint(3_000, 12_000))
        return None
