"""A house of one company for each test."""

import pytest

from tests.conftest import OwnedClock
from tests.payments.house import House, build


@pytest.fixture
def house(clock: OwnedClock) -> House:
    return build(clock)
