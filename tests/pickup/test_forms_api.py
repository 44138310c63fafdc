"""Lending and the other forms over the wire, and the page of a pass link as a browser gets it."""

import base64
import hashlib
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from backend.kernel.clock import to_text
from backend.kernel.ids import new_id
from backend.pickup.forms.api import routes
from backend.pickup.forms.page import pages
from backend.web import plain_page
from tests.fakes.door import Device, Door
from tests.pickup.conftest import House

PICKUP = "0a" * 8
BASE = f"/pickups/{PICKUP}"


@pytest.fixture
def door(house: House) -> Door:
    rooms = {"pickup-forms": house.forms, "pickup-lending": house.lending}
    return Door(house.clock, rooms, routes, pages)


@pytest.fixture
def phone(door: Door) -> Device:
    return door.person("owner")


@pytest.fixture
def browser(door: Door) -> FlaskClient:
    return door.app.test_client()


def problem(answer: object) -> tuple[int, str]:
    body = answer.get_json()  # type: ignore[attr-defined]
    assert body["detail"]
    return body["status"], body["code"]


def wish(house: House, **change: str) -> dict[str, str]:
    until = to_text(house.clock.now() + timedelta(hours=2))
    return {"phone": "13800000009", "name": "王芳", "until": until, **change}


def link(phone: Device, link_id: str | None = None) -> str:
    shown = phone.put(f"{BASE}/link/{link_id or new_id()}", {}).get_json()
    path: str = shown["link"]["path"]
    return path


def test_lending_over_the_wire(house: House, phone: Device, door: Door) -> None:
    house.issued(3)
    friend, loan_id = door.person("friend"), new_id()
    lent = phone.put(f"{BASE}/loan/{loan_id}", wish(house)).get_json()
    assert (lent["loan"]["name"], lent["loan"]["phone_masked"]) == ("王芳", "138****0009")
    assert lent["pass"] is None
    [line] = friend.get("/loans").get_json()["items"]
    assert (line["id"], line["lender_name"], line["pass"]) == (PICKUP, "李强", None)
    page = friend.get(f"/loans/{PICKUP}")
    shown = page.get_json()
    assert shown["pass"]["type"] == "rolling"
    assert not {"company_id", "application_id", "serials"} & shown.keys()
    assert page.headers["ETag"] == '"2-issued"'
    forms = friend.get(f"{BASE}/forms").get_json()
    assert (len(forms["paper"]), forms["link"]) == (139, None)
    assert forms["ends_at"] == shown["until"]
    back = phone.delete(f"{BASE}/loan/{loan_id}").get_json()
    assert (back["loan"], back["pass"]["type"]) == (None, "rolling")
    assert problem(friend.get(f"/loans/{PICKUP}")) == (404, "loan-unknown")
    assert friend.get("/loans").get_json()["items"] == []


def test_what_a_lender_is_refused(house: House, phone: Device, door: Door) -> None:
    house.issued(3)
    path = f"{BASE}/loan/{new_id()}"
    assert problem(phone.put(f"{BASE}/loan/1", wish(house))) == (400, "id-malformed")
    assert problem(phone.put(path, {"phone": "1"})) == (400, "request-malformed")
    naive = wish(house, until="2026-11-23T04:00:00")
    assert problem(phone.put(path, naive)) == (400, "request-malformed")
    assert problem(phone.put(path, wish(house, phone="1"))) == (400, "phone-malformed")
    assert problem(phone.put(path, wish(house, name="王方"))) == (404, "borrower-unknown")
    late = wish(house, until="2027-01-01T00:00:00Z")
    assert problem(phone.put(path, late)) == (400, "loan-end-wrong")
    house.strangers.known["13800000001"] = house.strangers.known["13800000009"].__class__(
        "owner", "李强", "138****0001"
    )
    mine = wish(house, phone="13800000001", name="李强")
    assert problem(phone.put(path, mine)) == (400, "borrower-oneself")
    assert problem(door.person("accountant").put(path, wish(house))) == (404, "pickup-unknown")
    assert phone.put(path, wish(house)).status_code == 200
    assert problem(phone.put(path, wish(house, name="王方"))) == (
        409,
        "request-exists-differently",
    )
    assert problem(phone.put(f"{BASE}/loan/{new_id()}", wish(house))) == (409, "pickup-lent")
    assert problem(phone.put(f"{BASE}/code/{new_id()}", {})) == (409, "pickup-lent")
    assert problem(phone.put(f"{BASE}/link/{new_id()}", {})) == (409, "pickup-lent")
    house.strangers.most = 0
    assert problem(phone.put(f"{BASE}/loan/{new_id()}", wish(house)))[1] == "tries-too-many"


def test_a_new_code_and_a_link_over_the_wire(
    house: House, phone: Device, browser: FlaskClient
) -> None:
    house.issued(3)
    link_id = new_id()
    path = link(phone, link_id)
    assert re.fullmatch(r"/p/[A-Za-z0-9_-]{22}", path)
    assert link(phone, link_id) == path
    assert phone.get(f"{BASE}/forms").get_json()["link"]["path"] == path
    assert browser.get(path).status_code == 200
    assert phone.delete(f"{BASE}/link/{link_id}").status_code == 204
    assert browser.get(path).status_code == 410
    before = phone.get(f"{BASE}/forms").get_json()
    renewed = phone.put(f"{BASE}/code/{new_id()}", {}).get_json()
    assert renewed["pass"]["short_code"] != before["short_code"]


def test_the_page_says_what_a_scanner_and_a_person_need(
    house: House, phone: Device, browser: FlaskClient
) -> None:
    pickup = house.issued(3)
    page = browser.get(link(phone))
    short = pickup.short_code
    assert page.content_type == "text/html; charset=utf-8"
    assert f"{short[:4]} {short[4:8]} {short[8:]}" in page.text
    assert 'viewBox="0 0 49 49"' in page.text  # version 6 is 41 modules, 4 quiet on each side
    assert "一号厅（模拟）" in page.text
    assert "2026-11-30 10:00" in page.text
    assert "后六位" in page.text
    assert "last six digits" in page.text
    for told in ("company", "李强", pickup.id, pickup.application_id):
        assert told not in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert "http" not in page.text


def test_the_page_may_be_opened_again_offline_and_by_nobody_else(
    house: House, phone: Device, browser: FlaskClient
) -> None:
    house.issued(3)
    headers = browser.get(link(phone)).headers
    assert headers["Cache-Control"] == f"private, max-age={7 * 24 * 3600}"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "Set-Cookie" not in headers
    assert headers["Vary"] == "Accept-Language"


def test_the_policy_names_the_style_that_is_there(
    house: House, phone: Device, browser: FlaskClient
) -> None:
    house.issued(3)
    page = browser.get(link(phone))
    [style] = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = page.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert style == plain_page.STYLE


@pytest.mark.parametrize(
    ("accepted", "title"),
    [("zh-CN", "没有这个取票链接"), ("en-GB", "There is no such pickup link"), ("", "没有")],
)
def test_a_link_that_leads_nowhere_says_so_in_words(
    browser: FlaskClient, accepted: str, title: str
) -> None:
    page = browser.get(f"/p/{'A' * 22}", headers={"Accept-Language": accepted})
    assert (page.status_code, page.headers["Cache-Control"]) == (404, "no-store")
    assert title in re.findall("<h1.*?</h1>", page.text)[0]
    assert "没有这个取票链接" in page.text
    assert "There is no such pickup link" in page.text
    assert "<svg" not in page.text
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("key", ["", "x", "../api/me", "A" * 5000, "%00", "<b>"])
def test_nonsense_is_a_page_or_nothing(browser: FlaskClient, key: str) -> None:
    answer = browser.get(f"/p/{key}")
    assert answer.status_code == 404
    assert "<b>" not in answer.text


def test_too_many_tries_say_how_long_to_wait(
    house: House, phone: Device, browser: FlaskClient
) -> None:
    house.issued(3)
    path = link(phone)
    house.strangers.most = 0
    page = browser.get(path)
    assert (page.status_code, page.headers["Retry-After"]) == (429, "60")
    assert "<svg" not in page.text


@pytest.mark.parametrize(
    ("end", "status", "words"),
    [("revoked", 410, "作废"), ("expired", 410, "过期"), ("dispensed", 410, "已经取走")],
)
def test_each_end_is_a_page(
    house: House, phone: Device, browser: FlaskClient, end: str, status: int, words: str
) -> None:
    pickup = house.issued(1)
    path = link(phone)
    if end == "revoked":
        phone.put(f"{BASE}/code/{new_id()}", {})
    elif end == "expired":
        house.clock.forward(days=7)
    else:
        grip = house.reserved(pickup)
        house.machine.start(grip, house.at())
        house.sheet(grip, 1, 101)
        house.machine.finish(grip, house.at())
    page = browser.get(path)
    assert page.status_code == status
    assert words in page.text
    assert "<svg" not in page.text
