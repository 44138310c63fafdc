"""The simulated hands of the demo city: paper that clerks enter goes into the machine and out."""

import http.client
import json
import logging
import os
from collections.abc import Callable, Mapping
from typing import Any

from infra.local.seed.marks import fixed_id

log = logging.getLogger(__name__)
Handler = Callable[[dict[str, Any], Any], Any]
Put = Callable[[str, str, Mapping[str, object]], None]
_LOADER = "system/demo-city"  # loads the machines itself, before it enters the paper
_LOADED, _UNLOADED = "custody:sheets:loaded", "custody:sheets:unloaded"


def load(machine_id: str, load_id: str, paper: Mapping[str, object]) -> None:
    """Put sheets into a simulated machine through its door, once a load id."""
    _ask(f"/machines/{machine_id}/loads/{load_id}", paper)


def unload(machine_id: str, unload_id: str, kind: Mapping[str, object]) -> None:
    """Take all sheets of a kind out of a simulated machine, once an unload id."""
    _ask(f"/machines/{machine_id}/unloads/{unload_id}", kind)


def _ask(path: str, body: Mapping[str, object]) -> None:
    door = http.client.HTTPConnection("127.0.0.1", int(os.environ["TAX_PRINTER_PORT"]), timeout=10)
    try:
        door.request("PUT", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = door.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"the printer refused {path}: {answer.read().decode()}")
    finally:
        door.close()


def with_hands(handler: Handler, put: Put, take: Put = unload) -> Handler:
    """Let what a stream batch moves reach the machine before the batch goes to its handler."""

    def handle(event: dict[str, Any], context: Any) -> Any:
        for record in event["Records"]:
            image = record.get("dynamodb", {}).get("NewImage", {})
            if image.get("kind", {}).get("S") in (_LOADED, _UNLOADED):
                _move(image, put, take)
        return handler(event, context)

    return handle


def _move(image: Mapping[str, Any], put: Put, take: Put) -> None:
    if image["actor"]["S"] == _LOADER:
        return
    subject, data = image["subject"]["S"], json.loads(image["data"]["S"])
    kind, name = subject.rsplit("/", 1)[1], f"hands/{subject}#{image['number']['N']}"
    try:
        if image["kind"]["S"] == _UNLOADED:
            take(data["kiosk_id"], fixed_id(name), {"kind": kind})
            return
        for place, (code, first, last) in enumerate(data["serials"]):
            paper = {"kind": kind, "code": code, "first": first, "last": last}
            put(data["kiosk_id"], fixed_id(f"{name}/{place}" if place else name), paper)
    except (OSError, RuntimeError) as error:
        log.warning("nobody could move paper at %s: %s", data["kiosk_id"], error)
