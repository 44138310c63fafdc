"""A file that a client sends: said beforehand with its size and hash, checked when it is used.

offered ──the client sends it by its link──> (in the store) ──kept for days──> gone
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint

FORMATS: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a client says of its file."""

    name: str
    format: str
    size_bytes: int
    sha256: str

    def hash_for(self, company_id: str) -> str:
        """Tell a repeat from another file under the same id."""
        return fingerprint([company_id, self.name, self.format, self.size_bytes, self.sha256])


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a client; `wake_at` is when it is thrown away."""

    id: str
    company_id: str
    offer: Offer
    offered_by: str
    offered_at: datetime
    wake_at: datetime | None
    gone: bool = False
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """The name of its history."""
        return f"upload/{self.id}"

    @property
    def key(self) -> str:
        """Where the file lies."""
        return f"companies/{self.company_id}/uploads/{self.id}"

    @property
    def content_type(self) -> str:
        """What the file is, in words of the wire."""
        return FORMATS[self.offer.format]


def check(offer: Offer, *, largest_bytes: int) -> Offer:
    """Take what a client says of its file.

    Refuses `upload-format-unknown`, `upload-empty`, `upload-too-large`, `upload-hash-malformed`.
    """
    if offer.format not in FORMATS:
        raise Refusal("upload-format-unknown", field="/format", format=offer.format)
    if offer.size_bytes < 1:
        raise Refusal("upload-empty", field="/size_bytes")
    if offer.size_bytes > largest_bytes:
        largest = largest_bytes // 1_000_000
        raise Refusal("upload-too-large", field="/size_bytes", largest_mb=largest)
    if not _SHA256.fullmatch(offer.sha256):
        raise Refusal("upload-hash-malformed", field="/sha256")
    return offer


def offered(
    upload_id: str, company_id: str, offer: Offer, *, until: datetime, doing: Doing
) -> tuple[Upload, Event]:
    """Note a file that is to come."""
    upload = Upload(upload_id, company_id, offer, doing.actor, doing.at, until)
    return upload, _event(
        upload, "offered", doing, size_bytes=offer.size_bytes, sha256=offer.sha256
    )


def check_arrived(upload: Upload, *, size_bytes: int | None, sha256: str | None) -> None:
    """Compare what lies in the store with what was said; `size_bytes` None for nothing there.

    Refuses `upload-gone`, `upload-missing`, `upload-differs`.
    """
    if upload.gone:
        raise Refusal("upload-gone", field="/upload_id")
    if size_bytes is None:
        raise Refusal("upload-missing", field="/upload_id")
    # A store that says no hash leaves it to the worker, who reads every byte.
    if size_bytes != upload.offer.size_bytes or sha256 not in (None, upload.offer.sha256):
        raise Refusal("upload-differs", field="/upload_id")


def throw_away(upload: Upload, doing: Doing) -> tuple[Upload, Event]:
    """Note that the file is gone."""
    after = replace(upload, gone=True, wake_at=None, version=upload.version + 1)
    return after, _event(after, "purged", doing)


def _event(upload: Upload, verb: str, doing: Doing, **data: object) -> Event:
    kind = f"documents:upload:{verb}"
    return doing.event(upload.subject, upload.version, kind, company_id=upload.company_id, **data)
