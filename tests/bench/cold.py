"""The packaged API's start and first request against a bare Flask and PynamoDB app from Zappa."""

import json
import os
import resource
import shutil
import statistics
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backend.kernel.ids import new_id
from backend.web.proofs import Nonces
from infra.cloud.package.builder import LIMIT_MB, build, zip_by_zappa
from infra.cloud.package.environment import (
    ROOT,
    compiled,
    compiled_file,
    packages_of,
    prepare,
)
from infra.local.engine import Engine
from tests.bench.town import PREFIX
from tests.functions.packaged import API, BARE_PYTHON, DRIVER, environment, request, unpack
from tests.functions.test_packaged import proof

LIMIT = 1.6
Taken = tuple[float, float]
_BARE = '''"""One table, one route."""
import os
from flask import Flask, jsonify
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model


class Item(Model):
    class Meta:
        table_name = os.environ["TAX_TABLE_PREFIX"] + "-kiosks"
        region = os.environ["TAX_REGION"]
        host = os.environ["DYNAMODB_ENDPOINT"]

    key = UnicodeAttribute(hash_key=True)
    part = UnicodeAttribute(range_key=True)


app = Flask(__name__)


@app.get("/items/<key>")
def item(key):
    try:
        found = Item.get(key, "pairing", consistent_read=True)
    except Item.DoesNotExist:
        return jsonify({"code": "unknown"}), 404
    return jsonify({"key": found.key})
'''


def report(engine: Engine, folder: Path, rounds: int = 15) -> None:
    """Start each in turn as a new process, and print the medians and their ratios.

    Zappa dates every file 1980, so that Python compiles everything at every start. Ours comes
    compiled; the bare app is measured as Zappa packs it, and with our way of compiling as well.
    """
    package = build()
    print(f"Lambda zip: {package.stat().st_size / 1e6:.1f} MB (at most {LIMIT_MB} MB)")
    places = {
        "ours": unpack(package, folder / "ours"),
        "compiled": unpack(_bare(folder), folder / "compiled"),
    }
    places["plain"] = _without_caches(places["compiled"], folder / "plain")
    told = environment(folder, engine.endpoint, PREFIX)
    told |= {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
    taken: dict[str, list[Taken]] = {name: [] for name in places}
    for _ in range(rounds):
        for name, place in places.items():
            event = _signed() if name == "ours" else request("GET", "/items/x")
            taken[name].append(_start(place, event, told, 404))
    print(f"import and first request (one item), whole process, p50 of {rounds} in turn;")
    print("the bare app is Flask + PynamoDB, packed by Zappa")
    for name, what in (("plain", "as Zappa packs it"), ("compiled", "compiled as ours is")):
        for index, unit in enumerate(("wall", "cpu")):
            a, b = (statistics.median(one[index] for one in taken[who]) for who in ("ours", name))
            print(
                f"  API {a * 1000:.0f} ms, bare app {what} {b * 1000:.0f} ms ({unit}): "
                f"{a / b:.2f}× (at most {LIMIT}×)"
            )


def _bare(folder: Path) -> Path:
    project = folder / "project"
    project.mkdir()
    (project / "app.py").write_text(_BARE, encoding="utf-8")
    told = json.loads((ROOT / "zappa_settings.json").read_text(encoding="utf-8"))
    told["production"]["app_function"] = "app.app"
    (project / "zappa_settings.json").write_text(json.dumps(told), encoding="utf-8")
    packed_with = prepare(ROOT / "build" / "package")
    compiled(project)
    compiled_file(packages_of(packed_with) / "zappa" / "handler.py", project)
    zip_by_zappa(project, packed_with, folder / "bare.zip")
    return folder / "bare.zip"


def _without_caches(place: Path, copy: Path) -> Path:
    return shutil.copytree(place, copy, ignore=shutil.ignore_patterns("__pycache__"))


def _signed() -> dict[str, Any]:
    path = f"/api/pairings/{new_id()}"
    nonce = Nonces(b"n" * 32).current(datetime.now(UTC))
    headers = {"DPoP": proof("GET", f"https://tax.example{path}", nonce)}
    return request("GET", path, headers=headers)


def _start(place: Path, event: dict[str, Any], told: dict[str, str], status: int) -> Taken:
    """Run one container for one event; returns seconds passed and seconds of the processor."""
    line = json.dumps({"handler": API, "event": event}) + "\n"
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [*BARE_PYTHON, str(DRIVER), str(place)],
        input=line,
        env={"PATH": os.defpath, **told},
        capture_output=True,
        text=True,
        check=True,
    )
    passed = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert json.loads(done.stdout)["statusCode"] == status, done.stdout + done.stderr
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return passed, processor
