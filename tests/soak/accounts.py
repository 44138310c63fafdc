"""Afterwards every count must balance: what a camera saw, against the books and the ledger."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from backend.custody.store import find_shelf
from backend.invoices.rules.allowances import Allowance
from backend.invoices.rules.kinds import Kind
from backend.invoices.store import DynamoStore
from backend.kernel.events import Event
from backend.pickup.store import PickupStore
from backend.storage import ledger
from tests.soak.life import Life, Order
from tests.soak.town import KIND, Machine


def unsettled(lives: Sequence[Life]) -> list[str]:
    """What reactions still owe: promises and allowances that wait for the worker."""
    found = [f"{site} still holds {shelf.held}" for site, shelf in _shelves(lives) if shelf.held]
    for company, orders in _by_company(lives).items():
        allowance = _allowance(company)
        holding = sum(len(order.out) for order in orders)
        if (allowance.waiting, allowance.holding) != (0, holding):
            found.append(f"{company}: {allowance} for {holding} in hand")
    return found


def faults(lives: Sequence[Life]) -> list[str]:
    """Everything that does not balance, in words; empty when all does."""
    return [
        *(life.broken for life in lives if life.broken),
        *_twice_out(lives),
        *(fault for life in lives for order in life.orders for fault in _order(order)),
        *_paper(lives),
        *_chains(lives),
    ]


def _twice_out(lives: Sequence[Life]) -> list[str]:
    seen = Counter(n for life in lives for order in life.orders for n in order.out)
    seen.update(n for life in lives for n in life.jammed)
    return [f"sheet {number} came out {times} times" for number, times in seen.items() if times > 1]


def _order(order: Order) -> Iterator[str]:
    pickup = PickupStore().find(order.pickup_id)
    if pickup is None:
        yield f"{order.pickup_id} is gone"
        return
    kept = [n for one in pickup.handed for n in range(one.first, one.last + 1)]
    if kept != order.out:
        yield f"{order.pickup_id}: the books say {kept}, in the hand are {order.out}"
    wanted = "closed" if order.cancelled else "dispensed"
    if pickup.state != wanted or len(kept) != (0 if order.cancelled else order.count):
        yield f"{order.pickup_id} is {pickup.state} with {len(kept)} of {order.count}"
    events = _events(f"pickup/{order.pickup_id}")
    told = [event for event in events if event.kind == "pickup:pickup:sheet-confirmed"]
    if [event.data["number"] for event in told] != order.out:
        yield f"{order.pickup_id}: the ledger does not tell of {order.out}"
    named = ("kiosk_id", "reservation_id", "collector_id")
    if not all(event.data.get(name) for event in told for name in named):
        yield f"{order.pickup_id}: a sheet without machine, lease or person"


def _paper(lives: Sequence[Life]) -> Iterator[str]:
    for site, shelf in _shelves(lives):
        here = [life for life in lives if life.machine.site_id == site]
        out = sum(len(order.out) for life in here for order in life.orders)
        jammed = sorted(n for life in here for n in life.jammed)
        doubted = sorted(n for one in shelf.in_doubt for n in range(one.first, one.last + 1))
        if (shelf.out, doubted) != (out, jammed):
            yield f"{site}: {shelf.out} out and {doubted} apart; seen {out} and {jammed}"
        for life in here:
            yield from _cassette(shelf, life.machine, life)


def _cassette(shelf: Any, machine: Machine, life: Life) -> Iterator[str]:
    cassette = shelf.cassette(machine.id)
    rest = [n for one in cassette.ranges for n in range(one.first, one.last + 1)]
    gone = {n for order in life.orders for n in order.out} | set(life.jammed)
    if cassette.binding is not None or rest != [n for n in machine.sheets if n not in gone]:
        yield f"{machine.id}: {cassette} with {len(gone)} gone of {machine.sheets}"


def _chains(lives: Sequence[Life]) -> Iterator[str]:
    orders = [order for life in lives for order in life.orders]
    subjects = {f"pickup/{order.pickup_id}" for order in orders}
    subjects |= {f"application/{order.application_id}" for order in orders}
    subjects |= {f"shelf/{life.machine.site_id}/{KIND}" for life in lives}
    subjects |= {f"allowance/{order.company_id}/{KIND}" for order in orders}
    for subject in sorted(subjects):
        if (number := ledger.broken_at(subject)) is not None:
            yield f"{subject} is broken at {number}"


def _shelves(lives: Sequence[Life]) -> list[tuple[str, Any]]:
    sites = sorted({life.machine.site_id for life in lives})
    return [(site, find_shelf(site, KIND)) for site in sites]


def _by_company(lives: Sequence[Life]) -> dict[str, list[Order]]:
    found: dict[str, list[Order]] = {}
    for order in (order for life in lives for order in life.orders):
        found.setdefault(order.company_id, []).append(order)
    return found


def _allowance(company_id: str) -> Allowance:
    _, allowance = DynamoStore().find_kind(company_id, Kind(KIND))
    if allowance is None:
        raise LookupError(company_id)
    return allowance


def _events(subject: str) -> list[Event]:
    page = ledger.history(subject)
    events = list(page.items)
    while page.next_cursor:
        page = ledger.history(subject, page.next_cursor)
        events += page.items
    return events
