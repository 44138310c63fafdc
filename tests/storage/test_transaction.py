"""Changes together or not at all: which race was lost is told, on both engines."""

from collections.abc import Callable

import pytest
from pynamodb.exceptions import PutError, TransactWriteError

from backend.custody.tables import CustodyItem
from backend.kernel.conflicts import Conflict
from backend.storage.cursors import CursorItem
from backend.storage.ledger import LedgerItem
from backend.storage.meter import metering
from backend.storage.transaction import (
    Change,
    delete,
    put,
    put_new,
    replace,
    save,
    unchanged,
    write,
)


def item(name: str, version: int, kind: str = "P_ORD") -> CustodyItem:
    return CustodyItem(name, version=version, head="", kind=kind, ranges={})


def note(name: str) -> Change:
    """A second change that always succeeds, so that the first is in a transaction."""
    return put(CursorItem(name, at="2026-11-23T02:00:00.000Z"))


def noted(name: str) -> bool:
    return CursorItem.count(name) == 1


def version(name: str) -> int | None:
    try:
        return int(CustodyItem.get(name, consistent_read=True).version)
    except CustodyItem.DoesNotExist:
        return None


LOST: list[Callable[[], Change]] = [
    lambda: put_new(item("there", 1)),
    lambda: save(item("there", 1)),
    lambda: save(item("there", 5)),
    lambda: save(item("there", 3)),
    lambda: replace(item("there", 4), version=2),
    lambda: replace(item("gone", 2), version=1),
    lambda: save(item("gone", 2)),
    lambda: delete(item("gone", 1)),
]


@pytest.mark.parametrize("lost", range(len(LOST)))
def test_a_lost_race_is_a_conflict_and_nothing_is_written(tables: str, lost: int) -> None:
    write(put(item("there", 3)))
    with pytest.raises(Conflict):
        write(LOST[lost]())
    with pytest.raises(Conflict):
        write(note("beside"), LOST[lost]())
    with pytest.raises(Conflict):
        write(LOST[lost](), note("beside"))
    assert (version("there"), version("gone"), noted("beside")) == (3, None, False)


@pytest.mark.parametrize("beside", [False, True])
def test_a_won_race_is_written_with_what_is_beside_it(tables: str, beside: bool) -> None:
    others = [note("beside")] if beside else []
    write(save(item("one", 1)), *others)
    write(save(item("one", 2)), *others)
    write(replace(item("one", 7), version=2), *others)
    assert (version("one"), noted("beside")) == (7, beside)
    write(put(item("one", 1)), *others)
    write(delete(item("one", 1)), *others)
    assert version("one") is None


def test_what_is_only_looked_at_must_be_as_it_was_read(tables: str) -> None:
    write(put(item("there", 3)))
    for seen in (unchanged(item("there", 3)), unchanged(item("gone", 0))):
        write(note("beside"), seen)
        assert noted("beside")
        CursorItem("beside", at="").delete()
    for lost in (("there", 2), ("there", 4), ("there", 0), ("gone", 1)):
        with pytest.raises(Conflict):
            write(note("beside"), unchanged(item(*lost)))
    assert (version("there"), version("gone"), noted("beside")) == (3, None, False)


def test_two_lost_races_are_one_conflict(tables: str) -> None:
    write(put(item("a", 1)), put(item("b", 1)))
    with pytest.raises(Conflict):
        write(put_new(item("a", 1)), put_new(item("b", 1)))


def test_a_single_put_costs_no_transaction(tables: str) -> None:
    with metering() as meter:
        write(save(item("one", 1)))
    assert meter.calls == {"PutItem": 1}
    with metering() as meter:
        write(delete(item("one", 1)))
    assert meter.calls == {"TransactWriteItems": 1}


def test_what_is_no_race_is_not_called_one(tables: str) -> None:
    with pytest.raises(TransactWriteError):
        write(put(item("twice", 1)), put(item("twice", 2)))  # one item, two changes
    large = item("large", 1, kind="x" * 500_000)
    with pytest.raises(PutError):
        write(put(large))
    with pytest.raises(TransactWriteError):
        write(put(large), note("beside"))
    assert (version("large"), noted("beside")) == (None, False)


def test_the_condition_of_a_new_item_looks_at_its_whole_key(tables: str) -> None:
    def event(number: int) -> LedgerItem:
        words = ("kind", "at", "actor", "machine", "data", "hash", "minute", "order")
        return LedgerItem("s/1", number, **dict.fromkeys(words, "x"))  # type: ignore[arg-type]

    write(put_new(event(1)), put_new(event(2)))
    with pytest.raises(Conflict):
        write(put_new(event(3)), put_new(event(2)))
    assert [int(one.number) for one in LedgerItem.query("s/1")] == [1, 2]
