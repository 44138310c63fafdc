"""What the public check of a file hears and says."""

from typing import Literal

from pydantic import Field, StrictInt

from backend.documents.rules.file_checks import FileCheck, Told
from backend.documents.rules.links import CheckTicket
from backend.kernel.clock import to_text
from backend.web.routes import View


class FileCheckPath(View):
    """A check of a file."""

    check_id: str = Field(max_length=36)


class FileCheckBody(View):
    """A file that is to be sent: its format, size, and SHA-256 in lower-case hex."""

    format: str = Field(max_length=10)
    size_bytes: StrictInt
    sha256: str = Field(max_length=64)

    def value(self) -> Told:
        """Return what is told as the rules know it."""
        return Told(self.format, self.size_bytes, self.sha256)


class FileCheckTicketView(View):
    """Leave to send the file by PUT: the address, the headers to send, and its end."""

    url: str
    headers: dict[str, str]
    expires_at: str

    @classmethod
    def of(cls, ticket: CheckTicket) -> "FileCheckTicketView":
        """Show a ticket."""
        end = to_text(ticket.expires_at)
        return cls(url=ticket.url, headers=dict(ticket.headers), expires_at=end)


class FileFindingView(View):
    """What a file is; `record` is the state of the invoice now, for an unchanged file alone."""

    finding: Literal["unchanged", "changed", "not-ours"]
    form: str | None
    number: str | None
    record: Literal["issued", "partly-reversed", "reversed", "unknown"] | None


class FileCheckView(View):
    """A check as it stands; `ends_at` is when nothing is told of it any more."""

    id: str
    stage: Literal["offered", "asked", "judged"]
    found: FileFindingView | None
    ends_at: str

    @classmethod
    def of(cls, check: FileCheck, record: str | None = None) -> "FileCheckView":
        """Show a check."""
        found = check.found
        return cls.model_validate(
            {
                "id": check.id,
                "stage": check.stage.value,
                "found": found
                and {
                    "finding": found.finding,
                    "form": found.form,
                    "number": found.number,
                    "record": record,
                },
                "ends_at": to_text(check.ends_at),
            }
        )
