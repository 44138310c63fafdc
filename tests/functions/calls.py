"""What a door asks for, as the permissions it needs: (action, table, index or secret)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from backend.outside.secrets import FileSecrets
from backend.storage.table import connection, table_name
from backend.wiring.late import Late

Permission = tuple[str, str]
READ_SECRET = "secretsmanager:GetSecretValue"
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

    def secret(name: str) -> None:
        permissions.add((READ_SECRET, name))

    events, name = connection().client.meta.events, "provide-client-params.dynamodb.*"
    events.register(name, note)
    try:
        with _secrets_told(secret):
            yield
    finally:
        events.unregister(name, note)


@contextmanager
def _secrets_told(tell: Callable[[str], None]) -> Iterator[None]:
    """Tell of each secret that is read, and of each use of what was made of one before."""
    find, thing = FileSecrets.find, Late._thing

    def found(self: FileSecrets, name: str) -> str | None:
        tell(name)
        return find(self, name)

    def used(self: Late) -> object:
        tell(self._name)
        return thing(self)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(FileSecrets, "find", found)
        patched.setattr(Late, "_thing", used)
        yield


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
