"""The parts of a page: heading, parties, table, totals, amount in words, remark, issuer."""

from collections.abc import Sequence

from backend.einvoices.rules import words
from backend.einvoices.rules.face import Face, Line
from backend.kernel.clock import SHANGHAI
from functions.documents import typeface
from functions.documents.columns import (
    AMOUNT,
    COLUMNS,
    LEFT,
    POINTS,
    RIGHT,
    TAX,
    Row,
    tax_shown,
    yuan,
)
from functions.documents.marks import BLACK, FRAME, NOTICE, Colour, Page, Stroke, Text
from functions.documents.modules import draw_qr

HEADING, TABLE_HEAD, BOTTOM, TOTAL, WORDS, STEP = 30.0, 6.5, 9.0, 6.0, 7.0, 4.0
NOTICE_TEXT = "模拟数据 · 仅供演示，不是真实发票"
_TAB, _MIDDLE = 6.5, 105.0
PARTY_ROOM = _MIDDLE - LEFT - _TAB - 3
REMARK_ROOM = RIGHT - LEFT - _TAB - 4


def heading(page: Page, face: Face) -> None:
    """Draw title, notice, label, QR code, number and date."""
    draw_qr(page, face, x=LEFT + 1, y=5, side=20)
    title = face.kind.heading
    half = typeface.width(title, 17) / 2
    _text(page, title, x=_MIDDLE - half, y=14, points=17, colour=FRAME)
    for y in (16.6, 17.4):
        page.strokes.append(Stroke(_MIDDLE - half - 4, y, _MIDDLE + half + 4, y))
    half = typeface.width(NOTICE_TEXT, POINTS) / 2
    _text(page, NOTICE_TEXT, x=_MIDDLE - half, y=22, points=POINTS, colour=NOTICE)
    if face.label:
        _text(page, face.label, x=LEFT + 24, y=10, points=10)
    day = face.issued_at.astimezone(SHANGHAI)
    _labelled(page, ("发票号码：", face.number), x=150, y=12)
    _labelled(page, ("开票日期：", f"{day.year}年{day.month:02d}月{day.day:02d}日"), x=150, y=18)


def parties(page: Page, *, buyer: list[str], seller: list[str], height: float) -> float:
    """Draw the row of both parties; returns where it ends."""
    end = HEADING + height
    for x, word, lines in ((LEFT, "购买方信息", buyer), (_MIDDLE, "销售方信息", seller)):
        _upright(page, word, x=x, top=HEADING, end=end)
        for place, line in enumerate(lines):
            _text(page, line, x=x + _TAB + 1.5, y=HEADING + 5 + place * STEP)
    page.strokes.append(Stroke(_MIDDLE, HEADING, _MIDDLE, end))
    page.strokes.append(Stroke(LEFT, end, RIGHT, end))
    return end


def table(page: Page, rows: Sequence[Row], y: float) -> None:
    """Draw the headings and the rows below them."""
    for column in COLUMNS:
        _text(page, column.heading, x=column.begin(column.heading), y=y + 4.5, colour=FRAME)
    for place, row in enumerate(rows):
        line_y = y + TABLE_HEAD + 3 + place * STEP
        for column, cell in zip(COLUMNS, row.cells, strict=True):
            if cell:
                _text(page, cell, x=column.begin(cell), y=line_y)


def totals(page: Page, word: str, lines: Sequence[Line], *, end: float) -> float:
    """Draw the row of totals that ends at `end`; returns that."""
    y = end - 2
    _text(page, word, x=LEFT + 16, y=y, colour=FRAME)
    amount = yuan(sum(line.amount_fen for line in lines))
    tax = tax_shown(lines)
    _text(page, amount, x=AMOUNT.begin(amount), y=y)
    _text(page, tax, x=TAX.begin(tax), y=y)
    return end


def in_words(page: Page, face: Face, y: float) -> float:
    """Draw the whole sum in words and figures (价税合计); returns where the row ends."""
    end = y + WORDS
    for line_y in (y, end):
        page.strokes.append(Stroke(LEFT, line_y, RIGHT, line_y))
    _text(page, "价税合计（大写）", x=LEFT + 9, y=end - 2.4, colour=FRAME)
    page.strokes.append(Stroke(52, y, 52, end))
    _text(page, words.write(face.total_fen), x=55, y=end - 2.4, points=9)
    _labelled(page, ("（小写）", yuan(face.total_fen)), x=152, y=end - 2.4)
    return end


def remarks(page: Page, lines: list[str], *, y: float, height: float) -> None:
    """Draw the remark."""
    _upright(page, "备注", x=LEFT, top=y, end=y + height)
    for place, line in enumerate(lines):
        _text(page, line, x=LEFT + _TAB + 1.5, y=y + 4.5 + place * STEP)


def below(page: Page, face: Face, *, number: int, of: int) -> None:
    """Draw the frame, and below it the issuer and the page's number."""
    bottom = page.height - BOTTOM
    page.frame(left=LEFT, top=HEADING, right=RIGHT, bottom=bottom)
    _labelled(page, ("开票人：", face.issuer), x=LEFT + 18, y=bottom + 5)
    if of > 1:
        text = f"共{of}页 第{number}页"
        _text(page, text, x=RIGHT - typeface.width(text, POINTS), y=bottom + 5)


def _upright(page: Page, word: str, *, x: float, top: float, end: float) -> None:
    """Draw a word from top to bottom in its tab, with a stroke at the tab's right."""
    step = 3.7
    y = (top + end - step * len(word)) / 2 + 3
    for place, letter in enumerate(word):
        left = x + (_TAB - typeface.width(letter, POINTS)) / 2
        _text(page, letter, x=left, y=y + place * step, colour=FRAME)
    page.strokes.append(Stroke(x + _TAB, top, x + _TAB, end))


def _labelled(page: Page, told: tuple[str, str], *, x: float, y: float) -> None:
    label, value = told
    _text(page, label, x=x, y=y, colour=FRAME)
    _text(page, value, x=x + typeface.width(label, POINTS), y=y)


def _text(
    page: Page,
    text: str,
    *,
    x: float,
    y: float,
    points: float = POINTS,
    colour: Colour = BLACK,
) -> None:
    page.texts.append(Text(x, y, points, text, colour))
