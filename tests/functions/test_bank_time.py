"""Nothing waits behind a slow bank: it is asked last and not long, the sweeper does the rest."""

from collections.abc import Iterator
from functools import partial

import pytest

from backend.payments.gateway import TreasuryBank
from backend.payments.rules.bank import Heard, Verdict
from backend.payments.rules.payments import Payment
from backend.storage import cursors, ledger, markers
from functions import ledger_react, ledger_replay, payments_sweep, sweeping
from functions.bank_time import BankTime
from functions.ledger_replay import Swept
from infra.local.seed.people import CLERK, OWNER
from tests.functions.conftest import CONTEXT, approved, event_of, recorded, steps, stream
from tests.walks.conftest import Walk
from tests.walks.device import Device
from tests.walks.test_payment_walk import asked, entered

SLOW = partial(BankTime, 0.3)


@pytest.fixture
def phone(city: Walk) -> Device:
    return city.signed_in(OWNER.phone)


def waiting(city: Walk, phone: Device, count: int) -> list[str]:
    """Ask for some codes; nothing follows yet. Returns the payments."""
    clerk = city.signed_in(CLERK.phone)
    payables = [entered(clerk, f"person/{OWNER.id}", 1_00) for _ in range(count)]
    return [str(asked(phone, payable)["id"]) for payable in payables]


def states(phone: Device, payments: list[str]) -> list[str]:
    return [phone.get(f"/api/payments/{one}")["state"] for one in payments]


def event_for(payment_id: str) -> ledger.Event:
    found = ledger.find(f"payment/{payment_id}", 1)
    assert found is not None
    return found


def test_a_code_is_there_before_the_bank_is_asked(
    city: Walk, phone: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments, application = waiting(city, phone, 2), approved(city)
    seen = []

    def order(bank: TreasuryBank, payment: Payment) -> Heard:
        seen.append(city.city.pickup.store.find(application.pickup_id))
        return Heard(Verdict.UNKNOWN)

    monkeypatch.setattr(TreasuryBank, "order", order)
    batch = stream(*map(event_for, payments), event_of(application))
    assert ledger_react.handler(batch, CONTEXT) == {"batchItemFailures": []}
    assert len(seen) == 2
    assert None not in seen


def test_a_slow_bank_gets_its_time_and_the_sweeper_sends_the_rest_at_once(
    city: Walk, phone: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments = waiting(city, phone, 3)
    events = [event_for(one) for one in payments]
    city.bank.faults.delay_seconds = 0.2
    monkeypatch.setattr(ledger_react, "BankTime", SLOW)
    assert ledger_react.handler(stream(*events), CONTEXT) == {"batchItemFailures": []}
    assert states(phone, payments) == ["sent", "asked", "asked"]
    names = [bool(markers.done(one.id, ["payments.send"])) for one in events]
    assert names == [True, False, False]
    city.bank.faults.delay_seconds = 0
    cursors.keep(payments_sweep.NAME, city.clock.now())
    assert payments_sweep.handler(recorded("schedule"), CONTEXT)["moved"] == 2
    assert states(phone, payments) == ["sent"] * 3
    # The stream and the replay come to what was sent meanwhile, and send nothing twice.
    assert ledger_react.handler(stream(*events), CONTEXT) == {"batchItemFailures": []}
    assert [steps(f"payment/{one}").count("sent") for one in payments] == [1, 1, 1]


def test_what_fails_at_the_bank_sends_no_batch_again(
    city: Walk, phone: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments, application = waiting(city, phone, 1), approved(city)

    def order(bank: TreasuryBank, payment: Payment) -> Heard:
        raise LookupError(payment.id)

    with monkeypatch.context() as patched:
        patched.setattr(TreasuryBank, "order", order)
        batch = stream(event_for(payments[0]), event_of(application))
        assert ledger_react.handler(batch, CONTEXT) == {"batchItemFailures": []}
    assert steps(f"pickup/{application.pickup_id}") == ["issued"]
    assert markers.done(event_for(payments[0]).id, ["payments.send"]) == set()


def test_the_replay_lets_nothing_wait_behind_the_bank(
    city: Walk, phone: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments = waiting(city, phone, 3)
    application = approved(city)
    cursors.keep(ledger_replay.NAME, city.clock.now())
    city.clock.forward(minutes=5)
    city.bank.faults.delay_seconds = 0.2
    first = Swept(bank_time=SLOW())
    monkeypatch.setattr(ledger_replay, "Swept", lambda: first)
    ledger_replay.replay(city.city)
    assert first.waiting == 2
    assert steps(f"pickup/{application.pickup_id}") == ["issued"]
    city.bank.faults.delay_seconds = 0
    second = Swept()
    monkeypatch.setattr(ledger_replay, "Swept", lambda: second)
    ledger_replay.replay(city.city)
    assert second.waiting == 0
    assert states(phone, payments) == ["sent"] * 3


def test_a_call_begins_where_one_as_long_as_the_longest_fits() -> None:
    moments = iter([0.0, 0.9, 1.0, 1.9, 2.0])
    time = BankTime(now=lambda: next(moments))
    for fits in (True, True, False):
        assert time.fits() is fits
        if fits:
            with time.spending():
                pass
    silent = BankTime(now=iter([0.0, 2.0]).__next__)
    with silent.spending():
        pass
    assert not silent.fits()


def test_a_sweep_ends_in_time_within_a_minute_and_goes_on_with_it(city: Walk) -> None:
    moved: list[str] = []
    left = {"a", "b", "c"}

    def pass_time(name: str, doing: object) -> bool:
        moved.append(name)
        left.discard(name)
        return True

    def turns() -> Iterator[bool]:
        yield from (True, True, True)  # the minute and two of its things
        yield False

    now = city.clock.now()
    cursors.keep("test-sweep", now)
    due = {now.replace(second=0, microsecond=0): left}
    sweeper = sweeping.Sweeper(
        "test-sweep", city.clock, lambda minute: sorted(due.get(minute, ())), pass_time
    )
    cursors.keep("test-sweep", now + sweeping._OVERLAP)
    swept = sweeper.sweep(partial(next, turns(), False))
    assert (swept.moved, swept.finished) == (2, False)
    assert (sweeper.sweep().moved, moved) == (1, ["a", "b", "c"])
