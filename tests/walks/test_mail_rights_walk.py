"""Who may say where paper goes: its collector, and who may collect for the company."""

import pytest

from backend.kernel.ids import new_id
from infra.local.seed.people import CLERK, OWNER, TEN
from tests.walks.acts import COMPANY, applied
from tests.walks.conftest import Walk
from tests.walks.device import Device
from tests.walks.mailroom import HOME, addressed, by_mail, in_stock, mailed, packed
from tests.walks.test_mail_walk import LABEL


def entered(walk: Walk, *, may_collect: bool) -> Device:
    """Enter a bookkeeper of the company, and let them sign in."""
    clerk = walk.signed_in(CLERK.phone)
    grant = {"name": TEN.name, "role": "bookkeeper"}
    rights = {"real_name_verified": may_collect, "invoice_agent": may_collect}
    clerk.put(f"/api/counter/companies/{COMPANY}/people/{TEN.id}", {**grant, **rights})
    return walk.signed_in(TEN.phone)


@pytest.mark.parametrize("may_collect", [False, True])
def test_a_bookkeeper_redirects_a_pickup_only_with_the_bureaus_leave(
    walk: Walk, may_collect: bool
) -> None:
    phone = walk.signed_in(OWNER.phone)
    home, pickup_id = addressed(phone), applied(walk, phone)["pickup_id"]
    other = entered(walk, may_collect=may_collect)
    assert other.get(f"/api/pickups/{pickup_id}")["pass"] is None
    path, wish = f"/api/pickups/{pickup_id}/mailing", {"address_id": home}
    if may_collect:
        assert other.put(path, wish)["ended"] == "mailed"
        return
    assert other.refused("PUT", path, wish)["code"] == "mail-not-authorised"
    mine = f"/api/companies/{COMPANY}/addresses/{new_id()}"
    assert other.refused("PUT", mine, HOME)["code"] == "mail-not-authorised"
    book = f"/api/companies/{COMPANY}/addresses/{home}"
    assert other.refused("DELETE", book)["code"] == "mail-not-authorised"
    assert phone.get(f"/api/pickups/{pickup_id}")["state"] == "issued"


def test_a_history_names_nobody_of_the_tax_office(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    by_mail(walk, phone, addressed(phone))
    order = mailed(phone)
    packed(walk, LABEL, order["id"])
    told = phone.get(f"/api/mail-orders/{order['id']}/history")["items"]
    assert [(one["kind"], one["person"], one["machine"]) for one in told[1:]] == [
        ("delivery:order:taken", "tax-office", "")
    ]


def test_what_is_owed_by_mail_is_promised_to_nobody_else(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    home, there = addressed(phone), in_stock(walk)
    by_mail(walk, phone, home, 5)
    application = by_mail(walk, phone, home, 5)
    [stock] = [one for one in application["checks"] if one["code"] == "site-stock"]
    assert (stock["inputs"]["free"], in_stock(walk)) == (there - 5, there)


def test_a_bookkeeper_sends_turns_and_cancels_nothing(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    home, work = addressed(phone), addressed(phone, town="模拟镇")
    by_mail(walk, phone, home)
    order, other = mailed(phone), entered(walk, may_collect=False)
    path = f"/api/mail-orders/{order['id']}"
    for verb, body in (
        (f"sendings/{new_id()}", {"address_id": work}),
        ("kiosk", {"site_id": "Z001"}),
        ("cancellation", {}),
    ):
        assert other.refused("PUT", f"{path}/{verb}", body)["code"] == "mail-not-authorised"
    assert other.get(path) == phone.get(path) == order
