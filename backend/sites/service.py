"""The verbs of the sites room: load the list, show a site, find the nearest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from backend.kernel.clock import Clock
from backend.kernel.codes import CITY_CODE
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.sites.ports import Health, Shelves, Store
from backend.sites.rules.hours import is_open
from backend.sites.rules.site import (
    Measured,
    Offer,
    Site,
    Wanted,
    changes,
    moved_on,
    nearest,
    read_row,
)

LIVE_SITES = 20  # how many of the nearest are asked for stock and health
_SITES_A_TRANSACTION = 20  # with events and catalogue 42 of the 100 items DynamoDB allows
_SITES_A_READING = 100  # as many items as DynamoDB gives at once
_CHECK_AGAIN = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The list as this process last read it."""

    version: int
    checked_at: datetime
    sites: Mapping[str, Site]


class Sites:
    """The places of one city.

    The list changes a few times a year and is asked for all day, so each process keeps it and
    reads only its version again, at most every ten seconds.
    """

    def __init__(self, store: Store, *, shelves: Shelves, health: Health, clock: Clock) -> None:
        self._store = store
        self._shelves = shelves
        self._health = health
        self._clock = clock
        self._kept: _Kept | None = None

    def exists(self, site_id: str) -> bool:
        """Say whether there is such a site."""
        return self._find(site_id) is not None

    def name(self, site_id: str) -> str | None:
        """Name a site; None when there is none."""
        found = self._find(site_id)
        return None if found is None else found.name

    def site(self, site_id: str) -> Site:
        """Return a site; refuses `site-unknown`."""
        found = self._find(site_id)
        if found is None:
            raise Refusal("site-unknown")
        return found

    def near(self, wanted: Wanted) -> tuple[Offer, ...]:
        """Offer sites, nearest first; stock and health are asked for the nearest 20 only.

        Who asks for places able to serve an order gets those of the whole city, at most 20.
        """
        sites = self._sites().values()
        if not wanted.able or wanted.kind is None:
            return self._offers(nearest(sites, wanted.here, wanted.limit), wanted)
        able = self._able(nearest(sites, wanted.here, len(sites)), wanted.kind, wanted.count or 1)
        return self._offers(list(islice(able, min(wanted.limit, LIVE_SITES))), wanted)

    def offer(self, site_id: str, wanted: Wanted) -> Offer:
        """Offer one site; refuses `site-unknown`."""
        return self._offers(nearest([self.site(site_id)], wanted.here, 1), wanted)[0]

    def load(self, rows: Iterable[Mapping[str, str]], doing: Doing) -> int:
        """Take a list of sites and return how many it added or altered; the same again is none.

        Raises ValueError or KeyError for a row that cannot be, before anything is written.
        """
        wanted = [read_row(row) for row in rows]
        changed = retried(lambda: self._save_changes(wanted, doing))
        self._kept = None
        return changed

    def _save_changes(self, wanted: list[Site], doing: Doing) -> int:
        known = {site.id: site for site in self._store.list_sites(CITY_CODE)}
        left = iter(found := changes(known, wanted, doing))
        while part := list(islice(left, _SITES_A_TRANSACTION)):
            before = self._store.find_catalogue(CITY_CODE)
            catalogue, event = moved_on(before, part, doing)
            self._store.save(catalogue, event, part)
        return len(found)

    def _offers(self, found: list[Measured], wanted: Wanted) -> tuple[Offer, ...]:
        now = self._clock.now()
        live = [site.id for site, _ in found[:LIVE_SITES]]
        alive = self._health.alive(live) if live else {}
        free = self._shelves.free(live, wanted.kind) if live and wanted.kind else {}
        return tuple(
            Offer(
                site=site,
                open_now=is_open(site.hours, now),
                distance_metres=metres,
                free=free.get(site.id),
                enough=_enough(free.get(site.id), wanted.count),
                kiosk_alive=alive.get(site.id),
            )
            for site, metres in found
        )

    def _able(self, found: list[Measured], kind: str, count: int) -> Iterator[Measured]:
        # A city has 250 sites at most: three readings at the worst, one where paper is near.
        for start in range(0, len(found), _SITES_A_READING):
            part = found[start : start + _SITES_A_READING]
            free = self._shelves.free([site.id for site, _ in part], kind)
            yield from (row for row in part if free.get(row[0].id, 0) >= count)

    def _find(self, site_id: str) -> Site | None:
        return self._sites().get(site_id) or self._sites(look_again=True).get(site_id)

    def _sites(self, *, look_again: bool = False) -> Mapping[str, Site]:
        now, kept = self._clock.now(), self._kept
        if kept is not None and not look_again and now < kept.checked_at + _CHECK_AGAIN:
            return kept.sites
        version = self._store.find_catalogue(CITY_CODE).version
        sites = (
            kept.sites
            if kept is not None and kept.version == version
            else {site.id: site for site in self._store.list_sites(CITY_CODE)}
        )
        self._kept = _Kept(version, now, sites)
        return sites


def _enough(free: int | None, count: int | None) -> bool | None:
    return None if free is None or count is None else free >= count
