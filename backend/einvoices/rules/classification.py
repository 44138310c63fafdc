"""What is sold, by its tax classification (税收分类编码), and at which rates it may be invoiced.

The table is small, dated and sourced (`data/classification.json`): an item names a tariff, and a
tariff lists what each type of taxpayer may choose on a day.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from backend.einvoices.rules.face import Rate, Treatment
from backend.kernel.errors import Refusal


class Taxpayer(StrEnum):
    """How a seller is taxed: as a general taxpayer (一般纳税人) or a small-scale one (小规模)."""

    GENERAL = "general"
    SMALL_SCALE = "small-scale"


# The register's codes: 3 is small-scale again, 4 the coached general taxpayer, 5 nobody who issues.
_TYPES = {"1": "general", "2": "small-scale", "3": "small-scale", "4": "general"}


def taxpayer_of(code: str) -> Taxpayer | None:
    """Read the register's type code (纳税人类型); None for a natural person."""
    found = _TYPES.get(code)
    return Taxpayer(found) if found else None


@dataclass(frozen=True, slots=True)
class Allowed:
    """One rate that a type of taxpayer may choose, when, and who says so."""

    taxpayer: Taxpayer
    rate: Rate
    effective_from: date
    effective_to: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """Whether the row is in force on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One classification: its code, what stands between the stars, and its rates."""

    code: str
    short_name: str
    name: str
    name_en: str
    source: str
    rates: tuple[Allowed, ...]

    def allowed(self, taxpayer: Taxpayer, day: date) -> tuple[Rate, ...]:
        """Return what a type of taxpayer may choose on a day, in the table's order."""
        rows = (row for row in self.rates if row.taxpayer is taxpayer and row.holds_on(day))
        return tuple(row.rate for row in rows)


class Classification:
    """The whole table."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.code: item for item in items}

    def items(self) -> tuple[Item, ...]:
        """Return every item, by code."""
        return tuple(self._items[code] for code in sorted(self._items))

    def find(self, code: str) -> Item | None:
        """Return an item, None when the table has none."""
        return self._items.get(code)

    def check(self, code: str, rate: Rate, taxpayer: Taxpayer, *, day: date, line: int = 0) -> Item:
        """Return the item of a line whose rate may be chosen.

        Refuses `line-code-unknown`, then `line-rate-not-allowed` {given, allowed, name, day}.
        """
        item = self.find(code)
        if item is None:
            raise Refusal("line-code-unknown", field=f"/lines/{line}/code", given=code[:19])
        allowed = item.allowed(taxpayer, day)
        if rate not in allowed:
            raise Refusal(
                "line-rate-not-allowed",
                field=f"/lines/{line}/rate",
                given=rate.shown,
                allowed=[one.shown for one in allowed],
                name=item.short_name,
                day=day.isoformat(),
            )
        return item


def read(text: str) -> Classification:
    """Read the table from its JSON text; raises ValueError for a code that stands twice."""
    table = json.loads(text)
    tariffs = {
        name: tuple(_allowed(row) for row in rows) for name, rows in table["tariffs"].items()
    }
    items = [_item(row, tariffs) for row in table["items"]]
    if len({item.code for item in items}) != len(items):
        raise ValueError("a classification code stands twice")
    return Classification(items)


@cache
def published() -> Classification:
    """Return the table that comes with the room."""
    return read(files("backend.einvoices").joinpath("data/classification.json").read_text("utf-8"))


def _item(row: Mapping[str, str], tariffs: Mapping[str, tuple[Allowed, ...]]) -> Item:
    return Item(
        code=row["code"],
        short_name=row["short_name"],
        name=row["name"],
        name_en=row["name_en"],
        source=row["source"],
        rates=tariffs[row["tariff"]],
    )


def _allowed(row: Mapping[str, Any]) -> Allowed:
    last = row["effective_to"]
    return Allowed(
        taxpayer=Taxpayer(row["taxpayer"]),
        rate=Rate(Decimal(row["rate"]), Treatment(row["treatment"])),
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=date.fromisoformat(last) if last else None,
        source=row["source"],
    )
