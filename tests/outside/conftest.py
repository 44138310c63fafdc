"""A sandbox bank for each test that asks for one."""

from collections.abc import Iterator

import pytest

from tests.conftest import OwnedClock
from tests.outside.bank_town import BankTown, bank_town


@pytest.fixture
def bank(clock: OwnedClock) -> Iterator[BankTown]:
    with bank_town(clock) as found:
        yield found
