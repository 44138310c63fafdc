"""Seeded mornings in a city where everything fails, and the same with one guard taken away."""

from collections.abc import Iterator

import pytest

from tests.simulation.core import Core
from tests.simulation.guards import GUARDS
from tests.simulation.run import run

SEEDS = 100
CHUNK = 10
PATIENCE = 40


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    with Core() as started:
        yield started


@pytest.mark.parametrize("first", range(1, SEEDS + 1, CHUNK))
def test_no_invariant_breaks(first: int, core: Core) -> None:
    results = [run(seed, core) for seed in range(first, first + CHUNK)]
    assert {one.seed: one.broken for one in results if one.broken} == {}
    assert sum(one.sheets for one in results) > 0


@pytest.mark.parametrize("name", GUARDS)
def test_without_this_guard_one_breaks(name: str, core: Core) -> None:
    for seed in range(1, PATIENCE + 1):
        with GUARDS[name]():
            if run(seed, core).broken:
                return
    raise AssertionError(f"{PATIENCE} mornings without the {name} broke nothing")


def test_the_same_seed_is_the_same_morning(core: Core) -> None:
    first, second = (run(7, core, traced=True) for _ in range(2))
    assert first.trace == second.trace
    assert first.trace
