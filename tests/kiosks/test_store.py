"""One contract for three stores: the fake, the embedded engine, and moto."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.kiosks.ports import JournalStore, Store
from backend.kiosks.rules import journal, lines
from backend.kiosks.rules import kiosk as kiosks
from backend.kiosks.rules import pairing as pairings
from backend.kiosks.rules.condition import Condition, Door, Paper, Telemetry
from backend.kiosks.rules.journal import Position
from backend.kiosks.rules.kiosk import Kiosk, Step
from backend.kiosks.rules.pairing import Tries
from backend.kiosks.store import DynamoStore
from backend.storage import ledger
from backend.storage.meter import metering
from tests.fakes.kiosks import FakeStore
from tests.kiosks.conftest import a_report
from tests.kiosks.signing import Signing, held

NOW = datetime(2026, 11, 23, 2, 0, 0, 123000, tzinfo=UTC)
CLERK = Doing("clerk/c1", NOW, "session/s1")


class Whole(Store, JournalStore, Protocol):
    """Both parts of the room's store."""


@pytest.fixture(params=["fake", "embedded", "moto"])
def store(request: pytest.FixtureRequest) -> Iterator[Whole]:
    match request.param:
        case "fake":
            yield FakeStore()
        case "embedded":
            request.getfixturevalue("embedded_tables")
            yield DynamoStore()
        case _:
            request.getfixturevalue("moto_tables")
            yield DynamoStore()


def registered(kiosk_id: str = "Z001-K1") -> Step:
    step = kiosks.place(Kiosk(kiosk_id), site_id="Z001", name="1号机", empty=True, doing=CLERK)
    assert step is not None
    return step


def given(kiosk: Kiosk, pairing_id: str) -> Step:
    return kiosks.pair(kiosk, "key-1", pairing_id=pairing_id, kinds=(), doing=CLERK)


def read(store: Store, kiosk_id: str = "Z001-K1") -> Kiosk:
    found = store.find(kiosk_id)
    assert found is not None
    return found


def test_a_kiosk_comes_back_as_it_was_saved(store: Store) -> None:
    assert store.find("Z001-K1") is None
    kiosk, event = registered()
    store.save(kiosk, event)
    assert replace(read(store), head="") == kiosk
    for step in (
        kiosks.disable(read(store), "检修", CLERK),
        kiosks.observe(
            replace(read(store), version=2), Condition(Paper.OUT, Door.OPEN, True, True), CLERK
        ),
    ):
        assert step is not None
        store.save(replace(step[0], head=read(store).head), step[1])
        assert replace(read(store), head="") == replace(step[0], head="")


def test_a_version_is_saved_once(store: Store) -> None:
    kiosk, event = registered()
    store.save(kiosk, event)
    with pytest.raises(Conflict):
        store.save(kiosk, event)
    with pytest.raises(Conflict):
        store.save(replace(kiosk, version=3), replace(event, number=3))


def test_kiosks_are_listed_by_id_in_pages(store: Store) -> None:
    for number in (2, 1, 3):
        store.save(*registered(f"Z001-K{number}"))
    first = store.list_kiosks(None, 2)
    second = store.list_kiosks(first.next_cursor, 2)
    found = [kiosk.id for kiosk in (*first.items, *second.items)]
    assert found == ["Z001-K1", "Z001-K2", "Z001-K3"]


def test_a_pairing_is_kept_with_its_code_and_confirmed_with_its_kiosk(store: Store) -> None:
    pairing = pairings.open_pairing(new_id(), "key-1", "7K2M9QXT", NOW)
    assert store.find_pairing(pairing.id) is None
    assert store.find_pairing_by_code("7K2M9QXT") is None
    store.add_pairing(pairing)
    assert store.find_pairing(pairing.id) == pairing
    assert store.find_pairing_by_code("7K2M9QXT") == pairing
    for other in (replace(pairing, id=new_id()), replace(pairing, code="22222222")):
        with pytest.raises(Conflict):
            store.add_pairing(other)
    assert store.find_pairing_by_code("22222222") is None
    store.save(*registered())
    confirmed = pairings.confirm(pairing, "Z001-K1", NOW)
    paired, event = given(read(store), pairing.id)
    store.save_paired(paired, event, confirmed)
    assert store.find_pairing(pairing.id) == confirmed
    assert replace(read(store), head="") == replace(paired, head="")


def test_a_pairing_confirmed_meanwhile_loses_the_kiosk_too(store: Store) -> None:
    pairing = pairings.open_pairing(new_id(), "key-1", "7K2M9QXT", NOW)
    store.add_pairing(pairing)
    confirmed = pairings.confirm(pairing, "Z001-K1", NOW)
    for kiosk_id in ("Z001-K1", "Z001-K2"):
        store.save(*registered(kiosk_id))
    store.save_paired(*given(read(store), pairing.id), confirmed)
    second = given(read(store, "Z001-K2"), pairing.id)
    with pytest.raises(Conflict):
        store.save_paired(*second, confirmed)
    assert read(store, "Z001-K2").jkt is None


def test_tries_are_counted_without_losing_one(store: Store) -> None:
    assert store.find_tries("clerk/c1") is None
    first = pairings.wrong(Tries("clerk/c1", NOW))
    store.save_tries(first)
    assert store.find_tries("clerk/c1") == first
    with pytest.raises(Conflict):
        store.save_tries(first)
    second = pairings.wrong(first)
    store.save_tries(second)
    assert store.find_tries("clerk/c1") == second


def test_reports_are_overwritten_and_read_together(store: Store) -> None:
    assert store.find_heard([]) == {}
    assert store.find_sites_heard([]) == {}
    report = a_report(NOW - timedelta(seconds=3), door=Door.OPEN)
    first = Telemetry("Z001-K1", "Z001", report, NOW)
    second = Telemetry("Z002-K1", "Z002", report, NOW)
    later = replace(first, heard_at=NOW + timedelta(seconds=15))
    store.keep_heard(first, serves=True)
    store.keep_heard(second, serves=False)
    store.keep_heard(later, serves=True)
    found = store.find_heard(["Z001-K1", "Z002-K1", "Z003-K1"])
    assert found == {"Z001-K1": later, "Z002-K1": second}
    assert store.find_sites_heard(["Z001", "Z002"]) == {"Z001": later.heard_at}


def test_a_position_comes_back_as_it_was_saved(store: Whole) -> None:
    assert store.find_position("Z001-K1", "key-1") is None
    signing = Signing()
    signed = [signing.entry("asked"), signing.entry("held", **held()), signing.entry("started")]
    entries = [lines.read(*line, number) for number, line in enumerate(signed, 1)]
    step = journal.receive(Position("key-1", "Z001-K1"), entries[:2], site_id="Z001", doing=CLERK)
    store.save_position(*step)
    found = store.find_position("Z001-K1", "key-1")
    assert found == step[0]
    with pytest.raises(Conflict):
        store.save_position(*step)
    assert found is not None
    store.save_position(*journal.receive(found, entries[2:], site_id="Z001", doing=CLERK))
    last = store.find_position("Z001-K1", "key-1")
    assert last is not None
    broken = journal.break_off(last, "journal-gap", 9, CLERK)
    assert broken is not None
    store.save_position(*broken)
    assert store.find_position("Z001-K1", "key-1") == broken[0]
    digests = [store.find_digest(last, entry.number) for entry in entries]
    assert digests == [entry.digest for entry in entries]
    assert store.find_digest(last, 4) is None


def test_an_entry_is_found_however_long_ago_it_came(store: Whole) -> None:
    signing, position = Signing(), Position("key-1", "Z001-K1")
    entries = [lines.read(*line, number) for number, line in enumerate(signing.entries(50), 1)]
    for first in range(0, 50, 2):
        step = journal.receive(position, entries[first : first + 2], site_id="Z001", doing=CLERK)
        store.save_position(*step)
        position = read_position(store)
        if first == 20:
            broken = journal.break_off(position, "journal-gap", 99, CLERK)
            assert broken is not None
            store.save_position(*broken)
            position = read_position(store)
    digests = [store.find_digest(position, entry.number) for entry in entries]
    assert digests == [entry.digest for entry in entries]
    assert store.find_digest(position, 51) is None


def read_position(store: Whole) -> Position:
    found = store.find_position("Z001-K1", "key-1")
    assert found is not None
    return found


def test_what_the_verbs_cost(embedded_tables: str) -> None:
    store = DynamoStore()
    with metering() as saving:
        store.save(*registered())
    assert (saving.calls["TransactWriteItems"], saving.largest_transaction) == (1, 2)
    with metering() as hearing:
        store.keep_heard(Telemetry("Z001-K1", "Z001", a_report(NOW), NOW), serves=True)
        store.find_sites_heard([f"Z{number:03}" for number in range(20)])
    assert hearing.calls == {"BatchWriteItem": 1, "BatchGetItem": 1}
    assert ledger.broken_at("kiosk/Z001-K1") is None
