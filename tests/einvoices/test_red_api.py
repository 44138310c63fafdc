"""The routes of the red letter and of the buyer: each once as meant, refusals as problems."""

from typing import Any

from backend.kernel.ids import new_id
from tests.einvoices.bodies import BODY, at, issued
from tests.einvoices.samples import BUYER, SELLER
from tests.fakes.door import Device, Door

SPECIAL = {**BODY, "kind": "D_SPECIAL"}


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.get_json()


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_an_invoice_is_used_then_taken_back_in_part_by_both_sides(
    door: Door, seller: Device
) -> None:
    buyer, blue = door.person("p5"), issued(seller, SPECIAL)
    received = at("received-e-invoices", blue["id"], company=BUYER)
    used = told(buyer.put(f"{received}/use", {"use": "deduct"}))
    assert (used["use"], used["booked"], used["checks"]) == ("deduct", False, [])
    assert told(buyer.put(f"{received}/booking", {}))["booked"] is True
    path = at("red-forms", new_id())
    wish = {
        "invoice_id": blue["id"],
        "reason": "02",
        "lines": [{"line": 0, "amount_fen": 50_000, "quantity": "1"}],
    }
    form = told(seller.put(path, wish))
    assert (form["state"], form["filed_for"], form["answer_by"]) == (
        "02",
        "seller",
        "2026-11-26T02:00:00.000Z",
    )
    assert form["lines"] == [{"line": 0, "amount_fen": 50_000, "tax_fen": 6_500, "quantity": "1"}]
    assert told(seller.get(path)) == form
    assert code(seller.put(path, {**wish, "reason": "03"})) == (409, "red-form-exists-differently")
    theirs = path.replace(f"companies/{form['seller_id']}", f"companies/{BUYER}")
    [listed] = told(buyer.get(at("red-forms?side=buyer", company=BUYER)))["items"]
    assert listed["id"] == form["id"]
    assert told(seller.get(at("red-forms")))["items"][0]["id"] == form["id"]
    assert code(seller.put(f"{path}/confirmation", {})) == (403, "red-form-not-yours")
    red_path = f"{path}/e-invoices/{new_id()}"
    assert code(seller.put(red_path, {})) == (409, "red-form-not-agreed")
    agreed = told(buyer.put(f"{theirs}/confirmation", {}))
    assert (agreed["state"], agreed["transfer_out_fen"]) == ("04", 6_500)
    red = told(seller.put(red_path, {}))
    assert (red["total_fen"], red["red_of"], red["confirmation"]) == (
        -56_500,
        blue["number"],
        form["id"],
    )
    assert told(seller.put(red_path, {})) == red
    left = told(seller.get(at("e-invoices", blue["id"])))
    assert (left["state"], left["remaining"]) == (
        "partly-reversed",
        [{"amount_fen": 50_000, "tax_fen": 6_500, "quantity": "1"}],
    )
    events = told(seller.get(f"{path}/history"))["items"]
    assert [one["kind"].rpartition(":")[2] for one in events] == ["filed", "confirmed", "issued"]
    assert code(seller.put(f"{path}/withdrawal", {})) == (409, "red-form-issued")


def test_answers_withdrawals_and_the_tax_office(door: Door, seller: Device) -> None:
    buyer, clerk = door.person("p5"), door.clerk()
    blue = issued(seller, SPECIAL)
    received = at("received-e-invoices", blue["id"], company=BUYER)
    told(buyer.put(f"{received}/booking", {}))
    for verb, who, state in (("denial", buyer, "05"), ("withdrawal", seller, "08")):
        path = at("red-forms", new_id())
        told(seller.put(path, {"invoice_id": blue["id"], "reason": "04"}))
        company = path if who is seller else path.replace(path.split("/")[2], BUYER)
        assert told(who.put(f"{company}/{verb}", {}))["state"] == state
    form_id = new_id()
    told(seller.put(at("red-forms", form_id), {"invoice_id": blue["id"], "reason": "04"}))
    office = f"/counter/red-forms/{form_id}/voiding"
    why = {"reason": "销方纳税人状态异常，模拟"}
    for body in ({"state": "07", **why}, {"state": "11"}, {"state": "11", "reason": "  "}):
        assert code(clerk.put(office, body)) == (400, "request-malformed")
    shown = told(clerk.get(office.removesuffix("/voiding")))
    assert (shown["id"], shown["state"]) == (form_id, "02")
    assert code(clerk.get(f"/counter/red-forms/{new_id()}")) == (404, "red-form-unknown")
    assert told(clerk.put(office, {"state": "11", **why}))["state"] == "11"
    assert told(clerk.get(office.removesuffix("/voiding")))["state"] == "11"
    for who, company in ((seller, SELLER), (buyer, BUYER)):
        path = at("red-forms", form_id, "history", company=company)
        last = told(who.get(path))["items"][-1]
        assert (last["person"], last["data"]["reason"]) == ("tax-office", why["reason"])


def test_what_is_malformed_is_refused_at_the_door(seller: Device) -> None:
    path = at("red-forms", new_id())
    for body in (
        {"invoice_id": "x", "reason": "05"},
        {"invoice_id": "x", "reason": "01", "lines": []},
        {"invoice_id": "x", "reason": "01", "lines": [{"line": -1, "amount_fen": 1}]},
        {"invoice_id": "x", "reason": "01", "lines": [{"line": 0, "amount_fen": "1"}]},
    ):
        assert code(seller.put(path, body)) == (400, "request-malformed")
    wish = {"invoice_id": new_id(), "reason": "01"}
    assert code(seller.put(path, wish)) == (404, "e-invoice-unknown")
    assert code(seller.get(path)) == (404, "red-form-unknown")
