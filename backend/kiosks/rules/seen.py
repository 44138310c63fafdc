"""A kiosk as others see it: with its cassettes and last report, or just whether it serves."""

from dataclasses import dataclass
from typing import Protocol

from backend.kiosks.rules.condition import Telemetry
from backend.kiosks.rules.kiosk import Kiosk


class Cassette(Protocol):
    """Paper of one kind in a machine: the next serial that leaves it, and how many are left."""

    @property
    def kind(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def next(self) -> int: ...
    @property
    def left(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """A kiosk with what others know of it."""

    kiosk: Kiosk
    site_name: str
    cassettes: tuple[Cassette, ...]
    heard: Telemetry | None


@dataclass(frozen=True, slots=True)
class Serving:
    """What other rooms ask of a kiosk: where it is, whether it serves, else why not.

    `held_up` says that a service of its waits for a clerk, `paired` that it has the key asked for.
    """

    id: str
    site_id: str
    in_service: bool
    why_not: str | None
    held_up: bool = False
    paired: bool = True
