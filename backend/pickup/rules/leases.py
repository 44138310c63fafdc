"""A lease on a pickup: granted, recalled, given back, and what is left when nobody answers.

issued ──grant──> issued + lease ──reserve / journal──> … ──stop, finish──> no lease
                    │  ^                                      (the machine's own word)
                    │  ├── lapse, stop before the start: no paper moved
                    │  └── recall, wish, settle: the holder is asked to give it back
                    ├──give back──> issued, or what was wished
                    └──holder dark past its end──> open (a clerk looks, or its journal arrives)

The end of a lease frees nothing by itself: a machine that is dark past it may have served before.
"""

from dataclasses import replace
from datetime import datetime

from backend.kernel.clock import to_text
from backend.kernel.events import Doing
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.holding import REST, Lease, ends_at
from backend.pickup.rules.pickup import Inquiry, Pickup, State


def may_lease(pickup: Pickup, site_id: str, now: datetime) -> bool:
    """Tell whether a machine of a site may be given a lease.

    A remainder is never leased: its owner stands in the street and may fetch it anywhere. A loan
    that ended by time goes on record first, or the machine would be told of the wrong code. What a
    journal disputes waits for its clerk.
    """
    return (
        pickup.state is State.ISSUED
        and pickup.site_id == site_id
        and pickup.lease is None
        and pickup.wish is None
        and not (pickup.handed or pickup.disputes)
        and pickup.generation == pickup.code_generation(now)
        and now < pickup.code_ends_at(now)
        and (pickup.leasable_at is None or pickup.leasable_at <= now)
    )


def grant(pickup: Pickup, kiosk_id: str, jkt: str, doing: Doing) -> Step:
    """Let one machine serve a pickup without asking; the new version is the fencing number."""
    generation = pickup.code_generation(doing.at)
    lease = Lease(kiosk_id, jkt, pickup.version + 1, generation)
    after = replace(pickup, lease=lease, leasable_at=None)
    return step(
        after,
        doing,
        "leased",
        kiosk_id=kiosk_id,
        site_id=pickup.site_id,
        kind=pickup.kind,
        count=pickup.remaining,
        generation=generation,
        fencing=lease.fencing,
        kept_for_id=pickup.collector(doing.at),
    )


def recalled(lease: Lease, heard_at: datetime | None, now: datetime) -> Lease:
    """Ask for a lease back; one that was asked for already stays as it is."""
    if lease.recall_at is not None:
        return lease
    return replace(lease, recall_at=now, latest_at=ends_at(heard_at, now))


def recall(pickup: Pickup, lease: Lease, heard_at: datetime | None, doing: Doing) -> Step | None:
    """Ask the holder to give a lease back; None when it was asked already."""
    if lease.recall_at is not None:
        return None
    asked = recalled(lease, heard_at, doing.at)
    return step(
        replace(pickup, lease=asked),
        doing,
        "recalled",
        kiosk_id=lease.kiosk_id,
        fencing=lease.fencing,
        latest_at=to_text(asked.latest_at or doing.at),
    )


def give_back(pickup: Pickup, lease: Lease, doing: Doing) -> Step:
    """End a lease by the holder's word that it serves nobody under it.

    One that was asked for is not leased again at once: somebody stands at another machine.
    """
    after = replace(
        pickup,
        state=State.ISSUED,
        lease=None,
        inquiry=None,
        leasable_at=doing.at + REST if lease.recall_at else None,
    )
    return step(after, doing, "lease-returned", kiosk_id=lease.kiosk_id, fencing=lease.fencing)


def postpone(pickup: Pickup, lease: Lease, heard_at: datetime, doing: Doing) -> Step:
    """Wait longer for a holder that was heard since it was asked."""
    later = replace(lease, latest_at=ends_at(heard_at, doing.at))
    after = replace(pickup, lease=later)
    return step(
        after,
        doing,
        "postponed",
        kiosk_id=lease.kiosk_id,
        latest_at=to_text(later.latest_at or doing.at),
    )


def fall_dark(pickup: Pickup, lease: Lease, doing: Doing, *, lost: bool = False) -> Step:
    """Open a case: the holder may have served before it fell silent, or lost its journal.

    Nothing is freed. An older service at any machine is over: its calls find no reservation.
    """
    inquiry = Inquiry(lease.kiosk_id, pickup.site_id or "", lost=lost)
    after = replace(
        pickup,
        state=State.OPEN,
        episode=pickup.version + 1,
        reservation=pickup.past,
        inquiry=inquiry,
    )
    if lost:
        # A machine that cannot say what it did must not do it again.
        after = replace(after, lease=recalled(lease, None, doing.at))
    return step(
        after,
        doing,
        "opened",
        reason="journal-lost" if lost else "lease-holder-dark",
        kiosk_id=lease.kiosk_id,
        site_id=pickup.site_id,
        company_id=pickup.company_id,
        collector_id=pickup.collector(doing.at),
        fencing=lease.fencing,
        confirmed=0,
        count=pickup.remaining,
        serials=[],
    )


def outlasting(lease: Lease | None, heard_at: datetime | None, now: datetime) -> Lease | None:
    """Say what stays of a lease once a clerk has spoken: asked for back until its end has passed.

    A clerk sees the cassette, not what a dark machine may still do: it prints on what it began.
    """
    if lease is None or (lease.latest_at is not None and lease.latest_at <= now):
        return None
    return recalled(lease, heard_at, now)


def let_go(before: Pickup, after: Pickup, lease: Lease | None = None) -> Pickup:
    """End a service, and the lease it was under but for what stays of it: `lease`.

    Nothing stays where nothing is left to be handed over.

    A wish for another place dies with the first sheet handed over: what remains is at home
    everywhere.
    """
    wish = before.wish
    moot = wish is not None and wish.site_id is not None and after.handed != before.handed
    if after.remaining == 0:
        wish = lease = None
    if moot:
        wish = None
    return replace(after, lease=lease, inquiry=None, wish=wish)
