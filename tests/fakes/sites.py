"""The sites room's store, shelves and machines in memory: part of its ports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event
from backend.sites.rules.site import Catalogue, Change, Site


class FakeSiteStore:
    """Dictionaries that refuse a version which is not the next; `reads` counts what was asked."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.reads: list[str] = []
        self._catalogues: dict[str, Catalogue] = {}
        self._sites: dict[str, dict[str, Site]] = {}

    def find_catalogue(self, city_code: str) -> Catalogue:
        self.reads.append("catalogue")
        return self._catalogues.get(city_code, Catalogue(city_code))

    def list_sites(self, city_code: str) -> tuple[Site, ...]:
        self.reads.append("sites")
        sites = self._sites.get(city_code, {})
        return tuple(sites[key] for key in sorted(sites))

    def save(self, catalogue: Catalogue, event: Event, changed: Sequence[Change]) -> None:
        before = self._catalogues.get(catalogue.city_code, Catalogue(catalogue.city_code))
        known = self._sites.get(catalogue.city_code, {})
        stale = catalogue.version != before.version + 1 or any(
            site.version != (known[site.id].version if site.id in known else 0) + 1
            for site, _ in changed
        )
        if stale:
            raise Conflict
        self._catalogues[catalogue.city_code] = catalogue
        self._sites[catalogue.city_code] = known | {site.id: site for site, _ in changed}
        self.events += [event, *(recorded for _, recorded in changed)]


@dataclass
class FakeShelves:
    """Says what a test put on the shelves, and remembers who was asked about."""

    stock: dict[tuple[str, str], int] = field(default_factory=dict)
    asked: list[tuple[list[str], str]] = field(default_factory=list)

    def free(self, site_ids: Iterable[str], kind: str) -> Mapping[str, int]:
        wanted = list(site_ids)
        self.asked.append((wanted, kind))
        return {site_id: self.stock.get((site_id, kind), 0) for site_id in wanted}


@dataclass
class FakeHealth:
    """Says which sites a test called alive or silent; nothing is known of the others."""

    known: dict[str, bool] = field(default_factory=dict)
    asked: list[list[str]] = field(default_factory=list)

    def alive(self, site_ids: Iterable[str]) -> Mapping[str, bool]:
        wanted = list(site_ids)
        self.asked.append(wanted)
        return {site_id: self.known[site_id] for site_id in wanted if site_id in self.known}
