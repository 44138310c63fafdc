"""Fixtures that every test may ask for: an owned clock, and three engines under one contract."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from moto import mock_aws

from backend.storage import table
from infra.local.engine import Engine, free_port
from tests.no_scan import no_scan

__all__ = ["no_scan"]  # every test fails in which a request Scans

settings.register_profile("house", deadline=None)  # how long an example takes is the machine's
settings.load_profile("house")

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


def bind_embedded(engine: Engine) -> str:
    """Give a test fresh tables on the embedded engine; returns their prefix."""
    prefix = f"test{next(_PREFIXES):06d}"
    table.bind(
        table.Binding(
            prefix=prefix,
            region="us-east-1",
            endpoint=engine.endpoint,
            access_key="local",
            secret_key="local",
        )
    )
    table.create_all()
    return prefix


@pytest.fixture
def embedded_tables(embedded: Engine) -> str:
    """Fresh tables on the embedded engine."""
    bind_embedded(embedded)
    return "embedded"


@pytest.fixture
def moto_tables() -> Iterator[str]:
    """Fresh tables on moto."""
    with mock_aws():
        table.bind(table.Binding("moto-city", "us-east-1", None, "moto", "moto"))
        table.create_all()
        yield "moto"


@pytest.fixture(params=["embedded", "moto"])
def tables(request: pytest.FixtureRequest) -> str:
    """Fresh tables on each real engine in turn; a fake needs none."""
    name: str = request.getfixturevalue(f"{request.param}_tables")
    return name
