"""The demo city's digital invoices (模拟): who has filed, and a handful that were issued."""

from dataclasses import dataclass
from decimal import Decimal

from backend.einvoices.rules.drafts import Buyer, Draft
from backend.einvoices.rules.face import Kind, Party, Rate, Treatment
from backend.einvoices.rules.pricing import Prices, Row
from backend.kernel.events import Doing
from backend.kernel.periods import day_of, month_of
from backend.taxpayers.rules.facts import FactName, Statement
from backend.wiring import City
from infra.local.seed.companies import COMPANIES, FACTORY, FIRST_DAY, GROUPED, OWNED, Company
from infra.local.seed.marks import fixed_id

SOURCE = "演示数据（模拟）"
_PERSON = Buyer(Party("模拟顾客某"), natural_person=True)
_REPAIR, _PARTS = "2020000000000000000", "1090305000000000000"
_MEALS, _HARDWARE = "3070401000000000000", "1080406000000000000"
_MACHINES, _FREIGHT = "1090102000000000000", "3010102020100000000"


@dataclass(frozen=True, slots=True)
class Issued:
    """One invoice of the demo city: who sells, and what is typed."""

    seller: Company
    draft: Draft


def _to(company: Company) -> Buyer:
    return Buyer(Party(company.name, company.id))


def _rate(share: str) -> Rate:
    return Rate(Decimal(share))


_GARAGE, _INN, _HARDWARE_SHOP, _HAULIER = OWNED
ISSUED = (
    Issued(
        _GARAGE,
        Draft(
            Kind.D_SPECIAL,
            Prices.INCLUSIVE,
            _to(FACTORY[0]),
            (
                Row(
                    _PARTS,
                    "刹车片",
                    _rate("0.13"),
                    unit="套",
                    quantity=Decimal(4),
                    unit_price=Decimal(260),
                ),
                Row(_PARTS, "刹车片", _rate("0.13"), amount_fen=-4_000, discount=True),
                Row(_REPAIR, "更换刹车片工时", _rate("0.13"), amount_fen=48_000),
            ),
            remark="模拟数据",
        ),
    ),
    Issued(
        _GARAGE,
        Draft(
            Kind.D_ORD,
            Prices.INCLUSIVE,
            _PERSON,
            (Row(_REPAIR, "保养", _rate("0.13"), amount_fen=58_000),),
            remark="模拟数据",
        ),
    ),
    Issued(
        _INN,
        Draft(
            Kind.D_ORD,
            Prices.INCLUSIVE,
            _to(_GARAGE),
            (Row(_MEALS, "工作餐", _rate("0.01"), amount_fen=50_000),),
            remark="模拟数据",
        ),
    ),
    Issued(
        _HARDWARE_SHOP,
        Draft(
            Kind.D_ORD,
            Prices.INCLUSIVE,
            _to(_GARAGE),
            (
                Row(
                    _HARDWARE,
                    "扳手",
                    Rate(Decimal(0), Treatment.EXEMPT),
                    unit="把",
                    quantity=Decimal(10),
                    unit_price=Decimal("18.5"),
                ),
            ),
            remark="模拟数据",
        ),
    ),
    Issued(
        _HAULIER,
        Draft(
            Kind.D_SPECIAL,
            Prices.EXCLUSIVE,
            _to(FACTORY[0]),
            (Row(_FREIGHT, "邢台至石家庄运费", _rate("0.09"), amount_fen=120_000),),
            remark="模拟数据",
        ),
    ),
    Issued(
        FACTORY[0],
        Draft(
            Kind.D_SPECIAL,
            Prices.EXCLUSIVE,
            _to(GROUPED[0]),
            (
                Row(
                    _MACHINES,
                    "传送带",
                    _rate("0.13"),
                    specification="模拟-C2",
                    unit="台",
                    quantity=Decimal(2),
                    unit_price=Decimal("8849.5575221238938"),
                ),
            ),
            remark="模拟数据",
        ),
    ),
)


def load(city: City, doing: Doing) -> None:
    """Record that everybody filed last month's return, and issue the invoices."""
    filed = str(month_of(day_of(doing.at)).previous())
    for company in COMPANIES:
        fact = Statement(FactName.VAT_FILED, filed, FIRST_DAY, None, SOURCE, SOURCE)
        fact_id = fixed_id(f"fact/{company.serial}/vat_filed/{filed}")
        city.taxpayers.record_fact(company.id, fact_id, fact, doing)
    for number, one in enumerate(ISSUED, 1):
        who = Doing(f"person/{one.seller.person.id}", doing.at, doing.machine)
        city.einvoices.issue(one.seller.id, fixed_id(f"e-invoice/{number}"), one.draft, who)
