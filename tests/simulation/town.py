"""A small city of the real rooms on tables in memory: two sites, three kiosks, little paper.

It is loaded once a process, through the verbs everybody uses, and copied for each run.
"""

import atexit
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from backend import settings
from backend.custody.serials import Range
from backend.delivery.rules.address import Destination
from backend.delivery.rules.sheets import Sheets
from backend.identity.rules import terms as sign_in
from backend.identity.rules.accounts import NewAccount
from backend.identity.rules.sessions import Device, open_for
from backend.invoices.rules.approvals import SupplyMethod, Terms
from backend.kernel import conflicts
from backend.kernel.clock import Clock
from backend.kernel.events import Doing
from backend.pickup.rules import holding
from backend.sites.gateway import shipped_rows
from backend.storage import table
from backend.storage.cursors import keep
from backend.storage.table import Table
from backend.taxpayers.rules.authority import Grant, Role
from backend.taxpayers.rules.company import Registration, TaxpayerType
from backend.taxpayers.rules.facts import FactName, Statement
from backend.wiring import City, build
from functions import ledger_replay, pickup_sweep
from infra.local.seed.companies import FIRST_DAY, GROUPED, OWNED, Company
from infra.local.seed.marks import fixed_id
from infra.local.seed.people import PEOPLE
from tests.simulation.keys import key_of
from tests.simulation.memory import Client, Shape, Store
from tests.walks.conftest import write_secrets

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KIND, CODE, FIRST, RECEIVED = "P_ORD", "013002600104", 20_000_001, 400
COMPANIES = (OWNED[0], GROUPED[0], GROUPED[1], GROUPED[2])
LOADED = "system/simulation"
HOME = Destination("河北省", "石家庄市", "", "", "", "模拟收件人", "13800000001")
LEASE = timedelta(minutes=14)
LAST_REPORT_MS = 34 * 60_000  # who reports later finds no clerk before the accounts are closed


@dataclass(frozen=True, slots=True)
class Place:
    """A kiosk and the sheets it is born with."""

    kiosk_id: str
    site_id: str
    sheets: int


PLACES = (Place("H001-K1", "H001", 9), Place("H001-K2", "H001", 7), Place("Z001-K1", "Z001", 8))
MAIL_ROOM, MAIL_SHEETS = "H001", 6
SITES = tuple(dict.fromkeys(place.site_id for place in PLACES))


@dataclass
class StillClock:
    """The clock while the city is loaded."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at


def loads() -> Iterator[tuple[Place, Range]]:
    """List what lies in each machine at birth."""
    first = FIRST
    for place in PLACES:
        yield place, Range(CODE, first, first + place.sheets - 1)
        first += place.sheets


def addresses(company: Company) -> tuple[str, str]:
    """Name the two addresses in a company's book."""
    return fixed_id(f"{company.id}/home"), fixed_id(f"{company.id}/shop")


def mailable() -> Range:
    """Say what lies in the mail room's drawer at birth."""
    first = FIRST + sum(place.sheets for place in PLACES)
    return Range(CODE, first, first + MAIL_SHEETS - 1)


def wired(clock: Clock, store: Store | None, folder: Path) -> tuple[City, Client]:
    """Wire the city as it is wired everywhere, over tables in memory."""
    city = build(
        settings.read(
            {
                "TAX_ENVIRONMENT": "local",
                "TAX_TABLE_PREFIX": "simulated",
                "TAX_REGION": "us-east-1",
                "DYNAMODB_ENDPOINT": "http://127.0.0.1:9",
                "TAX_PUBLIC_URLS": "http://localhost",
                "TAX_SECRETS": f"file:{folder / 'secrets.json'}",
                "TAX_SMS_ENDPOINT": "http://127.0.0.1:9",
            }
        ),
        clock,
    )
    for one in Table.registry:
        one._get_connection()
    shapes = {one.Meta.table_name: Shape(one) for one in Table.registry}
    client = Client(store or Store(shapes))
    connection: Any = table.connection()
    connection._client = client
    # What PynamoDB does around a call, signals and request numbers, has no part here.
    connection.dispatch = connection._make_api_call
    return city, client


@cache
def _folder() -> tuple[TemporaryDirectory[str], Path]:
    kept = TemporaryDirectory(prefix="smart-tax-simulation-")
    atexit.register(kept.cleanup)
    write_secrets(Path(kept.name) / "secrets.json")
    return kept, Path(kept.name)


@cache
def newborn() -> Store:
    """Load the city once; whoever wants to live in it takes a copy."""
    clock = StillClock()
    with unsurprising(Random(0)):
        city, client = wired(clock, None, _folder()[1])
        _load(city, Doing(LOADED, clock.at))
    return client.store


def new(clock: Clock) -> tuple[City, Client]:
    """Give a run its own copy of the loaded city."""
    return wired(clock, newborn().born(), _folder()[1])


def brief() -> AbstractContextManager[object]:
    """Shorten leases, so that a morning sees their end; all other times are the shipped ones."""
    return mock.patch.object(holding, "LEASE", LEASE)


@contextmanager
def unsurprising(rng: Random) -> Iterator[None]:
    """Let what is random in the house come from the run's own die."""
    with (
        mock.patch.object(secrets, "token_hex", lambda size: rng.randbytes(size).hex()),
        mock.patch.object(secrets, "token_bytes", rng.randbytes),
        mock.patch.object(secrets, "choice", rng.choice),
        mock.patch.object(conflicts.random, "uniform", rng.uniform),
    ):
        yield


def _load(city: City, doing: Doing) -> None:
    ledger_replay.begin(doing.at)
    keep(pickup_sweep.NAME, doing.at)
    city.sites.load([row for row in shipped_rows() if row["site_id"] in SITES], doing)
    for person in PEOPLE:
        account = NewAccount(person_id=person.id, name=person.name, phone=person.phone)
        city.identity.add_account(account, doing=doing)
        _sign_in(city, person.id, doing)
    for company in COMPANIES:
        _register(city, company, doing)
    paper = Range(CODE, FIRST, FIRST + RECEIVED - 1)
    city.stockroom.receive(KIND, paper, fixed_id("simulation/receipt"), doing)
    for place, bundle in loads():
        name = f"{place.kiosk_id}（模拟）"
        city.kiosks.place(place.kiosk_id, site_id=place.site_id, name=name, doing=doing)
        jkt = key_of(place.kiosk_id).jkt
        pairing = city.kiosks.open_pairing(
            fixed_id(place.kiosk_id), jkt, doing.at, address="203.0.113.7"
        )
        city.kiosks.pair(place.kiosk_id, pairing.code, doing)
        city.stockroom.load(
            site_id=place.site_id,
            kiosk_id=place.kiosk_id,
            kind=KIND,
            paper=Range(CODE, bundle.first, bundle.last),
            load_id=fixed_id(f"simulation/{place.kiosk_id}"),
            doing=doing,
        )
    drawer = mailable()
    city.delivery.picking.fill(
        MAIL_ROOM,
        fixed_id("simulation/drawer"),
        KIND,
        packet=Sheets(CODE, drawer.first, drawer.last),
        doing=doing,
    )


def _sign_in(city: City, person_id: str, doing: Doing) -> None:
    """Let somebody have signed in once: only to such people a pickup is lent."""
    store = city.identity.store
    account = store.find_account(person_id)
    assert account is not None
    device = Device(jkt=f"phone of {person_id}", name="模拟")
    session_id = fixed_id(f"session/{person_id}")
    opened = open_for(account, device, session_id=session_id, terms=sign_in.Terms(), doing=doing)
    store.save_session(*opened)


def _register(city: City, company: Company, doing: Doing) -> None:
    wish = Registration(company.name, company.district_code, TaxpayerType(company.taxpayer_type))
    city.taxpayers.register_company(company.id, wish, doing, synthetic=True)
    grant = Grant(
        name=company.person.name,
        role=Role(company.role),
        real_name_verified=True,
        invoice_agent=company.invoice_agent,
        valid_from=FIRST_DAY,
    )
    city.taxpayers.authorise(company.id, company.person.id, grant, doing)
    for name, value in company.all_facts().items():
        fact = Statement(FactName(name), value, FIRST_DAY, None, "模拟", "模拟")
        city.taxpayers.record_fact(company.id, fixed_id(f"{company.id}/{name}"), fact, doing)
    for number, address_id in enumerate(addresses(company), 1):
        typed = replace(HOME, street=f"模拟大街{number}号")
        city.delivery.book.put(
            company.id, address_id, typed, person_id=company.person.id, doing=doing
        )
    terms = Terms(
        max_per_sheet_fen=9_999_999,
        max_per_month=60,
        max_per_time=20,
        max_holding=200,
        supply_method=SupplyMethod.VERIFY_OLD,
        effective_from=FIRST_DAY,
        effective_to=None,
    )
    city.invoices.grant(company.id, KIND, terms, reason="模拟", doing=doing)
