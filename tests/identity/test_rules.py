"""Decisions of identity as tables of cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from backend.identity.rules import accounts, keys, limits, phones
from backend.identity.rules.accounts import Account, NewAccount
from backend.identity.rules.limits import Allowance
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


HOURLY = (Quota(3600, 2),)


def test_a_server_whose_clock_is_behind_another_one_refuses_nobody() -> None:
    ahead = limits.spend(Allowance("a"), HOURLY, NOW + timedelta(milliseconds=300))
    behind = limits.spend(ahead, HOURLY, NOW)
    assert behind.counts == {3600: (int(NOW.timestamp()) // 3600, 2)}


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
