"""The base of every table: bound late to one shared connection, named by noun."""

import threading
from dataclasses import dataclass
from typing import Any, ClassVar

from pynamodb.connection import Connection
from pynamodb.connection.table import TableConnection
from pynamodb.exceptions import TableError
from pynamodb.models import Model

_SHORTEST_NAME = 12  # shorter names make stream shard ids that boto3 refuses (embedded engine)


@dataclass(frozen=True, slots=True)
class Binding:
    """Where the tables live: a name prefix, a region, and an endpoint outside AWS."""

    prefix: str
    region: str = "cn-north-1"
    endpoint: str | None = None
    access_key: str | None = None
    secret_key: str | None = None


class Options:
    """What each table's `Meta` inherits; a table adds its `noun`."""

    noun: ClassVar[str]
    billing_mode = "PAY_PER_REQUEST"
    connect_timeout_seconds = 2
    read_timeout_seconds = 5
    max_retry_attempts = 3
    max_pool_connections = 32


class Table(Model):
    """A PynamoDB model that joins the city's list of tables when it is defined."""

    registry: ClassVar[list[type["Table"]]] = []

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Table.registry.append(cls)

    @classmethod
    def _get_connection(cls) -> TableConnection:
        # PynamoDB would open a client a table; one shared client keeps cold starts short.
        bound = _bound()
        if cls._connection is None:
            with bound.lock:
                meta: Any = cls.Meta
                meta.table_name = bound.name(meta.noun)
                meta.region, meta.host = bound.binding.region, bound.binding.endpoint
                fresh = super()._get_connection()
                for table in fresh.connection._tables.values():
                    bound.connection.add_meta_table(table)
                fresh.connection = bound.connection
        return super()._get_connection()


class _Bound:
    """One connection and the binding it was made from."""

    def __init__(self, binding: Binding) -> None:
        self.binding = binding
        self.lock = threading.RLock()
        self.connection = Connection(
            region=binding.region,
            host=binding.endpoint,
            aws_access_key_id=binding.access_key,
            aws_secret_access_key=binding.secret_key,
            connect_timeout_seconds=Options.connect_timeout_seconds,
            read_timeout_seconds=Options.read_timeout_seconds,
            max_retry_attempts=Options.max_retry_attempts,
            max_pool_connections=Options.max_pool_connections,
        )

    def name(self, noun: str) -> str:
        name = f"{self.binding.prefix}-{noun}"
        if len(name) < _SHORTEST_NAME:
            raise ValueError(f"table name {name!r} is shorter than {_SHORTEST_NAME}")
        return name


_current: _Bound | None = None


def bind(binding: Binding) -> None:
    """Point every table at one place; forgets what was connected before."""
    global _current
    _current = _Bound(binding)
    for table in Table.registry:
        table._connection = None


def _bound() -> _Bound:
    if _current is None:
        raise RuntimeError("storage is not bound: call storage.table.bind first")
    return _current


def connection() -> Connection:
    """Return the one connection all tables share."""
    return _bound().connection


def table_name(noun: str) -> str:
    """Name a table of the bound city."""
    return _bound().name(noun)


def create_all() -> None:
    """Create the tables that are missing; for laptops and tests, never in the cloud."""
    existing = _existing()
    for table in Table.registry:
        table._get_connection()
        if table.Meta.table_name not in existing:
            try:
                table.create_table(wait=True)
            except TableError as error:
                if error.cause_response_code != "ResourceInUseException":
                    raise


def _existing() -> set[str]:
    names: set[str] = set()
    start: str | None = None
    while True:
        answer = connection().list_tables(exclusive_start_table_name=start)
        names.update(answer["TableNames"])
        start = answer.get("LastEvaluatedTableName")
        if start is None:
            return names
