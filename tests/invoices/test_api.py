"""The routes of the invoices room: each once as meant, and each refusal as a problem."""

import json
from collections.abc import Callable
from importlib.resources import files

import pytest

from backend.invoices.api import routes
from backend.kernel.clock import Clock
from backend.kernel.ids import new_id
from backend.web.problems import catalogue
from tests.fakes.door import Device, Door
from tests.invoices.conftest import COMPANY, SITE, City
from tests.invoices.test_checks import EACH

WISH = {"kind": "P_ORD", "count": 10, "site_id": SITE}
TERMS = {
    "max_per_sheet_fen": 9_999_999,
    "max_per_month": 25,
    "max_per_time": 25,
    "max_holding": 25,
    "supply_method": "verify-old",
    "effective_from": "2026-01-01",
}


@pytest.fixture
def door(city: City, clock: Clock) -> Door:
    return Door(clock, {"invoices": city.service}, routes)


@pytest.fixture
def owner(door: Door) -> Device:
    return door.person("p1")


def at(company_id: str, *rest: str) -> str:
    return "/".join([f"/companies/{company_id}", *rest])


class TestApplying:
    def test_says_the_application_with_its_ten_checks(self, owner: Device) -> None:
        application_id = new_id()
        answer = owner.put(at(COMPANY, "applications", application_id), WISH)
        assert answer.status_code == 200
        body = answer.get_json()
        assert body["id"] == application_id
        assert body["state"] == "approved"
        assert len(body["pickup_id"]) == 16
        assert [check["number"] for check in body["checks"]] == list(range(1, 11))
        assert body["checks"][4]["inputs"]["left"] == 50
        assert body["applied_at"] == "2026-11-23T02:00:00.000Z"
        assert owner.put(at(COMPANY, "applications", application_id), WISH).get_json() == body

    def test_says_why_it_was_referred(self, owner: Device, city: City) -> None:
        city.state(overdue_return="2026-10")
        body = owner.put(at(COMPANY, "applications", new_id()), WISH).get_json()
        assert (body["state"], body["decided_at"]) == ("referred", None)
        (check,) = [check for check in body["checks"] if not check["passed"]]
        assert (check["code"], check["reason"]) == ("returns-filed", "return-overdue")
        assert (check["on_failure"], check["inputs"]["overdue_return"]) == ("refer", "2026-10")

    @pytest.mark.parametrize(
        ("body", "status", "code", "pointer"),
        [
            (WISH | {"kind": "X"}, 400, "kind-unknown", "/kind"),
            (WISH | {"count": 0}, 400, "count-malformed", "/count"),
            (WISH | {"count": "9"}, 400, "request-malformed", "/count"),
            (WISH | {"count": 1.5}, 400, "request-malformed", "/count"),
            (WISH | {"count": True}, 400, "request-malformed", "/count"),
            (WISH | {"more": 1}, 400, "request-malformed", "/more"),
            ({}, 400, "request-malformed", "/kind"),
        ],
    )
    def test_refuses_with_the_field(
        self, owner: Device, body: object, status: int, code: str, pointer: str
    ) -> None:
        answer = owner.put(at(COMPANY, "applications", new_id()), body)
        problem = answer.get_json()
        assert (answer.status_code, problem["code"]) == (status, code)
        assert problem["errors"][0]["pointer"] == pointer
        assert problem["detail"]

    def test_refuses_other_content_under_the_same_id(self, owner: Device) -> None:
        path = at(COMPANY, "applications", new_id())
        owner.put(path, WISH)
        answer = owner.put(path, WISH | {"count": 9})
        assert answer.status_code == 409
        assert answer.get_json()["code"] == "application-exists-differently"

    def test_refuses_an_id_of_another_form(self, owner: Device) -> None:
        answer = owner.put(at(COMPANY, "applications", "abc"), WISH)
        assert (answer.status_code, answer.get_json()["code"]) == (400, "id-malformed")


def test_kinds_say_what_is_left(owner: Device) -> None:
    owner.put(at(COMPANY, "applications", new_id()), WISH)
    (kind,) = owner.get(at(COMPANY, "invoice-kinds")).get_json()["items"]
    assert (kind["kind"], kind["taken_this_month"], kind["waiting"]) == ("P_ORD", 10, 10)
    assert (kind["left_now"], kind["max_per_sheet_fen"]) == (40, 9_999_999)
    assert (kind["factor"], kind["grade_cap"]) == (1, None)
    assert (kind["effective_from"], kind["effective_to"]) == ("2026-01-01", None)


def test_lists_shows_withdraws_and_tells_the_history(owner: Device, city: City) -> None:
    city.state(risk_block="走逃")
    ids = [new_id(), new_id()]
    for one in ids:
        owner.put(at(COMPANY, "applications", one), WISH)
    page = owner.get(at(COMPANY, "applications") + "?limit=1").get_json()
    assert [row["id"] for row in page["items"]] == [ids[1]]
    rest = owner.get(at(COMPANY, "applications") + f"?cursor={page['next_cursor']}").get_json()
    assert [row["id"] for row in rest["items"]] == [ids[0]]
    path = at(COMPANY, "applications", ids[0])
    whole = owner.get(path).get_json()
    assert len(whole.pop("checks")) == 10
    assert whole == rest["items"][0]
    answer = owner.put(path + "/withdrawal", {"reason": "不领了"})
    assert answer.get_json()["state"] == "withdrawn"
    history = owner.get(path + "/history").get_json()["items"]
    assert [(step["kind"], step["person"], step["machine"]) for step in history] == [
        ("invoices:application:referred", "person/p1", "session/s1"),
        ("invoices:application:withdrawn", "person/p1", "session/s1"),
    ]
    again = owner.put(at(COMPANY, "applications", ids[0], "withdrawal"), {"reason": ""})
    assert again.get_json()["errors"][0]["pointer"] == "/reason"


def test_what_is_asked_again_and_again_changes_its_tag_with_its_content(
    owner: Device, city: City
) -> None:
    city.state(risk_block="走逃")
    one, listed = new_id(), at(COMPANY, "applications")

    def tags() -> list[str]:
        asked = (at(COMPANY, "applications", one), listed, f"{listed}?limit=1")
        return [owner.get(path).headers["ETag"] for path in asked]

    owner.put(at(COMPANY, "applications", one), WISH)
    first = tags()
    assert tags() == first
    owner.put(at(COMPANY, "applications", one, "withdrawal"), {"reason": "不领了"})
    second = tags()
    assert all(before != after for before, after in zip(first, second, strict=True))
    owner.put(at(COMPANY, "applications", new_id()), WISH)
    third = tags()
    assert [before == after for before, after in zip(second, third, strict=True)] == [
        True,
        False,
        False,
    ]


def test_an_application_that_ended_is_not_withdrawn(owner: Device) -> None:
    path = at(COMPANY, "applications", new_id())
    owner.put(path, WISH)
    answer = owner.put(path + "/withdrawal", {"reason": "x"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "application-decided")


PERSON_ROUTES: list[Callable[[Device, str, str], int]] = [
    lambda who, company, one: who.get(at(company, "invoice-kinds")).status_code,
    lambda who, company, one: who.get(at(company, "applications")).status_code,
    lambda who, company, one: who.put(at(company, "applications", one), WISH).status_code,
    lambda who, company, one: who.get(at(company, "applications", one)).status_code,
    lambda who, company, one: who.get(at(company, "applications", one, "history")).status_code,
    lambda who, company, one: (
        who.put(at(company, "applications", one, "withdrawal"), {"reason": "x"}).status_code
    ),
]
STAFF_ROUTES: list[Callable[[Device, str], int]] = [
    lambda who, company: who.get("/counter" + at(company, "invoice-kinds")).status_code,
    lambda who, company: (
        who.put(
            "/counter" + at(company, "invoice-kinds", "P_ROLL"), {"terms": TERMS, "reason": "x"}
        ).status_code
    ),
    lambda who, company: (
        who.put(
            "/counter" + at(company, "verifications", new_id()), {"kind": "P_ORD", "count": 1}
        ).status_code
    ),
]


@pytest.mark.parametrize("call", PERSON_ROUTES)
def test_other_callers_are_refused_and_other_companies_unknown(
    door: Door, owner: Device, call: Callable[[Device, str, str], int]
) -> None:
    one = new_id()
    owner.put(at(COMPANY, "applications", one), WISH)
    assert call(door.stranger(), COMPANY, one) == 401
    assert call(door.kiosk("Z001-K1"), COMPANY, one) == 403
    assert call(door.person("p4"), COMPANY, one) == 404
    assert call(owner, "OTHER", one) == 404


def test_an_application_of_another_company_is_unknown(door: Door, owner: Device) -> None:
    one = new_id()
    owner.put(at(COMPANY, "applications", one), WISH)
    answer = door.person("p4").get(at("OTHER", "applications", one))
    assert (answer.status_code, answer.get_json()["code"]) == (404, "application-unknown")


@pytest.mark.parametrize("call", STAFF_ROUTES)
def test_staff_routes_are_for_clerks(door: Door, call: Callable[[Device, str], int]) -> None:
    assert call(door.stranger(), COMPANY) == 401
    assert call(door.person("p1"), COMPANY) == 403
    assert call(door.person("p1", roles=("guide",)), COMPANY) == 403
    assert call(door.kiosk("Z001-K1"), COMPANY) == 403


class TestStaff:
    def test_approves_a_kind_with_terms_or_with_first_values(self, door: Door) -> None:
        path = "/counter" + at(COMPANY, "invoice-kinds", "P_SPECIAL")
        first = door.clerk().put(path, {"reason": "新办"}).get_json()
        assert (first["version"], first["terms"]["max_per_month"]) == (1, 25)
        wider = TERMS | {"max_per_month": 40, "effective_to": "2026-12-31"}
        change = {"terms": wider, "reason": "增量"}
        blind = door.clerk().put(path, change)
        assert (blind.status_code, blind.get_json()["code"]) == (409, "approval-exists-differently")
        second = door.clerk().put(path, {**change, "version": first["version"]}).get_json()
        assert (second["version"], second["terms"]) == (2, wider)
        shown = door.clerk().get("/counter" + at(COMPANY, "invoice-kinds")).get_json()["items"]
        assert [row["kind"] for row in shown] == ["P_SPECIAL", "P_ORD"]

    @pytest.mark.parametrize(
        ("kind", "body", "status", "code"),
        [
            ("X", {"reason": "x"}, 400, "kind-unknown"),
            ("P_ORD", {"reason": ""}, 400, "request-malformed"),
            (
                "P_ORD",
                {"terms": TERMS | {"max_holding": 0}, "reason": "x"},
                400,
                "approval-limit-malformed",
            ),
            (
                "P_ORD",
                {"terms": TERMS | {"effective_to": "2025-01-01"}, "reason": "x"},
                400,
                "approval-dates-reversed",
            ),
        ],
    )
    def test_refuses_malformed_terms(
        self, door: Door, kind: str, body: object, status: int, code: str
    ) -> None:
        answer = door.clerk().put("/counter" + at(COMPANY, "invoice-kinds", kind), body)
        assert (answer.status_code, answer.get_json()["code"]) == (status, code)

    def test_verifies_used_sheets(self, door: Door, owner: Device, city: City) -> None:
        one = new_id()
        owner.put(at(COMPANY, "applications", one), WISH)
        city.service.handed_over(one, 10, source="pickup/x#5", doing=city.clerk())
        path = "/counter" + at(COMPANY, "verifications", new_id())
        for _ in range(2):
            answer = door.clerk().put(path, {"kind": "P_ORD", "count": 4})
            assert answer.get_json()["holding"] == 6
        answer = door.clerk().put(path, {"kind": "P_ORD", "count": 5})
        code = answer.get_json()["code"]
        assert (answer.status_code, code) == (409, "verification-exists-differently")
        path = "/counter" + at(COMPANY, "verifications", new_id())
        answer = door.clerk().put(path, {"kind": "P_ORD", "count": 7})
        assert (answer.status_code, answer.get_json()["code"]) == (409, "holding-short")


def test_every_reason_and_refusal_of_the_room_has_words() -> None:
    text = files("backend.web").joinpath("texts/problems/invoices.json").read_text("utf-8")
    own = json.loads(text)
    reasons = {reason for _, _, reason in EACH}
    reasons |= {"count-over-grade-cap", "old-sheets-in-hand", "kind-not-approved"}
    assert reasons <= own.keys()
    for code, row in own.items():
        assert catalogue()[code] == row
        for language in ("zh", "en"):
            assert row[language]["title"]
            assert row[language]["next"]
