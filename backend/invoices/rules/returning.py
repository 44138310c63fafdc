"""What was approved and not fetched: given back, and taken up again (补领) within 14 days."""

from dataclasses import replace
from datetime import datetime, timedelta

from backend.invoices.rules.applications import Application, Returned, State, Wish
from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

REISSUE = timedelta(days=14)
EXPIRED = "pickup-expired"


def give_back(
    application: Application, returned: Returned, doing: Doing
) -> tuple[Application, Event]:
    """Note what an approval gave back; an earlier reissue was of what came back before."""
    after = replace(
        application, returned=returned, reissued_as=None, version=application.version + 1
    )
    return after, _event(
        after,
        "given-back",
        doing,
        count=returned.count,
        reason=returned.reason,
        given_back_at=to_text(returned.at),
    )


def reissuable_until(application: Application) -> datetime | None:
    """Until when what came back may be taken up again; None when nothing may."""
    returned = application.returned
    if returned is None or returned.reason != EXPIRED:
        return None
    return returned.at + REISSUE


def wish_again(application: Application, now: datetime) -> Wish:
    """Ask again for what came back, at the place where it waited.

    Refuses `pickup-not-expired`, then `reissue-too-late`.
    """
    until, returned = reissuable_until(application), application.returned
    if until is None or returned is None:
        raise Refusal("pickup-not-expired")
    if now > until:
        raise Refusal("reissue-too-late")
    return Wish(application.wish.kind, returned.count, returned.site_id)


def stands(successor: Application | None) -> bool:
    """Whether an application that took another up still counts; a failed one may be replaced."""
    return successor is not None and successor.state in (State.APPROVED, State.REFERRED)


def follow(
    application: Application, successor: Application, doing: Doing
) -> tuple[Application, Event]:
    """Remember which application took this one up."""
    after = replace(application, reissued_as=successor.id, version=application.version + 1)
    return after, _event(after, "reissued", doing, reissued_as=successor.id)


def _event(application: Application, verb: str, doing: Doing, **data: object) -> Event:
    kind = f"invoices:application:{verb}"
    return doing.event(
        application.subject,
        application.version,
        kind,
        application_id=application.id,
        company_id=application.company_id,
        **data,
    )
