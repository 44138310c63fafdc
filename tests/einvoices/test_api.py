"""The routes of issuing and reading: each once as meant, each refusal as a problem."""

import pytest

from backend.kernel.ids import new_id
from tests.einvoices.bodies import BODY, at, issued, lined
from tests.einvoices.conftest import City
from tests.einvoices.samples import BUYER, OTHER, REPAIR, SELLER
from tests.fakes.door import Device, Door


class TestIssuing:
    def test_says_the_whole_face(self, seller: Device) -> None:
        invoice_id = new_id()
        answer = seller.put(at("e-invoices", invoice_id), BODY)
        body = answer.get_json()
        assert (answer.status_code, body["id"], body["state"]) == (200, invoice_id, "issued")
        assert (body["amount_fen"], body["tax_fen"], body["total_fen"]) == (
            100_000,
            13_000,
            113_000,
        )
        (line,) = body["lines"]
        assert (line["shown_name"], line["shown_rate"]) == ("*修理修配劳务*更换刹车片", "13%")
        assert (line["quantity"], line["unit_price"]) == ("2", "500.00")
        assert body["remaining"] == [{"amount_fen": 100_000, "tax_fen": 13_000, "quantity": "2"}]
        assert (body["heading"], body["issuer"]) == ("电子发票（普通发票）", "模拟开票人甲")
        assert body["issued_at"] == "2026-11-23T02:00:00.000Z"
        assert len(body["number"]) == 20
        assert [check["code"] for check in body["checks"]][-1] == "quota-left"
        assert seller.put(at("e-invoices", invoice_id), BODY).get_json() == body
        other = seller.put(at("e-invoices", invoice_id), lined(name="别的"))
        code = other.get_json()["code"]
        assert (other.status_code, code) == (409, "e-invoice-exists-differently")

    @pytest.mark.parametrize(
        ("body", "status", "code", "pointer"),
        [
            (lined(code="9" * 19), 400, "line-code-unknown", "/lines/0/code"),
            (lined(rate="0.06"), 422, "line-rate-not-allowed", "/lines/0/rate"),
            (lined(rate="1.3"), 400, "request-malformed", "/lines/0/rate"),
            (lined(rate=0.13), 400, "request-malformed", "/lines/0/rate"),
            (lined(quantity="-1"), 400, "request-malformed", "/lines/0/quantity"),
            (lined(quantity="0"), 400, "line-quantity-not-positive", "/lines/0/quantity"),
            (lined(quantity=2), 400, "request-malformed", "/lines/0/quantity"),
            (lined(unit_price="1e3"), 400, "request-malformed", "/lines/0/unit_price"),
            (lined(amount_fen=1), 422, "line-amount-off", "/lines/0/amount_fen"),
            (lined(amount_fen=1.5), 400, "request-malformed", "/lines/0/amount_fen"),
            (lined(tax_fen=1), 422, "line-tax-off", "/lines/0/tax_fen"),
            (lined(treatment="x"), 400, "request-malformed", "/lines/0/treatment"),
            (lined(discount=True), 400, "discount-without-parent", "/lines/0/discount"),
            ({**BODY, "lines": []}, 400, "lines-missing", "/lines"),
            ({**BODY, "kind": "P_ORD"}, 400, "request-malformed", "/kind"),
            ({**BODY, "more": 1}, 400, "request-malformed", "/more"),
            ({**BODY, "buyer": {"name": " "}}, 400, "buyer-name-missing", "/buyer/name"),
            (
                {**BODY, "kind": "D_SPECIAL", "buyer": {"name": "x"}},
                400,
                "buyer-tax-id-missing",
                "/buyer/tax_id",
            ),
            (
                {**BODY, "kind": "D_SPECIAL", "buyer": {"name": "x", "natural_person": True}},
                422,
                "special-natural-person",
                "/buyer/natural_person",
            ),
            ({**BODY, "remark": "备" * 151}, 400, "remark-too-long", "/remark"),
            (lined(unit_price="99999999"), 422, "quota-short", "/lines"),
            ({}, 400, "request-malformed", "/kind"),
        ],
    )
    def test_refuses_with_the_row_and_the_column(
        self, seller: Device, body: object, status: int, code: str, pointer: str
    ) -> None:
        answer = seller.put(at("e-invoices", new_id()), body)
        problem = answer.get_json()
        assert (answer.status_code, problem["code"]) == (status, code)
        assert problem["errors"][0]["pointer"] == pointer
        assert "{" not in problem["title"] + problem["detail"]

    @pytest.mark.parametrize(
        ("person", "facts", "status", "code"),
        [
            ("p2", {}, 403, "issuer-not-authorised"),
            ("p3", {}, 403, "issuer-not-real-name"),
            ("p1", {"status": "05"}, 422, "seller-status-not-normal"),
            ("p1", {"risk_block": "走逃"}, 422, "seller-risk-blocked"),
        ],
    )
    def test_refuses_who_may_not_issue(
        self, door: Door, city: City, person: str, facts: dict[str, str], status: int, code: str
    ) -> None:
        city.state(**facts)
        answer = door.person(person).put(at("e-invoices", new_id()), BODY)
        assert (answer.status_code, answer.get_json()["code"]) == (status, code)

    def test_refuses_an_id_of_another_form(self, seller: Device) -> None:
        answer = seller.put(at("e-invoices", "abc"), BODY)
        assert (answer.status_code, answer.get_json()["code"]) == (400, "id-malformed")

    def test_previews_without_writing(self, seller: Device, city: City) -> None:
        body = seller.call("POST", at("e-invoice-previews"), json=BODY).get_json()
        assert (body["total_fen"], body["quota"]["available_fen"]) == (113_000, 500_000_000)
        assert all(check["passed"] for check in body["checks"])
        assert city.store.find_book(SELLER) is None
        refused = seller.call("POST", at("e-invoice-previews"), json=lined(rate="0.06"))
        assert refused.get_json()["params"]["allowed"] == ["13%"]


def test_items_say_the_rates_of_today(door: Door) -> None:
    answer = door.person("p4").get(at("e-invoice-items", company=OTHER)).get_json()
    repair = next(item for item in answer["items"] if item["code"] == REPAIR)
    assert [rate["shown"] for rate in repair["rates"]] == ["1%", "3%", "免税"]


def test_lists_pages_and_answers_what_is_new(seller: Device, door: Door) -> None:
    first, second = issued(seller), issued(seller)
    page = seller.get(at("e-invoices") + "?limit=1").get_json()
    assert [row["id"] for row in page["items"]] == [second["id"]]
    rest = seller.get(at("e-invoices") + f"?cursor={page['next_cursor']}").get_json()
    assert [row["id"] for row in rest["items"]] == [first["id"]]

    def found(query: str) -> list[str]:
        answer = seller.get(f"{at('e-invoices')}?{query}")
        return [row["id"] for row in answer.get_json()["items"]]

    assert found(f"number={first['number']}") == [first["id"]]
    assert found("buyer=模拟·买方&limit=1") in ([first["id"]], [second["id"]])
    assert found("from=2026-11-23&to=2026-11-23") == [second["id"], first["id"]]
    assert found("from=2026-11-24") == []
    for query, code in (
        ("number=1&buyer=x", "list-filters-crossed"),
        ("number=1", "e-invoice-number-malformed"),
        ("from=2026-11-24&to=2026-11-23", "list-dates-crossed"),
        ("from=x", "request-malformed"),
    ):
        answer = seller.get(f"{at('e-invoices')}?{query}")
        assert (answer.status_code, answer.get_json()["code"]) == (400, code)
    buyer = door.person("p5")
    got = buyer.get(at("received-e-invoices", company=BUYER)).get_json()["items"]
    assert [row["id"] for row in got] == [second["id"], first["id"]]
    one = buyer.get(at("received-e-invoices", first["id"], company=BUYER)).get_json()
    assert (one["number"], one["checks"]) == (first["number"], [])
    assert seller.get(at("e-invoices", first["id"])).get_json() == first
    history = seller.get(at("e-invoices", first["id"], "history")).get_json()["items"]
    assert [step["kind"] for step in history] == ["einvoices:invoice:issued"]
    tag = seller.get(at("e-invoices")).headers["ETag"]
    assert seller.get(at("e-invoices")).headers["ETag"] == tag
    issued(seller)
    assert seller.get(at("e-invoices")).headers["ETag"] != tag
