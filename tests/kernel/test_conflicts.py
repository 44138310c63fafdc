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


@pytest.mark.parametrize(("lost", "tries"), [(0, 1), (1, 2), (5, 6)])
def test_a_lost_race_is_run_again(lost: int, tries: int) -> None:
    tried: list[int] = []
    assert retried(losing(lost, tried)) == "won"
    assert len(tried) == tries


def test_it_gives_up_after_six() -> None:
    tried: list[int] = []
    with pytest.raises(Conflict):
        retried(losing(6, tried))
    assert len(tried) == 6


def test_it_waits_a_random_and_growing_while_between_tries() -> None:
    longest = [0.01, 0.02, 0.04, 0.08, 0.08]
    runs = []
    for _ in range(50):
        waited: list[float] = []
        retried(losing(5, []), pause=waited.append)
        assert all(0 <= short <= long for short, long in zip(waited, longest, strict=True))
        runs.append(waited)
    # Fifty times in the lower half by chance alone: less than once in a billion runs.
    assert all(
        max(column) > long / 2
        for column, long in zip(zip(*runs, strict=True), longest, strict=True)
    )
    assert len({tuple(waited) for waited in runs}) == 50


def test_who_wins_at_once_does_not_wait() -> None:
    waited: list[float] = []
    assert retried(losing(0, []), pause=waited.append) == "won"
    assert waited == []


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
