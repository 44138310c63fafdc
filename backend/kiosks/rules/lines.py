"""One line of a kiosk's journal: all that the house will ever read of it is looked at here, once.

A line of the chain that says something odd stays in its place: its machine has signed it, and would
send the same for ever.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.kernel.clock import from_text
from backend.kernel.errors import Refusal

_STEPS = {
    *("asked", "held", "starting", "started", "feeding"),
    *("fed", "unfed", "confirmed", "stopping", "closed", "parted"),
}
_ODD = "odd"
_MOST_SHEETS = 10_000
_RESERVATION = re.compile(r"[A-Za-z0-9-]{1,36}")
_KIND = re.compile(r"[A-Z_]{1,20}")
_PICKUP = re.compile(r"[0-9a-f]{16}")
_CODE = re.compile(r"[0-9]{10}|[0-9]{12}")
# A clock may be wrong by decades; days are added to what it says.
_YEARS = range(1970, 9999)
_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the text that was signed, and what of it the chain needs."""

    text: str
    signature: str
    number: int
    previous: str
    step: str
    offline: bool

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def is_odd(self) -> bool:
        """Whether nobody can read what it tells."""
        return self.step == _ODD


def read(text: str, signature: str, number: int) -> Entry:
    """Read the line that must have this number; one that says something odd is an odd entry.

    Refuses `journal-malformed` with the number for what has no place in any chain.
    """
    try:
        line = json.loads(text, parse_constant=_refused)
        if type(line["n"]) is not int or line["n"] != number:
            raise ValueError("number")
        if not isinstance(line["prev"], str):
            raise TypeError("prev")
    except _WRONG as error:
        raise Refusal("journal-malformed", field="/entries", number=number) from error
    if not _is_sound(line):
        return Entry(text, signature, number, line["prev"], _ODD, offline=False)
    return Entry(text, signature, number, line["prev"], line["step"], is_offline(line))


def is_offline(line: Mapping[str, Any]) -> bool:
    """Tell whether a line begins a service that nobody else knows of."""
    return line["step"] == "held" and bool(line.get("offline") or line["held"].get("offline"))


def _is_sound(line: Mapping[str, Any]) -> bool:
    try:
        _check(line)
    except _WRONG:
        return False
    return True


def _check(line: Mapping[str, Any]) -> None:
    if from_text(line["at"]).year not in _YEARS:
        raise ValueError("at")
    if line["step"] not in _STEPS:
        raise ValueError("step")
    _match(_RESERVATION, line["reservation"])
    match line["step"]:
        case "held":
            _check_held(line["held"])
            for told in (line, line["held"]):
                _check_lease(told)
        case "fed":
            _whole(line["sheet"])
            _check_serial(line["fed"])
            if line["exit"] not in ("out", "jammed", "empty"):
                raise ValueError("exit")
        case "stopping":
            _check_serial(line["spoiled"])
            if line["reason"] not in ("jam", "paper-out", "cancelled"):
                raise ValueError("reason")
        case "closed" if not isinstance(line["outcome"], str):
            raise ValueError("outcome")


def _check_held(held: Mapping[str, Any]) -> None:
    _match(_PICKUP, held["pickup_id"])
    _match(_KIND, held["kind"])
    _whole(held["count"])
    _whole(held["fencing"])
    if not isinstance(held["segments"], list) or not held["segments"]:
        raise ValueError("segments")
    sheets = 0
    for one in held["segments"]:
        _match(_CODE, one["code"])
        _whole(one["first"])
        _whole(one["last"])
        if one["last"] < one["first"]:
            raise ValueError("segments")
        sheets += one["last"] - one["first"] + 1
    _whole(sheets, _MOST_SHEETS)


def _check_lease(told: Mapping[str, Any]) -> None:
    if told.get("offline") not in (None, True, False):
        raise ValueError("offline")
    if told.get("generation") is not None:
        _whole(told["generation"])


def _check_serial(serial: Mapping[str, Any] | None) -> None:
    if serial is not None:
        _match(_CODE, serial["code"])
        _whole(serial["number"])


def _match(pattern: re.Pattern[str], value: str) -> None:
    if not pattern.fullmatch(value):
        raise ValueError(value)


def _whole(value: object, most: int = 99_999_999) -> None:
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError(value)


def _refused(text: str) -> None:
    raise ValueError(text)
