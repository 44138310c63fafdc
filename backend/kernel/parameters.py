"""Values the law may change, as dated and sourced rows: never constants in the code."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value, what it is of, when it holds (both days inclusive), and who says so."""

    name: str
    of: str
    value: int | str
    effective_from: date
    effective_to: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """Whether the row is in force on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


class Parameters:
    """The table of dated values; refuses to be built when two rows hold on one day."""

    def __init__(self, rows: Iterable[Parameter]) -> None:
        self._rows: dict[tuple[str, str], tuple[Parameter, ...]] = {}
        for row in sorted(rows, key=lambda row: row.effective_from):
            earlier = self._rows.get((row.name, row.of), ())
            if any(other.holds_on(row.effective_from) for other in earlier):
                raise ValueError(f"{row.name} of {row.of} has two values on {row.effective_from}")
            self._rows[row.name, row.of] = (*earlier, row)

    def find(self, name: str, of: str, day: date) -> Parameter | None:
        """Return the row in force on a day, if there is one."""
        rows = self._rows.get((name, of), ())
        return next((row for row in rows if row.holds_on(day)), None)

    def get(self, name: str, of: str, day: date) -> Parameter:
        """Return the row in force; a missing row is a fault in the data, not a refusal."""
        row = self.find(name, of, day)
        if row is None:
            raise LookupError(f"no parameter {name} of {of} on {day}")
        return row

    def spans(
        self, name: str, of: str, *, first: date, last: date
    ) -> Iterator[tuple[Parameter, int]]:
        """Name the rows in force from a day to another, and for how many of the days each is."""
        day = first
        while day <= last:
            row = self.get(name, of, day)
            end = min(row.effective_to or last, last)
            yield row, (end - day).days + 1
            day = end + timedelta(days=1)

    def number(self, name: str, of: str, day: date) -> int:
        """Return a whole number in force on a day."""
        value = self.get(name, of, day).value
        if not isinstance(value, int):
            raise TypeError(f"parameter {name} of {of} is not a number")
        return value

    def decimal(self, name: str, of: str, day: date) -> Decimal:
        """Return a number with a fraction in force on a day: stored as text, so exact."""
        return Decimal(self.text(name, of, day))

    def text(self, name: str, of: str, day: date) -> str:
        """Return a text in force on a day."""
        return str(self.get(name, of, day).value)


def read(text: str) -> Parameters:
    """Read the table from its JSON text."""
    return Parameters(_row(row) for row in json.loads(text)["parameters"])


@cache
def published(room: str) -> Parameters:
    """Return the table that comes with a room: `data/parameters.json` in its folder."""
    return read(files(f"backend.{room}").joinpath("data/parameters.json").read_text("utf-8"))


def _row(row: Mapping[str, str | int | None]) -> Parameter:
    value, last = row["value"], row["effective_to"]
    if value is None:
        raise ValueError(f"parameter {row['name']} of {row['of']} has no value")
    return Parameter(
        name=str(row["name"]),
        of=str(row["of"]),
        value=value,
        effective_from=date.fromisoformat(str(row["effective_from"])),
        effective_to=date.fromisoformat(str(last)) if last else None,
        source=str(row["source"]),
    )
