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
from functions import (
    delivery_sweep,
    einvoices_sweep,
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
from tests.functions.calls import READ_SECRET, Permission, needed
from tests.functions.conftest import CONTEXT, approved, recorded, stream
from tests.functions.journeys import JOURNEYS
from tests.walks import (
    test_mail_walk,
    test_offline_walk,
    test_payment_walk,
)
from tests.walks.acts import applied, paired
from tests.walks.conftest import Walk
from tests.walks.device import drawn
from tests.walks.machine import Machine

SCHEDULED = {
    "LedgerReplayRole": ledger_replay.handler,
    "PickupSweepRole": pickup_sweep.handler,
    "DeliverySweepRole": delivery_sweep.handler,
    "EInvoicesSweepRole": einvoices_sweep.handler,
    "KiosksHeartbeatRole": kiosks_heartbeat.handler,
    "PaymentsSweepRole": payments_sweep.handler,
    "PaymentsReconcileRole": payments_reconcile.handler,
}


def granted(role: str) -> set[Permission]:
    """Read what a role may do to which table, index or secret."""
    properties = of_type(read("api" if role == "ApiRole" else "functions"), "AWS::IAM::Role")[role]
    return {
        (action, resource["Fn::Sub"].split(prefix)[1].removesuffix("-??????"))
        for policy in properties["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in _listed(statement["Action"])
        for resource in _listed(statement["Resource"])
        for prefix in ("${TablePrefix}-", "${SecretPrefix}")
        if prefix in resource.get("Fn::Sub", "")
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
        while fresh := self.told():
            with needed(self.react):
                answer = ledger_react.handler(stream(*fresh), CONTEXT)
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
    assert (READ_SECRET, "bank-key-secret") in watched.react
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
    assert (READ_SECRET, "access-signing-pem") in watched.api
    assert (READ_SECRET, "access-signing-pem") not in granted("LedgerReactRole")
    assert ("dynamodb:PutItem", "pickups") in watched.react
    assert ("dynamodb:PutItem", "pickups") not in granted("KiosksHeartbeatRole")
