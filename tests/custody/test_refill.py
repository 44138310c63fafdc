"""Packets by hand: refusals in order on values, and one transaction on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.custody import refill, store
from backend.custody.batch import Batch
from backend.custody.loading_bay import LoadingBay
from backend.custody.serials import Range, Ranges
from backend.custody.shelf import Binding, Cassette, Shelf
from backend.custody.stockroom import Move, Stockroom
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.storage import ledger
from backend.storage.transaction import write
from tests.custody.sheets import single

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DOING = Doing("clerk/c2", NOW, "session/s1")
CODE, OTHER = "1300261130", "130026113012"
BAY, ROOM = LoadingBay(), Stockroom()
BATCH = Batch(CODE, "P_ORD", (Range(CODE, 1, 100),), (Range(CODE, 11, 100),), version=2)
LYING = (Range(CODE, 1, 4), Range(CODE, 7, 10))
SHELF = Shelf("s1", "P_ORD", cassettes=(Cassette("k1", LYING),), version=1)


def bound(until: datetime | None) -> Shelf:
    binding = Binding("p1", (Range(CODE, 1, 2),), until)
    rest = (Range(CODE, 3, 4), Range(CODE, 7, 10))
    return replace(SHELF, cassettes=(Cassette("k1", rest, binding),))


def refused(code: str, wish: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as caught:
        wish()
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("kind", "packets", "code"),
    [
        ("P_ROLL", (Range(CODE, 1, 9),), "batch-kind-differs"),
        ("P_ORD", (Range(CODE, 20, 29), Range(CODE, 25, 26), Range(CODE, 1, 9)), "loaded-already"),
        ("P_ORD", (Range(CODE, 20, 29), Range(CODE, 95, 101)), "not-at-depot"),
        ("P_ORD", (Range(CODE, 20, 29), Range(CODE, 29, 30)), "packets-overlap"),
    ],
)
def test_leaving_the_depot_is_refused_in_this_order(kind: str, packets: Ranges, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        refill.leave(BATCH, kind, packets, place="k1", doing=DOING)


def test_packets_leave_and_come_back() -> None:
    packets = (Range(CODE, 51, 60), Range(CODE, 21, 30))
    gone, left = refill.leave(BATCH, "P_ORD", packets, place="k1", doing=DOING)
    assert gone.at_depot == (Range(CODE, 11, 20), Range(CODE, 31, 50), Range(CODE, 61, 100))
    assert left.data["serials"] == [[CODE, 51, 60], [CODE, 21, 30]]
    back, returned = refill.come_back(gone, "k1", packets, DOING)
    assert (back.at_depot, back.version) == (BATCH.at_depot, BATCH.version + 2)
    assert (returned.kind, returned.data["place"]) == ("custody:batch:returned", "k1")


def test_packets_lie_behind_in_the_order_they_were_put_in() -> None:
    packets = (Range(CODE, 51, 60), Range(CODE, 21, 30))
    after, event = refill.fill(SHELF, "k1", packets, DOING)
    assert after.cassette("k1").ranges == (*LYING, *packets)
    assert (after.stock, event.kind) == (28, "custody:sheets:loaded")


@pytest.mark.parametrize("late", [False, True])
def test_a_bound_cassette_is_left_alone_until_it_lapses(late: bool) -> None:
    served = bound(NOW + timedelta(seconds=1))
    doing = replace(DOING, at=NOW + timedelta(seconds=1)) if late else DOING
    acts: list[Callable[[], object]] = [
        lambda: refill.head(served, "k1", doing),
        lambda: refill.clear(served, "k1", LYING, doing),
        lambda: refill.count(served, kiosk_id="k1", found=None, reason="空", doing=doing),
    ]
    for act in acts:
        if late:
            act()
        else:
            refused("kiosk-busy", act)
        begun = bound(None)
        refused("kiosk-busy", lambda begun=begun: refill.head(begun, "k1", doing))


def test_a_cassette_is_cleared_whole_or_not_at_all() -> None:
    for packets in (LYING[:1], (Range(CODE, 1, 10),), (*LYING, Range(CODE, 1, 4)), ()):
        refused("unload-differs", lambda p=packets: refill.clear(SHELF, "k1", p, DOING))
    promised = replace(SHELF, held=1)
    refused("sheets-promised", lambda: refill.clear(promised, "k1", LYING, DOING))
    spare = (*promised.cassettes, Cassette("k2", (Range(CODE, 60, 60),)))
    for one in (SHELF, replace(promised, cassettes=spare)):
        after, event = refill.clear(one, "k1", LYING[::-1], DOING)
        assert after.cassette("k1").ranges == ()
        assert event.kind == "custody:sheets:unloaded"
    empty = replace(SHELF, cassettes=())
    refused("unload-differs", lambda: refill.clear(empty, "k1", (), DOING))


@pytest.mark.parametrize(
    ("found", "doubted", "left"),
    [
        ((CODE, 1), (), LYING),
        ((CODE, 3), (Range(CODE, 1, 2),), (Range(CODE, 3, 4), LYING[1])),
        ((CODE, 7), LYING[:1], LYING[1:]),
        ((CODE, 10), (LYING[0], Range(CODE, 7, 9)), (Range(CODE, 10, 10),)),
        (None, LYING, ()),
    ],
)
def test_a_count_doubts_what_lies_before_the_sheet_found(
    found: tuple[str, int] | None, doubted: Ranges, left: Ranges
) -> None:
    (after, event), passed = refill.count(
        SHELF, kiosk_id="k1", found=found, reason="清点", doing=DOING
    )
    assert (passed, after.in_doubt, after.cassette("k1").ranges) == (doubted, doubted, left)
    assert sorted(single((*passed, *left))) == sorted(single(LYING))
    assert event.data["reason"] == "清点"


@pytest.mark.parametrize("found", [(CODE, 5), (CODE, 11), (OTHER, 1)])
def test_a_count_refuses_a_sheet_that_is_not_there(found: tuple[str, int]) -> None:
    wish = {"kiosk_id": "k1", "found": found, "reason": "清点", "doing": DOING}
    refused("count-serial-unknown", lambda: refill.count(SHELF, **wish))


# From here on with tables.
PACKETS = (Range(CODE, 1, 10), Range(OTHER, 1, 5), Range(CODE, 21, 30))
PLACE = {"site_id": "s1", "kind": "P_ORD", "kiosk_id": "k1", "doing": DOING}


def received() -> None:
    ROOM.receive("P_ORD", Range(CODE, 1, 100), "r1", DOING)
    ROOM.receive("P_ORD", Range(OTHER, 1, 5), "r2", DOING)


def done(move: Move) -> None:
    write(*move.changes)


def test_packets_of_two_codes_move_in_one_transaction_and_back(tables: str) -> None:
    received()
    load = BAY.load(**PLACE, packets=PACKETS)
    assert store.find_shelf("s1", "P_ORD").stock == 0
    done(load)
    assert store.find_shelf("s1", "P_ORD").cassette("k1").ranges == PACKETS
    assert BAY.head("s1", "P_ORD", "k1", DOING) == (CODE, 1)
    assert store.find_batch(OTHER, "P_ORD").at_depot == ()
    with pytest.raises(Conflict):
        done(load)
    done(BAY.unload(**PLACE, packets=sorted(PACKETS)))
    assert store.find_shelf("s1", "P_ORD").stock == 0
    assert store.find_batch(CODE, "P_ORD").at_depot == (Range(CODE, 1, 100),)
    assert store.find_batch(OTHER, "P_ORD").at_depot == (Range(OTHER, 1, 5),)
    for subject in ("shelf/s1/P_ORD", f"batch/{CODE}", f"batch/{OTHER}"):
        assert ledger.broken_at(subject) is None


def test_a_count_is_kept_with_its_reason(tables: str) -> None:
    received()
    done(BAY.load(**PLACE, packets=PACKETS))
    move = BAY.count(**PLACE, found=(OTHER, 2), reason="来人反映少一张")
    assert move.ranges == (Range(CODE, 1, 10), Range(OTHER, 1, 1))
    done(move)
    after = store.find_shelf("s1", "P_ORD")
    assert (after.in_doubt, after.stock) == (move.ranges, 14)
    assert BAY.head("s1", "P_ORD", "k1", DOING) == (OTHER, 2)
