"""What a spreadsheet file may not hold, looked at before any reader of spreadsheets opens it."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from backend.documents.rules.failures import Failure
from backend.kernel.errors import Refusal

MOST_ENTRIES = 2_000
LARGEST_INSIDE_BYTES = 120_000_000
LARGEST_STRINGS_BYTES = 30_000_000
# Sheets of numbers shrink to a twentieth; a hundredth is a bomb.
MOST_SHRUNK, SHRUNK_FROM_BYTES = 100, 5_000_000
_CHUNK_BYTES = 256 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"vbaProject|macrosheets/|activeX/|embeddings/|\.bin$", re.IGNORECASE)
_LINKS = re.compile(r"externalLinks?/|connections\.xml$|queryTables/", re.IGNORECASE)
# Printer settings are plain data of Excel's own, in most files that were ever printed.
_HARMLESS = re.compile(r"printerSettings/printerSettings\d+\.bin$", re.IGNORECASE)
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))


def check_workbook(path: Path) -> None:
    """Refuse a workbook that is none, or holds more than cells.

    Refuses, in this order, `sheet-encrypted`, `sheet-old-format`, `sheet-unreadable`,
    `sheet-too-large-inside`, `sheet-macros`, `sheet-external-links`.
    """
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            raise Refusal(Failure.ENCRYPTED if _holds(file, _ENCRYPTED) else Failure.OLD_FORMAT)
        if not zipfile.is_zipfile(file):
            raise Refusal(Failure.UNREADABLE)
    try:
        with zipfile.ZipFile(path) as package:
            _check_package(package)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise Refusal(Failure.UNREADABLE) from error


def _check_package(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = [one.filename for one in entries]
    if any(one.flag_bits & 0x1 for one in entries):
        raise Refusal(Failure.ENCRYPTED)
    if "[Content_Types].xml" not in names or len(names) != len(set(names)):
        raise Refusal(Failure.UNREADABLE)
    if _is_bomb(entries):
        raise Refusal(Failure.TOO_LARGE, largest_mb=LARGEST_INSIDE_BYTES // 1_000_000)
    risky = [name for name in names if not _HARMLESS.search(name)]
    if any(_MACROS.search(name) for name in risky):
        raise Refusal(Failure.MACROS)
    if _MACRO_TYPE.search(package.read("[Content_Types].xml")):
        raise Refusal(Failure.MACROS)
    if any(_LINKS.search(name) for name in names):
        raise Refusal(Failure.LINKS)
    for one in entries:
        if one.filename.endswith(".rels") and _leads_outside(package.read(one)):
            raise Refusal(Failure.LINKS)
        if one.filename.endswith((".xml", ".rels", ".vml")):
            with package.open(one) as member:
                if _holds(member, *_DOCTYPES):
                    raise Refusal(Failure.UNREADABLE)


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    strings = sum(one.file_size for one in entries if "sharedStrings" in one.filename)
    return (
        len(entries) > MOST_ENTRIES
        or sum(one.file_size for one in entries) > LARGEST_INSIDE_BYTES
        or strings > LARGEST_STRINGS_BYTES
        or any(
            one.file_size > SHRUNK_FROM_BYTES
            and one.file_size > MOST_SHRUNK * max(1, one.compress_size)
            for one in entries
        )
    )


def _leads_outside(relations: bytes) -> bool:
    # A hyperlink is opened by nobody here; whatever else lies outside would be fetched by Excel.
    return any(b"/hyperlink" not in found[0] for found in _OUTSIDE.finditer(relations))


def _holds(file: IO[bytes], *marks: bytes) -> bool:
    longest, before = max(map(len, marks)), b""
    while chunk := file.read(_CHUNK_BYTES):
        window = before + chunk
        if any(mark in window for mark in marks):
            return True
        before = window[-longest:]
    return False
