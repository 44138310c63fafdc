"""Invented companies, people and facts (模拟) for the tests of the room."""

from datetime import UTC, date, datetime

from backend.kernel.events import Doing
from backend.taxpayers.rules.authority import Grant, Role
from backend.taxpayers.rules.company import Registration, TaxpayerType
from backend.taxpayers.rules.facts import FactName, Statement

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CLERK = Doing("clerk/1", NOW, "session/1")
TRADE = "91130502MA07X1A18W"
FOOD = "91130525MA08T2B244"
REPAIR = "92130528MA09Q3C36K"
AN, BO = "01890000-0000-7000-8000-00000000000a", "01890000-0000-7000-8000-00000000000b"


def registration(name: str = "示例商贸（模拟）", district: str = "130502") -> Registration:
    return Registration(name, district, TaxpayerType.SMALL_SCALE)


def grant(
    role: Role = Role.INVOICE_AGENT,
    *,
    agent: bool = True,
    proved: bool = True,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Grant:
    return Grant("安（模拟）", role, proved, agent, valid_from, valid_to)


def statement(
    name: FactName = FactName.STATUS,
    value: str = "03",
    first: date = date(2026, 1, 1),
    last: date | None = None,
) -> Statement:
    return Statement(name, value, first, last, "登记系统（模拟）", "初始登记")


def fact_id(number: int) -> str:
    return f"01890000-0000-7000-8000-{number:012d}"
