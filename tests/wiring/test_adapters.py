"""Where a port and its answer differ in shape: what the adapters make of it."""

import pytest

from backend.counter.rules import Decision
from backend.pickup.rules.pickup import Found, Sheets
from backend.wiring.adapters import found_by

TAKEN = ("013002600104", 102, 103)


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        (
            Decision("settle", "核对", "013002600104", 104, (TAKEN,)),
            Found(("013002600104", 104), (Sheets(*TAKEN),)),
        ),
        (Decision("settle", "核对", None, None, (TAKEN,)), Found(None, (Sheets(*TAKEN),))),
    ],
)
def test_a_decision_becomes_what_was_found(decision: Decision, found: Found) -> None:
    assert found_by(decision) == found
