"""A journal that misfits a pickup which is open already: one matter, decided together."""

import pytest

from backend.custody.ending import End, leave
from backend.custody.serials import Range, total
from backend.kernel.errors import Refusal
from backend.pickup.rules.pickup import Found, Pickup, Sheets, State
from backend.pickup.service.replay import Origin
from tests.pickup.conftest import CODE, House, some
from tests.pickup.diary import Diary
from tests.pickup.test_leases import refused, verbs
from tests.pickup.test_replay import followed, in_place, lent, online, served, the

NEIGHBOUR = Origin("Z001-K2", "Z001", "key2")


def foreign(house: House, pickup: Pickup, *numbers: int) -> Diary:
    """Let the neighbour's journal say that it gave sheets for a pickup it was never given."""
    segments = [{"code": CODE, "first": numbers[0], "last": numbers[-1]}]
    held = online(pickup, 77) | {"count": len(numbers), "segments": segments}
    diary = Diary(house.clock.now(), **held).started()
    diary.fed(*((CODE, number) for number in numbers)).done()
    followed(house, diary, NEIGHBOUR)
    return diary


def joined(house: House, *numbers: int) -> Pickup:
    """A machine fell silent after one sheet of three; then the neighbour's journal comes."""
    opened, _ = house.silent()
    foreign(house, opened, *numbers)
    after = the(house)
    assert (after.state, after.episode) == (State.OPEN, opened.version)
    [one] = after.disputes
    assert (one.number, one.joined, one.kiosk_id) == (after.version, True, "Z001-K2")
    return after


def settled(house: House, pickup: Pickup, found: Found) -> Pickup:
    clerk = house.by("clerk/1")
    house.clerk.check(pickup.id, pickup.episode, found, clerk)
    return house.clerk.settle(pickup.id, pickup.episode, found, reason="已核对", doing=clerk)


def test_what_it_tells_and_what_the_books_say_stand_side_by_side(house: House) -> None:
    pickup = joined(house, 201, 202)
    event = house.store.history(pickup.id, None).items[-1]
    assert (event.data["opens"], event.data["joins"]) == (False, pickup.episode)
    told, books = event.data["told"], event.data["books"]
    assert isinstance(told, dict)
    assert isinstance(books, dict)
    assert (told["fencing"], told["count"], told["out"]) == (77, 2, [[CODE, 201, 202]])
    assert (told["ended"], told["first_out_at"] < told["ended_at"]) == ("done", True)
    assert (books["state"], books["remaining"], books["handed"]) == ("open", 3, [])
    assert event.data["apart"] == [[CODE, 201, 202]]


def test_nothing_is_freed_before_each_dispute_is_decided(house: House) -> None:
    pickup = joined(house, 201, 202)
    before = the(house), house.stockroom.shelf("Z001", "P_ORD")
    clerk = house.by("clerk/1")
    for found in (Found((CODE, 102)), Found((CODE, 102), disputes=((99, 0),))):
        with pytest.raises(Refusal):
            house.clerk.check(pickup.id, pickup.episode, found, clerk)
    assert (
        refused(
            lambda: house.clerk.settle(
                pickup.id, pickup.episode, Found((CODE, 102)), reason="漏看", doing=clerk
            )
        ).code
        == "disputes-undecided"
    )
    assert (the(house), house.stockroom.shelf("Z001", "P_ORD")) == before
    assert refused(lambda: house.scan(house.code(pickup), at="Z001-K2")).code == "pickup-open"


def test_the_neighbours_sheets_were_the_collectors(house: House) -> None:
    pickup = joined(house, 201, 202)
    after = settled(house, pickup, Found((CODE, 102), disputes=((pickup.version, 2),)))
    assert (after.state, after.remaining, after.disputes) == (State.DISPENSED, 0, ())
    assert after.handed == (Sheets(CODE, 201, 202), Sheets(CODE, 101, 101))
    assert verbs(house, after)[-3:] == ["disputed", "dispute-settled", "settled"]
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (3, 0, 0)
    assert in_place(house) == 24


def test_nobody_has_the_neighbours_sheets(house: House) -> None:
    pickup = joined(house, 201, 202)
    after = settled(house, pickup, Found((CODE, 102), disputes=((pickup.version, 0),)))
    assert (after.state, after.remaining) == (State.ISSUED, 2)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (1, 2, 2)
    grip = house.reserved(after, "Z001-K2")
    assert grip.kiosk_id == "Z001-K2"


def test_more_than_is_owed_is_never_handed_over(house: House) -> None:
    pickup = joined(house, 201, 202, 203)
    number, clerk = pickup.version, house.by("clerk/1")
    for found in (
        Found((CODE, 102), disputes=((number, 3),)),
        Found((CODE, 104), some(103, 1), disputes=((number, 2),)),
    ):
        told = refused(
            lambda found=found: house.clerk.check("0a" * 8, pickup.episode, found, clerk)
        )
        assert told.code == "taken-out-of-range"
    assert the(house) == pickup


def test_a_machine_prints_no_sheet_that_the_neighbour_gave(house: House) -> None:
    opened, grip = house.silent()
    foreign(house, opened, 201, 202)
    number = the(house).version
    by = house.by("clerk/1")
    house.clerk.disputing.settle(opened.id, number, 2, reason="在手里", doing=by)
    assert refused(lambda: house.machine.start(grip, house.at())).code == "reservation-over"
    assert refused(lambda: house.sheet(grip, 2, 102)).code == "reservation-over"
    assert the(house).state is State.OPEN


def test_settled_twice_is_settled_once(house: House) -> None:
    pickup = joined(house, 201, 202)
    number, clerk = pickup.version, house.by("clerk/1")
    found = Found((CODE, 102), disputes=((number, 2),))
    # The process died between the two writes: the clerk's word is carried out once more.
    house.clerk.disputing.settle(pickup.id, number, 2, reason="在手里", doing=clerk)
    after = house.clerk.settle(pickup.id, pickup.episode, found, reason="在手里", doing=clerk)
    assert (after.state, verbs(house, after).count("dispute-settled")) == (State.DISPENSED, 1)
    again = refused(
        lambda: house.clerk.disputing.settle(pickup.id, number, 2, reason="在手里", doing=clerk)
    )
    assert again.code == "dispute-over"


def test_a_dark_holders_case_takes_a_neighbours_journal_in(house: House) -> None:
    lent(house)
    house.owner.choose_site("0a" * 8, "Z002", "owner", house.by())
    house.clock.forward(hours=4)
    opened = house.swept(the(house))
    foreign(house, opened, 201, 202, 203)
    pickup = the(house)
    after = settled(house, pickup, Found((CODE, 101), disputes=((pickup.version, 3),)))
    assert (after.state, after.wish, after.lease) == (State.DISPENSED, None, None)
    assert house.stockroom.shelf("Z002", "P_ORD").held == 0
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.held, shelf.out, total(shelf.in_doubt)) == (0, 3, 0)


def test_beside_a_lease_a_dispute_is_decided_once_the_lease_is_back(house: House) -> None:
    one = lent(house)
    foreign(house, the(house), 201, 202)
    number, clerk = the(house).version, house.by("clerk/1")
    [waiting] = the(house).disputes
    assert (waiting.joined, the(house).state) == (False, State.ISSUED)
    check = lambda taken: house.clerk.disputing.check("0a" * 8, number, taken, clerk)  # noqa: E731
    check(0)
    assert refused(lambda: check(2)).code == "pickup-busy"
    assert house.polled().recalls == (one.line.pickup_id,)
    house.polled(one.line.pickup_id)
    assert the(house).lease is None
    after = house.clerk.disputing.settle("0a" * 8, number, 2, reason="在手里", doing=clerk)
    assert (after.state, after.remaining, after.handed_count) == (State.ISSUED, 1, 2)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.held, shelf.out, total(shelf.in_doubt)) == (1, 2, 0)


def test_what_is_over_takes_no_sheet_more(house: House) -> None:
    one = lent(house)
    followed(house, served(house, one))
    assert the(house).state is State.DISPENSED
    foreign(house, the(house), 201)
    number, clerk = the(house).version, house.by("clerk/1")
    told = refused(
        lambda: house.clerk.disputing.settle("0a" * 8, number, 1, reason="多给", doing=clerk)
    )
    assert (told.code, told.params["most"]) == ("taken-out-of-range", 0)
    after = house.clerk.disputing.settle("0a" * 8, number, 0, reason="已收回", doing=clerk)
    assert (after.state, after.disputes) == (State.DISPENSED, ())
    assert total(house.stockroom.shelf("Z001", "P_ORD").in_doubt) == 1


def told_twice(house: House) -> tuple[Pickup, int, int]:
    """Two journals join what is open; the second names a sheet of the first, and one more."""
    first = joined(house, 201, 202).version
    foreign(house, the(house), 202, 203)
    pickup = the(house)
    return pickup, first, pickup.version


@pytest.mark.parametrize(
    ("taken", "handed", "apart"),
    [
        ((2, 1), some(201, 2), some(203, 1)),
        ((0, 1), some(202, 1), some(201, 1) + some(203, 1)),
        ((1, 0), some(201, 1), some(202, 2)),
    ],
)
def test_a_sheet_that_two_journals_name_is_handed_over_once(
    house: House,
    taken: tuple[int, int],
    handed: tuple[Sheets, ...],
    apart: tuple[Sheets, ...],
) -> None:
    pickup, first, second = told_twice(house)
    found = Found((CODE, 102), disputes=((first, taken[0]), (second, taken[1])))
    after = settled(house, pickup, found)
    assert after.handed == (*handed, Sheets(CODE, 101, 101))
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    count = sum(one.count for one in apart)
    assert [(one.first, one.last) for one in shelf.in_doubt] == [
        (one.first, one.last) for one in apart
    ]
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (4 - count, count, count - 1)
    told = [one.data for one in house.store.history(pickup.id, None).items]
    given = [data["given"] for data in told if "dispute" in data and data["given"]]
    assert given == [[[one.code, one.first, one.last]] for one in handed]
    assert in_place(house) == 24


def test_more_than_is_owed_counts_each_sheet_once(house: House) -> None:
    pickup, first, second = told_twice(house)
    clerk = house.by("clerk/1")
    found = Found((CODE, 102), disputes=((first, 2), (second, 2)))
    told = refused(lambda: house.clerk.check(pickup.id, pickup.episode, found, clerk))
    # One sheet is confirmed, two are found with the collector, and the third is named twice.
    assert (told.code, told.params["most"]) == ("taken-out-of-range", 1)


def test_a_decision_that_came_back_is_made_once_more(house: House) -> None:
    pickup, first, second = told_twice(house)
    clerk = house.by("clerk/1")
    # The first dispute was settled when custody declined the rest; the clerk says it all again.
    house.clerk.disputing.settle(pickup.id, first, 2, reason="在手里", doing=clerk)
    after = settled(house, pickup, Found((CODE, 102), disputes=((first, 2), (second, 1))))
    assert (after.state, after.handed_count) == (State.DISPENSED, 3)
    assert verbs(house, after).count("dispute-settled") == 2


def test_what_a_dispute_handed_over_may_be_named_at_the_machine_too(house: House) -> None:
    lent(house)
    house.owner.choose_site("0a" * 8, "Z002", "owner", house.by())
    house.clock.forward(hours=4)
    foreign(house, house.swept(the(house)), 201, 202)
    pickup = the(house)
    found = Found((CODE, 101), some(201, 2), disputes=((pickup.version, 2),))
    after = settled(house, pickup, found)
    assert (after.handed, after.remaining) == (some(201, 2), 1)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (2, 0, 1)


def test_what_quarantine_gave_away_is_refused_before_anything_is_decided(house: House) -> None:
    pickup = joined(house, 201, 202)
    gone(house, 202)
    clerk, number = house.by("clerk/1"), pickup.version
    for check in (
        lambda: house.clerk.disputing.check(pickup.id, number, 2, clerk),
        lambda: house.clerk.check(
            pickup.id, pickup.episode, Found((CODE, 102), disputes=((number, 2),)), clerk
        ),
    ):
        assert refused(check).code == "sheets-not-apart"
    after = settled(house, pickup, Found((CODE, 102), disputes=((number, 1),)))
    assert after.handed == (Sheets(CODE, 201, 201), Sheets(CODE, 101, 101))


def gone(house: House, number: int) -> None:
    """Let a clerk cancel a sheet that lies in quarantine: it is another order's, too."""
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    sheets, clerk = (Range(CODE, number, number),), house.by("clerk/2")
    after, _ = leave(shelf, End.CANCELLED, sheets, kiosk_id="Z001-K2", reason="已作废", doing=clerk)
    house.stockroom.shelves[shelf.subject] = after
