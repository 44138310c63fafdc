"""A collector who cannot come: lends the code, sends a link, prints it, or makes a new one."""

import re
from datetime import timedelta

from backend.kernel.clock import to_text
from backend.kernel.ids import new_id
from backend.storage import ledger
from infra.local.seed.people import ACCOUNTANT, OWNER
from tests.walks.acts import applied, dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn


def issued(walk: Walk, phone: Device) -> str:
    return str(applied(walk, phone)["pickup_id"])


def wish(walk: Walk) -> dict[str, str]:
    until = to_text(walk.clock.now() + timedelta(hours=2))
    return {"phone": ACCOUNTANT.phone, "name": ACCOUNTANT.name, "until": until}


def test_somebody_else_fetches_it(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    pickup_id = issued(walk, phone)
    path = f"/api/pickups/{pickup_id}/loan/{new_id()}"
    # Who never signed in cannot be named: nobody could show them the code.
    assert phone.refused("PUT", path, wish(walk))["code"] == "borrower-unknown"
    friend = walk.signed_in(ACCOUNTANT.phone)
    assert phone.put(path, wish(walk))["loan"]["name"] == ACCOUNTANT.name
    [line] = friend.get("/api/loans")["items"]
    assert (line["id"], line["lender_name"]) == (pickup_id, OWNER.name)
    assert friend.refused("GET", f"/api/pickups/{pickup_id}")["status"] == 404
    done = dispensed(kiosk, drawn(friend.get(f"/api/loans/{pickup_id}")))
    assert done["state"] == "dispensed"
    walk.settle()
    steps = phone.get(f"/api/pickups/{pickup_id}/history")["items"]
    assert steps[1]["data"]["borrower_id"] == ACCOUNTANT.id
    assert {step["data"]["collector_id"] for step in steps[2:]} == {ACCOUNTANT.id}
    assert ledger.broken_at(f"pickup/{pickup_id}") is None


def test_what_was_lent_and_not_fetched_is_the_owners_again(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    friend = walk.signed_in(ACCOUNTANT.phone)
    pickup_id = issued(walk, phone)
    loan = f"/api/pickups/{pickup_id}/loan/{new_id()}"
    phone.put(loan, wish(walk))
    theirs = drawn(friend.get(f"/api/loans/{pickup_id}"))
    assert phone.send("DELETE", loan).json["loan"] is None
    scan = {"code": theirs}
    refused = kiosk.refused("PUT", f"/api/reservations/{new_id()}", scan)
    assert refused["code"] == "pickup-revoked"
    phone.put(f"/api/pickups/{pickup_id}/loan/{new_id()}", wish(walk))
    walk.clock.forward(hours=2)
    phone = walk.signed_in(OWNER.phone)
    kiosk.access = kiosk.send("POST", "/api/kiosks/token", {"kiosk_id": "Z001-K1"}).json[
        "access_token"
    ]
    assert dispensed(kiosk, drawn(phone.get(f"/api/pickups/{pickup_id}")))["state"] == "dispensed"


def test_a_link_is_opened_by_anybody_until_it_is_revoked(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    pickup_id = issued(walk, phone)
    link_id = new_id()
    made = phone.put(f"/api/pickups/{pickup_id}/link/{link_id}")
    browser = walk.app.test_client()
    page = browser.get(made["link"]["path"])
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert OWNER.name not in page.text
    [short] = re.findall(r'class="letters">([A-Z2-7 ]+)<', page.text)
    asked = kiosk.refused("PUT", f"/api/reservations/{new_id()}", {"code": short})
    assert asked["code"] == "collector-check-needed"
    assert phone.send("DELETE", f"/api/pickups/{pickup_id}/link/{link_id}").status_code == 204
    assert browser.get(made["link"]["path"]).status_code == 410
    assert browser.get("/p/" + "A" * 22).status_code == 404


def test_paper_and_a_new_code(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    pickup_id = issued(walk, phone)
    old = phone.get(f"/api/pickups/{pickup_id}/forms")["paper"]
    phone.put(f"/api/pickups/{pickup_id}/code/{new_id()}")
    check = {"collector_check": OWNER.phone[-6:]}
    refused = kiosk.refused("PUT", f"/api/reservations/{new_id()}", {"code": old, **check})
    assert refused["code"] == "pickup-revoked"
    paper = phone.get(f"/api/pickups/{pickup_id}/forms")["paper"]
    held = kiosk.put(f"/api/reservations/{new_id()}", {"code": paper, **check})
    assert (held["state"], held["count"]) == ("reserved", 3)
