"""Telling whether a file is a document of ours as it was issued: unchanged, changed, or not ours.

Takes any bytes. What is covered by no signature is compared with the one form in which we write
it, so a file is `unchanged` only when every byte of it is as it left us. XML is parsed with
entities off, nothing is decompressed, and a file over the limit is not looked into.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cryptography.x509 import Certificate

from backend.einvoices.rules.file_names import Format
from functions.documents import verifying_ofd, verifying_pdf, verifying_xml
from functions.documents.seal import Seal, ours

LIMIT_BYTES = 8_000_000


class State(StrEnum):
    """What a file is."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_OURS = "not-ours"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and the number: proven when unchanged, else what the file claims."""

    state: State
    form: Format | None = None
    number: str | None = None


class _Check(Protocol):
    """What each form's module has."""

    MARK: bytes

    def proven(self, data: bytes, known: Sequence[Certificate]) -> str | None: ...

    def claimed(self, data: bytes) -> str | None: ...


_CHECKS: Mapping[Format, _Check] = {
    Format.PDF: verifying_pdf,
    Format.OFD: verifying_ofd,
    Format.XML: verifying_xml,
}


def verify(data: bytes, seal: Seal | None = None) -> Verdict:
    """Judge a file; never raises for what is in it.

    `not-ours` for a file too large, of another kind, or without the marks of our documents;
    `changed` where the marks are there and something is not as we sealed it.
    """
    form = _form(data)
    if form is None:
        return Verdict(State.NOT_OURS)
    check = _CHECKS[form]
    proven = check.proven(data, (seal or ours()).certificates)
    if proven is not None:
        return Verdict(State.UNCHANGED, form, proven)
    return Verdict(State.CHANGED, form, check.claimed(data))


def _form(data: bytes) -> Format | None:
    """Find out by its marks what a file wants to be."""
    if not 0 < len(data) <= LIMIT_BYTES:
        return None
    return next((form for form, check in _CHECKS.items() if check.MARK in data), None)
