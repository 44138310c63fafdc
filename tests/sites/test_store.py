"""One contract for the fake, the embedded engine and moto."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing
from backend.sites.gateway import shipped_rows
from backend.sites.ports import Store
from backend.sites.rules.site import Catalogue, Change, Site, changes, moved_on, read_row
from backend.sites.store import SiteStore
from backend.storage import ledger
from backend.storage.meter import metering
from tests.fakes.sites import FakeSiteStore

CITY = "130500"
DOING = Doing("system/load", datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
ROWS = [read_row(row) for row in shipped_rows()]


@pytest.fixture(params=["fake", "embedded", "moto"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "fake":
        yield FakeSiteStore()
    elif request.param == "embedded":
        request.getfixturevalue("embedded_tables")
        yield SiteStore()
    else:
        request.getfixturevalue("moto_tables")
        yield SiteStore()


def put(store: Store, wanted: list[Site]) -> list[Change]:
    known = {site.id: site for site in store.list_sites(CITY)}
    found = changes(known, wanted, DOING)
    store.save(*moved_on(store.find_catalogue(CITY), found, DOING), found)
    return found


def test_an_empty_city(store: Store) -> None:
    assert store.find_catalogue(CITY) == Catalogue(CITY)
    assert store.list_sites(CITY) == ()


def test_sites_come_back_as_they_went(store: Store) -> None:
    put(store, ROWS[2::-1])
    found = store.list_sites(CITY)
    assert [replace(site, head="", version=0) for site in found] == ROWS[:3]
    assert [site.version for site in found] == [1, 1, 1]
    assert store.find_catalogue(CITY).version == 1
    assert store.list_sites("130100") == ()


def test_a_change_raises_the_site_and_the_catalogue(store: Store) -> None:
    put(store, ROWS[:2])
    put(store, [replace(ROWS[0], name="襄都区新厅（模拟）")])
    assert [(site.name, site.version) for site in store.list_sites(CITY)] == [
        ("襄都区新厅（模拟）", 2),
        (ROWS[1].name, 1),
    ]
    assert store.find_catalogue(CITY).version == 2


def test_an_old_catalogue_or_site_is_a_conflict_and_nothing_is_written(store: Store) -> None:
    first = put(store, ROWS[:1])
    with pytest.raises(Conflict):
        store.save(*moved_on(Catalogue(CITY), first, DOING), changes({}, ROWS[1:2], DOING))
    with pytest.raises(Conflict):
        store.save(*moved_on(store.find_catalogue(CITY), first, DOING), first)
    assert len(store.list_sites(CITY)) == 1
    assert store.find_catalogue(CITY).version == 1


def test_twenty_sites_are_one_transaction_and_the_city_one_query(tables: str) -> None:
    store = SiteStore()
    with metering() as meter:
        for start in range(0, 212, 20):
            found = changes({}, ROWS[start : start + 20], DOING)
            store.save(*moved_on(store.find_catalogue(CITY), found, DOING), found)
    assert meter.largest_transaction == 42
    with metering() as meter:
        assert len(store.list_sites(CITY)) == 212
    assert meter.calls == {"Query": 1}
    for subject in ("site/H001", f"site-catalogue/{CITY}"):
        assert ledger.broken_at(subject) is None
    assert len(ledger.history(f"site-catalogue/{CITY}").items) == 11
