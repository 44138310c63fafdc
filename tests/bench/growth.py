"""What one pickup costs while the tables grow: it must not matter how many there are."""

import gzip
import json
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backend.invoices.tables import InvoicesItem
from backend.kernel.ids import new_id
from backend.pickup.tables import PickupItem
from backend.storage.ledger import LedgerItem
from backend.storage.table import connection, table_name
from infra.local.engine import find_binary
from infra.local.seed.people import OWNER
from tests.bench import costs
from tests.bench.town import town
from tests.walks.acts import COMPANY, paired
from tests.walks.conftest import Walk

SIZES = (1_000, 100_000)
Raw = dict[str, dict[str, Any]]
# By table: its schema as DescribeTable tells it, and what one finished pickup left in it.
Pattern = dict[str, tuple[dict[str, Any], list[Raw]]]


def report() -> None:
    """Print the units of each verb at both sizes; the pickups are one company's, at one site."""
    with town() as (walk, _, _):
        pattern = _pattern(walk)
    columns = []
    for size in SIZES:
        with town(partial(_import, pattern, size)) as (walk, _, _):
            columns.append(costs.measured(walk, walk.signed_in(OWNER.phone), paired(walk)))
    few, many = columns
    print(f"capacity units with {SIZES[0]:,} and {SIZES[1]:,} pickups of one company in the table")
    for (name, before), (_, after) in zip(few, many, strict=True):
        print(f"  {name:<17}{before.units:6.1f} {after.units:6.1f}")
    total = [sum(meter.units for _, meter in column) for column in columns]
    print(f"  {'a whole pickup':<17}{total[0]:6.1f} {total[1]:6.1f}: {total[1] / total[0]:.2f}×")


def _pattern(walk: Walk) -> Pattern:
    """Serve one pickup and look at everything that it left behind."""
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    costs.measured(walk, phone, kiosk)
    walk.settle()
    [pickup] = phone.get(f"/api/companies/{COMPANY}/pickups?limit=1")["items"]
    application = f"application/{pickup['application_id']}"
    found = {
        "pickups": [PickupItem.get(pickup["id"])],
        "invoices": [InvoicesItem.get(application, "application")],
        "ledger": list(LedgerItem.query(f"pickup/{pickup['id']}", limit=3)),
    }
    client = connection().client
    return {
        (name := table_name(noun)): (
            dict(client.describe_table(TableName=name)),
            [item.serialize() for item in items],
        )
        for noun, items in found.items()
    }


def _import(pattern: Pattern, count: int, database: Path) -> None:
    """Write an export with so many pickups and let the engine read it in, as one moves house."""
    engine = find_binary()
    assert engine is not None, "the growth of a city in memory says nothing"
    with TemporaryDirectory(prefix="smart-tax-export-") as folder:
        schema = Path(folder) / "schema.json"
        schema.write_text(json.dumps([told for told, _ in pattern.values()], default=str))
        source = Path(folder) / "export"
        for name, (_, items) in pattern.items():
            _export(source / name / "data", items, count)
        command = [engine, "import", "--source", source, "--schema", schema]
        told = [str(part) for part in (*command, "--output", database)]
        subprocess.run(told, check=True, capture_output=True)


def _export(folder: Path, items: list[Raw], count: int) -> None:
    folder.mkdir(parents=True)
    with gzip.open(folder / "items.json.gz", "wt", compresslevel=1) as out:
        for item in _copies(items, count):
            out.write(json.dumps({"Item": item}) + "\n")


def _copies(items: list[Raw], count: int) -> Iterator[Raw]:
    """The same things under other names; what lists sort by stays as it was."""
    for _ in range(count):
        named = {"S": f"copy/{new_id()}"}
        keys = ("pickup_id", "short_code", "application_id", "owner", "subject")
        for item in items:
            yield {**item, **{key: named for key in keys if key in item}}
