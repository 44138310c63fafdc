"""A visit is asked for, confirmed and collected: in the order of its refusals, against fakes."""

from collections.abc import Iterator
from typing import Any

import pytest

from backend.identity.rules.visits import LENGTH
from backend.identity.service.visiting import VisitSide
from backend.kernel.conflicts import Conflict
from backend.kernel.ids import new_id
from tests.fakes.identity import MemoryStore
from tests.identity.desk import PERSON, refused
from tests.identity.stand import KEY, KIOSK, OTHER, Stand


def test_a_phone_confirms_and_the_machine_collects(stand: Stand, store: MemoryStore) -> None:
    visit = stand.ask()
    assert len(visit.code) == LENGTH
    assert stand.collect(visit) is None
    assert stand.side.see(visit.code.lower(), PERSON, stand.desk.clock.now()).id == visit.id
    stand.confirm(visit)
    stand.desk.clock.forward(seconds=3)
    opened = stand.collect(visit)
    assert (opened.account.person_id, opened.refresh_token) == (PERSON, "")
    assert opened.access_seconds == 600
    claims = stand.side.read_token(opened.access_token, stand.desk.clock.now())
    assert (claims.kind, claims.kiosk_id, claims.site_id) == ("visitor", KIOSK, "Z001")
    assert (claims.jkt, claims.roles) == (KEY, ())
    kinds = [kind.split(":", 1)[1] for kind in store.kinds() if "account" not in kind]
    assert kinds == ["visit:asked", "visit:confirmed", "visit:opened", "session:opened"]
    assert all(visit.code not in str(event.data) for event in store.events)


def test_the_session_stands_in_the_persons_list_of_devices(stand: Stand) -> None:
    opened = stand.visited()
    (session,) = stand.desk.service.list_sessions(PERSON, stand.desk.clock.now())
    assert (session.id, session.kiosk_id) == (opened.session.id, KIOSK)
    assert session.device_name == "Z001-K1 · 模拟微厅"
    stand.desk.clock.forward(seconds=600)
    assert stand.desk.service.list_sessions(PERSON, stand.desk.clock.now()) == ()


def test_every_call_may_be_repeated(stand: Stand, store: MemoryStore) -> None:
    visit = stand.ask()
    assert stand.ask(visit.id).code == visit.code
    stand.confirm(visit)
    assert stand.confirm(visit).version == 2
    first = stand.collect(visit)
    stand.desk.clock.forward(seconds=3)
    again = stand.collect(visit)
    assert again.session.id == first.session.id
    assert again.access_seconds == 597
    assert stand.confirm(visit).session_id == first.session.id
    assert store.kinds().count("identity:session:opened") == 1


def test_a_visit_belongs_to_its_machine(stand: Stand) -> None:
    visit = stand.ask()
    stand.confirm(visit)
    doing = stand.by_kiosk("H001-K1")
    for act in (stand.side.collect, stand.side.cancel):
        assert refused(act, visit.id, "other-key", doing).code == "visit-unknown"
    again = refused(stand.ask, visit.id, "H001-K1", "other-key")
    assert again.code == "visit-exists-differently"


def test_a_machine_out_of_service_or_with_another_key_asks_for_nothing(stand: Stand) -> None:
    assert refused(stand.ask, None, KIOSK, "thief").code == "session-expired"
    stand.hall.out.add(KIOSK)
    assert refused(stand.ask).code == "kiosk-out-of-service"
    assert refused(stand.ask, "no-id").code == "id-malformed"


def test_a_second_person_comes_too_late(stand: Stand) -> None:
    visit = stand.ask()
    stand.confirm(visit)
    for act in (stand.side.confirm, stand.side.decline):
        problem = refused(act, visit.code, OTHER, stand.by_phone(OTHER))
        assert problem.code == "visit-taken"
    assert refused(stand.side.see, visit.code, OTHER, stand.desk.clock.now()).code == "visit-taken"
    assert stand.collect(visit).account.person_id == PERSON


def test_of_two_confirmations_at_once_one_counts(stand: Stand, store: MemoryStore) -> None:
    visit = stand.ask()
    save = store.save_visit
    racing: Iterator[str] = iter([OTHER])

    def save_after_the_other(*step: Any) -> None:
        for person_id in racing:
            stand.confirm(visit, person_id)
        save(*step)

    store.save_visit = save_after_the_other  # type: ignore[method-assign]
    assert refused(stand.confirm, visit).code == "visit-taken"
    assert stand.collect(visit).account.person_id == OTHER


def test_what_was_declined_or_cancelled_is_over(stand: Stand) -> None:
    declined, cancelled = stand.ask(), stand.ask()
    stand.side.decline(declined.code, PERSON, stand.by_phone())
    stand.side.decline(declined.code, PERSON, stand.by_phone())
    stand.confirm(cancelled)
    stand.side.cancel(cancelled.id, KEY, stand.by_kiosk())
    stand.side.cancel(cancelled.id, KEY, stand.by_kiosk())
    for visit in (declined, cancelled):
        assert refused(stand.collect, visit).code == "visit-over"
        assert refused(stand.confirm, visit).code == "visit-over"


def test_who_confirmed_may_take_it_back_until_it_is_collected(stand: Stand) -> None:
    visit = stand.ask()
    stand.confirm(visit)
    stand.side.decline(visit.code, PERSON, stand.by_phone())
    assert refused(stand.collect, visit).code == "visit-over"
    other = stand.ask()
    stand.confirm(other)
    stand.collect(other)
    late = refused(stand.side.decline, other.code, PERSON, stand.by_phone())
    assert late.code == "visit-over"


def test_a_code_lives_three_minutes_and_a_confirmation_one_more(stand: Stand) -> None:
    visit, confirmed = stand.ask(), stand.ask()
    stand.desk.clock.forward(seconds=179)
    stand.confirm(confirmed)
    stand.desk.clock.forward(seconds=1)
    assert refused(stand.confirm, visit).code == "visit-expired"
    assert refused(stand.collect, visit).code == "visit-expired"
    stand.desk.clock.forward(seconds=60)
    assert refused(stand.collect, confirmed).code == "visit-expired"


def test_whoever_asks_too_often_has_to_wait_longer_and_is_heard_in_the_end(stand: Stand) -> None:
    visit = stand.ask()
    stand.collect(visit)
    stand.desk.clock.forward(seconds=1)
    problem = refused(stand.collect, visit)
    assert problem.code == "visit-asked-too-soon"
    assert problem.params["interval_seconds"] == 8
    assert problem.retry_after_seconds == 6
    for _ in range(5):
        stand.desk.clock.forward(seconds=1)
        refused(stand.collect, visit)
    stand.desk.clock.forward(seconds=60)
    assert stand.collect(visit) is None


def test_codes_cannot_be_guessed(stand: Stand) -> None:
    visit = stand.ask()
    for _ in range(20):
        unknown = refused(stand.side.see, "BBBBBBBB", OTHER, stand.desk.clock.now())
        assert unknown.code == "visit-unknown"
    problem = refused(stand.side.see, visit.code, OTHER, stand.desk.clock.now())
    assert (problem.code, bool(problem.retry_after_seconds)) == ("tries-too-many", True)
    assert stand.confirm(visit).person_id == PERSON


@pytest.mark.parametrize("typed", ["", "B", "AAAAAAAA", "BCDFGHJ1", "x" * 5000])
def test_what_is_no_code_is_unknown(stand: Stand, typed: str) -> None:
    assert refused(stand.side.see, typed, PERSON, stand.desk.clock.now()).code == "visit-unknown"


def test_a_machine_asks_for_so_many_codes_an_hour(stand: Stand) -> None:
    for _ in range(120):
        stand.ask()
    problem = refused(stand.ask)
    assert (problem.code, bool(problem.retry_after_seconds)) == ("tries-too-many", True)
    assert stand.ask(None, "H001-K1", "other-key")


def test_a_code_in_use_is_not_given_twice(stand: Stand) -> None:
    codes = iter(["BCDFGHJK", "BCDFGHJK", "BCDFGHJL"])
    side = VisitSide(
        identity=stand.desk.service, machines=stand.hall, make_code=lambda: next(codes)
    )
    first = side.ask(new_id(), KIOSK, KEY, stand.by_kiosk())
    second = side.ask(new_id(), KIOSK, KEY, stand.by_kiosk())
    assert (first.code, second.code) == ("BCDFGHJK", "BCDFGHJL")


def test_two_answers_lost_at_once_open_one_session(stand: Stand, store: MemoryStore) -> None:
    visit = stand.ask()
    stand.confirm(visit)
    write = store.open_visit
    lost: Iterator[bool] = iter([True])

    def write_and_lose(*both: Any) -> None:
        write(*both)
        for _ in lost:
            raise Conflict

    store.open_visit = write_and_lose  # type: ignore[method-assign]
    opened = stand.collect(visit)
    kept = store.find_visit(visit.id)
    assert kept is not None
    assert opened.session.id == kept.session_id
    assert store.kinds().count("identity:session:opened") == 1
