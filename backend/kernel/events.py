"""Events: what happened to a subject, and the hash that chains them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from backend.kernel.clock import to_text


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, written together with the change it describes.

    `subject` is `pickup/<id>`, `number` the version it produced (the first is 1), `kind`
    `room:noun:past-participle`, `actor` `person/<id>`, `clerk/<id>`, `kiosk/<id>` or
    `system/<function>`, `machine` what it came from (`kiosk/<id>`, `session/<id>`), `data`
    plain JSON.
    """

    subject: str
    number: int
    kind: str
    at: datetime
    actor: str
    machine: str = ""
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The name of this event in the whole system."""
        return f"{self.subject}#{self.number}"


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something, when, and from which machine: what every verb is told.

    `acted_at` is when it was done, where the house hears of it only afterwards.
    """

    actor: str
    at: datetime
    machine: str = ""
    acted_at: datetime | None = None

    def event(self, subject: str, number: int, kind: str, /, **data: object) -> Event:
        """Say what was done to a subject."""
        if self.acted_at is not None:
            data["acted_at"] = to_text(self.acted_at)
        return Event(subject, number, kind, self.at, self.actor, self.machine, data)


def canonical(value: object) -> str:
    """Write plain JSON in one way only: sorted keys, no spaces; raises TypeError for a float."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(value: object) -> str:
    """Hash a request body, to tell a repeat from another request under the same id."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def chain(head: str, event: Event) -> str:
    """Hash an event onto its subject's chain; `head` is the last hash, empty for the first."""
    body = canonical(
        [
            head,
            event.subject,
            event.number,
            event.kind,
            to_text(event.at),
            event.actor,
            event.machine,
            event.data,
        ]
    )
    return hashlib.sha256(body.encode()).hexdigest()


def _refuse_floats(value: object) -> None:
    # Each language spells floats its own way, and an auditor must reach the same hash.
    match value:
        case float():
            raise TypeError(f"{value!r} is a float")
        case Mapping():
            for inner in value.values():
                _refuse_floats(inner)
        case list() | tuple():
            for inner in value:
                _refuse_floats(inner)
