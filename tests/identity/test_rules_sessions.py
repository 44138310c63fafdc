"""Decisions about sign-ins and sessions as tables of cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.identity.rules import accounts, keys, phones, sessions, signins
from backend.identity.rules.accounts import Account, NewAccount
from backend.identity.rules.sessions import Device, Ending, Session, Turn
from backend.identity.rules.signins import Delivery, SignIn
from backend.identity.rules.terms import Terms
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEYS = keys.derive(b"s" * 32)
TERMS = Terms()
DOING = Doing("anyone", NOW)
PHONE = "13800000001"
LOOKUP = phones.lookup(KEYS.lookup, PHONE)


def after(**span: float) -> Doing:
    return Doing("anyone", NOW + timedelta(**span))


def account(**changes: object) -> Account:
    new = NewAccount(person_id="p1", name="王秀英（模拟）", phone=PHONE)
    return replace(accounts.add(new, KEYS, DOING)[0], **changes)  # type: ignore[arg-type]


def sign_in(**changes: object) -> SignIn:
    return replace(signins.ask("s1", LOOKUP, TERMS, DOING)[0], **changes)  # type: ignore[arg-type]


def test_a_code_has_six_digits_and_belongs_to_one_sign_in() -> None:
    codes = {signins.code(KEYS.code, f"s{number}", LOOKUP) for number in range(200)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 195
    assert signins.code(KEYS.code, "s1", LOOKUP) == signins.code(KEYS.code, "s1", LOOKUP)
    assert signins.code(KEYS.code, "s1", "other") != signins.code(KEYS.code, "s1", LOOKUP)


def test_a_sign_in_begins_without_telling_who() -> None:
    asked, event = signins.ask("s1", LOOKUP, TERMS, DOING)
    assert asked.expires_at == NOW + timedelta(minutes=5)
    assert (asked.tries_left, asked.delivery, asked.sending_at) == (5, Delivery.SENDING, NOW)
    assert (event.id, event.kind, event.data) == ("sign-in/s1#1", "identity:sign-in:asked", {})


USED = {"session_id": "x", "jkt": "k"}


@pytest.mark.parametrize(
    ("changes", "seconds", "code"),
    [
        ({**USED, "tries_left": 0}, 300, "sign-in-used"),
        ({"tries_left": 0}, 300, "sign-in-expired"),
        ({"tries_left": 0}, 299, "sign-in-locked"),
        ({}, 300, "sign-in-expired"),
        ({}, 299.999, None),
    ],
)
def test_what_keeps_a_code_from_being_tried(
    changes: dict[str, object], seconds: float, code: str | None
) -> None:
    now = NOW + timedelta(seconds=seconds)
    assert signins.is_open(sign_in(**changes), now) is (code is None)
    if code is None:
        return signins.check_usable(sign_in(**changes), now)
    with pytest.raises(Refusal, match=code):
        signins.check_usable(sign_in(**changes), now)
    return None


def test_five_wrong_codes_lock() -> None:
    tried, answers = sign_in(), []
    for _ in range(5):
        tried, event = signins.fail(tried, DOING)
        refusal = signins.refusal_of(tried)
        answers.append((refusal.code, refusal.params.get("tries_left")))
        assert event.kind == "identity:sign-in:code-failed"
        assert (event.number, event.data) == (tried.version, {"tries_left": tried.tries_left})
    assert answers == [
        ("sign-in-code-wrong", 4),
        ("sign-in-code-wrong", 3),
        ("sign-in-code-wrong", 2),
        ("sign-in-code-wrong", 1),
        ("sign-in-locked", None),
    ]


@pytest.mark.parametrize(
    ("changes", "seconds", "again"),
    [
        ({}, 59, False),
        ({}, 60, True),
        ({}, 300, False),
        ({"tries_left": 0}, 60, False),
        (USED, 60, False),
    ],
)
def test_when_a_repeat_sends_the_code_again(
    changes: dict[str, object], seconds: int, again: bool
) -> None:
    now = NOW + timedelta(seconds=seconds)
    assert signins.may_ask_again(sign_in(**changes), TERMS, now) is again


@pytest.mark.parametrize(
    ("changes", "seconds", "may"),
    [
        ({"delivery": Delivery.WAITING}, 4, False),
        ({"delivery": Delivery.WAITING}, 5, True),
        ({"delivery": Delivery.WAITING}, 300, False),
        ({"delivery": Delivery.WAITING, "tries_left": 0}, 5, False),
        ({"delivery": Delivery.SENDING, "sending_at": NOW}, 9, False),
        ({"delivery": Delivery.SENDING, "sending_at": NOW}, 10, True),
        ({"delivery": Delivery.SENT}, 30, False),
        ({"delivery": Delivery.WITHHELD}, 30, False),
        ({"delivery": Delivery.UNDELIVERED}, 30, False),
    ],
)
def test_when_a_repeat_takes_a_sending_over(
    changes: dict[str, object], seconds: int, may: bool
) -> None:
    now = NOW + timedelta(seconds=seconds)
    assert signins.may_take_over(sign_in(**changes), now) is may


def test_asking_again_changes_neither_tries_nor_time() -> None:
    first = sign_in(tries_left=2, delivery=Delivery.SENT)
    again, event = signins.ask_again(first, after(seconds=60))
    assert (again.expires_at, again.tries_left) == (first.expires_at, 2)
    assert (again.delivery, again.message_id) == (Delivery.SENDING, "s1-2")
    assert again.sending_at == NOW + timedelta(seconds=60)
    assert (event.kind, event.number) == ("identity:sign-in:asked-again", 2)
    assert signins.resend_after_seconds(again, TERMS, NOW + timedelta(seconds=61)) == 59


@pytest.mark.parametrize(
    ("right", "jkt", "seconds", "repeat"),
    [
        (True, "k", 299, True),
        (True, "k", 300, False),
        (True, "other", 1, False),
        (False, "k", 1, False),
    ],
)
def test_what_counts_as_asking_for_the_session_again(
    right: bool, jkt: str, seconds: int, repeat: bool
) -> None:
    now = NOW + timedelta(seconds=seconds)
    assert signins.is_repeat(sign_in(**USED), right=right, jkt=jkt, now=now) is repeat
    assert not signins.is_repeat(sign_in(), right=True, jkt="k", now=NOW)


def test_another_number_under_the_same_id_is_refused() -> None:
    signins.check_same(sign_in(), LOOKUP)
    with pytest.raises(Refusal, match="sign-in-exists-differently"):
        signins.check_same(sign_in(), "other")


DEVICE = Device(jkt="k", name="手机")


def session(**changes: object) -> Session:
    opened, _ = sessions.open_for(account(), DEVICE, session_id="f1", terms=TERMS, doing=DOING)
    return replace(opened, **changes)  # type: ignore[arg-type]


def test_a_session_of_staff_lasts_a_working_day() -> None:
    clerk = account(staff_roles=("clerk",))
    opened, event = sessions.open_for(clerk, DEVICE, session_id="f1", terms=TERMS, doing=DOING)
    assert opened.last_until == NOW + timedelta(hours=12)
    assert session().last_until == NOW + timedelta(days=90)
    assert (event.kind, event.data) == ("identity:session:opened", {"person_id": "p1"})


@pytest.mark.parametrize(
    ("changes", "person", "span", "live"),
    [
        ({}, {}, {"days": 13}, True),
        ({}, {}, {"days": 14}, False),
        ({"last_used_at": NOW + timedelta(days=80)}, {}, {"days": 89}, True),
        ({"last_used_at": NOW + timedelta(days=80)}, {}, {"days": 90}, False),
        ({"ended_at": NOW}, {}, {"seconds": 1}, False),
        ({}, {"signed_out_at": NOW + timedelta(seconds=1)}, {"seconds": 2}, False),
        ({}, {"signed_out_at": NOW}, {"seconds": 2}, False),
        ({}, {"signed_out_at": NOW - timedelta(seconds=1)}, {"seconds": 2}, True),
    ],
)
def test_when_a_session_still_counts(
    changes: dict[str, object], person: dict[str, object], span: dict[str, float], live: bool
) -> None:
    now = NOW + timedelta(**span)
    assert sessions.is_live(session(**changes), account(**person), now) is live
    assert not sessions.is_live(session(**changes), None, now)


@pytest.mark.parametrize(
    ("shown", "jkt", "seconds", "turn"),
    [
        (5, "k", 10_000, Turn.NEXT),
        (4, "k", 29.999, Turn.AGAIN),
        (4, "k", 30, Turn.REUSED),
        (3, "k", 0, Turn.REUSED),
        (6, "k", 0, Turn.REUSED),
        (3, "other", 0, Turn.REUSED),
        (5, "other", 0, "session-key-differs"),
        (4, "other", 0, "session-key-differs"),
    ],
)
def test_what_a_shown_refresh_token_leads_to(
    shown: int, jkt: str, seconds: float, turn: Turn | str
) -> None:
    now = NOW + timedelta(seconds=seconds)
    rotated = session(number=5)
    if isinstance(turn, Turn):
        assert sessions.judge(rotated, shown, jkt=jkt, now=now, terms=TERMS) is turn
        return
    with pytest.raises(Refusal, match=turn):
        sessions.judge(rotated, shown, jkt=jkt, now=now, terms=TERMS)


def test_turning_and_ending_are_told_to_the_ledger() -> None:
    turned, event = sessions.rotate(session(), after(seconds=9))
    assert (turned.number, turned.rotated_at) == (2, NOW + timedelta(seconds=9))
    assert (event.id, event.kind) == ("session/f1#2", "identity:session:refreshed")
    ended, event = sessions.end(turned, Ending.REUSED, after(seconds=10))
    assert (ended.ended_at, ended.version) == (NOW + timedelta(seconds=10), 3)
    assert (event.kind, event.data) == ("identity:session:ended", {"ending": "reused"})
