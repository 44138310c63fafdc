"""An order that its owner would rather have sent: closed once, and owed from then on by mail."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.pickup.api import routes
from backend.pickup.rules import ending, wishes
from backend.pickup.rules.holding import LEASE
from backend.pickup.rules.pickup import Ending, Found, Pickup, State
from backend.pickup.rules.sheets import Sheets
from backend.pickup.service import MailingSide
from tests.fakes.door import Door
from tests.pickup.conftest import CODE, House
from tests.pickup.test_api import problem
from tests.pickup.test_rules import DOING, HELD, NOW, SOUND
from tests.pickup.test_wishes import held, moved, settled

HOME, WORK = "a1", "a2"


@dataclass
class Book:
    """An address book with two entries."""

    known: set[tuple[str, str]] = field(
        default_factory=lambda: {("company", HOME), ("company", WORK)}
    )

    def check_address(self, company_id: str, address_id: str) -> None:
        if (company_id, address_id) not in self.known:
            raise Refusal("address-unknown", field="/address_id")


def mail(house: House, pickup: Pickup, address_id: str = HOME, person: str = "owner") -> Pickup:
    side = MailingSide(house.store, house.stockroom, house.owner, Book())
    return side.mail(pickup.id, address_id, person, house.by(f"person/{person}"))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def verbs(house: House, pickup: Pickup) -> list[str]:
    return [kind.rsplit(":", 1)[1] for kind in house.store.ledger.kinds(pickup.subject)]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.DISPENSED, "pickup-over"),
        (State.CLOSED, "pickup-over"),
        (State.RESERVED, "pickup-busy"),
        (State.DISPENSING, "pickup-busy"),
        (State.OPEN, "pickup-busy"),
    ],
)
def test_what_cannot_be_mailed(state: State, code: str) -> None:
    pickup = replace(SOUND, state=state, reservation=HELD)
    assert refused(lambda: ending.may_mail(pickup, HOME, NOW)) == code


def test_what_is_past_its_time_is_not_mailed() -> None:
    assert refused(lambda: ending.may_mail(replace(SOUND, expires_at=NOW), HOME, NOW)) == (
        "pickup-over"
    )


def test_mailing_twice_is_mailing_once_and_elsewhere_is_too_late() -> None:
    assert ending.may_mail(SOUND, HOME, NOW)
    after, event = ending.mail(SOUND, HOME, DOING)
    assert (after.state, after.generation, after.care.ended, after.care.mailed_to) == (
        State.CLOSED,
        2,
        Ending.MAILED,
        HOME,
    )
    told = {key: event.data[key] for key in ("count", "address_id", "pickup_id", "collector_id")}
    assert told == {
        "count": 3,
        "address_id": HOME,
        "pickup_id": SOUND.id,
        "collector_id": SOUND.collector_id,
    }
    assert not ending.may_mail(after, HOME, NOW)
    assert refused(lambda: ending.may_mail(after, WORK, NOW)) == "pickup-over"


def test_two_wishes_for_mail_are_one_only_to_the_same_address() -> None:
    home, work = (wishes.make(wishes.MAIL, DOING, address_id=one) for one in (HOME, WORK))
    assert wishes.same(home, home)
    assert not wishes.same(home, work)
    assert not wishes.same(home, wishes.make(wishes.CANCEL, DOING))


def test_a_mailed_order_frees_its_place_and_kills_its_codes(house: House) -> None:
    pickup = house.issued(3)
    code = house.code(pickup)
    after = mail(house, pickup, person="accountant")
    assert mail(house, pickup) == after
    assert held(house) == (0, 0)
    assert refused(lambda: house.scan(code)) == "pickup-revoked"
    assert house.owner.pass_of(after, "owner", house.clock.now()) is None
    assert after.due_at() is None
    assert verbs(house, pickup) == ["issued", "mailed"]
    assert refused(lambda: mail(house, pickup, WORK)) == "pickup-over"
    cancel = lambda: house.ending.cancel(pickup.id, "owner", house.by())  # noqa: E731
    assert refused(cancel) == "pickup-over"
    assert refused(lambda: moved(house, pickup)) == "pickup-over"


def test_it_is_refused_in_this_order(house: House) -> None:
    pickup = house.issued(3)
    house.reserved(pickup)
    assert refused(lambda: mail(house, pickup, "nowhere", "stranger")) == "pickup-unknown"
    assert refused(lambda: mail(house, pickup, "nowhere", "bookkeeper")) == "mail-not-authorised"
    assert refused(lambda: mail(house, pickup, "nowhere")) == "address-unknown"
    assert refused(lambda: mail(house, pickup)) == "pickup-busy"
    house.clock.forward(seconds=121)
    assert mail(house, pickup).state is State.CLOSED
    assert held(house) == (0, 0)


def test_one_without_a_place_is_mailed_too(house: House) -> None:
    pickup = house.issued(11)
    assert pickup.site_id is None
    after = mail(house, pickup)
    assert house.store.ledger.events[after.subject][-1].data["count"] == 11


def test_of_a_part_the_rest_is_mailed_and_the_part_stays(house: House) -> None:
    pickup = house.issued(3)
    house.given(pickup, stop_after=1)
    after = mail(house, pickup)
    assert (after.handed_count, after.state) == (1, State.CLOSED)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.held, shelf.out) == (0, 1)
    told = house.store.ledger.events[pickup.subject][-1].data
    assert (told["count"], told["handed"]) == (2, 1)


def test_it_waits_for_a_holder_and_is_done_with_the_return(house: House) -> None:
    pickup = house.issued(3)
    house.polled()
    asked_at = house.clock.forward(minutes=10)
    waits = mail(house, pickup)
    assert (waits.state, waits.generation) == (State.ISSUED, 1)
    assert waits.wish is not None
    assert (waits.wish.kind, waits.wish.address_id) == ("mail", HOME)
    assert (mail(house, pickup), held(house)) == (waits, (3, 0))
    assert waits.due_at() == asked_at - timedelta(minutes=10) + LEASE
    assert house.polled().recalls == (pickup.id,)
    house.polled(pickup.id)
    after = house.now(pickup)
    assert (after.state, after.care.mailed_to, after.lease) == (State.CLOSED, HOME, None)
    assert held(house) == (0, 0)
    event = house.store.history(pickup.id, None).items[-1]
    assert (event.kind, event.actor) == ("pickup:pickup:mailed", "person/owner")
    assert (event.data["count"], event.data["returned_by"]) == (3, "Z001-K1")


def test_a_changed_mind_replaces_what_waits(house: House) -> None:
    pickup = house.issued(3)
    house.polled()
    assert moved(house, pickup).wish is not None
    assert held(house) == (3, 3)
    waits = mail(house, pickup)
    assert (waits.wish and waits.wish.kind, held(house)) == ("mail", (3, 0))
    waits = mail(house, pickup, WORK)
    assert (waits.wish and waits.wish.address_id, held(house)) == (WORK, (3, 0))
    house.polled(pickup.id)
    assert house.now(pickup).care.mailed_to == WORK


def test_a_dark_holder_is_looked_into_first_and_only_the_rest_is_mailed(house: House) -> None:
    pickup = house.issued(3)
    house.polled()
    house.clock.forward(minutes=5)
    mail(house, pickup)
    house.clock.forward(hours=4)
    opened = house.swept(pickup)
    assert (opened.state, held(house)) == (State.OPEN, (3, 0))
    found = Found((CODE, 103), (Sheets(CODE, 101, 102),))
    settled(house, opened, found)
    house.clock.forward(hours=4)
    house.polled(pickup.id)
    after = house.now(pickup)
    assert (after.state, after.care.ended, after.handed_count) == (
        State.CLOSED,
        Ending.MAILED,
        2,
    )
    told = house.store.ledger.events[pickup.subject][-1].data
    assert (told["count"], held(house)) == (1, (0, 0))


def test_mailing_over_the_wire(house: House) -> None:
    side = MailingSide(house.store, house.stockroom, house.owner, Book())
    door = Door(house.clock, {"pickup": house.owner, "pickup-mailing": side}, routes)
    phone, stranger = door.person("owner"), door.person("stranger")
    pickup = house.issued(2)
    path = f"/pickups/{pickup.id}/mailing"
    assert problem(stranger.put(path, {"address_id": HOME})) == (404, "pickup-unknown")
    assert problem(phone.put(path, {"address_id": "x"})) == (404, "address-unknown")
    assert problem(phone.put(path, {})) == (400, "request-malformed")
    shown = phone.put(path, {"address_id": HOME}).get_json()
    assert (shown["state"], shown["ended"], shown["pass"]) == ("closed", "mailed", None)
    assert problem(phone.put(path, {"address_id": WORK})) == (409, "pickup-over")
