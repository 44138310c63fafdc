"""Decisions of the delivery room as tables of cases, in order of precedence."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from backend.delivery.rules import address as addresses
from backend.delivery.rules import divisions, parcel
from backend.delivery.rules import handover as handovers
from backend.delivery.rules import orders as mail_orders
from backend.delivery.rules.handover import HandoverState
from backend.delivery.rules.orders import OrderState, Sending
from backend.delivery.rules.parcel import ParcelState
from backend.delivery.rules.sheets import Sheets, check_scanned, cut, joined
from backend.kernel.clock import to_text
from backend.kernel.codes import district_name, districts_named
from backend.kernel.errors import Refusal
from tests.delivery.conftest import HOME, packets
from tests.delivery.samples import LIST, NOW, ONE, ORDER, PARCEL, SHEETS, TERMS, TWO, at, refused


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"province": "河"}, "address-malformed", "/province"),
        ({"street": "x" * 101}, "address-malformed", "/street"),
        ({"name": "王\u0007"}, "address-malformed", "/name"),
        ({"phone": "12345", "county": "无此县"}, "phone-malformed", "/phone"),
        ({"county": "无此县"}, "district-unknown", "/county"),
        ({"county": "邢台县"}, "district-divided", "/county"),
    ],
)
def test_addresses_that_are_refused(typed: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        addresses.check_destination(replace(HOME, **typed))
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize(
    ("typed", "county", "code"),
    [
        ({"county": "桥西区"}, "信都区", "130503"),
        ({"county": " 南和县 ", "city": "邢台", "province": "河北"}, "南和区", "130506"),
        ({"province": "山东省", "city": "济南市", "county": "历下区"}, "历下区", ""),
        ({"province": "北京市", "city": "", "county": "海淀区"}, "海淀区", ""),
        ({"city": "石家庄市", "county": "长安区"}, "长安区", ""),
    ],
)
def test_a_district_of_the_city_is_known_by_its_code(
    typed: dict[str, str], county: str, code: str
) -> None:
    to = addresses.check_destination(replace(HOME, **typed))
    assert (to.county, to.code) == (county, code)


def test_the_list_of_districts_and_the_codes_agree_on_every_day() -> None:
    ours = divisions.published()
    today = ours.on(NOW.date())
    assert {one.code: one.name for one in today} == {
        one.code: district_name(one.code) for one in today
    }
    assert [districts_named(one.name) for one in today] == [(one.code,) for one in today]
    before = {one.name for one in ours.on(date(2020, 6, 4))}
    assert {"邢台县", "桥东区", "任县"} <= before
    assert before.isdisjoint({"信都区", "襄都区"})
    assert all(one.source for one in ours.rows)


def test_what_is_typed_is_folded() -> None:
    typed = replace(HOME, street=" 模拟  大街 1号 ", phone="+86 138-0000-0001")
    to = addresses.check_destination(typed)
    assert (to.street, to.phone) == ("模拟 大街 1号", "13800000001")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (OrderState.TAKEN, "mail-order-picked"),
        (OrderState.SIGNED, "mail-order-over"),
        (OrderState.CANCELLED, "mail-order-over"),
        (OrderState.TURNED, "mail-order-over"),
    ],
)
def test_what_can_be_decided_no_more(state: OrderState, code: str) -> None:
    order = replace(ORDER, state=state, parcel_id="m1", turned_to="Z009")
    assert refused(lambda: mail_orders.turn(order, "Z001", "p2", ONE)) == code
    assert refused(lambda: mail_orders.send(order, Sending("s1", "h2"), HOME, ONE)) == code
    if state is not OrderState.CANCELLED:
        assert refused(lambda: mail_orders.cancel(order, ONE)) == code
    assert refused(lambda: mail_orders.take(order, "m2", SHEETS, ONE)) == "mail-order-not-owed"


def test_a_repeated_decision_changes_nothing() -> None:
    turned = mail_orders.turn(ORDER, "Z001", "p2", ONE)
    assert turned is not None
    assert (turned[1].data["pickup_id"], turned[1].data["at_site_id"]) == ("p2", "Z001")
    assert mail_orders.turn(turned[0], "Z001", "p3", ONE) is None
    wish = Sending("s1", "h2")
    sent, event = mail_orders.send(ORDER, wish, HOME, ONE)
    assert (event.kind, event.data["sending_id"]) == ("delivery:order:readdressed", "s1")
    assert (mail_orders.is_sent(ORDER, wish), mail_orders.is_sent(sent, wish)) == (False, True)
    other = replace(wish, address_id="h3")
    assert refused(lambda: mail_orders.is_sent(sent, other)) == "sending-exists-differently"
    for number in range(20):
        sent, _ = mail_orders.send(sent, replace(wish, id=f"n{number}"), HOME, ONE)
    assert len(sent.sendings) == mail_orders.KEPT_SENDINGS
    cancelled = mail_orders.cancel(ORDER, ONE)
    assert cancelled is not None
    assert mail_orders.cancel(cancelled[0], ONE) is None


@pytest.mark.parametrize("state", [OrderState.RETURNED, OrderState.LOST])
def test_what_came_back_or_was_lost_is_owed_anew(state: OrderState) -> None:
    gone = replace(ORDER, state=state, sheets=SHEETS, parcel_id="m1")
    later = replace(ONE, at=NOW + timedelta(days=9))
    after, event = mail_orders.send(gone, Sending("s1", "h1"), HOME, later)
    assert (after.state, after.sheets, after.parcel_id) == (OrderState.OWED, (), None)
    assert event.kind == "delivery:order:sent-again"
    assert mail_orders.due_at(after, TERMS.orders) == later.at + TERMS.orders.owed


def test_cut_and_joined() -> None:
    taken, rest = cut(packets((1, 2), (5, 9)), 4)
    assert (taken, rest) == (packets((1, 2), (5, 6)), packets((7, 9)))
    assert joined((*rest, *taken)) == packets((1, 2), (5, 9))


@pytest.mark.parametrize(
    ("scanned", "packet"),
    [
        (packets((101, 102)), 1),
        (packets((101, 104)), 1),
        (packets((101, 103), (103, 103)), 2),
        (packets((101, 102), (301, 301)), 2),
        ((Sheets("013002600105", 101, 103),), 1),
    ],
)
def test_a_scan_that_differs_says_where(scanned: tuple[Sheets, ...], packet: int) -> None:
    with pytest.raises(Refusal) as caught:
        check_scanned(SHEETS, scanned)
    assert caught.value.code == "parcel-serials-differ"
    assert caught.value.params == {"packet": packet}


def test_a_scan_in_any_order_and_any_packets_fits() -> None:
    check_scanned(SHEETS, packets((103, 103), (101, 102)))


def test_which_orders_fit_into_one_parcel() -> None:
    second = replace(ORDER, id="o2")
    assert parcel.check_orders([ORDER, second]) == ORDER
    cases = [
        ([], "request-malformed"),
        ([ORDER, ORDER], "request-malformed"),
        ([replace(ORDER, id=f"o{n}") for n in range(11)], "request-malformed"),
        ([replace(ORDER, state=OrderState.LOST)], "mail-order-not-owed"),
        ([ORDER, replace(second, company_id="another")], "parcel-orders-differ"),
        ([ORDER, replace(second, to=replace(HOME, name="另一人"))], "parcel-orders-differ"),
        ([ORDER, replace(second, site_id="H002")], "parcel-orders-differ"),
    ]
    for orders, code in cases:
        assert refused(partial(parcel.check_orders, orders)) == code


def test_two_different_clerks_scan_the_same() -> None:
    scanned = parcel.scan(PARCEL, SHEETS, ONE)
    assert scanned is not None
    assert parcel.scan(scanned[0], SHEETS, ONE) is None
    assert refused(lambda: parcel.scan(scanned[0], SHEETS, TWO)) == "parcel-state-unfit"
    assert refused(lambda: parcel.check(PARCEL, SHEETS, TWO)) == "parcel-not-scanned"
    assert refused(lambda: parcel.check(scanned[0], SHEETS, ONE)) == "parcel-same-person"
    wrong = packets((101, 104))
    assert refused(lambda: parcel.check(scanned[0], wrong, ONE)) == "parcel-serials-differ"
    checked = parcel.check(scanned[0], SHEETS, TWO)
    assert checked is not None
    assert checked[0].state is ParcelState.PICKED
    assert parcel.check(checked[0], SHEETS, TWO) is None


def test_what_may_be_undone() -> None:
    for state in ParcelState:
        act = lambda state=state: parcel.undo(at(state), "装错", ONE)  # noqa: E731
        if state in parcel.INSIDE:
            step = act()
            assert step is not None
            assert step[0].state is ParcelState.UNDONE
        elif state is ParcelState.UNDONE:
            assert act() is None
        else:
            assert refused(act) == "parcel-state-unfit"
    listed = at(ParcelState.PACKED, handover_id="h1")
    assert refused(lambda: parcel.undo(listed, "装错", ONE)) == "parcel-on-list"
    assert refused(lambda: parcel.undo(listed, " ", ONE)) == "request-malformed"


def test_a_parcel_is_on_one_list() -> None:
    packed = at(ParcelState.PACKED)
    listed = parcel.put_on_list(packed, "h1", ONE)
    assert listed is not None
    assert parcel.put_on_list(listed[0], "h1", ONE) is None
    assert refused(lambda: parcel.put_on_list(listed[0], "h2", ONE)) == "parcel-on-list"
    assert refused(lambda: parcel.put_on_list(PARCEL, "h1", ONE)) == "parcel-state-unfit"
    assert parcel.take_off_list(listed[0], "h2", ONE) is None


def test_a_list_is_confirmed_with_its_count() -> None:
    assert refused(lambda: handovers.confirm(LIST, 0, ONE)) == "handover-empty"
    filled = handovers.add(LIST, "m1", ONE)[0]
    assert refused(lambda: handovers.confirm(filled, 2, ONE)) == "handover-count-differs"
    assert refused(lambda: handovers.cancel(filled, ONE)) == "handover-not-empty"
    confirmed = handovers.confirm(filled, 1, ONE)
    assert confirmed is not None
    assert confirmed[0].state is HandoverState.CONFIRMED
    assert handovers.confirm(confirmed[0], 1, TWO) is None
    for act in (
        lambda: handovers.confirm(confirmed[0], 2, ONE),
        lambda: handovers.add(confirmed[0], "m2", ONE),
        lambda: handovers.remove(confirmed[0], "m1", ONE),
        lambda: handovers.cancel(confirmed[0], ONE),
    ):
        assert refused(act) == "handover-over"


@pytest.mark.parametrize("state", [OrderState.RETURNED, OrderState.LOST])
def test_what_nobody_decides_about_is_reminded_of_and_ends(state: OrderState) -> None:
    waits, day = TERMS.orders, timedelta(days=1)
    later = NOW + 9 * day
    order = replace(ORDER, state=state, since=later)
    assert mail_orders.due_at(order, waits) == later + 23 * day
    reminded, event = mail_orders.remind(order, mail_orders.ends_at(order, waits), ONE)
    assert event.data["ends_at"] == to_text(later + 30 * day)
    assert mail_orders.due_at(reminded, waits) == later + 30 * day
    ended, _ = mail_orders.expire(reminded, ONE)
    assert (ended.state, mail_orders.due_at(ended, waits)) == (OrderState.EXPIRED, None)
    assert refused(lambda: mail_orders.cancel(ended, ONE)) == "mail-order-over"


def test_each_return_begins_its_own_wait() -> None:
    taken = replace(ORDER, state=OrderState.TAKEN, reminded=True)
    for act in (mail_orders.come_back, mail_orders.lose):
        after, _ = act(taken, replace(ONE, at=NOW + timedelta(days=40)))
        assert (after.since, after.reminded) == (NOW + timedelta(days=40), False)
