"""The OFD: a reader that did not write it opens it, and finds the invoice in it."""

from pathlib import Path
from xml.etree import ElementTree

import ofdkit
import pytest
import uharfbuzz

from backend.einvoices.rules import words
from backend.einvoices.rules.file_names import Format
from backend.kernel.money import to_yuan
from functions.documents import archive
from functions.documents.layout import pages
from functions.documents.rendering import render
from functions.documents.seal import Seal
from tests.documents.conftest import squeezed
from tests.documents.samples import CASES

SPACE = "{http://www.ofdspec.org/2016}"


@pytest.mark.parametrize("name", CASES)
def test_another_library_reads_the_invoice(sealed: Seal, tmp_path: Path, name: str) -> None:
    one = CASES[name]
    file = tmp_path / "invoice.ofd"
    file.write_bytes(render(one, Format.OFD, sealed))
    with ofdkit.open(file) as opened:
        assert opened.warnings == []
        assert len(opened.pages) == len(pages(one))
        read = opened.invoice()
        text = squeezed(opened.text())
    assert read is not None
    assert read.warnings == []
    assert (read.invoice_number, read.invoice_type) == (one.number, one.kind.heading)
    assert read.total_amount == str(to_yuan(one.total_fen))
    assert (read.buyer.name, read.seller.name) == (one.buyer.name, one.seller.name)
    assert words.write(one.total_fen) in text
    for line in one.lines:
        assert str(to_yuan(line.amount_fen)) in text
        assert squeezed(line.shown_name)[:12] in text


def test_the_letters_lie_in_it_and_only_those(sealed: Seal) -> None:
    parts = archive.unpack(render(CASES["one line"], Format.OFD, sealed))
    assert parts is not None
    font = uharfbuzz.Font(uharfbuzz.Face(parts["Doc_0/Res/NotoSerifSC.ttf"]))
    content = ElementTree.fromstring(parts["Doc_0/Pages/Page_0/Content.xml"])
    texts = [code.text or "" for code in content.iter(f"{SPACE}TextCode")]
    letters = {ord(letter) for text in texts for letter in text}
    assert letters
    assert [letter for letter in letters if not font.get_nominal_glyph(letter)] == []
    assert font.get_nominal_glyph(ord("龘")) is None


def test_every_letter_has_its_place_and_every_object_its_number(sealed: Seal) -> None:
    parts = archive.unpack(render(CASES["40 lines"], Format.OFD, sealed))
    assert parts is not None
    seen = []
    for path, part in parts.items():
        if path.endswith("Content.xml"):
            content = ElementTree.fromstring(part)
            seen += [one.get("ID") for one in content.iter() if one.get("ID")]
            for code in content.iter(f"{SPACE}TextCode"):
                steps = (code.get("DeltaX") or "").split()
                assert len(steps) == len(code.text or "") - 1
    assert len(seen) == len(set(seen))
    document = ElementTree.fromstring(parts["Doc_0/Document.xml"])
    assert int(document.findtext(f".//{SPACE}MaxUnitID") or 0) >= max(int(n) for n in seen if n)
