"""The shelf: promises, the head set aside, what left; decisions in order of precedence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from backend.custody import shelf as shelves
from backend.custody.serials import Range, Ranges, plain
from backend.custody.shelf import Binding, Cassette, Shelf
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
UNTIL = NOW + timedelta(seconds=120)
DOING = Doing("clerk/c1", NOW, "session/s1")
CODE, OTHER = "1300261130", "130026113012"


def paper(first: int, last: int, code: str = CODE) -> Range:
    return Range(code, first, last)


FULL = Shelf("s1", "P_ORD", held=4, cassettes=(Cassette("k1", (paper(1, 10),)),), version=7)


def listed(rows: object) -> list[tuple[str, int, int]]:
    return cast(list[tuple[str, int, int]], rows)


def bound(until: datetime | None = UNTIL, pickup_id: str = "p1") -> Shelf:
    """A shelf whose first four sheets are set aside."""
    cassette = Cassette("k1", (paper(5, 10),), Binding(pickup_id, (paper(1, 4),), until))
    return replace(FULL, cassettes=(cassette,))


BEGUN = bound(None)


@pytest.mark.parametrize(
    ("held", "sheets", "count", "free"),
    [(0, 10, 10, 10), (4, 10, 6, 6), (4, 10, 7, None), (10, 10, 1, None), (0, 0, 1, None)],
)
def test_a_promise_needs_paper_that_is_free(
    held: int, sheets: int, count: int, free: int | None
) -> None:
    cassettes = (Cassette("k1", (paper(1, sheets),)),) if sheets else ()
    shelf = replace(FULL, held=held, cassettes=cassettes)
    if free is None:
        with pytest.raises(Refusal) as caught:
            shelves.hold(shelf, count, "p2", DOING)
        assert caught.value.code == "site-stock-short"
        assert caught.value.params == {"free": sheets - held, "count": count}
        return
    after, event = shelves.hold(shelf, count, "p2", DOING)
    assert (after.held, after.free) == (held + count, 0)
    assert (event.kind, event.number) == ("custody:sheets:held", 8)
    assert event.data == {"pickup_id": "p2", "count": count}


def test_a_promise_is_taken_back_once() -> None:
    after, event = shelves.release(FULL, 4, "p1", DOING)
    assert (after.held, after.free, event.kind) == (0, 10, "custody:sheets:released")
    with pytest.raises(ValueError, match="beyond what is promised"):
        shelves.release(after, 1, "p1", DOING)


def test_a_doubted_sheet_leaves_the_stock_and_not_the_promise() -> None:
    shelf = replace(BEGUN, held=10)
    after, _ = shelves.settle(shelf, kiosk_id="k1", pickup_id="p1", out=0, doubtful=1, doing=DOING)
    assert (after.stock, after.held, after.free) == (9, 10, 0)


def test_paper_is_loaded_behind_what_is_there() -> None:
    after, event = shelves.load(bound(), "k1", paper(11, 20), DOING)
    cassette = after.cassette("k1")
    assert cassette.ranges == (paper(5, 20),)
    assert cassette.binding == bound().cassette("k1").binding
    older, _ = shelves.load(FULL, "k1", paper(90, 99, OTHER), DOING)
    assert older.cassette("k1").ranges == (paper(1, 10), paper(90, 99, OTHER))
    second, _ = shelves.load(FULL, "k0", paper(11, 20), DOING)
    assert [one.kiosk_id for one in second.cassettes] == ["k0", "k1"]
    assert event.data == {"kiosk_id": "k1", "serials": [[CODE, 11, 20]]}


@pytest.mark.parametrize(
    ("shelf", "kiosk_id", "pickup_id", "at", "count", "code"),
    [
        (bound(), "k1", "p2", NOW, 1, "kiosk-busy"),
        (bound(), "k1", "p2", NOW, 99, "kiosk-busy"),  # before the stock is counted
        (bound(), "k1", "p2", UNTIL - timedelta(milliseconds=1), 1, "kiosk-busy"),
        (BEGUN, "k1", "p2", NOW + timedelta(days=9), 1, "kiosk-busy"),
        (BEGUN, "k1", "p1", NOW, 1, "kiosk-busy"),  # its own paper may have moved
        (bound(), "k1", "p2", UNTIL, 11, "kiosk-stock-short"),
        (bound(), "k1", "p1", NOW, 11, "kiosk-stock-short"),
        (FULL, "k1", "p1", NOW, 11, "kiosk-stock-short"),
        (FULL, "k2", "p1", NOW, 1, "kiosk-stock-short"),
    ],
)
def test_binding_is_refused(
    shelf: Shelf, kiosk_id: str, pickup_id: str, at: datetime, count: int, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        shelves.bind(
            shelf,
            kiosk_id=kiosk_id,
            pickup_id=pickup_id,
            count=count,
            until=at + timedelta(seconds=120),
            doing=replace(DOING, at=at),
        )
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("shelf", "pickup_id", "at", "lapsed"),
    [
        (FULL, "p1", NOW, None),
        (bound(), "p1", NOW, None),  # again, by the same pickup
        (bound(), "p1", UNTIL, None),
        (bound(), "p2", UNTIL, "p1"),
    ],
)
def test_the_head_is_bound_in_its_order(
    shelf: Shelf, pickup_id: str, at: datetime, lapsed: str | None
) -> None:
    until = at + timedelta(seconds=120)
    after, event = shelves.bind(
        shelf,
        kiosk_id="k1",
        pickup_id=pickup_id,
        count=6,
        until=until,
        doing=replace(DOING, at=at),
    )
    assert after.cassette("k1") == Cassette(
        "k1", (paper(7, 10),), Binding(pickup_id, (paper(1, 6),), until)
    )
    assert (after.stock, after.held) == (10, 4)
    assert event.kind == "custody:sheets:bound"
    assert event.data == {
        "kiosk_id": "k1",
        "pickup_id": pickup_id,
        "serials": [[CODE, 1, 6]],
        "lapsed": lapsed,
    }


def test_a_head_across_two_boxes_is_two_segments() -> None:
    shelf = replace(FULL, cassettes=(Cassette("k1", (paper(9, 10), paper(1, 5, OTHER))),))
    after, _ = shelves.bind(shelf, kiosk_id="k1", pickup_id="p1", count=4, until=UNTIL, doing=DOING)
    cassette = after.cassette("k1")
    assert cassette.binding is not None
    assert cassette.binding.ranges == (paper(9, 10), paper(1, 2, OTHER))
    assert cassette.ranges == (paper(3, 5, OTHER),)
    back, _ = shelves.unbind(after, kiosk_id="k1", pickup_id="p1", doing=DOING)
    assert back.cassettes == shelf.cassettes


def test_what_has_begun_does_not_lapse() -> None:
    after, event = shelves.begin(bound(), kiosk_id="k1", pickup_id="p1", doing=DOING)
    assert after.cassettes == BEGUN.cassettes
    assert event.kind == "custody:sheets:begun"
    held = after.cassette("k1").binding
    assert held is not None
    assert not held.lapsed(NOW + timedelta(days=400))
    with pytest.raises(Refusal) as caught:
        shelves.unbind(after, kiosk_id="k1", pickup_id="p1", doing=DOING)
    assert caught.value.code == "binding-begun"


@pytest.mark.parametrize("shelf", [FULL, bound(pickup_id="p2"), Shelf("s1", "P_ORD")])
def test_a_binding_that_is_gone_or_anothers_is_over(shelf: Shelf) -> None:
    acts: list[Callable[[], shelves.Step]] = [
        lambda: shelves.begin(shelf, kiosk_id="k1", pickup_id="p1", doing=DOING),
        lambda: shelves.unbind(shelf, kiosk_id="k1", pickup_id="p1", doing=DOING),
        lambda: shelves.settle(
            shelf, kiosk_id="k1", pickup_id="p1", out=99, doubtful=0, doing=DOING
        ),
    ]
    for act in acts:
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == "binding-over"


@pytest.mark.parametrize(
    ("out", "doubtful", "gone", "doubted", "left", "held"),
    [
        (4, 0, [[CODE, 1, 4]], (), (paper(5, 10),), 0),
        (0, 0, [], (), (paper(1, 10),), 4),
        (2, 1, [[CODE, 1, 2]], (paper(3, 3),), (paper(4, 10),), 2),
        (0, 4, [], (paper(1, 4),), (paper(5, 10),), 4),
    ],
)
def test_settling_tells_where_each_sheet_went(
    out: int,
    doubtful: int,
    gone: list[object],
    doubted: Ranges,
    left: Ranges,
    held: int,
) -> None:
    after, event = shelves.settle(
        BEGUN, kiosk_id="k1", pickup_id="p1", out=out, doubtful=doubtful, doing=DOING
    )
    assert after.cassette("k1") == Cassette("k1", left)
    assert (after.out, after.in_doubt, after.held) == (out, doubted, held)
    assert event.kind == "custody:sheets:settled"
    assert (event.data["out"], event.data["in_doubt"]) == (gone, plain(doubted))
    assert sum(last - first + 1 for _, first, last in listed(event.data["back"])) == (
        4 - out - doubtful
    )


@pytest.mark.parametrize(("out", "doubtful"), [(5, 0), (4, 1), (0, 5), (-1, 0), (0, -1)])
def test_more_than_was_bound_cannot_have_left(out: int, doubtful: int) -> None:
    with pytest.raises(ValueError, match="of 4 bound"):
        shelves.settle(
            BEGUN, kiosk_id="k1", pickup_id="p1", out=out, doubtful=doubtful, doing=DOING
        )


GONE = replace(FULL, cassettes=(Cassette("k1", (paper(5, 14),)),), out=4, held=6)


@pytest.mark.parametrize(("promise", "held"), [(0, 6), (2, 8), (4, 10), (-6, 0)])
def test_what_never_arrived_goes_to_quarantine(promise: int, held: int) -> None:
    sheets = (paper(2, 2), paper(4, 4))
    after, event = shelves.doubt(
        GONE, kiosk_id="k1", pickup_id="p1", sheets=sheets, promise=promise, doing=DOING
    )
    assert (after.out, after.in_doubt, after.held, after.stock) == (2, sheets, held, 10)
    assert (event.kind, event.data["in_doubt"]) == ("custody:sheets:doubted", plain(sheets))


def test_no_more_is_promised_again_than_is_free() -> None:
    with pytest.raises(Refusal) as caught:
        shelves.doubt(
            GONE, kiosk_id="k1", pickup_id="p1", sheets=(paper(2, 2),), promise=5, doing=DOING
        )
    assert (caught.value.code, caught.value.params["free"]) == ("site-stock-short", 4)


@pytest.mark.parametrize(
    "shelf", [replace(GONE, out=1), replace(GONE, in_doubt=(paper(3, 3),))], ids=["out", "twice"]
)
def test_a_sheet_is_doubted_once_and_only_after_it_left(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="never left or is in doubt"):
        shelves.doubt(
            shelf, kiosk_id="k1", pickup_id="p1", sheets=(paper(2, 3),), promise=0, doing=DOING
        )
