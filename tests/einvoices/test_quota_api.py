"""The routes of the quota and of the public check, and who is refused at each route."""

import json
from collections.abc import Callable
from importlib.resources import files

import pytest
from werkzeug.test import TestResponse

from backend.kernel.ids import new_id
from tests.einvoices.bodies import BODY, WISH, at, issued
from tests.einvoices.conftest import City
from tests.einvoices.samples import OTHER, SELLER
from tests.fakes.door import Device, Door


def test_a_quota_says_why_and_is_adjusted(seller: Device, door: Door, city: City) -> None:
    before = seller.get(at("e-invoice-quota")).get_json()
    assert (before["available_fen"], before["filed"], before["due"]) == (
        500_000_000,
        True,
        "2026-10",
    )
    assert [row["code"] for row in before["why"]] == ["initial", "extended", "used", "filing"]
    adjustment_id = new_id()
    path = at("quota-adjustments", adjustment_id)
    body = seller.put(path, WISH).get_json()
    assert (body["state"], body["promised_at"]) == ("applied", "2026-11-25T15:59:59.999Z")
    assert seller.put(path, WISH).get_json() == seller.get(path).get_json() == body
    assert seller.get(at("quota-adjustments")).get_json()["items"] == [body]
    other = seller.put(path, {**WISH, "wanted_fen": 900_000_001})
    assert other.get_json()["code"] == "adjustment-exists-differently"
    withdrawn = seller.put(f"{path}/withdrawal", {"reason": "不要了"}).get_json()
    assert (withdrawn["state"], withdrawn["decision_reason"]) == ("withdrawn", "不要了")
    history = seller.get(at("e-invoice-quota", "history")).get_json()["items"]
    assert [step["kind"] for step in history] == ["einvoices:book:opened"]
    seen = door.clerk().get("/counter" + at("e-invoice-quota")).get_json()
    assert seen["quota_fen"] == 500_000_000


def test_a_quota_says_when_it_runs_out(seller: Device) -> None:
    assert seller.get(at("e-invoice-quota")).get_json()["forecast"] is None
    issued(seller)
    quota = seller.get(at("e-invoice-quota")).get_json()
    # The 23rd: seven days to go at a 23rd of what is used a day.
    assert quota["forecast"] == {
        "pace_month": "2026-11",
        "runs_out_on": None,
        "month_end_fen": quota["used_fen"] + quota["used_fen"] * 7 // 23,
        "short_fen": 0,
    }


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({**WISH, "wanted_fen": 0}, 400, "adjustment-amount-malformed", "/wanted_fen"),
        ({**WISH, "wanted_fen": "9"}, 400, "request-malformed", "/wanted_fen"),
        ({**WISH, "reason": ""}, 400, "adjustment-reason-missing", "/reason"),
        ({**WISH, "evidence": []}, 400, "adjustment-evidence-missing", "/evidence"),
        ({**WISH, "wanted_fen": 1}, 409, "adjustment-not-more", "/wanted_fen"),
        ({**WISH, "lasting": "x"}, 400, "request-malformed", "/lasting"),
    ],
)
def test_a_wish_is_refused_with_its_field(
    seller: Device, body: object, status: int, code: str, pointer: str
) -> None:
    answer = seller.put(at("quota-adjustments", new_id()), body)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert problem["errors"][0]["pointer"] == pointer


class TestPublicCheck:
    def ask(self, door: Door, **changed: object) -> TestResponse:
        asked = {"number": "2" * 20, "issued_on": "2026-11-23", "total_fen": 113_000, **changed}
        return door.app.test_client().post("/api/e-invoice-checks", json=asked)

    def test_needs_no_sign_in_and_says_a_verdict_alone(self, door: Door, seller: Device) -> None:
        number = issued(seller)["number"]
        assert self.ask(door, number=number).get_json() == {"verdict": "matches"}
        assert self.ask(door, number=number, total_fen=1).get_json() == {"verdict": "differs"}
        assert self.ask(door).get_json() == {"verdict": "unknown"}

    @pytest.mark.parametrize(
        ("changed", "status", "code"),
        [
            ({"number": "1"}, 400, "e-invoice-number-malformed"),
            ({"issued_on": "2026-11-24"}, 400, "check-date-future"),
            ({"issued_on": "2021-11-22"}, 422, "check-too-old"),
            ({"issued_on": "x"}, 400, "request-malformed"),
            ({"total_fen": "1"}, 400, "request-malformed"),
            ({"buyer": "x"}, 400, "request-malformed"),
        ],
    )
    def test_refuses(self, door: Door, changed: dict[str, object], status: int, code: str) -> None:
        answer = self.ask(door, **changed)
        assert (answer.status_code, answer.get_json()["code"]) == (status, code)

    def test_counts_by_invoice_and_by_address(self, door: Door, seller: Device, city: City) -> None:
        number = issued(seller)["number"]
        answers = [self.ask(door, number=number) for _ in range(6)]
        assert [one.status_code for one in answers] == [200] * 5 + [429]
        assert answers[-1].get_json()["code"] == "checks-too-many"
        city.doorkeeper.most = 6
        last = self.ask(door)
        assert (last.status_code, last.get_json()["code"]) == (429, "tries-too-many")


Call = Callable[[Device, str, str], TestResponse]
PERSON_ROUTES: list[Call] = [
    lambda who, company, one: who.put(at("e-invoices", one, company=company), BODY),
    lambda who, company, _: who.call("POST", at("e-invoice-previews", company=company), json=BODY),
    lambda who, company, _: who.get(at("e-invoice-items", company=company)),
    lambda who, company, _: who.get(at("e-invoices", company=company)),
    lambda who, company, one: who.get(at("e-invoices", one, company=company)),
    lambda who, company, one: who.get(at("e-invoices", one, "history", company=company)),
    lambda who, company, _: who.get(at("received-e-invoices", company=company)),
    lambda who, company, one: who.get(at("received-e-invoices", one, company=company)),
    lambda who, company, _: who.get(at("e-invoice-quota", company=company)),
    lambda who, company, _: who.get(at("e-invoice-quota", "history", company=company)),
    lambda who, company, one: who.put(at("quota-adjustments", one, company=company), WISH),
    lambda who, company, _: who.get(at("quota-adjustments", company=company)),
    lambda who, company, one: who.get(at("quota-adjustments", one, company=company)),
    lambda who, company, one: who.put(
        at("quota-adjustments", one, "withdrawal", company=company), {"reason": "x"}
    ),
]


@pytest.mark.parametrize("call", PERSON_ROUTES)
def test_other_callers_are_refused_and_other_companies_unknown(
    door: Door, seller: Device, call: Call
) -> None:
    one = issued(seller)["id"]
    assert call(door.stranger(), SELLER, one).status_code == 401
    assert call(door.kiosk("Z001-K1"), SELLER, one).status_code == 403
    for who, company in ((door.person("p4"), SELLER), (seller, OTHER)):
        answer = call(who, company, one)
        assert (answer.status_code, answer.get_json()["code"]) == (404, "company-unknown")


def test_what_is_somebody_elses_is_unknown(door: Door, seller: Device) -> None:
    invoice, adjustment_id = issued(seller)["id"], new_id()
    seller.put(at("quota-adjustments", adjustment_id), WISH)
    other = door.person("p4")
    for path in (
        at("e-invoices", invoice, company=OTHER),
        at("e-invoices", invoice, "history", company=OTHER),
        at("received-e-invoices", invoice, company=OTHER),
    ):
        assert other.get(path).get_json()["code"] == "e-invoice-unknown"
    path = at("quota-adjustments", adjustment_id, company=OTHER)
    assert other.get(path).get_json()["code"] == "adjustment-unknown"
    assert other.put(f"{path}/withdrawal", {"reason": "x"}).status_code == 404


def test_the_staff_route_is_for_clerks(door: Door) -> None:
    path = "/counter" + at("e-invoice-quota")
    assert door.stranger().get(path).status_code == 401
    assert door.person("p1").get(path).status_code == 403
    assert door.person("p1", roles=("guide",)).get(path).status_code == 403
    assert door.kiosk("Z001-K1").get(path).status_code == 403
    answer = door.clerk().get("/counter" + at("e-invoice-quota", company="9"))
    assert (answer.status_code, answer.get_json()["code"]) == (404, "company-unknown")


def test_every_reason_of_a_check_has_words_for_taxpayers() -> None:
    rules = files("backend.einvoices.rules")
    text = "".join(rules.joinpath(f"{name}.py").read_text("utf-8") for name in ("issuing", "quota"))
    assert '"quota-short"' in text
    root = files("backend").joinpath("../frontend/src/text/taxpayer")
    own = json.loads(files("backend.web").joinpath("texts/problems/einvoices.json").read_text())
    for language in ("zh", "en"):
        words = json.loads(root.joinpath(f"{language}.json").read_text("utf-8"))
        checked = [code for code in own if code.startswith(("issuer-", "seller-", "quota-short"))]
        assert len(checked) == 8
        assert [code for code in checked if f"reason.{code}" not in words] == []
