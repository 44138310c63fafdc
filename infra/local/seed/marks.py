"""Ids and codes of the demo city: the same in every run, so that loading it again is a repeat."""

import hashlib

from stdnum.cn.uscc import calc_check_digit

from backend.kernel.codes import check_uscc

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BORN = f"{1_767_225_600_000:012x}"  # 2026-01-01 in UTC, whole milliseconds


def fixed_id(name: str) -> str:
    """Make a UUIDv7 that is the same for the same name."""
    tail = hashlib.sha256(f"demo-city/{name}".encode()).hexdigest()
    variant = "89ab"[int(tail[3], 16) % 4]
    return f"{_BORN[:8]}-{_BORN[8:]}-7{tail[:3]}-{variant}{tail[4:7]}-{tail[7:19]}"


def uscc(serial: int, district_code: str = "130502") -> str:
    """Make a valid unified social credit code that nobody has: organisation MAY0…."""
    body = f"MAY0{serial:04d}"
    total = sum(
        _VALUES.index(letter) * weight for letter, weight in zip(body, _WEIGHTS, strict=True)
    )
    code = f"91{district_code}{body}{'0123456789X0'[11 - total % 11]}"
    return check_uscc(code + calc_check_digit(code))
