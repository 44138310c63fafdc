"""Lending under a lease: a machine is told who may collect now; each service ends as begun."""

from backend.pickup import token
from backend.pickup.rules.leasing import Lent
from backend.pickup.rules.pickup import State
from tests.pickup.conftest import CODE, KEYS, House
from tests.pickup.diary import Diary
from tests.pickup.test_leases import verbs
from tests.pickup.test_lending import lent, refused
from tests.pickup.test_replay import followed, the


def told(house: House) -> Lent:
    [found] = house.polled().lent
    return found


def service(house: House, one: Lent) -> Diary:
    """Serve all of a lease under the generation that the machine was told of."""
    line = one.line
    diary = Diary(
        house.clock.now(),
        pickup_id=line.pickup_id,
        kind=line.kind,
        count=line.count,
        fencing=line.fencing,
        generation=line.generation,
        segments=[{"code": CODE, "first": 101, "last": 100 + line.count}],
    ).started()
    return diary.fed(*((CODE, 101 + k) for k in range(line.count))).done()


def test_a_lent_pickup_is_leased_for_its_borrower(house: House) -> None:
    after = lent(house, house.issued(), hours=2)
    one = told(house)
    assert after.loan is not None
    line = one.line
    assert line.generation == after.generation
    assert line.expires_at == after.loan.until
    code = token.read(house.code(after, "friend"))
    assert code.generation == line.generation
    expected = token.secret(KEYS, kid=2, pickup_id=after.id, generation=line.generation)
    assert one.secrets[2] == expected


def test_a_loan_that_ends_is_told_when_its_holder_comes(house: House) -> None:
    after = lent(house, house.issued(), hours=2)
    assert told(house).line.generation == after.generation
    house.clock.forward(hours=2)
    line = told(house).line
    assert line.generation == after.generation + 1
    assert line.expires_at == after.expires_at
    assert verbs(house, after)[-1] == "returned"
    count = len(verbs(house, after))
    told(house)
    assert len(verbs(house, after)) == count


def test_nothing_is_put_on_record_while_a_machine_may_be_serving_under_the_loan(
    house: House,
) -> None:
    after = lent(house, house.issued(), hours=2)
    told(house)
    house.clock.forward(hours=3)
    assert not house.time.pass_time(after.id, house.by("system/pickup-sweep", ""))
    # The owner's code is good again all the same.
    assert house.owner.pass_of(the(house), "owner", house.clock.now()) is not None


def test_a_service_begun_under_a_loan_counts_after_its_end(house: House) -> None:
    after = lent(house, house.issued(), hours=1)
    diary = service(house, told(house))
    house.clock.forward(hours=3)
    assert followed(house, diary) == []
    done = the(house)
    assert (done.state, done.handed_count) == (State.DISPENSED, 3)
    events = house.store.history(after.id, None).items
    sheets = [one for one in events if one.kind.endswith("sheet-confirmed")]
    assert {one.data["collector_id"] for one in sheets} == {"friend"}
    assert after.loan is not None
    assert {one.data["loan_id"] for one in sheets} == {after.loan.id}


def test_a_service_begun_after_the_loan_had_ended_is_a_clerks_matter(house: House) -> None:
    lent(house, house.issued(), hours=1)
    one = told(house)
    house.clock.forward(hours=1)
    followed(house, service(house, one))
    after = the(house)
    assert (after.handed, len(after.disputed)) == ((), 1)
    assert verbs(house, after)[-1] == "disputed"


def test_a_neighbour_is_asked_back_for_a_borrower_too(house: House) -> None:
    after = lent(house, house.issued())
    told(house)
    refusal = refused(lambda: house.scan(house.code(after, "friend"), at="Z001-K2"))
    assert (refusal.code, refusal.params["recalling"]) == ("pickup-held", True)
    house.polled(after.id)
    assert house.scan(house.code(after, "friend"), at="Z001-K2").state is State.RESERVED


def test_a_case_of_a_dark_holder_keeps_spent_ids(house: House) -> None:
    """A late repeat of a service that ended begins no second one once the clerk has looked."""
    pickup = house.issued()
    grip = house.reserved(pickup)
    house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    told(house)
    refused(lambda: house.scan(house.code(pickup), at="Z001-K2"))
    house.clock.forward(hours=5)
    dark = house.swept(pickup)
    assert dark.state is State.OPEN
    assert dark.reservation is not None
    assert grip.reservation_id in dark.reservation.ids
    assert refused(lambda: house.machine.start(grip, house.at())).code == "reservation-over"
