"""`python -m infra.local.seed`: makes the tables and loads the demo city, once."""

import os

from backend import settings
from backend.kernel.clock import SystemClock
from backend.storage import table
from backend.wiring import build
from infra.local.printer import hands
from infra.local.seed.load import load
from infra.local.seed.machines import Bundle, Machine


def tell_printer(machine: Machine, bundle: Bundle) -> None:
    """Put sheets into the simulated machine through its door."""
    paper = {"kind": bundle.kind, "code": bundle.code, "first": bundle.first, "last": bundle.last}
    hands.load(machine.id, machine.load_id(bundle), paper)


def main() -> None:
    """Make what is missing."""
    city = build(settings.read(os.environ), SystemClock())
    table.create_all()
    if load(city, tell_printer):
        print("the demo city is loaded: every person, company and sheet in it is synthetic")


if __name__ == "__main__":
    main()
