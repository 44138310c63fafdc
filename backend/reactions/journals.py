"""What kiosks did without a line, as their journals tell it."""

import json
from typing import TYPE_CHECKING

from backend.counter.rules import Why
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.carried import unfold
from backend.pickup.service.replay import Origin, Stray
from backend.reactions.values import rows

if TYPE_CHECKING:
    from backend.wiring import City


def follow(city: "City", event: Event, doing: Doing) -> None:
    """Let pickup follow what a journal tells; what concerns no pickup is a case of its own."""
    kiosk_id, site_id = str(event.data["kiosk_id"]), str(event.data["site_id"])
    entries = rows(event.data, "entries")
    lines = [*unfold(rows(event.data, "carried")), *(str(row[0]) for row in entries)]
    by_kiosk = Doing(event.actor, doing.at, event.machine)
    origin = Origin(kiosk_id, site_id)
    strays = city.pickup_replay.replay(origin, lines, by_kiosk)
    # Sheets that were only carried along are the matter of the event that told of them first.
    told = [json.loads(row[0]) for row in entries]
    fresh = {line["reservation"] for line in told if line["step"] == "fed"}
    why = tuple(_stray(origin, one) for one in strays if one.reservation_id in fresh)
    if why:
        about = f"{kiosk_id}.{event.data['jkt']}"
        city.counter.open_case(event, "journal", about, why=why, doing=doing)


def followed(city: "City", event: Event, doing: Doing) -> None:
    """Tell the kiosks room how far a journal has been followed."""
    kiosk_id, jkt = str(event.data["kiosk_id"]), str(event.data["jkt"])
    city.journals.followed(kiosk_id, jkt, event.number, doing)


def distrust(city: "City", event: Event, doing: Doing) -> None:
    """Let a person look after everything a machine may have served whose journal is not whole."""
    kiosk_id, jkt = str(event.data["kiosk_id"]), str(event.data["jkt"])
    city.pickup_leases.distrust(kiosk_id, jkt, doing)


def _stray(origin: Origin, stray: Stray) -> Why:
    told = {
        "kiosk_id": origin.kiosk_id,
        "site_id": origin.site_id,
        "pickup_id": stray.pickup_id,
        "serials": [[code, number, number] for code, number in stray.sheets],
    }
    return Why("journal-stray", told)
