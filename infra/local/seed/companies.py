"""The companies of the demo city (模拟): some clean, one failing each of the ten supply checks."""

from dataclasses import dataclass, field
from datetime import date

from infra.local.seed.marks import uscc
from infra.local.seed.people import ACCOUNTANT, GROUP, OWNER, TEN, Person

FIRST_DAY = date(2026, 1, 1)
YEAR_BEFORE = (date(2025, 1, 1), date(2025, 12, 31))
GENERAL, SMALL_SCALE = "1", "2"


@dataclass(frozen=True, slots=True)
class Kind:
    """One approved kind of paper and its limits."""

    kind: str
    per_month: int = 50
    per_time: int = 25
    holding: int = 75
    per_sheet_fen: int = 9_999_999
    days: tuple[date, date | None] = (FIRST_DAY, None)


@dataclass(frozen=True, slots=True)
class Company:
    """One company, what is recorded of it, and who acts for it."""

    serial: int
    name: str
    person: Person
    district_code: str = "130502"
    taxpayer_type: str = SMALL_SCALE
    grade: str = "B"
    kinds: tuple[Kind, ...] = (Kind("P_ORD"),)
    invoice_agent: bool = True
    role: str = "legal-representative"
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its unified social credit code."""
        return uscc(self.serial, self.district_code)

    def all_facts(self) -> dict[str, str]:
        """Every fact the checks ask for: clean unless this company says otherwise."""
        clean = {"status": "03", "verified_use": "yes", "overdue_return": "none"}
        return {**clean, "risk_block": "none", "credit_grade": self.grade, **self.facts}


_SPECIAL = Kind("P_SPECIAL", per_month=25, per_time=25, holding=25, per_sheet_fen=99_999_999)

OWNED = (
    Company(
        1,
        "模拟·顺利汽修有限公司",
        OWNER,
        grade="A",
        taxpayer_type=GENERAL,
        kinds=(Kind("P_ORD"), _SPECIAL, Kind("P_ROLL")),
    ),
    Company(2, "模拟·小满餐饮店", OWNER, grade="M", kinds=(Kind("P_ORD"), Kind("P_ROLL"))),
    Company(3, "模拟·老街五金商行", OWNER, grade="C", kinds=(Kind("P_ORD", per_month=25),)),
    Company(
        4,
        "模拟·新程运输有限公司",
        OWNER,
        district_code="130503",
        grade="D",
        taxpayer_type=GENERAL,
        kinds=(_SPECIAL, Kind("P_ORD")),
    ),
)

TEN_CHECKS = (
    Company(11, "模拟·检查一未授权", TEN, invoice_agent=False, role="bookkeeper"),
    Company(12, "模拟·检查二非正常", TEN, facts={"status": "05"}),
    Company(13, "模拟·检查三核定过期", TEN, kinds=(Kind("P_ORD", days=YEAR_BEFORE),)),
    Company(14, "模拟·检查四每次限五份", TEN, kinds=(Kind("P_ORD", per_time=5),)),
    Company(15, "模拟·检查五每月限五份", TEN, grade="C", kinds=(Kind("P_ORD", per_month=5),)),
    Company(16, "模拟·检查六持票限五份", TEN, grade="C", kinds=(Kind("P_ORD", holding=5),)),
    Company(17, "模拟·检查七未验旧", TEN, facts={"verified_use": "no"}),
    Company(18, "模拟·检查八未申报", TEN, facts={"overdue_return": "2026-09"}),
    Company(19, "模拟·检查九风险阻断", TEN, facts={"risk_block": "异常凭证待核实（模拟）"}),
    Company(20, "模拟·检查十各点无库存", TEN, kinds=(Kind("P_GENERAL"),)),
)

FACTORY = (
    Company(
        31,
        "模拟·羊范镇机械厂",
        ACCOUNTANT,
        district_code="130503",
        taxpayer_type=GENERAL,
        role="invoice-agent",
        kinds=(_SPECIAL, Kind("P_ORD")),
    ),
)

_GRADES = ("A", "B", "M", "C", "unrated")

GROUPED = tuple(
    Company(
        40 + number,
        f"模拟·麦田集团第{number}分公司",
        GROUP,
        taxpayer_type=GENERAL,
        grade=_GRADES[number % len(_GRADES)],
        role="finance-head",
        kinds=(Kind("P_ORD", per_month=2_000, per_time=100, holding=4_000), _SPECIAL),
    )
    for number in range(1, 14)
)

COMPANIES = (*OWNED, *TEN_CHECKS, *FACTORY, *GROUPED)
