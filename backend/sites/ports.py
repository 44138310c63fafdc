"""What the sites room needs: a store, what is on the shelves, and which kiosks are alive."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from backend.kernel.events import Event
from backend.sites.rules.site import Catalogue, Change, Site


class Store(Protocol):
    """Keeps a city's sites; a saving writes all with their events or raises `Conflict`."""

    def find_catalogue(self, city_code: str) -> Catalogue:
        """Read the catalogue's version, consistently; version 0 when there is none yet."""
        ...

    def list_sites(self, city_code: str) -> tuple[Site, ...]:
        """Read every site of a city, consistently, by id."""
        ...

    def save(self, catalogue: Catalogue, event: Event, changed: Sequence[Change]) -> None:
        """Keep a catalogue and the sites that changed with it."""
        ...


class Shelves(Protocol):
    """Knows the paper on the shelves."""

    def free(self, site_ids: Iterable[str], kind: str) -> Mapping[str, int]:
        """Count the sheets of a kind not promised to anybody, by site."""
        ...


class Health(Protocol):
    """Knows the machines."""

    def alive(self, site_ids: Iterable[str]) -> Mapping[str, bool]:
        """Say for each site whether a kiosk there answers and is in service."""
        ...
