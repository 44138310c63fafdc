"""A borrower: sees one pickup and its code, lends nothing on, and loses it with its owner."""

from functools import partial

from backend.kernel.ids import new_id
from backend.pickup import token
from backend.pickup.rules.pickup import Pickup, State
from tests.pickup.conftest import KEYS, House
from tests.pickup.test_lending import lent, refused, wish


def test_only_the_owner_lends_and_a_borrower_cannot_lend_on(house: House) -> None:
    pickup = house.issued(3)
    after = lent(house, pickup)
    assert after.loan is not None
    loan_id = after.loan.id

    def lend(person: str) -> Pickup:
        by = house.by(f"person/{person}")
        return house.lending.lend(pickup.id, new_id(), wish=wish(house), person_id=person, doing=by)

    def take(person: str) -> Pickup:
        return house.lending.take_back(pickup.id, loan_id, person, house.by())

    for person in ("friend", "accountant", "stranger"):
        for act in (lend, take):
            assert refused(partial(act, person)).code == "pickup-unknown"


def test_a_borrower_sees_this_pickup_and_nothing_else(house: House) -> None:
    pickup = house.issued(3)
    after, now = lent(house, pickup), house.clock.now()
    assert house.lending.see(pickup.id, "friend", now) == after
    listed = house.lending.lent_to("friend", now, cursor=None, limit=9)
    assert listed.items == (after,)
    assert refused(lambda: house.owner.see(pickup.id, "friend")).code == "pickup-unknown"
    for act, code in (
        (lambda: house.owner.history(pickup.id, "friend", None), "pickup-unknown"),
        (lambda: house.owner.unlock(pickup.id, "friend", house.by()), "pickup-unknown"),
        (
            lambda: house.owner.of_company("company", "friend", cursor=None, limit=9),
            "company-unknown",
        ),
    ):
        assert refused(act).code == code


def test_an_authority_that_ends_ends_what_was_lent(house: House) -> None:
    after, now = lent(house, house.issued(3)), house.clock.now()
    code = house.code(after, "friend")
    house.around.acting.clear()
    assert refused(lambda: house.lending.see(after.id, "friend", now)).code == "loan-unknown"
    assert refused(lambda: house.scan(code)).code == "pickup-revoked"


def test_another_site_keeps_the_loan_and_renews_the_code(house: House) -> None:
    after = lent(house, house.issued(3))
    old = house.code(after, "friend")
    moved = house.owner.choose_site(after.id, "Z002", "owner", house.by())
    assert (moved.loan, moved.generation) == (after.loan, 3)
    assert refused(lambda: house.scan(old, at="Z002-K1")).code == "pickup-revoked"
    assert house.scan(house.code(moved, "friend"), at="Z002-K1").state is State.RESERVED


def test_a_code_that_names_somebody_else_opens_nothing(house: House) -> None:
    pickup = house.issued(3)
    body = token.sign(
        KEYS,
        code_type=token.Type.ROLLING,
        generation=pickup.generation,
        pickup_id=pickup.id,
        expires_at=pickup.expires_at,
        person_id="stranger",
    )
    key = token.secret(KEYS, kid=2, pickup_id=pickup.id, generation=pickup.generation)
    forged = token.text(body, token.rolling(key, house.clock.now()))
    assert refused(lambda: house.scan(forged)).code == "pickup-revoked"
