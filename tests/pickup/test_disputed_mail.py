"""An order that a journal disputes: nothing of it is sent before a clerk says what is in hand."""

from backend.pickup.api import routes
from backend.pickup.rules.pickup import Ending, Pickup, State
from backend.pickup.service import MailingSide
from tests.fakes.door import Door
from tests.pickup.conftest import House
from tests.pickup.test_api import problem
from tests.pickup.test_joined_disputes import foreign
from tests.pickup.test_mailing import HOME, WORK, Book, mail, refused, verbs
from tests.pickup.test_replay import lent, the


def disputed_beside(house: House) -> Pickup:
    """Let the neighbour tell of two of three sheets while a machine holds the lease."""
    lent(house)
    foreign(house, the(house), 201, 202)
    [one] = the(house).disputes
    assert not one.joined
    return the(house)


def settled(house: House, pickup: Pickup, taken: int) -> Pickup:
    """Let a clerk say how many sheets of the dispute the collector has."""
    [one] = pickup.disputes
    return house.clerk.disputing.settle(
        pickup.id, one.number, taken, reason="在手里", doing=house.by("clerk/1")
    )


def test_mail_is_refused_until_the_clerk_has_spoken(house: House) -> None:
    pickup = disputed_beside(house)
    side = MailingSide(house.store, house.stockroom, house.owner, Book())
    door = Door(house.clock, {"pickup": house.owner, "pickup-mailing": side}, routes)
    path, phone = f"/pickups/{pickup.id}/mailing", door.person("owner")
    assert problem(phone.put(path, {"address_id": HOME})) == (409, "pickup-disputed")
    house.polled(pickup.id)
    assert problem(phone.put(path, {"address_id": HOME})) == (409, "pickup-disputed")
    settled(house, the(house), 2)
    shown = phone.put(path, {"address_id": HOME}).get_json()
    assert shown["ended"] == "mailed"
    assert house.store.ledger.events[pickup.subject][-1].data["count"] == 1


def test_a_wish_from_before_the_dispute_is_kept_until_the_clerk_has_spoken(house: House) -> None:
    lent(house)
    waits = mail(house, the(house))
    foreign(house, waits, 201, 202)
    assert mail(house, waits) == the(house)
    assert refused(lambda: mail(house, waits, WORK)) == "pickup-disputed"
    house.polled(waits.id)
    kept = the(house)
    assert (kept.state, kept.lease, kept.due_at()) == (State.ISSUED, None, None)
    assert kept.wish is not None
    assert kept.wish.address_id == HOME
    assert not house.time.pass_time(kept.id, house.by("system/pickup-sweep", ""))
    assert mail(house, waits) == kept
    after = settled(house, kept, 2)
    assert (after.remaining, after.wish, after.due_at()) == (1, kept.wish, kept.wish.asked_at)
    sent = house.swept(after)
    assert (sent.care.ended, sent.handed_count) == (Ending.MAILED, 2)
    told = house.store.ledger.events[sent.subject][-1]
    assert (told.actor, told.data["count"]) == ("person/owner", 1)


def test_nothing_is_sent_where_the_clerk_finds_all_of_it_in_hand(house: House) -> None:
    lent(house)
    waits = mail(house, the(house))
    foreign(house, waits, 201, 202, 203)
    house.polled(waits.id)
    after = settled(house, the(house), 3)
    assert (after.state, after.wish) == (State.DISPENSED, None)
    assert "mailed" not in verbs(house, after)


def test_a_kept_wish_gives_way_to_another(house: House) -> None:
    lent(house)
    waits = mail(house, the(house))
    foreign(house, waits, 201, 202)
    house.polled(waits.id)
    moved = house.owner.choose_site(waits.id, "Z002", "owner", house.by())
    assert (moved.site_id, moved.wish) == ("Z002", None)
