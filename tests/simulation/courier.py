"""The carrier: delivers, brings back or loses a parcel, and tells of it late or twice."""

from dataclasses import dataclass

from backend.delivery.rules.parcel import News, Parcel
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from tests.simulation.paper import Spot
from tests.simulation.server import Lost
from tests.simulation.world import World

LONGER_MS = 300_000  # by then the house has confirmed that the courier has it


@dataclass(eq=False)
class Courier:
    """One parcel on its way."""

    world: World
    parcel: Parcel

    def take(self) -> None:
        """Take the parcel along."""
        self._move(Spot.PARCEL, Spot.VAN)
        self.world.hub.spawn(f"courier with {self.parcel.id}", self.live)

    def live(self) -> None:
        """Bring it where it ends, and say so until somebody has heard."""
        hub, faults = self.world.hub, self.world.faults
        hub.sleep(hub.rng.randint(10_000, 180_000 if hub.troubled else 40_000))
        if hub.rng.random() < 0.4:
            self._tell(hub.rng.choice(("accepted", "in-transit", "out-for-delivery", "odd")))
            hub.sleep(hub.rng.randint(5_000, 60_000))
        if hub.chance(faults.undelivered):
            to, word = hub.rng.choice(((Spot.DOCK, "refused"), (Spot.GONE, "lost")))
            hub.sleep(LONGER_MS)
        else:
            to, word = Spot.HOME, "signed"
        self._move(Spot.VAN, to)
        while not self._tell(word):
            hub.sleep(hub.rng.randint(3_000, 20_000))
        if hub.chance(faults.late):
            self._tell("in-transit")

    def _tell(self, word: str) -> bool:
        """Tell the house once, or twice; whether it has heard is not always known."""
        world, hub = self.world, self.world.hub
        news = News(f"{self.parcel.id}-{word}", word, hub.now(), "模拟揽投部")
        heard = False
        for _ in range(2 if hub.chance(world.faults.repeated) else 1):
            try:
                world.server.ask(
                    f"carrier tells {word} of {self.parcel.id}",
                    lambda: world.city.delivery.carrier.heard(
                        self.parcel.id, news, Doing("system/carrier", world.city.clock.now())
                    ),
                    once=news.id,
                )
                heard = True
            except (Refusal, Lost):
                continue
        return heard

    def _move(self, before: Spot, after: Spot) -> None:
        paper = self.world.paper
        for serial in paper.at(before, self.parcel.id):
            paper.send(serial, after, self.parcel.id, paper.where[serial].pickup_id)
