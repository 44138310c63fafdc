"""What a red invoice takes back of each line of a blue one, and never more than is left.

A part of a line takes its share of the line's own tax, counted from the first part on: after the
last part exactly nothing is left, however many there were. A discount line (折扣行) is not named
by anybody; it goes with its parent, in the same share.

    tax of a part  =  share(taken before + part) − share(taken before)
    share(x)       =  round(line's tax × x / line's amount)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from backend.einvoices.rules.face import Line
from backend.einvoices.rules.invoices import Invoice
from backend.kernel.errors import Refusal
from backend.kernel.money import to_yuan


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of one line as typed: its place (from 0), the amount without tax, how many."""

    line: int
    amount_fen: int
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """What is taken back of one line; of a discount line it is negative, like the line."""

    line: int
    amount_fen: int
    tax_fen: int
    quantity: Decimal | None = None


def whole(invoice: Invoice, *, counted: bool, within: Decimal) -> tuple[Take, ...]:
    """Take back all that is left; `counted` says whether quantities are taken back too."""
    takes = []
    for number, (line, left) in enumerate(zip(invoice.face.lines, invoice.remaining, strict=True)):
        if left == (0, 0):
            continue
        quantity = left_of(invoice, number) if counted else None
        if quantity is not None and not _fits(line, quantity, amount_fen=left[0], within=within):
            quantity = None
        takes.append(Take(number, *left, quantity))
    return tuple(takes)


def parts(
    invoice: Invoice, wanted: Sequence[Wanted], *, counted: bool, within: Decimal
) -> tuple[Take, ...]:
    """Take back the parts that are wanted.

    Refuses, part by part, `red-line-unknown` (no such line, a discount, or named twice),
    `red-amount-malformed`, `red-over-remaining` {remaining_fen}, `red-quantity-not-allowed`,
    `red-quantity-over` {remaining}, `red-quantity-off`; then `red-amount-malformed` where
    discounts leave nothing to take back.
    """
    takes: dict[int, Take] = {}
    for place, one in enumerate(wanted):
        known = 0 <= one.line < len(invoice.face.lines) and one.line not in takes
        if not known or invoice.face.lines[one.line].discount:
            raise Refusal("red-line-unknown", field=f"/lines/{place}/line", line=one.line + 1)
        takes[one.line] = _part(invoice, one, place, counted=counted, within=within)
        following = one.line + 1
        if following < len(invoice.face.lines) and invoice.face.lines[following].discount:
            takes[following] = _discount(invoice, takes[one.line])
    if sum(take.amount_fen for take in takes.values()) <= 0:
        raise Refusal("red-amount-malformed", field="/lines")
    return tuple(takes[number] for number in sorted(takes))


def added(invoice: Invoice, takes: Sequence[Take]) -> tuple[tuple[int, int], ...]:
    """Add what is taken back to what was; raises ValueError for more than there is."""
    back = [list(pair) for pair in invoice.taken_back or ((0, 0),) * len(invoice.face.lines)]
    for take in takes:
        back[take.line][0] += take.amount_fen
        back[take.line][1] += take.tax_fen
    for line, (amount, tax) in zip(invoice.face.lines, back, strict=True):
        if not (_within(amount, line.amount_fen) and _within(tax, line.tax_fen)):
            raise ValueError(f"more than all of a line of {invoice.face.number}")
    return tuple((amount, tax) for amount, tax in back)


def counted_back(invoice: Invoice, takes: Sequence[Take]) -> tuple[Decimal, ...]:
    """Add the quantities that are taken back to those that were."""
    back = list(invoice.counted_back or (Decimal(0),) * len(invoice.face.lines))
    for take in takes:
        back[take.line] += take.quantity or 0
    return tuple(back)


def left_of(invoice: Invoice, number: int) -> Decimal | None:
    """Say how many of a line are left; None for a line that counts nothing."""
    quantity = invoice.face.lines[number].quantity
    if quantity is None:
        return None
    with localcontext(prec=80):
        back = invoice.counted_back[number] if invoice.counted_back else Decimal(0)
        left = quantity - back
    return left if left > 0 else None


def share(total: int, part: int, of: int) -> int:
    """Return the share of a total that falls on a part, half away from zero; 0 of nothing."""
    if of == 0:
        return 0
    twice, double = 2 * abs(total) * abs(part) + abs(of), 2 * abs(of)
    rounded = twice // double
    return rounded if (total < 0) == ((part < 0) != (of < 0)) else -rounded


def _part(invoice: Invoice, one: Wanted, place: int, *, counted: bool, within: Decimal) -> Take:
    line = invoice.face.lines[one.line]
    left_fen, _ = invoice.remaining[one.line]
    field = f"/lines/{place}/amount_fen"
    if one.amount_fen <= 0:
        raise Refusal("red-amount-malformed", field=field)
    if one.amount_fen > left_fen:
        raise Refusal("red-over-remaining", field=field, line=one.line + 1, remaining_fen=left_fen)
    if one.quantity is not None:
        _check_quantity(invoice, one, place, counted=counted, within=within)
    tax_fen = _share_of_tax(line, line.amount_fen - left_fen, one.amount_fen)
    return Take(one.line, one.amount_fen, tax_fen, one.quantity)


def _share_of_tax(line: Line, before_fen: int, amount_fen: int) -> int:
    after = share(line.tax_fen, before_fen + amount_fen, line.amount_fen)
    return after - share(line.tax_fen, before_fen, line.amount_fen)


def _discount(invoice: Invoice, parent: Take) -> Take:
    number = parent.line + 1
    above, line = invoice.face.lines[parent.line], invoice.face.lines[number]
    gone_fen = above.amount_fen - invoice.remaining[parent.line][0] + parent.amount_fen
    amount_gone = line.amount_fen - invoice.remaining[number][0]
    amount_fen = share(line.amount_fen, gone_fen, above.amount_fen) - amount_gone
    return Take(number, amount_fen, _share_of_tax(line, amount_gone, amount_fen))


def _check_quantity(
    invoice: Invoice, one: Wanted, place: int, *, counted: bool, within: Decimal
) -> None:
    field = f"/lines/{place}/quantity"
    left = left_of(invoice, one.line)
    if not counted or left is None or one.quantity is None or one.quantity <= 0:
        raise Refusal("red-quantity-not-allowed", field=field, line=one.line + 1)
    if one.quantity > left:
        raise Refusal("red-quantity-over", field=field, line=one.line + 1, remaining=f"{left:f}")
    if not _fits(
        invoice.face.lines[one.line], one.quantity, amount_fen=one.amount_fen, within=within
    ):
        raise Refusal("red-quantity-off", field=field, line=one.line + 1)


def _fits(line: Line, quantity: Decimal, *, amount_fen: int, within: Decimal) -> bool:
    if line.unit_price is None:
        return False
    with localcontext(prec=80, rounding=ROUND_HALF_UP):
        return abs(quantity * line.unit_price - to_yuan(amount_fen)) <= within


def _within(part: int, all_of_it: int) -> bool:
    return min(0, all_of_it) <= part <= max(0, all_of_it)
