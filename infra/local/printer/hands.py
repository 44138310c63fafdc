"""The simulated hands of the demo city: what a clerk enters as loaded goes into the machine."""

import http.client
import json
import logging
import os
from collections.abc import Callable, Mapping
from typing import Any

from infra.local.seed.marks import fixed_id

log = logging.getLogger(__name__)
Handler = Callable[[dict[str, Any], Any], Any]
_LOADER = "system/demo-city"  # loads the machines itself, before it enters the paper


def load(machine_id: str, load_id: str, paper: Mapping[str, object]) -> None:
    """Put sheets into a simulated machine through its door, once a load id."""
    path = f"/machines/{machine_id}/loads/{load_id}"
    door = http.client.HTTPConnection("127.0.0.1", int(os.environ["TAX_PRINTER_PORT"]), timeout=10)
    try:
        door.request("PUT", path, json.dumps(paper), {"Content-Type": "application/json"})
        answer = door.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"the printer refused {path}: {answer.read().decode()}")
    finally:
        door.close()


def with_hands(handler: Handler, put: Callable[[str, str, Mapping[str, object]], None]) -> Handler:
    """Let loads of a stream batch reach the machine before the batch goes to its handler."""

    def handle(event: dict[str, Any], context: Any) -> Any:
        for record in event["Records"]:
            image = record.get("dynamodb", {}).get("NewImage", {})
            if image.get("kind", {}).get("S") == "custody:sheets:loaded":
                _put_in(image, put)
        return handler(event, context)

    return handle


def _put_in(
    image: Mapping[str, Any], put: Callable[[str, str, Mapping[str, object]], None]
) -> None:
    if image["actor"]["S"] == _LOADER:
        return
    subject, data = image["subject"]["S"], json.loads(image["data"]["S"])
    kind = subject.rsplit("/", 1)[1]
    for place, (code, first, last) in enumerate(data["serials"]):
        paper = {"kind": kind, "code": code, "first": first, "last": last}
        event_id = f"{subject}#{image['number']['N']}" + (f"/{place}" if place else "")
        try:
            put(data["kiosk_id"], fixed_id(f"hands/{event_id}"), paper)
        except (OSError, RuntimeError) as error:
            log.warning("nobody could load %s: %s", data["kiosk_id"], error)
