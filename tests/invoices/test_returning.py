"""What comes back from pickup, against fakes: given back, taken up again, owed a second time."""

import pytest

from backend.invoices.rules.applications import Application, State
from backend.invoices.rules.kinds import Kind
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kernel.ids import new_id
from tests.fakes.invoices import FakeStore
from tests.invoices.conftest import COMPANY, City
from tests.invoices.test_allowance import came_back
from tests.invoices.test_service import apply, counts


def expired(city: City, count: int = 10, reason: str = "pickup-expired") -> Application:
    application = apply(city, count)
    city.service.returning.give_back(
        application.id, count, reason=reason, source=came_back(city), doing=city.clerk()
    )
    return application


def again(city: City, before: Application, new: str | None = None) -> Application:
    return city.service.returning.reapply(COMPANY, before.id, new or new_id(), city.person())


def stored(city: City, application: Application) -> Application:
    found = city.store.find_application(application.id)
    assert found is not None
    return found


def test_an_expired_order_remembers_what_came_back(city: City) -> None:
    application = stored(city, expired(city))
    assert (application.state, application.version) == (State.APPROVED, 2)
    assert application.returned is not None
    assert (application.returned.count, application.returned.site_id) == (10, "Z002")
    kinds = [one.kind for one in city.store.history(application.id, None, 9).items]
    assert kinds == ["invoices:application:approved", "invoices:application:given-back"]


def test_a_tap_asks_again_through_all_ten_checks_and_a_second_gives_the_same(city: City) -> None:
    city.shelves.stock["Z002", Kind.P_ORD] = 10
    before = expired(city)
    assert counts(city) == (0, 0, 0)
    first = again(city, before)
    assert (first.state, first.wish.count, first.wish.site_id) == (State.APPROVED, 10, "Z002")
    assert [check.number for check in first.checks] == list(range(1, 11))
    assert (first.reissue_of, first.pickup_id == before.pickup_id) == (before.id, False)
    assert counts(city) == (10, 10, 0)
    assert again(city, before) == stored(city, first)
    assert again(city, before, first.id) == stored(city, first)
    assert stored(city, before).reissued_as == first.id
    assert counts(city) == (10, 10, 0)


def test_one_that_fails_is_recorded_and_may_be_tried_again(city: City) -> None:
    before = expired(city)
    failed = again(city, before)
    assert (failed.state, failed.checks[9].reason) == (State.REFUSED, "site-stock-too-low")
    city.shelves.stock["Z002", Kind.P_ORD] = 10
    second = again(city, before)
    assert (second.id == failed.id, second.state) == (False, State.APPROVED)
    assert again(city, before) == stored(city, second)


@pytest.mark.parametrize("reason", ["pickup-cancelled", None])
def test_only_what_expired_is_one_tap_away(city: City, reason: str | None) -> None:
    before = expired(city, reason=reason) if reason else apply(city)
    with pytest.raises(Refusal, match="pickup-not-expired"):
        again(city, before)


def test_after_14_days_one_applies_anew(city: City, clock) -> None:
    city.shelves.stock["Z002", Kind.P_ORD] = 10
    before, other = expired(city), apply(city, 1)
    clock.forward(days=14)
    assert again(city, before).state is State.APPROVED
    source = came_back(city, 11)
    city.service.returning.give_back(
        other.id, 1, reason="pickup-expired", source=source, doing=city.clerk()
    )
    clock.forward(days=14, seconds=1)
    with pytest.raises(Refusal, match="reissue-too-late"):
        again(city, other)


def test_what_a_reissue_refuses(city: City) -> None:
    before = expired(city)
    with pytest.raises(Refusal, match="id-malformed"):
        again(city, before, "1")
    with pytest.raises(Refusal, match="company-unknown"):
        city.service.returning.reapply(COMPANY, before.id, new_id(), city.person("p4"))
    with pytest.raises(Refusal, match="application-unknown"):
        city.service.returning.reapply("OTHER", before.id, new_id(), city.person("p4"))
    with pytest.raises(Refusal, match="application-exists-differently"):
        again(city, before, apply(city, 1).id)


def test_a_race_of_two_taps_takes_the_quota_once(city: City) -> None:
    """The other tap wins between the reading and the writing of this one."""
    city.shelves.stock["Z002", Kind.P_ORD] = 20
    before = expired(city)
    store = city.store
    assert isinstance(store, FakeStore)
    whole, others = store.save_application, [None]

    def crowded(application, event, moved=None, *, also=None) -> None:
        if others:
            others.pop()
            again(city, before)
        whole(application, event, moved, also=also)

    store.save_application = crowded  # type: ignore[method-assign]
    assert again(city, before).id == stored(city, before).reissued_as
    assert counts(city) == (10, 10, 0)


def test_sheets_that_never_arrived_wait_again_once_a_source(city: City) -> None:
    application = apply(city)
    city.service.handed_over(application.id, 10, source="pickup/x#5", doing=city.clerk())
    event = Event("pickup/x", 7, "pickup:pickup:owed-again", city.clock.now(), "clerk/c1")
    for _ in range(2):
        city.service.returning.owe_again(
            application.id, 2, reason="shortfall", source=event, doing=city.clerk()
        )
        assert counts(city) == (10, 2, 8)
    city.service.handed_over(application.id, 2, source="pickup/x#9", doing=city.clerk())
    assert counts(city) == (10, 0, 10)
