"""What kiosks did without a line, as their journals tell it."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from backend.counter.rules import Why
from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.carried import unfold
from backend.pickup.rules.journal import Origin
from backend.pickup.service.replay import Stray
from backend.reactions.later import Later
from backend.reactions.values import number, rows

if TYPE_CHECKING:
    from backend.wiring import City


def follow(city: "City", event: Event, doing: Doing) -> None:
    """Let pickup follow what a journal tells; what concerns no pickup is a case of its own.

    One event after the other, and none while a service holds the paper that a clerk must look
    after first: `Later` until then.
    """
    kiosk_id, site_id = str(event.data["kiosk_id"]), str(event.data["site_id"])
    entries = _readable(event)
    lines = [*unfold(rows(event.data, "carried")), *(str(row[0]) for row in entries)]
    by_kiosk = Doing(event.actor, doing.at, event.machine)
    origin = Origin(kiosk_id, site_id, str(event.data["jkt"]))
    try:
        city.journals.check_turn(kiosk_id, origin.jkt, event.number)
        strays = city.pickup_replay.replay(origin, lines, by_kiosk)
    except Refusal as refusal:
        if refusal.code != "kiosk-busy":
            raise
        raise Later(event.id) from refusal
    # Sheets that were only carried along are the matter of the event that told of them first.
    told = [json.loads(row[0]) for row in entries]
    fresh = {line["reservation"] for line in told if line["step"] == "fed"}
    heard = {"received_at": to_text(event.at)} | skew(city, kiosk_id)
    why = tuple(_stray(origin, one, heard) for one in strays if one.reservation_id in fresh)
    if why:
        about = f"{kiosk_id}.{event.data['jkt']}"
        city.counter.open_case(event, "journal", about, why=why, doing=doing)


def _readable(event: Event) -> list[list[str]]:
    # What nobody can read was counted before it was taken in.
    entries = rows(event.data, "entries")
    odd = set(rows(event.data, "odd")) if event.data.get("odd") else set()
    return [
        row for place, row in enumerate(entries, number(event.data, "first")) if place not in odd
    ]


def followed(city: "City", event: Event, doing: Doing) -> None:
    """Tell the kiosks room how far a journal has been followed."""
    kiosk_id, jkt = str(event.data["kiosk_id"]), str(event.data["jkt"])
    city.journals.followed(kiosk_id, jkt, event.number, doing)


def distrust(city: "City", event: Event, doing: Doing) -> None:
    """Let a person look after everything a machine may have served whose journal is not whole."""
    kiosk_id, jkt = str(event.data["kiosk_id"]), str(event.data["jkt"])
    city.pickup_leases.distrust(kiosk_id, jkt, doing)


def open_broken(city: "City", event: Event, doing: Doing) -> None:
    """Open a case for a journal that does not go on from what is known."""
    data = event.data
    about = f"{data['kiosk_id']}.{data['jkt']}"
    told = {key: data[key] for key in ("kiosk_id", "expected", "first")}
    told["received_at"] = to_text(event.at)
    why = Why(str(data["reason"]), told | skew(city, str(data["kiosk_id"])))
    city.counter.open_case(event, "journal", about, why=(why,), doing=doing)


def skew(city: "City", kiosk_id: str) -> dict[str, object]:
    """Say how far a machine's clock was off when it was last heard, nothing when it never was."""
    seconds = city.kiosks.skew_seconds(kiosk_id)
    return {} if seconds is None else {"clock_skew_seconds": seconds}


def _stray(origin: Origin, stray: Stray, heard: Mapping[str, object]) -> Why:
    told = {
        "kiosk_id": origin.kiosk_id,
        "site_id": origin.site_id,
        "pickup_id": stray.pickup_id,
        "reservation_id": stray.reservation_id,
        "told": dict(stray.told),
        "serials": [[code, number, number] for code, number in stray.sheets],
    }
    return Why("journal-stray", told | dict(heard))
