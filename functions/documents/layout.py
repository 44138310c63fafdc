"""The pages of an invoice: one layout, which the PDF and the OFD both draw.

The strip is 210 × 140 mm, as that of a digital invoice. A page takes as many rows as fit; every
page repeats the parties, and ends with its own subtotal where there are several. Only where names
and remark alone would fill it the strip is made higher.
"""

from dataclasses import dataclass
from typing import Self

from backend.einvoices.rules.face import Face, Party
from functions.documents import sections
from functions.documents.columns import POINTS, Row, rows
from functions.documents.marks import Page
from functions.documents.remark import remark
from functions.documents.sections import (
    BOTTOM,
    HEADING,
    PARTY_ROOM,
    REMARK_ROOM,
    STEP,
    TABLE_HEAD,
    TOTAL,
    WORDS,
)
from functions.documents.wrapping import wrap

WIDTH, HEIGHT = 210.0, 140.0
_LEAST_ROWS = 4
_SLACK = 2.0


@dataclass(frozen=True, slots=True)
class Blocks:
    """The texts of both parties and the remark in lines, and how high they make their parts."""

    buyer: list[str]
    seller: list[str]
    remark: list[str]

    @classmethod
    def of(cls, face: Face) -> Self:
        """Break the texts of a face."""
        return cls(
            _party(face.buyer),
            _party(face.seller),
            wrap(remark(face), REMARK_ROOM, POINTS),
        )

    @property
    def parties(self) -> float:
        """Say how high the parties' part is, in mm."""
        return max(21.0, 4.0 + STEP * max(len(self.buyer), len(self.seller)))

    @property
    def remarks(self) -> float:
        """Say how high the remark's part is, in mm."""
        return max(17.0, 3.0 + STEP * len(self.remark))


def pages(face: Face) -> list[Page]:
    """Lay an invoice out."""
    blocks = Blocks.of(face)
    above = HEADING + blocks.parties + TABLE_HEAD
    foot = TOTAL + WORDS + blocks.remarks
    height = max(HEIGHT, above + _SLACK + _LEAST_ROWS * STEP + foot + BOTTOM)
    room = height - above - _SLACK - BOTTOM
    parts = _split(rows(face), most=int((room - TOTAL) / STEP), most_last=int((room - foot) / STEP))
    made = []
    for number, part in enumerate(parts, 1):
        page = Page(WIDTH, height)
        sections.heading(page, face)
        y = sections.parties(page, buyer=blocks.buyer, seller=blocks.seller, height=blocks.parties)
        sections.table(page, part, y)
        if number < len(parts):
            sections.totals(
                page, "小计", [row.line for row in part if row.line], end=height - BOTTOM
            )
        else:
            y = height - BOTTOM - foot
            y = sections.totals(page, "合计", face.lines, end=y + TOTAL)
            y = sections.in_words(page, face, y)
            sections.remarks(page, blocks.remark, y=y, height=blocks.remarks)
        sections.below(page, face, number=number, of=len(parts))
        made.append(page)
    return made


def _party(party: Party) -> list[str]:
    told = (f"名称：{party.name}", f"统一社会信用代码/纳税人识别号：{party.tax_id}")
    return [line for text in told for line in wrap(text, PARTY_ROOM, POINTS)]


def _split(table: list[Row], *, most: int, most_last: int) -> list[list[Row]]:
    """Cut the table into pages; the last one, which has the totals, has a row at least."""
    parts = []
    while len(table) > most_last:
        taken = min(most, len(table) - 1)
        parts.append(table[:taken])
        table = table[taken:]
    return [*parts, table]
