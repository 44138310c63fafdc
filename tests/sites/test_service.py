"""The verbs of the room against its fakes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.sites.gateway import shipped_rows
from backend.sites.rules.place import position
from backend.sites.rules.site import Catalogue, Change, Wanted
from backend.sites.service import Sites
from tests.fakes.sites import FakeHealth, FakeShelves, FakeSiteStore

DOING = Doing("system/load", datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
SQUARE = position(37.0664, 114.5002)


@dataclass
class SetClock:
    at: datetime = DOING.at

    def now(self) -> datetime:
        return self.at


@dataclass
class City:
    store: FakeSiteStore = field(default_factory=FakeSiteStore)
    shelves: FakeShelves = field(default_factory=FakeShelves)
    health: FakeHealth = field(default_factory=FakeHealth)
    clock: SetClock = field(default_factory=SetClock)

    def process(self) -> Sites:
        """Start a process of its own on the same store."""
        return Sites(self.store, shelves=self.shelves, health=self.health, clock=self.clock)


@pytest.fixture
def city() -> City:
    city = City()
    city.process().load(shipped_rows(), DOING)
    city.store.reads.clear()
    return city


def test_loading_again_changes_nothing(city: City) -> None:
    written = len(city.store.events)
    assert written == 212 + 11  # twenty sites a transaction, each with the catalogue
    assert city.process().load(shipped_rows(), DOING) == 0
    assert len(city.store.events) == written


def test_a_bad_row_writes_nothing() -> None:
    city = City()
    rows = [*shipped_rows()[:3], {**shipped_rows()[3], "hours": "随时"}]
    with pytest.raises(ValueError, match="hours"):
        city.process().load(rows, DOING)
    assert city.store.events == []


def test_the_nearest_are_offered_with_stock_and_health(city: City) -> None:
    sites = city.process()
    first, second = (offer.site.id for offer in sites.near(Wanted(SQUARE, limit=2)))
    city.shelves.stock = {(first, "P_ORD"): 30, (second, "P_ORD"): 10}
    city.health.known = {first: True, second: False}
    offers = sites.near(Wanted(SQUARE, "P_ORD", 25, 3))
    assert [offer.free for offer in offers] == [30, 10, 0]
    assert [offer.enough for offer in offers] == [True, False, False]
    assert [offer.kiosk_alive for offer in offers] == [True, False, None]
    assert [offer.open_now for offer in offers] == [True, True, True]
    distances = [offer.distance_metres for offer in offers]
    assert distances == sorted(distances, key=lambda metres: metres or 0)


def test_only_the_nearest_twenty_are_asked(city: City) -> None:
    offers = city.process().near(Wanted(SQUARE, "P_ORD", limit=50))
    asked = [offer.site.id for offer in offers[:20]]
    assert city.shelves.asked == [(asked, "P_ORD")]
    assert city.health.asked == [asked]
    assert [offer.free for offer in offers[20:]] == [None] * 30


def test_only_places_that_can_serve_are_offered_however_far(city: City) -> None:
    sites = city.process()
    order = [offer.site.id for offer in sites.near(Wanted(SQUARE, limit=50))]
    far = order[45]
    last = sites.near(Wanted(SQUARE, "P_ORD", limit=50))
    assert far not in [offer.site.id for offer in last if offer.free is not None]
    city.shelves.stock = {(far, "P_ORD"): 30, (order[3], "P_ORD"): 29, (order[4], "P_ORD"): 40}
    city.health.known = {far: True}
    offers = sites.near(Wanted(SQUARE, "P_ORD", 30, able=True))
    assert [offer.site.id for offer in offers] == [order[4], far]
    assert [(offer.free, offer.enough, offer.kiosk_alive) for offer in offers] == [
        (40, True, None),
        (30, True, True),
    ]
    assert sites.near(Wanted(SQUARE, "P_ORD", 41, able=True)) == ()
    assert len(sites.near(Wanted(SQUARE, "P_ORD", 30, 1, able=True))) == 1


def test_a_search_of_the_city_reads_no_more_than_it_needs(city: City) -> None:
    sites = city.process()
    first = sites.near(Wanted(SQUARE, limit=1))[0].site.id
    city.shelves.stock = {(first, "P_ORD"): 30}
    sites.near(Wanted(SQUARE, "P_ORD", 30, 1, able=True))
    assert [len(ids) for ids, _ in city.shelves.asked] == [100, 1]
    city.shelves.asked.clear()
    sites.near(Wanted(SQUARE, "P_ORD", 31, 1, able=True))
    assert [len(ids) for ids, _ in city.shelves.asked] == [100, 100, 12]


def test_nothing_is_asked_of_shelves_without_a_kind(city: City) -> None:
    offers = city.process().near(Wanted(limit=5))
    assert [offer.site.id for offer in offers] == ["B001", "B002", "B003", "B004", "B005"]
    assert {offer.free for offer in offers} == {offer.distance_metres for offer in offers} == {None}
    assert city.shelves.asked == []


def test_an_empty_city_offers_nothing() -> None:
    city = City()
    assert city.process().near(Wanted(SQUARE, "P_ORD")) == ()
    assert city.health.asked == []


def test_one_site(city: City) -> None:
    sites = city.process()
    offer = sites.offer("H001", Wanted(SQUARE, "P_ORD"))
    assert (offer.site.id, offer.free) == ("H001", 0)
    assert sites.exists("H001")
    assert sites.name("H001") == "襄都区智慧标准办税服务厅（模拟）"
    assert not sites.exists("H999")
    assert sites.name("H999") is None
    verbs: list[Callable[[], object]] = [
        lambda: sites.site("H999"),
        lambda: sites.offer("H999", Wanted()),
    ]
    for verb in verbs:
        with pytest.raises(Refusal, match="site-unknown"):
            verb()


def test_a_process_keeps_the_list_and_reads_only_its_version(city: City) -> None:
    sites = city.process()
    sites.site("H001")
    sites.site("H002")
    assert city.store.reads == ["catalogue", "sites"]
    city.clock.at += timedelta(seconds=10)
    sites.site("H001")
    assert city.store.reads == ["catalogue", "sites", "catalogue"]


def test_another_process_sees_a_change_within_ten_seconds(city: City) -> None:
    reader, row = city.process(), dict(shipped_rows()[0])
    before = reader.name("H001")
    row["name"] = "襄都区新厅（模拟）"
    assert city.process().load([row], DOING) == 1
    assert reader.name("H001") == before
    city.clock.at += timedelta(seconds=10)
    assert reader.name("H001") == "襄都区新厅（模拟）"


def test_a_new_site_is_seen_at_once(city: City) -> None:
    reader = city.process()
    reader.site("H001")
    city.process().load([{**shipped_rows()[0], "site_id": "H021"}], DOING)
    assert reader.exists("H021")


class Raced(FakeSiteStore):
    """Somebody else moves the catalogue just before our first saving."""

    rival = True

    def save(self, catalogue: Catalogue, event: Event, changed: Sequence[Change]) -> None:
        if self.rival:
            self.rival = False
            super().save(catalogue, event, changed[:1])
            raise Conflict
        super().save(catalogue, event, changed)


def test_a_lost_race_loads_the_rest() -> None:
    store = Raced()
    city = City(store)
    assert city.process().load(shipped_rows()[:5], DOING) == 4
    assert [site.version for site in store.list_sites("130500")] == [1] * 5
    assert store.find_catalogue("130500").version == 2
