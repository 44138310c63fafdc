"""What follows by itself: the ledger's stream with its losses and repeats, and the sweepers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from backend.kernel.events import Event
from backend.reactions import TABLE, Later, react
from backend.storage.ledger import LedgerItem, from_item
from functions import ledger_replay, pickup_sweep, sweeping
from tests.simulation.memory import Item
from tests.simulation.post import Post
from tests.simulation.world import World

TRIES = 3


@dataclass(eq=False)
class Worker:
    """The functions of the city."""

    world: World
    post: Post
    off_until_ms: int = 0
    heard: list[Event] = field(default_factory=list)

    def attach(self) -> None:
        """Hear of every new event of the ledger, as the stream tells it."""
        store = self.world.server.store
        others = store.written

        def written(table: str, before: Item | None, item: Item) -> None:
            others(table, before, item)
            if table.endswith("-ledger"):
                self._heard(from_item(LedgerItem.from_raw_data(dict(item))))

        store.written = written

    def live(self) -> None:
        """Sweep every minute, replay every third."""
        hub, city = self.world.hub, self.world.city
        minute = 0
        while True:
            hub.sleep(60_000)
            if hub.over:
                return
            minute += 1
            if hub.chance(self.world.faults.worker_off / 4):
                self.off_until_ms = hub.now_ms + hub.rng.randint(30_000, 400_000)
                hub.say("the worker is off")
            if hub.now_ms < self.off_until_ms:
                continue
            self.world.server.run("sweeper", self._sweep)
            if minute % 3 == 0:
                self.world.server.run("replay", lambda: ledger_replay.replay(city))

    def _sweep(self) -> sweeping.Swept:
        swept = pickup_sweep.sweep(self.world.city)
        if swept.failed:
            self.world.books.blame("the server raised", "a pickup could not be moved by time")
        return swept

    def _heard(self, event: Event) -> None:
        self.heard.append(event)
        self._machines_turn(event)
        self.post.heard(event)
        if event.kind not in TABLE:
            return
        hub, faults = self.world.hub, self.world.faults
        if hub.chance(faults.event_lost):
            hub.say(f"the stream loses {event.kind} {event.id}")
            return
        self._deliver(event, TRIES)
        if hub.chance(faults.event_repeated):
            self._deliver(event, TRIES)

    def _machines_turn(self, event: Event) -> None:
        """Pages take a turn every few seconds; here, for speed, when there is something to hear."""
        world = self.world
        match event.kind:
            case "pickup:pickup:recalled" | "pickup:pickup:wished":
                world.kiosks[str(event.data["kiosk_id"])].turn_soon()
            case "pickup:pickup:issued" | "pickup:pickup:moved" if event.data.get("site_id"):
                near = [one for one in world.kiosks.values() if one.at_site(event.data["site_id"])]
                world.hub.rng.choice(near).turn_soon()

    def _deliver(self, event: Event, tries: int) -> None:
        hub = self.world.hub
        wait_ms = max(0, self.off_until_ms - hub.now_ms) + hub.rng.randint(50, 3_000)
        name = f"reaction to {event.kind.split(':')[-1]} {event.id}"

        def done(_: object, raised: BaseException | None) -> None:
            # What waits for its turn is no failure: the stream goes on, the sweeper has it.
            if raised is not None and not isinstance(raised, Later) and tries > 1:
                self._deliver(event, tries - 1)

        hub.at(wait_ms, self._run(name, event, done))

    def _run(
        self, name: str, event: Event, done: Callable[[object, BaseException | None], None]
    ) -> Callable[[], None]:
        world = self.world
        return lambda: world.server.run(name, lambda: react(world.city, event), done)
