"""A city of one company for the invoices room, over fakes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from backend.invoices.ports import Store
from backend.invoices.rules.approvals import SupplyMethod, Terms
from backend.invoices.rules.kinds import Kind
from backend.invoices.service import InvoicesService
from backend.kernel.clock import Clock
from backend.kernel.events import Doing
from backend.kernel.parameters import published
from tests.fakes.invoices import (
    SOUND,
    Authority,
    FakeMailRoom,
    FakeShelves,
    FakeSites,
    FakeStore,
    FakeTaxpayers,
    Known,
)

COMPANY = "91130503MA0SYN0001"
SITE = "Z001"
ADDRESS = "a1"
TERMS = Terms(
    max_per_sheet_fen=9_999_999,
    max_per_month=50,
    max_per_time=40,
    max_holding=60,
    supply_method=SupplyMethod.VERIFY_OLD,
    effective_from=date(2026, 1, 1),
)


@dataclass
class City:
    """The service and everything around it that a test may turn."""

    service: InvoicesService
    store: Store
    taxpayers: FakeTaxpayers
    shelves: FakeShelves
    clock: Clock
    mail: FakeMailRoom

    def person(self, person_id: str = "p1", at: datetime | None = None) -> Doing:
        return Doing(f"person/{person_id}", at or self.clock.now(), "session/s1")

    def clerk(self) -> Doing:
        return Doing("clerk/c1", self.clock.now(), "session/s2")

    def state(self, **facts: str) -> None:
        for name, value in facts.items():
            self.taxpayers.facts[COMPANY][name] = Known(value)


@pytest.fixture
def make_city(clock: Clock) -> Callable[[Store], City]:
    def make(store: Store) -> City:
        people = {
            ("p1", COMPANY): Authority(),
            ("p2", COMPANY): Authority(invoice_agent=False),
            ("p3", COMPANY): Authority(real_name_verified=False),
            ("p4", "OTHER"): Authority(),
        }
        taxpayers = FakeTaxpayers(people, {COMPANY: SOUND | {"credit_grade": Known("M")}})
        taxpayers.facts["OTHER"] = dict(SOUND)
        shelves = FakeShelves({(SITE, Kind.P_ORD): 500, ("Z002", Kind.P_ORD): 3})
        mail = FakeMailRoom(addresses={(COMPANY, ADDRESS)}, stock={Kind.P_ORD: 9})
        service = InvoicesService(
            store=store,
            taxpayers=taxpayers,
            shelves=shelves,
            sites=FakeSites({SITE, "Z002"}),
            mail=mail,
            parameters=published("invoices"),
        )
        city = City(service, store, taxpayers, shelves, clock, mail)
        for company_id in (COMPANY, "OTHER"):
            service.grant(company_id, "P_ORD", TERMS, reason="新办（模拟）", doing=city.clerk())
        return city

    return make


@pytest.fixture
def city(make_city: Callable[[Store], City]) -> City:
    return make_city(FakeStore())
