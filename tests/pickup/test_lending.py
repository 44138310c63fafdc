"""Lending: a named collector gets the code until a time; old codes die, and both sides see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.pickup import token
from backend.pickup.rules import lending
from backend.pickup.rules.pickup import TRIES, Pickup, State
from backend.pickup.service.grip import Grip
from backend.pickup.service.lending import Wish
from tests.pickup.conftest import KEYS, House

FRIEND = "13800000009"


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value


def wish(house: House, hours: float = 2, phone: str = FRIEND, name: str = "王芳") -> Wish:
    return Wish(phone, name, house.clock.now() + timedelta(hours=hours))


def lent(house: House, pickup: Pickup, hours: float = 2, loan_id: str | None = None) -> Pickup:
    return house.lending.lend(
        pickup.id,
        loan_id or new_id(),
        wish=wish(house, hours),
        person_id="owner",
        doing=house.by(),
    )


def kinds(house: House, pickup: Pickup) -> list[str]:
    return [kind.rsplit(":", 1)[1] for kind in house.store.ledger.kinds(pickup.subject)]


def test_the_right_to_collect_goes_over_and_old_codes_die(house: House) -> None:
    pickup = house.issued(3)
    old, short = house.code(pickup), pickup.short_code
    after = lent(house, pickup)
    assert (after.generation, after.tries_left) == (2, TRIES)
    assert house.owner.pass_of(after, "owner", house.clock.now()) is None
    assert refused(lambda: house.scan(old)).code == "pickup-revoked"
    assert refused(lambda: house.scan(short, "000123")).code == "pickup-unknown"
    code = token.read(house.code(after, "friend"))
    assert code.holder == token.holder(KEYS, 2, pickup_id=pickup.id, person_id="friend")
    assert house.scan(house.code(after, "friend")).state is State.RESERVED


def test_a_machine_asks_the_borrowers_phone_and_the_ledger_names_the_borrower(
    house: House,
) -> None:
    after = lent(house, house.issued(1))
    assert after.loan is not None
    short = after.loan.short_code
    assert refused(lambda: house.scan(short, "000123")).code == "collector-wrong"
    held = house.scan(short, "000009").reservation
    assert held is not None
    event = house.store.ledger.events[after.subject][-1]
    assert event.data["collector_id"] == "friend"
    assert event.data["loan_id"] == after.loan.id


def test_the_owners_next_short_code_opens_nothing_while_it_is_lent(house: House) -> None:
    after = lent(house, house.issued(1))
    assert refused(lambda: house.scan(after.short_code, "000123")).code == "pickup-revoked"


def test_the_loan_ends_by_time_before_anybody_writes(house: House) -> None:
    after = lent(house, house.issued(3), hours=2)
    assert after.loan is not None
    theirs, short = house.code(after, "friend"), after.loan.short_code
    house.clock.forward(hours=2)
    now = house.clock.now()
    assert house.store.find(after.id) == after
    assert house.lending.lent_to("friend", now, cursor=None, limit=9).items == ()
    assert refused(lambda: house.lending.see(after.id, "friend", now)).code == "loan-unknown"
    assert refused(lambda: house.scan(theirs)).code == "code-expired"
    assert refused(lambda: house.scan(short, "000009")).code == "pickup-revoked"
    assert house.owner.pass_of(after, "friend", now) is None
    own = house.owner.pass_of(after, "owner", now)
    assert own is not None
    assert own.short_code == after.short_code
    assert token.read(token.text(own.body, b"0000")).generation == 3
    # The next writer puts the end on record, and the owner's code stays what it was.
    reserved = house.scan(token.text(own.body, token.rolling(own.secret, now)))
    assert reserved.generation == 3
    assert kinds(house, after)[-2:] == ["returned", "reserved"]
    assert house.store.ledger.events[after.subject][-1].data["collector_id"] == "owner"


def test_the_sweeper_writes_the_end_down_in_its_minute(house: House) -> None:
    after = lent(house, house.issued(3), hours=2)
    minute = house.clock.forward(hours=2).replace(second=0)
    assert list(house.store.due(minute)) == [after.id]
    assert house.time.pass_time(after.id, house.by("system/pickup-sweep", ""))
    back = house.store.find(after.id)
    assert back is not None
    assert (back.loan, back.generation, back.state) == (None, 3, State.ISSUED)
    assert back.due_at() == back.expires_at - timedelta(hours=48)
    assert kinds(house, after)[-1] == "returned"
    assert house.stockroom.shelf("Z001", "P_ORD").held == 3


def test_a_lent_pickup_still_expires(house: House) -> None:
    pickup = house.issued(3)
    loan = Wish(FRIEND, "王芳", pickup.expires_at)
    house.lending.lend(pickup.id, new_id(), wish=loan, person_id="owner", doing=house.by())
    house.clock.forward(days=7, seconds=1)
    assert house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    assert kinds(house, pickup)[-1] == "expired"
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0


def test_a_service_begun_under_a_loan_ends_under_it(house: House) -> None:
    after = lent(house, house.issued(2), hours=1)
    house.clock.forward(minutes=59)
    code = house.code(after, "friend")
    reservation_id = new_id()
    held = house.scan(code, reservation_id=reservation_id).reservation
    assert held is not None
    house.clock.forward(seconds=61)
    now = house.clock.now()
    assert house.lending.see(after.id, "friend", now).state is State.RESERVED
    grip = Grip(after.id, reservation_id, "Z001-K1", held.fencing)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    last = house.store.ledger.events[after.subject][-1]
    assert last.data["collector_id"] == "friend"
    stopped = house.machine.stop(grip, reason="jam", spoiled=None, doing=house.at())
    assert stopped.remaining == 1
    assert house.owner.pass_of(stopped, "friend", now) is None
    assert house.owner.pass_of(stopped, "owner", now) is not None


def test_taking_back_kills_the_borrowers_code_and_may_be_repeated(house: House) -> None:
    pickup = house.issued(3)
    loan_id = new_id()
    after = lent(house, pickup, loan_id=loan_id)
    assert after.loan is not None
    theirs, short = house.code(after, "friend"), after.loan.short_code
    take = lambda: house.lending.take_back(pickup.id, loan_id, "owner", house.by())  # noqa: E731
    back = take()
    assert (back.loan, back.generation) == (None, 3)
    assert take() == back
    assert refused(lambda: house.scan(theirs)).code == "pickup-revoked"
    assert refused(lambda: house.scan(short, "000009")).code == "pickup-unknown"
    assert house.scan(house.code(back)).state is State.RESERVED
    assert kinds(house, pickup) == ["issued", "lent", "taken-back", "reserved"]


def test_an_old_wish_to_take_back_leaves_a_newer_loan_alone(house: House) -> None:
    pickup = house.issued(3)
    first = new_id()
    lent(house, pickup, loan_id=first)
    house.lending.take_back(pickup.id, first, "owner", house.by())
    again = lent(house, pickup)
    assert house.lending.take_back(pickup.id, first, "owner", house.by()) == again


def test_the_same_wish_again_changes_nothing_and_another_is_refused(house: House) -> None:
    pickup = house.issued(3)
    loan_id, asked = new_id(), wish(house)
    lend = lambda one: house.lending.lend(  # noqa: E731
        pickup.id, loan_id, wish=one, person_id="owner", doing=house.by()
    )
    first = lend(asked)
    assert lend(asked) == first
    assert lend(replace(asked, phone="+86 138-0000-0009")) == first
    other = replace(asked, until=asked.until + timedelta(hours=1))
    assert refused(lambda: lend(other)).code == "request-exists-differently"
    # A repeat that arrives after the loan was taken back does not lend again.
    back = house.lending.take_back(pickup.id, loan_id, "owner", house.by())
    assert lend(asked) == back


@pytest.mark.parametrize(
    ("phone", "name", "code"),
    [
        ("123", "王芳", "phone-malformed"),
        ("13900000000", "王芳", "borrower-unknown"),
        (FRIEND, "王方", "borrower-unknown"),
    ],
)
def test_who_cannot_be_named(house: House, phone: str, name: str, code: str) -> None:
    pickup = house.issued(3)
    asked = wish(house, phone=phone, name=name)
    lend = lambda: house.lending.lend(  # noqa: E731
        pickup.id, new_id(), wish=asked, person_id="owner", doing=house.by()
    )
    assert refused(lend).code == code
    assert house.store.find(pickup.id) == pickup


def test_names_cannot_be_tried_out_without_end(house: House) -> None:
    pickup = house.issued(3)
    house.strangers.most = 2
    asked = wish(house, phone="13900000000")
    lend = lambda: house.lending.lend(  # noqa: E731
        pickup.id, new_id(), wish=asked, person_id="owner", doing=house.by()
    )
    assert [refused(lend).code for _ in range(3)] == [
        "borrower-unknown",
        "borrower-unknown",
        "tries-too-many",
    ]


def test_refusals_of_lending_come_in_order(house: House) -> None:
    pickup, now = house.issued(3), house.clock.now()
    lent_once = lent(house, pickup)
    loan = lent_once.loan
    assert loan is not None
    oneself = replace(loan, person_id="owner")
    never = replace(oneself, until=now)

    def code(one: Pickup, what=loan) -> str:  # type: ignore[no-untyped-def]
        step = lambda: lending.lend(one, what, house.by(), short_code="A" * 12)  # noqa: E731
        return refused(step).code

    for state in (State.DISPENSED, State.CLOSED):
        assert code(replace(lent_once, state=state), never) == "pickup-over"
    for state in (State.DISPENSING, State.OPEN):
        assert code(replace(lent_once, state=state), never) == "pickup-busy"
    assert code(lent_once, never) == "pickup-lent"
    assert code(pickup, never) == "borrower-oneself"
    assert code(pickup, replace(loan, until=now)) == "loan-end-wrong"
    late = pickup.expires_at + timedelta(seconds=1)
    assert code(pickup, replace(loan, until=late)) == "loan-end-wrong"
    assert code(replace(pickup, expires_at=now), loan) == "pickup-over"


def test_a_machine_that_serves_is_left_in_peace(house: House) -> None:
    pickup = house.issued(3)
    house.reserved(pickup)
    assert refused(lambda: lent(house, pickup)).code == "pickup-busy"
    house.clock.forward(seconds=121)
    loan_id = new_id()
    after = lent(house, pickup, loan_id=loan_id)
    assert kinds(house, pickup)[-2:] == ["lapsed", "lent"]
    house.scan(house.code(after, "friend"))
    take = lambda: house.lending.take_back(pickup.id, loan_id, "owner", house.by())  # noqa: E731
    assert refused(take).code == "pickup-busy"
