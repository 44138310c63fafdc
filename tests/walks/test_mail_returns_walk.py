"""Paper that comes back in a clerk's hand: under way without a carrier's word, or signed for."""

from backend.kernel.ids import new_id
from backend.storage import cursors, ledger
from functions.delivery_sweep import NAME, sweep
from infra.local.seed.people import CLERK, OWNER, SECOND_CLERK
from tests.walks.acts import COMPANY
from tests.walks.conftest import Walk
from tests.walks.mailroom import CODE, FIRST, at_depot, mailed, packed, scanned, told
from tests.walks.test_mail_walk import LABEL, OTHER_LABEL, row, sent


def test_a_clerk_who_holds_the_parcel_takes_it_in_without_a_carrier(walk: Walk) -> None:
    phone, _, parcel = sent(walk)
    clerk = walk.signed_in(CLERK.phone)
    path = f"/api/counter/parcels/{parcel['id']}"
    assert clerk.refused("PUT", f"{path}/restocking", scanned(parcel))["code"] == (
        "parcel-state-unfit"
    )
    other, number = {"tracking_number": OTHER_LABEL}, {"tracking_number": LABEL}
    assert clerk.refused("PUT", f"{path}/return", other)["code"] == "parcel-label-differs"
    back = clerk.put(f"{path}/return", number)
    assert (back["state"], clerk.put(f"{path}/return", number)["version"]) == (
        "returned",
        back["version"],
    )
    assert clerk.put(f"{path}/restocking", scanned(parcel))["state"] == "restocked"
    assert at_depot(FIRST, FIRST + 2)
    assert (mailed(phone)["state"], mailed(phone)["free"]) == ("returned", True)


def test_received_by_mistake_and_come_back_is_owed_again(walk: Walk) -> None:
    phone, order, parcel = sent(walk)
    before = row(phone)
    phone.put(f"/api/mail-orders/{order['id']}/receipt")
    walk.settle()
    told(walk, parcel["id"], "returned")
    assert (row(phone)["waiting"], row(phone)["holding"]) == (before["waiting"] - 3, 3)
    one, two = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    path = f"/api/counter/parcels/{parcel['id']}"
    number = {"tracking_number": LABEL}
    assert one.refused("PUT", f"{path}/return", number)["code"] == "parcel-signed-for"
    part = {"packets": [{"code": CODE, "first": FIRST, "last": FIRST + 1}]}
    assert one.refused("PUT", f"{path}/signed-return", part)["code"] == "parcel-serials-differ"
    proposed = one.put(f"{path}/signed-return", scanned(parcel))
    assert (proposed["state"], proposed["back_by"]) == ("signed", f"clerk/{CLERK.id}")
    assert one.put(f"{path}/signed-return", scanned(parcel))["version"] == proposed["version"]
    assert two.put(f"{path}/signed-return", scanned(parcel))["state"] == "returned"
    walk.settle()
    assert (row(phone)["waiting"], row(phone)["holding"]) == (before["waiting"], 0)
    assert one.get(f"/api/counter/serials/{CODE}/{FIRST}")["items"][0]["place"] == "returned"
    assert one.put(f"{path}/restocking", scanned(parcel))["state"] == "restocked"
    assert at_depot(FIRST, FIRST + 2)
    assert ledger.broken_at(f"mail-order/{order['id']}") is None
    sending = f"/api/mail-orders/{order['id']}/sendings/{new_id()}"
    wish = {"address_id": order["address_id"]}
    assert phone.put(sending, wish)["state"] == "owed"
    assert packed(walk, OTHER_LABEL, order["id"])["count"] == 3
    assert phone.put(sending, wish)["state"] == "taken"


def test_what_came_back_and_nobody_decides_about_ends_with_a_reminder(walk: Walk) -> None:
    phone, order, parcel = sent(walk)
    taken, waiting = row(phone)["taken_this_month"], row(phone)["waiting"]
    clerk = walk.signed_in(CLERK.phone)
    path = f"/api/counter/parcels/{parcel['id']}"
    clerk.put(f"{path}/return", {"tracking_number": LABEL})
    clerk.put(f"{path}/restocking", scanned(parcel))
    subject, found = f"mail-order/{order['id']}", []
    for days in (23, 7):
        cursors.keep(NAME, walk.clock.forward(days=days, minutes=1))
        assert sweep(walk.city).moved == 1
        found.append(ledger.history(subject).items[-1].kind.rsplit(":", 1)[1])
    assert (found, sweep(walk.city).moved) == (["reminded", "expired"], 0)
    walk.settle()
    phone = walk.signed_in(OWNER.phone)
    assert (mailed(phone)["state"], mailed(phone)["free"]) == ("expired", False)
    assert (row(phone)["waiting"], row(phone)["taken_this_month"]) == (waiting - 3, 0)
    application = phone.get(f"/api/companies/{COMPANY}/applications")["items"][0]
    assert application["returned"]["reason"] == "mail-expired"
    wish, gone = {"address_id": order["address_id"]}, f"/api/mail-orders/{order['id']}"
    refused = phone.refused("PUT", f"{gone}/sendings/{new_id()}", wish)
    assert (refused["code"], taken > 0) == ("mail-order-over", True)


def test_what_comes_back_before_the_signature_was_followed_is_owed_all_the_same(
    walk: Walk,
) -> None:
    phone, order, parcel = sent(walk)
    before = row(phone)
    phone.put(f"/api/mail-orders/{order['id']}/receipt")
    path = f"/api/counter/parcels/{parcel['id']}/signed-return"
    for person in (CLERK, SECOND_CLERK):
        walk.signed_in(person.phone).put(path, scanned(parcel))
    walk.settle()
    assert (row(phone)["waiting"], row(phone)["holding"]) == (before["waiting"], 0)
