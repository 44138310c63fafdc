"""Whom one can lend to, and how often a door may be tried."""

import pytest

from backend.identity.rules.terms import Quota
from backend.kernel.errors import Refusal
from backend.wiring.strangers import Directory, Doorkeeper
from infra.local.seed.people import ACCOUNTANT, OWNER
from tests.walks.conftest import Walk, bank, loaded, sandbox, walk

__all__ = ["bank", "loaded", "sandbox", "walk"]  # the demo city, as in the walks


def test_a_person_is_found_by_number_and_name_once_they_signed_in(walk: Walk) -> None:
    directory = Directory(walk.city.identity)
    assert directory.find(OWNER.phone, OWNER.name) is None
    walk.signed_in(OWNER.phone)
    found = directory.find(f"+86 {OWNER.phone}", OWNER.name)
    assert found is not None
    assert (found.person_id, found.name) == (OWNER.id, OWNER.name)
    assert found.phone_masked == f"{OWNER.phone[:3]}****{OWNER.phone[-4:]}"
    assert directory.find(OWNER.phone, ACCOUNTANT.name) is None
    assert directory.find("13999999999", OWNER.name) is None
    assert directory.name_of("nobody") == ""


def test_tries_are_counted_by_door_and_by_who_tries(walk: Walk) -> None:
    keeper = Doorkeeper(
        walk.city.identity, {"link": (Quota(3600, 2),), "borrower": (Quota(3600, 1),)}
    )
    now = walk.clock.now()
    for _ in range(2):
        keeper.admit("link", "203.0.113.9", now)
    with pytest.raises(Refusal) as caught:
        keeper.admit("link", "203.0.113.9", now)
    assert (caught.value.code, caught.value.retry_after_seconds) == ("tries-too-many", 3600)
    keeper.admit("link", "203.0.113.10", now)
    keeper.admit("borrower", "p1", now)
    keeper.admit("link", "203.0.113.9", walk.clock.forward(hours=1))


def test_pairing_codes_are_counted_by_address_whatever_the_key(walk: Walk) -> None:
    keeper = Doorkeeper(walk.city.identity, {"pairing": (Quota(3600, 2),)})
    now = walk.clock.now()
    for address in ("2001:db8::1", "2001:db8::2"):
        keeper.admit("pairing", address, now)
    with pytest.raises(Refusal) as caught:
        keeper.admit("pairing", "2001:db8::3", now)
    assert (caught.value.code, caught.value.retry_after_seconds) == ("pairings-too-many", 3600)
    keeper.admit("pairing", "2001:db8:0:1::1", now)


def test_an_address_is_not_kept_as_such(walk: Walk) -> None:
    Doorkeeper(walk.city.identity).admit("link", "203.0.113.9", walk.clock.now())
    Doorkeeper(walk.city.identity).admit("check", "203.0.113.9", walk.clock.now())
    assert walk.city.identity.store.find_allowance("check/203.0.113.9") is None
    assert walk.city.identity.store.find_allowance("link/203.0.113.9") is None
