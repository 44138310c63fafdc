"""The other forms of a code: paper, pass link, a new code for an old one."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.pickup import token
from backend.pickup.rules.pickup import Pickup, State
from tests.pickup.conftest import KEYS, House
from tests.pickup.test_lending import kinds, lent


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def paper(house: House, pickup: Pickup, person_id: str = "owner") -> str:
    return house.forms.paper(pickup.id, person_id, house.clock.now())[1].text


def linked(house: House, pickup: Pickup, link_id: str | None = None) -> str:
    after = house.forms.make_link(pickup.id, link_id or new_id(), "owner", house.by())
    assert after.link is not None
    return house.forms.key_of(after, after.link)


def opened(house: House, key: str, address: str = "203.0.113.9"):  # type: ignore[no-untyped-def]
    return house.forms.open(key, address, house.clock.now())


def test_a_paper_code_stands_still_and_asks_who_collects(house: House) -> None:
    pickup = house.issued(3)
    text = paper(house, pickup)
    assert len(text) == 139
    assert token.read(text).type is token.Type.PAPER
    house.clock.forward(days=6)
    assert paper(house, pickup) == text
    assert refused(lambda: house.scan(text)) == "collector-check-needed"
    assert refused(lambda: house.scan(text, "999999")) == "collector-wrong"
    assert house.scan(text, "000123").state is State.RESERVED


def test_five_wrong_answers_lock_the_paper_but_not_the_phone(house: House) -> None:
    pickup = house.issued(3)
    text = paper(house, pickup)
    codes = [refused(lambda: house.scan(text, "999999")) for _ in range(6)]
    assert codes == ["collector-wrong"] * 5 + ["collector-locked"]
    assert house.scan(house.code(pickup)).state is State.RESERVED


def test_paper_is_for_who_may_collect(house: House) -> None:
    pickup = house.issued(3)
    for person in ("accountant", "friend", "stranger"):
        assert refused(lambda: paper(house, pickup, person)) == "pickup-unknown"  # noqa: B023
    lent(house, pickup)
    assert refused(lambda: paper(house, pickup)) == "pickup-unknown"
    theirs = token.read(paper(house, pickup, "friend"))
    assert theirs.expires_at == house.clock.now() + timedelta(hours=2)
    house.around.acting.clear()
    assert refused(lambda: paper(house, pickup, "friend")) == "pickup-unknown"


def test_paper_of_what_is_over_or_nowhere_is_refused(house: House) -> None:
    nowhere = house.issued(99)
    assert refused(lambda: paper(house, nowhere)) == "pickup-placeless"
    pickup = house.issued(3, pickup_id="0b" * 8)
    house.clock.forward(days=8)
    assert refused(lambda: paper(house, pickup)) == "pickup-over"


def test_a_new_code_kills_the_old_ones(house: House) -> None:
    pickup = house.issued(3)
    old, text, key = house.code(pickup), paper(house, pickup), linked(house, pickup)
    act_id = new_id()
    renew = lambda: house.forms.renew(pickup.id, act_id, "owner", house.by())  # noqa: E731
    after = renew()
    assert renew() == after
    assert (after.generation, after.link) == (2, None)
    assert after.short_code != pickup.short_code
    assert refused(lambda: house.scan(old)) == "pickup-revoked"
    assert refused(lambda: house.scan(text, "000123")) == "pickup-revoked"
    assert refused(lambda: house.scan(pickup.short_code, "000123")) == "pickup-unknown"
    assert refused(lambda: opened(house, key)) == "link-revoked"
    assert house.scan(house.code(after)).state is State.RESERVED
    assert kinds(house, pickup) == ["issued", "link-made", "renewed", "reserved"]


def test_a_late_repeat_of_an_older_wish_does_not_renew_again(house: House) -> None:
    pickup = house.issued(3)
    first, second = new_id(), new_id()
    for act_id in (first, second, first):
        after = house.forms.renew(pickup.id, act_id, "owner", house.by())
    assert after.generation == 3


@pytest.mark.parametrize("verb", ["renew", "make_link"])
def test_whom_and_when_a_new_form_is_refused(house: House, verb: str) -> None:
    pickup = house.issued(3)
    act = getattr(house.forms, verb)

    def code(person: str = "owner", act_id: str | None = None) -> str:
        return refused(lambda: act(pickup.id, act_id or new_id(), person, house.by()))

    for person in ("accountant", "friend"):
        assert code(person) == "pickup-unknown"
    shared = new_id()
    house.forms.make_link(house.issued(1, pickup_id="0b" * 8).id, shared, "owner", house.by())
    assert code(act_id=shared) == "request-exists-differently"
    after = lent(house, pickup)
    assert code() == "pickup-lent"
    house.scan(house.code(after, "friend"))
    assert code() == "pickup-busy"
    house.clock.forward(days=8)
    assert code() == "pickup-over"


def test_a_link_shows_the_paper_code_of_today(house: House) -> None:
    pickup = house.issued(3)
    link_id = new_id()
    key = linked(house, pickup, link_id)
    assert len(key) == 22
    assert linked(house, pickup, link_id) == key
    shown = opened(house, key)
    assert (shown.paper.text, shown.site_name) == (paper(house, pickup), "一号厅（模拟）")
    assert shown.paper.short_code == pickup.short_code
    house.owner.choose_site(pickup.id, "Z002", "owner", house.by())
    again = opened(house, key)
    assert token.read(again.paper.text).generation == 2
    assert house.scan(again.paper.text, "000123", at="Z002-K1").state is State.RESERVED


def test_the_table_does_not_hold_what_opens_a_link(house: House) -> None:
    pickup = house.issued(3)
    key = linked(house, pickup)
    kept = repr(house.store.marks) + repr(house.store.items) + repr(house.store.ledger.events)
    assert key not in kept


def test_a_newer_link_ends_the_one_before_and_revoking_may_be_repeated(house: House) -> None:
    pickup = house.issued(3)
    first_id, second_id = new_id(), new_id()
    first, second = linked(house, pickup, first_id), linked(house, pickup, second_id)
    assert refused(lambda: opened(house, first)) == "link-revoked"
    house.forms.revoke_link(pickup.id, first_id, "owner", house.by())
    assert opened(house, second)
    for _ in range(2):
        house.forms.revoke_link(pickup.id, second_id, "owner", house.by())
    assert refused(lambda: opened(house, second)) == "link-revoked"
    revoke = partial(house.forms.revoke_link, pickup.id, second_id)
    assert refused(lambda: revoke("friend", house.by())) == "pickup-unknown"
    assert kinds(house, pickup) == ["issued", "link-made", "link-made", "link-revoked"]


def test_lending_ends_the_link(house: House) -> None:
    pickup = house.issued(3)
    key = linked(house, pickup)
    lent(house, pickup)
    assert refused(lambda: opened(house, key)) == "link-revoked"


def test_each_end_of_a_link_has_its_own_words(house: House) -> None:
    assert refused(lambda: opened(house, "A" * 22)) == "link-unknown"
    pickup = house.issued(3)
    key = linked(house, pickup)
    grip = house.reserved(pickup)
    assert opened(house, key).pickup.state is State.RESERVED
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    house.clock.forward(seconds=61)
    house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    assert refused(lambda: opened(house, key)) == "link-checking"
    house.machine.start(grip, house.at())
    for k in (2, 3):
        house.sheet(grip, k, 100 + k)
    house.machine.finish(grip, house.at())
    assert refused(lambda: opened(house, key)) == "link-dispensed"
    second = house.issued(3, pickup_id="0b" * 8)
    key = linked(house, second)
    house.around.acting.clear()
    assert refused(lambda: opened(house, key)) == "link-revoked"
    house.clock.forward(days=7)
    assert refused(lambda: opened(house, key)) == "link-expired"
    nowhere = house.issued(99, pickup_id="0c" * 8)
    house.around.acting.add(("owner", "company"))
    placeless = linked(house, nowhere)
    assert refused(lambda: opened(house, placeless)) == "link-placeless"


def test_an_address_that_tries_too_often_waits_whatever_it_tries(house: House) -> None:
    key = linked(house, house.issued(3))
    house.strangers.most = 2
    for _ in range(2):
        refused(lambda: opened(house, "A" * 22))
    assert refused(lambda: opened(house, key)) == "tries-too-many"
    assert opened(house, key, "203.0.113.10")


def test_the_link_lives_on_when_the_keys_turn(house: House) -> None:
    pickup = house.issued(3)
    key = linked(house, pickup)
    newer = token.Keys(3, {**KEYS.seeds, 3: b"\x03" * 32})
    turned = type(house.forms)(
        store=house.store,
        stockroom=house.stockroom,
        people=house.around,
        sites=house.around,
        doorkeeper=house.strangers,
        keys=newer,
        wishing=house.forms.wishing,
    )
    shown = turned.open(key, "", house.clock.now())
    assert token.read(shown.paper.text).kid == 3
    assert shown.pickup.link is not None
    assert turned.key_of(shown.pickup, shown.pickup.link) == key
