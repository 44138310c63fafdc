"""Writing sheets: the template people fill in, and the result with a word on each row.

What begins like a formula is written as text behind an apostrophe, so that no program runs it.
The same content gives the same bytes: a job that was taken up again makes the same file.
"""

import csv
import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from functions.documents.sheet_columns import FOUND, Cell, Column, Holds, number

BEGINS = ("=", "+", "-", "@", "\t", "\r")
_FIRST = (1980, 1, 1, 0, 0, 0)
_SAVED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
# What XML 1.0 cannot hold is no text of any sheet.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Write a text so that no spreadsheet program takes it for a formula."""
    clean = _UNWRITABLE.sub("\ufffd", text)
    return f"'{clean}" if clean.startswith(BEGINS) else clean


def write_template(path: Path, columns: tuple[Column, ...]) -> None:
    """Make the workbook that people fill in: titles, an example, choices, and an explanation."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("开票信息")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 24 if column.longest >= 100 else 14
        if column.choices:
            choice = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"')
            choice.add(f"{letter}2:{letter}5001")
            sheet.data_validations.append(choice)
    sheet.append([_title(sheet, column) for column in columns])
    sheet.append([_value(sheet, column, column.example) for column in columns])
    about = book.create_sheet("填写说明")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 24, 60
    about.append(
        [escaped("模拟数据：本表用于演示系统的批量开票。发票流水号相同的行是同一张发票的明细。")]
    )
    for column in columns:
        about.append([column.zh, _explained(column)])
    _save(book, path)


def write_text_template(path: Path, columns: tuple[Column, ...]) -> None:
    """Make the same template as csv, in the encoding that every Excel opens rightly."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([_heading(column) for column in columns])
        lines.writerow([escaped(column.example) for column in columns])


def write_result(
    path: Path,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[dict[str, Cell], str]],
) -> None:
    """Make a workbook of the rows as they came, each with what was found of it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("结果")
    sheet.freeze_panes = "A2"
    sheet.append([*(_title(sheet, column) for column in columns), FOUND.zh])
    for cells, found in rows:
        values: list[Any] = [
            _value(sheet, column, cells.get(column.name, Cell()).text) for column in columns
        ]
        sheet.append([*values, _text(sheet, found)])
    _save(book, path)


def _title(sheet: Any, column: Column) -> Any:
    cell = WriteOnlyCell(sheet, value=_heading(column))
    cell.font = Font(bold=True)
    return cell


def _heading(column: Column) -> str:
    return f"{column.zh}*" if column.required else column.zh


def _value(sheet: Any, column: Column, text: str) -> Any:
    value = number(text) if column.holds is Holds.NUMBER and text else None
    if value is not None and len(value.as_tuple().digits) <= 15:
        return value
    return _text(sheet, text)


def _text(sheet: Any, text: str) -> Any:
    if not text.isdecimal():
        return escaped(text) if text else None
    # A text of digits stays one, also when somebody types over it.
    cell = WriteOnlyCell(sheet, value=text)
    cell.number_format = "@"
    return cell


def _explained(column: Column) -> str:
    said = ["必填" if column.required else "选填"]
    if column.choices:
        said.append("、".join(column.choices) + " 之一")
    elif column.holds is Holds.NUMBER:
        said.append(f"数字，最多{column.decimals}位小数")
    else:
        said.append(f"最多{column.longest}个字")
    return "，".join(said)


def _save(book: Any, path: Path) -> None:
    made = path.with_suffix(".made")
    book.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(path, "w") as after:
        for one in sorted(before.infolist(), key=_order):
            entry = zipfile.ZipInfo(one.filename, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with before.open(one) as source, after.open(entry, "w") as target:
                _copy(one.filename, source, target)
    made.unlink()


def _order(entry: zipfile.ZipInfo) -> tuple[bool, str]:
    return entry.filename != "[Content_Types].xml", entry.filename


def _copy(name: str, source: IO[bytes], target: IO[bytes]) -> None:
    if name == "docProps/core.xml":
        target.write(_SAVED.sub(b"", source.read()))
    else:
        shutil.copyfileobj(source, target)
