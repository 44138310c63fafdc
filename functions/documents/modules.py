"""The QR code of an invoice on its page."""

from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from backend.einvoices.rules import qr
from backend.einvoices.rules.face import Face
from functions.documents.marks import Page, Square


def draw_qr(page: Page, face: Face, *, x: float, y: float, side: float) -> None:
    """Draw the code into a square of `side` mm; the quiet zone is the white around it."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(qr.write(face))
    code.make()
    step = side / len(code.modules)
    for number, row in enumerate(code.modules):
        runs, place = [], 0
        for dark, group in groupby(map(bool, row)):
            length = len(list(group))
            if dark:
                runs.append((x + place * step, length * step))
            place += length
        if runs:
            page.squares.append(Square(y + number * step, step, tuple(runs)))
