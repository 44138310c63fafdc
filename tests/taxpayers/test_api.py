"""Routes of the room: the happy path, and each refusal."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.kernel.clock import Clock
from backend.taxpayers.api import routes
from backend.taxpayers.service import Taxpayers
from backend.web import problems
from tests.fakes.signed import Signed, room_app
from tests.fakes.taxpayers import FakeTaxpayerStore
from tests.taxpayers.samples import AN, BO, CLERK, FOOD, TRADE, fact_id, grant, registration

COMPANY = {"name": "示例商贸（模拟）", "district_code": "130502", "taxpayer_type": "2"}
PERSON = {
    "name": "安（模拟）",
    "role": "invoice-agent",
    "real_name_verified": True,
    "invoice_agent": True,
}
FACT = {
    "name": "status",
    "value": "03",
    "effective_from": "2026-01-01",
    "effective_to": None,
    "source": "登记系统（模拟）",
    "reason": "初始登记",
}
COUNTER = f"/api/counter/companies/{TRADE}"
Door = Callable[[str | None], Signed]


@pytest.fixture
def door(clock: Clock) -> Door:
    service = Taxpayers(FakeTaxpayerStore())
    client = room_app(routes, {"taxpayers": service}, clock).test_client()
    service.register_company(
        FOOD, registration("示例食品（模拟）", "130525"), CLERK, synthetic=True
    )
    service.authorise(FOOD, BO, grant(), CLERK)
    return lambda token: Signed(client, clock, token)


@pytest.fixture
def an(door: Door) -> Signed:
    return door(f"person:{AN}")


@pytest.fixture
def clerk(door: Door) -> Signed:
    return door("person:clerk-1:clerk")


def test_a_clerk_registers_and_the_person_sees(an: Signed, clerk: Signed) -> None:
    assert clerk.put(COUNTER, COMPANY).json == {
        "id": TRADE,
        "name": "示例商贸（模拟）",
        "district_code": "130502",
        "taxpayer_type": "2",
        "registered_at": "2026-11-23T02:00:00.000Z",
        "synthetic": False,
    }
    person = clerk.put(f"{COUNTER}/people/{AN}", PERSON)
    assert person.json == {
        "person_id": AN,
        **PERSON,
        "valid_from": "2026-11-23",
        "valid_to": None,
        "recorded_at": "2026-11-23T02:00:00.000Z",
        "recorded_by": "clerk/clerk-1",
        "version": 1,
    }
    fact = clerk.put(f"{COUNTER}/facts/{fact_id(1)}", FACT)
    assert fact.status_code == 200
    shown = {
        "id": TRADE,
        "name": "示例商贸（模拟）",
        "district_code": "130502",
        "taxpayer_type": "2",
        "role": "invoice-agent",
        "may_apply": True,
        "synthetic": False,
    }
    assert an.get("/api/companies").json == {"items": [shown], "next_cursor": None}
    detail = an.get(f"/api/companies/{TRADE}").json
    assert detail == {**shown, "status": "03", "credit_grade": None}
    assert an.get(f"/api/companies/{TRADE}/facts").json == {
        "items": [fact.json],
        "next_cursor": None,
    }


def test_a_clerk_reads_the_record(clerk: Signed) -> None:
    clerk.put(COUNTER, COMPANY)
    clerk.put(f"{COUNTER}/people/{AN}", PERSON)
    clerk.put(f"{COUNTER}/facts/{fact_id(1)}", FACT)
    listed = clerk.get("/api/counter/companies?limit=1").json or {}
    assert [row["id"] for row in listed["items"]] == [TRADE]
    more = clerk.get(f"/api/counter/companies?limit=1&cursor={listed['next_cursor']}").json or {}
    assert [row["synthetic"] for row in more["items"]] == [True]
    record = clerk.get(COUNTER).json or {}
    assert [row["person_id"] for row in record["people"]] == [AN]
    assert [row["value"] for row in record["facts"]] == ["03"]
    assert record["in_force"] == {"status": fact_id(1)}
    assert record["facts_cursor"] is None
    clerk.put(f"{COUNTER}/facts/{fact_id(2)}", FACT)
    page = clerk.get(f"{COUNTER}/facts?limit=1").json or {}
    assert [row["id"] for row in page["items"]] == [fact_id(2)]
    older = clerk.get(f"{COUNTER}/facts?limit=1&cursor={page['next_cursor']}").json or {}
    assert [row["id"] for row in older["items"]] == [fact_id(1)]


def test_a_repeat_gives_the_same_and_another_request_does_not(clerk: Signed) -> None:
    rows: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
        (COUNTER, COMPANY, {"name": "别名（模拟）"}, "company-exists-differently"),
        (f"{COUNTER}/people/{AN}", PERSON, {"role": "bookkeeper"}, "authority-exists-differently"),
        (f"{COUNTER}/facts/{fact_id(1)}", FACT, {"value": "05"}, "fact-exists-differently"),
    ]
    for path, body, other, code in rows:
        first, again = clerk.put(path, body), clerk.put(path, body)
        assert (again.status_code, again.json) == (200, first.json)
        refused = clerk.put(path, {**body, **other})
        assert (refused.status_code, (refused.json or {})["code"]) == (409, code)


def test_a_clerk_ends_what_a_person_may_do(an: Signed, clerk: Signed) -> None:
    clerk.put(COUNTER, COMPANY)
    person, path = clerk.put(f"{COUNTER}/people/{AN}", PERSON).json or {}, f"{COUNTER}/people/{AN}"
    over = {**PERSON, "valid_to": "2026-11-22", "version": person["version"]}
    for _ in range(2):
        ended = clerk.put(path, over).json or {}
        assert (ended["valid_to"], ended["version"]) == ("2026-11-22", 2)
    assert an.get(f"/api/companies/{TRADE}").status_code == 404
    late = clerk.put(path, {**PERSON, "version": 1})
    assert (late.status_code, (late.json or {})["code"]) == (409, "authority-changed-meanwhile")


PATHS = ["/api/companies", f"/api/companies/{FOOD}", f"/api/companies/{FOOD}/facts"]
STAFF = ["/api/counter/companies", f"/api/counter/companies/{FOOD}"]


@pytest.mark.parametrize("path", PATHS + STAFF)
def test_nobody_reads_without_signing_in(door: Door, path: str) -> None:
    assert door(None).get(path).status_code == 401


@pytest.mark.parametrize("path", STAFF)
def test_a_taxpayer_is_no_clerk(an: Signed, path: str) -> None:
    assert an.get(path).status_code == 403


@pytest.mark.parametrize("token", [f"person:{AN}", "person:guide-1:guide", "kiosk:1"])
def test_only_clerks_write(door: Door, token: str) -> None:
    food = f"/api/counter/companies/{FOOD}"
    for path, body in (
        (food, COMPANY),
        (f"{food}/people/{AN}", PERSON),
        (f"{food}/facts/{fact_id(1)}", FACT),
    ):
        refused = door(token).put(path, body)
        assert (refused.status_code, (refused.json or {})["code"]) == (403, "caller-not-allowed")


@pytest.mark.parametrize("path", PATHS[1:])
def test_somebody_elses_company_is_unknown(an: Signed, path: str) -> None:
    refused = an.get(path)
    assert (refused.status_code, (refused.json or {})["code"]) == (404, "company-unknown")


def test_a_record_of_no_company(clerk: Signed) -> None:
    for answer in (clerk.get(COUNTER), clerk.put(f"{COUNTER}/people/{AN}", PERSON)):
        assert (answer.status_code, (answer.json or {})["code"]) == (404, "company-unknown")


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/counter/companies/91130502MA07X1A18O", COMPANY, 400, "uscc-letter-forbidden"),
        ("/api/counter/companies/9113O502MA07X1A18W", COMPANY, 400, "uscc-letter-mistaken"),
        (COUNTER, {**COMPANY, "district_code": "邢台县"}, 400, "district-divided"),
        (COUNTER, {**COMPANY, "district_code": "桃城区"}, 400, "district-unknown"),
        (COUNTER, {**COMPANY, "name": " "}, 400, "request-malformed"),
        (COUNTER, {**COMPANY, "taxpayer_type": "6"}, 400, "request-malformed"),
        (f"{COUNTER}x!", COMPANY, 400, "request-malformed"),
    ],
)
def test_refusals_of_a_registration(
    clerk: Signed, path: str, body: object, status: int, code: str
) -> None:
    answer = clerk.put(path, body)
    assert (answer.status_code, (answer.json or {})["code"]) == (status, code)


@pytest.mark.parametrize(
    ("change", "fact", "status", "code", "pointer"),
    [
        ({"value": "3"}, fact_id(1), 400, "fact-value-wrong", "/value"),
        ({"effective_to": "2025-12-31"}, fact_id(1), 400, "fact-dates-crossed", "/effective_to"),
        ({"reason": ""}, fact_id(1), 400, "request-malformed", "/reason"),
        ({"name": "colour"}, fact_id(1), 400, "request-malformed", "/name"),
        ({"more": 1}, fact_id(1), 400, "request-malformed", "/more"),
        ({}, "1", 400, "id-malformed", "/fact_id"),
    ],
)
def test_refusals_of_a_fact(
    clerk: Signed, change: dict[str, Any], fact: str, status: int, code: str, pointer: str
) -> None:
    clerk.put(COUNTER, COMPANY)
    answer = clerk.put(f"{COUNTER}/facts/{fact}", {**FACT, **change})
    problem = answer.json or {}
    assert (answer.status_code, problem["code"]) == (status, code)
    assert pointer in [row["pointer"] for row in problem["errors"]]


def test_a_cursor_of_another_list_is_refused(an: Signed) -> None:
    refused = an.get("/api/companies?cursor=2%20somebody")
    assert (refused.status_code, (refused.json or {})["code"]) == (400, "cursor-malformed")
    assert an.get("/api/companies?limit=101").status_code == 400


def test_every_refusal_of_the_room_has_its_words() -> None:
    for code in (
        "company-unknown",
        "company-exists-differently",
        "authority-dates-crossed",
        "authority-exists-differently",
        "authority-changed-meanwhile",
        "fact-value-wrong",
        "fact-dates-crossed",
        "fact-exists-differently",
    ):
        assert set(problems.catalogue()[code]) == {"status", "zh", "en"}


@pytest.mark.parametrize("company", ["%3Cscript%3E", "%E5%85%AC%E5%8F%B8", "a%20b", "50%25"])
def test_an_address_no_company_can_have_is_an_unknown_company(an: Signed, company: str) -> None:
    answer = an.get(f"/api/companies/{company}")
    assert (answer.status_code, (answer.json or {})["code"]) == (404, "company-unknown")
