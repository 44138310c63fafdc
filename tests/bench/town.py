"""The demo city on its own engine, for the benchmarks: a phone, a kiosk, and what they ask."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.app import create_app
from backend.outside.sandbox import sms
from backend.storage import table
from backend.wiring import build
from infra.local.engine import Engine, free_port
from infra.local.seed.load import load
from tests.conftest import START, OwnedClock
from tests.outside.servers import served
from tests.walks.conftest import Walk, settings_for, write_secrets

PREFIX = "walk-city"


@contextmanager
def town(grown: Callable[[Path], None] | None = None) -> Iterator[tuple[Walk, Engine, Path]]:
    """Load the demo city and serve it in this process; gone when the block ends.

    `grown` may put a database where the city will keep its own, before the engine opens it; then
    nothing is read of what had happened.
    """
    with TemporaryDirectory(prefix="smart-tax-bench-") as name, texts() as (address, said):
        folder = Path(name)
        write_secrets(folder / "secrets.json")
        engine = Engine(folder / "city.db", free_port())
        if grown is not None:
            grown(engine.path)
        engine.start()
        try:
            clock = OwnedClock(START)
            city = build(settings_for(engine, folder, address), clock)
            table.create_all()
            load(city, lambda machine, bundle: None)
            walk = Walk(create_app(city), city, clock, said)
            if grown is None:
                walk.followed.update(event.id for event in walk.told())
            yield walk, engine, folder
        finally:
            engine.stop()


@contextmanager
def texts() -> Iterator[tuple[str, list[str]]]:
    """Run the SMS twin; gives its address and what it says."""
    said: list[str] = []
    app = sms.create_app("test", clock=OwnedClock(START), say=said.append)
    with served(app) as address:
        yield address, said
