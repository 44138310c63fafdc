"""What a door asks DynamoDB for, as the permissions it needs: (action, table or index)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from backend.storage.table import connection, table_name

Permission = tuple[str, str]
_IN_A_TRANSACTION = {
    "Put": "PutItem",
    "Delete": "DeleteItem",
    "Update": "UpdateItem",
    "ConditionCheck": "ConditionCheckItem",
}


@contextmanager
def needed(permissions: set[Permission]) -> Iterator[None]:
    """Add what every call inside the block needs."""

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        permissions.update(_of(model.name, params))

    events, name = connection().client.meta.events, "provide-client-params.dynamodb.*"
    events.register(name, note)
    try:
        yield
    finally:
        events.unregister(name, note)


def _of(operation: str, params: dict[str, Any]) -> Iterator[Permission]:
    if operation == "TransactWriteItems":
        for item in params["TransactItems"]:
            for verb, told in item.items():
                yield f"dynamodb:{_IN_A_TRANSACTION[verb]}", _noun(told["TableName"])
    elif "RequestItems" in params:
        for name in params["RequestItems"]:
            yield f"dynamodb:{operation}", _noun(name)
    else:
        index = params.get("IndexName")
        noun = _noun(params["TableName"])
        yield f"dynamodb:{operation}", f"{noun}/index/{index}" if index else noun


def _noun(name: str) -> str:
    return name.removeprefix(table_name("x" * 12)[:-12])
