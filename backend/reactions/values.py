"""Reading what events carry."""

from collections.abc import Mapping
from typing import Any


def number(data: Mapping[str, object], name: str) -> int:
    """Read a whole number; raises TypeError for anything else."""
    value = data[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is {value!r}, not a whole number")
    return value


def rows(data: Mapping[str, object], name: str) -> list[Any]:
    """Read a list; raises TypeError for anything else."""
    value = data[name]
    if not isinstance(value, list):
        raise TypeError(f"{name} is {value!r}, not a list")
    return value
