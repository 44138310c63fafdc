"""One contract for three engines: in memory, embedded, emulated."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from backend.identity.ports import Store
from backend.identity.rules import accounts, keys, limits, phones, sessions, signins
from backend.identity.rules.accounts import Account, NewAccount
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Device, Ending, Session
from backend.identity.rules.signins import Delivery, SignIn
from backend.identity.rules.terms import Quota, Terms
from backend.identity.store import DynamoStore
from backend.identity.tables import IdentityItem
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing, Event
from backend.kernel.ids import new_id
from backend.storage import ledger
from tests.fakes.identity import MemoryStore

NOW = datetime(2026, 11, 23, 2, 0, 0, 123000, tzinfo=UTC)
DOING = Doing("anyone", NOW, "session/one")
KEYS = keys.derive(b"s" * 32)
TERMS = Terms()


def person(phone: str = "13800000001") -> tuple[Account, Event]:
    new = NewAccount(
        person_id=new_id(), name="王秀英（模拟）", phone=phone, staff_roles=("clerk", "guide")
    )
    return accounts.add(new, KEYS, DOING)


def asked() -> tuple[SignIn, Event]:
    return signins.ask(new_id(), phones.lookup(KEYS.lookup, "13800000001"), TERMS, DOING)


T = TypeVar("T", Account, SignIn, Session)


def bare(value: T) -> T:
    """Leave out the head, which the store sets."""
    return replace(value, head="")


class Contract:
    """What every store promises."""

    def test_nothing_is_found_in_an_empty_store(self, store: Store) -> None:
        assert store.find_account("x") is None
        assert store.find_account_by_phone("x") is None
        assert store.find_sign_in("x") is None
        assert store.find_allowance("number/x") is None
        assert store.find_session("x", "y") is None
        assert store.list_sessions("x", None, 50).items == ()

    def test_an_account_is_found_by_person_and_by_number(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        found = store.find_account(account.person_id)
        assert found is not None
        assert bare(found) == account
        assert store.find_account_by_phone(account.phone_lookup) == found
        changed, event = accounts.sign_out_everywhere(found, DOING)
        store.save_account(changed, event)
        again = store.find_account(account.person_id)
        assert again is not None
        assert bare(again) == bare(changed)
        assert again.head not in {"", found.head}

    def test_a_number_belongs_to_one_person(self, store: Store) -> None:
        store.add_account(*person())
        other, event = person()
        with pytest.raises(Conflict):
            store.add_account(other, event)
        assert store.find_account(other.person_id) is None

    def test_a_person_is_added_once(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        moved = replace(account, phone_lookup="another")
        with pytest.raises(Conflict):
            store.add_account(moved, event)
        assert store.find_account_by_phone("another") is None

    def test_asking_keeps_sign_in_and_allowances_together(self, store: Store) -> None:
        sign_in, event = asked()
        spent = limits.spend(Allowance("number/n"), (Quota(3600, 5), Quota(86_400, 10)), NOW, 60)
        store.save_ask(sign_in, event, spent)
        found = store.find_sign_in(sign_in.id)
        assert found is not None
        assert bare(found) == sign_in
        kept = store.find_allowance("number/n")
        assert kept is not None
        assert (kept.counts, kept.last_at, kept.version) == (spent.counts, NOW, 1)
        assert kept.keep_until == spent.keep_until.replace(microsecond=0)

    def test_an_allowance_spent_by_another_undoes_the_asking(self, store: Store) -> None:
        spent = limits.spend(Allowance("number/n"), TERMS.asks_per_number, NOW)
        store.save_ask(*asked(), spent)
        sign_in, event = asked()
        with pytest.raises(Conflict):
            store.save_ask(sign_in, event, spent)
        assert store.find_sign_in(sign_in.id) is None
        more = limits.spend(spent, TERMS.asks_per_number, NOW)
        store.save_ask(sign_in, event, more)
        assert store.find_sign_in(sign_in.id)

    def test_a_second_writer_of_one_version_is_refused(self, store: Store) -> None:
        store.save_ask(*asked())
        sign_in, event = asked()
        store.save_ask(sign_in, event)
        there = store.find_sign_in(sign_in.id)
        assert there is not None
        first, second = signins.fail(there, DOING), signins.settle(there, Delivery.SENT, DOING)
        store.save_sign_in(*first)
        with pytest.raises(Conflict):
            store.save_sign_in(*second)
        kept = store.find_sign_in(sign_in.id)
        assert kept is not None
        assert bare(kept) == bare(first[0])

    def test_a_session_opens_with_its_sign_in_or_not_at_all(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        sign_in, event = asked()
        store.save_ask(sign_in, event)
        there = store.find_sign_in(sign_in.id)
        assert there is not None
        session, opened = opening(account)
        accepted = signins.accept(
            there, person_id=account.person_id, session_id=session.id, jkt="k", doing=DOING
        )
        store.open_session(accepted, (session, opened))
        found = store.find_session(account.person_id, session.id)
        assert found is not None
        assert bare(found) == session
        other, opened = opening(account)
        with pytest.raises(Conflict):
            store.open_session(accepted, (other, opened))
        assert store.find_session(account.person_id, other.id) is None

    def test_sessions_are_listed_newest_first_and_bounded(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        ids = [opened(store, account).id for _ in range(4)]
        listed = store.list_sessions(account.person_id, None, 3)
        more = store.list_sessions(account.person_id, listed.next_cursor, 3)
        assert [session.id for session in listed.items] == sorted(ids, reverse=True)[:3]
        assert [session.id for session in more.items] == sorted(ids, reverse=True)[3:]
        assert more.next_cursor is None
        assert store.list_sessions(new_id(), None, 3).items == ()

    def test_an_ended_session_stays_to_be_seen(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        session = opened(store, account)
        ended, event = sessions.end(session, Ending.REUSED, DOING)
        store.save_session(ended, event)
        found = store.find_session(account.person_id, session.id)
        assert found is not None
        assert bare(found) == bare(ended)


def opening(account: Account) -> tuple[Session, Event]:
    return sessions.open_for(
        account, Device(jkt="k", name="手机"), session_id=new_id(), terms=TERMS, doing=DOING
    )


def opened(store: Store, account: Account) -> Session:
    """Open a session as the service does, and read it back."""
    sign_in, event = asked()
    store.save_ask(sign_in, event)
    there = store.find_sign_in(sign_in.id)
    assert there is not None
    session, event = opening(account)
    accepted = signins.accept(
        there, person_id=account.person_id, session_id=session.id, jkt="k", doing=DOING
    )
    store.open_session(accepted, (session, event))
    found = store.find_session(account.person_id, session.id)
    assert found is not None
    return found


class TestMemory(Contract):
    @pytest.fixture
    def store(self) -> Store:
        return MemoryStore()


class TestEngines(Contract):
    @pytest.fixture
    def store(self, tables: str) -> Store:
        return DynamoStore()

    def test_the_ledger_tells_the_whole_story_in_one_chain(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        session = opened(store, account)
        turned, event = sessions.rotate(session, DOING)
        store.save_session(turned, event)
        story = ledger.history(session.subject).items
        assert [one.kind for one in story] == [
            "identity:session:opened",
            "identity:session:refreshed",
        ]
        assert ledger.broken_at(session.subject) is None
        assert ledger.broken_at(account.subject) is None

    def test_what_ended_goes_by_itself(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        session = opened(store, account)
        row = IdentityItem.get(f"person/{account.person_id}", f"session/{session.id}")
        assert row.gone_at == (NOW + timedelta(hours=12, days=30)).replace(microsecond=0)
        account_row = IdentityItem.get(f"person/{account.person_id}", "account")
        assert account_row.gone_at is None

    def test_no_row_holds_a_number(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        rows = [item.to_simple_dict() for item in IdentityItem.scan()]
        assert rows
        assert "13800000001" not in repr(rows)
