"""Identifiers: what passes for a client's id, and what the server makes itself."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.errors import Refusal
from backend.kernel.ids import check_id, new_id, random_id

GOOD = "0193569c-5d2e-7c3a-8f00-0123456789ab"


def test_ids_are_uuid7_and_sort_by_time() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert len(set(made)) == 1000
    assert {uuid.UUID(one).version for one in made} == {7}
    assert [check_id(one) for one in made] == made


@pytest.mark.parametrize("variant", "89ab")
def test_all_four_variants_of_the_standard_pass(variant: str) -> None:
    assert check_id(f"0193569c-5d2e-7c3a-{variant}f00-0123456789ab")


@pytest.mark.parametrize(
    "text",
    [
        "",
        GOOD.upper(),
        GOOD.replace("-", ""),
        "{" + GOOD + "}",
        f" {GOOD}",
        f"{GOOD}\n",
        str(uuid.UUID(int=7)),
        "7c9e6679-7425-40de-944b-e07fc1f90ae7",  # version 4
        GOOD.replace("-8f00", "-cf00"),  # variant bits of another standard
        GOOD.replace("0193", "０１９３"),
        f"{GOOD}/../x",
    ],
)
def test_anything_else_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_id(text, "/reservation_id")
    assert (caught.value.code, caught.value.field) == ("id-malformed", "/reservation_id")


@given(st.text())
def test_what_passes_is_a_uuid7_in_its_one_spelling(text: str) -> None:
    try:
        check_id(text)
    except Refusal:
        return
    assert (str(uuid.UUID(text)), uuid.UUID(text).version) == (text, 7)


def test_random_ids_have_the_bits_asked_for_and_differ() -> None:
    made = {random_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(one) for one in made} == {16}
    assert all(set(one) <= set("0123456789abcdef") for one in made)
    assert len(random_id(128)) == 32


def test_a_refusal_carries_its_code_field_and_numbers() -> None:
    refusal = Refusal("site-stock-short", field="/site_id", retry_after_seconds=3, free=2)
    assert str(refusal) == "site-stock-short"
    assert refusal.params == {"free": 2}
    assert refusal.retry_after_seconds == 3
    assert repr(refusal) == "Refusal('site-stock-short', field='/site_id', {'free': 2})"
