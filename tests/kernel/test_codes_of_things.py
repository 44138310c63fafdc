"""Codes of phones, parcels, invoices and places, and masks over personal data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel import codes
from backend.kernel.codes.tracking import s10_check_digit
from backend.kernel.errors import Refusal
from tests.kernel.vectors import VECTORS, refused

# Phones, parcels, invoices


@pytest.mark.parametrize(
    "typed",
    [
        "13800000001",
        "138 0000 0001",
        "+86 138-0000-0001",
        "008613800000001",
        " 138 0000 0001 ",
        "8613800000001",
        "0086 138 0000 0001",
        "１３８０００００００１",
        "(+86)13800000001",
        "（+86）13800000001",
    ],
)
def test_ways_to_write_one_mobile_number(typed: str) -> None:
    assert codes.check_mobile(typed) == "13800000001"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "1380000000",
        "138000000011",
        "12800000001",
        "+8613800",
        "+868613800000001",
        "0319-3120000",
        "1380000000O",
        "١٣٨٠٠٠٠٠٠٠١",
    ],
)
def test_no_mobile_number(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        codes.check_mobile(typed)
    assert (caught.value.code, caught.value.field) == ("phone-malformed", "/phone")


@pytest.mark.parametrize("number", [*VECTORS["s10_valid"], "EB473124829CN", "1234567890123"])
def test_a_right_tracking_number(number: str) -> None:
    assert codes.check_tracking_number(number.lower()) == number


@pytest.mark.parametrize(
    ("number", "code"),
    list(zip(VECTORS["s10_invalid"], ["tracking-check-wrong", "tracking-malformed"], strict=True)),
)
def test_a_wrong_tracking_number(number: str, code: str) -> None:
    assert refused(codes.check_tracking_number, number)[0] == code


def test_the_expected_s10_digit_is_said() -> None:
    _, params = refused(codes.check_tracking_number, "EB123456784CN")
    assert params == {"letter": "4", "expected": "5"}


@pytest.mark.parametrize(("serial", "digit"), [("00000000", "5"), ("00000008", "0")])
def test_the_two_special_s10_digits(serial: str, digit: str) -> None:
    assert s10_check_digit(serial) == digit


@pytest.mark.parametrize("number", VECTORS["einvoice_number_examples"])
def test_a_digital_invoice_number(number: str) -> None:
    read = codes.check_e_invoice_number(number)
    assert (read.number, read.year, read.province) == (number, 2026, "13")
    assert read.channel in "27"
    assert len(read.serial) == 15


def test_a_wrong_digital_invoice_number() -> None:
    said = refused(codes.check_e_invoice_number, "2613200000001234567")
    assert said == ("e-invoice-number-malformed", {"length": 19})


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("013001900104", "ordinary-two-part"),
        ("013001900107", "roll-76mm"),
        ("013001900199", None),
        ("113001900104", None),
        ("1300191130", None),
    ],
)
def test_invoice_codes(code: str, kind: str | None) -> None:
    assert codes.invoice_kind_of(codes.check_invoice_code(code)) == kind


@pytest.mark.parametrize("code", ["", "01300190010", "O13001900104"])
def test_wrong_invoice_codes(code: str) -> None:
    assert refused(codes.check_invoice_code, code)[0] == "invoice-code-malformed"


def test_invoice_numbers_are_eight_digits() -> None:
    assert codes.check_invoice_number("00012345") == 12345
    assert codes.show_invoice_number(12345) == "00012345"
    assert refused(codes.check_invoice_number, "12345")[0] == "invoice-number-malformed"
    for number in (-1, 100_000_000):
        with pytest.raises(ValueError, match="invoice number"):
            codes.show_invoice_number(number)


# Districts and masks


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("130502", ("130502",)),
        ("130526", ("130505",)),
        ("桥东", ("130502",)),
        ("桥西区", ("130503",)),
        ("任县", ("130505",)),
        ("南和县", ("130506",)),
        ("邢台市信都区", ("130503",)),
        ("威", ("130533",)),
        ("开发区", ("130571",)),
        ("邢台县", ("130502", "130503")),
        ("130521", ("130502", "130503")),
        ("130100", ()),
        ("", ()),
        ("邢台市", ()),
    ],
)
def test_districts_old_and_new(said: str, found: tuple[str, ...]) -> None:
    assert codes.districts_named(said) == found


def test_a_divided_county_is_asked_about() -> None:
    assert codes.resolve_district("任县") == "130505"
    code, params = refused(codes.resolve_district, "邢台县")
    assert code == "district-divided"
    assert params["choices"] == "襄都区 130502、信都区 130503"
    assert refused(codes.resolve_district, "桃城区")[0] == "district-unknown"


def test_only_todays_districts_are_kept() -> None:
    assert codes.check_district("130525") == "130525"
    assert refused(codes.check_district, "130526") == ("district-unknown", {"given": "130526"})
    assert codes.district_name("130526") == "任县"
    assert codes.district_name("999999") == "999999"


def test_masks() -> None:
    assert codes.mask_resident_id("130502199003070013") == "130502********0013"
    assert codes.mask_mobile("13800000001") == "138****0001"
    assert codes.mask_account("6222020402012345678") == "***************5678"
    assert codes.mask_name("张三丰") == "张**"


@given(st.text(min_size=1, max_size=30))
def test_a_mask_never_shows_a_whole_text(text: str) -> None:
    for mask in (codes.mask_resident_id, codes.mask_mobile, codes.mask_account, codes.mask_name):
        shown = mask(text)
        assert len(shown) == len(text)
        assert "*" in shown


def test_every_group_of_vectors_is_read_here() -> None:
    tested = {
        "uscc_valid", "uscc_invalid", "uscc_synthetic_xingtai", "resident_id_synthetic_valid",
        "resident_id_invalid", "s10_valid", "s10_invalid", "einvoice_number_examples",
    }  # fmt: skip
    assert set(VECTORS) - tested == {"qr_examples"}  # codes on printed invoices are read elsewhere
