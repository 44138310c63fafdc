"""The meter sees every call, what it cost, and how large a transaction was."""

import pytest

from backend.custody.tables import CustodyItem
from backend.storage import ledger
from backend.storage.cursors import CursorItem
from backend.storage.meter import metering
from backend.storage.transaction import put, write


def item(name: str, size: int = 1) -> CustodyItem:
    return CustodyItem(name, version=1, head="", kind="x" * size, ranges={})


def test_calls_are_counted_by_operation(tables: str) -> None:
    with metering() as meter:
        write(put(item("a")))
        write(put(item("b")), put(item("c")))
        write(put(item("d")), put(item("e")), put(item("f")))
        CustodyItem.get("a")
        list(CustodyItem.batch_get(["a", "b"]))
        ledger.history("nothing")
    assert meter.calls == {
        "PutItem": 1,
        "TransactWriteItems": 2,
        "GetItem": 1,
        "BatchGetItem": 1,
        "Query": 1,
    }
    assert meter.largest_transaction == 3


def test_a_scan_does_not_hide(tables: str) -> None:
    with metering() as meter:
        list(CustodyItem.scan())
    assert meter.calls["Scan"] == 1


def test_a_call_that_is_refused_is_counted_too(tables: str) -> None:
    with metering() as meter, pytest.raises(CursorItem.DoesNotExist):
        CursorItem.get("nobody")
    assert meter.calls == {"GetItem": 1}


def test_units_grow_with_size_and_transactions_cost_double(embedded_tables: str) -> None:
    with metering() as small:
        write(put(item("small")))
    with metering() as large:
        write(put(item("large", 3500)))
    with metering() as together:
        write(put(item("x")), put(item("y")))
    assert (small.units, large.units, together.units) == (1, 4, 4)
    with metering() as read:
        CustodyItem.get("small", consistent_read=True)
    with metering() as lazy:
        CustodyItem.get("small")
    assert (read.units, lazy.units) == (1, 0.5)


def test_only_the_block_is_metered_and_blocks_may_nest(tables: str) -> None:
    with metering() as outer:
        write(put(item("a")))
        with metering() as inner:
            write(put(item("b")))
    write(put(item("c")))
    assert (outer.calls["PutItem"], inner.calls["PutItem"]) == (2, 1)


def test_the_meter_is_off_after_an_error(tables: str) -> None:
    def fail() -> None:
        with metering() as meter:
            seen.append(meter)
            raise RuntimeError

    seen: list[object] = []
    with pytest.raises(RuntimeError):
        fail()
    before = str(seen)
    write(put(item("a")))
    assert str(seen) == before
