"""Dated values: one in force a day, each with its source."""

import json
from datetime import date, timedelta

import pytest

from backend.invoices.rules.approvals import first_terms
from backend.invoices.rules.kinds import Kind
from backend.kernel.parameters import Parameter, Parameters, published, read

DAY = date(2026, 11, 23)


def row(value: int, first: date, last: date | None) -> Parameter:
    return Parameter("supply-factor", "A", value, first, last, "模拟")


def test_a_value_holds_from_its_first_day_to_its_last() -> None:
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    table = Parameters([row(3, first, last), row(4, last + timedelta(days=1), None)])
    days = [first, last, last + timedelta(days=1)]
    assert [table.number("supply-factor", "A", day) for day in days] == [3, 3, 4]
    assert table.find("supply-factor", "A", first - timedelta(days=1)) is None


def test_a_missing_value_is_a_fault_and_not_a_guess() -> None:
    with pytest.raises(LookupError):
        Parameters([]).number("supply-factor", "A", DAY)


def test_a_text_is_no_number() -> None:
    with pytest.raises(TypeError):
        published("invoices").number("supply-rule", "risk-clear", DAY)


def test_two_values_on_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="two values"):
        Parameters([row(3, DAY, None), row(4, DAY + timedelta(days=9), None)])


def test_a_row_without_a_value_is_refused() -> None:
    rows = {"name": "n", "of": "o", "value": None, "effective_from": "2026-01-01"}
    text = json.dumps({"parameters": [rows | {"effective_to": None, "source": "模拟"}]})
    with pytest.raises(ValueError, match="no value"):
        read(text)


@pytest.mark.parametrize(
    ("grade", "factor"), [("A", 3), ("B", 2), ("M", 1), ("C", 1), ("D", 1), ("unrated", 1)]
)
@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 7, 1), DAY])
def test_the_published_factors(grade: str, factor: int, day: date) -> None:
    found = published("invoices").get("supply-factor", grade, day)
    assert found.value == factor
    assert found.source


def test_a_new_company_gets_25_special_and_50_ordinary_a_month_of_the_100000_tier() -> None:
    special = first_terms(Kind.P_SPECIAL, DAY, published("invoices"))
    ordinary = first_terms(Kind.P_ORD, DAY, published("invoices"))
    assert (special.max_per_month, ordinary.max_per_month) == (25, 50)
    assert special.max_per_sheet_fen == 9_999_999
    assert special.effective_from == DAY


def test_every_kind_has_first_values_and_two_names() -> None:
    for kind in Kind:
        assert first_terms(kind, DAY, published("invoices")).max_per_month > 0
        assert kind.name_zh != kind.name_en
