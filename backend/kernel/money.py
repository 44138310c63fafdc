"""Money: whole fen everywhere, `Decimal` inside a calculation, half-up at every printed cell."""

import re
from decimal import ROUND_HALF_UP, Decimal

from backend.kernel.errors import Refusal

LARGEST_FEN = 10**15 - 1  # 9,999,999,999,999.99 yuan: what a printed cell can hold
_FEN = Decimal("0.01")
_WIDE = str.maketrans("０１２３４５６７８９．，－￥", "0123456789.,-¥")
_AMOUNT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")


def to_fen(yuan: Decimal) -> int:
    """Round an amount in yuan to fen, half away from zero, as tax forms round each cell."""
    return int(yuan.quantize(_FEN, rounding=ROUND_HALF_UP).scaleb(2))


def to_yuan(amount_fen: int) -> Decimal:
    """Return fen as yuan, exactly, with two decimals."""
    return Decimal(amount_fen).scaleb(-2)


def times(amount_fen: int, rate: Decimal) -> int:
    """Multiply an amount by a rate and round the product to fen."""
    return to_fen(to_yuan(amount_fen) * rate)


def show(amount_fen: int) -> str:
    """Write an amount in yuan: `1,234.56`, a minus in front when it is negative."""
    return f"{to_yuan(amount_fen):,.2f}"


def parse(text: str, field: str = "/amount", *, negative: bool = False) -> int:
    """Read a typed amount in yuan into fen.

    Grouping commas, a leading ¥ and full-width characters are accepted; nothing is rounded.
    Refusals in order: `amount-malformed`; `amount-negative` unless `negative` is allowed;
    `amount-too-fine` for a fraction of a fen; `amount-too-large`.
    """
    plain = text.translate(_WIDE).strip().removeprefix("¥").strip()
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise Refusal("amount-malformed", field=field)
    if plain.startswith("-") and not negative:
        raise Refusal("amount-negative", field=field)
    if len((found[1] or "").rstrip("0")) > 2:
        raise Refusal("amount-too-fine", field=field)
    digits = plain.replace(",", "")
    if len(digits.split(".")[0].lstrip("-0")) > 13:
        raise Refusal("amount-too-large", field=field, largest=show(LARGEST_FEN))
    return to_fen(Decimal(digits))
