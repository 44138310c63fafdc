"""The verbs of identity against a store in memory and a courier that carries nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol

import pytest

from backend.identity.rules.accounts import NewAccount
from backend.identity.rules.sessions import Device, Opened
from backend.identity.rules.signins import Delivery
from backend.identity.rules.terms import Quota, Terms
from backend.identity.service import IdentityService
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from tests.fakes.identity import MemoryStore
from tests.fakes.sms import FakeCourier

PHONE, STRANGER = "13800000001", "13900000009"
PERSON = new_id()
DEVICE = Device(jkt="key-1", name="手机")
HOME = "203.0.113.7"


class OwnedClock(Protocol):
    def now(self) -> Any: ...
    def forward(self, **spans: float) -> Any: ...


class Desk:
    """A person in front of the service, at a time of the test's choosing."""

    def __init__(self, service: IdentityService, courier: FakeCourier, clock: OwnedClock) -> None:
        self.service, self.courier, self.clock = service, courier, clock
        new = NewAccount(person_id=PERSON, name="王秀英（模拟）", phone=PHONE)
        service.add_account(new, doing=self.doing("system/demo"))

    def doing(self, actor: str = "anyone") -> Doing:
        return Doing(actor, self.clock.now())

    def ask(self, id: str | None = None, phone: str = PHONE, address: str = HOME) -> Any:
        return self.service.ask(id or new_id(), phone, address=address, doing=self.doing())

    def open(self, id: str, code: str | None = None, device: Device = DEVICE) -> Opened:
        typed = code or self.courier.last_code
        return self.service.open(id, typed, device, doing=self.doing())

    def sign_in(self, device: Device = DEVICE) -> Opened:
        return self.open(self.ask().id, device=device)

    def refresh(self, text: str, jkt: str = "key-1") -> Opened:
        return self.service.refresh(text, jkt, doing=self.doing())

    def wrong(self) -> str:
        return "000000" if self.courier.last_code != "000000" else "000001"


@pytest.fixture
def desk(service: IdentityService, courier: FakeCourier, clock: OwnedClock) -> Desk:
    return Desk(service, courier, clock)


def refused(wish: Any, *args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        wish(*args, **kwargs)
    return caught.value


# Asking for a code.


def test_a_code_is_asked_for_and_sent(desk: Desk, store: MemoryStore) -> None:
    asked = desk.ask()
    assert [(message[0], message[1]) for message in desk.courier.sent] == [(f"{asked.id}-1", PHONE)]
    assert asked.delivery == Delivery.SENT
    assert store.kinds()[-2:] == ["identity:sign-in:asked", "identity:sign-in:sent"]


def test_neither_number_nor_code_is_kept_anywhere(desk: Desk, store: MemoryStore) -> None:
    desk.sign_in()
    kept = repr(store.items) + repr(store.events)
    assert PHONE not in kept
    assert desk.courier.last_code not in kept


def test_an_unknown_number_gets_the_same_answer_and_the_same_writes(
    desk: Desk, store: MemoryStore
) -> None:
    known = desk.ask()
    writes = len(store.events)
    unknown = desk.ask(phone=STRANGER)
    assert len(store.events) - writes == 2
    assert (unknown.tries_left, unknown.expires_at) == (known.tries_left, known.expires_at)
    assert (len(desk.courier.sent), desk.courier.pretended) == (1, 1)
    assert store.kinds()[-1] == "identity:sign-in:withheld"


def test_an_unknown_number_is_refused_like_a_wrong_code(desk: Desk) -> None:
    known, unknown = desk.ask(), desk.ask(phone=STRANGER)
    wrong = desk.wrong()
    answers = [refused(desk.open, one.id, wrong) for one in (known, unknown)]
    assert [(answer.code, answer.params) for answer in answers] == [
        ("sign-in-code-wrong", {"tries_left": 4})
    ] * 2


def test_even_the_right_code_does_not_open_an_unknown_number(desk: Desk) -> None:
    from backend.identity.rules import signins

    asked = desk.ask(phone=STRANGER)
    code = signins.code(desk.service.keys.code, asked.id, asked.phone_lookup)
    assert refused(desk.open, asked.id, code).code == "sign-in-code-wrong"


def test_a_repeat_sends_nothing_and_costs_nothing(desk: Desk, store: MemoryStore) -> None:
    asked = desk.ask()
    writes = len(store.events)
    for _ in range(20):
        assert desk.ask(asked.id).id == asked.id
    assert (len(desk.courier.sent), len(store.events)) == (1, writes)


def test_another_number_under_the_same_id(desk: Desk) -> None:
    asked = desk.ask()
    assert refused(desk.ask, asked.id, STRANGER).code == "sign-in-exists-differently"


def test_a_message_that_did_not_leave_goes_out_with_the_repeat(desk: Desk) -> None:
    sign_in_id = new_id()
    desk.courier.fate = Delivery.UNAVAILABLE
    failed = refused(desk.ask, sign_in_id)
    assert (failed.code, failed.retry_after_seconds) == ("sign-in-sms-unavailable", 5)
    desk.courier.fate = Delivery.SENT
    assert desk.ask(sign_in_id).delivery == Delivery.SENT
    assert [message[0] for message in desk.courier.sent] == [f"{sign_in_id}-1"] * 2
    assert desk.open(sign_in_id).account.person_id == PERSON


def test_an_outage_looks_the_same_for_an_unknown_number(desk: Desk) -> None:
    desk.courier.fate = Delivery.UNAVAILABLE
    assert refused(desk.ask, None, STRANGER).code == "sign-in-sms-unavailable"


def test_a_number_the_provider_refuses_gets_the_usual_answer(
    desk: Desk, store: MemoryStore
) -> None:
    desk.courier.fate = Delivery.UNDELIVERED
    assert desk.ask().tries_left == 5
    assert store.kinds()[-1] == "identity:sign-in:undelivered"


def test_after_a_minute_the_same_code_is_sent_again(desk: Desk, store: MemoryStore) -> None:
    asked = desk.ask()
    first = desk.courier.last_code
    desk.clock.forward(seconds=60)
    again = desk.ask(asked.id)
    assert desk.courier.sent[-1] == (f"{asked.id}-2", PHONE, first)
    assert again.expires_at == asked.expires_at
    assert "identity:sign-in:asked-again" in store.kinds()


def test_a_number_may_ask_once_a_minute(desk: Desk) -> None:
    desk.ask()
    desk.clock.forward(seconds=10)
    answer = refused(desk.ask)
    assert (answer.code, answer.retry_after_seconds) == ("sign-in-too-many", 50)


def test_a_number_may_ask_five_times_an_hour_known_or_not(desk: Desk) -> None:
    for phone in (PHONE, STRANGER):
        for _ in range(5):
            desk.clock.forward(seconds=61)
            desk.ask(phone=phone)
        desk.clock.forward(seconds=61)
        assert refused(desk.ask, None, phone).code == "sign-in-too-many"


def test_an_address_may_ask_thirty_times_an_hour(desk: Desk) -> None:
    for number in range(30):
        desk.ask(phone=f"139{number:08d}")
    answer = refused(desk.ask, None, "13912345678")
    assert (answer.code, answer.retry_after_seconds) == ("sign-in-too-many", 3600)
    assert desk.ask(phone="13912345678", address="203.0.113.8")


def test_a_refused_wish_uses_nothing_up(desk: Desk, store: MemoryStore) -> None:
    terms = Terms(asks_per_address=(Quota(3600, 1),))
    desk.service = replace(desk.service, terms=terms)
    desk.ask()
    kept = dict(store.items)
    assert refused(desk.ask, None, STRANGER).code == "sign-in-too-many"
    assert store.items == kept


@pytest.mark.parametrize(
    ("sign_in_id", "phone", "code"),
    [("x", PHONE, "id-malformed"), (new_id(), "12345", "phone-malformed")],
)
def test_malformed_wishes(desk: Desk, sign_in_id: str, phone: str, code: str) -> None:
    assert refused(desk.ask, sign_in_id, phone).code == code


# Opening a session.


def test_the_code_opens_a_session_bound_to_the_key(desk: Desk, store: MemoryStore) -> None:
    opened = desk.sign_in()
    claims = desk.service.read_token(opened.access_token, desk.clock.now())
    assert (claims.kind, claims.subject, claims.jkt) == ("person", PERSON, "key-1")
    assert claims.session_id == opened.session.id
    accepted, began = store.events[-2:]
    assert (accepted.kind, began.kind) == ("identity:sign-in:accepted", "identity:session:opened")
    assert (began.actor, began.machine) == (f"person/{PERSON}", f"session/{opened.session.id}")


def test_staff_carry_their_roles(desk: Desk) -> None:
    clerk = NewAccount(
        person_id=new_id(), name="李（模拟）", phone=STRANGER, staff_roles=("clerk",)
    )
    desk.service.add_account(clerk, doing=desk.doing())
    opened = desk.open(desk.ask(phone=STRANGER).id)
    claims = desk.service.read_token(opened.access_token, desk.clock.now())
    assert (claims.kind, claims.roles) == ("staff", ("clerk",))


def test_five_wrong_codes_lock_even_the_right_one(desk: Desk) -> None:
    asked = desk.ask()
    answers = [refused(desk.open, asked.id, desk.wrong()).code for _ in range(5)]
    assert answers == ["sign-in-code-wrong"] * 4 + ["sign-in-locked"]
    assert refused(desk.open, asked.id).code == "sign-in-locked"


def test_a_code_ends_after_five_minutes(desk: Desk) -> None:
    asked = desk.ask()
    desk.clock.forward(minutes=5)
    assert refused(desk.open, asked.id).code == "sign-in-expired"


def test_an_unknown_sign_in(desk: Desk) -> None:
    desk.ask()
    assert refused(desk.open, new_id()).code == "sign-in-unknown"
    assert refused(desk.open, "x").code == "id-malformed"


def test_a_lost_answer_is_given_again_to_the_same_key_only(desk: Desk, store: MemoryStore) -> None:
    asked = desk.ask()
    first = desk.open(asked.id)
    writes = len(store.events)
    again = desk.open(asked.id)
    assert again.session.id == first.session.id
    assert again.refresh_token == first.refresh_token
    assert len(store.events) == writes
    other = Device(jkt="key-2", name="another")
    assert refused(desk.open, asked.id, None, other).code == "sign-in-used"
    assert refused(desk.open, asked.id, desk.wrong()).code == "sign-in-used"
    desk.clock.forward(minutes=5)
    assert refused(desk.open, asked.id).code == "sign-in-used"


def test_a_lost_answer_does_not_bring_back_an_ended_session(desk: Desk) -> None:
    asked = desk.ask()
    opened = desk.open(asked.id)
    desk.service.end_session(PERSON, opened.session.id, doing=desk.doing())
    assert refused(desk.open, asked.id).code == "sign-in-used"


def test_a_guess_lost_in_a_race_still_costs_a_try(desk: Desk, store: MemoryStore) -> None:
    asked = desk.ask()
    save, raced = store.save_sign_in, []

    def beaten_once(sign_in: Any, event: Any) -> None:
        if not raced:
            raced.append(1)
            refused(desk.open, asked.id, desk.wrong())
            raise Conflict
        save(sign_in, event)

    store.save_sign_in = beaten_once  # type: ignore[method-assign]
    assert refused(desk.open, asked.id, desk.wrong()).params == {"tries_left": 3}


# Refreshing.


def test_a_refresh_token_turns(desk: Desk, store: MemoryStore) -> None:
    first = desk.sign_in()
    desk.clock.forward(minutes=10)
    second = desk.refresh(first.refresh_token)
    assert second.refresh_token != first.refresh_token
    assert second.session.id == first.session.id
    assert store.kinds()[-1] == "identity:session:refreshed"
    assert refused(desk.service.read_token, first.access_token, desk.clock.now()).code == (
        "session-expired"
    )
    assert desk.service.read_token(second.access_token, desk.clock.now()).subject == PERSON


def test_the_previous_token_gives_the_same_successor_for_half_a_minute(
    desk: Desk, store: MemoryStore
) -> None:
    first = desk.sign_in()
    second = desk.refresh(first.refresh_token)
    writes = len(store.events)
    desk.clock.forward(seconds=29)
    assert desk.refresh(first.refresh_token).refresh_token == second.refresh_token
    assert len(store.events) == writes
    third = desk.refresh(second.refresh_token)
    assert third.refresh_token != second.refresh_token


def test_a_token_used_twice_ends_the_family(desk: Desk, store: MemoryStore) -> None:
    first = desk.sign_in()
    second = desk.refresh(first.refresh_token)
    desk.clock.forward(seconds=30)
    assert refused(desk.refresh, first.refresh_token).code == "session-reused"
    assert store.events[-1].data == {"ending": "reused"}
    assert refused(desk.refresh, second.refresh_token).code == "session-reused"
    assert desk.service.list_sessions(PERSON, desk.clock.now()) == ()


def test_another_key_gets_nothing(desk: Desk, store: MemoryStore) -> None:
    opened = desk.sign_in()
    writes = len(store.events)
    assert refused(desk.refresh, opened.refresh_token, "key-2").code == "session-key-differs"
    assert len(store.events) == writes
    assert desk.refresh(opened.refresh_token)


def test_a_session_left_idle_or_grown_old_ends(desk: Desk) -> None:
    opened = desk.sign_in()
    for _ in range(8):
        desk.clock.forward(days=11)
        opened = desk.refresh(opened.refresh_token)
    desk.clock.forward(days=2)
    assert refused(desk.refresh, opened.refresh_token).code == "session-ended"
    idle = desk.sign_in()
    desk.clock.forward(days=14)
    assert refused(desk.refresh, idle.refresh_token).code == "session-ended"


def test_a_made_up_token(desk: Desk) -> None:
    assert refused(desk.refresh, "r1.a.b.1.c").code == "session-ended"


# Devices.


def test_devices_are_listed_and_ended_one_by_one(desk: Desk, store: MemoryStore) -> None:
    phone = desk.sign_in()
    desk.clock.forward(seconds=61)
    laptop = desk.sign_in(Device(jkt="key-2", name="电脑"))
    listed = desk.service.list_sessions(PERSON, desk.clock.now())
    assert {one.device_name for one in listed} == {"手机", "电脑"}
    for _ in range(2):
        desk.service.end_session(PERSON, phone.session.id, doing=desk.doing())
    assert store.kinds().count("identity:session:ended") == 1
    assert [one.id for one in desk.service.list_sessions(PERSON, desk.clock.now())] == [
        laptop.session.id
    ]
    assert refused(desk.refresh, phone.refresh_token).code == "session-ended"
    assert desk.refresh(laptop.refresh_token, "key-2")


def test_somebody_elses_session_is_unknown(desk: Desk) -> None:
    opened = desk.sign_in()
    end = desk.service.end_session
    assert refused(end, new_id(), opened.session.id, doing=desk.doing()).code == "session-unknown"
    assert refused(end, PERSON, "x", doing=desk.doing()).code == "id-malformed"


def test_signing_out_everywhere_is_one_write(desk: Desk, store: MemoryStore) -> None:
    phone = desk.sign_in()
    desk.clock.forward(seconds=61)
    laptop = desk.sign_in(Device(jkt="key-2", name="电脑"))
    writes = len(store.events)
    desk.service.end_all_sessions(PERSON, doing=desk.doing(f"person/{PERSON}"))
    assert store.kinds()[writes:] == ["identity:account:signed-out"]
    assert refused(desk.refresh, phone.refresh_token).code == "session-ended"
    assert refused(desk.refresh, laptop.refresh_token, "key-2").code == "session-ended"
    assert desk.service.list_sessions(PERSON, desk.clock.now()) == ()
    # An access token already written is good for the rest of its ten minutes, and no longer.
    assert desk.service.read_token(laptop.access_token, desk.clock.now())
    desk.clock.forward(minutes=10)
    assert desk.sign_in().session.id
    late = desk.clock.now() + timedelta(0)
    assert refused(desk.service.read_token, laptop.access_token, late).code == "session-expired"


# Accounts, and what other rooms ask.


def test_an_account_is_added_once(desk: Desk, store: MemoryStore) -> None:
    new = NewAccount(person_id=PERSON, name="王秀英（模拟）", phone=PHONE)
    assert desk.service.add_account(new, doing=desk.doing()).version == 1
    assert store.kinds().count("identity:account:added") == 1
    add = desk.service.add_account
    other = replace(new, name="别人（模拟）")
    assert refused(add, other, doing=desk.doing()).code == "account-exists-differently"
    taken = replace(new, person_id=new_id())
    assert refused(add, taken, doing=desk.doing()).code == "account-phone-taken"
    bad = replace(taken, phone="1")
    assert refused(add, bad, doing=desk.doing()).code == "phone-malformed"


def test_what_other_rooms_ask(desk: Desk) -> None:
    assert desk.service.phone_tail(PERSON) == "000001"
    assert desk.service.name_of(PERSON) == "王秀英（模拟）"
    assert desk.service.name_of("nobody") == ""
    assert refused(desk.service.phone_tail, "nobody").code == "account-unknown"
    assert refused(desk.service.get, "nobody").code == "account-unknown"


def test_a_kiosk_gets_a_token_of_its_own_kind(desk: Desk) -> None:
    text, seconds = desk.service.issue_kiosk_token("k1", "s1", "jkt", desk.clock.now())
    claims = desk.service.read_token(text, desk.clock.now())
    assert (claims.kind, claims.subject, claims.site_id, claims.jkt) == ("kiosk", "k1", "s1", "jkt")
    assert (claims.roles, seconds) == ((), 600)
