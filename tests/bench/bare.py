"""`python -m tests.bench.bare <calls>`: a bare Flask app that makes recorded DynamoDB calls."""

import os
import pickle
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request

from backend import settings
from backend.kernel.clock import SystemClock
from backend.kernel.ids import new_id
from backend.storage.table import connection
from backend.wiring import build
from infra.local.web import serve

Call = tuple[str, dict[str, Any]]


def bare(calls: list[Call], named: Callable[[], object]) -> Flask:
    """Make the route; what it writes gets a new key each time, so that it is always accepted."""
    app, client = Flask("bare"), connection().client

    def reserve() -> Response:
        code = request.get_json()["code"]
        for operation, params in calls:
            writes = operation == "TransactWriteItems"
            client._make_api_call(operation, _anew(params, named()) if writes else params)
        return jsonify({"code": code})

    app.put("/reserve")(reserve)
    return app


def numbered() -> Callable[[], object]:
    """Name by counting, for one process."""
    numbers = count()
    return lambda: next(numbers)


def _anew(params: dict[str, Any], name: object) -> dict[str, Any]:
    items = []
    for item in params["TransactItems"]:
        put = item["Put"]
        key = next(one for one in ("pickup_id", "subject", "owner") if one in put["Item"])
        written = {**put["Item"], key: {"S": f"{put['Item'][key]['S']}/{name}"}}
        condition = {
            "ConditionExpression": "attribute_not_exists (#k)",
            "ExpressionAttributeNames": {"#k": key},
        }
        items.append({"Put": {"TableName": put["TableName"], "Item": written, **condition}})
    return {**params, "TransactItems": items}


def main() -> None:
    """Serve as the city's pages are served, with as many processes and threads."""
    calls = pickle.loads(Path(sys.argv[1]).read_bytes())

    def make() -> Flask:
        build(settings.read(os.environ), SystemClock())  # binds the tables as the API does
        return bare(calls, new_id)

    serve(make, os.environ["TAX_BIND"], threads=16, workers=2)


if __name__ == "__main__":
    main()
