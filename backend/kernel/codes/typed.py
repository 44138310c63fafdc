"""What people type, before it is a code: folded without loss, and likely slips proposed."""

from collections.abc import Callable

# Full-width ASCII (！ to ～) stands 0xFEE0 above its half-width twin.
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_LIKELY_MEANT = str.maketrans({"O": "0", "I": "1"})


def folded(text: str) -> str:
    """Make full-width characters half-width, drop white space, and write upper case.

    Nothing that carries meaning changes: a letter stays a letter and a digit a digit.
    """
    plain = text.translate(_HALF_WIDTH).translate(_INVISIBLE)
    return "".join(plain.split()).upper()


def meant_instead(code: str, is_right: Callable[[str], bool]) -> str | None:
    """Propose the code with O read as 0 and I as 1, if it then holds; the person decides."""
    candidate = code.translate(_LIKELY_MEANT)
    return candidate if candidate != code and is_right(candidate) else None


def position_outside(code: str, alphabet: str) -> int | None:
    """Return the position (from 1) of the first character outside an alphabet."""
    return next((place for place, letter in enumerate(code, 1) if letter not in alphabet), None)


def is_digits(text: str, length: int) -> bool:
    """Say whether a text is exactly so many ASCII digits."""
    return len(text) == length and text.isascii() and text.isdigit()
