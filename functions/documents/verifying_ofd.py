"""Whether an OFD is ours as signed: its archive in its one form, every part in the signed list."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime

from cryptography.x509 import Certificate
from lxml import etree

from backend.kernel.clock import SHANGHAI
from functions.documents import archive, cms, ofd_signs
from functions.documents.ofd_names import ENTRY, NUMBER, SIGNATURE, SIGNATURES, SIGNED_VALUE, name

MARK = SIGNED_VALUE.encode()
_CLAIM = re.compile(rf'Name="{NUMBER}">([0-9]{{20}})<'.encode())
_TIME = re.compile(rb"<ofd:SignatureDateTime>([0-9]{4}-[0-9: -]{14})</ofd:SignatureDateTime>")


def proven(data: bytes, known: Sequence[Certificate]) -> str | None:
    """Return the number of an invoice whose file is unchanged."""
    parts = archive.unpack(data)
    if parts is None or tuple(parts)[-3:] != (SIGNATURES, SIGNATURE, SIGNED_VALUE):
        return None
    value, signature = parts.pop(SIGNED_VALUE), parts.pop(SIGNATURE)
    if parts.pop(SIGNATURES) != ofd_signs.listing():
        return None
    if not cms.verify(value, hashlib.sha256(signature).digest(), known):
        return None
    at = _time(signature)
    if at is None or _signed(parts, at) != signature:
        return None
    return _number(parts[ENTRY])


def claimed(data: bytes) -> str | None:
    """Return the number that the file says it has."""
    found = _CLAIM.search(data)
    return str(found[1], "ascii") if found else None


def _time(signature: bytes) -> datetime | None:
    found = _TIME.search(signature)
    try:
        return datetime.fromisoformat(found[1].decode()).replace(tzinfo=SHANGHAI) if found else None
    except ValueError:
        return None


def _signed(parts: dict[str, bytes], at: datetime) -> bytes | None:
    try:
        return ofd_signs.signature(parts, at)
    except ValueError:
        return None  # a part is named with letters that no XML can hold


def _number(entry: bytes) -> str | None:
    """Read the number out of a part that is proven ours."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for kept in etree.fromstring(entry, parser).iter(name("CustomData")):
        if kept.get("Name") == NUMBER:
            return str(kept.text)
    return None
