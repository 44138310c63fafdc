"""What is read again and has not changed since is not read out of its typed form again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from backend.storage.table import Table

_whole = Table._instantiate.__func__  # type: ignore[attr-defined]


@contextmanager
def remembered() -> Iterator[None]:
    """Keep what each stored item says for one run: a write puts another item in its place."""
    kept: dict[int, tuple[Any, dict[str, Any]]] = {}

    def instantiate(cls: type[Table], raw: Any) -> Any:
        found = kept.get(id(raw))
        if found is None:
            model = _whole(cls, raw)
            # The item is kept as well: nothing else may come to lie at its address.
            kept[id(raw)] = raw, dict(model.attribute_values)
            return model
        model = cls.__new__(cls)
        model.attribute_values = dict(found[1])
        return model

    with mock.patch.object(Table, "_instantiate", classmethod(instantiate)):
        yield
