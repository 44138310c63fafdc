"""Documents a second, beside the same PDF library drawing bare, and beside `factur-x`.

`factur-x` does for its format what the pair does for ours: one PDF a person reads, with an XML of
the same lines that was checked against its schema. It signs neither; ours are both signed.
"""

import statistics
import time
from collections.abc import Callable
from io import BytesIO

import facturx
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from backend.einvoices.rules.face import Face
from backend.einvoices.rules.file_names import Format
from functions.documents import pdf, seal, typeface
from functions.documents.layout import pages
from functions.documents.marks import Page
from functions.documents.rendering import render
from functions.documents.verifying import verify
from tests.bench import cii
from tests.documents.samples import many

ROUNDS = 9


def report() -> None:
    """Print, for 1, 8 and 40 lines, each form and its ratio to what it stands beside."""
    ours = seal.read(seal.make())
    print("documents, a second on one core; × is our time by theirs, in turn (below 1: quicker)")
    for lines in (1, 8, 40):
        _measure(many(lines), ours)


def _measure(face: Face, ours: seal.Seal) -> None:
    laid_out = pages(face)
    bare, made = _bare(laid_out), render(face, Format.PDF, ours)
    acts: dict[str, Callable[[], object]] = {
        "bare page": lambda: _bare(laid_out),
        "pdf": lambda: render(face, Format.PDF, ours),
        "xml": lambda: render(face, Format.XML, ours),
        "ofd": lambda: render(face, Format.OFD, ours),
        "pair": lambda: (render(face, Format.PDF, ours), render(face, Format.XML, ours)),
        "factur-x": lambda: _facturx(_bare(laid_out), face),
        "embedding": lambda: _facturx(bare, face),
        "verify": lambda: verify(made, ours),
    }
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS + 1):
        for name, act in acts.items():
            began = time.perf_counter()
            act()
            times[name].append(time.perf_counter() - began)
    # The first of each round warms caches that a process fills once.
    median = {name: statistics.median(taken[1:]) for name, taken in times.items()}
    print(f"  {len(face.lines)} lines, {len(laid_out)} pages")
    for name, beside in (("pdf", "bare page"), ("pair", "factur-x")):
        told = f"{name:<6}{1 / median[name]:7.1f}/s   {beside} {1 / median[beside]:7.1f}/s"
        print(f"    {told}: {median[name] / median[beside]:.2f}×")
    rest = "   ".join(f"{name} {1 / median[name]:.1f}/s" for name in ("xml", "ofd", "verify"))
    print(f"    {rest}   factur-x embedding alone {1 / median['embedding']:.1f}/s")


def _bare(laid_out: list[Page]) -> bytes:
    """Draw the same marks with the library alone: no layout, no metadata, no signature."""
    name = pdf.registered()
    file = BytesIO()
    size = (laid_out[0].width * mm, laid_out[0].height * mm)
    canvas = Canvas(file, pagesize=size, pageCompression=1, initialFontName=name)
    for page in laid_out:
        for square in page.squares:
            for x, width in square.runs:
                low = (page.height - square.y - square.height) * mm
                canvas.rect(x * mm, low, width * mm, square.height * mm, stroke=0, fill=1)
        for stroke in page.strokes:
            canvas.line(stroke.x1 * mm, stroke.y1 * mm, stroke.x2 * mm, stroke.y2 * mm)
        for text in page.texts:
            canvas.setFont(typeface.NAME, text.points)
            canvas.drawString(text.x * mm, (page.height - text.y) * mm, text.text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _facturx(drawn: bytes, face: Face) -> bytes:
    made = facturx.generate_from_binary(
        drawn, cii.write(face), flavor="factur-x", level="en16931", check_xsd=True
    )
    return bytes(made)
