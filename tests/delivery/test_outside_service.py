"""What happens to parcels outside, and what time does to mail, against fakes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.delivery.rules.orders import OrderState, Sending
from backend.delivery.rules.parcel import ParcelState
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.delivery.conftest import LABELS, Room, packets


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


class TestOutside:
    def test_the_same_news_again_changes_nothing(self, room: Room) -> None:
        parcel = room.sent()
        first = room.told(parcel, "out-for-delivery", "n1")
        assert room.told(parcel, "out-for-delivery", "n1").version == first.version
        assert room.told(parcel, "signed", "n2").state is ParcelState.SIGNED
        assert room.told(parcel, "signed", "n2").version == first.version + 1

    def test_news_of_nothing_is_unknown(self, room: Room) -> None:
        parcel = room.begun(room.owed())
        assert refused(lambda: room.told(replace(parcel, id="never"), "signed")) == "parcel-unknown"

    def test_an_early_word_is_refused_each_time_and_told_once(self, room: Room) -> None:
        parcel = room.packed()
        for _ in range(2):
            assert refused(lambda: room.told(parcel, "signed", "n1")) == "parcel-not-handed-over"
        assert room.now(parcel).version == parcel.version + 1
        assert room.kinds() == ["signed-early"]

    def test_what_came_back_is_taken_in_by_scan_alone(self, room: Room) -> None:
        parcel = room.told(room.sent(), "refused")
        restock = room.carrier.restock
        wrong = lambda: restock(parcel.id, packets((101, 104)), room.clerk())  # noqa: E731
        assert refused(wrong) == "parcel-serials-differ"
        for _ in range(2):
            after = restock(parcel.id, parcel.sheets, room.clerk())
            assert after.state is ParcelState.RESTOCKED
        order = room.store.find_order(parcel.lines[0].order_id)
        assert order is not None
        assert (order.state, order.is_free) == (OrderState.RETURNED, True)
        assert [(one.first, one.last) for one in room.stock.depot] == [(101, 103)]

    def test_a_lost_parcel_may_be_sent_anew_under_other_serials(self, room: Room) -> None:
        parcel = room.sent()
        room.carrier.lose(parcel.id, "报失", room.clerk())
        assert room.carrier.lose(parcel.id, "核实", room.clerk(2)).state is ParcelState.LOST
        order = room.store.find_order(parcel.lines[0].order_id)
        assert order is not None
        wish = Sending(new_id(), order.address_id)
        sent = room.orders.send(order.id, wish, "owner", room.by())
        assert room.begun(sent).sheets == packets((104, 106))


class TestTime:
    def test_silence_is_told_once_and_again_after_news(self, room: Room) -> None:
        parcel, by = room.sent(), room.by("system/delivery-sweep")
        assert not room.time.pass_time(parcel.subject, by)
        room.clock.forward(days=3)
        by = room.by("system/delivery-sweep")
        assert room.time.pass_time(parcel.subject, by)
        assert not room.time.pass_time(parcel.subject, by)
        assert room.kinds() == ["no-news"]
        room.told(parcel, "in-transit")
        assert room.kinds() == []
        room.clock.forward(days=3)
        assert room.time.pass_time(parcel.subject, room.by("system/delivery-sweep"))
        assert room.kinds() == ["no-news"]

    def test_the_sweeper_finds_what_falls_due(self, room: Room) -> None:
        parcel = room.sent()
        due = room.now(parcel).due_at
        assert due == room.clock.now() + timedelta(days=3)
        assert list(room.time.due(due)) == [parcel.subject]
        assert not room.time.pass_time("parcel/never", room.by())
        assert not room.time.pass_time("handover/never", room.by())
        assert not room.time.pass_time("mail-order/never", room.by())

    def test_an_order_that_waits_is_a_task_until_it_is_picked(self, room: Room) -> None:
        order = room.owed()
        room.clock.forward(days=2)
        assert room.time.pass_time(order.subject, room.by("system/delivery-sweep"))
        assert room.kinds() == ["owed-late"]
        room.begun(room.order(order))
        assert room.kinds() == []

    def test_a_parcel_that_stays_in_the_house_is_a_task_until_it_leaves(self, room: Room) -> None:
        parcel = room.packed()
        room.clock.forward(days=2)
        assert room.time.pass_time(parcel.subject, room.by("system/delivery-sweep"))
        assert room.kinds() == ["not-handed"]
        room.handed(parcel)
        assert room.kinds() == []


def test_a_task_nobody_opened_is_unknown(room: Room) -> None:
    parcel = room.packed()
    task_id, by = f"no-news.parcel.{parcel.id}", room.clerk()
    assert refused(lambda: room.tasks.take(task_id, over=False, doing=by)) == "mail-task-unknown"


def test_paper_that_is_not_where_the_parcel_says_is_a_fault_and_no_refusal(room: Room) -> None:
    parcel = room.packed()
    kept = room.stock.consignments[parcel.id]
    room.stock.consignments[parcel.id] = replace(kept, place=kept.place.OVER)
    with pytest.raises(ValueError, match="undone from over"):
        room.picking.undo(parcel.id, "模拟", room.clerk())


def test_a_parcel_that_moved_between_two_readings_is_a_conflict(room: Room) -> None:
    parcel = room.packed()
    with pytest.raises(Conflict), room.picking.keeping._still(replace(parcel, version=1)):
        raise ValueError(next(LABELS))
