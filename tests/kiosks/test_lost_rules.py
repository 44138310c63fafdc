"""Which last entry shows that a machine has all of the journal that it told us of."""

from dataclasses import replace

import pytest

from backend.kiosks.rules.journal import Position
from backend.kiosks.rules.lost import is_whole

TOLD = Position("key", "Z001-K1", number=7, digest="ab")


@pytest.mark.parametrize(
    ("number", "digest", "whole"),
    [
        (0, "", False),
        (6, "aa", False),
        (7, "cd", False),
        (7, "", False),
        (7, "ab", True),
        (8, "cd", True),  # not sent yet, and judged when it comes
    ],
)
def test_the_last_entry_tells_a_lost_disk(number: int, digest: str, whole: bool) -> None:
    assert is_whole(TOLD, number, digest) is whole


def test_a_broken_journal_is_not_judged_by_its_last_entry() -> None:
    assert is_whole(replace(TOLD, broken="journal-gap"), 0, "")
