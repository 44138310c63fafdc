"""Losing a race: tried again from a fresh reading, a bounded number of times."""

from collections.abc import Callable

import pytest

from backend.kernel.conflicts import Conflict, retried
from backend.kernel.errors import Refusal
from backend.kernel.pages import Page


def losing(times: int, tried: list[int]) -> Callable[[], str]:
    """Make an attempt that loses the race a number of times and then wins."""

    def attempt() -> str:
        tried.append(len(tried))
        if len(tried) <= times:
            raise Conflict
        return "won"

    return attempt


@pytest.mark.parametrize(("lost", "tries"), [(0, 1), (1, 2), (4, 5)])
def test_a_lost_race_is_run_again(lost: int, tries: int) -> None:
    tried: list[int] = []
    assert retried(losing(lost, tried)) == "won"
    assert len(tried) == tries


def test_it_gives_up_after_five() -> None:
    tried: list[int] = []
    with pytest.raises(Conflict):
        retried(losing(5, tried))
    assert len(tried) == 5


def test_the_number_of_tries_can_be_chosen() -> None:
    tried: list[int] = []
    with pytest.raises(Conflict):
        retried(losing(9, tried), times=1)
    assert len(tried) == 1


def test_a_refusal_is_an_answer_and_not_tried_again() -> None:
    tried: list[int] = []

    def attempt() -> None:
        tried.append(1)
        raise Refusal("case-over")

    with pytest.raises(Refusal):
        retried(attempt)
    assert tried == [1]


def test_a_page_is_mapped_and_keeps_its_place() -> None:
    assert Page((1, 2), "next").map(str) == Page(("1", "2"), "next")
    assert Page(()).map(str) == Page(())
