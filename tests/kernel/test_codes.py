"""Codes of companies and people: the vectors, which part is wrong, and what a slip cannot pass."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from backend.kernel import codes
from backend.kernel.codes.resident import PROVINCES
from backend.kernel.codes.typed import folded
from backend.kernel.codes.uscc import ALPHABET, AUTHORITIES
from backend.kernel.errors import Refusal
from tests.kernel.vectors import VECTORS, refused

TODAY = date(2026, 11, 23)
TENCENT = "91440300708461136T"


# USCC


@pytest.mark.parametrize("row", VECTORS["uscc_valid"] + VECTORS["uscc_synthetic_xingtai"])
def test_a_right_uscc_is_taken_as_it_is(row: dict[str, str]) -> None:
    assert codes.check_uscc(row["code"]) == row["code"]


USCC_FAULTS: dict[str, tuple[str, dict[str, object]]] = {
    "914403001922038217": (
        "uscc-check-wrong",
        {"letter": "7", "expected": "6", "organisation_fits": True},
    ),
    "91440300708461136I": ("uscc-letter-forbidden", {"position": 18, "letter": "I"}),
    "9144030070846113T": ("uscc-length-wrong", {"length": 17}),
    "91440300708461137T": (
        "uscc-check-wrong",
        {"letter": "T", "expected": "X", "organisation_fits": False},
    ),
    "91330100799655058O": ("uscc-letter-forbidden", {"position": 18, "letter": "O"}),
    "Z1100000100003962T": ("uscc-letter-forbidden", {"position": 1, "letter": "Z"}),
}


@pytest.mark.parametrize("row", VECTORS["uscc_invalid"])
def test_a_wrong_uscc_says_which_part(row: dict[str, str]) -> None:
    assert refused(codes.check_uscc, row["code"]) == USCC_FAULTS[row["code"]]


def test_the_expected_character_makes_the_code_right() -> None:
    for row in VECTORS["uscc_invalid"]:
        _, params = refused(codes.check_uscc, row["code"])
        if "expected" in params:
            assert codes.check_uscc(row["code"][:17] + str(params["expected"]))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "uscc-length-wrong"),
        (TENCENT + "1", "uscc-length-wrong"),
        ("S1440300708461136T", "uscc-letter-forbidden"),  # before the authority
        ("B144X300708461136T", "uscc-authority-unknown"),  # before the region
        ("9144X300708461136T", "uscc-region-wrong"),  # before the check character
        ("9144O30070846113QT", "uscc-letter-forbidden"),  # O→0 would not make it right
        ("9144O300708461136T", "uscc-letter-mistaken"),
        ("9144-300708461136T", "uscc-letter-forbidden"),
    ],
)
def test_refusals_of_a_uscc_in_order(typed: str, code: str) -> None:
    assert refused(codes.check_uscc, typed)[0] == code


def test_a_slip_is_proposed_and_never_taken() -> None:
    code, params = refused(codes.check_uscc, "9I4403OO708461136T", "/company")
    assert code == "uscc-letter-mistaken"
    assert params == {"position": 2, "letter": "I", "proposal": TENCENT}


def test_a_refusal_names_its_field() -> None:
    with pytest.raises(Refusal) as caught:
        codes.check_uscc("1", "/company")
    assert caught.value.field == "/company"


def test_region_fault_counts_from_the_first_character() -> None:
    assert refused(codes.check_uscc, "91440X00708461136T")[1] == {"position": 6, "letter": "X"}


def test_typing_is_folded() -> None:
    assert codes.check_uscc(" ９1440300 70846113６t\u3000\u200b") == TENCENT


def test_parts_of_a_uscc() -> None:
    read = codes.read_uscc("92130528MA09Q3C36K")
    assert (read.authority, read.category, read.region) == ("9", "2", "130528")
    assert read.organisation == "MA09Q3C36"
    assert read.is_sole_trader
    assert not codes.read_uscc(TENCENT).is_sole_trader


def test_a_bad_organisation_check_is_a_warning_only() -> None:
    assert codes.read_uscc(TENCENT).organisation_fits
    body = TENCENT[:16] + "5"
    read = codes.read_uscc(body + uscc.calc_check_digit(body))
    assert not read.organisation_fits


@pytest.mark.parametrize(("body", "check"), [("70846113", "6"), ("40000062", "4")])
def test_organisation_check_of_public_codes(body: str, check: str) -> None:
    whole = "91440300" + body + check
    assert codes.read_uscc(whole + uscc.calc_check_digit(whole)).organisation_fits


@st.composite
def right_usccs(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from(AUTHORITIES)) + draw(st.sampled_from("1239"))
    body += draw(st.text("0123456789", min_size=6, max_size=6))
    body += draw(st.text(ALPHABET, min_size=9, max_size=9))
    return body + str(uscc.calc_check_digit(body))


@given(right_usccs(), st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_any_one_changed_character_is_caught(code: str, place: int, letter: str) -> None:
    assume(code[place] != letter)
    slip = code[:place] + letter + code[place + 1 :]
    said, params = refused(codes.check_uscc, slip)
    if said == "uscc-letter-mistaken":
        assert params["proposal"] == code


@given(right_usccs(), st.integers(0, 16))
def test_any_two_swapped_neighbours_are_caught(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    slip = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    refused(codes.check_uscc, slip)


@given(right_usccs())
def test_zeros_and_ones_typed_as_letters_are_proposed_back(code: str) -> None:
    slip = code.replace("0", "O").replace("1", "I")
    assume(slip != code)
    assert refused(codes.check_uscc, slip)[1]["proposal"] == code


@given(st.text(max_size=25))
def test_whatever_is_typed_is_taken_or_refused(text: str) -> None:
    try:
        said = codes.check_uscc(text)
    except Refusal as refusal:
        said = refusal.code
    assert said == folded(text) or said.startswith("uscc-")


# Resident numbers


@pytest.mark.parametrize("number", VECTORS["resident_id_synthetic_valid"])
def test_a_right_resident_number_is_taken(number: str) -> None:
    assert codes.check_resident_id(number, TODAY) == number
    assert codes.birth_date_of(number) == ric.get_birth_date(number)


RESIDENT_FAULTS: dict[str, tuple[str, dict[str, object]]] = {
    "130502199003070012": ("resident-id-check-wrong", {"letter": "2", "expected": "3"}),
    "130502200102290041": ("resident-id-birth-wrong", {}),
    "13050219900307001": ("resident-id-length-wrong", {"length": 17}),
    "13050220900307001X": ("resident-id-birth-future", {}),
    "990502199003070013": ("resident-id-province-unknown", {"province": "99"}),
    "130502I99003070013": (
        "resident-id-letter-mistaken",
        {"position": 7, "letter": "I", "instead": "1"},
    ),
}


@pytest.mark.parametrize("row", VECTORS["resident_id_invalid"])
def test_a_wrong_resident_number_says_why(row: dict[str, str]) -> None:
    assert refused(codes.check_resident_id, row["id"], TODAY) == RESIDENT_FAULTS[row["id"]]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("130502900307001", "resident-id-first-generation"),
        ("", "resident-id-length-wrong"),
        ("13050219900307001A", "resident-id-letter-forbidden"),
        ("1305021990X3070013", "resident-id-letter-forbidden"),
        ("990502189003070013", "resident-id-province-unknown"),
        ("130502189003070013", "resident-id-birth-too-old"),
        ("130502199013070013", "resident-id-birth-wrong"),
    ],
)
def test_refusals_of_a_resident_number_in_order(typed: str, code: str) -> None:
    assert refused(codes.check_resident_id, typed, TODAY)[0] == code


def test_no_refusal_carries_the_whole_number() -> None:
    for row in VECTORS["resident_id_invalid"]:
        _, params = refused(codes.check_resident_id, row["id"], TODAY)
        assert all(len(str(value)) <= 2 for value in params.values())


def test_a_first_generation_number_is_history() -> None:
    taken = codes.check_resident_id("130502 900307 001", TODAY, first_generation=True)
    assert taken == "130502900307001"
    assert codes.birth_date_of(taken) == date(1990, 3, 7)
    said = refused(codes.check_resident_id, "130502901307001", TODAY, first_generation=True)
    assert said[0] == "resident-id-birth-wrong"


def test_born_today_and_130_years_ago() -> None:
    for day, taken in (("20261123", True), ("18961123", True), ("18951123", False)):
        body = "130502" + day + "001"
        number = body + ric.calc_check_digit(body + "0")
        if taken:
            assert codes.check_resident_id(number, TODAY) == number
        else:
            said = refused(codes.check_resident_id, number, TODAY)
            assert said[0] == "resident-id-birth-too-old"


def test_the_day_of_a_checked_number_only() -> None:
    with pytest.raises(ValueError, match="resident"):
        codes.birth_date_of("130502199013070013")


@st.composite
def right_residents(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(sorted(PROVINCES))) + draw(st.text("0123456789", min_size=4))[:4]
    assume(len(region) == 6)
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    body = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + str(ric.calc_check_digit(body + "0"))


@given(right_residents(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_one_changed_digit_is_caught(number: str, place: int, digit: str) -> None:
    assume(number[place] != digit)
    assert codes.check_resident_id(number, TODAY) == number
    refused(codes.check_resident_id, number[:place] + digit + number[place + 1 :], TODAY)
