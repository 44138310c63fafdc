"""Routes of identity over HTTP: one happy path and each refusal, with real proofs."""

from datetime import datetime
from typing import Any, Protocol

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from flask.testing import FlaskClient
from jwt.algorithms import ECAlgorithm
from werkzeug.test import TestResponse

from backend.identity import api
from backend.identity.rules.accounts import NewAccount
from backend.identity.rules.signins import Delivery
from backend.identity.service import IdentityService
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.web import callers, problems, proofs
from tests.fakes.sms import FakeCourier

BASE = "https://tax.example/stage"
PERSON, PHONE = new_id(), "13800000001"


class OwnedClock(Protocol):
    def now(self) -> datetime: ...
    def forward(self, **spans: float) -> datetime: ...


class Phone:
    """A device with a key of its own that signs what it sends."""

    def __init__(self, client: FlaskClient, nonces: proofs.Nonces, clock: OwnedClock) -> None:
        self.client, self.nonces, self.clock = client, nonces, clock
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.access_token = ""

    def send(self, method: str, path: str, json: Any = None, **headers: str) -> TestResponse:
        if self.access_token:
            headers["Authorization"] = f"DPoP {self.access_token}"
        headers.setdefault("DPoP", self.proof(method, path))
        return self.client.open(path, method=method, json=json, headers=headers)

    def proof(self, method: str, path: str) -> str:
        body = {
            "jti": new_id(),
            "htm": method,
            "htu": BASE + path,
            "iat": 1,
            "nonce": self.nonces.current(self.clock.now()),
        }
        if self.access_token:
            body["ath"] = proofs.hash_of(self.access_token)
        jwk = ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return jwt.encode(body, self.key, "ES256", headers={"typ": "dpop+jwt", "jwk": jwk})

    def ask(self, phone: str = PHONE, id: str | None = None) -> TestResponse:
        return self.client.put(f"/api/sign-ins/{id or new_id()}", json={"phone": phone})

    def sign_in(self, code: str, id: str) -> TestResponse:
        body = {"code": code, "device_name": "手机"}
        answer = self.send("PUT", f"/api/sign-ins/{id}/session", body)
        if answer.status_code == 200:
            self.access_token = answer.json["access_token"]
        return answer


@pytest.fixture
def new_phone(service: IdentityService, clock: OwnedClock) -> Any:
    nonces = proofs.Nonces(b"n" * 32)
    app = Flask(__name__)
    problems.register(app)
    callers.register(app, callers.Gate(clock, nonces, service.read_token, (BASE,)))
    app.extensions["rooms"] = {"identity": service}
    app.register_blueprint(api.routes)
    new = NewAccount(person_id=PERSON, name="王秀英（模拟）", phone=PHONE)
    service.add_account(new, doing=Doing("system/demo", clock.now()))
    return lambda: Phone(app.test_client(), nonces, clock)


@pytest.fixture
def phone(new_phone: Any) -> Phone:
    return new_phone()


@pytest.fixture
def signed_in(phone: Phone, courier: FakeCourier) -> Phone:
    sign_in_id = new_id()
    phone.ask(id=sign_in_id)
    assert phone.sign_in(courier.last_code, sign_in_id).status_code == 200
    return phone


def code_of(answer: TestResponse) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json"
    return answer.status_code, answer.json["code"]


def test_a_code_is_asked_for(phone: Phone, clock: OwnedClock) -> None:
    sign_in_id = new_id()
    answer = phone.ask(id=sign_in_id)
    assert answer.status_code == 200
    assert answer.json == {
        "id": sign_in_id,
        "expires_at": "2026-11-23T02:05:00.000Z",
        "resend_after_seconds": 60,
        "tries_left": 5,
    }
    assert answer.headers["DPoP-Nonce"]
    clock.forward(seconds=20)
    assert phone.ask(id=sign_in_id).json["resend_after_seconds"] == 40


def test_the_answer_does_not_tell_who_is_known(phone: Phone) -> None:
    known, unknown = phone.ask(), phone.ask("13900000009")
    known_body, unknown_body = known.json, unknown.json
    known_body.pop("id"), unknown_body.pop("id")
    assert known_body == unknown_body
    assert dict(known.headers) == dict(unknown.headers)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"phone": "12345"}, 400, "phone-malformed"),
        ({"phone": ""}, 400, "request-malformed"),
        ({"phone": "1" * 33}, 400, "request-malformed"),
        ({"phone": 13800000001}, 400, "request-malformed"),
        ({}, 400, "request-malformed"),
        ({"phone": PHONE, "more": 1}, 400, "request-malformed"),
    ],
)
def test_malformed_asking(phone: Phone, body: Any, status: int, code: str) -> None:
    answer = phone.client.put(f"/api/sign-ins/{new_id()}", json=body)
    assert code_of(answer) == (status, code)
    assert answer.json["errors"][0]["pointer"] in {"/phone", "/more"}


def test_refusals_of_asking(phone: Phone, courier: FakeCourier, clock: OwnedClock) -> None:
    assert code_of(phone.ask(id="one")) == (400, "id-malformed")
    sign_in_id = new_id()
    courier.fate = Delivery.UNAVAILABLE
    assert code_of(phone.ask(id=sign_in_id)) == (503, "sign-in-sms-unavailable")
    courier.fate = Delivery.SENT
    clock.forward(seconds=5)
    assert phone.ask(id=sign_in_id).status_code == 200
    assert code_of(phone.ask("13900000009", sign_in_id)) == (409, "sign-in-exists-differently")
    many = phone.ask()
    assert code_of(many) == (429, "sign-in-too-many")
    assert (many.json["retry_after_seconds"], many.headers["Retry-After"]) == (55, "55")


def test_the_code_opens_a_session(phone: Phone, courier: FakeCourier) -> None:
    sign_in_id = new_id()
    phone.ask(id=sign_in_id)
    answer = phone.sign_in(courier.last_code, sign_in_id)
    assert answer.status_code == 200
    assert answer.json.keys() == {
        "session_id",
        "access_token",
        "expires_in_seconds",
        "refresh_token",
        "person",
    }
    assert answer.json["expires_in_seconds"] == 600
    assert answer.headers["Cache-Control"] == "no-store"
    person = {
        "id": PERSON,
        "name": "王秀英（模拟）",
        "phone_masked": "138****0001",
        "staff_roles": [],
    }
    assert answer.json["person"] == person
    assert phone.send("GET", "/api/me").json == person


def test_refusals_of_a_code(
    phone: Phone, new_phone: Any, courier: FakeCourier, clock: OwnedClock
) -> None:
    sign_in_id = new_id()
    phone.ask(id=sign_in_id)
    right = courier.last_code
    wrong = "000000" if right != "000000" else "000001"
    assert code_of(phone.sign_in(right, new_id())) == (404, "sign-in-unknown")
    assert code_of(phone.sign_in("12345", sign_in_id)) == (400, "request-malformed")
    assert code_of(phone.sign_in("１２３４５６", sign_in_id)) == (400, "request-malformed")
    first = phone.sign_in(wrong, sign_in_id)
    assert code_of(first) == (403, "sign-in-code-wrong")
    assert first.json["params"] == {"tries_left": 4}
    assert "4" in first.json["detail"]
    for _ in range(4):
        last = phone.sign_in(wrong, sign_in_id)
    assert code_of(last) == (403, "sign-in-locked")
    clock.forward(seconds=61)
    second_id = new_id()
    phone.ask(id=second_id)
    clock.forward(minutes=5)
    assert code_of(phone.sign_in(courier.last_code, second_id)) == (410, "sign-in-expired")
    third_id = new_id()
    phone.ask(id=third_id)
    phone.sign_in(courier.last_code, third_id)
    assert code_of(new_phone().sign_in(courier.last_code, third_id)) == (409, "sign-in-used")


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\nb", "a\x00"])
def test_a_device_name_is_one_short_line(phone: Phone, name: str) -> None:
    body = {"code": "123456", "device_name": name}
    answer = phone.send("PUT", f"/api/sign-ins/{new_id()}/session", body)
    assert code_of(answer) == (400, "request-malformed")
    assert answer.json["errors"][0]["pointer"] == "/device_name"


def test_a_session_is_only_opened_and_refreshed_with_a_proof(phone: Phone) -> None:
    for method, path in (
        ("PUT", f"/api/sign-ins/{new_id()}/session"),
        ("POST", "/api/sessions/refresh"),
    ):
        assert code_of(phone.client.open(path, method=method, json={})) == (401, "proof-missing")
        assert code_of(phone.send(method, path, DPoP="x")) == (401, "proof-malformed")
        elsewhere = phone.proof(method, "/api/elsewhere")
        assert code_of(phone.send(method, path, DPoP=elsewhere)) == (401, "proof-wrong")
        old = phone.proof(method, path)
        phone.clock.forward(minutes=10)
        assert code_of(phone.send(method, path, DPoP=old)) == (401, "proof-nonce-needed")


def test_a_refresh_token_turns_and_is_bound(
    signed_in: Phone, new_phone: Any, courier: FakeCourier, clock: OwnedClock
) -> None:
    clock.forward(seconds=61)
    sign_in_id = new_id()
    signed_in.ask(id=sign_in_id)
    first = signed_in.sign_in(courier.last_code, sign_in_id).json["refresh_token"]
    path, body = "/api/sessions/refresh", {"refresh_token": first}
    assert code_of(new_phone().send("POST", path, body)) == (401, "session-key-differs")
    second = signed_in.send("POST", path, body)
    assert second.status_code == 200
    assert signed_in.send("POST", path, body).json["refresh_token"] == second.json["refresh_token"]
    clock.forward(seconds=30)
    assert code_of(signed_in.send("POST", path, body)) == (401, "session-reused")
    made_up = {"refresh_token": "r1.a.b.1.c"}
    assert code_of(signed_in.send("POST", path, made_up)) == (401, "session-ended")
    assert code_of(signed_in.send("POST", path, {})) == (400, "request-malformed")


def test_devices(signed_in: Phone) -> None:
    listed = signed_in.send("GET", "/api/sessions").json["items"]
    assert [(one["device_name"], one["current"]) for one in listed] == [("手机", True)]
    assert listed[0]["created_at"] == "2026-11-23T02:00:00.000Z"
    assert code_of(signed_in.send("DELETE", f"/api/sessions/{new_id()}")) == (
        404,
        "session-unknown",
    )
    for _ in range(2):
        assert signed_in.send("DELETE", f"/api/sessions/{listed[0]['id']}").status_code == 204
    assert signed_in.send("GET", "/api/sessions").json == {"items": []}


def test_signing_out_everywhere(signed_in: Phone) -> None:
    assert signed_in.send("DELETE", "/api/sessions").status_code == 204
    assert signed_in.send("GET", "/api/sessions").json == {"items": []}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/me"),
        ("GET", "/api/sessions"),
        ("DELETE", "/api/sessions/01930000-0000-7000-8f00-000000000001"),
        ("DELETE", "/api/sessions"),
    ],
)
def test_who_is_not_signed_in_is_sent_away(
    signed_in: Phone, new_phone: Any, service: IdentityService, method: str, path: str
) -> None:
    clock = signed_in.clock
    stranger = new_phone()
    assert code_of(stranger.send(method, path)) == (401, "session-missing")
    stranger.access_token = signed_in.access_token
    assert code_of(stranger.send(method, path)) == (401, "proof-wrong")
    kiosk = new_phone()
    jwk = ECAlgorithm.to_jwk(kiosk.key.public_key(), as_dict=True)
    text, _ = service.issue_kiosk_token("k1", "s1", proofs.thumbprint(jwk), clock.now())
    kiosk.access_token = text
    assert code_of(kiosk.send(method, path)) == (403, "caller-not-allowed")
    clock.forward(minutes=10)
    assert code_of(signed_in.send(method, path)) == (401, "session-expired")


def test_words_come_in_the_language_asked_for(phone: Phone) -> None:
    answer = phone.client.put(
        f"/api/sign-ins/{new_id()}", json={"phone": "1"}, headers={"Accept-Language": "en"}
    )
    assert answer.json["title"] == "The mobile number is malformed"
    assert phone.ask("1").json["title"] == "手机号码格式不对"
