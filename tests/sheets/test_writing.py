"""Writing sheets: nothing that goes out is a formula, and the same content is the same file."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from functions.documents.sheet_columns import FOUND, INVOICE_COLUMNS, Cell, Trouble
from functions.documents.sheet_templates import FOLDER, made
from functions.documents.sheet_words import said
from functions.documents.sheet_writing import (
    escaped,
    write_result,
    write_template,
    write_text_template,
)
from tests.sheets.books import read, texts

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_begins_like_a_formula_is_escaped(text: str) -> None:
    assert escaped(text) == f"'{text}"


def test_other_text_stays_and_what_no_sheet_holds_is_replaced() -> None:
    assert escaped("模拟·顺利 a=b") == "模拟·顺利 a=b"
    assert escaped("a\x07b\x00") == "a\ufffdb\ufffd"


def values(path: Path) -> list[list[Any]]:
    opened = openpyxl.load_workbook(path)
    sheet = opened.worksheets[0]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_result_holds_no_formula_and_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "result.xlsx"
    rows: list[tuple[dict[str, Cell], str]] = [
        ({"serial": Cell("1"), "item": Cell(text), "amount": Cell("-5.50")}, f"{text}？")
        for text in DANGEROUS
    ]
    write_result(path, INVOICE_COLUMNS, rows)
    lines = values(path)
    place = [column.name for column in INVOICE_COLUMNS].index("item")
    assert [line[place][:1] for line in lines[1:]] == ["'"] * len(DANGEROUS)
    assert [line[-1][:1] for line in lines[1:]] == ["'"] * len(DANGEROUS)
    assert lines[1][place + 5] == -5.5
    again = read(path)
    assert [row.cells["item"].text for row in again] == [text.strip() for text in DANGEROUS]


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        write_result(path, INVOICE_COLUMNS, [({"serial": Cell("1")}, "通过")])
    assert first.read_bytes() == second.read_bytes()


def test_a_template_that_is_filled_in_is_read_in_both_forms(tmp_path: Path) -> None:
    book, text = tmp_path / "t.xlsx", tmp_path / "t.csv"
    write_template(book, INVOICE_COLUMNS)
    write_text_template(text, INVOICE_COLUMNS)
    [by_book], [by_text] = read(book), read(text)
    wanted = [column.example for column in INVOICE_COLUMNS]
    assert texts(by_book) == texts(by_text) == wanted
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["开票信息", "填写说明"]
    choices = sheets.worksheets[0].data_validations.dataValidation
    assert {one.formula1 for one in choices} == {
        '"普通发票,增值税专用发票"',
        '"是,否"',
        '"免税,不征税"',
    }
    with text.open(encoding="utf-8-sig", newline="") as file:
        titles = next(csv.reader(file))
    assert titles[0] == "发票流水号*"


def test_the_templates_that_are_served_are_those_of_today(tmp_path: Path) -> None:
    fresh = made(tmp_path)
    assert {one.name: one.read_bytes() for one in fresh} == {
        one.name: one.read_bytes() for one in FOLDER.iterdir()
    }, "run `python -m functions.documents.sheet_templates`"


def test_the_words_of_a_row_are_those_of_the_catalogue() -> None:
    troubles = [
        Trouble(2, "amount", "cell-too-fine", {"decimals": 2}),
        Trouble(2, "item", "cell-formula", {}),
        Trouble(2, "item", "no-such-code", {}),
    ]
    assert said(troubles, INVOICE_COLUMNS) == (
        "金额：小数超过2位；项目名称：不接受公式；项目名称：no-such-code"
    )
    assert said([], INVOICE_COLUMNS) == "通过"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_calls_the_columns_by_the_titles_of_the_sheet(language: str) -> None:
    text = FOLDER.parents[1] / "src" / "text" / "papers" / f"{language}.json"
    words = json.loads(text.read_text("utf-8"))
    told = {name.removeprefix("column."): one for name, one in words.items() if "column." in name}
    assert told == {one.name: getattr(one, language) for one in (*INVOICE_COLUMNS, FOUND)}
    choices = (FOLDER.parents[1] / "src/rooms/documents/columns.ts").read_text("utf-8")
    for column in INVOICE_COLUMNS:
        for choice in column.choices:
            assert f"'{choice}'" in choices
            assert f"choice.{choice}" in words
