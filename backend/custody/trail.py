"""The trail of a serial: which events speak of a sheet, and where each says that it is.

Every event that names serials is noted under the stretches of a hundred numbers that it touches,
so that one bounded query tells where a sheet was and is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.custody.serials import Range
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event

STRETCH = 100
MOST_STRETCHES = 10  # a delivery of more is noted once a code, not hundreds of times

# By kind of event: which of its lists says that its serials are where.
PLACES: Mapping[str, Mapping[str, str]] = {
    "custody:batch:received": {"serials": "depot"},
    "custody:batch:handed-out": {"serials": "transit"},
    "custody:batch:returned": {"serials": "depot"},
    "custody:sheets:loaded": {"serials": "cassette"},
    "custody:sheets:unloaded": {"serials": "depot"},
    "custody:sheets:bound": {"serials": "bound"},
    "custody:sheets:unbound": {"serials": "cassette"},
    "custody:sheets:settled": {"out": "handed", "in_doubt": "apart", "back": "cassette"},
    "custody:sheets:doubted": {"in_doubt": "apart"},
    "custody:sheets:set-apart": {"in_doubt": "apart"},
    "custody:sheets:written-off": {"in_doubt": "apart", "out": "handed"},
    "custody:sheets:counted": {"in_doubt": "apart"},
    "custody:sheets:cancelled": {"serials": "cancelled"},
    "custody:sheets:lost": {"serials": "lost"},
    "custody:sheets:given-back": {"serials": "depot"},
    "custody:drawer:filled": {"serials": "mail-room"},
    "custody:consignment:picked": {"serials": "picked"},
    "custody:consignment:undone": {
        "serials": "mail-room",
        "cancelled": "cancelled",
        "lost": "lost",
    },
    "custody:consignment:packed": {"serials": "packed"},
    "custody:consignment:handed": {"serials": "with-carrier"},
    "custody:consignment:signed": {"serials": "signed"},
    "custody:consignment:returned": {"serials": "returned"},
    "custody:consignment:restocked": {
        "serials": "depot",
        "cancelled": "cancelled",
        "lost": "lost",
    },
    "custody:consignment:lost": {"serials": "lost"},
}
# What others say of sheets without moving them: a proposal, what replaces what.
_TOLD = {"serials": ""}
_KEPT = ("kiosk_id", "pickup_id", "place", "reason", "why", "outcome", "replacements")


@dataclass(frozen=True, slots=True)
class Footprint:
    """What one event says of one sheet; `place` is empty where it says nothing of it."""

    kind: str
    subject: str
    number: int
    at: datetime
    actor: str
    machine: str
    place: str
    data: Mapping[str, object]


Note = tuple[str, str, dict[str, Any]]


def stretch_of(code: str, number: int) -> str:
    """Name the stretch of a serial."""
    return f"{code}/{number // STRETCH}"


def notes(event: Event) -> Iterator[Note]:
    """Say where an event is to be noted: stretch, place in it, and what of it."""
    spans: dict[str, list[list[Any]]] = {}
    for name, place in PLACES.get(event.kind, _TOLD).items():
        found: Any = event.data.get(name) or []
        for code, first, last in found:
            for stretch in _stretches(Range(code, int(first), int(last))):
                spans.setdefault(stretch, []).append([place, code, int(first), int(last)])
    place_in_time = f"{to_text(event.at)}#{event.subject}#{event.number:010d}"
    told = {key: event.data[key] for key in _KEPT if event.data.get(key)}
    for stretch, rows in spans.items():
        body = {
            "kind": event.kind,
            "subject": event.subject,
            "number": event.number,
            "at": to_text(event.at),
            "actor": event.actor,
            "machine": event.machine,
            "spans": rows,
            "data": told,
        }
        yield stretch, place_in_time, body


def read(body: Mapping[str, Any], code: str, number: int) -> Footprint | None:
    """Read what a note says of one sheet, None when it speaks of others only.

    Of two places in one event the later list holds: a sheet that was missing and then found with
    somebody is with them.
    """
    sheet = Range(code, number, number)
    places = [
        place
        for place, its_code, first, last in body["spans"]
        if Range(its_code, int(first), int(last)).holds(sheet)
    ]
    if not places:
        return None
    return Footprint(
        kind=body["kind"],
        subject=body["subject"],
        number=int(body["number"]),
        at=from_text(body["at"]),
        actor=body["actor"],
        machine=body["machine"],
        place=places[-1],
        data=body["data"],
    )


def _stretches(span: Range) -> Iterator[str]:
    first, last = span.first // STRETCH, span.last // STRETCH
    if last - first >= MOST_STRETCHES:
        yield span.code
        return
    for one in range(first, last + 1):
        yield f"{span.code}/{one}"
