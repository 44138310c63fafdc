"""Reading csv as Excel and its kin write it: encoding and delimiter found, line by line."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from backend.documents.rules.failures import Failure
from backend.kernel.errors import Refusal
from functions.documents.sheet_columns import Column, matches

DELIMITERS = (",", "\t", ";", "|", "，")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ("utf-8", "gb18030")
_CHUNK_BYTES = 256 * 1024
_LONGEST_FIELD = 32_768  # as long as a cell of Excel may be


def encoding_of(path: Path) -> str:
    """Find the encoding: by its mark, else what the whole file is valid in.

    Refuses `sheet-encoding-unknown`.
    """
    with path.open("rb") as file:
        first = file.read(4)
    for mark, name in _BOMS:
        if first.startswith(mark):
            return name if _valid(path, name) else _unknown()
    return next((name for name in _GUESSED if _valid(path, name)), None) or _unknown()


@contextmanager
def lines(path: Path, columns: tuple[Column, ...]) -> Iterator[Iterator[list[str]]]:
    """Read the lines of a csv file, cells as text.

    Refuses `sheet-encoding-unknown`, and `sheet-unreadable` for a cell without an end.
    """
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding, columns)
    with path.open(encoding=encoding, newline="") as file:
        yield _read(file, delimiter)


def delimiter_of(path: Path, encoding: str, columns: tuple[Column, ...]) -> str:
    """Find the delimiter: the one by which the most titles of the first lines are known."""
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(16_384)

    def known(delimiter: str) -> int:
        rows = csv.reader(io.StringIO(head), delimiter=delimiter)
        try:
            return max((matches(row, columns) for row in islice(rows, 10)), default=0)
        except csv.Error:
            return 0

    return max(DELIMITERS, key=known)


def _read(file: io.TextIOBase, delimiter: str) -> Iterator[list[str]]:
    rows = csv.reader(file, delimiter=delimiter)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise Refusal(Failure.UNREADABLE) from error
        if row is None:
            return
        if any(len(cell) > _LONGEST_FIELD for cell in row):
            raise Refusal(Failure.UNREADABLE)
        yield row


def _valid(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _unknown() -> str:
    raise Refusal(Failure.ENCODING)
