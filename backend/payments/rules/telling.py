"""What a taxpayer is told of who did what: of the tax office, its part alone (PIPL, 最小必要)."""

from dataclasses import replace

from backend.kernel.events import Event

OFFICE = "tax-office"


def told(event: Event) -> Event:
    """Return an event without the name and the session of the clerk who acted."""
    clerk = event.actor.startswith("clerk/")
    return replace(event, actor=OFFICE, machine="") if clerk else event
