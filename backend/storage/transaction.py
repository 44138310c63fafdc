"""Writing together or not at all: conditional changes in one transaction."""

from dataclasses import dataclass
from typing import Any, Literal

from pynamodb.exceptions import PutError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from backend.kernel.conflicts import Conflict
from backend.storage.table import Table, connection

_RETRYABLE = {"ConditionalCheckFailed", "TransactionConflict"}


@dataclass(frozen=True, slots=True)
class Change:
    """One item to put, delete or only look at, and what must be true for it."""

    item: Table
    condition: Condition | None
    verb: Literal["put", "delete", "check"] = "put"


def put_new(item: Table) -> Change:
    """Put an item that must not exist yet."""
    return Change(item, _hash_attribute(item).does_not_exist())


def replace(item: Any, *, version: int) -> Change:
    """Put an item over the one whose `version` is still the given one."""
    return Change(item, type(item).version == version)


def save(item: Any) -> Change:
    """Put a versioned item: new at version 1, else over the version before."""
    return put_new(item) if item.version == 1 else replace(item, version=item.version - 1)


def put(item: Table) -> Change:
    """Put an item whatever is there."""
    return Change(item, None)


def delete(item: Table) -> Change:
    """Remove an item that must still be there."""
    return Change(item, _hash_attribute(item).exists(), "delete")


def unchanged(item: Any) -> Change:
    """Write nothing here, and nothing beside it unless the item still has this version.

    Version 0 is an item that is not there.
    """
    there = type(item).version == item.version
    return Change(item, there if item.version else _hash_attribute(item).does_not_exist(), "check")


def write(*changes: Change) -> None:
    """Write all changes in one transaction; raises `Conflict` when a condition fails."""
    if len(changes) == 1 and changes[0].verb == "put":
        return _write_one(changes[0])
    try:
        with TransactWrite(connection=connection()) as transaction:
            for change in changes:
                _add(transaction, change)
    except TransactWriteError as error:
        reasons = {reason.code for reason in error.cancellation_reasons if reason}
        conflict = reasons and reasons <= _RETRYABLE
        if conflict or error.cause_response_code == "TransactionConflictException":
            raise Conflict from error
        raise


def _add(transaction: TransactWrite, change: Change) -> None:
    item, condition = change.item, change.condition
    match change.verb:
        case "put":
            transaction.save(item, condition=condition)
        case "delete":
            transaction.delete(item, condition=condition)
        case "check":
            model: Any = type(item)
            key = getattr(item, model._hash_keyname)
            part = getattr(item, model._range_keyname) if model._range_keyname else None
            transaction.condition_check(model, key, part, condition=condition)


def _write_one(change: Change) -> None:
    # A single put needs no transaction, which would cost double.
    try:
        change.item.save(condition=change.condition)
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise Conflict from error
        raise


def _hash_attribute(item: Table) -> Any:
    model = type(item)
    return model.get_attributes()[str(model._hash_keyname)]
