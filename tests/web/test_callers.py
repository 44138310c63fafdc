"""The gate: who comes in where, in which order it looks, and under which address."""

from dataclasses import replace
from typing import Any

import pytest

from backend.web import proofs
from tests.conftest import OwnedClock
from tests.fakes.door import Device, Door
from tests.web.probe import refused, send, sign

NOW = "2026-11-23T02:00:00+00:00"
WHO = {
    "stranger": lambda door: door.stranger(),
    "person": lambda door: door.person("p1"),
    "clerk": lambda door: door.clerk("c1"),
    "depot": lambda door: door.person("d1", roles=("depot",)),
    "kiosk": lambda door: door.kiosk("k1"),
    "kiosk with a role": lambda door: door.signed_in("kiosk", "k1", ("clerk",)),
}
MISSING, BARRED = (401, "session-missing"), (403, "caller-not-allowed")


@pytest.mark.parametrize(
    ("path", "who", "answer"),
    [
        ("/open", "stranger", ["anyone", ""]),
        ("/open", "person", ["anyone", ""]),
        ("/device", "stranger", ["anyone", ""]),
        ("/person", "stranger", MISSING),
        ("/person", "person", ["person/p1", "session/s1"]),
        ("/person", "clerk", ["person/c1", "session/s1"]),  # staff are people as well
        ("/person", "kiosk", BARRED),
        ("/person", "kiosk with a role", BARRED),
        ("/staff", "stranger", MISSING),
        ("/staff", "person", BARRED),
        ("/staff", "clerk", ["clerk/c1", "session/s1"]),
        ("/staff", "depot", ["clerk/d1", "session/s1"]),
        ("/staff", "kiosk", BARRED),
        ("/staff", "kiosk with a role", BARRED),
        ("/clerk", "person", BARRED),
        ("/clerk", "depot", BARRED),
        ("/clerk", "clerk", ["clerk/c1", "session/s1"]),
        ("/clerk", "kiosk with a role", BARRED),
        ("/kiosk", "stranger", MISSING),
        ("/kiosk", "person", BARRED),
        ("/kiosk", "clerk", BARRED),
        ("/kiosk", "kiosk", ["kiosk/k1", "kiosk/k1"]),
        ("/unstated", "stranger", BARRED),
        ("/unstated", "person", BARRED),
        ("/unstated", "clerk", BARRED),
        ("/unstated", "kiosk", BARRED),
    ],
)
def test_who_comes_in_where(door: Door, path: str, who: str, answer: Any) -> None:
    device: Device = WHO[who](door)
    response = device.get(path)
    if isinstance(answer, tuple):
        assert refused(response) == answer
        return
    assert response.status_code == 200
    said = response.get_json()
    assert said[1 if path == "/device" else 0 :][:3] == [*answer, NOW]
    if path == "/device":
        assert said[0] == device.jkt
    if path == "/clerk":
        assert said[3:] == ["clerk"]


def test_what_the_gate_asks_for_first(person: Device) -> None:
    stolen, key = str(person.token), person.door.stranger()

    def answer(headers: dict[str, str], path: str = "/kiosk") -> tuple[int, str]:
        return refused(send(person, path, headers))

    # Each row is wrong in all the ways of the rows after it.
    assert answer({}, "/unstated") == BARRED
    assert answer({}) == MISSING
    assert answer({"Authorization": "DPoP"}) == MISSING
    assert answer({"Authorization": f"Bearer {stolen}"}) == MISSING
    assert answer({"Authorization": "DPoP nobody"}) == (401, "session-expired")
    assert answer({"Authorization": f"DPoP {stolen}"}) == (401, "proof-missing")
    assert answer({"Authorization": f"DPoP {stolen}", "DPoP": "x"}) == (401, "proof-malformed")
    assert answer(sign(person, "PUT", "/kiosk", nonce=None)) == (401, "proof-nonce-needed")
    assert answer(sign(person, "PUT", "/kiosk")) == (401, "proof-wrong")
    key.token = stolen
    assert answer(sign(key, "GET", "/kiosk")) == (401, "proof-wrong")
    assert answer(sign(person, "GET", "/kiosk")) == BARRED
    assert send(person, "/person", sign(person, "GET", "/person")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"htm": "PUT"}, "proof-wrong"),
        ({"htu": "http://localhost/api/staff"}, "proof-wrong"),
        ({"htu": "http://localhost/api/person?cursor=1"}, None),  # the query is not looked at
        ({"ath": None}, "proof-wrong"),
        ({"ath": proofs.hash_of("another token")}, "proof-wrong"),
        ({"nonce": "made up"}, "proof-nonce-needed"),
        ({"jti": None}, "proof-malformed"),
        ({"iat": 4_000_000_000}, None),  # the clock of the device is not asked
    ],
    ids=str,
)
def test_a_token_alone_opens_nothing(
    person: Device, changes: dict[str, Any], code: str | None
) -> None:
    response = send(person, "/person", sign(person, "GET", "/person", **changes))
    if code is None:
        assert response.status_code == 200
    else:
        assert refused(response) == (401, code)


def test_a_device_route_needs_a_proof_and_no_token(door: Door) -> None:
    stranger = door.stranger()
    assert refused(send(stranger, "/device", {})) == (401, "proof-missing")
    assert send(stranger, "/device", sign(stranger, "GET", "/device")).status_code == 200


def test_the_nonce_is_handed_out_and_grows_old(person: Device, clock: OwnedClock) -> None:
    asked = send(person, "/person", sign(person, "GET", "/person", nonce=None))
    assert refused(asked) == (401, "proof-nonce-needed")
    nonce = asked.headers["DPoP-Nonce"]

    def again() -> int:
        return send(person, "/person", sign(person, "GET", "/person", nonce=nonce)).status_code

    assert again() == 200
    clock.forward(minutes=5)
    assert again() == 200
    clock.forward(minutes=5)
    assert again() == 401


@pytest.mark.parametrize("path", ["/open", "/person", "/unstated", "/broken", "/nowhere"])
def test_every_answer_hands_out_the_nonce_and_is_not_stored(
    person: Device, clock: OwnedClock, path: str
) -> None:
    headers = send(person, path, {}).headers
    assert headers["DPoP-Nonce"] == person.door.nonces.current(clock.now())
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


STAGE, LOCAL = "https://tax.example/stage", "http://localhost:8700"


@pytest.mark.parametrize(
    ("reached", "signed", "passes"),
    [
        (STAGE, f"{STAGE}/api/person", True),
        (STAGE, "https://TAX.example:443/stage/api/person", True),
        (STAGE, "https://tax.example/api/person", False),
        (STAGE, "http://tax.example/stage/api/person", False),
        (STAGE, f"{LOCAL}/api/person", False),
        # The gateway keeps the stage to itself and does not pass it on.
        ("https://tax.example", f"{STAGE}/api/person", True),
        ("https://tax.example", "https://tax.example/api/person", False),
        # A gateway that ends TLS speaks http to us.
        ("http://tax.example", f"{STAGE}/api/person", True),
        (LOCAL, f"{LOCAL}/api/person", True),
        (LOCAL, f"{STAGE}/api/person", False),
        # Whatever a caller writes into Host: our first address is what counts.
        ("http://evil.example", "http://evil.example/api/person", False),
        ("http://evil.example", f"{STAGE}/api/person", True),
        ("http://localhost:9999", "http://localhost:9999/api/person", False),
    ],
)
def test_the_proof_is_for_our_public_address(
    person: Device, reached: str, signed: str, passes: bool
) -> None:
    app = person.door.app
    app.extensions["gate"] = replace(app.extensions["gate"], public_urls=(STAGE, LOCAL))
    headers = sign(person, "GET", "/person", htu=signed)
    response = send(person, "/person", headers, base_url=reached)
    assert response.status_code == (200 if passes else 401)
    assert passes or refused(response) == (401, "proof-wrong")


FORGED = {"X-Forwarded-For": "192.0.2.66, 192.0.2.67"}


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({"REMOTE_ADDR": "198.51.100.9"}, "198.51.100.9"),
        (
            {
                "REMOTE_ADDR": "192.0.2.66",  # Zappa takes it from what the caller forged
                "lambda.event": {"requestContext": {"identity": {"sourceIp": "203.0.113.7"}}},
            },
            "203.0.113.7",
        ),
    ],
    ids=["on a server", "behind the gateway"],
)
def test_nobody_chooses_the_address_they_are_counted_by(
    door: Door, environ: dict[str, Any], address: str
) -> None:
    seen = send(door.stranger(), "/address", FORGED, environ_overrides=environ)
    assert seen.get_json() == address


def test_a_head_is_a_request_of_its_own(person: Device) -> None:
    signed = sign(person, "HEAD", "/person")
    assert send(person, "/person", signed, method="HEAD").status_code == 200
    assert send(person, "/person", signed).status_code == 401


def test_asking_for_the_methods_runs_no_route(door: Door) -> None:
    response = send(door.stranger(), "/person", {}, method="OPTIONS")
    assert (response.status_code, response.data) == (200, b"")
    assert "GET" in response.headers["Allow"]


def test_nothing_is_read_of_a_caller_who_is_not_let_in(door: Door) -> None:
    door.app.config["MAX_CONTENT_LENGTH"] = 10
    response = send(door.stranger(), "/person", {}, method="PUT", data=b"x" * 1000)
    assert refused(response) == MISSING
