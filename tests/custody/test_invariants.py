"""Any sequence of acts keeps every sheet in one place; and the checker bites when a rule breaks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from backend.custody import apart, batch, consignment, drawer, refill, serials, shelf
from backend.custody.serials import Range, Ranges
from backend.custody.shelf import Binding, Cassette, Shelf
from tests.custody.mail_city import MailCity
from tests.custody.odd_city import OddCity
from tests.custody.small_city import SmallCity

Break = Callable[[pytest.MonkeyPatch], None]
THOROUGH = settings(
    max_examples=200,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_nothing_is_lost_doubled_or_promised_twice() -> None:
    run_state_machine_as_test(SmallCity, settings=THOROUGH)


def test_nor_where_sheets_leave_without_a_service() -> None:
    run_state_machine_as_test(OddCity, settings=THOROUGH)


def test_nor_where_paper_goes_by_mail() -> None:
    run_state_machine_as_test(MailCity, settings=THOROUGH)


def a_cut_leaves_what_it_took(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shelf, "cut", lambda ranges, count: (serials.cut(ranges, count)[0], ranges))


def a_cut_takes_one_too_few(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shelf, "cut", lambda ranges, count: serials.cut(ranges, count - 1))


def a_cut_loses_the_last_sheet(patch: pytest.MonkeyPatch) -> None:
    def lossy(ranges: Ranges, count: int) -> tuple[Ranges, Ranges]:
        taken, rest = serials.cut(ranges, count)
        return taken, rest[:-1]

    patch.setattr(shelf, "cut", lossy)


def paper_is_put_in_from_the_wrong_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shelf, "joined", lambda ranges: serials.joined(reversed(list(ranges))))


def paper_stays_at_the_depot(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(batch, "without", lambda ranges, gone: ranges)


def paper_is_received_twice(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Range, "meets", lambda one, other: False)


def a_lapsed_binding_is_thrown_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Cassette, "unbound", lambda one: replace(one, binding=None))


def a_begun_binding_lapses(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Binding, "begun", property(lambda one: False))


def a_living_binding_is_taken_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Binding, "lapsed", lambda one, now: True)


def promises_are_not_counted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Shelf, "free", property(lambda one: one.stock))


def one_machine_forgets_another(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shelf, "with_cassette", lambda one, cassette: replace(one, cassettes=(cassette,)))


def an_event_tells_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shelf, "plain", lambda ranges: [])


def promises_do_not_shrink(patch: pytest.MonkeyPatch) -> None:
    settled: Any = shelf.settle

    def generous(one: Shelf, **wish: Any) -> shelf.Step:
        after, event = settled(one, **wish)
        return replace(after, held=one.held), event

    patch.setattr(shelf, "settle", generous)


@pytest.mark.parametrize(
    "broken",
    [
        a_cut_leaves_what_it_took,
        a_cut_takes_one_too_few,
        a_cut_loses_the_last_sheet,
        paper_is_put_in_from_the_wrong_end,
        paper_stays_at_the_depot,
        paper_is_received_twice,
        a_lapsed_binding_is_thrown_away,
        a_begun_binding_lapses,
        a_living_binding_is_taken_over,
        promises_are_not_counted,
        one_machine_forgets_another,
        an_event_tells_nothing,
        promises_do_not_shrink,
    ],
    ids=lambda broken: broken.__name__,
)
def test_the_checker_bites(broken: Break, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    quick = settings(THOROUGH, max_examples=150, phases=[Phase.generate])
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        run_state_machine_as_test(SmallCity, settings=quick)


def what_is_missing_stays_in_the_books(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apart, "with_cassette", lambda one, cassette: one)


def what_somebody_has_stays_in_doubt(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apart, "without", lambda ranges, gone: ranges)


@pytest.mark.parametrize(
    "broken",
    [what_is_missing_stays_in_the_books, what_somebody_has_stays_in_doubt],
    ids=lambda broken: broken.__name__,
)
def test_the_checker_of_odd_departures_bites(
    broken: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    quick = settings(THOROUGH, max_examples=150, phases=[Phase.generate])
    with pytest.raises((AssertionError, pytest.fail.Exception, ValueError)):
        run_state_machine_as_test(OddCity, settings=quick)


def a_drawer_keeps_what_it_gave(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(drawer, "cut", lambda ranges, count: (serials.cut(ranges, count)[0], ranges))


def what_is_undone_stays_in_the_parcel(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(consignment, "_INSIDE", ())


def a_signed_parcel_may_be_lost(patch: pytest.MonkeyPatch) -> None:
    everywhere = tuple(consignment.Place)
    lost = {consignment.Way.LOST: (everywhere, consignment.Place.LOST)}
    patch.setattr(consignment, "_WAYS", {**consignment._WAYS, **lost})


def what_came_back_is_nowhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(refill, "joined", lambda ranges: tuple(ranges)[:-1])


@pytest.mark.parametrize(
    "broken",
    [
        a_drawer_keeps_what_it_gave,
        what_is_undone_stays_in_the_parcel,
        a_signed_parcel_may_be_lost,
        what_came_back_is_nowhere,
    ],
    ids=lambda broken: broken.__name__,
)
def test_the_checker_of_the_mail_bites(broken: Break, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    quick = settings(THOROUGH, max_examples=150, phases=[Phase.generate])
    with pytest.raises((AssertionError, pytest.fail.Exception, ValueError)):
        run_state_machine_as_test(MailCity, settings=quick)
