"""Visits in three engines: in memory, embedded, emulated."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.identity.ports import Store
from backend.identity.rules import visits
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Device, open_for
from backend.identity.rules.visits import Pace, Place, Visit
from backend.identity.store import DynamoStore
from backend.identity.tables import IdentityItem
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.storage import ledger
from tests.fakes.identity import MemoryStore
from tests.identity.test_store import TERMS, person

NOW = datetime(2026, 11, 23, 2, 0, 0, 123000, tzinfo=UTC)
DOING = Doing("kiosk/Z001-K1", NOW, "kiosk/Z001-K1")
PLACE = Place(
    kiosk_id="Z001-K1", kiosk_name="一号机", site_id="Z001", site_name="模拟微厅", jkt="k"
)
KEPT = (NOW + timedelta(hours=1)).replace(microsecond=0)
SPENT = Allowance("visits/Z001-K1", {3600: (1, 1)}, NOW, KEPT, version=1)


def asked(store: Store, code: str = "BCDFGHJK", spent: Allowance = SPENT) -> Visit:
    visit, event = visits.ask(new_id(), code, PLACE, DOING)
    store.save_asked_visit(visit, event, spent)
    found = store.find_visit(visit.id)
    assert found is not None
    assert replace(found, head="") == visit
    return found


class Contract:
    """What every store promises of visits."""

    def test_nothing_is_found_in_an_empty_store(self, store: Store) -> None:
        assert store.find_visit("x") is None
        assert store.find_visit_by_code("BCDFGHJK") is None
        assert store.find_pace("x") is None

    def test_a_visit_is_found_by_its_code_and_counted(self, store: Store) -> None:
        visit = asked(store)
        assert store.find_visit_by_code(visit.code) == visit
        assert store.find_allowance(SPENT.key) == SPENT

    def test_a_code_stands_for_one_visit(self, store: Store) -> None:
        visit = asked(store)
        with pytest.raises(Conflict):
            asked(store, visit.code, replace(SPENT, key="visits/H001-K1"))

    def test_of_two_decisions_one_is_kept(self, store: Store) -> None:
        visit = asked(store)
        for person_id in ("p1", "p2"):
            step = visits.confirm(visit, person_id, DOING)
            assert step is not None
            if person_id == "p1":
                store.save_visit(*step)
                continue
            with pytest.raises(Conflict):
                store.save_visit(*step)
        found = store.find_visit(visit.id)
        assert found is not None
        assert (found.person_id, found.state) == ("p1", visits.State.CONFIRMED)

    def test_a_visit_is_used_up_with_the_session_it_opens(self, store: Store) -> None:
        account, event = person()
        store.add_account(account, event)
        step = visits.confirm(asked(store), account.person_id, DOING)
        assert step is not None
        store.save_visit(*step)
        visit = store.find_visit(step[0].id)
        assert visit is not None
        device = Device(jkt="k", name=PLACE.device_name, place=PLACE)
        session_id = new_id()
        session = open_for(account, device, session_id=session_id, terms=TERMS, doing=DOING)
        used = visits.open_with(visit, session_id, DOING)
        store.open_visit(used, session)
        kept = store.find_session(account.person_id, session_id)
        assert kept is not None
        assert (kept.kiosk_id, kept.site_id) == ("Z001-K1", "Z001")
        with pytest.raises(Conflict):
            store.open_visit(used, session)

    def test_a_pace_is_noted_once(self, store: Store) -> None:
        pace = visits.asked_now(Pace("v", NOW.replace(microsecond=0)), NOW)
        store.save_pace(pace)
        assert store.find_pace("v") == pace
        with pytest.raises(Conflict):
            store.save_pace(pace)
        store.save_pace(visits.widen(pace))
        found = store.find_pace("v")
        assert found is not None
        assert found.interval_seconds == 8


class TestMemory(Contract):
    @pytest.fixture
    def store(self) -> Store:
        return MemoryStore()


class TestEngines(Contract):
    @pytest.fixture
    def store(self, tables: str) -> Store:
        return DynamoStore()

    def test_the_ledger_tells_a_visit_in_one_chain(self, store: Store) -> None:
        visit = asked(store)
        step = visits.cancel(visit, DOING)
        assert step is not None
        store.save_visit(*step)
        story = [one.kind for one in ledger.history(visit.subject).items]
        assert story == ["identity:visit:asked", "identity:visit:cancelled"]
        assert ledger.broken_at(visit.subject) is None

    def test_what_is_over_goes_by_itself(self, store: Store) -> None:
        visit = asked(store)
        gone = (visit.expires_at + timedelta(days=1)).replace(microsecond=0)
        for key in (f"visit/{visit.id}", f"visit-code/{visit.code}"):
            assert IdentityItem.get(key, "visit").gone_at == gone
