"""Where a port and its answer differ in shape: what the adapters make of it."""

import pytest

from backend.counter.rules import Decision
from backend.pickup.rules.pickup import Found
from backend.wiring.adapters import found_by


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        (Decision("settle", "核对", "013002600104", 104, 1), Found(("013002600104", 104), 1)),
        (Decision("settle", "核对", None, None, 2), Found(None, 2)),
    ],
)
def test_a_decision_becomes_what_was_found(decision: Decision, found: Found) -> None:
    assert found_by(decision) == found
