"""The verbs of identity against a store in memory and a courier that carries nothing."""

from dataclasses import replace
from typing import Any

import pytest

from backend.identity.rules.accounts import NewAccount
from backend.identity.rules.sessions import Device
from backend.identity.rules.signins import Delivery
from backend.identity.rules.terms import Quota, Terms
from backend.kernel.conflicts import Conflict
from backend.kernel.ids import new_id
from tests.fakes.identity import MemoryStore
from tests.identity.desk import PERSON, PHONE, STRANGER, Desk, refused


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
    desk.clock.forward(seconds=5)
    assert desk.ask(sign_in_id).delivery == Delivery.SENT
    assert [message[0] for message in desk.courier.sent] == [f"{sign_in_id}-1"] * 2
    assert desk.open(sign_in_id).account.person_id == PERSON


@pytest.mark.parametrize("phone", [PHONE, STRANGER])
def test_a_provider_that_failed_is_left_alone_for_seconds(
    desk: Desk, store: MemoryStore, phone: str
) -> None:
    sign_in_id = new_id()
    desk.courier.fate = Delivery.UNAVAILABLE
    refused(desk.ask, sign_in_id, phone)
    writes = len(store.events)
    desk.clock.forward(seconds=3)
    for _ in range(20):
        again = refused(desk.ask, sign_in_id, phone)
        assert (again.code, again.retry_after_seconds) == ("sign-in-sms-unavailable", 2)
    assert len(desk.courier.sent) + desk.courier.pretended == 1
    assert len(store.events) == writes


@pytest.mark.parametrize("phone", [PHONE, STRANGER])
def test_repeats_while_one_sends_send_nothing(desk: Desk, phone: str) -> None:
    sign_in_id, answers = new_id(), []
    desk.courier.meanwhile = lambda: answers.append(desk.ask(sign_in_id, phone))
    asked = desk.ask(sign_in_id, phone)
    assert (len(desk.courier.sent) + desk.courier.pretended, len(answers)) == (1, 1)
    assert (answers[0].id, answers[0].asks, asked.asks) == (sign_in_id, 1, 1)
    # What an outage held back goes out with a repeat, and once again with one only.
    desk.clock.forward(seconds=61)
    desk.courier.fate = Delivery.UNAVAILABLE
    refused(desk.ask, sign_in_id, phone)
    desk.courier.fate = Delivery.SENT
    desk.clock.forward(seconds=5)
    desk.ask(sign_in_id, phone)
    assert len(desk.courier.sent) + desk.courier.pretended == 3
    assert len(answers) == 3


def test_a_sending_whose_process_died_is_taken_over_after_seconds(
    desk: Desk, store: MemoryStore
) -> None:
    def die() -> None:
        raise SystemExit

    sign_in_id = new_id()
    desk.courier.meanwhile = die
    with pytest.raises(SystemExit):
        desk.ask(sign_in_id)
    desk.courier.meanwhile = lambda: None
    desk.clock.forward(seconds=9)
    assert desk.ask(sign_in_id).delivery == Delivery.SENDING
    assert len(desk.courier.sent) == 1
    desk.clock.forward(seconds=1)
    assert desk.ask(sign_in_id).delivery == Delivery.SENT
    assert [message[0] for message in desk.courier.sent] == [f"{sign_in_id}-1"] * 2
    assert store.kinds()[-2:] == ["identity:sign-in:taken-over", "identity:sign-in:sent"]


def test_who_comes_back_after_being_taken_over_leaves_the_other_sending_alone(desk: Desk) -> None:
    sign_in_id = new_id()

    def taken_over() -> None:
        desk.courier.meanwhile = lambda: None
        desk.clock.forward(seconds=10)
        assert desk.ask(sign_in_id).delivery == Delivery.SENT
        desk.courier.fate = Delivery.UNAVAILABLE

    desk.courier.meanwhile = taken_over
    assert desk.ask(sign_in_id).delivery == Delivery.SENT
    found = desk.service.store.find_sign_in(sign_in_id)
    assert found is not None
    assert found.delivery == Delivery.SENT


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


def test_many_phones_behind_one_address_may_ask_and_not_without_end(desk: Desk) -> None:
    # A carrier lets a whole neighbourhood out by one IPv4.
    for number in range(600):
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
    [
        ("x", PHONE, "id-malformed"),
        ("01930000-0000-7000-8f00-000000000001", "12345", "phone-malformed"),
    ],
)
def test_malformed_wishes(desk: Desk, sign_in_id: str, phone: str, code: str) -> None:
    assert refused(desk.ask, sign_in_id, phone).code == code


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
