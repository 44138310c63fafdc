"""The verbs of the delivery room against fakes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from backend.delivery.rules import handover as handovers
from backend.delivery.rules.address import MOST_ADDRESSES
from backend.delivery.rules.handover import MOST_PARCELS, HandoverState
from backend.delivery.rules.orders import OrderState, Sending
from backend.delivery.rules.parcel import ParcelState
from backend.delivery.rules.sheets import Sheets
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.delivery.conftest import CODE, HOME, ROOM, Room, packets
from tests.fakes.delivery import FakeDeliveryStore


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def put(room: Room, address_id: str, person: str = "owner", **typed: str) -> object:
    to = replace(HOME, **typed)
    return room.book.put("company", address_id, to, person_id=person, doing=room.by())


class TestAddresses:
    def test_an_entry_is_written_once_and_never_changes(self, room: Room) -> None:
        address_id = new_id()
        first = put(room, address_id)
        assert put(room, address_id, "accountant") == first
        assert refused(lambda: put(room, address_id, town="模拟镇")) == "address-exists-differently"
        assert [one.id for one in room.book.of_company("company", "owner")] == [address_id]
        [event] = room.store.history(f"address/company/{address_id}", None, 50).items
        assert event.data == {"company_id": "company", "address_id": address_id}

    def test_it_is_refused_in_this_order(self, room: Room) -> None:
        assert refused(lambda: put(room, "odd", "stranger", name="")) == "id-malformed"
        assert refused(lambda: put(room, new_id(), "stranger", name="")) == "company-unknown"
        assert refused(lambda: put(room, new_id(), "bookkeeper", name="")) == "mail-not-authorised"
        assert refused(lambda: put(room, new_id(), name="")) == "address-malformed"

    def test_a_book_has_an_end(self, room: Room) -> None:
        for _ in range(MOST_ADDRESSES):
            put(room, new_id())
        assert refused(lambda: put(room, new_id())) == "addresses-too-many"

    def test_what_was_taken_off_is_chosen_no_more_but_still_holds(self, room: Room) -> None:
        address_id = room.addressed()
        for _ in range(2):
            room.book.remove("company", address_id, person_id="owner", doing=room.by())
        assert room.book.of_company("company", "owner") == []
        assert refused(lambda: room.book.check_address("company", address_id)) == "address-unknown"
        assert room.owed(address_id=address_id).to == HOME
        remove, by = room.book.remove, room.by()
        gone = lambda: remove("company", "x", person_id="owner", doing=by)  # noqa: E731
        assert refused(gone) == "address-unknown"


class TestOrders:
    def test_what_is_owed_twice_is_owed_once(self, room: Room) -> None:
        order = room.owed()
        assert (order.site_id, order.version) == (ROOM, 1)
        assert room.picking.owed(ROOM, None, 10).items == (room.order(order),)

    def test_an_address_that_never_was_stops_the_reaction(self, room: Room) -> None:
        with pytest.raises(LookupError):
            room.owed(address_id="never")

    def test_somebody_elses_is_unknown(self, room: Room) -> None:
        order, site, by = room.owed(), "Z001", room.by("person/other")
        assert refused(lambda: room.orders.see(order.id, "other")) == "mail-order-unknown"
        assert refused(lambda: room.orders.turn(order.id, "nowhere", "other", by)) == (
            "mail-order-unknown"
        )
        assert refused(lambda: room.orders.cancel(order.id, "other", by)) == "mail-order-unknown"
        assert refused(lambda: room.orders.receive(order.id, "other", by)) == "mail-order-unknown"
        turn = lambda: room.orders.turn(order.id, "nowhere", "owner", by)  # noqa: E731
        assert refused(turn) == "site-unknown"
        assert room.orders.turn(order.id, site, "owner", by).pickup_id

    def test_who_may_not_collect_decides_nothing_about_it(self, room: Room) -> None:
        order, by, home = room.owed(), room.by("person/bookkeeper"), room.addressed()
        assert room.orders.see(order.id, "bookkeeper").to == HOME
        remove, orders = room.book.remove, room.orders
        for act in (
            lambda: orders.turn(order.id, "nowhere", "bookkeeper", by),
            lambda: orders.turn(order.id, "Z001", "bookkeeper", by),
            lambda: orders.send(order.id, Sending(new_id(), "nowhere"), "bookkeeper", by),
            lambda: orders.send(order.id, Sending(new_id(), home), "bookkeeper", by),
            lambda: orders.cancel(order.id, "bookkeeper", by),
            lambda: remove("company", home, person_id="bookkeeper", doing=by),
        ):
            assert refused(act) == "mail-not-authorised"
        assert room.order(order).version == order.version
        room.handed(room.packed(order))
        assert orders.receive(order.id, "bookkeeper", by).state is OrderState.SIGNED

    def test_a_turned_order_keeps_the_pickup_it_named(self, room: Room) -> None:
        order = room.owed()
        first = room.orders.turn(order.id, "Z001", "owner", room.by())
        again = room.orders.turn(order.id, "Z001", "accountant", room.by())
        assert (first.pickup_id, again.version) == (again.pickup_id, first.version)
        assert room.picking.owed(ROOM, None, 10).items == ()

    def test_a_late_repeat_of_a_sending_sends_nothing_twice(self, room: Room) -> None:
        parcel = room.told(room.sent(), "returned")
        room.carrier.restock(parcel.id, parcel.sheets, room.clerk())
        order_id, send = parcel.lines[0].order_id, room.orders.send
        order = room.orders.see(order_id, "owner")
        wish = Sending(new_id(), order.address_id)
        owed = send(order_id, wish, "owner", room.by())
        again = room.packed(owed)
        assert send(order_id, wish, "owner", room.by()).state is OrderState.TAKEN
        room.handed(again)
        room.told(again, "returned")
        room.carrier.restock(again.id, again.sheets, room.clerk())
        room.book.remove("company", order.address_id, person_id="owner", doing=room.by())
        late = send(order_id, wish, "owner", room.by())
        assert late.state is OrderState.RETURNED
        other = replace(wish, address_id=room.addressed())
        assert refused(lambda: send(order_id, other, "owner", room.by())) == (
            "sending-exists-differently"
        )
        odd = replace(wish, id="odd")
        assert refused(lambda: send(order_id, odd, "owner", room.by())) == "id-malformed"
        gone = replace(wish, id=new_id())
        assert refused(lambda: send(order_id, gone, "owner", room.by())) == "address-unknown"

    def test_one_that_is_being_picked_is_not_turned(self, room: Room) -> None:
        order = room.owed()
        parcel = room.begun(order)
        turn = lambda: room.orders.turn(order.id, "Z001", "owner", room.by())  # noqa: E731
        assert refused(turn) == "mail-order-picked"
        room.picking.undo(parcel.id, "本人要求", room.clerk())
        assert turn().state is OrderState.TURNED

    def test_who_turns_while_it_is_picked_reads_again(self, room: Room) -> None:
        store = room.store
        assert isinstance(store, FakeDeliveryStore)
        order, whole = room.owed(), store.save

        def overtaken(*noted: object, **more: object) -> None:
            store.save = whole  # type: ignore[method-assign]
            room.begun(order)
            whole(*noted, **more)  # type: ignore[arg-type]

        store.save = overtaken  # type: ignore[method-assign]
        turn = lambda: room.orders.turn(order.id, "Z001", "owner", room.by())  # noqa: E731
        assert refused(turn) == "mail-order-picked"
        assert room.order(order).state is OrderState.TAKEN

    def test_a_receipt_before_anything_was_sent_is_refused(self, room: Room) -> None:
        order = room.owed()
        receive = lambda: room.orders.receive(order.id, "owner", room.by())  # noqa: E731
        assert refused(receive) == "parcel-not-underway"
        parcel = room.packed(order)
        assert refused(receive) == "parcel-not-underway"
        room.handed(parcel)
        assert receive().state is OrderState.SIGNED
        version = room.now(parcel).version
        assert receive().state is OrderState.SIGNED
        assert room.now(parcel).version == version


class TestPicking:
    def test_orders_are_picked_from_the_front_and_shown_in_that_order(self, room: Room) -> None:
        home = room.addressed()
        orders = [room.owed(count, address_id=home) for count in (3, 2)]
        parcel = room.begun(*orders)
        assert [line.sheets for line in parcel.lines] == [packets((101, 103)), packets((104, 105))]
        assert room.order(orders[1]).sheets == packets((104, 105))
        again = room.picking.begin(parcel.id, [one.id for one in orders], room.clerk(2))
        assert again.version == 1
        other = lambda: room.picking.begin(parcel.id, [orders[0].id], room.clerk())  # noqa: E731
        assert refused(other) == "parcel-exists-differently"

    def test_it_is_refused_in_this_order(self, room: Room) -> None:
        begin = room.picking.begin
        order, by = room.owed(21), room.clerk()
        assert refused(lambda: begin("odd", [], by)) == "id-malformed"
        assert refused(lambda: begin(new_id(), [], by)) == "request-malformed"
        assert refused(lambda: begin(new_id(), ["o9"], by)) == "mail-order-unknown"
        assert refused(lambda: begin(new_id(), [order.id], by)) == "mail-room-short"
        assert room.order(order).state is OrderState.OWED

    def test_two_who_pick_one_order_at_once_pick_it_once(self, room: Room) -> None:
        store = room.store
        assert isinstance(store, FakeDeliveryStore)
        order, whole = room.owed(), store.save

        def overtaken(*noted: object, **more: object) -> None:
            store.save = whole  # type: ignore[method-assign]
            room.begun(order)
            whole(*noted, **more)  # type: ignore[arg-type]

        store.save = overtaken  # type: ignore[method-assign]
        assert refused(lambda: room.begun(order)) == "mail-order-not-owed"
        assert room.stock.free(ROOM, "P_ORD") == 17

    def test_a_label_is_on_one_parcel_and_free_again_once_undone(self, room: Room) -> None:
        first, second = room.packed(), room.begun(room.owed())
        number = first.tracking_number or ""
        pack = lambda: room.picking.pack(second.id, number, room.clerk())  # noqa: E731
        room.picking.scan(second.id, second.sheets, room.clerk())
        room.picking.check(second.id, second.sheets, room.clerk(2))
        assert refused(pack) == "tracking-taken"
        assert refused(lambda: room.picking.pack(second.id, "RR123456789CN", room.clerk())) == (
            "tracking-check-wrong"
        )
        assert room.carrier.labelled(number) == first.id
        room.picking.undo(first.id, "面单贴错", room.clerk())
        assert refused(lambda: room.carrier.labelled(number)) == "parcel-unknown"
        assert pack().state is ParcelState.PACKED
        assert pack().version == room.now(second).version

    def test_a_packet_is_taken_in_once(self, room: Room) -> None:
        packet, filling_id = Sheets(CODE, 301, 310), new_id()
        fill = lambda last: room.picking.fill(  # noqa: E731
            ROOM, filling_id, "P_ORD", packet=replace(packet, last=last), doing=room.clerk()
        )
        assert [fill(310), fill(310)] == [30, 30]
        assert refused(lambda: fill(311)) == "act-exists-differently"
        assert room.picking.stock(ROOM) == {"P_ORD": 30, "P_ROLL": 0}
        for act in (
            lambda: room.picking.stock("nowhere"),
            lambda: room.picking.owed("nowhere", None, 10),
            lambda: room.picking.parcels("nowhere", "picked", cursor=None, limit=10),
            lambda: room.handing.list_handovers("nowhere", None, 10),
            lambda: room.handing.open_list(new_id(), "nowhere", "速递员", room.clerk()),
        ):
            assert refused(act) == "site-unknown"


class TestHanding:
    def test_a_list_counts_its_parcels_and_takes_them_along(self, room: Room) -> None:
        one, two = room.packed(), room.packed()
        handover_id, by = new_id(), room.clerk()
        opened = room.handing.open_list(handover_id, ROOM, " 速递员 ", by)
        assert room.handing.open_list(handover_id, ROOM, "速递员", by).id == opened.id
        assert refused(lambda: room.handing.open_list(handover_id, ROOM, "别人", by)) == (
            "handover-exists-differently"
        )
        for parcel in (one, two, one):
            room.handing.add(handover_id, parcel.id, by)
        assert (room.handing.see(handover_id).count, len(room.handing.listed(handover_id))) == (
            2,
            2,
        )
        for _ in range(2):
            room.handing.remove(handover_id, two.id, by)
        assert room.handing.listed(handover_id) == [one.id]
        confirmed = room.handing.confirm(handover_id, 1, by)
        assert confirmed.state is HandoverState.CONFIRMED
        for _ in range(2):
            assert room.handing.follow(handover_id, room.by("system/ledger-react")) == 1
        assert room.now(one).state is ParcelState.WITH_CARRIER
        assert room.now(two).state is ParcelState.PACKED
        assert refused(lambda: room.handing.add(handover_id, two.id, by)) == "handover-over"
        late = lambda: room.handing.remove(handover_id, one.id, by)  # noqa: E731
        assert refused(late) == "handover-over"

    def test_a_list_has_an_end(self, room: Room) -> None:
        store, parcel, handover_id = room.store, room.packed(), new_id()
        opened = room.handing.open_list(handover_id, ROOM, "速递员", room.clerk())
        for _ in range(MOST_PARCELS):
            step = handovers.add(opened, "m", room.clerk())
            store.save(step)
            opened = room.handing.see(handover_id)
        add = lambda: room.handing.add(handover_id, parcel.id, room.clerk())  # noqa: E731
        assert refused(add) == "handover-full"
        assert room.now(parcel).handover_id is None

    def test_a_parcel_of_another_mail_room_stays_there(self, room: Room) -> None:
        parcel, handover_id = room.packed(), new_id()
        room.handing.open_list(handover_id, "Z001", "速递员", room.clerk())
        add = lambda: room.handing.add(handover_id, parcel.id, room.clerk())  # noqa: E731
        assert refused(add) == "parcel-elsewhere"
        assert refused(lambda: room.handing.see("never")) == "handover-unknown"

    def test_it_left_when_the_list_was_confirmed_not_when_that_was_followed(
        self, room: Room
    ) -> None:
        parcel, handover_id = room.packed(), new_id()
        room.handing.open_list(handover_id, ROOM, "速递员", room.clerk())
        room.handing.add(handover_id, parcel.id, room.clerk())
        room.handing.confirm(handover_id, 1, room.clerk())
        left_at = room.clock.now()
        room.clock.forward(hours=5)
        assert room.picking.see(parcel.id, room.clerk()).handed_at == left_at
