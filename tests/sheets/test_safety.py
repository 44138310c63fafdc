"""Workbooks that hold more than cells are refused before anything opens them."""

import zipfile
from pathlib import Path

import pytest

from backend.kernel.errors import Refusal
from functions.documents.sheet_safety import LARGEST_INSIDE_BYTES, check_workbook
from tests.sheets.books import LINE, book, changed, read

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
RELS = (
    b'<Relationships xmlns="x"><Relationship Id="r9" Target="%s" TargetMode="External" '
    b'Type="%s"/></Relationships>'
)


def kept(name: str, body: bytes) -> bytes:
    return body


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read(path, "xlsx")
    return caught.value.code


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = book(tmp_path / "a.xlsx", LINE)
    assert len(read(path)) == 1
    return path


@pytest.mark.parametrize(
    "name",
    [
        *("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"),
        *("xl/embeddings/oleObject1.bin", "xl/VBAPROJECT.BIN"),
    ],
)
def test_macros_and_programs_are_refused(sheet: Path, name: str) -> None:
    assert refused(changed(sheet, kept, **{name: b"x"})) == "sheet-macros"


def test_a_macro_workbook_renamed_is_still_one(sheet: Path) -> None:
    def typed(name: str, body: bytes) -> bytes:
        plain = b"officedocument.spreadsheetml.sheet.main+xml"
        return body.replace(
            b"vnd.openxmlformats-" + plain, b"vnd.ms-excel.sheet.macroEnabled.main+xml"
        )

    assert refused(changed(sheet, typed)) == "sheet-macros"


@pytest.mark.parametrize(
    "name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/queryTables/q1.xml"]
)
def test_what_reaches_outside_is_refused(sheet: Path, name: str) -> None:
    assert refused(changed(sheet, kept, **{name: b"<x/>"})) == "sheet-external-links"


def test_a_relation_outside_is_refused_and_a_hyperlink_is_none(sheet: Path) -> None:
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    outside = changed(
        sheet, kept, **{name: RELS % (b"http://x/t.xml", b"http://o/attachedTemplate")}
    )
    assert refused(outside) == "sheet-external-links"
    link = changed(sheet, kept, **{name: RELS % (b"mailto:a@b.example", b"http://o/hyperlink")})
    check_workbook(link)


def test_a_printed_workbook_is_fine(sheet: Path) -> None:
    name = "xl/printerSettings/printerSettings1.bin"
    check_workbook(changed(sheet, kept, **{name: b"x"}))


def test_passwords_and_the_old_format_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + b"\0" * 300_000 + "EncryptedPackage".encode("utf-16-le"))
    assert refused(path) == "sheet-encrypted"
    path.write_bytes(OLE + b"\0" * 1000)
    assert refused(path) == "sheet-old-format"


def test_an_encrypted_member_is_refused(sheet: Path) -> None:
    body = bytearray(sheet.read_bytes())
    place = body.index(b"PK\x01\x02")
    body[place + 8] |= 1
    sheet.write_bytes(body)
    assert refused(sheet) == "sheet-encrypted"


@pytest.mark.parametrize("body", [b"", b"hello", b"PK\x03\x04 no zip", b"\x00" * 100])
def test_what_is_no_workbook_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(body)
    assert refused(path) == "sheet-unreadable"


def test_a_zip_that_is_none_and_a_broken_one_are_refused(sheet: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("a.txt", "x")
    assert refused(other) == "sheet-unreadable"
    body = bytearray(sheet.read_bytes())
    body[60:90] = b"\xff" * 30
    sheet.write_bytes(body)
    assert refused(sheet) == "sheet-unreadable"
    gone = changed(book(sheet, LINE), lambda name, it: None if "sheet1" in name else it)
    assert refused(gone) == "sheet-empty"


def test_a_bomb_is_refused_by_what_it_says_of_itself(sheet: Path) -> None:
    zeros = b"0" * (LARGEST_INSIDE_BYTES // 4)
    many = {f"xl/media/{n}.png": zeros for n in range(5)}
    assert refused(changed(sheet, kept, **many)) == "sheet-too-large-inside"
    assert refused(changed(sheet, kept, **{"xl/media/1.png": zeros})) == "sheet-too-large-inside"
    names = {f"x/{n}": b"" for n in range(2001)}
    assert refused(changed(sheet, kept, **names)) == "sheet-too-large-inside"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(sheet: Path, encoding: str) -> None:
    entity = '<?xml version="1.0"?><!--' + "x" * 300_000 + '--><!DOCTYPE x [<!ENTITY a "b">]><x/>'

    def typed(name: str, body: bytes) -> bytes:
        return entity.encode(encoding) if name.endswith("sheet1.xml") else body

    assert refused(changed(sheet, typed)) == "sheet-unreadable"
