"""What more than one side does before it goes on: a lapse on record, a promise moved."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Move, Stockroom, Store
from backend.pickup.rules import acts, lending
from backend.pickup.rules.pickup import Pickup, Reservation, State


@contextmanager
def still_as_read(pickup: Pickup, store: Store) -> Iterator[None]:
    """Turn what custody declines into `Conflict` when the pickup has changed since it was read.

    A pickup and its shelf are read one after the other: where the two do not fit, somebody may
    have written between, and the answer belongs to what is there now.
    """
    try:
        yield
    except (Refusal, ValueError) as declined:
        fresh = store.find(pickup.id)
        if fresh is None or fresh.version != pickup.version:
            raise Conflict from declined
        raise


def as_saved(after: Pickup, store: Store) -> Pickup:
    """Return what was just saved, with its place in the ledger's chain.

    Raises `Conflict` when somebody wrote since: what is decided next must not rest on a state that
    nobody looked at.
    """
    found = store.find(after.id)
    if found is None or found.version != after.version:
        raise Conflict
    return found


def up_to_date(
    pickup: Pickup, *, store: Store, stockroom: Stockroom, doing: Doing, holder_here: bool = False
) -> Pickup:
    """Return the pickup as it is now, with what time ended on record; raises `Conflict`.

    While a lease stands its holder may be serving under a loan that has ended since: the end goes
    on record only where it is the holder that asks (`holder_here`), all of its journal followed.
    """
    pickup = lapsed(pickup, store=store, stockroom=stockroom, doing=doing)
    if pickup.loan is None or pickup.lent(doing.at) is not None:
        return pickup
    if pickup.lease is not None and not holder_here:
        return pickup
    after, event = lending.end_loan(pickup, pickup.loan, doing)
    store.save(after, event)
    return as_saved(after, store)


def lapsed(pickup: Pickup, *, store: Store, stockroom: Stockroom, doing: Doing) -> Pickup:
    """Return the pickup with a reservation past its end on record; raises `Conflict`."""
    held = pickup.reservation
    if pickup.state is not State.RESERVED or held is None or held.until > doing.at:
        return pickup
    with still_as_read(pickup, store):
        move = unbound(pickup, held, stockroom, doing)
    after, event = acts.lapse(pickup, doing)
    store.save(after, event, move)
    return as_saved(after, store)


def unbound(pickup: Pickup, held: Reservation, stockroom: Stockroom, doing: Doing) -> Move:
    """Free the sheets of a service that never began; refuses `binding-over`."""
    return stockroom.unbind(
        site_id=pickup.site_id or "",
        kind=pickup.kind,
        kiosk_id=held.kiosk_id,
        pickup_id=pickup.id,
        doing=doing,
    )


def settled(  # noqa: PLR0913 - the end of a service is this many facts
    pickup: Pickup,
    held: Reservation,
    stockroom: Stockroom,
    *,
    out: int,
    doubtful: int,
    why: str = "",
    taken: Sequence[tuple[str, int]] = (),
    doing: Doing,
) -> Move:
    """Let the first `out` sheets of a service leave the books, and doubt those behind them.

    Those `taken` of the doubtful ones left as well. Refuses `binding-over`.
    """
    return stockroom.settle(
        site_id=pickup.site_id or "",
        kind=pickup.kind,
        kiosk_id=held.kiosk_id,
        pickup_id=pickup.id,
        out=out,
        doubtful=doubtful,
        why=why,
        taken=taken,
        doing=doing,
    )


def freed(pickup: Pickup, stockroom: Stockroom, doing: Doing) -> list[Move]:
    """Take back what is promised for an order that ends, where anything is."""
    if pickup.site_id is None:
        return []
    count = pickup.remaining
    move = stockroom.release(
        pickup.site_id, pickup.kind, count=count, pickup_id=pickup.id, doing=doing
    )
    return [move]


def moved_promise(pickup: Pickup, site_id: str, stockroom: Stockroom, doing: Doing) -> list[Move]:
    """Promise what remains at another site and take it back at the old one.

    Refuses `site-stock-short`.
    """
    count, pickup_id = pickup.remaining, pickup.id
    held = stockroom.hold(site_id, pickup.kind, count=count, pickup_id=pickup_id, doing=doing)
    return [held, *freed(pickup, stockroom, doing)]
