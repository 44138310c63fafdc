"""The benchmarks as `pytest -m bench -s` finds them; they print and assert no time."""

import pytest

from tests.bench.__main__ import main


@pytest.mark.bench
def test_print_costs_ratios_and_sizes() -> None:
    main()
