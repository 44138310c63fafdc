"""Guards of the shipped code, each with how it is taken away: without it the invariants break."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

from pynamodb.transactions import TransactWrite

from backend.custody.shelf import Shelf
from backend.kernel.events import Doing
from backend.pickup.rules import dispensing
from backend.pickup.rules.acts import Step
from backend.pickup.rules.pickup import Pickup, Reservation

_save = TransactWrite.save


def _unconditional(transaction: Any, model: Any, **more: Any) -> None:
    _save(transaction, model, **{**more, "condition": None})


def _freed(pickup: Pickup, held: Reservation, doing: Doing) -> Step:
    return dispensing.stop(pickup, held, reason="jam", spoiled=None, doing=doing)


GUARDS: Mapping[str, Callable[[], AbstractContextManager[object]]] = {
    # A write names the version that it was decided on.
    "version check": lambda: patch.object(TransactWrite, "save", _unconditional),
    # A promise is made only while so many sheets are free.
    "hold": lambda: patch.object(Shelf, "free", property(lambda shelf: 10_000)),
    # Silence opens a case and frees nothing.
    "silence": lambda: patch.object(dispensing, "fall_silent", _freed),
}
