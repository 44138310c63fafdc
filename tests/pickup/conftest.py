"""A small pickup house: two sites, three machines, paper, and one order."""

from dataclasses import dataclass

import pytest

from backend.custody.serials import Range
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.pickup import token
from backend.pickup.ports import Order
from backend.pickup.rules.leasing import Leases
from backend.pickup.rules.pickup import Pickup
from backend.pickup.rules.sheets import Sheets, listed
from backend.pickup.service import (
    ClerkSide,
    EndingSide,
    FormsSide,
    LeaseSide,
    LendingSide,
    MachineSide,
    OwnerSide,
    PartingSide,
    ReplaySide,
    ReportSide,
    TimeSide,
    Wishing,
)
from backend.pickup.service.grip import Grip
from backend.pickup.service.machine import Scan
from tests.conftest import OwnedClock
from tests.fakes.around_pickup import FakeHouse, FakeStrangers
from tests.fakes.pickup import FakePickupStore
from tests.fakes.stockroom import FakeStockroom

KEYS = token.Keys(2, {1: bytes(32), 2: bytes(range(32))})
CODE = "013002600104"


def some(first: int, count: int) -> tuple[Sheets, ...]:
    """So many sheets from a number on."""
    return (Sheets(CODE, first, first + count - 1),) if count else ()


@dataclass
class House:
    """Everything a test of pickup needs, on one clock."""

    clock: OwnedClock
    stockroom: FakeStockroom
    store: FakePickupStore
    around: FakeHouse
    owner: OwnerSide
    machine: MachineSide
    clerk: ClerkSide
    time: TimeSide
    strangers: FakeStrangers
    forms: FormsSide
    lending: LendingSide
    leases: LeaseSide
    replay: ReplaySide
    ending: EndingSide
    reports: ReportSide
    parting: PartingSide

    def by(self, actor: str = "person/owner", machine: str = "session/1") -> Doing:
        return Doing(actor, self.clock.now(), machine)

    def at(self, kiosk_id: str = "Z001-K1") -> Doing:
        return Doing(f"kiosk/{kiosk_id}", self.clock.now(), f"kiosk/{kiosk_id}")

    def issued(self, count: int = 3, site_id: str = "Z001", pickup_id: str = "0a" * 8) -> Pickup:
        order = Order(pickup_id, new_id(), "company", "owner", "P_ORD", count, site_id)
        return self.owner.issue(order, self.by("system/ledger-react", ""))

    def code(self, pickup: Pickup, person_id: str = "owner") -> str:
        shown = self.owner.pass_of(pickup, person_id, self.clock.now())
        assert shown is not None
        return token.text(shown.body, token.rolling(shown.secret, self.clock.now()))

    def reserved(self, pickup: Pickup, kiosk_id: str = "Z001-K1") -> Grip:
        reservation_id = new_id()
        found = self.machine.reserve(
            reservation_id, Scan(self.code(pickup)), jkt="key", doing=self.at(kiosk_id)
        )
        assert found.reservation is not None
        return Grip(pickup.id, reservation_id, kiosk_id, found.reservation.fencing)

    def scan(
        self,
        text: str,
        check: str | None = None,
        *,
        at: str = "Z001-K1",
        reservation_id: str | None = None,
        jkt: str = "key",
    ) -> Pickup:
        scan = Scan(text, check)
        return self.machine.reserve(reservation_id or new_id(), scan, jkt=jkt, doing=self.at(at))

    def silent(self, count: int = 3) -> tuple[Pickup, Grip]:
        """Confirm one sheet, then hear nothing for more than a minute."""
        pickup = self.issued(count)
        grip = self.reserved(pickup)
        self.machine.start(grip, self.at())
        self.sheet(grip, 1, 101)
        self.clock.forward(seconds=61)
        assert self.time.pass_time(pickup.id, self.by("system/pickup-sweep", ""))
        found = self.store.find(pickup.id)
        assert found is not None
        return found, grip

    def beat(self, kiosk_id: str = "Z001-K1") -> None:
        self.around.heard[kiosk_id] = self.clock.now()

    def polled(self, *returned: str, kiosk_id: str = "Z001-K1", jkt: str = "key") -> Leases:
        """Let a kiosk send a heartbeat and ask for its leases."""
        self.beat(kiosk_id)
        return self.leases.exchange(jkt, returned, self.at(kiosk_id))

    def given(self, pickup: Pickup, *, stop_after: int | None = None) -> Grip:
        """Serve what remains at the pickup's site; a jam may stop it after some sheets."""
        grip = self.reserved(pickup, f"{pickup.site_id}-K1")
        self.machine.start(grip, self.at(grip.kiosk_id))
        now = self.store.find(pickup.id)
        assert now is not None
        assert now.reservation is not None
        for k, (code, number) in enumerate(listed(now.reservation.sheets)[:stop_after], 1):
            self.machine.confirm(grip, k, (code, number), self.at(grip.kiosk_id))
        if stop_after is None:
            self.machine.finish(grip, self.at(grip.kiosk_id))
        else:
            by = self.at(grip.kiosk_id)
            self.machine.stop(grip, reason="jam", spoiled=None, doing=by)
        return grip

    def now(self, pickup: Pickup) -> Pickup:
        found = self.store.find(pickup.id)
        assert found is not None
        return found

    def swept(self, pickup: Pickup) -> Pickup:
        """Let time pass over one pickup; something must be due."""
        assert self.time.pass_time(pickup.id, self.by("system/pickup-sweep", ""))
        return self.now(pickup)

    def sheet(self, grip: Grip, k: int, number: int) -> Pickup:
        return self.machine.confirm(grip, k, (CODE, number), self.at(grip.kiosk_id))


@pytest.fixture
def house(clock: OwnedClock) -> House:
    return built(clock)


def built(clock: OwnedClock) -> House:
    """Build the house."""
    stockroom, around, strangers = FakeStockroom(), FakeHouse(), FakeStrangers()
    store = FakePickupStore(stockroom)
    stockroom.stock("Z001", "P_ORD", "Z001-K1", Range(CODE, 101, 110))
    stockroom.stock("Z001", "P_ORD", "Z001-K2", Range(CODE, 201, 204))
    stockroom.stock("Z002", "P_ORD", "Z002-K1", Range(CODE, 301, 310))
    wishing = Wishing(store, stockroom, around)
    machine = MachineSide(store, stockroom, around, around, around, KEYS, wishing)
    owner = OwnerSide(store, stockroom, around, around, KEYS, wishing)
    return House(
        clock,
        stockroom,
        store,
        around,
        owner,
        machine,
        ClerkSide(store, stockroom, wishing),
        TimeSide(store, stockroom, wishing),
        strangers,
        FormsSide(
            store=store,
            stockroom=stockroom,
            people=around,
            sites=around,
            doorkeeper=strangers,
            keys=KEYS,
            wishing=wishing,
        ),
        LendingSide(
            store=store,
            stockroom=stockroom,
            people=around,
            sites=around,
            directory=strangers,
            doorkeeper=strangers,
            keys=KEYS,
            wishing=wishing,
        ),
        LeaseSide(store, stockroom, around, KEYS, wishing),
        ReplaySide(store, stockroom, machine),
        EndingSide(store, stockroom, owner),
        ReportSide(store, stockroom, owner),
        PartingSide(machine),
    )
