"""Routes that try the gate and the problems, and callers who sign as badly as they are told."""

from typing import Any

import jwt
from flask import Response, abort, jsonify
from pydantic import Field
from werkzeug.test import TestResponse

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.web import callers, proofs
from backend.web.routes import ListQuery, View, blueprint, nothing, room, said, said_if_new
from tests.fakes.door import HOST, Device

routes = blueprint("probe")
probe: dict[str, str] = room("probe")


class CodePath(View):
    code: int


class Sheet(View):
    number: int = Field(ge=1)


class Wish(View):
    name: str = Field(max_length=5)
    note: str | None = Field(default=None, exclude=True)
    sheets: list[Sheet] = Field(default=[])


def _who() -> Response:
    doing = callers.doing()
    return jsonify([doing.actor, doing.machine, doing.at.isoformat()])


@routes.get("/open")
@callers.allow("anyone")
def get_open() -> Response:
    return _who()


@routes.get("/address")
@callers.allow("anyone")
def get_address() -> Response:
    return jsonify(callers.address())


@routes.get("/device")
@callers.allow("device")
def get_device() -> Response:
    return jsonify([callers.proof().jkt, *_who().get_json()])


@routes.get("/person")
@callers.allow("person")
def get_person() -> Response:
    return _who()


@routes.put("/person")
@callers.allow("person")
def put_person(body: Wish) -> Response:
    return said(body)


@routes.get("/staff")
@callers.allow("staff")
def get_staff() -> Response:
    return _who()


@routes.get("/clerk")
@callers.allow("staff", roles=("clerk", "lead-clerk"))
def get_clerk() -> Response:
    return jsonify([*_who().get_json(), *callers.current().roles])


@routes.get("/kiosk")
@callers.allow("kiosk")
def get_kiosk() -> Response:
    return _who()


@routes.get("/unstated")
def get_unstated() -> Response:
    return jsonify("never")


@routes.put("/wish")
@callers.allow("anyone")
def put_wish(body: Wish) -> Response:
    return said(body)


@routes.get("/list")
@callers.allow("anyone")
def get_list(query: ListQuery) -> Response:
    return said(query)


@routes.get("/tagged")
@callers.allow("anyone")
def get_tagged() -> Response:
    return said_if_new(Wish(name=probe["name"]), probe["tag"])


@routes.delete("/tagged")
@callers.allow("anyone")
def delete_tagged() -> Response:
    return nothing()


@routes.get("/broken")
@callers.allow("anyone")
def get_broken() -> Response:
    raise RuntimeError("the password is swordfish")


@routes.get("/endless")
@callers.allow("anyone")
def get_endless() -> Response:
    endless: Response = get_endless()
    return endless


@routes.get("/refused")
@callers.allow("anyone")
def get_refused() -> Response:
    raise Refusal("site-stock-short", field="/site_id", retry_after_seconds=7, free=2, count=5)


@routes.get("/uncatalogued")
@callers.allow("anyone")
def get_uncatalogued() -> Response:
    code = "-".join(("nobody", "wrote", "this", "down"))
    raise Refusal(code)


@routes.get("/raced")
@callers.allow("anyone")
def get_raced() -> Response:
    raise Conflict


@routes.get("/aborted/<code>")
@callers.allow("anyone")
def get_aborted(path: CodePath) -> Response:
    abort(path.code)


def sign(device: Device, method: str, path: str, **changes: Any) -> dict[str, str]:
    """Sign a request; `changes` replace members of a good proof, None takes one away."""
    claims = {
        "jti": "a",
        "iat": 1,
        "htm": method,
        "htu": f"{HOST}/api{path}",
        "nonce": device.door.nonces.current(device.door.clock.now()),
        "ath": proofs.hash_of(device.token) if device.token else None,
        **changes,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    head = {"typ": "dpop+jwt", "jwk": device.jwk}
    headers = {"DPoP": jwt.encode(kept, device.key, "ES256", headers=head)}
    return headers | ({"Authorization": f"DPoP {device.token}"} if device.token else {})


def send(
    device: Device, path: str, headers: dict[str, str], *, method: str = "GET", **sent: Any
) -> TestResponse:
    return device.door.app.test_client().open(f"/api{path}", method=method, headers=headers, **sent)


def refused(response: TestResponse) -> tuple[int, str]:
    """Read a problem: its status, in the head and in the body, and its code."""
    assert response.content_type == "application/problem+json"
    body = response.get_json()
    assert body["status"] == response.status_code
    assert body["type"] == f"urn:problem:{body['code']}"
    return body["status"], body["code"]
