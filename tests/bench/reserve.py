"""`reserve` through the API against a bare Flask route that makes the same DynamoDB calls."""

import copy
import statistics
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.test import TestResponse

from backend.kernel.ids import new_id
from backend.storage.table import connection
from tests.walks.acts import applied
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn

Call = tuple[str, dict[str, Any]]
LIMIT = 1.5


def report(walk: Walk, phone: Device, kiosk: Device, rounds: int = 200) -> None:
    """Time both in turn and print the medians and their ratio."""
    pickup_id = applied(walk, phone)["pickup_id"]
    code = drawn(phone.get(f"/api/pickups/{pickup_id}"))
    calls = _recorded(lambda: _release(kiosk, _reserve(kiosk, code)[1]))
    bare = _bare(calls)
    ours, theirs = [], []
    for _ in range(rounds):
        seconds, answer = _reserve(kiosk, code)
        ours.append(seconds)
        _release(kiosk, answer)
        theirs.append(_timed(lambda: bare.test_client().put("/reserve", json={"code": code}))[0])
    a, b = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
    print(f"reserve, p50 of {rounds} in turn; the route makes {len(calls)} calls")
    print(f"  API {a:.2f} ms, bare Flask {b:.2f} ms: {a / b:.2f}× (at most {LIMIT}×)")


def _reserve(kiosk: Device, code: str) -> tuple[float, TestResponse]:
    path = f"/api/reservations/{new_id()}"
    headers = {"DPoP": kiosk._proof("PUT", path), "Authorization": f"DPoP {kiosk.access}"}
    client = kiosk.app.test_client()
    seconds, answer = _timed(lambda: client.put(path, json={"code": code}, headers=headers))
    assert answer.status_code == 200, answer.text
    return seconds, answer


def _release(kiosk: Device, answer: TestResponse) -> None:
    held = answer.get_json()
    path = f"/api/pickups/{held['pickup_id']}/reservations/{held['id']}/stop"
    told = {"fencing": held["fencing"], "reason": "cancelled", "spoiled": None}
    kiosk.put(path, told)


def _timed(ask: Callable[[], TestResponse]) -> tuple[float, TestResponse]:
    began = time.perf_counter()
    answer = ask()
    return time.perf_counter() - began, answer


def _recorded(act: Callable[[], None]) -> list[Call]:
    """Keep the calls up to the first transaction: those of `reserve`."""
    calls: list[Call] = []

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        calls.append((model.name, copy.deepcopy(params)))

    events, name = connection().client.meta.events, "provide-client-params.dynamodb.*"
    events.register(name, note)
    act()
    events.unregister(name, note)
    names = [call for call, _ in calls]
    return calls[: names.index("TransactWriteItems") + 1]


def _bare(calls: list[Call]) -> Flask:
    """Make the route; what it writes gets a new key each time, so that it is always accepted."""
    app, client, numbers = Flask("bare"), connection().client, count()

    def reserve() -> Response:
        code = request.get_json()["code"]
        for operation, params in calls:
            writes = operation == "TransactWriteItems"
            client._make_api_call(operation, _anew(params, next(numbers)) if writes else params)
        return jsonify({"code": code})

    app.put("/reserve")(reserve)
    return app


def _anew(params: dict[str, Any], number: int) -> dict[str, Any]:
    items = []
    for item in params["TransactItems"]:
        put = item["Put"]
        key = next(name for name in ("pickup_id", "subject", "owner") if name in put["Item"])
        written = {**put["Item"], key: {"S": f"{put['Item'][key]['S']}/{number}"}}
        condition = {
            "ConditionExpression": "attribute_not_exists (#k)",
            "ExpressionAttributeNames": {"#k": key},
        }
        items.append({"Put": {"TableName": put["TableName"], "Item": written, **condition}})
    return {**params, "TransactItems": items}
