"""Each role of the templates suffices for what its door does in whole journeys."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import g, request

from backend.kernel.conflicts import Conflict
from backend.payments.rules import differences
from backend.pickup.rules.pickup import LIFETIME
from backend.pickup.store import PickupStore
from backend.storage import cursors
from backend.storage.ledger import LedgerItem, from_item
from functions import (
    delivery_sweep,
    kiosks_heartbeat,
    ledger_react,
    ledger_replay,
    payments_reconcile,
    payments_sweep,
    pickup_sweep,
    sweeping,
)
from infra.local.bank.faults import What
from infra.local.seed.people import CLERK, OWNER
from tests.cloud.conftest import of_type, read
from tests.functions.calls import Permission, needed
from tests.functions.conftest import CONTEXT, approved, recorded, stream
from tests.walks import (
    test_apart_walk,
    test_counter_walk,
    test_dark_walk,
    test_dispute_walk,
    test_einvoice_walk,
    test_ending_walk,
    test_forms_walk,
    test_late_decisions,
    test_mail_walk,
    test_offline_walk,
    test_payment_walk,
    test_pickup_walk,
    test_restock_walk,
    test_shortfall_walk,
)
from tests.walks.acts import applied, paired
from tests.walks.conftest import Walk
from tests.walks.device import drawn
from tests.walks.machine import Machine

SCHEDULED = {
    "LedgerReplayRole": ledger_replay.handler,
    "PickupSweepRole": pickup_sweep.handler,
    "DeliverySweepRole": delivery_sweep.handler,
    "KiosksHeartbeatRole": kiosks_heartbeat.handler,
    "PaymentsSweepRole": payments_sweep.handler,
    "PaymentsReconcileRole": payments_reconcile.handler,
}


def a_jam_comes_and_goes(walk: Walk) -> None:
    machine, clerk = Machine(paired(walk)), walk.signed_in(CLERK.phone)
    for jam in (True, False):
        machine.beat(jam=jam)
        walk.settle()
        kinds = [one["kind"] for one in clerk.get("/api/counter/alerts")["items"]]
        assert ("jam" in kinds) is jam


JOURNEYS: list[Callable[[Walk], None]] = [
    test_pickup_walk.test_the_main_job,
    test_forms_walk.test_what_was_lent_and_not_fetched_is_the_owners_again,
    test_forms_walk.test_a_link_is_opened_by_anybody_until_it_is_revoked,
    test_forms_walk.test_paper_and_a_new_code,
    test_counter_walk.test_a_clerk_sees_why_and_approves,
    test_counter_walk.test_a_withdrawn_application_leaves_the_inbox,
    test_counter_walk.test_a_changed_fact_changes_the_next_decision,
    test_counter_walk.test_a_silent_kiosk_opens_a_case_and_a_clerk_settles_it,
    test_counter_walk.test_a_decision_the_room_refuses_comes_back,
    test_late_decisions.test_a_decision_overtaken_by_a_withdrawal_ends_with_it,
    test_late_decisions.test_a_settlement_overtaken_by_the_machine_ends_with_it,
    test_einvoice_walk.test_issued_found_by_both_sides_and_checked_by_anybody,
    test_einvoice_walk.test_another_quota_is_asked_for_and_granted_by_a_clerk,
    test_einvoice_walk.test_a_company_that_is_deregistered_gives_up_its_numbers,
    test_einvoice_walk.test_taken_back_in_part_after_the_buyer_agreed_and_then_checked,
    test_payment_walk.test_two_refunds_of_one_million_and_eighty_one_thousand_in_one_day,
    test_payment_walk.test_a_person_pays_by_code,
    test_payment_walk.test_what_bank_and_book_differ_about_is_a_clerks_case,
    test_payment_walk.test_clerks_hear_when_the_bank_is_silent_and_when_it_speaks,
    test_offline_walk.test_leased_served_alone_and_dispensed_afterwards,
    test_dark_walk.test_a_lost_journal_ends_service_until_a_clerk_counted,
    test_dark_walk.test_what_is_over_is_disputed_and_a_clerk_notes_it,
    test_dispute_walk.test_one_case_holds_both_and_frees_nothing_before_it_is_decided,
    test_shortfall_walk.test_a_missing_sheet_is_fetched_again_by_a_clerks_decision,
    test_restock_walk.test_a_load_that_overtakes_a_move_keeps_the_machine_where_its_paper_is,
    test_restock_walk.test_a_move_that_overtakes_a_load_leaves_the_paper_at_the_depot,
    test_apart_walk.test_a_jammed_sheet_is_collected_voided_and_replaced,
    test_apart_walk.test_what_a_count_passed_over_takes_two_clerks,
    partial(
        test_dark_walk.test_a_dark_holder_keeps_a_move_waiting_until_a_clerk_looked, served=False
    ),
    test_dark_walk.test_a_dark_holders_journal_closes_the_case,
    test_dark_walk.test_a_service_the_lease_did_not_allow_is_a_clerks_matter,
    test_offline_walk.test_a_machine_waits_until_its_own_story_is_in_the_books,
    test_offline_walk.test_a_neighbour_asks_and_the_holder_gives_back,
    test_restock_walk.test_two_clerks_load_a_machine,
    test_restock_walk.test_a_dispute_is_counted_and_the_machine_serves_again,
    test_ending_walk.test_a_cancelled_order_gives_everything_back,
    test_ending_walk.test_an_expired_order_is_fetched_after_one_tap,
    test_shortfall_walk.test_a_found_sheet_closes_the_report,
    test_mail_walk.test_applied_for_picked_by_two_packed_handed_over_and_signed,
    test_mail_walk.test_a_pickup_goes_by_mail_and_comes_back_to_a_machine,
    test_mail_walk.test_what_is_picked_cannot_be_turned_and_can_once_it_is_undone,
    test_mail_walk.test_a_lost_parcel_voids_its_serials_and_is_sent_again,
    test_mail_walk.test_a_returned_parcel_goes_back_to_the_depot_by_scan_and_is_given_up,
    test_mail_walk.test_news_that_comes_before_the_list_was_followed_finds_it_with_the_carrier,
    a_jam_comes_and_goes,
]


def granted(role: str) -> set[Permission]:
    """Read what a role may do to which table or index."""
    properties = of_type(read("api" if role == "ApiRole" else "functions"), "AWS::IAM::Role")[role]
    return {
        (action, resource["Fn::Sub"].split("${TablePrefix}-")[1])
        for policy in properties["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in _listed(statement["Action"])
        for resource in _listed(statement["Resource"])
        if "${TablePrefix}-" in resource.get("Fn::Sub", "")
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@dataclass
class Watched(Walk):
    """A walk whose reactions come through the stream's handler, and whose doors are watched."""

    react: set[Permission] = field(default_factory=set)
    api: set[Permission] = field(default_factory=set)

    def settle(self) -> int:
        count = 0
        while fresh := [
            event for event in map(from_item, LedgerItem.scan()) if event.id not in self.followed
        ]:
            ordered = sorted(fresh, key=lambda one: (one.at, one.id))
            with needed(self.react):
                answer = ledger_react.handler(stream(*ordered), CONTEXT)
            assert answer == {"batchItemFailures": []}
            self.followed.update(event.id for event in fresh)
            count += len(fresh)
        return count


@pytest.fixture
def watched(city: Walk) -> Watched:
    walk = Watched(city.app, city.city, city.clock, city.said, city.followed, city.bank)

    def begin() -> None:
        g.watch = needed(walk.api)
        g.watch.__enter__()

    def end(error: object) -> None:
        assert request
        g.watch.__exit__(None, None, None)

    walk.app.before_request_funcs.setdefault(None, []).insert(0, begin)
    walk.app.teardown_request(end)
    return walk


def _name(journey: Callable[[Walk], None] | partial[None]) -> str:
    return (journey.func if isinstance(journey, partial) else journey).__name__


@pytest.mark.parametrize("journey", JOURNEYS, ids=_name)
def test_the_api_and_the_streams_function_may_do_what_a_journey_needs(
    watched: Watched, journey: Callable[[Walk], None]
) -> None:
    journey(watched)
    assert watched.api
    assert watched.api - granted("ApiRole") == set()
    assert watched.react - granted("LedgerReactRole") == set()
    # The replay follows the same events, so it needs the same.
    assert watched.react - granted("LedgerReplayRole") == set()


def test_scheduled_functions_may_do_what_they_find_to_do(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, kiosk = watched.signed_in(OWNER.phone), paired(watched)
    first, second = applied(watched, phone), applied(watched, phone)
    for application, verb in ((first, None), (second, "start")):
        pickup = phone.get(f"/api/pickups/{application['pickup_id']}")
        path = f"/api/reservations/{application['id']}"
        held = kiosk.put(path, {"code": drawn(pickup)})
        if verb:
            path = f"/api/pickups/{pickup['id']}/reservations/{held['id']}/{verb}"
            kiosk.put(path, {"fencing": held["fencing"]})
        watched.clock.forward(minutes=3)
        run(watched, "PickupSweepRole")
    kiosk.put(
        "/api/kiosk/heartbeat",
        {
            "paper": "ok",
            "door": "closed",
            "jam": False,
            "stock": {"P_ORD": 1},
            "clock_at": "2026-11-23T02:06:00Z",
            "version": "1",
        },
    )
    approved(watched)
    watched.clock.forward(minutes=10)
    assert run(watched, "KiosksHeartbeatRole")["noted"] == 1
    assert run(watched, "LedgerReplayRole")["replayed"] >= 1
    first_reminder = LIFETIME - timedelta(hours=48)
    cursors.keep("pickup-sweep", watched.clock.forward(seconds=first_reminder.total_seconds()))
    with monkeypatch.context() as patched:
        patched.setattr(PickupStore, "save", lost)
        with pytest.raises(sweeping.SweepFailed):
            run(watched, "PickupSweepRole")
    assert run(watched, "PickupSweepRole")["moved"]


def test_the_sweep_may_open_a_case_for_a_dark_holder(watched: Watched) -> None:
    phone, machine = watched.signed_in(OWNER.phone), Machine(paired(watched))
    pickup_id = test_offline_walk.ordered(watched, phone)
    machine.polled()
    phone.put(f"/api/pickups/{pickup_id}/site", {"site_id": "H001"})
    watched.clock.forward(hours=4)
    cursors.keep("pickup-sweep", watched.clock.now() - timedelta(minutes=10))
    assert run(watched, "PickupSweepRole")["moved"] == 1
    phone = watched.signed_in(OWNER.phone)
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "open"


def test_payments_may_be_swept_and_compared(watched: Watched) -> None:
    phone, clerk = watched.signed_in(OWNER.phone), watched.signed_in(CLERK.phone)
    company = test_payment_walk.GARAGE
    payable = test_payment_walk.entered(clerk, f"company/{company.id}", 100_00)
    agreement_id = test_payment_walk.signed(watched, phone, company)
    faults = watched.bank.faults
    faults.what, faults.times = What.ERROR_AFTER, 2
    payment = test_payment_walk.asked(phone, payable, agreement_id)
    watched.settle()
    watched.clock.forward(minutes=1)
    assert run(watched, "PaymentsSweepRole")["moved"]
    assert phone.get(f"/api/payments/{payment['id']}")["state"] == "paid"
    # Two orders that the bank has made: one it told us of, one nobody heard of.
    second = test_payment_walk.entered(clerk, f"company/{company.id}", 100_00)
    faults.what, faults.times = What.ERROR_AFTER, 2
    test_payment_walk.asked(phone, second, agreement_id)
    watched.settle()
    with watched.bank.books.act():
        order = watched.bank.books.find("debits", payment["id"])
        assert order is not None
        watched.bank.books.move(order.account, "TREASURY", order, watched.clock.now())
    cursors.keep("payments-reconcile", watched.clock.now())
    watched.clock.forward(days=1)
    assert run(watched, "PaymentsReconcileRole")["days"] == 1
    found = watched.city.payments.differences.inbox(differences.State.OPEN, None, 9).items
    assert [one.what for one in found] == ["line-twice"]


def test_the_sweep_of_mail_may_make_its_tasks(watched: Watched) -> None:
    phone, _, _ = test_mail_walk.sent(watched)
    test_mail_walk.by_mail(watched, phone, test_mail_walk.addressed(phone))
    cursors.keep(delivery_sweep.NAME, watched.clock.forward(days=2, minutes=1))
    assert run(watched, "DeliverySweepRole")["moved"] == 1
    cursors.keep(delivery_sweep.NAME, watched.clock.forward(days=1))
    assert run(watched, "DeliverySweepRole")["moved"] == 1
    clerk = watched.signed_in(CLERK.phone)
    kinds = [one["kind"] for one in clerk.get("/api/counter/mail-tasks")["items"]]
    assert sorted(kinds) == ["no-news", "owed-late"]


def lost(*_: object) -> None:
    raise Conflict


def run(watched: Watched, role: str) -> Any:
    used: set[Permission] = set()
    try:
        with needed(used):
            return SCHEDULED[role](recorded("schedule"), CONTEXT)
    finally:
        assert used - granted(role) == set(), role


def test_a_missing_permission_is_noticed(watched: Watched) -> None:
    applied(watched, watched.signed_in(OWNER.phone))
    assert ("dynamodb:PutItem", "pickups") in watched.react
    assert ("dynamodb:PutItem", "pickups") not in granted("KiosksHeartbeatRole")
