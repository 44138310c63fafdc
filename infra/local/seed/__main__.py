"""`python -m infra.local.seed`: makes the tables and loads the demo city, once."""

import http.client
import json
import os

from backend import settings
from backend.kernel.clock import SystemClock
from backend.storage import table
from backend.wiring import build
from infra.local.seed.load import load
from infra.local.seed.machines import Bundle, Machine


def tell_printer(machine: Machine, bundle: Bundle) -> None:
    """Put sheets into the simulated machine through its door."""
    told = {"kind": bundle.kind, "code": bundle.code, "first": bundle.first, "last": bundle.last}
    path = f"/machines/{machine.id}/loads/{machine.load_id(bundle)}"
    door = http.client.HTTPConnection("127.0.0.1", int(os.environ["TAX_PRINTER_PORT"]), timeout=10)
    try:
        door.request("PUT", path, json.dumps(told), {"Content-Type": "application/json"})
        answer = door.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"the printer refused {path}: {answer.read().decode()}")
    finally:
        door.close()


def main() -> None:
    """Make what is missing."""
    city = build(settings.read(os.environ), SystemClock())
    table.create_all()
    if load(city, tell_printer):
        print("the demo city is loaded: every person, company and sheet in it is synthetic")


if __name__ == "__main__":
    main()
