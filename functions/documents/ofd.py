"""The OFD of an invoice (GB/T 33190): its parts, before they are signed and packed.

Text stays text: every line is a TextObject with the place of each letter, set in a subset of the
typeface that lies in the file.
"""

import hashlib

from lxml import etree

from backend.einvoices.rules.face import Face
from backend.kernel.clock import SHANGHAI
from backend.kernel.money import to_yuan
from functions.documents import typeface
from functions.documents.layout import pages
from functions.documents.marks import BLACK, Colour, Page, Square, Stroke, Text
from functions.documents.names import NOTICE
from functions.documents.ofd_names import DOCUMENT, ENTRY, NUMBER, SIGNATURES, add, root, written

# Without "Regular": some readers write the style's name anew, and miss the file then.
_FONT = "NotoSerifSC"
_FONT_ID = 1
_FIRST_ID = 2


def parts(face: Face) -> dict[str, bytes]:
    """Write every part of the document by its path in the archive."""
    drawn = pages(face)
    numbers = _Numbers()
    contents = {
        f"Pages/Page_{place}/Content.xml": _content(page, numbers)
        for place, page in enumerate(drawn)
    }
    letters = {letter for page in drawn for text in page.texts for letter in text.text}
    return {
        ENTRY: _entry(face),
        f"{DOCUMENT}/Document.xml": _document(drawn, numbers),
        f"{DOCUMENT}/PublicRes.xml": _resources(),
        f"{DOCUMENT}/Res/{_FONT}.ttf": typeface.subset(letters),
        **{f"{DOCUMENT}/{path}": content for path, content in contents.items()},
    }


class _Numbers:
    """Numbers the objects of a document, none twice."""

    def __init__(self) -> None:
        self.last = _FIRST_ID - 1

    def next(self) -> str:
        """Return the next number."""
        self.last += 1
        return str(self.last)


def _entry(face: Face) -> bytes:
    entry = root("OFD", Version="1.1", DocType="OFD")
    body = add(entry, "DocBody")
    info = add(body, "DocInfo")
    day = face.issued_at.astimezone(SHANGHAI)
    add(info, "DocID", hashlib.sha256(face.number.encode()).hexdigest()[:32])
    add(info, "Title", f"{face.kind.heading} {face.number}")
    add(info, "Subject", NOTICE)
    add(info, "CreationDate", f"{day:%Y-%m-%d}")
    kept = add(info, "CustomDatas")
    for name, value in (
        (NUMBER, face.number),
        ("开票日期", f"{day:%Y-%m-%d}"),
        ("合计金额", str(to_yuan(face.amount_fen))),
        ("合计税额", str(to_yuan(face.tax_fen))),
        ("价税合计", str(to_yuan(face.total_fen))),
        ("购买方名称", face.buyer.name),
        ("购买方纳税人识别号", face.buyer.tax_id),
        ("销售方名称", face.seller.name),
        ("销售方纳税人识别号", face.seller.tax_id),
        ("开票人", face.issuer),
        ("声明", NOTICE),
    ):
        if value:
            add(kept, "CustomData", value, Name=name)
    add(body, "DocRoot", f"{DOCUMENT}/Document.xml")
    add(body, "Signatures", SIGNATURES)
    return written(entry)


def _document(drawn: list[Page], numbers: _Numbers) -> bytes:
    document = root("Document")
    common = add(document, "CommonData")
    last = add(common, "MaxUnitID")
    add(add(common, "PageArea"), "PhysicalBox", _box(drawn[0]))
    add(common, "PublicRes", "PublicRes.xml")
    listed = add(document, "Pages")
    for place in range(len(drawn)):
        path = f"Pages/Page_{place}/Content.xml"
        add(listed, "Page", ID=numbers.next(), BaseLoc=path)
    last.text = str(numbers.last)
    return written(document)


def _resources() -> bytes:
    resources = root("Res", BaseLoc="Res")
    font = add(
        add(resources, "Fonts"),
        "Font",
        ID=str(_FONT_ID),
        FontName=_FONT,
        FamilyName=typeface.FAMILY,
    )
    add(font, "FontFile", f"{_FONT}.ttf")
    return written(resources)


def _content(page: Page, numbers: _Numbers) -> bytes:
    content = root("Page")
    add(add(content, "Area"), "PhysicalBox", _box(page))
    layer = add(add(content, "Content"), "Layer", ID=numbers.next(), Type="Body")
    _squares(layer, page.squares, numbers)
    for stroke in page.strokes:
        _stroke(layer, stroke, numbers)
    for text in page.texts:
        _text(layer, text, numbers)
    return written(content)


def _squares(layer: etree._Element, squares: list[Square], numbers: _Numbers) -> None:
    """Draw the QR code as one filled path."""
    rows = [(square, x, width) for square in squares for x, width in square.runs]
    left, top = min(x for _, x, _ in rows), squares[0].y
    right = max(x + width for _, x, width in rows)
    bottom = max(square.y + square.height for square in squares)
    code = add(
        layer,
        "PathObject",
        ID=numbers.next(),
        Boundary=_numbers(left, top, right - left, bottom - top),
        Stroke="false",
        Fill="true",
    )
    add(code, "FillColor", Value=_colour(BLACK))
    add(
        code,
        "AbbreviatedData",
        " ".join(
            f"M {_numbers(x - left, square.y - top)} L {_numbers(x - left + width, square.y - top)}"
            f" L {_numbers(x - left + width, square.y - top + square.height)}"
            f" L {_numbers(x - left, square.y - top + square.height)} C"
            for square, x, width in rows
        ),
    )


def _stroke(layer: etree._Element, stroke: Stroke, numbers: _Numbers) -> None:
    half = stroke.thickness / 2
    left, top = stroke.x1 - half, stroke.y1 - half
    drawn = add(
        layer,
        "PathObject",
        ID=numbers.next(),
        Boundary=_numbers(left, top, stroke.x2 + half - left, stroke.y2 + half - top),
        LineWidth=_numbers(stroke.thickness),
    )
    add(drawn, "StrokeColor", Value=_colour(stroke.colour))
    ends = _numbers(half, half), _numbers(stroke.x2 - left, stroke.y2 - top)
    add(drawn, "AbbreviatedData", "M {} L {}".format(*ends))


def _text(layer: etree._Element, text: Text, numbers: _Numbers) -> None:
    size = text.points * typeface.MM_PER_POINT
    advances = typeface.advances(text.text, text.points)
    drawn = add(
        layer,
        "TextObject",
        ID=numbers.next(),
        Boundary=_numbers(text.x, text.y - size, sum(advances), size * 1.4),
        Font=str(_FONT_ID),
        Size=_numbers(size),
    )
    add(drawn, "FillColor", Value=_colour(text.colour))
    code = add(drawn, "TextCode", text.text, X="0", Y=_numbers(size))
    if len(advances) > 1:
        code.set("DeltaX", _numbers(*advances[:-1]))


def _box(page: Page) -> str:
    return _numbers(0, 0, page.width, page.height)


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _colour(colour: Colour) -> str:
    return " ".join(map(str, colour))
