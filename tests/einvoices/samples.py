"""What the tests of the room begin with: a day, a seller, a buyer, lines as typed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from backend.einvoices.rules.book import Before, Book
from backend.einvoices.rules.checks import Known
from backend.einvoices.rules.classification import Taxpayer
from backend.einvoices.rules.drafts import Buyer, Draft
from backend.einvoices.rules.face import Kind, Party, Rate, Treatment
from backend.einvoices.rules.numbers import Block, Numbers
from backend.einvoices.rules.pricing import Prices, Row
from backend.einvoices.rules.quota import Standing
from backend.kernel.events import Doing
from backend.kernel.parameters import published
from infra.local.seed.marks import uscc

PARAMETERS = published("einvoices")
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PERSON = Doing("person/p1", AT, "session/s1")
CLERK = Doing("clerk/c1", AT, "session/s2")
SELLER, OTHER, BUYER = uscc(9001), uscc(9002), uscc(9003)
REPAIR = "2020000000000000000"
MEALS = "3070401000000000000"
CARDS = "6010000000000000000"
SCHOOL = "3070201000000000000"
SOUND = {
    "status": "03",
    "credit_grade": "B",
    "risk_block": "none",
    "overdue_return": "none",
    "vat_filed": "2026-10",
}


def rate(text: str, treatment: Treatment = Treatment.TAXED) -> Rate:
    return Rate(Decimal(text), treatment)


def row(amount_fen: int | None = 100_000, share: str = "0.13", **more: object) -> Row:
    plain = Row(REPAIR, "更换刹车片", rate(share), amount_fen=amount_fen)
    return replace(plain, **more)  # type: ignore[arg-type]


def draft(*rows: Row, **more: object) -> Draft:
    plain = Draft(
        kind=Kind.D_ORD,
        prices=Prices.EXCLUSIVE,
        buyer=Buyer(Party("模拟·买方商行", BUYER)),
        rows=rows or (row(),),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def facts(**changed: str | None) -> Mapping[str, Known]:
    merged: dict[str, str | None] = {**SOUND, **changed}
    return {name: Known(value, "模拟") for name, value in merged.items() if value is not None}


def standing(
    day: date = DAY, taxpayer: Taxpayer = Taxpayer.GENERAL, **changed: str | None
) -> Standing:
    return Standing(taxpayer, day, facts(**changed))


def book(**changed: object) -> Book:
    plain = Book(
        SELLER,
        "2026-11",
        base_fen=1_000_000,
        before=Before("2026-10", 1_000_000, 400_000),
        numbers=Numbers(2026, allocated=100, block=Block("2613207", 1, 1, 100)),
        version=3,
    )
    return replace(plain, **changed)  # type: ignore[arg-type]
