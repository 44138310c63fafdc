"""Breaking a text into lines of a width: between any two letters, as Chinese allows."""

from functions.documents import typeface

# A line does not begin with what closes, nor end with what opens (避头尾).
_CLOSING = "，。、；：！？）》」』】〕％%)]}·…"
_OPENING = "（《「『【〔([{"


def wrap(text: str, width: float, points: float) -> list[str]:
    """Break a text into lines of at most `width` mm; line feeds in it are kept.

    A word of Latin letters or digits is broken only where a line has no other place.
    """
    return [line for part in text.splitlines() or [""] for line in _lines(part, width, points)]


def _lines(text: str, width: float, points: float) -> list[str]:
    lines: list[str] = []
    rest = text
    while rest:
        cut = _fitting(rest, width, points)
        if cut < len(rest):
            cut = _better(rest, cut)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip(" ")
    return lines or [""]


def _fitting(text: str, width: float, points: float) -> int:
    """Count the letters that fit, one at least."""
    filled = 0.0
    for place, advance in enumerate(typeface.advances(text, points)):
        filled += advance
        if filled > width:
            return max(1, place)
    return len(text)


def _better(text: str, cut: int) -> int:
    """Move a cut to the left where that splits no word; never by more than half a line."""
    for place in range(cut, cut // 2, -1):
        if _may_break(text[place - 1], text[place]):
            return place
    return cut


def _may_break(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING:
        return False
    return not (before.isascii() and after.isascii() and before != " " and after != " ")
