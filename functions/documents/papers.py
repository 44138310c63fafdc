"""What the kinds of work need from others: files, faces of invoices, and who draws them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from backend.einvoices.rules.face import Face

FORMS = ("pdf", "ofd", "xml")
MEDIA_TYPES = {"pdf": "application/pdf", "ofd": "application/ofd", "xml": "application/xml"}

Render = Callable[[Face, str], bytes]


class Faces(Protocol):
    """Where invoices come from."""

    def face(self, company_id: str, invoice_id: str) -> Face | None:
        """Return the face of an invoice that a company gave or got, None for no such one."""
        ...


class Name(Protocol):
    """How a document is named for the company that gets it."""

    def __call__(self, face: Face, form: str, company_id: str) -> str: ...


class Files(Protocol):
    """The part of the store of files that work needs."""

    def put(self, key: str, body: bytes, *, content_type: str, sha256: str) -> None: ...
    def find(self, key: str) -> object | None: ...
    def read(self, key: str) -> Iterator[bytes]: ...
    def begin(self, key: str, *, content_type: str) -> str: ...
    def put_part(self, key: str, upload_id: str, *, number: int, body: bytes) -> str: ...
    def put_together(self, key: str, upload_id: str, tags: Sequence[str]) -> None: ...
