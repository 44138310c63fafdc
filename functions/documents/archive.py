"""The archive of an OFD: a zip that has one form only, and is read back in no other.

Its parts are stored as they are, dated alike and in their order. So whoever reads one writes it
anew from its parts and compares: no header, date or comment can differ unseen, and what an archive
takes when unpacked is no more than its own size.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_DATE = (1980, 1, 1, 0, 0, 0)
MOST_PARTS = 400


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write the parts in their order."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path, content in parts.items():
            entry = zipfile.ZipInfo(path, _DATE)
            entry.create_system = 3
            archive.writestr(entry, content)
    return file.getvalue()


def unpack(data: bytes) -> dict[str, bytes] | None:
    """Read the parts; None when the bytes are no archive in the one form.

    What is compressed, or said to be larger than the file, is not read at all.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or not all(map(_stored, entries)):
                return None
            if sum(entry.file_size for entry in entries) > len(data):
                return None
            parts = {entry.filename: archive.read(entry) for entry in entries}
        return parts if pack(parts) == data else None
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError):
        return None
    except (KeyError, IndexError, OverflowError, UnicodeError, zipfile.LargeZipFile):
        return None


def _stored(entry: zipfile.ZipInfo) -> bool:
    return entry.compress_type == zipfile.ZIP_STORED and entry.compress_size == entry.file_size
