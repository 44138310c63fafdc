"""Tables for a test, each made when it is first touched: few tests touch more than three."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pynamodb.connection.table import TableConnection

from backend.storage import table
from backend.storage.table import Table


@contextmanager
def made_when_touched(binding: table.Binding) -> Iterator[None]:
    """Bind every table to a place that has none yet, and make each before its first use."""
    table.bind(binding)
    maker = table._Bound(binding)  # a second client makes them: no meter of a test counts it
    made: set[type[Table]] = set()
    lock = threading.RLock()  # making a table touches it, and races have many threads
    plain = Table._get_connection.__func__  # type: ignore[attr-defined]

    def touch(cls: type[Table]) -> TableConnection:
        with lock:
            if cls not in made:
                made.add(cls)
                _make(cls, maker)
        connection: TableConnection = plain(cls)
        return connection

    Table._get_connection = classmethod(touch)  # type: ignore[assignment]
    try:
        yield
    finally:
        Table._get_connection = classmethod(plain)  # type: ignore[assignment]


def _make(cls: type[Table], maker: table._Bound) -> None:
    bound, table._current = table._current, maker
    try:
        cls.create_table(wait=True)
    finally:
        table._current, cls._connection = bound, None
