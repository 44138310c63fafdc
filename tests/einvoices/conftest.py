"""A city of two sellers for the e-invoices room, over fakes."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from backend.einvoices.api import buyer, checks, quota, reds, routes
from backend.einvoices.ports import Store
from backend.einvoices.rules.drafts import Draft
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.service import EInvoicesService
from backend.einvoices.service.checks import CheckSide
from backend.einvoices.service.quota import QuotaSide
from backend.einvoices.service.reds import RedSide
from backend.einvoices.service.using import BuyerSide
from backend.kernel.clock import Clock
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from tests.einvoices.samples import BUYER, OTHER, PARAMETERS, SELLER, SOUND, draft
from tests.fakes.door import Device, Door
from tests.fakes.einvoices import (
    Authority,
    Company,
    FakeDoorkeeper,
    FakeStore,
    FakeTaxpayers,
    Known,
)


@dataclass
class City:
    """The services and everything around them that a test may turn."""

    service: EInvoicesService
    quota: QuotaSide
    checks: CheckSide
    reds: RedSide
    buyer: BuyerSide
    store: Store
    taxpayers: FakeTaxpayers
    doorkeeper: FakeDoorkeeper
    clock: Clock

    def person(self, person_id: str = "p1") -> Doing:
        return Doing(f"person/{person_id}", self.clock.now(), "session/s1")

    def clerk(self) -> Doing:
        return Doing("clerk/c1", self.clock.now(), "session/s2")

    def state(self, company_id: str = SELLER, **facts: str | None) -> None:
        for name, value in facts.items():
            if value is None:
                self.taxpayers.facts[company_id].pop(name, None)
            else:
                self.taxpayers.facts[company_id][name] = Known(value)

    def issue(self, typed: Draft | None = None, invoice_id: str | None = None) -> Invoice:
        return self.service.issue(SELLER, invoice_id or new_id(), typed or draft(), self.person())


@pytest.fixture
def make_city(clock: Clock) -> Callable[[Store], City]:
    def make(store: Store) -> City:
        taxpayers = FakeTaxpayers(
            {
                SELLER: Company("模拟·卖方汽修"),
                OTHER: Company("模拟·别家小店", "2"),
                BUYER: Company("模拟·买方商行"),
                "PERSON": Company("模拟自然人", "5"),
            },
            {
                ("p1", SELLER): Authority(),
                ("p2", SELLER): Authority(invoice_agent=False),
                ("p3", SELLER): Authority(real_name_verified=False),
                ("p4", OTHER): Authority("模拟开票人乙"),
                ("p5", BUYER): Authority("模拟会计丙"),
                ("p7", BUYER): Authority(invoice_agent=False),
                ("p6", "PERSON"): Authority(),
            },
            {
                company_id: {name: Known(value) for name, value in SOUND.items()}
                for company_id in (SELLER, OTHER, BUYER, "PERSON")
            },
        )
        doorkeeper = FakeDoorkeeper()
        service = EInvoicesService(store=store, taxpayers=taxpayers, parameters=PARAMETERS)
        side = RedSide(
            store,
            situation=service.situation,
            numbering=service.numbering,
            parameters=PARAMETERS,
        )
        return City(
            service=service,
            quota=QuotaSide(store, service.situation, PARAMETERS),
            checks=CheckSide(store, doorkeeper, PARAMETERS),
            reds=side,
            buyer=BuyerSide(store, service.situation, side),
            store=store,
            taxpayers=taxpayers,
            doorkeeper=doorkeeper,
            clock=clock,
        )

    return make


@pytest.fixture
def city(make_city: Callable[[Store], City]) -> City:
    return make_city(FakeStore())


@pytest.fixture
def door(city: City, clock: Clock) -> Door:
    rooms = {
        "einvoices": city.service,
        "einvoice-quota": city.quota,
        "einvoice-checks": city.checks,
        "einvoice-reds": city.reds,
        "einvoice-buyer": city.buyer,
    }
    return Door(clock, rooms, routes, quota.routes, checks.routes, reds.routes, buyer.routes)


@pytest.fixture
def seller(door: Door) -> Device:
    return door.person("p1")
