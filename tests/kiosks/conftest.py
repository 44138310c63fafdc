"""The kiosks room over fakes: two sites, codes in a known order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from backend.kernel.clock import Clock
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.kiosks.rules.condition import Door, Paper, Report
from backend.kiosks.rules.pairing import Pairing
from backend.kiosks.service import KiosksService
from backend.kiosks.service.alerts import Alerts
from backend.kiosks.service.usage import Usage
from tests.fakes.kiosks import FakeCustody, FakeDoorkeeper, FakeSites, FakeStore, FakeTokens
from tests.fakes.papers import FakeLeases, FakePeople
from tests.fakes.watch import FakeAlerts, FakeUsage

KIOSK = "Z001-K1"


@dataclass
class Hall:
    """The service and everything around it that a test may turn."""

    service: KiosksService
    store: FakeStore
    custody: FakeCustody
    clock: Clock
    alerts: Alerts
    usage: Usage
    leases: FakeLeases
    doorkeeper: FakeDoorkeeper

    def clerk(self, person_id: str = "c1") -> Doing:
        return Doing(f"clerk/{person_id}", self.clock.now(), "session/s1")

    def machine(self, kiosk_id: str = KIOSK) -> Doing:
        return Doing(f"kiosk/{kiosk_id}", self.clock.now(), kiosk_id)

    def asked(self, pairing_id: str, jkt: str, address: str = "203.0.113.7") -> Pairing:
        return self.service.open_pairing(pairing_id, jkt, self.clock.now(), address=address)

    def pair(self, kiosk_id: str = KIOSK, jkt: str = "key-1") -> None:
        self.service.place(kiosk_id, site_id="Z001", name="1号机（模拟）", doing=self.clerk())
        pairing = self.asked(new_id(), jkt)
        self.service.pair(kiosk_id, pairing.code, self.clerk())

    def beat(self, kiosk_id: str = KIOSK, jkt: str = "key-1", **words: object) -> None:
        report = a_report(words.pop("clock_at", self.clock.now()), **words)
        self.service.heartbeat(kiosk_id, jkt, report, self.machine(kiosk_id))

    def kinds(self, kiosk_id: str = KIOSK) -> list[str]:
        events = self.store.events[f"kiosk/{kiosk_id}"]
        return [event.kind.removeprefix("kiosks:kiosk:") for event in events]


def a_report(clock_at: datetime, **words: object) -> Report:
    values = {"paper": Paper.OK, "door": Door.CLOSED, "jam": False, "stock": {"P_ORD": 3}}
    return Report(**{**values, "clock_at": clock_at, "software": "kiosk-1", **words})


def codes() -> Iterator[str]:
    for one in "23456789":
        yield one * 8


@pytest.fixture
def hall(clock: Clock) -> Hall:
    store, custody, leases = FakeStore(), FakeCustody(), FakeLeases()
    doorkeeper = FakeDoorkeeper()
    service = KiosksService(
        store=store,
        custody=custody,
        sites=FakeSites({"Z001": "襄都区自助厅（模拟）", "Z002": "信都区自助厅（模拟）"}),
        tokens=FakeTokens(),
        leases=leases,
        doorkeeper=doorkeeper,
        make_code=codes().__next__,
    )
    people = FakePeople({"c1": "模拟办税员戊", "c2": "模拟办税员己"})
    alerts = Alerts(store, FakeAlerts(), people, custody)
    usage = Usage(store, custody, FakeUsage())
    return Hall(service, store, custody, clock, alerts, usage, leases, doorkeeper)
