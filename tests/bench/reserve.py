"""`reserve` through the API against a bare Flask route that makes the same DynamoDB calls."""

import copy
import statistics
import time
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from backend.kernel.ids import new_id
from backend.storage.table import connection
from tests.bench.bare import Call, bare, numbered
from tests.walks.acts import applied
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn

LIMIT = 1.5


def report(walk: Walk, phone: Device, kiosk: Device, rounds: int = 200) -> None:
    """Time both in turn and print the medians and their ratio."""
    pickup_id = applied(walk, phone)["pickup_id"]
    code = drawn(phone.get(f"/api/pickups/{pickup_id}"))
    calls = recorded(lambda: _release(kiosk, _reserve(kiosk, code)[1]))
    app = bare(calls, numbered())
    ours, theirs = [], []
    for _ in range(rounds):
        seconds, answer = _reserve(kiosk, code)
        ours.append(seconds)
        _release(kiosk, answer)
        theirs.append(_timed(lambda: app.test_client().put("/reserve", json={"code": code}))[0])
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


def recorded(act: Callable[[], object]) -> list[Call]:
    """Keep the calls of an act up to its first transaction: those of `reserve`."""
    calls: list[Call] = []

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        calls.append((model.name, copy.deepcopy(params)))

    events, name = connection().client.meta.events, "provide-client-params.dynamodb.*"
    events.register(name, note)
    act()
    events.unregister(name, note)
    names = [call for call, _ in calls]
    return calls[: names.index("TransactWriteItems") + 1]
