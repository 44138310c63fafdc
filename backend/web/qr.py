"""A QR code as an SVG path: version 6, level M, for texts of our codes."""

QUIET = 4
_VERSION = 6


def matrix(text: str) -> list[list[bool]]:
    """Draw a text of digits, capitals and `$%*+-./: ` (alphanumeric mode, at most 154 letters)."""
    # Only a page with a code needs the library; a cold start does not wait for it.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode
    from qrcode.util import MODE_ALPHA_NUM, QRData

    code = QRCode(version=_VERSION, error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM))
    code.make(fit=False)
    return [[bool(dark) for dark in row] for row in code.modules]


def path(text: str) -> tuple[str, int]:
    """Return the `d` of the dark modules and the side of the picture, quiet zone included."""
    rows = matrix(text)
    strokes = (
        f"M{start + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return "".join(strokes), len(rows) + 2 * QUIET


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs
