"""Fixtures that every test may ask for: an owned clock, and three engines under one contract."""

import functools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore import loaders, session
from hypothesis import settings
from moto import mock_aws

from backend.storage import table
from infra.local.engine import Engine, free_port
from tests.no_scan import no_scan
from tests.touched import made_when_touched

__all__ = ["no_scan"]  # every test fails in which a request Scans

settings.register_profile("house", deadline=None)  # how long an example takes is the machine's
settings.load_profile("house")

# Each test has clients of its own; what AWS's services look like is read from the disk once.
session.create_loader = functools.cache(loaders.create_loader)

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class OwnedClock:
    """A clock that moves only when a test says so."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def forward(self, **spans: float) -> datetime:
        self._now += timedelta(**spans)
        return self._now


@pytest.fixture
def clock() -> OwnedClock:
    return OwnedClock(START)


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One embedded engine a test process; tests differ by table prefix."""
    engine = Engine(Path(tmp_path_factory.mktemp("engine")) / "city.db", free_port())
    engine.start()
    yield engine
    engine.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests say of themselves, such as how many mornings were simulated."""
    for ended in ("passed", "failed"):
        for report in terminalreporter.stats.get(ended, ()):
            for name, value in report.user_properties:
                if name == "said":
                    terminalreporter.write_line(str(value))


_PREFIXES = iter(range(1_000_000))


def fresh_binding(engine: Engine) -> table.Binding:
    """Name a place of the embedded engine that has no tables yet."""
    return table.Binding(
        prefix=f"test{next(_PREFIXES):06d}",
        region="us-east-1",
        endpoint=engine.endpoint,
        access_key="local",
        secret_key="local",
    )


def bind_embedded(engine: Engine) -> str:
    """Give a test every table there is on the embedded engine; returns their prefix."""
    binding = fresh_binding(engine)
    table.bind(binding)
    table.create_all()
    return binding.prefix


@pytest.fixture
def embedded_tables(embedded: Engine) -> Iterator[str]:
    """Fresh tables on the embedded engine."""
    with made_when_touched(fresh_binding(embedded)):
        yield "embedded"


@pytest.fixture
def moto_tables() -> Iterator[str]:
    """Fresh tables on moto."""
    with (
        mock_aws(),
        made_when_touched(table.Binding("moto-city", "us-east-1", None, "moto", "moto")),
    ):
        yield "moto"


@pytest.fixture(params=["embedded", "moto"])
def tables(request: pytest.FixtureRequest) -> str:
    """Fresh tables on each real engine in turn; a fake needs none."""
    name: str = request.getfixturevalue(f"{request.param}_tables")
    return name
