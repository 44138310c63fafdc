"""A bounded part of a list, and where the next part begins."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list; `next_cursor` is opaque, None at the end."""

    items: tuple[T, ...]
    next_cursor: str | None = None

    def map(self, change: Callable[[T], U]) -> "Page[U]":
        """Turn every item into another value, keeping the place."""
        return Page(tuple(change(item) for item in self.items), self.next_cursor)
