"""The end of a run: time passes, everything ends, and every account balances."""

from collections.abc import Iterable
from datetime import timedelta

from backend.counter.rules import State as CaseState
from backend.invoices.rules.kinds import Kind
from backend.invoices.store import DynamoStore as InvoicesStore
from backend.kernel.clock import from_text
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.apart import Lot, listed
from backend.storage import ledger
from tests.simulation.paper import Serial, Spot
from tests.simulation.sent import OVER
from tests.simulation.town import COMPANIES, KIND
from tests.simulation.worker import Worker
from tests.simulation.world import World
from tests.simulation.written import Position

MINUTE = timedelta(minutes=1)
ROUNDS = 200


def close(world: World, worker: Worker) -> None:
    """Check what must hold when every journal has arrived and quiet time has passed."""
    _journals_arrived(world)
    world.books.all_told = True
    world.books.check("the end")
    _clerk_has_the_rest(world)
    _expire(world)
    world.books.check("after expiry")
    _nothing_left(world)
    _quarantine_listed(world)
    _allowances(world)
    _all_received(world)
    _every_sheet_told(world, worker.heard)
    _ledger_whole(worker.heard, world)


def _journals_arrived(world: World) -> None:
    """The house has the last line of every journal, and has followed all of them."""
    for kiosk in world.kiosks.values():
        name = f"{kiosk.place.kiosk_id}/{kiosk.caller.key.jkt}"
        position = world.books.journals.get(name, Position(0, 0, None))
        lines = [one["n"] for one in kiosk.disk.kept.lines]
        if max(lines, default=0) > position.number or position.waiting or position.broken:
            world.books.blame("an end", f"{kiosk.place.kiosk_id} has untold lines: {position}")


def _clerk_has_the_rest(world: World) -> None:
    """Invariant 3: what is not over waits for its owner or is a case that a clerk has."""
    inbox = world.city.counter.inbox(CaseState.OPEN, None, 100).items
    cases = {case.subject_id for case in inbox}
    for order in world.books.orders.values():
        if order.state == "open" and order.id not in cases:
            world.books.blame("an end", f"{order.id} is open and no clerk has it")
        if order.state in ("reserved", "dispensing"):
            world.books.blame("an end", f"{order.id} is {order.state} for ever")
        if order.reported:
            world.books.blame("an end", f"the report of {order.id} is not decided")
        if order.state == "open":
            world.books.blame("an end", f"{order.id} is still open after quiet time")
    for case in inbox:
        if case.kind == "pickup" and world.books.orders[case.subject_id].state != "open":
            state = world.books.orders[case.subject_id].state
            world.books.blame("an end", f"a case about {case.subject_id}, which is {state}")


def _expire(world: World) -> None:
    """Let eight days pass: what nobody fetched expires and gives back what it held.

    A machine that holds a lease is asked for it first, and answers by its next two turns.
    """
    hub, city, store = world.hub, world.city, world.server.store
    hub.over = True
    hub.run(hub.now_ms + 45_000)
    table = next(name for name in store.rows if name.endswith("-pickups"))
    # Reminders come before the end: what is due next is known only after what is due now.
    for _ in range(ROUNDS):
        due = {item["due_at"]["S"] for item in store.items(table) if "due_at" in item}
        if not due:
            break
        minute = from_text(min(due)).replace(second=0, microsecond=0)
        hub.skip(minute + MINUTE)
        for pickup_id in city.pickup_time.store.due(minute):
            city.pickup_time.pass_time(pickup_id, Doing("system/pickup-sweep", hub.now()))
        # Leases are given back, and the house hears of it, before time goes on.
        hub.run(hub.now_ms + 120_000)
    hub.run(hub.now_ms + 60_000)
    if city.counter.inbox(CaseState.OPEN, None, 1).items:
        world.books.blame("an end", "a case is open when all is over")


def _nothing_left(world: World) -> None:
    for order in world.books.orders.values():
        if order.state not in ("dispensed", "closed"):
            world.books.blame("an end", f"{order.id} is {order.state} when all is over")
    for sent in world.books.post.orders.values():
        if sent.state not in OVER:
            world.books.blame("an end", f"{sent.id} by mail is {sent.state} when all is over")
    for task in world.city.delivery.tasks.list_open(None, 1).items:
        world.books.blame("an end", f"the mail room's task {task.id} is open when all is over")
    for shelf in world.books.shelves.values():
        if shelf.held or shelf.bound:
            world.books.blame("an end", f"{shelf.site_id} still holds {shelf.held}, {shelf.bound}")


def _quarantine_listed(world: World) -> None:
    """Each sheet in quarantine waits for a clerk's decision, and no other sheet does."""
    lots: list[Lot] = []
    cursor = None
    while True:
        page = world.city.kiosk_apart.list_open(
            site_id=None, kiosk_id=None, cursor=cursor, limit=100
        )
        lots += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    waiting = sorted(serial for lot in lots for serial in listed(lot.left))
    apart = sorted(one for shelf in world.books.shelves.values() for one in shelf.in_doubt)
    if waiting != apart:
        world.books.blame("quarantine", f"{waiting} wait for a decision, {apart} are apart")


def _allowances(world: World) -> None:
    """What companies hold is what was handed over, and nothing of theirs still waits."""
    store, waiting, holding = InvoicesStore(), 0, 0
    for company in COMPANIES:
        _, allowance = store.find_kind(company.id, Kind(KIND))
        if allowance is not None:
            waiting, holding = waiting + allowance.waiting, holding + allowance.holding
    handed = sum(len(order.handed) for order in world.books.orders.values())
    handed += sum(order.brought for order in world.books.post.orders.values())
    if (waiting, holding) != (0, handed):
        world.books.blame("allowance", f"{waiting} wait, {holding} held, {handed} handed over")


_BY_WHOM = ("kiosk_id", "pickup_id")
_COUNTED = ("custody:sheets:counted",)
_BY_MAIL = ("delivery:order:taken", "delivery:order:signed")
_ON_A_TABLE = (Spot.CLERK, Spot.TABLE, Spot.PARCEL, Spot.VAN, Spot.DOCK)
_LEFT = {
    "custody:sheets:settled": ("out", "in_doubt"),
    "custody:sheets:written-off": ("out", "in_doubt"),
    "custody:sheets:set-apart": ("in_doubt",),
    "custody:sheets:counted": ("in_doubt",),
}


def _every_sheet_told(world: World, events: Iterable[Event]) -> None:
    """Invariant 4: each sheet that moved has an event that names who moved it, and for whom."""
    told: set[Serial] = set()
    for event in events:
        if event.kind == "pickup:pickup:sheet-confirmed":
            told.add((str(event.data["code"]), int(str(event.data["number"]))))
            _names(world, event, ("kiosk_id", "reservation_id", "collector_id"))
        elif event.kind in _LEFT:
            for name in _LEFT[event.kind]:
                told |= _serials(event.data[name])
            _names(world, event, ("kiosk_id",) if event.kind in _COUNTED else _BY_WHOM)
        elif event.kind in ("pickup:pickup:settled", "pickup:pickup:stopped"):
            _names(world, event, ("kiosk_id", "reservation_id", "collector_id"))
        elif event.kind in _BY_MAIL:
            told |= _serials(event.data["serials"])
            _names(world, event, ("parcel_id", "collector_id"))
    for serial, lying in world.paper.where.items():
        if lying.spot in _ON_A_TABLE:
            world.books.blame("one place", f"{serial} stays in somebody's hand: {lying}")
        if lying.spot not in (Spot.CASSETTE, Spot.DRAWER) and serial not in told:
            world.books.blame("every sheet told", f"{serial} is {lying} and no event tells of it")


def _names(world: World, event: Event, names: tuple[str, ...]) -> None:
    if missing := [name for name in names if not event.data.get(name)]:
        world.books.blame("every sheet told", f"{event.kind} {event.id} does not name {missing}")


def _serials(rows: object) -> set[Serial]:
    assert isinstance(rows, list)
    return {(code, n) for code, first, last in rows for n in range(int(first), int(last) + 1)}


def _all_received(world: World) -> None:
    """Invariant 1: what came in lies at the depot, or in one of the places it went to."""
    books = world.books
    left = len(books.entered) - len(books.depot)
    there = sum(last - first + 1 for _, first, last in books.post.depot)
    if there + left != books.post.received:
        told = f"{there} at the depot, {left} elsewhere"
        books.blame("none vanishes", f"{books.post.received} came in, {told}")


def _ledger_whole(events: Iterable[Event], world: World) -> None:
    for subject in {event.subject for event in events}:
        number = ledger.broken_at(subject)
        if number is not None:
            world.books.blame("ledger", f"the chain of {subject} breaks at {number}")
