"""Digital invoices in the whole city: issued, listed, received, checked; another quota granted."""

from typing import Any

from backend.kernel.ids import new_id
from infra.local.seed.companies import FACTORY, OWNED
from infra.local.seed.people import ACCOUNTANT, CLERK, OWNER
from tests.walks.conftest import Walk
from tests.walks.device import Device

SELLER, BUYER = OWNED[0].id, FACTORY[0].id
LINE = {"code": "2020000000000000000", "name": "更换刹车片", "rate": "0.13", "amount_fen": 100_000}
DRAFT = {
    "kind": "D_SPECIAL",
    "prices": "inclusive",
    "buyer": {"name": FACTORY[0].name, "tax_id": BUYER},
    "lines": [LINE],
}
LARGE = {**DRAFT, "lines": [{**LINE, "amount_fen": 2_000_000_000}]}
WISH = {
    "wanted_fen": 2_500_000_000,
    "lasting": "month",
    "reason": "新签大额合同（模拟）",
    "evidence": ["合同 模拟-01"],
}


def issued(phone: Device, draft: object = DRAFT) -> Any:
    return phone.put(f"/api/companies/{SELLER}/e-invoices/{new_id()}", draft)


def test_issued_found_by_both_sides_and_checked_by_anybody(walk: Walk) -> None:
    phone, buyer = walk.signed_in(OWNER.phone), walk.signed_in(ACCOUNTANT.phone)
    shown = phone.send("POST", f"/api/companies/{SELLER}/e-invoice-previews", DRAFT).json
    invoice = issued(phone)
    assert shown["lines"] == invoice["lines"]
    assert (invoice["amount_fen"], invoice["tax_fen"]) == (88_496, 11_504)
    walk.settle()
    number = invoice["number"]
    [listed] = phone.get(f"/api/companies/{SELLER}/e-invoices?number={number}")["items"]
    assert listed["id"] == invoice["id"]
    got = buyer.get(f"/api/companies/{BUYER}/received-e-invoices")["items"]
    assert invoice["id"] in [one["id"] for one in got]
    face = buyer.get(f"/api/companies/{BUYER}/received-e-invoices/{invoice['id']}")
    assert (face["number"], face["checks"]) == (number, [])
    quota = phone.get(f"/api/companies/{SELLER}/e-invoice-quota")
    assert quota["available_fen"] == quota["quota_fen"] - quota["used_fen"]
    anybody = walk.app.test_client()
    asked = {"number": number, "issued_on": "2026-11-23", "total_fen": 100_000}
    told = anybody.post("/api/e-invoice-checks", json=asked)
    assert (told.status_code, told.json) == (200, {"verdict": "matches"})
    other = anybody.post("/api/e-invoice-checks", json={**asked, "total_fen": 1})
    assert other.json == {"verdict": "differs"}


def test_another_quota_is_asked_for_and_granted_by_a_clerk(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    path = f"/api/companies/{SELLER}/e-invoices/{new_id()}"
    assert phone.refused("PUT", path, LARGE)["code"] == "quota-short"
    adjustment_id = new_id()
    wish = f"/api/companies/{SELLER}/quota-adjustments/{adjustment_id}"
    assert phone.put(wish, WISH)["state"] == "applied"
    walk.settle()
    [case] = clerk.get("/api/counter/cases")["items"]
    assert (case["kind"], case["due_at"]) == ("quota", "2026-11-25T15:59:59.999Z")
    assert case["why"][0]["code"] == "quota-asked"
    whole = clerk.get(f"/api/counter/cases/{case['id']}")
    assert whole["adjustment"]["evidence"] == WISH["evidence"]
    assert whole["history"][0]["kind"] == "einvoices:adjustment:applied"
    decision = {"outcome": "approve", "reason": "合同属实"}
    clerk.put(f"/api/counter/cases/{case['id']}/decision", decision)
    walk.settle()
    assert phone.get(wish)["state"] == "approved"
    assert phone.put(path, LARGE)["total_fen"] == 2_000_000_000
    seen = clerk.get(f"/api/counter/companies/{SELLER}/e-invoice-quota")
    assert seen["quota_fen"] == WISH["wanted_fen"]


def test_an_application_taken_back_leaves_the_inbox(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    wish = f"/api/companies/{SELLER}/quota-adjustments/{new_id()}"
    phone.put(wish, WISH)
    walk.settle()
    [case] = clerk.get("/api/counter/cases")["items"]
    phone.put(f"{wish}/withdrawal", {"reason": "不需要了"})
    decision = f"/api/counter/cases/{case['id']}/decision"
    refused = clerk.refused("PUT", decision, {"outcome": "approve", "reason": "合同属实"})
    assert refused["code"] == "adjustment-decided"
    walk.settle()
    assert clerk.get("/api/counter/cases")["items"] == []


def test_a_decision_overtaken_by_a_withdrawal_ends_with_it(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    wish = f"/api/companies/{SELLER}/quota-adjustments/{new_id()}"
    phone.put(wish, WISH)
    walk.settle()
    [case] = clerk.get("/api/counter/cases")["items"]
    decision = f"/api/counter/cases/{case['id']}/decision"
    clerk.put(decision, {"outcome": "approve", "reason": "合同属实"})
    phone.put(f"{wish}/withdrawal", {"reason": "不需要了"})
    walk.settle()
    ended = clerk.get(f"/api/counter/cases/{case['id']}")
    assert (ended["state"], ended["outcome"]) == ("resolved", None)
    assert phone.get(wish)["state"] == "withdrawn"


def test_a_company_that_is_deregistered_gives_up_its_numbers(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    issued(phone)
    fact = {
        "name": "status",
        "value": "07",
        "effective_from": "2026-11-23",
        "effective_to": None,
        "source": "注销登记（模拟）",
        "reason": "注销",
    }
    clerk.put(f"/api/counter/companies/{SELLER}/facts/{new_id()}", fact)
    walk.settle()
    book = walk.city.einvoices.store.find_book(SELLER)
    assert book is not None
    assert book.numbers is not None
    assert (book.numbers.open, book.numbers.skipped) == (0, 97)
    refused = phone.refused("PUT", f"/api/companies/{SELLER}/e-invoices/{new_id()}", DRAFT)
    assert refused["code"] == "seller-status-not-normal"


def test_taken_back_in_part_after_the_buyer_agreed_and_then_checked(walk: Walk) -> None:
    phone, buyer = walk.signed_in(OWNER.phone), walk.signed_in(ACCOUNTANT.phone)
    blue = issued(phone)
    buyer.put(f"/api/companies/{BUYER}/received-e-invoices/{blue['id']}/use", {"use": "deduct"})
    form_id = new_id()
    form = f"/api/companies/{SELLER}/red-forms/{form_id}"
    wish = {"invoice_id": blue["id"], "reason": "02", "lines": [{"line": 0, "amount_fen": 8_496}]}
    assert phone.put(form, wish)["state"] == "02"
    [asked] = buyer.get(f"/api/companies/{BUYER}/red-forms?side=buyer")["items"]
    assert asked["id"] == form_id
    answered = f"/api/companies/{BUYER}/red-forms/{form_id}/confirmation"
    assert buyer.put(answered)["transfer_out_fen"] == 1_104
    before = phone.get(f"/api/companies/{SELLER}/e-invoice-quota")["used_fen"]
    red = phone.put(f"{form}/e-invoices/{new_id()}")
    walk.settle()
    assert red["total_fen"] == -9_600
    assert phone.get(f"/api/companies/{SELLER}/e-invoice-quota")["used_fen"] == before - 8_496
    anybody = walk.app.test_client()
    for number, total, verdict in (
        (blue["number"], 100_000, "partly-reversed"),
        (red["number"], -9_600, "matches"),
    ):
        body = {"number": number, "issued_on": "2026-11-23", "total_fen": total}
        assert anybody.post("/api/e-invoice-checks", json=body).json == {"verdict": verdict}
    assert phone.get(form)["red_number"] == red["number"]
