"""The QR text: the fields of §2.10, and a checksum that notices every misread letter."""

from datetime import UTC, date, datetime

import pytest

from backend.einvoices.rules import qr
from backend.einvoices.rules.face import Kind
from backend.einvoices.rules.qr import Shown
from tests.documents.samples import NUMBER, face, red


def test_the_fields_stand_in_their_order() -> None:
    text = qr.write(face())
    assert text == f"01,32,,{NUMBER},1000.00,20261123,,{text[-4:]}"
    assert qr.write(face(kind=Kind.D_SPECIAL)).startswith("01,31,,")
    assert qr.write(red()).split(",")[4] == "-500.00"


def test_the_day_is_shanghais() -> None:
    late = face(issued_at=datetime(2026, 11, 30, 16, 0, tzinfo=UTC))
    assert qr.write(late).split(",")[5] == "20261201"


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_written_is_read_back(kind: Kind) -> None:
    shown = Shown(kind.qr_type, NUMBER, 100000, date(2026, 11, 23))
    assert qr.read(qr.write(face(kind=kind))) == shown
    taken_back = qr.read(qr.write(red()))
    assert taken_back is not None
    assert taken_back.total_fen == -50000


def test_the_checksum_is_the_published_crc() -> None:
    # CRC-16/CCITT-FALSE has a known answer for these nine digits.
    assert qr.checksum("123456789") == "29B1"


def test_one_misread_letter_is_noticed() -> None:
    text = qr.write(face())
    for place, letter in enumerate(text):
        for other in "0123456789ABCDEF,.-":
            if other != letter:
                assert qr.read(text[:place] + other + text[place + 1 :]) is None


@pytest.mark.parametrize(
    "text",
    ["", "01,32,,26132000000012345678,1130.00,20261123,,7C4E", "ST1:XYZ", "01,04,1,2,3,4,5,6"],
)
def test_other_codes_are_not_read(text: str) -> None:
    assert qr.read(text) is None


def test_a_day_that_does_not_exist_is_not_read() -> None:
    fields = f"01,32,,{NUMBER},1.00,20260230,"
    assert qr.read(f"{fields},{qr.checksum(fields)}") is None
