"""A file of an invoice that anybody has checked (文件查验): looked at once, and then forgotten.

    offered ──the client sends it, and asks──> asked ──a worker looks──> judged
       └──────────────────────────┴──────── time alone ────────┴──> forgotten: file and row go

Who asked, and what was found, stands in no event: the ledger keeps that a file was checked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

FORMATS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "xml": "application/xml",
}
# The stream has this long to bring it to a worker before the sweeper calls again.
HEARD_WITHIN = timedelta(seconds=60)
MOST_TRIES = 3
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Stage(StrEnum):
    """How far a check is."""

    OFFERED = "offered"
    ASKED = "asked"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Told:
    """What a client says of its file."""

    format: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is: `unchanged`, `changed` or `not-ours`; the number it proves or claims."""

    finding: str
    form: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One check; `wake_at` is when time moves it on, `ends_at` when no more of it is told."""

    id: str
    told: Told
    stage: Stage
    wake_at: datetime
    ends_at: datetime
    tries: int = 0
    found: Found | None = None
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """The name of its history."""
        return f"file-check/{self.id}"

    @property
    def key(self) -> str:
        """Where the file lies while it is needed."""
        return f"checks/{self.id}"

    @property
    def content_type(self) -> str:
        """What the file is, in words of the wire."""
        return FORMATS[self.told.format]


def check_told(told: Told, *, largest_bytes: int) -> Told:
    """Take what a client says of its file.

    Refuses `file-check-format-unknown`, `file-check-empty`, `file-check-too-large` {largest_mb},
    `upload-hash-malformed`.
    """
    if told.format not in FORMATS:
        raise Refusal("file-check-format-unknown", field="/format", format=told.format)
    if told.size_bytes < 1:
        raise Refusal("file-check-empty", field="/size_bytes")
    if told.size_bytes > largest_bytes:
        largest = largest_bytes // 1_000_000
        raise Refusal("file-check-too-large", field="/size_bytes", largest_mb=largest)
    if not _SHA256.fullmatch(told.sha256):
        raise Refusal("upload-hash-malformed", field="/sha256")
    return told


def offer(check_id: str, told: Told, *, kept: timedelta, doing: Doing) -> tuple[FileCheck, Event]:
    """Note a file that is to come, and that nothing is left of it after a while."""
    ends_at = doing.at + kept
    check = FileCheck(check_id, told, Stage.OFFERED, ends_at, ends_at)
    return check, _event(check, "offered", doing)


def ask(check: FileCheck, doing: Doing) -> tuple[FileCheck, Event]:
    """Have a file that arrived looked at; again where nobody has for a while."""
    after = replace(
        check,
        stage=Stage.ASKED,
        wake_at=min(doing.at + HEARD_WITHIN, check.ends_at),
        tries=check.tries + 1,
        version=check.version + 1,
    )
    return after, _event(after, "requested", doing)


def judge(
    check: FileCheck, found: Found, *, kept: timedelta, doing: Doing
) -> tuple[FileCheck, Event]:
    """Note what a file is; it is told for a while from now on."""
    ends_at = doing.at + kept
    after = replace(
        check,
        stage=Stage.JUDGED,
        found=found,
        wake_at=ends_at,
        ends_at=ends_at,
        version=check.version + 1,
    )
    return after, _event(after, "judged", doing)


def forgotten(check: FileCheck, doing: Doing) -> Event:
    """Say that nothing is left of a check."""
    after = replace(check, version=check.version + 1)
    return _event(after, "forgotten", doing)


def is_heard_again(check: FileCheck, doing: Doing) -> bool:
    """Whether a check that nobody looked at is called once more; else it is forgotten."""
    return check.stage is Stage.ASKED and check.tries < MOST_TRIES and doing.at < check.ends_at


def _event(check: FileCheck, verb: str, doing: Doing) -> Event:
    return doing.event(check.subject, check.version, f"documents:file-check:{verb}")
