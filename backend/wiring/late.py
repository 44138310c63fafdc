"""What is made of a secret when it is first needed: who needs it not need not be let in."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

from backend.outside.secrets import Secrets

T = TypeVar("T")


class Late:
    """Stands for a thing until it is asked for an attribute; what cannot be made is tried again."""

    def __init__(self, secrets: Secrets, name: str, make: Callable[[str], object]) -> None:
        self._secrets, self._name, self._make = secrets, name, make
        self._made: object = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Late({self._name!r})"

    def __getattr__(self, name: str) -> Any:
        """Read an attribute of the thing itself."""
        return getattr(self._thing(), name)

    def _thing(self) -> object:
        with self._lock:
            if self._made is None:
                self._made = self._make(self._secrets.get(self._name))
            return self._made


def late(secrets: Secrets, name: str, make: Callable[[str], T]) -> T:
    """Stand for what `make` makes of the secret of this name; raises when it is used."""
    return cast("T", Late(secrets, name, make))


def made(*things: object) -> None:
    """Make these things now, for a process that shall start with them or not at all."""
    for one in things:
        if isinstance(one, Late):
            one._thing()
