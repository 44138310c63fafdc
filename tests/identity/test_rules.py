"""Decisions of identity as tables of cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from backend.identity.rules import accounts, keys, limits, phones, sessions, signins
from backend.identity.rules.accounts import Account, NewAccount
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Device, Ending, Session, Turn
from backend.identity.rules.signins import Delivery, SignIn
from backend.identity.rules.terms import Quota, Terms
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


# Mobile numbers.


@pytest.mark.parametrize(
    "text",
    [
        "13800000001",
        " 138 0000 0001 ",
        "138-0000-0001",
        "+86 13800000001",
        "8613800000001",
        "0086 138 0000 0001",
        "１３８０００００００１",
        "(+86)13800000001",
    ],
)
def test_a_number_is_understood_in_the_ways_people_write_it(text: str) -> None:
    assert phones.check(text) == PHONE


@pytest.mark.parametrize(
    "text",
    ["", "1380000000", "138000000011", "12800000001", "0319-3120000", "1380000000O", "١٣٨٠٠٠٠٠٠٠١"],
)
def test_anything_else_is_malformed(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        phones.check(text)
    assert (caught.value.code, caught.value.field) == ("phone-malformed", "/phone")


def test_a_number_is_sealed_for_its_person_alone() -> None:
    sealed = phones.seal(KEYS.phone, "one", PHONE)
    assert phones.unseal(KEYS.phone, "one", sealed) == PHONE
    assert PHONE not in sealed
    assert sealed != phones.seal(KEYS.phone, "two", PHONE)
    with pytest.raises(InvalidTag):
        phones.unseal(KEYS.phone, "two", sealed)


def test_lookups_differ_by_number_key_and_purpose() -> None:
    other = keys.derive(b"t" * 32)
    names = {
        phones.lookup(KEYS.lookup, PHONE),
        phones.lookup(KEYS.lookup, "13800000002"),
        phones.lookup(other.lookup, PHONE),
        phones.address_lookup(KEYS.lookup, PHONE),
    }
    assert len(names) == 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("", "nonsense", True),
    ],
)
def test_addresses_are_counted_by_who_could_own_them(one: str, other: str, same: bool) -> None:
    named = [phones.address_lookup(KEYS.lookup, address) for address in (one, other)]
    assert (named[0] == named[1]) is same


def test_a_short_secret_is_not_taken() -> None:
    with pytest.raises(ValueError, match="32"):
        keys.derive(b"s" * 31)


def test_keys_are_never_printed() -> None:
    assert repr(KEYS) == "Keys()"
    assert len({KEYS.lookup, KEYS.phone, KEYS.code, KEYS.refresh}) == 4


# Quotas.

HOURLY = (Quota(3600, 2),)


def test_a_quota_is_counted_in_its_window() -> None:
    once = limits.spend(Allowance("a"), HOURLY, NOW)
    twice = limits.spend(once, HOURLY, NOW + timedelta(minutes=5))
    assert (once.version, twice.version) == (1, 2)
    with pytest.raises(Refusal) as caught:
        limits.spend(twice, HOURLY, NOW + timedelta(minutes=20))
    assert caught.value.code == "sign-in-too-many"
    assert caught.value.retry_after_seconds == 40 * 60
    fresh = limits.spend(twice, HOURLY, NOW + timedelta(hours=1))
    assert fresh.counts[3600][1] == 1
    assert fresh.keep_until == NOW + timedelta(hours=2)


def test_the_longest_wait_is_told() -> None:
    quotas = (Quota(3600, 1), Quota(86_400, 1))
    spent = limits.spend(Allowance("a"), quotas, NOW)
    with pytest.raises(Refusal) as caught:
        limits.spend(spent, quotas, NOW + timedelta(seconds=1), 60)
    assert caught.value.retry_after_seconds == 22 * 3600 - 1


@pytest.mark.parametrize(("seconds", "wait"), [(0, 60), (0.5, 60), (59.001, 1), (60, None)])
def test_the_pause_runs_from_the_last_time(seconds: float, wait: int | None) -> None:
    spent = limits.spend(Allowance("a"), (), NOW, 60)
    now = NOW + timedelta(seconds=seconds)
    if wait is None:
        assert limits.spend(spent, (), now, 60).last_at == now
        return
    with pytest.raises(Refusal) as caught:
        limits.spend(spent, (), now, 60)
    assert caught.value.retry_after_seconds == wait


def spent_or_wait(allowance: Allowance, now: datetime) -> tuple[Allowance, int]:
    try:
        return limits.spend(allowance, HOURLY, now), 0
    except Refusal as refusal:
        return allowance, refusal.retry_after_seconds or 0


@given(st.lists(st.integers(0, 4000), max_size=60))
def test_no_window_ever_holds_more_than_its_quota(gaps: list[int]) -> None:
    allowance, now = Allowance("a"), NOW
    taken: dict[int, int] = {}
    for gap in gaps:
        now += timedelta(seconds=gap)
        allowance, wait = spent_or_wait(allowance, now)
        if wait:
            later = now + timedelta(seconds=wait)
            assert spent_or_wait(allowance, later)[1] == 0
            continue
        window = int(now.timestamp()) // 3600
        taken[window] = taken.get(window, 0) + 1
    assert all(count <= 2 for count in taken.values())


# Accounts.


def account(**changes: object) -> Account:
    new = NewAccount(person_id="p1", name="王秀英（模拟）", phone=PHONE)
    return replace(accounts.add(new, KEYS, DOING)[0], **changes)  # type: ignore[arg-type]


def test_an_account_tells_its_ledger_neither_name_nor_number() -> None:
    new = NewAccount(person_id="p1", name="王秀英（模拟）", phone=PHONE, staff_roles=("b", "a"))
    added, event = accounts.add(new, KEYS, DOING)
    assert added.phone_masked == "138****0001"
    assert added.staff_roles == ("a", "b")
    assert event.kind == "identity:account:added"
    assert (event.id, event.data) == ("person/p1#1", {"staff_roles": ["a", "b"]})


@pytest.mark.parametrize(
    "change", [{"name": "x"}, {"phone_lookup": "x"}, {"staff_roles": ("clerk",)}]
)
def test_other_content_under_one_id_is_refused(change: dict[str, object]) -> None:
    accounts.check_same(account(), account())
    with pytest.raises(Refusal, match="account-exists-differently"):
        accounts.check_same(account(), account(**change))


# Sign-ins.


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
    assert (asked.tries_left, asked.delivery) == (5, Delivery.WAITING)
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


def test_asking_again_changes_neither_tries_nor_time() -> None:
    first = sign_in(tries_left=2, delivery=Delivery.SENT)
    again, event = signins.ask_again(first, after(seconds=60))
    assert (again.expires_at, again.tries_left) == (first.expires_at, 2)
    assert (again.delivery, again.message_id) == (Delivery.WAITING, "s1-2")
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


# Sessions.

DEVICE = Device(jkt="k", name="手机")


def session(**changes: object) -> Session:
    opened, _ = sessions.open_for(account(), "f1", DEVICE, TERMS, DOING)
    return replace(opened, **changes)  # type: ignore[arg-type]


def test_a_session_of_staff_lasts_a_working_day() -> None:
    clerk = account(staff_roles=("clerk",))
    opened, event = sessions.open_for(clerk, "f1", DEVICE, TERMS, DOING)
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
