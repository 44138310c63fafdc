"""Reading a part of an object: one range of bytes (RFC 9110 §14.2), as clients ask for it."""

import re

from infra.local.objects.answers import Wrong

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def span(header: str | None, size: int) -> tuple[int, int] | None:
    """Return first and last byte asked for, None for the whole; refuses what lies outside."""
    found = _RANGE.fullmatch(header or "")
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        if int(last) == 0 or size == 0:
            raise Wrong("InvalidRange", 416)
        return max(0, size - int(last)), size - 1
    if int(first) >= size or (last and int(last) < int(first)):
        raise Wrong("InvalidRange", 416)
    return int(first), min(int(last), size - 1) if last else size - 1
