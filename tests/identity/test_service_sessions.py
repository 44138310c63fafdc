"""Refreshing, devices and accounts, against a store in memory."""

from dataclasses import replace
from datetime import timedelta

from backend.identity.rules.accounts import NewAccount
from backend.identity.rules.sessions import Device
from backend.kernel.ids import new_id
from tests.fakes.identity import MemoryStore
from tests.identity.desk import PERSON, PHONE, Desk, refused


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


def test_ended_sessions_hide_no_device_in_use(desk: Desk, store: MemoryStore) -> None:
    kept = desk.sign_in().session
    for number in range(120):
        ended_at = desk.clock.now() if number % 2 else None
        late = replace(kept, id=new_id(), ended_at=ended_at)
        store.items["session", f"{PERSON}/{late.id}"] = late
    listed = desk.service.list_sessions(PERSON, desk.clock.now())
    assert len(listed) == 50
    for (kind, name), session in list(store.items.items()):
        if kind == "session" and session.id != kept.id:
            store.items[kind, name] = replace(session, ended_at=desk.clock.now())
    (seen,) = desk.service.list_sessions(PERSON, desk.clock.now())
    assert seen.id == kept.id


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
    # What was written says so for its ten minutes; the door looks the session up (visiting).
    assert desk.service.read_token(laptop.access_token, desk.clock.now())
    desk.clock.forward(minutes=10)
    assert desk.sign_in().session.id
    late = desk.clock.now() + timedelta(0)
    assert refused(desk.service.read_token, laptop.access_token, late).code == "session-expired"


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
