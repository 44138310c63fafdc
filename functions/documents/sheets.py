"""Reading a sheet row by row, xlsx or csv alike: nothing in it is run, and little is held.

Cells come as text: numbers without an exponent, days as 2026-11-28. A row number is the one a
person sees in the sheet.
"""

import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from backend.documents.rules.failures import Failure
from backend.kernel.errors import Refusal
from functions.documents import sheet_csv
from functions.documents.sheet_columns import EXACT_DIGITS, Cell, Column, matches, places
from functions.documents.sheet_safety import check_workbook

HEADER_WITHIN = 10
MOST_COLUMNS = 60
# So many empty lines between full ones are taken for a sheet that was formatted to its end.
MOST_EMPTY = 1_000
_EMPTY = Cell()
_BEGINS = ("=", "+", "-", "@", "\t", "\r")
# A text that a spreadsheet program would run, were it typed into it.
_RUNS = re.compile(r"=|[+\-@][^\d\s].*[(|!]", re.DOTALL)
_BROKEN = (
    *(InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ArithmeticError),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, and its cells by the name of their column."""

    number: int
    cells: dict[str, Cell]


@contextmanager
def rows(
    path: Path, form: str, columns: tuple[Column, ...], *, most: int
) -> Iterator[Iterator[Row]]:
    """Open a sheet and read the rows under its titles; `most` is how many there may be.

    Refuses `sheet-encrypted`, `sheet-old-format`, `sheet-unreadable`, `sheet-too-large-inside`,
    `sheet-macros`, `sheet-external-links`, `sheet-encoding-unknown`, `sheet-column-twice`,
    `sheet-columns-missing`, and while reading `sheet-too-many-rows`; at the end `sheet-empty`.
    """
    with _workbook(path) if form == "xlsx" else _text(path, columns) as lines:
        yield _rows(lines, columns, most)


def _rows(
    lines: Iterator[tuple[Cell, ...]], columns: tuple[Column, ...], most: int
) -> Iterator[Row]:
    numbered = enumerate(lines, 1)
    where = _titles(numbered, columns)
    count = empty = 0
    for number, cells in numbered:
        if not any(cell.text or cell.formula for cell in cells):
            empty += 1
            if empty > MOST_EMPTY:
                raise Refusal(Failure.TOO_MANY_ROWS, largest=most)
            continue
        count += 1
        if count > most:
            raise Refusal(Failure.TOO_MANY_ROWS, largest=most)
        yield Row(
            number,
            {name: cells[place] if place < len(cells) else _EMPTY for name, place in where.items()},
        )
    if not count:
        raise Refusal(Failure.NO_ROWS)


def _titles(
    numbered: Iterator[tuple[int, tuple[Cell, ...]]], columns: tuple[Column, ...]
) -> dict[str, int]:
    last: list[str] = []
    for number, cells in numbered:
        titles = [cell.text for cell in cells]
        if matches(titles, columns) >= min(3, len(columns)):
            return places(titles, columns)
        last = titles if number == 1 else last
        if number >= HEADER_WITHIN:
            break
    # What stands in the first line is the best that can be said of what is missing.
    places(last, columns)
    raise Refusal(Failure.NO_ROWS)


@contextmanager
def _text(path: Path, columns: tuple[Column, ...]) -> Iterator[Iterator[tuple[Cell, ...]]]:
    with sheet_csv.lines(path, columns) as lines:
        yield (tuple(text_cell(text) for text in line[:MOST_COLUMNS]) for line in lines)


@contextmanager
def _workbook(path: Path) -> Iterator[Iterator[tuple[Cell, ...]]]:
    check_workbook(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except _BROKEN as error:
        raise Refusal(Failure.UNREADABLE) from error
    lines = _cells(book)
    try:
        yield lines
    finally:
        # The archive stays open for as long as a member of it is being read.
        lines.close()
        book.close()


def _cells(book: Any) -> Generator[tuple[Cell, ...], None, None]:
    if not book.worksheets:
        raise Refusal(Failure.NO_ROWS)
    lines = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS)
    try:
        for line in lines:
            # Lines are filled up with cells of nothing; most of a line is that.
            yield tuple(
                _EMPTY if one.value is None else _cell(one.value, one.data_type) for one in line
            )
    except _BROKEN as error:
        raise Refusal(Failure.UNREADABLE) from error
    finally:
        lines.close()


def _cell(value: object, kind: str) -> Cell:
    if kind == "f":
        return Cell(value if isinstance(value, str) else "=", formula=True)
    match value:
        case bool():
            return Cell("是" if value else "否")
        case int() | float():
            return _number_cell(value)
        case date():
            return Cell(_day(value))
        case _:
            return text_cell(str(value))


def _day(value: date) -> str:
    # A day without a time comes as its midnight.
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat()[:10]


def _number_cell(value: float) -> Cell:
    # Excel keeps binary fractions and shows 15 digits: 0.30000000000000004 was typed as 0.3.
    try:
        exact = Decimal(f"{value:.{EXACT_DIGITS}g}")
    except OverflowError:
        # Excel keeps no such number; somebody wrote its digits into the file.
        return Cell(str(value), rounded=True)
    return Cell(f"{exact:f}", rounded=abs(value) >= 10**EXACT_DIGITS)


def text_cell(text: str) -> Cell:
    """Read a text: what we escaped ourselves comes back, what would be run is marked."""
    plain = text.strip(" \u3000\n")
    if plain[:1] == "'" and plain[1:2] in _BEGINS:
        plain = plain[1:]
    return Cell(plain.strip(), formula=_RUNS.match(plain) is not None)
