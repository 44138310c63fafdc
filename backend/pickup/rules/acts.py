"""What the owner and time do to a pickup: each act returns the next pickup and its event.

The machine's part of the story, and the drawing of the whole, stand in `dispensing.py`.
"""

from dataclasses import replace

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.pickup.rules.pickup import TRIES, Ending, Pickup, State

Step = tuple[Pickup, Event]


def issue(pickup: Pickup, doing: Doing) -> Step:
    """Bring a pickup into the world."""
    return step(
        pickup,
        doing,
        "issued",
        application_id=pickup.application_id,
        company_id=pickup.company_id,
        kind=pickup.kind,
        count=pickup.count,
        site_id=pickup.site_id,
        expires_at=to_text(pickup.expires_at),
    )


def choose_site(pickup: Pickup, site_id: str, site_name: str, doing: Doing) -> Step:
    """Move an order to another site, which the history names; older codes die.

    Refuses `pickup-over`, `pickup-busy`.
    """
    if pickup.state in (State.DISPENSED, State.CLOSED):
        raise Refusal("pickup-over", field="/site_id")
    if pickup.seen(doing.at) is not State.ISSUED:
        raise Refusal("pickup-busy", field="/site_id")
    after = replace(pickup, site_id=site_id, state=State.ISSUED, generation=pickup.generation + 1)
    return _moved(pickup, after, site_name, doing)


def bring(pickup: Pickup, site_id: str, site_name: str, doing: Doing) -> Step:
    """Take a remainder to the site where its code was just shown; the code stays good."""
    return _moved(pickup, replace(pickup, site_id=site_id), site_name, doing)


def miss_collector(pickup: Pickup, reservation_id: str, doing: Doing) -> Step:
    """Count a wrong answer to "who are you"; the fifth locks the pickup."""
    after = replace(pickup, tries_left=pickup.tries_left - 1, missed_id=reservation_id)
    return step(after, doing, "collector-refused", tries_left=after.tries_left)


def unlock(pickup: Pickup, doing: Doing) -> Step | None:
    """Give the tries back, as the collector asks on the phone; None when none is missing.

    Refuses `pickup-over`, `pickup-busy`.
    """
    if pickup.state in (State.DISPENSED, State.CLOSED):
        raise Refusal("pickup-over")
    if pickup.tries_left == TRIES:
        return None
    if pickup.seen(doing.at) is not State.ISSUED:
        raise Refusal("pickup-busy")
    after = replace(pickup, tries_left=TRIES, missed_id=None)
    return step(after, doing, "unlocked")


def lapse(pickup: Pickup, doing: Doing) -> Step:
    """Write down that a reservation ended by itself."""
    return step(replace(pickup, state=State.ISSUED), doing, "lapsed")


def expire(pickup: Pickup, doing: Doing) -> Step:
    """Close a pickup nobody came for; hold and quota are given back by what follows."""
    care = replace(pickup.care, ended=Ending.EXPIRED, ended_at=doing.at)
    return step(
        replace(pickup, state=State.CLOSED, care=care),
        doing,
        "expired",
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        kind=pickup.kind,
        count=pickup.remaining,
        site_id=pickup.site_id,
    )


def _moved(before: Pickup, after: Pickup, site_name: str, doing: Doing) -> Step:
    return step(
        after,
        doing,
        "moved",
        site_id=after.site_id,
        site_name=site_name,
        from_site_id=before.site_id,
    )


def step(after: Pickup, doing: Doing, verb: str, **data: object) -> Step:
    """Number the next pickup and say what happened to it."""
    numbered = replace(after, version=after.version + 1)
    kind = f"pickup:pickup:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
