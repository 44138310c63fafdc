"""File names after §2.11, which every file system takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.einvoices.rules.face import Party
from backend.einvoices.rules.file_names import Format, Reader, write
from tests.documents.samples import BUYER, LONG, NUMBER, SELLER, face


def test_a_name_tells_the_number_the_other_side_and_the_moment() -> None:
    to_buyer = write(face(), Format.PDF, Reader.BUYER)
    assert to_buyer == f"dzfp_{NUMBER}_{SELLER.name}_20261123100304.pdf"
    to_seller = write(face(), Format.XML, Reader.SELLER)
    assert to_seller == f"dzfp_{NUMBER}_{BUYER.name}_20261123100304.xml"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("甲/乙\\丙:丁", "甲_乙_丙_丁"),
        ("../../etc/passwd", "etc_passwd"),
        ("甲 乙\n丙", "甲_乙丙"),
        ("\u202egpj.exe", "gpj.exe"),
        ("...", "_"),
    ],
)
def test_what_a_file_system_refuses_is_replaced(name: str, safe: str) -> None:
    named = write(face(buyer=Party(name)), Format.OFD, Reader.SELLER)
    assert named == f"dzfp_{NUMBER}_{safe}_20261123100304.ofd"


def test_a_long_name_is_cut_between_letters() -> None:
    named = write(face(buyer=LONG), Format.PDF, Reader.SELLER)
    assert len(named.encode()) <= 255
    assert named.endswith("_20261123100304.pdf")


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(name: str) -> None:
    named = write(face(buyer=Party(name)), Format.PDF, Reader.SELLER)
    assert len(named.encode()) <= 255
    assert not set(named) & set('\\/:*?"<>|\n\t\0')
    assert named.startswith("dzfp_")


def test_each_form_has_its_media_type() -> None:
    assert {form.media_type for form in Format} == {
        "application/pdf",
        "application/ofd",
        "application/xml",
    }
