"""Reading sheets: what stands in them comes out as text, xlsx and csv alike; nothing is run."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from backend.documents.rules.failures import Fault
from backend.kernel.errors import Refusal
from functions.documents.sheet_columns import (
    INVOICE_COLUMNS,
    Cell,
    Column,
    Holds,
    check_cell,
    number,
)
from functions.documents.sheet_csv import encoding_of
from tests.sheets.books import LINE, TITLES, book, changed, read, shared, texts

NOON = datetime(2026, 11, 28, 12)  # noqa: DTZ001  a sheet knows no zone
SHOWN = [*LINE[:8], "2", "150", "300", "是", "0.01", "", "", ""]


def test_a_workbook_gives_its_rows_with_the_numbers_people_see(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", LINE, [], [None] * 3, LINE)
    rows = read(path)
    assert [row.number for row in rows] == [2, 5]
    assert texts(rows[0]) == SHOWN


def test_texts_kept_in_one_place_are_found_there(tmp_path: Path) -> None:
    path = shared(book(tmp_path / "a.xlsx", LINE, [*LINE[:5], "=1+1", *LINE[6:]]))
    first, second = read(path)
    assert texts(first) == SHOWN
    assert second.cells["item"].formula


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_csv_gives_the_same_whatever_wrote_it(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    lines = [delimiter.join(row) for row in (TITLES, SHOWN)]
    path.write_text("\r\n".join(lines) + "\r\n\r\n", encoding=encoding)
    [row] = read(path)
    assert (row.number, texts(row)) == (2, SHOWN)


def test_columns_are_found_by_title_in_any_order_and_language(tmp_path: Path) -> None:
    titles = [f" {column.en}* " if n % 2 else column.zh for n, column in enumerate(INVOICE_COLUMNS)]
    titles[0] = "发票流水号（必填）"
    order = [5, *range(5), *range(6, len(titles))]
    path = book(
        tmp_path / "a.xlsx",
        ["模拟数据，请勿删除本行"],
        [titles[n] for n in order] + ["多出来的"],
        [LINE[n] for n in order] + ["不看"],
        titles=["批量开票"],
    )
    [row] = read(path)
    assert (row.number, texts(row)) == (4, SHOWN)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (123456789012345, "123456789012345"),
        (-5.5, "-5.5"),
        (True, "是"),
        (NOON.replace(hour=0), "2026-11-28"),
        (NOON, "2026-11-28 12:00:00"),
        ("  两边 有空格　", "两边 有空格"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("+86 319 000", "+86 319 000"),
        ("-5", "-5"),
        ("@模拟", "@模拟"),
    ],
)
def test_a_value_comes_as_it_was_typed(tmp_path: Path, value: Any, text: str) -> None:
    [row] = read(book(tmp_path / "a.xlsx", [*LINE[:6], value, *LINE[7:]]))
    assert row.cells["specification"].text == text


@pytest.mark.parametrize(
    "formula", ["=1+1", "=cmd|'/c calc'!A1", '=HYPERLINK("http://x")', "@SUM(A1)", "+cmd|x!A1"]
)
def test_a_formula_is_marked_in_its_cell_and_the_other_rows_go_on(
    tmp_path: Path, formula: str
) -> None:
    line = [*LINE[:5], formula, *LINE[6:]]
    path = tmp_path / "a.csv"
    quoted = [
        ",".join(f'"{str(cell).replace(chr(34), chr(34) * 2)}"' for cell in row)
        for row in (TITLES, line, SHOWN)
    ]
    path.write_text("\n".join(quoted), encoding="utf-8")
    for first, second in (read(path), read(book(tmp_path / "a.xlsx", line, LINE))):
        marked = [name for name, cell in first.cells.items() if cell.formula]
        assert (first.number, marked) == (2, ["item"])
        assert not any(cell.formula for cell in second.cells.values())
        assert check_cell(INVOICE_COLUMNS[5], first.cells["item"]) == (Fault.FORMULA, {})


def test_a_formula_of_a_workbook_is_never_given_as_its_last_value(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [*LINE[:10], "=A2*3", *LINE[11:]])
    [row] = read(path)
    assert row.cells["amount"] == Cell("=A2*3", formula=True)


def test_a_number_whose_digits_were_lost_is_not_taken_for_a_text(tmp_path: Path) -> None:
    [row] = read(book(tmp_path / "a.xlsx", [*LINE[:4], 2020100000000000000, *LINE[5:]]))
    found = check_cell(INVOICE_COLUMNS[4], row.cells["code"])
    assert found == (Fault.DIGITS_LOST, {"digits": 15})


@pytest.mark.parametrize("digits", [b"1" + b"0" * 400, b"-1" + b"0" * 400, b"1e999"])
def test_a_number_beyond_all_numbers_is_wrong_in_its_cell_alone(
    tmp_path: Path, digits: bytes
) -> None:
    def change(name: str, body: bytes) -> bytes:
        return body.replace(b"<v>299</v>", b"<v>%s</v>" % digits)

    path = changed(book(tmp_path / "a.xlsx", [*LINE[:10], 299, *LINE[11:]], LINE), change)
    first, second = read(path)
    for column in (INVOICE_COLUMNS[0], INVOICE_COLUMNS[10]):
        assert check_cell(column, first.cells["amount"]) is not None
    assert texts(second) == SHOWN


def test_a_number_that_nobody_can_read_makes_the_sheet_unreadable(tmp_path: Path) -> None:
    def change(name: str, body: bytes) -> bytes:
        return body.replace(b"<v>300</v>", b"<v>1%s</v>" % (b"0" * 9000))

    with pytest.raises(Refusal, match="sheet-unreadable"):
        read(changed(book(tmp_path / "a.xlsx", LINE), change))


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "sheet-empty"),
        ([LINE] * 51, "sheet-too-many-rows"),
        ([[]] * 1001 + [LINE], "sheet-too-many-rows"),
    ],
)
def test_a_sheet_of_none_or_too_many_rows_is_refused(
    tmp_path: Path, lines: list[Any], code: str
) -> None:
    path = tmp_path / "a.csv"
    rows = [",".join(map(str, row)) or ",," for row in (TITLES, *lines)]
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(Refusal, match=code):
        read(path)
    assert len(read(book(tmp_path / "b.xlsx", *[LINE] * 50))) == 50


def test_a_row_far_below_costs_nothing_and_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", LINE)
    opened = openpyxl.load_workbook(path)
    sheet = opened.active
    assert sheet is not None
    sheet.cell(1_000_000, 16_000, "x")
    opened.save(path)
    with pytest.raises(Refusal, match="sheet-too-many-rows"):
        read(path)


def test_missing_and_doubled_columns_are_named(tmp_path: Path) -> None:
    less = [title for title in TITLES if title not in ("金额", "税率")]
    with pytest.raises(Refusal) as caught:
        read(book(tmp_path / "a.xlsx", LINE, titles=less))
    assert caught.value.params == {"columns": "金额、税率"}
    with pytest.raises(Refusal, match="sheet-column-twice"):
        read(book(tmp_path / "a.xlsx", LINE, titles=[*TITLES, "金额"]))
    with pytest.raises(Refusal, match="sheet-columns-missing"):
        read(book(tmp_path / "a.xlsx", LINE, titles=["a", "b"]))


@pytest.mark.parametrize("body", [b"\xff\xff\xff\xff", b"a\0b,c", b"\xfe\xff\xd8\x00"])
def test_bytes_in_no_encoding_are_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(body)
    with pytest.raises(Refusal, match="sheet-encoding-unknown"):
        encoding_of(path)


def test_a_cell_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(TITLES) + '\n"' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(Refusal, match="sheet-unreadable"):
        read(path)


TEXT = Column("t", "文", "Text", "", required=True, longest=3)
YES = Column("y", "是否", "Yes", "", Holds.CHOICE, choices=("是", "否"))
PRICE = Column("p", "价", "Price", "", Holds.NUMBER, longest=12, decimals=2)


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        (TEXT, Cell("abc"), None),
        (TEXT, Cell("abcd"), (Fault.TOO_LONG, {"longest": 3})),
        (TEXT, Cell(), (Fault.MISSING, {})),
        (TEXT, Cell("a\x07"), (Fault.UNPRINTABLE, {})),
        (TEXT, Cell("abcd", formula=True), (Fault.FORMULA, {})),
        (TEXT, Cell("1", scattered=True), (Fault.SCATTERED, {})),
        (PRICE, Cell(), None),
        (PRICE, Cell("1,234.50"), None),
        (PRICE, Cell("1.000"), None),
        (PRICE, Cell("1.005"), (Fault.TOO_FINE, {"decimals": 2})),
        (PRICE, Cell("3元"), (Fault.NOT_A_NUMBER, {})),
        (PRICE, Cell("NaN"), (Fault.NOT_A_NUMBER, {})),
        (PRICE, Cell("1e5"), (Fault.NOT_A_NUMBER, {})),
        (
            INVOICE_COLUMNS[1],
            Cell("收据"),
            (Fault.NOT_A_CHOICE, {"choices": "普通发票、增值税专用发票"}),
        ),
    ],
)
def test_the_shape_of_a_cell(column: Column, cell: Cell, found: object) -> None:
    assert check_cell(column, cell) == found


def test_numbers_are_read_as_people_type_them() -> None:
    read_as = {"13%": "0.13", "¥1,000": "1000", ".5": "0.5", "-2.": "-2"}
    assert {text: str(number(text)) for text in read_as} == read_as
    assert [number(text) for text in ("", "1,00", "一", "0x1", "1 2")] == [None] * 5
