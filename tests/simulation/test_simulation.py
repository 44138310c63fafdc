"""Seeded mornings in a city where everything fails, and the same with one guard taken away."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.simulation.core import Core
from tests.simulation.guards import GUARDS, OFTEN, missed
from tests.simulation.run import Result, run, summary

SEEDS = 1_000
BUDGET_SECONDS = 200.0
LEAST = 40
# The rarest of these guards is missed by some 5 of 100 mornings; a search ends with the first.
PATIENCE = 120


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    with Core() as started:
        yield started


@pytest.mark.parametrize("half", [0, 1])
def test_no_invariant_breaks(
    half: int, core: Core, record_property: Callable[[str, object], None]
) -> None:
    """Run every second seed while the budget lasts, and say how many that were."""
    began, results = time.monotonic(), list[Result]()
    for seed in range(1 + half, SEEDS + 1, 2):
        if len(results) >= LEAST and time.monotonic() - began > BUDGET_SECONDS:
            break
        results.append(run(seed, core))
    record_property("said", f"simulation, half {half + 1} of {SEEDS} seeds: {summary(results)}")
    assert {one.seed: one.broken for one in results if one.broken} == {}
    assert sum(one.sheets for one in results) > sum(one.dark for one in results) > 0
    assert sum(one.mailed for one in results) > 0


@pytest.mark.parametrize("name", OFTEN)
def test_without_this_guard_one_breaks(name: str) -> None:
    """What is missed more rarely is counted by `make simulate GUARDS=1`."""
    guard = GUARDS[name]
    with Core(guard.cuts) as core, guard.taken_away():
        broken = (run(seed, core).broken for seed in range(1, PATIENCE + 1))
        assert any(map(missed, broken)), f"{PATIENCE} mornings without the {name} broke nothing"


def test_the_same_seed_is_the_same_morning(core: Core) -> None:
    first, second = (run(7, core, traced=True) for _ in range(2))
    assert first.trace == second.trace
    assert first.trace
