"""What a company is told of who did what: its own people by name, of the others their part alone.

An invoice and its form have two parties and the tax office. Who sits at the desk of another, and in
which session, is nobody else's business (PIPL, 最小必要): a history says `buyer`, `seller` or
`tax-office` there. What lapsed was done by time; whoever wrote it down did not do it.
"""

from collections.abc import Mapping
from dataclasses import replace

from backend.einvoices.rules.red_forms import Side
from backend.kernel.events import Event

OFFICE, TIME = "tax-office", "time"
_ALWAYS: Mapping[str, Side] = {
    "einvoices:invoice:issued": Side.SELLER,
    "einvoices:invoice:taken-back": Side.SELLER,
    "einvoices:invoice:used": Side.BUYER,
    "einvoices:invoice:booked": Side.BUYER,
    "einvoices:red-form:issued": Side.SELLER,
}
_FILER = ("einvoices:red-form:filed", "einvoices:red-form:withdrawn")
_ANSWERER = ("einvoices:red-form:confirmed", "einvoices:red-form:denied")


def told_to(side: Side, event: Event, filed_for: Side | None = None) -> Event:
    """Return an event as one side is told it; `filed_for` is who filed the form it is of."""
    by = _by(event, filed_for)
    return event if by == side else replace(event, actor=by, machine="")


def own(event: Event) -> Event:
    """Return an event of what one company alone acts on: only the tax office is no name in it."""
    return replace(event, actor=OFFICE, machine="") if _office(event) else event


def _by(event: Event, filed_for: Side | None) -> str:
    if _office(event):
        return OFFICE
    if event.kind in _ALWAYS:
        return _ALWAYS[event.kind]
    if filed_for is not None and event.kind in _FILER:
        return filed_for
    if filed_for is not None and event.kind in _ANSWERER:
        return filed_for.other
    # An invoice says itself for which side it was held and let go.
    return str(event.data.get("side") or TIME)


def _office(event: Event) -> bool:
    return event.actor.startswith("clerk/")
