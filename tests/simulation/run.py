"""One seed: a morning in the city with everything that can go wrong, then quiet, then accounts."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from unittest import mock

from backend.kernel import conflicts
from tests.simulation import town
from tests.simulation.accounts import close
from tests.simulation.books import Books, Broken
from tests.simulation.core import Core
from tests.simulation.depot import Depot
from tests.simulation.desk import Desk
from tests.simulation.doors import Caller
from tests.simulation.faults import thrown
from tests.simulation.hub import Hub
from tests.simulation.keys import key_of
from tests.simulation.kiosk import Kiosk
from tests.simulation.line import Line
from tests.simulation.paper import Paper
from tests.simulation.phone import Errand
from tests.simulation.post import Post
from tests.simulation.printer import Printer
from tests.simulation.quick import remembered
from tests.simulation.server import Server
from tests.simulation.stragglers import Stragglers
from tests.simulation.worker import Worker
from tests.simulation.world import World

BUSY_MS = 25 * 60_000
QUIET_MS = 22 * 60_000


@dataclass
class Result:
    """What became of a seed."""

    seed: int
    broken: str | None = None
    trace: list[str] = field(default_factory=list)
    events: int = 0
    sheets: int = 0
    orders: int = 0
    dark: int = 0
    mailed: int = 0


def run(seed: int, core: Core, *, traced: bool = False) -> Result:
    """Run one seed to its end, or to the first invariant that does not hold."""
    rng = Random(seed)
    result = Result(seed)
    hub = Hub(rng, town.START, trace=result.trace if traced else None)
    with town.unsurprising(rng), town.brief(), unhurried(hub), remembered():
        world, worker = build(hub, core)
        try:
            live(world, worker)
        except Broken as broken:
            hub.say(f"BROKEN {broken}")
            result.broken = str(broken)
        hub.end()
        result.dark = world.books.dark
        result.events, result.orders = len(worker.heard), len(world.books.orders)
        result.sheets = sum(len(order.handed) for order in world.books.orders.values())
        result.mailed = sum(order.brought for order in world.books.post.orders.values())
    return result


def unhurried(hub: Hub) -> AbstractContextManager[object]:
    """Let who lost a race wait in the run's time, and others act meanwhile."""
    pause = {"pause": lambda seconds: hub.sleep(seconds * 1_000)}
    return mock.patch.dict(conflicts.retried.__kwdefaults__, pause)


def build(hub: Hub, core: Core) -> tuple[World, Worker]:
    """Put a world together: its city, its machines, its books."""
    faults, paper = thrown(hub.rng), Paper()
    city, client = town.new(hub)
    books = Books(paper)
    server = Server(hub, faults, city=city, client=client, books=books)
    kiosks, old = {}, Stragglers(hub, faults)
    for place, bundle in town.loads():
        printer = Printer(hub, faults, paper, place.kiosk_id)
        serials = [(bundle.code, n) for n in range(bundle.first, bundle.last + 1)]
        printer.load("birth", town.KIND, serials)
        printer.moved = books.moved
        caller = Caller(city, place, key_of(place.kiosk_id))
        line = Line(hub, faults, server=server, caller=caller, old=old)
        kiosk = Kiosk(hub, faults, core=core, caller=caller, printer=printer, line=line)
        kiosk.books = books
        kiosks[place.kiosk_id] = kiosk
    drawer = town.mailable()
    paper.fill((drawer.code, number) for number in range(drawer.first, drawer.last + 1))
    books.attach(server.store)
    world = World(hub, faults, city, server, books, paper, kiosks, Depot(paper))
    worker = Worker(world, Post(world))
    worker.attach()
    return world, worker


def live(world: World, worker: Worker) -> None:
    """Let the morning pass, then the quiet, then look at every account."""
    hub = world.hub
    for kiosk in world.kiosks.values():
        kiosk.boot()
        for _ in range(hub.rng.randint(0, world.faults.cuts)):
            hub.at(hub.rng.randint(60_000, BUSY_MS), kiosk.line.be_cut)
    hub.spawn("worker", worker.live)
    hub.spawn("desk", Desk(world).live)
    hub.spawn("post", worker.post.live)
    for number in range(hub.rng.randint(5, 11)):
        company = hub.rng.choice(town.COMPANIES)
        skew = timedelta(seconds=hub.rng.randint(-15, 15))
        errand = Errand(world, company, f"order {number}", skew)
        hub.spawn(errand.name, errand.live, delay_ms=hub.rng.randint(0, 12 * 60_000))
    hub.run(BUSY_MS)
    hub.say("quiet")
    hub.troubled = False
    hub.run(BUSY_MS + QUIET_MS)
    if any(world.books.out_reasons.values()) or world.books.post.waiting:
        # What was asked back late in the quiet has its case later, and its machine its count.
        hub.run(hub.now_ms + QUIET_MS)
    close(world, worker)


def summary(results: Sequence[Result]) -> str:
    """Say in a line what many seeds came to."""
    failed = [one.seed for one in results if one.broken]
    events, sheets = sum(one.events for one in results), sum(one.sheets for one in results)
    orders, dark = sum(one.orders for one in results), sum(one.dark for one in results)
    mailed = sum(one.mailed for one in results)
    return (
        f"{len(results)} seeds, {orders} orders, {sheets} sheets ({dark} of them without a line) "
        f"and {mailed} by mail, {events} events: "
        f"{len(failed)} failed {failed[:10] if failed else ''}"
    )
