"""How a pickup ends without its paper: reminded in time, cancelled or mailed by its owner."""

from dataclasses import replace
from datetime import datetime, timedelta

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.lending import check_at_rest
from backend.pickup.rules.pickup import REMINDERS_HOURS, Ending, Pickup, State


def may_cancel(pickup: Pickup, now: datetime) -> bool:
    """Tell whether its owner may cancel what was not handed over; False when that was done.

    Refuses `pickup-over` for one that ended otherwise, `pickup-busy` while a machine holds it or a
    clerk must look.
    """
    if pickup.state is State.CLOSED and pickup.care.ended is Ending.CANCELLED:
        return False
    check_at_rest(pickup, now)
    return True


def cancel(pickup: Pickup, doing: Doing) -> Step:
    """Close what was not handed over, as its owner asked in time; what was handed stays handed.

    Older codes die. It may be done after the code has ended: a machine had to answer first.
    """
    after = replace(
        pickup,
        state=State.CLOSED,
        generation=pickup.generation + 1,
        care=replace(pickup.care, ended=Ending.CANCELLED, ended_at=doing.at),
    )
    return step(
        after,
        doing,
        "cancelled",
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        kind=pickup.kind,
        count=pickup.remaining,
        handed=pickup.handed_count,
        site_id=pickup.site_id,
    )


def may_mail(pickup: Pickup, address_id: str, now: datetime) -> bool:
    """Tell whether its owner may have sent what was not handed over; False when that was done.

    Refuses `pickup-over` for one that ended otherwise, was sent elsewhere or whose code has ended,
    `pickup-busy` while a machine holds it or a clerk must look, `pickup-disputed` while a clerk
    has still to say which sheets are in hand: those are not sent once more.
    """
    care = pickup.care
    sent = pickup.state is State.CLOSED and care.ended is Ending.MAILED
    if sent and care.mailed_to == address_id:
        return False
    check_at_rest(pickup, now)
    if pickup.disputes:
        raise Refusal("pickup-disputed")
    return True


def mail(pickup: Pickup, address_id: str, doing: Doing) -> Step:
    """Close what was not handed over, for the mail room owes it from now on.

    Older codes die. The count leaves with this event alone: no machine yields it any more.
    """
    care = replace(pickup.care, ended=Ending.MAILED, ended_at=doing.at, mailed_to=address_id)
    after = replace(pickup, state=State.CLOSED, generation=pickup.generation + 1, care=care)
    return step(
        after,
        doing,
        "mailed",
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        collector_id=pickup.collector_id,
        pickup_id=pickup.id,
        kind=pickup.kind,
        count=pickup.remaining,
        handed=pickup.handed_count,
        site_id=pickup.site_id,
        address_id=address_id,
    )


def remind(pickup: Pickup, doing: Doing) -> Step:
    """Remind the owner that the code ends soon.

    A reminder that comes so late that the next one is due as well is left out.
    """
    left = pickup.expires_at - doing.at
    hours = min(one for one in REMINDERS_HOURS if left <= timedelta(hours=one))
    care = replace(pickup.care, reminded_hours=hours, reminded_at=doing.at)
    return step(
        replace(pickup, care=care),
        doing,
        "reminded",
        hours=hours,
        expires_at=to_text(pickup.expires_at),
        company_id=pickup.company_id,
        collector_id=pickup.collector_id,
        site_id=pickup.site_id,
    )
