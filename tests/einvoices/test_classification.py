"""Which rates an item may be invoiced at, by date and by type of taxpayer."""

import json
from datetime import date
from importlib.resources import files

import pytest

from backend.einvoices.rules.classification import Taxpayer, published, read, taxpayer_of
from backend.einvoices.rules.face import Rate, Treatment
from backend.kernel.errors import Refusal
from tests.einvoices.samples import CARDS, DAY, MEALS, REPAIR, SCHOOL, rate

GENERAL, SMALL = Taxpayer.GENERAL, Taxpayer.SMALL_SCALE
EXEMPT, NOT_TAXED = rate("0", Treatment.EXEMPT), rate("0", Treatment.NOT_TAXED)
LETTING = "3040502020200000000"


@pytest.mark.parametrize(
    ("code", "taxpayer", "day", "shown"),
    [
        (REPAIR, GENERAL, DAY, ["13%"]),
        (REPAIR, SMALL, DAY, ["1%", "3%", "免税"]),
        (REPAIR, SMALL, date(2027, 12, 31), ["1%", "3%", "免税"]),
        (REPAIR, SMALL, date(2028, 1, 1), ["3%", "免税"]),
        (MEALS, GENERAL, DAY, ["6%"]),
        (LETTING, SMALL, DAY, ["3%", "1.5%"]),
        (SCHOOL, GENERAL, DAY, ["6%", "免税"]),
        (CARDS, GENERAL, DAY, ["不征税"]),
        (REPAIR, GENERAL, date(2025, 12, 31), []),
    ],
)
def test_rates_are_allowed_by_item_taxpayer_and_day(
    code: str, taxpayer: Taxpayer, day: date, shown: list[str]
) -> None:
    item = published().find(code)
    assert item is not None
    assert [one.shown for one in item.allowed(taxpayer, day)] == shown


@pytest.mark.parametrize(
    ("code", "wanted", "taxpayer", "refused", "pointer"),
    [
        ("1" * 19, rate("0.13"), GENERAL, "line-code-unknown", "/lines/4/code"),
        (REPAIR, rate("0.06"), GENERAL, "line-rate-not-allowed", "/lines/4/rate"),
        (REPAIR, rate("0.13"), SMALL, "line-rate-not-allowed", "/lines/4/rate"),
        (REPAIR, EXEMPT, GENERAL, "line-rate-not-allowed", "/lines/4/rate"),
        (CARDS, rate("0"), GENERAL, "line-rate-not-allowed", "/lines/4/rate"),
        (
            REPAIR,
            rate("0.13", Treatment.DIFFERENCE),
            GENERAL,
            "line-rate-not-allowed",
            "/lines/4/rate",
        ),
    ],
)
def test_other_rates_are_refused_and_the_allowed_ones_named(
    code: str, wanted: Rate, taxpayer: Taxpayer, refused: str, pointer: str
) -> None:
    with pytest.raises(Refusal) as found:
        published().check(code, wanted, taxpayer, day=DAY, line=4)
    assert (found.value.code, found.value.field) == (refused, pointer)
    if refused == "line-rate-not-allowed":
        item = published().find(code)
        assert item is not None
        allowed = [one.shown for one in item.allowed(taxpayer, DAY)]
        assert found.value.params["allowed"] == allowed


def test_an_allowed_rate_gives_the_item() -> None:
    assert published().check(CARDS, NOT_TAXED, SMALL, day=DAY).short_name == "预付卡销售和充值"


@pytest.mark.parametrize(
    ("code", "taxpayer"),
    [("1", GENERAL), ("2", SMALL), ("3", SMALL), ("4", GENERAL), ("5", None), ("9", None)],
)
def test_the_register_says_how_a_seller_is_taxed(code: str, taxpayer: Taxpayer | None) -> None:
    assert taxpayer_of(code) is taxpayer


def test_every_row_has_its_code_its_days_and_its_source() -> None:
    for item in published().items():
        assert len(item.code) == 19
        assert item.code.isdigit()
        assert item.source
        assert item.allowed(GENERAL, DAY)
        assert item.allowed(SMALL, DAY)
        assert all(row.source for row in item.rates)


def test_a_code_that_stands_twice_is_a_fault() -> None:
    text = files("backend.einvoices").joinpath("data/classification.json").read_text("utf-8")
    table = json.loads(text)
    table["items"].append(table["items"][0])
    with pytest.raises(ValueError, match="twice"):
        read(json.dumps(table))
