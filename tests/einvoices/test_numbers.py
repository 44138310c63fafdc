"""Numbers: their digits, their blocks, and that used, skipped and open are all that was given."""

import re
from dataclasses import replace
from datetime import date

import pytest

from backend.einvoices.rules import numbers
from backend.einvoices.rules.book import skip_numbers, take_block
from backend.einvoices.rules.numbers import Block, Counter, Numbers
from tests.einvoices.samples import DAY, PARAMETERS, PERSON, SELLER, book

FULL = Block("2613207", 1, 1, 2)


def sums(found: Numbers | None) -> tuple[int, int, int, int]:
    assert found is not None
    return found.allocated, found.used, found.skipped, found.open


def test_a_number_names_year_province_and_channel() -> None:
    prefix = numbers.prefix_for(SELLER, DAY, PARAMETERS)
    assert re.fullmatch(r"26132\d\d", prefix)
    assert prefix == numbers.prefix_for(SELLER, DAY, PARAMETERS)
    counter, block, event = numbers.give(Counter(prefix), 100, SELLER, PERSON)
    assert block.number(block.first) == f"{prefix}0000000000001"
    assert (counter.next, counter.version, block.open) == (101, 1, 100)
    assert event.data["last"] == f"{prefix}0000000000100"
    _, second, _ = numbers.give(counter, 100, SELLER, PERSON)
    assert (second.first, second.last) == (101, 200)


def test_companies_share_few_counters() -> None:
    prefixes = {numbers.prefix_for(f"company {n}", DAY, PARAMETERS) for n in range(400)}
    assert len(prefixes) == PARAMETERS.number("number-block", "shards", DAY)


def test_a_shard_that_is_used_up_gives_nothing() -> None:
    full = Counter("2613207", next=10**13 - 50)
    with pytest.raises(OverflowError):
        numbers.give(full, 100, SELLER, PERSON)


def test_numbers_are_drawn_one_after_the_other_until_none_is_open() -> None:
    held = numbers.take(None, FULL, 2026)
    assert held.can_draw(2026)
    held, first = numbers.draw(held)
    held, second = numbers.draw(held)
    assert (first[-3:], second[-3:], sums(held)) == ("001", "002", (2, 2, 0, 0))
    assert not held.can_draw(2026)
    with pytest.raises(LookupError):
        numbers.draw(held)
    with pytest.raises(LookupError):
        numbers.draw(Numbers(2026))


def test_another_years_block_is_not_drawn_from() -> None:
    assert not numbers.take(None, FULL, 2026).can_draw(2027)


def test_what_is_left_when_the_year_ends_is_recorded_as_skipped() -> None:
    held, _ = numbers.draw(numbers.take(None, FULL, 2026))
    new = Block("2713207", 1, 1, 100)
    after, event = take_block(book(numbers=held), new, 2027, PERSON)
    assert sums(after.numbers) == (100, 0, 0, 100)
    assert event.kind == "einvoices:book:block-taken"
    assert event.data["skipped"] == {
        "year": 2026,
        "first": "26132070000000000002",
        "last": "26132070000000000002",
        "count": 1,
        "allocated": 2,
        "used": 1,
        "skipped": 1,
    }


def test_a_block_taken_early_skips_the_rest_of_the_one_before() -> None:
    held = numbers.take(None, FULL, 2026)
    after = numbers.take(held, Block("2613207", 3, 3, 12), 2026)
    assert sums(after) == (12, 0, 2, 10)


def test_a_company_that_closes_gives_up_what_is_open() -> None:
    held, _ = numbers.draw(numbers.take(None, FULL, 2026))
    step = skip_numbers(book(numbers=held), "status-07", PERSON)
    assert step is not None
    after, event = step
    assert (sums(after.numbers), event.data["count"]) == ((2, 1, 1, 0), 1)
    assert skip_numbers(after, "status-07", PERSON) is None
    assert skip_numbers(replace(after, numbers=None), "status-07", PERSON) is None


def test_the_year_is_that_of_shanghai() -> None:
    assert numbers.prefix_for(SELLER, date(2027, 1, 1), PARAMETERS).startswith("27")
