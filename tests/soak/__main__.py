"""`python -m tests.soak`: a city under `kill -9`, for as long and with as many machines as told."""

import argparse
import sys

from tests.soak.run import run


def main() -> None:
    """Run one soak; ends with 1 when a count does not balance."""
    parser = argparse.ArgumentParser(prog="tests.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--machines", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    result = run(seconds=asked.seconds, machines=asked.machines, seed=asked.seed)
    print("\n".join(result.faults))
    print(result)
    sys.exit(bool(result.faults))


if __name__ == "__main__":
    main()
