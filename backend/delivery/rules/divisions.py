"""The districts (县级区划) that an address of this city is in, as they were called on a day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Division:
    """One district: its code, its name, and when it was called so (both days inclusive)."""

    code: str
    name: str
    effective_from: date
    effective_to: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """Whether it is called so on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Divisions:
    """The districts of one city of a province."""

    province: str
    city: str
    rows: tuple[Division, ...]

    def on(self, day: date) -> tuple[Division, ...]:
        """List the districts of a day by code."""
        return tuple(one for one in self.rows if one.holds_on(day))


@cache
def published() -> Divisions:
    """Return the list that comes with the room."""
    text = files("backend.delivery").joinpath("data/divisions.json").read_text("utf-8")
    told = json.loads(text)
    return Divisions(told["province"], told["city"], tuple(map(_row, told["divisions"])))


def _row(row: Mapping[str, str | None]) -> Division:
    last = row["effective_to"]
    return Division(
        code=str(row["code"]),
        name=str(row["name"]),
        effective_from=date.fromisoformat(str(row["effective_from"])),
        effective_to=date.fromisoformat(last) if last else None,
        source=str(row["source"]),
    )
