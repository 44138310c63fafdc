"""No request may Scan: a hook on every DynamoDB client watches what is asked inside requests."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.client import BaseClient
from flask import has_request_context, request

_WALKS_WHOLE_TABLES = {"Scan", "ExecuteStatement", "ExecuteTransaction", "BatchExecuteStatement"}


def watch(patch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by one line for each Scan a request makes."""
    seen: list[str] = []
    whole = BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(client: BaseClient, operation: str, params: dict[str, Any]) -> Any:
        if operation in _WALKS_WHOLE_TABLES and has_request_context():
            seen.append(f"{request.method} {request.path}: {operation} {params.get('TableName')}")
        return whole(client, operation, params)

    patch.setattr(BaseClient, "_make_api_call", call)
    return seen


@pytest.fixture(autouse=True)
def no_scan() -> Iterator[list[str]]:
    """Fail a test in which a request Scans."""
    with pytest.MonkeyPatch.context() as patch:
        seen = watch(patch)
        yield seen
    assert seen == []
