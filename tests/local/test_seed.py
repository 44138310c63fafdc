"""The demo city: valid codes, loaded by the public verbs, and loading it again changes nothing."""

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from backend import settings
from backend.kernel.clock import SystemClock
from backend.kernel.codes import read_uscc
from backend.kernel.events import Doing
from backend.kernel.ids import check_id
from backend.storage import cursors, table
from backend.wiring import City, build
from infra.local import keys
from infra.local.engine import Engine
from infra.local.seed.companies import COMPANIES, OWNED, TEN_CHECKS
from infra.local.seed.load import EDITION, load
from infra.local.seed.machines import (
    FIRST_NUMBER,
    INVOICE_CODES,
    MACHINES,
    RECEIVED,
    Bundle,
    Machine,
)
from infra.local.seed.marks import fixed_id
from infra.local.seed.people import OWNER, TEN

_CITIES = iter(range(1_000_000))


class Printer:
    """Counts what is put into the machines."""

    def __init__(self) -> None:
        self.loads: dict[str, Bundle] = {}

    def __call__(self, machine: Machine, bundle: Bundle) -> None:
        load_id = machine.load_id(bundle)
        assert self.loads.setdefault(load_id, bundle) == bundle


def new_city(engine: Engine, folder: Path) -> City:
    keys.ensure(folder / "secrets.json")
    told = {
        "TAX_ENVIRONMENT": "local",
        "TAX_TABLE_PREFIX": f"seed-city-{next(_CITIES)}",
        "DYNAMODB_ENDPOINT": engine.endpoint,
        "TAX_SECRETS": f"file:{folder / 'secrets.json'}",
        "TAX_SMS_ENDPOINT": "http://127.0.0.1:9",
    }
    city = build(settings.read(told), SystemClock())
    table.create_all()
    return city


@pytest.fixture
def city(embedded: Engine, tmp_path: Path) -> City:
    """A city without anything in it."""
    return new_city(embedded, tmp_path)


@pytest.fixture(scope="module")
def loaded_once(embedded: Engine, tmp_path_factory: pytest.TempPathFactory) -> City:
    city = new_city(embedded, tmp_path_factory.mktemp("loaded"))
    assert load(city, Printer())
    return city


@pytest.fixture
def loaded(loaded_once: City) -> City:
    """The demo city; what a test adds to it stays."""
    table.bind(loaded_once.settings.binding())
    return loaded_once


def order(item: object) -> str:
    return json.dumps(item, sort_keys=True, default=str)


def everything(city: City, engine: Engine) -> dict[str, list[Any]]:
    """Read every item of every table, past the city's own verbs."""
    client = boto3.client(
        "dynamodb",
        endpoint_url=engine.endpoint,
        region_name=city.settings.region,
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    found = {}
    for model in table.Table.registry:
        meta: Any = model.Meta
        name = table.table_name(meta.noun)
        pages = client.get_paginator("scan").paginate(TableName=name)
        found[name] = sorted((item for page in pages for item in page["Items"]), key=order)
    return found


def test_a_second_loading_writes_nothing(city: City, embedded: Engine) -> None:
    printer = Printer()
    assert load(city, printer)
    before = everything(city, embedded)
    assert not load(city, printer)
    assert everything(city, embedded) == before


def test_a_loading_cut_short_is_finished_by_the_next(city: City, embedded: Engine) -> None:
    printer, cut = Printer(), MACHINES[2]

    def failing(machine: Machine, bundle: Bundle) -> None:
        if machine is cut:
            raise RuntimeError("power cut")
        printer(machine, bundle)

    with pytest.raises(RuntimeError, match="power cut"):
        load(city, failing)
    assert cursors.find(EDITION) is None
    assert load(city, printer)
    stock = {machine.id: city.kiosks.see(machine.id).cassettes for machine in MACHINES}
    for machine in MACHINES:
        left = {cassette.kind: cassette.left for cassette in stock[machine.id]}
        assert left == {one.kind: one.last - one.first + 1 for one in machine.bundles}
    assert len(printer.loads) == sum(len(machine.bundles) for machine in MACHINES)


def test_each_of_the_ten_companies_fails_its_own_check_and_no_other(loaded: City) -> None:
    doing = Doing(f"person/{TEN.id}", loaded.clock.now())
    failed = []
    for company in TEN_CHECKS:
        application = loaded.invoices.apply(
            company.id,
            fixed_id(f"application/{company.serial}"),
            kind=company.kinds[0].kind,
            count=6,
            site_id="Z001",
            doing=doing,
        )
        failed.append([check.number for check in application.checks if not check.passed])
    assert failed == [[number] for number in range(1, 11)]


def test_the_owner_has_a_company_that_passes_everything(loaded: City) -> None:
    doing = Doing(f"person/{OWNER.id}", loaded.clock.now())
    application = loaded.invoices.apply(
        OWNED[0].id,
        fixed_id("application/clean"),
        kind="P_ORD",
        count=5,
        site_id="Z001",
        doing=doing,
    )
    assert application.state == "approved"
    assert len(loaded.taxpayers.companies_of(OWNER.id, loaded.clock.now()).items) == len(OWNED)


def test_all_212_sites_are_there(loaded: City) -> None:
    last = {"H": 20, "Z": 27, "B": 36, "E": 9, "M": 120}
    names = [
        f"{kind}{number:03d}" for kind, count in last.items() for number in range(1, count + 1)
    ]
    assert len(names) == 212
    assert [name for name in names if not loaded.sites.exists(name)] == []


def test_codes_and_ids_are_valid_and_differ() -> None:
    codes = [company.id for company in COMPANIES]
    assert all(read_uscc(code).organisation_fits for code in codes)
    assert len(set(codes)) == len(codes)
    assert check_id(fixed_id("one")) != check_id(fixed_id("two"))
    assert fixed_id("one") == fixed_id("one")


def test_everything_invented_says_so() -> None:
    assert all("模拟" in company.name and "模拟" in company.person.name for company in COMPANIES)


def test_no_sheet_lies_in_two_machines() -> None:
    seen: set[tuple[str, int]] = set()
    for machine in MACHINES:
        for bundle in machine.bundles:
            assert bundle.code == INVOICE_CODES[bundle.kind]
            sheets = {(bundle.code, number) for number in range(bundle.first, bundle.last + 1)}
            assert not sheets & seen
            seen |= sheets


def test_the_readme_names_the_paper_that_is_free_to_be_loaded() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for kind, code in INVOICE_CODES.items():
        inside = (one for machine in MACHINES for one in machine.bundles if one.kind == kind)
        first, last = max(one.last for one in inside) + 1, FIRST_NUMBER + RECEIVED - 1
        assert f"| {kind} | {code} | {first}–{last} |" in readme
