"""Amounts in words (大写金额), as an invoice prints them and as its reader accepts them (§2.9)."""

import re

from backend.kernel.money import LARGEST_FEN

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_NEGATIVE = "（负数）"
_PLACES = ("", "拾", "佰", "仟")
_WAN, _YI = 10_000, 100_000_000
_SHAPE = re.compile(
    rf"(?P<minus>{_NEGATIVE})?"
    rf"(?:(?P<yuan>[{DIGITS}拾佰仟万亿]+)圆)?"
    rf"零?(?:(?P<jiao>[{DIGITS}])角)?零?(?:(?P<fen>[{DIGITS}])分)?整?"
)


def write(amount_fen: int) -> str:
    """Write an amount in the one form that is printed: `壹拾圆柒角整`, `（负数）伍佰圆整`.

    Raises ValueError for an amount that no cell can hold.
    """
    return _forms(amount_fen)[0]


def read(text: str) -> int | None:
    """Return the fen of an amount in words, in the printed form or the other legal one.

    None for anything else: what could be read two ways is not read at all.
    """
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    yuan = _whole(found["yuan"] or DIGITS[0])
    fen = yuan * 100 + _digit(found["jiao"]) * 10 + _digit(found["fen"])
    amount_fen = -fen if found["minus"] else fen
    if abs(amount_fen) > LARGEST_FEN:
        return None
    return amount_fen if text in _forms(amount_fen) else None


def _forms(amount_fen: int) -> tuple[str, ...]:
    """List the printed form first, then the other one where the rules know another."""
    if abs(amount_fen) > LARGEST_FEN:
        raise ValueError(f"{amount_fen} fen do not fit a printed cell")
    yuan, rest = divmod(abs(amount_fen), 100)
    sign = _NEGATIVE if amount_fen < 0 else ""
    jiao, fen = divmod(rest, 10)
    tail = _tail(jiao, fen, gap=yuan > 0)
    if yuan == 0 and rest:
        # Only 分 are left: some write the empty places out.
        other = (f"{sign}零圆零{tail}",) if jiao == 0 else ()
        return (f"{sign}{tail}", *other)
    head = f"{sign}{_integer(yuan)}圆"
    other = (f"{head}零{tail}",) if yuan % 10 == 0 and jiao else ()
    return (head + tail, *other)


def _tail(jiao: int, fen: int, *, gap: bool) -> str:
    """Write what stands after 圆; `gap` says that yuan stand before it."""
    if fen == 0:
        return f"{DIGITS[jiao]}角整" if jiao else "整"
    if jiao == 0:
        return f"{DIGITS[0] if gap else ''}{DIGITS[fen]}分"
    return f"{DIGITS[jiao]}角{DIGITS[fen]}分"


def _integer(number: int) -> str:
    """Write whole yuan; a part below a thousand has a 零 before it, and so has an empty one."""
    for unit, name in ((_YI, "亿"), (_WAN, "万")):
        if number >= unit:
            above, below = divmod(number, unit)
            gap = DIGITS[0] if 0 < below < unit // 10 else ""
            return f"{_integer(above)}{name}{gap}{_integer(below) if below else ''}"
    return _section(number)


def _section(number: int) -> str:
    """Write a number below ten thousand; zeros in a row are one 零, those at its end none."""
    if number == 0:
        return DIGITS[0]
    written = "".join(
        DIGITS[int(digit)] + (place if digit != "0" else "")
        for digit, place in zip(str(number), reversed(_PLACES[: len(str(number))]), strict=True)
    )
    return re.sub("零+", "零", written).rstrip("零")


def _whole(text: str) -> int:
    """Read whole yuan leniently; the caller compares with what would be written."""
    for unit, name in ((_YI, "亿"), (_WAN, "万")):
        if name in text:
            above, _, below = text.rpartition(name)
            return _whole(above) * unit + _whole(below)
    return sum(
        _digit(digit) * 10 ** _PLACES.index(place)
        for digit, place in re.findall(rf"([{DIGITS[1:]}])([拾佰仟]?)", text)
    )


def _digit(text: str | None) -> int:
    return DIGITS.index(text) if text else 0
