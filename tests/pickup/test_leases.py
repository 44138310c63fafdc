"""Leases: who is given one, what it keeps others from, and how it ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.pickup import token
from backend.pickup.rules.holding import GRANTS_A_CALL, LEASE, STOP_BEFORE
from backend.pickup.rules.pickup import Found, Pickup, State
from backend.pickup.service import LeaseSide
from tests.pickup.conftest import CODE, KEYS, House


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value


def verbs(house: House, pickup: Pickup) -> list[str]:
    return [kind.rsplit(":", 1)[1] for kind in house.store.ledger.kinds(pickup.subject)]


def test_a_lease_is_given_once_and_then_costs_no_write(house: House) -> None:
    pickup = house.issued()
    first = house.polled()
    [lent] = first.lent
    assert (lent.line.pickup_id, lent.line.fencing, lent.line.count) == (pickup.id, 2, 3)
    assert lent.line.expires_at == pickup.expires_at
    assert first.until == house.clock.now() + LEASE
    assert first.serve_until == first.until - STOP_BEFORE
    assert house.polled() == first
    assert verbs(house, pickup) == ["issued", "leased"]
    lease = house.now(pickup).lease
    assert lease is not None
    assert (lease.kiosk_id, lease.jkt, lease.fencing) == ("Z001-K1", "key", 2)


def test_the_end_counts_from_the_last_heartbeat(house: House) -> None:
    house.issued()
    first = house.polled()
    house.clock.forward(minutes=30)
    unheard = house.leases.exchange("key", (), house.at())
    assert unheard.until == first.until
    assert len(unheard.lent) == 1
    house.clock.forward(hours=4)
    late = house.leases.exchange("key", (), house.at())
    assert (late.lent, len(late.recalls)) == ((), 1)
    assert late.serve_until == house.clock.now()
    assert house.polled().until == house.clock.now() + LEASE


@pytest.mark.parametrize("case", ["out", "behind", "never-heard"])
def test_a_machine_that_cannot_serve_is_given_nothing(house: House, case: str) -> None:
    house.issued()
    if case == "out":
        house.around.machines["Z001-K1"] = replace(
            house.around.machines["Z001-K1"], in_service=False
        )
    if case == "behind":
        house.around.behind.add("Z001-K1")
    if case == "never-heard":
        assert house.leases.exchange("key", (), house.at()).lent == ()
    else:
        assert house.polled().lent == ()


def test_a_machine_out_of_service_is_asked_for_everything(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.around.machines["Z001-K1"] = replace(house.around.machines["Z001-K1"], in_service=False)
    asked = house.polled()
    assert (asked.lent, asked.recalls) == ((), (pickup.id,))
    assert house.polled(pickup.id).recalls == ()
    assert house.now(pickup).lease is None


def test_only_what_the_cassette_holds_and_the_site_keeps_is_leased(house: House) -> None:
    large = house.issued(6)
    small = house.issued(2, pickup_id="0b" * 8)
    house.issued(2, "Z002", "0c" * 8)
    assert [one.line.pickup_id for one in house.polled(kiosk_id="Z001-K2").lent] == [small.id]
    assert [one.line.pickup_id for one in house.polled().lent] == [large.id]


def test_a_remainder_is_never_leased(house: House) -> None:
    pickup = house.issued(3)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    house.machine.stop(grip, reason="jam", spoiled=None, doing=house.at())
    assert house.polled().lent == ()


def test_so_many_are_given_at_once_and_the_rest_at_the_next_call(house: House) -> None:
    for number in range(GRANTS_A_CALL + 2):
        pickup = house.issued(1, pickup_id=f"{number:016x}")
        assert pickup.site_id
    assert len(house.polled().lent) == GRANTS_A_CALL
    assert len(house.polled().lent) == 12


def test_two_machines_and_one_lease(house: House) -> None:
    pickup = house.issued()
    assert len(house.polled().lent) == 1
    assert house.polled(kiosk_id="Z001-K2").lent == ()
    held = refused(lambda: house.scan(house.code(pickup), at="Z001-K2"))
    assert (held.code, held.retry_after_seconds) == ("pickup-held", 2)
    assert held.params == {"kiosk_id": "Z001-K1", "recalling": True}
    assert verbs(house, pickup)[-1] == "recalled"
    again = house.now(pickup)
    assert refused(lambda: house.scan(house.code(pickup), at="Z001-K2")).code == "pickup-held"
    assert house.now(pickup) == again
    asked = house.polled()
    assert (asked.lent, asked.recalls) == ((), (pickup.id,))
    after = house.polled(pickup.id)
    assert (after.lent, after.recalls) == ((), ())
    assert verbs(house, pickup)[-1] == "lease-returned"
    before = house.now(pickup)
    house.polled(pickup.id)
    assert house.now(pickup) == before
    assert house.reserved(pickup, "Z001-K2").kiosk_id == "Z001-K2"


def test_what_was_asked_for_is_not_leased_again_at_once(house: House) -> None:
    pickup = house.issued()
    house.polled()
    refused(lambda: house.scan(house.code(pickup), at="Z001-K2"))
    house.polled(pickup.id)
    house.clock.forward(seconds=119)
    assert house.polled().lent == ()
    house.clock.forward(seconds=1)
    assert len(house.polled().lent) == 1


def test_what_is_asked_elsewhere_leaves_the_lease_alone(house: House) -> None:
    pickup = house.issued()
    house.polled()
    assert refused(lambda: house.scan(house.code(pickup), at="Z002-K1")).code == "pickup-elsewhere"
    assert verbs(house, pickup) == ["issued", "leased"]


def test_the_holder_reserves_freely_and_a_lapse_keeps_the_lease(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.reserved(pickup)
    assert house.polled(pickup.id).lent[0].line.pickup_id == pickup.id
    house.clock.forward(seconds=121)
    assert house.swept(pickup).lease is not None
    # Nobody asked for it: what is given back for no reason is given anew.
    assert house.polled(pickup.id).lent[0].line.fencing > 2


@pytest.mark.parametrize("end", ["done", "stopped", "settled"])
def test_the_machines_own_word_ends_a_lease(house: House, end: str) -> None:
    pickup = house.issued(2)
    house.polled()
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    if end == "done":
        house.sheet(grip, 2, 102)
        house.machine.finish(grip, house.at())
    if end == "stopped":
        house.machine.stop(grip, reason="paper-out", spoiled=None, doing=house.at())
    if end == "settled":
        house.clock.forward(seconds=61)
        opened = house.swept(pickup)
        assert opened.lease is not None
        house.clerk.settle(pickup.id, opened.version, Found((CODE, 102)), house.by("clerk/1"))
    after = house.now(pickup)
    assert after.lease is None
    assert after.state is (State.DISPENSED if end == "done" else State.ISSUED)
    assert house.polled().recalls == ()


def test_another_key_leaves_a_case_to_its_clerk(house: House) -> None:
    pickup = house.issued()
    house.polled()
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.clock.forward(seconds=61)
    opened = house.swept(pickup)
    assert opened.state is State.OPEN
    house.polled(jkt="new")
    assert house.now(pickup).version == opened.version
    after = house.clerk.settle(pickup.id, opened.version, Found((CODE, 101)), house.by("clerk/1"))
    assert (after.state, after.lease) == (State.ISSUED, None)


def test_another_key_under_the_same_name_gets_and_gives_back_nothing(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.around.keys = {"new"}
    answer = house.polled(pickup.id, jkt="new")
    assert (answer.lent, answer.recalls) == ((), ())
    lease = house.now(pickup).lease
    assert lease is not None
    assert lease.recall_at is not None
    house.clock.forward(hours=4)
    house.beat()
    opened = house.swept(pickup)
    assert (opened.state, verbs(house, pickup)[-1]) == (State.OPEN, "opened")


def test_a_lease_that_lost_its_race_is_left_out(house: House) -> None:
    pickup = house.issued()
    candidates = list(house.store.leasable("Z001", 10))
    house.reserved(pickup, "Z001-K2")
    house.store.leasable = lambda site_id, limit: candidates  # type: ignore[method-assign]
    assert house.polled().lent == ()
    assert verbs(house, pickup) == ["issued", "reserved"]


def test_a_lease_carries_a_secret_for_every_key_whose_passes_may_live(house: House) -> None:
    pickup = house.issued()
    [lent] = house.polled().lent
    assert set(lent.secrets) == {1, 2}
    older = token.Keys(1, KEYS.seeds)
    signed = token.sign(
        older,
        code_type=token.Type.ROLLING,
        generation=pickup.generation,
        pickup_id=pickup.id,
        expires_at=pickup.expires_at,
        person_id="owner",
    )
    now = house.clock.now()
    code = token.read(token.text(signed, token.rolling(lent.secrets[code_kid(signed)], now)))
    token.verify(KEYS, code, now)
    renewed = replace(house.leases, keys=older)
    assert isinstance(renewed, LeaseSide)
    assert renewed.exchange("key", (), house.at()).lent[0].secrets == lent.secrets


def code_kid(signed: bytes) -> int:
    return signed[1]


def test_a_machine_whose_journal_is_being_followed_waits(house: House) -> None:
    pickup = house.issued()
    house.around.behind.add("Z001-K1")
    busy = refused(lambda: house.scan(house.code(pickup)))
    assert (busy.code, busy.retry_after_seconds) == ("kiosk-busy", 2)


def test_a_dark_holder_of_a_recalled_lease_opens_a_case(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.clock.forward(hours=1)
    refused(lambda: house.scan(house.code(pickup), at="Z001-K2"))
    house.clock.forward(hours=3, seconds=-1)
    assert not house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    house.clock.forward(seconds=1)
    opened = house.swept(pickup)
    assert opened.state is State.OPEN
    event = house.store.history(pickup.id, None).items[-1]
    assert (event.kind, event.data["reason"], event.data["kiosk_id"]) == (
        "pickup:pickup:opened",
        "lease-holder-dark",
        "Z001-K1",
    )
    assert refused(lambda: house.scan(house.code(pickup), at="Z001-K2")).code == "pickup-open"
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.held, shelf.stock) == (3, 14)


def test_a_holder_that_was_heard_is_waited_for(house: House) -> None:
    pickup = house.issued()
    house.polled()
    refused(lambda: house.scan(house.code(pickup), at="Z001-K2"))
    heard_at = house.clock.forward(hours=2)
    house.beat()
    house.clock.forward(hours=2)
    waits = house.swept(pickup)
    assert (waits.state, waits.due_at()) == (State.ISSUED, heard_at + timedelta(hours=4))
    assert verbs(house, pickup)[-1] == "postponed"


def test_a_holder_back_after_the_case_gives_it_back(house: House) -> None:
    pickup = house.issued()
    house.polled()
    refused(lambda: house.scan(house.code(pickup), at="Z001-K2"))
    house.clock.forward(hours=4)
    house.swept(pickup)
    assert house.polled().recalls == (pickup.id,)
    house.polled(pickup.id)
    after = house.now(pickup)
    assert (after.state, after.lease, after.inquiry) == (State.ISSUED, None, None)
