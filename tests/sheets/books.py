"""Workbooks for the reading of sheets: right ones, and those that hold what they may not."""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from functions.documents import sheets
from functions.documents.sheet_columns import INVOICE_COLUMNS
from functions.documents.sheets import Row

TITLES = [column.zh for column in INVOICE_COLUMNS]
LINE: list[Any] = [
    *("1", "普通发票", "模拟买方", "", "2020100000000000000", "刹车片", "", "", 2, 150),
    *(300, "是", 0.01, "", "", ""),
]


def book(path: Path, *lines: Sequence[Any], titles: Sequence[Any] = tuple(TITLES)) -> Path:
    """Write a workbook as Excel would."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(list(titles))
    for line in lines:
        sheet.append(list(line))
    made.save(path)
    return path


def changed(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """Rewrite the members of a workbook; None drops one, `more` adds some."""
    other = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(other, "w") as after:
        for name in before.namelist():
            body = change(name, before.read(name))
            if body is not None:
                after.writestr(name, body, zipfile.ZIP_DEFLATED)
        for name, body in more.items():
            after.writestr(name, body, zipfile.ZIP_DEFLATED)
    return other


def shared(path: Path) -> Path:
    """Rewrite a workbook as Excel writes it: its texts in one place, cells name their number."""
    found: list[bytes] = []

    def numbered(match: re.Match[bytes]) -> bytes:
        found.append(match[2])
        return b'<c%s t="s"><v>%d</v></c>' % (match[1], len(found) - 1)

    def change(name: str, body: bytes) -> bytes:
        if name.endswith("sheet1.xml"):
            pattern = rb'<c([^>]*) t="inlineStr"><is><t>([^<]*)</t></is></c>'
            return re.sub(pattern, numbered, body)
        if name == "[Content_Types].xml":
            kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            told = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
            return body.replace(b"</Types>", told)
        return body

    rewritten = changed(path, change)
    strings = b"".join(b"<si><t>%s</t></si>" % one for one in found)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(rewritten, "a") as opened:
        opened.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (main, strings))
    assert found
    return rewritten


def read(path: Path, form: str = "", most: int = 50) -> list[Row]:
    with sheets.rows(path, form or path.suffix[1:], INVOICE_COLUMNS, most=most) as rows:
        return list(rows)


def texts(row: Row) -> list[str]:
    return [row.cells[column.name].text for column in INVOICE_COLUMNS]
