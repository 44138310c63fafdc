"""The stockroom on both engines: once an id, all or nothing, never more than there is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from backend.custody import store
from backend.custody.serials import Range
from backend.custody.shelf import Binding, Cassette, Shelf
from backend.custody.stockroom import Move, Stockroom
from backend.kernel.conflicts import Conflict, retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.storage import ledger
from backend.storage.meter import metering
from backend.storage.transaction import write

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DOING = Doing("clerk/c1", NOW, "session/s1")
CODE = "1300261130"
BOX = Range(CODE, 1, 100)
ROOM = Stockroom()
SHELF = "shelf/s1/P_ORD"


def receive(receipt_id: str = "r1", kind: str = "P_ORD", paper: Range = BOX) -> None:
    ROOM.receive(kind, paper, receipt_id, DOING)


def load(
    first: int = 1,
    last: int = 10,
    *,
    load_id: str = "l1",
    kiosk: str = "k1",
    kind: str = "P_ORD",
    code: str = CODE,
) -> None:
    ROOM.load(
        site_id="s1",
        kiosk_id=kiosk,
        kind=kind,
        paper=Range(code, first, last),
        load_id=load_id,
        doing=DOING,
    )


def shelf() -> Shelf:
    return store.find_shelf("s1", "P_ORD")


def hold(pickup_id: str, count: int) -> Move:
    return ROOM.hold("s1", "P_ORD", count=count, pickup_id=pickup_id, doing=DOING)


def release(pickup_id: str, count: int) -> Move:
    return ROOM.release("s1", "P_ORD", count=count, pickup_id=pickup_id, doing=DOING)


def bind(pickup_id: str, count: int, at: datetime = NOW) -> Move:
    return ROOM.bind(
        site_id="s1",
        kind="P_ORD",
        kiosk_id="k1",
        pickup_id=pickup_id,
        count=count,
        until=at + timedelta(seconds=120),
        doing=replace(DOING, at=at),
    )


def begin(pickup_id: str) -> Move:
    return ROOM.begin(site_id="s1", kind="P_ORD", kiosk_id="k1", pickup_id=pickup_id, doing=DOING)


def unbind(pickup_id: str) -> Move:
    return ROOM.unbind(site_id="s1", kind="P_ORD", kiosk_id="k1", pickup_id=pickup_id, doing=DOING)


def settle(pickup_id: str, out: int, doubtful: int = 0) -> Move:
    return ROOM.settle(
        site_id="s1",
        kind="P_ORD",
        kiosk_id="k1",
        pickup_id=pickup_id,
        out=out,
        doubtful=doubtful,
        doing=DOING,
    )


def done(move: Move) -> Move:
    write(*move.changes)
    return move


def refused(code: str, wish: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as caught:
        wish()
    assert caught.value.code == code


def test_where_nothing_was_there_is_nothing(tables: str) -> None:
    assert store.find_shelf("s1", "P_ORD") == Shelf("s1", "P_ORD")
    assert store.find_batch(CODE, "P_ORD").received == ()
    assert ROOM.free(["s1", "s2"], "P_ORD") == {"s1": 0, "s2": 0}
    assert ROOM.free([], "P_ORD") == {}
    assert ROOM.cassettes("s1", "k1", ["P_ORD"]) == {}


def test_paper_is_received_once_an_id(tables: str) -> None:
    receive()
    receive()
    batch = store.find_batch(CODE, "P_ORD")
    assert (batch.received, batch.at_depot, batch.version) == ((BOX,), (BOX,), 1)
    refused("act-exists-differently", lambda: receive(paper=Range(CODE, 1, 99)))
    refused("serials-overlap", lambda: receive("r2"))
    refused("batch-kind-differs", lambda: receive("r3", "P_ROLL", Range(CODE, 101, 110)))
    refused("serials-malformed", lambda: receive("r4", paper=Range(CODE, 9, 1)))
    refused("invoice-code-malformed", lambda: receive("r4", paper=Range("13", 1, 9)))
    assert store.find_batch(CODE, "P_ORD") == batch


def test_paper_is_loaded_once_an_id(tables: str) -> None:
    receive()
    load()
    load()
    assert shelf().cassettes == (Cassette("k1", (Range(CODE, 1, 10),)),)
    assert shelf().version == 1
    assert store.find_batch(CODE, "P_ORD").at_depot == (Range(CODE, 11, 100),)
    refused("act-exists-differently", lambda: load(1, 9))
    refused("act-exists-differently", lambda: load(kiosk="k2"))
    refused("serials-not-at-depot", lambda: load(10, 20, load_id="l2"))
    refused("batch-kind-differs", lambda: load(20, 30, load_id="l2", kind="P_ROLL"))
    refused("serials-malformed", lambda: load(30, 20, load_id="l2"))
    load(11, 20, load_id="l2", kiosk="k2")
    # Twenty sheets are there, but nobody can fetch more than ten of them: they lie in two machines.
    assert ROOM.free(["s1", "s1", "s2"], "P_ORD") == {"s1": 10, "s2": 0}
    assert ROOM.cassettes("s1", "k2", ["P_ORD", "P_ROLL"]) == {
        "P_ORD": Cassette("k2", (Range(CODE, 11, 20),))
    }
    assert ROOM.cassettes("s1", "k9", ["P_ORD"]) == {}


def test_an_unknown_batch_has_nothing_at_the_depot(tables: str) -> None:
    refused("serials-not-at-depot", load)
    assert shelf().version == 0


def test_a_service_from_promise_to_paper(tables: str) -> None:
    receive()
    load()
    done(hold("p1", 4))
    assert ROOM.free(["s1"], "P_ORD") == {"s1": 6}
    assert done(bind("p1", 4)).ranges == (Range(CODE, 1, 4),)
    held = shelf().cassette("k1").binding
    assert held == Binding("p1", (Range(CODE, 1, 4),), NOW + timedelta(seconds=120))
    refused("kiosk-busy", lambda: bind("p2", 1))
    done(begin("p1"))
    refused("binding-begun", lambda: unbind("p1"))
    refused("kiosk-busy", lambda: bind("p1", 4))
    done(settle("p1", 3, 1))
    refused("binding-over", lambda: settle("p1", 3, 1))
    refused("binding-over", lambda: begin("p1"))
    after = shelf()
    assert after.cassettes == (Cassette("k1", (Range(CODE, 5, 10),)),)
    assert (after.out, after.in_doubt, after.held) == (3, (Range(CODE, 4, 4),), 1)
    done(release("p1", 1))
    assert ROOM.free(["s1"], "P_ORD") == {"s1": 6}
    kinds = [event.kind.removeprefix("custody:sheets:") for event in ledger.history(SHELF).items]
    assert kinds == ["loaded", "held", "bound", "begun", "settled", "released"]
    assert ledger.broken_at(SHELF) is None
    assert ledger.broken_at(f"batch/{CODE}") is None


def test_a_lapsed_head_goes_to_the_next_and_the_first_has_nothing_to_give_back(
    tables: str,
) -> None:
    receive()
    load()
    done(bind("p1", 4))
    late = NOW + timedelta(seconds=120)
    assert done(bind("p2", 2, late)).ranges == (Range(CODE, 1, 2),)
    assert unbind("p1") == Move(())
    done(unbind("p2"))
    assert shelf().cassettes == (Cassette("k1", (Range(CODE, 1, 10),)),)
    assert unbind("p2") == Move(())
    refused("kiosk-stock-short", lambda: bind("p3", 11))


def test_a_move_is_nothing_until_it_is_written_and_old_news_afterwards(tables: str) -> None:
    receive()
    load()
    one, other = (hold(name, 6) for name in ("p1", "p2"))
    assert shelf().held == 0
    done(one)
    with pytest.raises(Conflict):
        done(other)
    assert (shelf().held, shelf().version) == (6, 2)
    refused("site-stock-short", lambda: hold("p2", 6))


def test_what_each_verb_costs(tables: str) -> None:
    with metering() as meter:
        receive()
    assert meter.calls == {"GetItem": 2, "TransactWriteItems": 1}
    assert meter.largest_transaction == 3
    with metering() as meter:
        load()
    assert meter.calls == {"GetItem": 3, "TransactWriteItems": 1}
    assert meter.largest_transaction == 5
    with metering() as meter:
        done(hold("p1", 1))
    assert meter.calls == {"GetItem": 1, "TransactWriteItems": 1}
    with metering() as meter:
        ROOM.free([f"s{number}" for number in range(50)], "P_ORD")
    assert meter.calls == {"BatchGetItem": 1}


def race(acts: list[Callable[[], None]]) -> list[BaseException | None]:
    """Run acts at the same moment; returns what each raised."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], None]) -> BaseException | None:
        gate.wait()
        try:
            act()
        except (Refusal, Conflict) as error:
            return error
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("attempt", range(5))
def test_a_race_never_promises_more_than_there_is(embedded_tables: str, attempt: int) -> None:
    receive()
    load(1, 10)

    def promise(name: str) -> Callable[[], None]:
        return lambda: retried(lambda: write(*hold(name, 6).changes), times=50)

    raised = race([promise("p1"), promise("p2")])
    assert sorted(str(one) for one in raised) == ["None", "site-stock-short"]
    assert (shelf().held, shelf().free) == (6, 4)
    assert ledger.broken_at(SHELF) is None


def test_many_small_promises_fill_the_shelf_to_the_last_sheet(embedded_tables: str) -> None:
    receive()
    load(1, 10)

    def promise(name: str) -> Callable[[], None]:
        return lambda: retried(lambda: write(*hold(name, 3).changes), times=200)

    raised = race([promise(f"p{number}") for number in range(6)])
    assert [one is None for one in raised].count(True) == 3
    assert (shelf().held, shelf().free, shelf().version) == (9, 1, 4)


def test_a_box_goes_into_one_machine_though_two_clerks_load_it(embedded_tables: str) -> None:
    receive()
    raised = race([lambda: load(load_id="l1"), lambda: load(load_id="l2", kiosk="k2")])
    assert sorted(str(one) for one in raised) == ["None", "serials-not-at-depot"]
    assert shelf().stock == 10


def test_two_threads_repeating_one_load_load_once(embedded_tables: str) -> None:
    receive()
    assert race([load, load]) == [None, None]
    assert (shelf().stock, shelf().version) == (10, 1)
