"""How the quota changes by itself: first, at a month's beginning, and when nearly used up."""

from dataclasses import replace
from datetime import date

import pytest

from backend.einvoices.rules import granting
from backend.einvoices.rules.book import Before, Book
from backend.einvoices.rules.checks import first_failed
from tests.einvoices.samples import PARAMETERS, PERSON, SELLER, book, standing

DECEMBER = date(2026, 12, 1)
TABLE = 500_000_000  # general, grade B, no risk


def begun(held: Book, day: date = DECEMBER, **facts: str | None) -> tuple[Book, list[str]]:
    after, event = granting.begin_month(held, standing(day, **facts), PARAMETERS, PERSON)
    checks = event.data["checks"]
    assert isinstance(checks, list)
    assert event.kind == "einvoices:book:month-begun"
    return after, [one["code"] for one in checks]


def test_the_first_quota_opens_a_book() -> None:
    opened, event = granting.open_book(SELLER, standing(), PARAMETERS, PERSON)
    assert (opened.quota_fen, opened.month, opened.version) == (TABLE, "2026-11", 1)
    assert (event.kind, event.number) == ("einvoices:book:opened", 1)
    assert event.data["checks"][0]["inputs"]["credit_grade"] == "B"  # type: ignore[index]


def test_a_month_begins_with_the_base_and_remembers_the_one_before() -> None:
    held = book(base_fen=TABLE, extra_fen=100, used_fen=300, extended=1)
    after, codes = begun(held)
    assert (after.month, after.base_fen, after.extra_fen, after.used_fen) == (
        "2026-12",
        TABLE,
        0,
        0,
    )
    assert after.before == Before("2026-11", TABLE + 100, 300)
    assert (after.extended, after.busy_months) == (0, 0)
    assert codes == ["busy", "grade", "risk", "initial", "month-begin"]


def test_a_month_in_which_nothing_was_issued_leaves_all_of_it() -> None:
    after, _ = begun(book(base_fen=TABLE, used_fen=300), date(2027, 2, 3))
    assert after.before == Before("2027-01", TABLE, 0)


@pytest.mark.parametrize(
    ("busy", "used_fen", "facts", "base_fen", "last", "busy_after"),
    [
        (1, TABLE * 8 // 10, {}, TABLE * 12 // 10, "raised", 0),
        (1, TABLE * 8 // 10 - 1, {}, TABLE, "month-begin", 0),
        (0, TABLE, {}, TABLE, "month-begin", 1),
        (1, TABLE, {"credit_grade": "M"}, TABLE, "month-begin", 2),
        (1, TABLE, {"credit_grade": "A"}, TABLE * 12 // 10, "raised", 0),
        (0, 0, {"credit_grade": "A"}, 750_000_000, "initial", 0),
        (1, TABLE, {"credit_grade": "D"}, 25_000_000, "lowered", 2),
        (1, TABLE, {"risk_block": "走逃"}, 25_000_000, "lowered", 2),
    ],
)
def test_the_base_is_raised_or_lowered(
    busy: int, used_fen: int, facts: dict[str, str], base_fen: int, last: str, busy_after: int
) -> None:
    after, codes = begun(book(base_fen=TABLE, busy_months=busy, used_fen=used_fen), **facts)
    assert (after.base_fen, codes[-1], after.busy_months) == (base_fen, last, busy_after)


def test_the_base_is_not_raised_past_the_most() -> None:
    held = book(base_fen=TABLE * 3, busy_months=1, used_fen=TABLE * 3)
    after, codes = begun(held)
    assert (after.base_fen, codes[-1]) == (TABLE * 3, "month-begin")


def test_a_better_standing_keeps_what_was_granted_by_hand() -> None:
    after, _ = begun(book(base_fen=TABLE * 2))
    assert after.base_fen == TABLE * 2


@pytest.mark.parametrize(
    ("held", "needed_fen", "facts", "why_not"),
    [
        (book(used_fen=700_000), 100_000, {}, None),
        (book(used_fen=900_000), 500_000, {}, None),
        (book(used_fen=0), 1_400_000, {}, None),
        (book(used_fen=100_000), 100_000, {}, "quota-not-nearly-used"),
        (book(used_fen=900_000), 500_000, {"credit_grade": "C"}, "quota-grade-not-listed"),
        (book(used_fen=900_000), 500_000, {"risk_block": None}, "quota-risk-not-clear"),
        (book(used_fen=900_000, extended=1), 500_000, {}, "quota-extended-already"),
        (book(used_fen=900_000), 600_001, {}, "quota-extension-too-little"),
        (book(used_fen=590_000), 500_000, {"vat_filed": None}, "quota-not-nearly-used"),
        (
            book(used_fen=590_000, base_fen=700_000),
            500_000,
            {"vat_filed": None},
            "quota-extension-too-little",
        ),
    ],
)
def test_the_quota_is_extended_when_nearly_used_up(
    held: Book, needed_fen: int, facts: dict[str, str | None], why_not: str | None
) -> None:
    found = granting.extension(held, needed_fen, standing=standing(**facts), parameters=PARAMETERS)
    failed = first_failed(found.checks)
    assert (failed.reason if failed else None) == why_not
    assert [one.code for one in found.checks] == ["busy", "grade", "risk", "times", "covers"]
    assert found.granted is (why_not is None)


def test_an_extension_is_for_this_month_and_counted() -> None:
    held = book(used_fen=700_000)
    found = granting.extension(held, 100_000, standing=standing(), parameters=PARAMETERS)
    after, event = granting.extend(held, found, PERSON)
    assert (after.quota_fen, after.extended, after.base_fen) == (1_500_000, 1, 1_000_000)
    assert event.kind == "einvoices:book:quota-extended"
    next_month, _ = begun(replace(after, base_fen=TABLE))
    assert next_month.quota_fen == TABLE
