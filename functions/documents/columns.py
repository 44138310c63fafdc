"""The columns of an invoice's table, and the text of each cell (票面 §2.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.einvoices.rules.face import Face, Line, Treatment
from backend.kernel.money import to_yuan
from functions.documents import typeface
from functions.documents.wrapping import wrap

LEFT, RIGHT = 4.5, 205.5
POINTS = 8.0
_GAP = 1.0
NO_TAX = "***"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, where it begins and ends in mm, and whether it ends flush."""

    heading: str
    start: float
    end: float
    flush_right: bool = False

    @property
    def room(self) -> float:
        """Say how wide a text may be."""
        return self.end - self.start - 2 * _GAP

    def begin(self, text: str, points: float = POINTS) -> float:
        """Say where a text begins so that it stands in its place."""
        if self.flush_right:
            return self.end - _GAP - typeface.width(text, points)
        return self.start + _GAP


COLUMNS = (
    Column("项目名称", LEFT, 48),
    Column("规格型号", 48, 69),
    Column("单位", 69, 79),
    Column("数量", 79, 102, flush_right=True),
    Column("单价", 102, 132, flush_right=True),
    Column("金额", 132, 158, flush_right=True),
    Column("税率/征收率", 158, 179, flush_right=True),
    Column("税额", 179, RIGHT, flush_right=True),
)
AMOUNT, TAX = COLUMNS[5], COLUMNS[7]


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: its cells, and the invoice's line where it is the first row of one."""

    cells: tuple[str, ...]
    line: Line | None = None


def rows(face: Face) -> list[Row]:
    """Write every line as rows; what is long takes several of them."""
    return [row for line in face.lines for row in _rows(line)]


def tax_shown(lines: Sequence[Line]) -> str:
    """Write a tax total; where no line is taxed at all it is `***`, as on a line."""
    return NO_TAX if all(map(_without_tax, lines)) else yuan(sum(line.tax_fen for line in lines))


def yuan(amount_fen: int) -> str:
    """Write an amount as a total shows it."""
    return f"¥{to_yuan(amount_fen)}"


def _rows(line: Line) -> list[Row]:
    cells = (
        line.shown_name,
        line.specification,
        line.unit,
        _plain(line.quantity),
        _plain(line.unit_price),
        f"{to_yuan(line.amount_fen)}",
        line.rate.shown,
        NO_TAX if _without_tax(line) else f"{to_yuan(line.tax_fen)}",
    )
    broken = [wrap(cell, column.room, POINTS) for cell, column in zip(cells, COLUMNS, strict=True)]
    height = max(map(len, broken))
    return [
        Row(tuple(cell[n] if n < len(cell) else "" for cell in broken), None if n else line)
        for n in range(height)
    ]


def _without_tax(line: Line) -> bool:
    return line.rate.treatment in (Treatment.EXEMPT, Treatment.NOT_TAXED)


def _plain(number: Decimal | None) -> str:
    """Write a number as it was given, never with an exponent."""
    return "" if number is None else f"{number:f}"
