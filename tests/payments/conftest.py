"""A house of one company for each test, and its door."""

import pytest

from backend.payments.api import routes
from backend.payments.api.refunds import routes as refund_routes
from tests.conftest import OwnedClock
from tests.fakes.door import Door
from tests.payments.house import House, build


@pytest.fixture
def house(clock: OwnedClock) -> House:
    return build(clock)


@pytest.fixture
def door(house: House, clock: OwnedClock) -> Door:
    rooms = {
        "payments": house.paying,
        "payment-agreements": house.agreements,
        "payment-differences": house.differences,
        "refunds": house.refunds,
    }
    return Door(clock, rooms, routes, refund_routes)
