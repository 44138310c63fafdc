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
    """One item to put or delete, and what must be true for it."""

    item: Table
    condition: Condition | None
    verb: Literal["put", "delete"] = "put"


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


def write(*changes: Change) -> None:
    """Write all changes in one transaction; raises `Conflict` when a condition fails."""
    if len(changes) == 1 and changes[0].verb == "put":
        return _write_one(changes[0])
    try:
        with TransactWrite(connection=connection()) as transaction:
            for change in changes:
                if change.verb == "put":
                    transaction.save(change.item, condition=change.condition)
                else:
                    transaction.delete(change.item, condition=change.condition)
    except TransactWriteError as error:
        reasons = {reason.code for reason in error.cancellation_reasons if reason}
        conflict = reasons and reasons <= _RETRYABLE
        if conflict or error.cause_response_code == "TransactionConflictException":
            raise Conflict from error
        raise


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
