"""Wishes: what an owner or time asks for while a machine may be serving without our knowing.

    no lease ──> done at once
    lease    ──> kept, and the lease recalled ──given back / settled──> done
                          └──holder dark──> a case first

A new kind of wish is one row of `KINDS`: the act, and whether it gives the present place's promise
back. The act sees a pickup without lease and wish.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from backend.kernel.clock import to_text
from backend.kernel.events import Doing, Event
from backend.pickup.rules import acts, ending
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.holding import Lease, Wish
from backend.pickup.rules.leases import recalled
from backend.pickup.rules.pickup import Pickup, State

MOVE = "move"
CANCEL = "cancel"
MAIL = "mail"
EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of wish is carried out; `frees` says that its old place's promise ends."""

    act: Callable[[Pickup, Wish, Doing], Step]
    frees: bool


def _move(pickup: Pickup, wish: Wish, doing: Doing) -> Step:
    if wish.site_id is None:
        raise ValueError("a move without a place")
    return acts.choose_site(pickup, wish.site_id, wish.site_name, doing)


def _mail(pickup: Pickup, wish: Wish, doing: Doing) -> Step:
    if wish.address_id is None:
        raise ValueError("a parcel without an address")
    return ending.mail(pickup, wish.address_id, doing)


KINDS: Mapping[str, Kind] = {
    MOVE: Kind(_move, True),
    CANCEL: Kind(lambda pickup, _, doing: ending.cancel(pickup, doing), True),
    MAIL: Kind(_mail, True),
    EXPIRE: Kind(lambda pickup, _, doing: acts.expire(pickup, doing), True),
}


def make(
    kind: str,
    doing: Doing,
    *,
    site_id: str | None = None,
    site_name: str = "",
    count: int = 0,
    address_id: str | None = None,
) -> Wish:
    """Say what is wished for, by whom and when."""
    wish = Wish(kind, doing.actor, doing.machine, doing.at, site_id, site_name, count)
    return replace(wish, address_id=address_id)


def same(one: Wish | None, other: Wish) -> bool:
    """Tell whether a wish asks for what was asked for already."""
    places = (other.kind, other.site_id, other.address_id)
    return one is not None and (one.kind, one.site_id, one.address_id) == places


def keep(
    pickup: Pickup, lease: Lease, wish: Wish, *, heard_at: datetime | None, doing: Doing
) -> Step:
    """Keep a wish until the lease is gone, and ask for it back; an earlier wish is replaced."""
    asked = recalled(lease, heard_at, doing.at)
    after = replace(pickup, wish=wish, lease=asked)
    return step(
        after,
        doing,
        "wished",
        wish=wish.kind,
        to_site_id=wish.site_id,
        kiosk_id=lease.kiosk_id,
        fencing=lease.fencing,
        latest_at=to_text(asked.latest_at or doing.at),
    )


def drop(pickup: Pickup, wish: Wish, doing: Doing) -> Step:
    """Forget a wish; the lease stays asked for."""
    after = replace(pickup, wish=None)
    return step(after, doing, "wish-dropped", wish=wish.kind, to_site_id=wish.site_id)


def do(pickup: Pickup, wish: Wish, doing: Doing) -> Step:
    """Do what is wished where no lease stands; refuses what the act refuses."""
    return KINDS[wish.kind].act(replace(pickup, lease=None, wish=None), wish, doing)


def carry_out(pickup: Pickup, wish: Wish, doing: Doing) -> Step:
    """Do what was wished, in the name of who wished it, as one step with the end of the lease."""
    free = replace(pickup, state=State.ISSUED, inquiry=None)
    after, event = do(free, wish, Doing(wish.actor, doing.at, wish.machine))
    return after, _with_lease(event, pickup.lease, wish)


def latest_at(pickup: Pickup) -> datetime | None:
    """Say by when a wish is done, or a person looks; None without a wish."""
    if pickup.wish is None:
        return None
    lease = pickup.lease
    return lease.latest_at if lease and lease.latest_at else pickup.wish.asked_at


def _with_lease(event: Event, lease: Lease | None, wish: Wish) -> Event:
    told: dict[str, object] = {"wished_at": to_text(wish.asked_at)}
    if lease is not None:
        told |= {"returned_by": lease.kiosk_id, "fencing": lease.fencing}
    return replace(event, data={**event.data, **told})
