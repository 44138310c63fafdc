"""The list of sites as it comes from outside: 212 synthetic ones (模拟), shipped with the room."""

import csv
from collections.abc import Mapping
from pathlib import Path

_SHIPPED = Path(__file__).parent / "data" / "sites.csv"


def shipped_rows() -> list[Mapping[str, str]]:
    """Read the shipped list, one row a site, coordinates in GCJ-02."""
    with _SHIPPED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
