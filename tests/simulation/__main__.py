"""`python -m tests.simulation`: many seeds, one seed with its trace, or each guard taken away."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.core import Core
from tests.simulation.guards import GUARDS, missed
from tests.simulation.run import Result, run, summary

CHUNK = 50


def main() -> None:
    """Read what is wanted and do it; ends with 1 when a seed fails."""
    parser = argparse.ArgumentParser(prog="tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--guards", action="store_true")
    asked = parser.parse_args()
    if asked.guards:
        sys.exit(_guards(asked.seeds))
    if asked.seed is not None:
        sys.exit(_one(asked.seed))
    began, results = time.monotonic(), []
    for part in _many(asked.first, asked.seeds):
        results += part
        for result in part:
            if result.broken:
                print(f"seed {result.seed}: {result.broken}", flush=True)
    seconds = time.monotonic() - began
    print(f"{summary(results)} in {seconds:.0f} s, {len(results) / seconds:.1f} seeds a second")
    sys.exit(any(one.broken for one in results))


def _one(seed: int) -> int:
    with Core() as core:
        result = run(seed, core, traced=True)
    print("\n".join(result.trace))
    print(summary([result]))
    return result.broken is not None


def _guards(seeds: int) -> int:
    """Count the seeds that fail without each guard; 1 when nobody misses one of them."""
    missed = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        asked = {name: pool.submit(without, name, range(1, seeds + 1)) for name in GUARDS}
        for name, failed in asked.items():
            print(f"without the {name}: {failed.result()} of {seeds} seeds fail", flush=True)
            missed += failed.result() == 0
    return missed > 0


def without(name: str, seeds: range) -> int:
    """Count the seeds that fail without a guard."""
    guard = GUARDS[name]
    with Core(guard.cuts) as core, guard.taken_away():
        return sum(missed(run(seed, core).broken) for seed in seeds)


def _many(first: int, count: int) -> Iterator[list[Result]]:
    chunks = [
        range(at, min(at + CHUNK, first + count)) for at in range(first, first + count, CHUNK)
    ]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(part, chunks)


def part(seeds: range) -> list[Result]:
    """Run some seeds on one core process."""
    with Core() as core:
        return [run(seed, core) for seed in seeds]


if __name__ == "__main__":
    main()
