"""The PDF of an invoice, before it is signed: its pages with an embedded subset of the typeface."""

from functools import cache
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from backend.einvoices.rules.face import Face
from functions.documents import typeface, unicode_map
from functions.documents.layout import pages
from functions.documents.marks import Page

SUBSTITUTE = "〓"


def draw(face: Face) -> bytes:
    """Draw an invoice; the same face gives the same bytes."""
    drawn = pages(face)
    file = BytesIO()
    first = drawn[0]
    canvas = Canvas(
        file,
        pagesize=(first.width * mm, first.height * mm),
        pageCompression=1,
        invariant=1,
        initialFontName=registered(),
        lang="zh-CN",
    )
    canvas.setTitle(f"{face.kind.heading} {face.number} 模拟数据")
    canvas.setSubject("模拟数据，不是真实发票")
    canvas.setAuthor(face.seller.name)
    canvas.setCreator("smart-tax 模拟数据")
    for page in drawn:
        draw_page(canvas, page)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def draw_page(canvas: Canvas, page: Page) -> None:
    """Put the marks of a page on the canvas."""
    canvas.setFillColorRGB(0, 0, 0)
    if page.squares:
        path = canvas.beginPath()
        for square in page.squares:
            low = (page.height - square.y - square.height) * mm
            for x, width in square.runs:
                path.rect(x * mm, low, width * mm, square.height * mm)
        canvas.drawPath(path, stroke=0, fill=1)
    for stroke in page.strokes:
        canvas.setLineWidth(stroke.thickness * mm)
        canvas.setStrokeColorRGB(*(part / 255 for part in stroke.colour))
        canvas.line(
            stroke.x1 * mm,
            (page.height - stroke.y1) * mm,
            stroke.x2 * mm,
            (page.height - stroke.y2) * mm,
        )
    for text in page.texts:
        canvas.setFont(typeface.NAME, text.points)
        canvas.setFillColorRGB(*(part / 255 for part in text.colour))
        canvas.drawString(text.x * mm, (page.height - text.y) * mm, _drawable(text.text))


def _drawable(text: str) -> str:
    """Put the printers' substitute (〓) for a letter that the typeface lacks.

    The library would leave out both its picture and its text; the XML and the OFD keep the letter.
    """
    return "".join(one if typeface.has(one) else SUBSTITUTE for one in text)


@cache
def registered() -> str:
    """Make the typeface known to the library, once a process; returns its name."""
    rl_config.useA85 = 0  # streams as they are, a quarter smaller than as letters
    ttfonts.makeToUnicodeCMap = unicode_map.write
    pdfmetrics.registerFont(TTFont(typeface.NAME, str(typeface.FILE)))
    return typeface.NAME
