"""The routes of the probe behind the real gate."""

import pytest

from backend.kernel.clock import Clock
from tests.fakes.door import Device, Door
from tests.web import probe


@pytest.fixture
def door(clock: Clock) -> Door:
    return Door(clock, {"probe": {"name": "one", "tag": "7"}}, probe.routes)


@pytest.fixture
def person(door: Door) -> Device:
    return door.person("p1")
