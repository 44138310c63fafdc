"""Whether a PDF is ours as signed: one signature over every byte of the file but its own place.

The file is not parsed: what is signed with our key is what we wrote, and nothing else is in it. So
an appended revision, another cross-reference table or a second signature cannot hide anything.
"""

import hashlib
import re
from collections.abc import Sequence

from cryptography.x509 import Certificate

from functions.documents import cms

MARK = b"/Reason (dzfp "
_REASON = re.compile(rb"/Reason \(dzfp ([0-9]{20})\)")
_RANGE = re.compile(rb"/ByteRange \[0 ([1-9][0-9]{0,8}) ([1-9][0-9]{0,8}) ([1-9][0-9]{0,8})\]")


def proven(data: bytes, known: Sequence[Certificate]) -> str | None:
    """Return the number of an invoice whose file is unchanged."""
    ranges, numbers = _RANGE.findall(data), _REASON.findall(data)
    if len(ranges) != 1 or data.count(b"/ByteRange") != 1 or len(numbers) != 1:
        return None
    begin, end, rest = map(int, ranges[0])
    if not begin < end or end + rest != len(data):
        return None
    signature = _signature(data[begin:end])
    digest = hashlib.sha256(data[:begin] + data[end:]).digest()
    if signature is None or not cms.verify(signature, digest, known):
        return None
    return str(numbers[0], "ascii")


def claimed(data: bytes) -> str | None:
    """Return the number that the file says it has."""
    found = _REASON.search(data)
    return str(found[1], "ascii") if found else None


def _signature(place: bytes) -> bytes | None:
    """Read the signature out of its place: large hexadecimal digits, then zeros to its end."""
    found = re.fullmatch(rb"<((?:[0-9A-F]{2})+)>", place)
    if found is None:
        return None
    filled = bytes.fromhex(found[1].decode())
    if filled[:2] != b"\x30\x82":
        return None
    length = 4 + int.from_bytes(filled[2:4], "big")
    return filled[:length] if not any(filled[length:]) else None
