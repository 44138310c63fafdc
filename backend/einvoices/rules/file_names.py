"""The names of an invoice's files (§2.11): `dzfp_<number>_<other party>_<yyyymmddHHMMSS>.<ext>`."""

import re
import unicodedata
from enum import StrEnum

from backend.einvoices.rules.face import Face
from backend.kernel.clock import SHANGHAI

# File systems hold names of 255 bytes; the rest of ours takes 50.
_LONGEST_NAME_BYTES = 180
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


class Format(StrEnum):
    """The forms an invoice is delivered in; the value is the extension."""

    PDF = "pdf"
    OFD = "ofd"
    XML = "xml"

    @property
    def media_type(self) -> str:
        """Return the media type it is served with."""
        return {"pdf": "application/pdf", "ofd": "application/ofd", "xml": "application/xml"}[self]


class Reader(StrEnum):
    """Who gets the file: the name in it is that of the other side (对方名称)."""

    BUYER = "buyer"
    SELLER = "seller"


def write(face: Face, form: Format, reader: Reader) -> str:
    """Name the file for the side that gets it; what a file system refuses becomes `_`."""
    other = face.seller if reader is Reader.BUYER else face.buyer
    at = face.issued_at.astimezone(SHANGHAI)
    return f"dzfp_{face.number}_{_safe(other.name)}_{at:%Y%m%d%H%M%S}.{form}"


def _safe(name: str) -> str:
    visible = "".join(one for one in name if unicodedata.category(one)[0] != "C")
    safe = _UNSAFE.sub("_", visible).strip("._") or "_"
    return safe.encode()[:_LONGEST_NAME_BYTES].decode(errors="ignore")
