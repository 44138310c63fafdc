"""Tables are bound late, to one place at a time, and named by noun."""

from typing import Any

import pytest
from moto import mock_aws
from pynamodb.exceptions import TableDoesNotExist

from backend.custody.tables import CustodyItem
from backend.kernel.events import Doing
from backend.storage import cursors, ledger, table
from backend.storage.ledger import LedgerItem
from backend.storage.meter import metering
from backend.storage.table import Binding, Table
from backend.storage.transaction import save, write
from infra.local.engine import Engine
from tests.conftest import OwnedClock, bind_embedded

MOTO = Binding("moto-city", "us-east-1", None, "moto", "moto")


def put_and_read(clock: OwnedClock, name: str) -> list[str]:
    """Write with every verb and tell which shelves are there."""
    event = Doing("system/test", clock.now()).event(name, 1, "custody:sheets:held")
    change, head = ledger.record(event, "")
    write(save(CustodyItem(name, version=1, head=head, kind="P_ORD", ranges={})), change)
    cursors.keep(name, clock.now())
    found = [str(item.subject) for item in CustodyItem.scan()]
    assert [one.id for one in ledger.history(name).items] == [f"{name}#1"]
    assert cursors.find(name) == clock.now()
    assert [one.key for one in ledger.in_minute(clock.now())] == [(one, 1) for one in found]
    return found


def test_binding_again_moves_every_table(embedded: Engine, clock: OwnedClock) -> None:
    bind_embedded(embedded)
    first = table.table_name("custody")
    assert put_and_read(clock, "shelf/one") == ["shelf/one"]
    with mock_aws():
        table.bind(MOTO)
        table.create_all()
        assert put_and_read(clock, "shelf/two") == ["shelf/two"]
        assert {model.Meta.table_name for model in Table.registry} == {
            f"moto-city-{getattr(model.Meta, 'noun', '')}" for model in Table.registry
        }
    bind_embedded(embedded)
    assert table.table_name("custody") != first
    assert put_and_read(clock, "shelf/three") == ["shelf/three"]


def test_the_same_place_bound_again_has_its_data(embedded: Engine, clock: OwnedClock) -> None:
    bind_embedded(embedded)
    put_and_read(clock, "shelf/one")
    prefix = table.table_name("x")[: -len("-x")]
    bind_embedded(embedded)
    again = Binding(prefix, "us-east-1", embedded.endpoint, "local", "local")
    table.bind(again)
    table.create_all()  # what is there stays
    assert [str(item.subject) for item in CustodyItem.scan()] == ["shelf/one"]


def test_all_tables_share_one_connection(embedded_tables: str) -> None:
    connections = {id(model._get_connection().connection) for model in Table.registry}
    assert connections == {id(table.connection())}


def test_every_table_of_the_registry_is_created_with_its_indexes(tables: str) -> None:
    assert tables
    table.create_all()
    client: Any = table.connection().client
    for model in Table.registry:
        described = client.describe_table(TableName=model.Meta.table_name)["Table"]
        assert described["TableStatus"] == "ACTIVE"
        found = {one["IndexName"] for one in described.get("GlobalSecondaryIndexes", [])}
        assert found == {index.Meta.index_name for index in model._indexes.values()}
        stream = described.get("StreamSpecification", {}).get("StreamViewType")
        assert stream == getattr(model.Meta, "stream_view_type", None)
    assert LedgerItem.Meta.stream_view_type == "NEW_IMAGE"


def test_a_table_that_was_not_created_says_so(embedded: Engine) -> None:
    table.bind(Binding("nobody-here", "us-east-1", embedded.endpoint, "local", "local"))
    with pytest.raises(TableDoesNotExist):
        cursors.CursorItem.describe_table()


def test_names_too_short_for_the_stream_are_refused(embedded: Engine) -> None:
    table.bind(Binding("tax", "us-east-1", embedded.endpoint, "local", "local"))
    with pytest.raises(ValueError, match="shorter than 12"):
        table.table_name("cases")
    assert table.table_name("reactions") == "tax-reactions"


def test_unbound_tables_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_current", None)
    monkeypatch.setattr(CustodyItem, "_connection", None)
    with pytest.raises(RuntimeError, match="not bound"):
        CustodyItem.get("shelf/one")
    with pytest.raises(RuntimeError, match="not bound"), metering():
        pass
