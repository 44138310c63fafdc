"""The PDF: sound, with its letters embedded, and everything on the face can be read out of it."""

import re
from pathlib import Path

import pytest

from backend.einvoices.rules import qr, words
from backend.einvoices.rules.face import Face, Treatment
from backend.einvoices.rules.file_names import Format
from backend.kernel.money import to_yuan
from functions.documents import pdf, typeface
from functions.documents.columns import COLUMNS, Column
from functions.documents.layout import Blocks, pages
from functions.documents.rendering import render
from functions.documents.seal import Seal
from functions.documents.sections import BOTTOM, HEADING, TABLE_HEAD, TOTAL
from functions.documents.typeface import MM_PER_POINT
from tests.documents.conftest import said, squeezed
from tests.documents.samples import CASES, face

NAMED = pytest.mark.parametrize("name", CASES)


@pytest.fixture(scope="module")
def files(sealed: Seal, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    made = {}
    for number, (name, one) in enumerate(CASES.items()):
        made[name] = folder / f"{number}.pdf"
        made[name].write_bytes(render(one, Format.PDF, sealed))
    return made


def shown(one: Face) -> list[str]:
    """List every text that the page must have."""
    texts = [one.number, one.kind.heading, one.issuer, one.label, one.remark, "模拟数据"]
    texts += [one.buyer.name, one.buyer.tax_id, one.seller.name, one.seller.tax_id]
    texts += [words.write(one.total_fen), f"¥{to_yuan(one.total_fen)}"]
    texts += [f"¥{to_yuan(one.amount_fen)}"]
    for line in one.lines:
        texts += [line.shown_name, line.specification, line.unit, str(to_yuan(line.amount_fen))]
        texts += [line.rate.shown, *(f"{n:f}" for n in (line.quantity, line.unit_price) if n)]
        taxed = line.rate.treatment in (Treatment.TAXED, Treatment.DIFFERENCE)
        texts.append(str(to_yuan(line.tax_fen)) if taxed else "***")
    if one.red:
        texts += [one.red.number, one.red.confirmation]
    return [text for text in texts if text]


@NAMED
def test_it_is_sound(files: dict[str, Path], name: str) -> None:
    assert "No syntax or stream encoding errors found" in said("qpdf", "--check", files[name])


@NAMED
def test_all_letters_are_embedded_as_a_subset(files: dict[str, Path], name: str) -> None:
    rows = said("pdffonts", files[name]).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+NotoSerifSC-Regular ", row), row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row
    assert files[name].stat().st_size < 250_000


@NAMED
def test_every_text_can_be_read_out(files: dict[str, Path], name: str) -> None:
    read = [
        squeezed(said("pdftotext", "-layout", files[name], "-")),
        squeezed(said("pdftotext", "-raw", files[name], "-")),
        *(column_of(name, files[name], column) for column in COLUMNS),
    ]
    wanted = map(squeezed, shown(CASES[name]))
    assert [text for text in wanted if not any(text in one for one in read)] == []


def column_of(name: str, file: Path, column: Column) -> str:
    """Read one column of the table over all pages: what wraps is in one piece there."""
    height = pages(CASES[name])[0].height
    top = HEADING + Blocks.of(CASES[name]).parties + TABLE_HEAD - 1
    area = {
        "-x": column.start,
        "-W": column.end - column.start,
        "-y": top,
        "-H": height - BOTTOM - TOTAL - top,
    }
    told = [part for key, mm in area.items() for part in (key, str(round(mm / MM_PER_POINT)))]
    return squeezed(said("pdftotext", *told, file, "-"))


@pytest.mark.parametrize(("name", "pages"), [("one line", 1), ("8 lines", 1), ("40 lines", 3)])
def test_lines_overflow_onto_further_pages(files: dict[str, Path], name: str, pages: int) -> None:
    told = said("pdfinfo", files[name])
    assert f"Pages:           {pages}\n" in told
    text = said("pdftotext", "-layout", files[name], "-")
    assert text.count("小计") == pages - 1
    assert len(re.findall(r"合计\s+¥", text)) == 1
    assert (f"共{pages}页 第{pages}页" in text) == (pages > 1)


def test_subtotals_add_up_to_the_total(files: dict[str, Path]) -> None:
    text = said("pdftotext", "-layout", files["200 lines"], "-")
    sums = re.findall(r"小计\s+¥(\S+)\s+¥(\S+)", text)
    (last,) = re.findall(r"合计\s+¥(\S+)\s+¥(\S+)", text)
    one = CASES["200 lines"]
    assert last == (str(to_yuan(one.amount_fen)), str(to_yuan(one.tax_fen)))
    pages = text.split("\f")[:-1]
    assert len(sums) == len(pages) - 1
    for page, (amount, tax) in zip(pages, sums, strict=False):
        lines = [row.split() for row in page.splitlines() if "模拟项目" in row]
        assert round(sum(float(row[-3]) for row in lines), 2) == float(amount)
        assert round(sum(float(row[-1]) for row in lines), 2) == float(tax)


def test_no_text_leaves_its_page_or_its_column(sealed: Seal) -> None:
    for name, one in CASES.items():
        for page in pages(one):
            for text in page.texts:
                assert text.x >= 4, (name, text)
                end = text.x + typeface.width(text.text, text.points)
                assert end <= page.width - 3, (name, text)
                assert 0 < text.y < page.height, (name, text)


def test_the_size_is_the_strips(files: dict[str, Path]) -> None:
    assert "595.276 x 396.85 pts" in said("pdfinfo", files["one line"])


def test_rare_letters_are_read_out_and_a_missing_one_is_marked(tmp_path: Path) -> None:
    file = tmp_path / "rare.pdf"
    file.write_bytes(pdf.draw(face(issuer="模拟𬭚㐂𠮷。")))
    assert "模拟𬭚㐂〓。" in said("pdftotext", file, "-")


def test_the_qr_code_is_read_by_a_reader(files: dict[str, Path], tmp_path: Path) -> None:
    said("pdftoppm", "-r", "200", "-png", "-singlefile", files["red"], tmp_path / "page")
    read = said("zbarimg", "--raw", "-q", tmp_path / "page.png").strip()
    assert read == qr.write(CASES["red"])


def test_another_program_finds_the_signature_valid(files: dict[str, Path]) -> None:
    told = said("pdfsig", files["40 lines"])
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert "模拟签章" in told
