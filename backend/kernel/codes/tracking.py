"""Tracking numbers of parcels: UPU S10, and 13 digits of domestic express."""

import re

from backend.kernel.codes.typed import folded, is_digits
from backend.kernel.errors import Refusal

_S10 = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def check_tracking_number(text: str, field: str = "/tracking_number") -> str:
    """Take a typed number and return it folded.

    Refusals in order: `tracking-malformed`; `tracking-check-wrong` {letter, expected} for an S10
    number. Domestic numbers have no public check digit: only the carrier knows whether they exist.
    """
    number = folded(text)
    if is_digits(number, 13):
        return number
    if not _S10.fullmatch(number):
        raise Refusal("tracking-malformed", field=field)
    expected = s10_check_digit(number[2:10])
    if number[10] != expected:
        raise Refusal("tracking-check-wrong", field=field, letter=number[10], expected=expected)
    return number


def s10_check_digit(serial: str) -> str:
    """Return the check digit of eight serial digits (UPU S10)."""
    total = sum(int(digit) * weight for digit, weight in zip(serial, _WEIGHTS, strict=True))
    return "1234567890"[10 - total % 11] if total % 11 > 0 else "5"
