"""The text in a digital invoice's QR code (§2.10), written and read.

The last field is a checksum of our own over the seven before it: how the real one is computed is
not public, so this one finds misread codes of this system and says nothing of real invoices.
"""

import binascii
import re
from dataclasses import dataclass
from datetime import date, datetime

from backend.einvoices.rules.face import Face
from backend.kernel.clock import SHANGHAI
from backend.kernel.money import to_yuan

_SHAPE = re.compile(
    r"(01,(3[12]),,([0-9]{20}),(-?[0-9]{1,13}\.[0-9]{2}),([0-9]{8}),),([0-9A-F]{4})"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a QR code says: the amount is that with tax (价税合计), the date Shanghai's."""

    type: str
    number: str
    total_fen: int
    day: date


def write(face: Face) -> str:
    """Write the text: `01,32,,<number>,<total>,<yyyymmdd>,,<checksum>`."""
    day = face.issued_at.astimezone(SHANGHAI)
    total = f"{to_yuan(face.total_fen):.2f}"
    fields = f"01,{face.kind.qr_type},,{face.number},{total},{day:%Y%m%d},"
    return f"{fields},{checksum(fields)}"


def read(text: str) -> Shown | None:
    """Read a text; None when it is another code, or one that was misread."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None or checksum(found[1]) != found[6]:
        return None
    try:
        day = datetime.strptime(found[5], "%Y%m%d").date()  # noqa: DTZ007  a date has no zone
    except ValueError:
        return None
    return Shown(found[2], found[3], int(found[4].replace(".", "")), day)


def checksum(fields: str) -> str:
    """Compute four hexadecimal digits over the first seven fields (CRC-16, from FFFF)."""
    return f"{binascii.crc_hqx(fields.encode(), 0xFFFF):04X}"
