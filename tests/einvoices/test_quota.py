"""What may be issued: before and after filing, what comes back for red, and why it is so much."""

from datetime import date

import pytest

from backend.einvoices.rules import quota
from backend.einvoices.rules.book import Before
from backend.einvoices.rules.classification import Taxpayer
from backend.kernel.errors import Refusal
from tests.einvoices.samples import DAY, PARAMETERS, PERSON, book, standing

GENERAL, SMALL = Taxpayer.GENERAL, Taxpayer.SMALL_SCALE


@pytest.mark.parametrize(
    ("taxpayer", "day", "recorded", "due", "filed"),
    [
        (GENERAL, DAY, "2026-10", "2026-10", True),
        (GENERAL, DAY, "2026-11", "2026-10", True),
        (GENERAL, DAY, "2026-Q4", "2026-10", True),
        (GENERAL, DAY, "2026-09", "2026-10", False),
        (GENERAL, DAY, "none", "2026-10", False),
        (GENERAL, DAY, None, "2026-10", False),
        (GENERAL, date(2027, 1, 5), "2026-12", "2026-12", True),
        (SMALL, DAY, None, None, True),
        (SMALL, date(2027, 1, 5), "2026-Q4", "2026-Q4", True),
        (SMALL, date(2027, 1, 5), "2026-Q3", "2026-Q4", False),
        (SMALL, date(2027, 1, 5), "2026-11", "2026-Q4", False),
    ],
)
def test_the_return_that_is_due_is_filed_or_not(
    taxpayer: Taxpayer, day: date, recorded: str | None, due: str | None, filed: bool
) -> None:
    found = quota.filing_of(standing(day, taxpayer, vat_filed=recorded), PARAMETERS)
    assert (str(found.due) if found.due else None, found.filed) == (due, filed)


@pytest.mark.parametrize(
    ("recorded", "used_fen", "extra_fen", "before", "now_fen"),
    [
        ("2026-10", 0, 0, Before("2026-10", 1_000_000, 400_000), 1_000_000),
        ("2026-10", 300_000, 0, Before("2026-10", 1_000_000, 400_000), 700_000),
        ("2026-10", 300_000, 500_000, Before("2026-10", 1_000_000, 400_000), 1_200_000),
        ("2026-10", 1_100_000, 0, None, 0),
        ("2026-09", 0, 0, Before("2026-10", 1_000_000, 400_000), 600_000),
        ("2026-09", 300_000, 0, Before("2026-10", 1_000_000, 400_000), 300_000),
        ("2026-09", 700_000, 0, Before("2026-10", 1_000_000, 400_000), 0),
        ("2026-09", 0, 0, Before("2026-10", 3_000_000, 0), 1_000_000),
        ("2026-09", 0, 500_000, Before("2026-10", 1_000_000, 400_000), 600_000),
        ("2026-09", 0, 0, Before("2026-10", 1_000_000, 1_500_000), 0),
        ("2026-09", 200_000, 0, None, 800_000),
    ],
)
def test_available_before_and_after_filing(
    recorded: str, used_fen: int, extra_fen: int, before: Before | None, now_fen: int
) -> None:
    held = book(used_fen=used_fen, extra_fen=extra_fen, before=before)
    found = quota.available(held, standing(vat_filed=recorded), PARAMETERS)
    assert found.now_fen == now_fen


@pytest.mark.parametrize(("blue_month", "used_fen"), [("2026-11", 200_000), ("2026-10", 500_000)])
def test_red_gives_back_only_what_this_month_used(blue_month: str, used_fen: int) -> None:
    after, event = quota.give_back(
        book(used_fen=500_000),
        300_000,
        blue_month,
        number="26132070000000000009",
        parameters=PARAMETERS,
        doing=PERSON,
    )
    assert (after.used_fen, after.version) == (used_fen, 4)
    assert event.kind == "einvoices:book:given-back"
    assert event.data["given_back_fen"] == 500_000 - used_fen


def test_no_more_comes_back_than_was_used() -> None:
    with pytest.raises(Refusal, match="quota-not-used"):
        quota.give_back(
            book(used_fen=10), 11, "2026-11", number="1", parameters=PARAMETERS, doing=PERSON
        )


@pytest.mark.parametrize(
    ("taxpayer", "changed", "fen"),
    [
        (GENERAL, {"credit_grade": "A"}, 750_000_000),
        (GENERAL, {"credit_grade": "A", "risk_block": "走逃"}, 25_000_000),
        (GENERAL, {"credit_grade": None}, 75_000_000),
        (GENERAL, {"credit_grade": "X"}, 75_000_000),
        (GENERAL, {"credit_grade": "A", "risk_block": None}, 25_000_000),
        (SMALL, {"credit_grade": "D"}, 10_000_000),
    ],
)
def test_the_first_quota_is_read_off_the_table(
    taxpayer: Taxpayer, changed: dict[str, str | None], fen: int
) -> None:
    assert quota.initial_fen(standing(DAY, taxpayer, **changed), PARAMETERS) == fen


def test_each_part_of_the_number_says_where_it_comes_from() -> None:
    held = book(used_fen=100, extra_fen=50)
    rows = quota.explain(held, standing(vat_filed=None), PARAMETERS)
    assert [(one.number, one.code, one.reason) for one in rows] == [
        (1, "initial", None),
        (2, "extended", None),
        (3, "used", None),
        (4, "filing", "return-not-filed"),
    ]
    assert all(one.rule for one in rows)
    assert rows[0].inputs["table_fen"] == 500_000_000
    assert rows[3].inputs["available_fen"] == 599_900
