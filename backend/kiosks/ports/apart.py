"""What sheets set apart need: their store, the trail of serials, and whose paper it was."""

from collections.abc import Sequence
from typing import Any, Protocol

from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.kiosks.rules.apart import Affected, Lot, Trace


class Traces(Protocol):
    """A page of what happened to a sheet."""

    @property
    def items(self) -> Sequence[Trace]: ...
    @property
    def next_cursor(self) -> str | None: ...


class Trail(Protocol):
    """Where serials were and are."""

    def of_sheet(self, code: str, number: int, cursor: str | None) -> Traces:
        """Read what happened to a sheet, the newest first."""
        ...


class Pickups(Protocol):
    """Whose paper it was to be."""

    def affected(self, pickup_id: str) -> Affected | None:
        """Say whom it concerns, as far as clerks may know; None for a pickup nobody knows."""
        ...


class ApartStore(Protocol):
    """Where sheets set apart are kept; saves raise `Conflict`."""

    def find(self, kiosk_id: str, lot_id: str) -> Lot | None:
        """Read a lot, consistently."""
        ...

    def list_open(self, place: tuple[str, ...], cursor: str | None, limit: int) -> Page[Lot]:
        """Read what waits at a place: the city, or (site,), or (site, kiosk)."""
        ...

    def of_pickup(self, pickup_id: str) -> Sequence[Lot]:
        """Read a pickup's lots, the oldest first, consistently."""
        ...

    def save(self, lot: Lot, event: Event, *moves: Any) -> None:
        """Write a lot, its event, its place in the lists and moves of custody together."""
        ...
