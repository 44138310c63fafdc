"""The counter's routes: what a clerk sees and says, and each refusal on the wire."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from backend.counter.api import routes
from backend.counter.service import Counter
from backend.kernel.clock import Clock, to_text
from tests.counter.samples import NOW, REACTOR, WHY, cause
from tests.fakes.counter import FakeCaseStore, FakeCompanies, FakeMatters, FakePeople
from tests.fakes.door import Device, Door

CASE = "application-a1-1"
STUCK = "pickup-0a-4"
DECISION = f"/counter/cases/{CASE}/decision"
APPROVE = {"outcome": "approve", "reason": "已核对合同"}
SETTLE = {
    "outcome": "settle",
    "reason": "现场核对",
    "next_code": "013002600104",
    "next_serial": 104,
}


@pytest.fixture
def matters() -> FakeMatters:
    return FakeMatters()


@pytest.fixture
def companies() -> FakeCompanies:
    return FakeCompanies()


@pytest.fixture
def door(clock: Clock, matters: FakeMatters, companies: FakeCompanies) -> Door:
    counter = Counter(FakeCaseStore(), matters, companies, FakePeople())
    counter.open_case(cause(), "application", "a1", why=WHY, doing=REACTOR)
    event = cause("pickup/0a", 4, minutes=1)
    counter.open_case(event, "pickup", "0a", why=WHY, doing=REACTOR)
    return Door(clock, {"counter": counter}, routes)


@pytest.fixture
def clerk(door: Door) -> Device:
    return door.clerk()


def problem(response: TestResponse) -> tuple[int, str]:
    assert response.content_type == "application/problem+json"
    body: dict[str, Any] = response.get_json()
    assert body["title"]
    assert body["detail"]
    return response.status_code, body["code"]


def test_the_inbox_lists_by_due_time(clerk: Device) -> None:
    first = clerk.get("/counter/cases?limit=1").get_json()
    assert [one["id"] for one in first["items"]] == [STUCK]
    rest = clerk.get(f"/counter/cases?limit=1&cursor={first['next_cursor']}").get_json()
    assert rest["next_cursor"] is None
    assert rest["items"] == [
        {
            "id": CASE,
            "kind": "application",
            "subject_id": "a1",
            "company_id": "company-1",
            "company_name": "company-1（模拟）",
            "opened_at": to_text(NOW),
            "due_at": "2026-11-25T02:00:00.000Z",
            "state": "open",
            "why": [{"code": WHY[0].code, "inputs": dict(WHY[0].inputs)}],
            "decided_by": None,
            "decided_at": None,
            "outcome": None,
            "reason": None,
            "version": 1,
        }
    ]


def test_a_page_asks_for_its_companies_at_once(clerk: Device, companies: FakeCompanies) -> None:
    assert len(clerk.get("/counter/cases").get_json()["items"]) == 2
    assert companies.asked == [["company-1", "company-1"]]


def test_a_case_shows_its_matter_and_its_steps(clerk: Device) -> None:
    body = clerk.get(f"/counter/cases/{CASE}").get_json()
    assert body["application"] == {"id": "a1", "kind": "application"}
    assert body["pickup"] is None
    assert body["history"] == [
        {
            "at": to_text(NOW),
            "kind": "counter:case:opened",
            "subject": f"case/{CASE}",
            "number": 1,
            "person": "system/ledger-react",
            "machine": "application/a1#1",
            "data": {"case_kind": "application", "subject_id": "a1"},
        }
    ]
    other = clerk.get(f"/counter/cases/{STUCK}").get_json()
    assert (other["application"], other["pickup"]["id"]) == (None, "0a")


def test_a_decision_and_its_repeat(clerk: Device) -> None:
    first = clerk.put(DECISION, APPROVE)
    assert first.status_code == 200
    body = first.get_json()
    assert (body["state"], body["outcome"], body["reason"], body["decided_by"]) == (
        "decided",
        "approve",
        "已核对合同",
        "clerk/c1",
    )
    assert body["history"][-1]["machine"] == "session/s1"
    assert clerk.put(DECISION, APPROVE).get_json() == body
    listed = clerk.get("/counter/cases?state=decided").get_json()
    assert [one["id"] for one in listed["items"]] == [CASE]
    settled = clerk.put(f"/counter/cases/{STUCK}/decision", SETTLE).get_json()
    assert (settled["state"], settled["outcome"]) == ("decided", "settle")
    assert body["finding"] is None


def test_what_a_clerk_saw_can_be_read_afterwards(clerk: Device) -> None:
    path = f"/counter/cases/{STUCK}"
    assert clerk.get(path).get_json()["finding"] is None
    taken = [{"code": "013002600104", "first": 102, "last": 103}]
    clerk.put(f"{path}/decision", {**SETTLE, "taken": taken})
    after = clerk.get(path).get_json()
    assert after["finding"] == {"next_code": "013002600104", "next_serial": 104, "taken": taken}
    told = after["history"][-1]["data"]
    assert (told["next_code"], told["next_serial"]) == ("013002600104", 104)
    assert told["taken"] == [["013002600104", 102, 103]]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/counter/cases/nobody/decision", APPROVE, 404, "case-unknown"),
        (DECISION, {**APPROVE, "reason": " "}, 400, "case-reason-missing"),
        (DECISION, SETTLE, 400, "case-outcome-unfit"),
        (f"/counter/cases/{STUCK}/decision", APPROVE, 400, "case-outcome-unfit"),
        (
            f"/counter/cases/{STUCK}/decision",
            {**SETTLE, "next_serial": None},
            400,
            "case-serial-missing",
        ),
        (DECISION, {"outcome": "approve"}, 400, "request-malformed"),
        (DECISION, {**APPROVE, "outcome": "burn"}, 400, "request-malformed"),
        (DECISION, {**APPROVE, "reason": "很" * 501}, 400, "request-malformed"),
        (DECISION, {**APPROVE, "by": "me"}, 400, "request-malformed"),
        (f"/counter/cases/{'x' * 121}/decision", APPROVE, 400, "request-malformed"),
    ],
)
def test_a_decision_is_refused(
    clerk: Device, path: str, body: object, status: int, code: str
) -> None:
    assert problem(clerk.put(path, body)) == (status, code)


def test_a_case_that_is_over_stays_as_it_is(clerk: Device) -> None:
    clerk.put(DECISION, APPROVE)
    assert problem(clerk.put(DECISION, {**APPROVE, "outcome": "refuse"})) == (409, "case-over")


def test_what_the_room_refuses_is_told_to_the_clerk(clerk: Device, matters: FakeMatters) -> None:
    matters.refusal = "application-decided"
    assert problem(clerk.put(DECISION, APPROVE)) == (409, "application-decided")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/counter/cases/nobody", (404, "case-unknown")),
        ("/counter/cases?state=lost", (400, "request-malformed")),
        ("/counter/cases?limit=0", (400, "request-malformed")),
        ("/counter/cases?limit=101", (400, "request-malformed")),
        ("/counter/cases?cursor=0%20decided", (400, "cursor-malformed")),
    ],
)
def test_a_question_is_refused(clerk: Device, path: str, code: tuple[int, str]) -> None:
    assert problem(clerk.get(path)) == code


ROUTES = [("GET", "/counter/cases"), ("GET", f"/counter/cases/{CASE}"), ("PUT", DECISION)]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_clerks_only(door: Door, method: str, path: str) -> None:
    sent = {"json": APPROVE} if method == "PUT" else {}
    assert problem(door.stranger().call(method, path, **sent)) == (401, "session-missing")
    for caller in (
        door.person("p1"),
        door.person("p1", roles=("depot",)),
        door.kiosk("k1"),
        door.signed_in("kiosk", "k1", ("clerk",)),
    ):
        assert problem(caller.call(method, path, **sent)) == (403, "caller-not-allowed")
    assert door.clerk().call(method, path, **sent).status_code == 200
