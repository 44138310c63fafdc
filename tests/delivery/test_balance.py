"""Between machine and mail, in any order, under repeats and races: no sheet is owed twice."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from backend.custody import consignment
from backend.delivery.rules import carrier
from backend.delivery.rules import orders as mail_orders
from backend.delivery.service import keeping
from backend.kernel.ids import random_id
from backend.pickup.rules import ending, wishes
from backend.reactions import mail
from tests.delivery.post_books import BalancedTown

Break = Callable[[pytest.MonkeyPatch], None]
THOROUGH = settings(
    max_examples=120,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_no_sheet_is_owed_or_given_twice() -> None:
    run_state_machine_as_test(BalancedTown, settings=THOROUGH)


def an_order_is_named_anew_each_time(patch: pytest.MonkeyPatch) -> None:
    approved: Any = mail.Approved
    patch.setattr(mail, "Approved", lambda **told: approved(**{**told, "id": f"{random_id()}-0"}))


def a_mailed_pickup_stays_open(patch: pytest.MonkeyPatch) -> None:
    whole = ending.mail

    def open_still(pickup: Any, address_id: str, doing: Any) -> Any:
        after, event = whole(pickup, address_id, doing)
        return replace(after, state=pickup.state), event

    patch.setattr(ending, "mail", open_still)


def a_promise_stays_where_it_was(patch: pytest.MonkeyPatch) -> None:
    kept = {**wishes.KINDS, wishes.MAIL: replace(wishes.KINDS[wishes.MAIL], frees=False)}
    patch.setattr(wishes, "KINDS", kept)


def a_picked_order_may_be_turned(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(mail_orders, "_check_free", lambda order: None)


def a_turned_order_is_picked(patch: pytest.MonkeyPatch) -> None:
    whole = mail_orders.turn

    def owed_still(order: Any, *told: Any) -> Any:
        step = whole(order, *told)
        return step and (replace(step[0], state=order.state), step[1])

    patch.setattr(mail_orders, "turn", owed_still)


def news_moves_a_parcel_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(carrier, "UNDERWAY", tuple(carrier.ParcelState))


def an_undone_order_is_signed(patch: pytest.MonkeyPatch) -> None:
    broken = {**keeping._ORDERS, carrier.ParcelState.UNDONE: mail_orders.sign}
    patch.setattr(keeping, "_ORDERS", broken)


def what_came_back_stays_signed(patch: pytest.MonkeyPatch) -> None:
    whole = mail_orders.take_back

    def signed_still(order: Any, doing: Any) -> Any:
        after, event = whole(order, doing)
        return replace(after, state=order.state), event

    patch.setattr(mail_orders, "take_back", signed_still)


def a_faulty_sheet_goes_back_too(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(consignment, "sound", lambda before, fault: before.contents)


@pytest.mark.parametrize(
    "broken",
    [
        an_order_is_named_anew_each_time,
        a_mailed_pickup_stays_open,
        a_promise_stays_where_it_was,
        a_picked_order_may_be_turned,
        a_turned_order_is_picked,
        news_moves_a_parcel_back,
        an_undone_order_is_signed,
        what_came_back_stays_signed,
        a_faulty_sheet_goes_back_too,
    ],
    ids=lambda broken: broken.__name__,
)
def test_the_checker_bites(broken: Break, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    quick = settings(THOROUGH, max_examples=100, phases=[Phase.generate])
    with pytest.raises((AssertionError, ValueError, KeyError)):
        run_state_machine_as_test(BalancedTown, settings=quick)
