"""From the rows of a sheet to an invoice as typed, and from a refusal back to row and column."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from backend.documents.rules.failures import Fault
from backend.einvoices.rules.drafts import Buyer, Draft
from backend.einvoices.rules.face import Kind, Party, Rate, Treatment
from backend.einvoices.rules.pricing import Prices
from backend.einvoices.rules.pricing import Row as TypedLine
from backend.kernel.errors import Refusal
from backend.kernel.money import to_fen
from functions.documents.sheet_columns import Trouble, number
from functions.documents.sheets import Row

# What one invoice says once, every row of it says alike.
ALIKE = (
    *("kind", "buyer_name", "buyer_tax_id", "natural_person"),
    *("inclusive", "remark"),
)
_KINDS = {"普通发票": Kind.D_ORD, "增值税专用发票": Kind.D_SPECIAL}
_TREATMENTS = {"免税": Treatment.EXEMPT, "不征税": Treatment.NOT_TAXED}
_LINE = re.compile(r"/lines/(\d+)/(\w+)")
_OF_LINE = {"name": "item", "amount_fen": "amount", "tax_fen": "amount", "discount": "amount"}
_OF_INVOICE = {
    "/buyer/name": "buyer_name",
    "/buyer/tax_id": "buyer_tax_id",
    "/buyer/natural_person": "natural_person",
    "/remark": "remark",
    "/lines": "amount",
}


def unlike(rows: Sequence[Row]) -> Iterator[Trouble]:
    """Name the cells that say otherwise than the first row of their invoice."""
    first = rows[0]
    for row in rows[1:]:
        for column in ALIKE:
            if _text(row, column) != _text(first, column):
                yield Trouble(row.number, column, Fault.DIFFERS, {})


def draft_of(rows: Sequence[Row]) -> Draft:
    """Return the invoice that rows of the right shape type."""
    first = rows[0]
    buyer = Party(_text(first, "buyer_name"), _text(first, "buyer_tax_id"))
    return Draft(
        kind=_KINDS[_text(first, "kind")],
        prices=Prices.INCLUSIVE if _text(first, "inclusive") == "是" else Prices.EXCLUSIVE,
        buyer=Buyer(buyer, natural_person=_text(first, "natural_person") == "是"),
        rows=tuple(map(_line, rows)),
        remark=_text(first, "remark"),
    )


def told(refusal: Refusal, rows: Sequence[Row]) -> Trouble:
    """Say a refusal of the invoice at the row and the column that it is about."""
    row, column = _place(refusal.field or "", rows)
    params = {
        name: "、".join(map(str, value)) if isinstance(value, list) else value
        for name, value in refusal.params.items()
    }
    # The rules count the lines of an invoice, people the rows of their sheet.
    return Trouble(row, column, refusal.code, params | ({"line": row} if "line" in params else {}))


def _place(field: str, rows: Sequence[Row]) -> tuple[int, str]:
    found = _LINE.fullmatch(field)
    if found and int(found[1]) < len(rows):
        return rows[int(found[1])].number, _OF_LINE.get(found[2], found[2])
    return rows[0].number, _OF_INVOICE.get(field, "serial")


def _line(row: Row) -> TypedLine:
    amount = _number(row, "amount") or Decimal(0)
    treatment = _TREATMENTS.get(_text(row, "treatment"), Treatment.TAXED)
    return TypedLine(
        code=_text(row, "code"),
        name=_text(row, "item"),
        rate=Rate(_number(row, "rate") or Decimal(0), treatment),
        specification=_text(row, "specification"),
        unit=_text(row, "unit"),
        quantity=_number(row, "quantity"),
        unit_price=_number(row, "unit_price"),
        amount_fen=to_fen(amount),
        discount=amount < 0,
    )


def _number(row: Row, column: str) -> Decimal | None:
    text = _text(row, column)
    return number(text) if text else None


def _text(row: Row, column: str) -> str:
    cell = row.cells.get(column)
    return cell.text if cell else ""
