"""The kinds of jobs, one entry each, and what a request for one must say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.events import fingerprint

_LONGEST_CELL = 600  # no cell of a face is longer (domain facts §2.7)
# What is asked for is one item of its table, which takes 400 KB with its names; a letter that is
# not ASCII is written in six.
_LARGEST_ASK_BYTES = 300_000


class Takes(StrEnum):
    """What a kind of job works on."""

    INVOICE = "invoice"
    INVOICES = "invoices"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job; `undo` lets it wait its undo window before it begins.

    One that `issues` may be asked for by those alone who may issue.
    """

    takes: Takes
    undo: bool = False
    issues: bool = False


KINDS: Mapping[str, Kind] = {
    "invoice-documents": Kind(Takes.INVOICE),
    "batch-zip": Kind(Takes.INVOICES),
    "sheet-dry-run": Kind(Takes.SHEET),
    "sheet-send": Kind(Takes.SHEET, undo=True, issues=True),
}


@dataclass(frozen=True, slots=True)
class Fix:
    """One cell of a sheet that was put right on the page: row as shown, column by its name."""

    row: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What a client asks for."""

    what: str
    invoice_ids: tuple[str, ...] = ()
    upload_id: str | None = None
    fixes: tuple[Fix, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of job this asks for."""
        return KINDS[self.what]

    def data(self) -> dict[str, Any]:
        """Say the request as plain JSON."""
        return {
            "what": self.what,
            "invoice_ids": list(self.invoice_ids),
            "upload_id": self.upload_id,
            "fixes": [[one.row, one.column, one.value] for one in self.fixes],
        }

    def hash_for(self, company_id: str) -> str:
        """Tell a repeat from another request under the same id."""
        return fingerprint([company_id, self.data()])


def ask_of(data: Mapping[str, Any]) -> Ask:
    """Read a request back from its plain JSON."""
    return Ask(
        what=data["what"],
        invoice_ids=tuple(data["invoice_ids"]),
        upload_id=data["upload_id"],
        fixes=tuple(Fix(*row) for row in data["fixes"]),
    )


def check(ask: Ask, *, most_invoices: int, most_fixes: int) -> Ask:
    """Take a request whose parts fit its kind.

    Refuses `job-kind-unknown`, `job-invoices-malformed` (none, too many, one twice),
    `job-sheet-missing`, `job-fixes-malformed`, `job-fixes-too-long` {largest_kb},
    `job-request-surplus` (what the kind does not take).
    """
    if ask.what not in KINDS:
        raise Refusal("job-kind-unknown", field="/what", what=ask.what)
    takes = ask.kind.takes
    if takes is Takes.SHEET:
        _check_sheet(ask, most_fixes)
        if ask.invoice_ids:
            raise Refusal("job-request-surplus", field="/invoice_ids")
        return ask
    largest = 1 if takes is Takes.INVOICE else most_invoices
    count = len(ask.invoice_ids)
    if not 1 <= count <= largest or len(set(ask.invoice_ids)) != count:
        raise Refusal("job-invoices-malformed", field="/invoice_ids", largest=largest)
    for name, given in (("upload_id", ask.upload_id), ("fixes", ask.fixes)):
        if given:
            raise Refusal("job-request-surplus", field=f"/{name}")
    return ask


def _check_sheet(ask: Ask, most_fixes: int) -> None:
    if not ask.upload_id:
        raise Refusal("job-sheet-missing", field="/upload_id")
    places = {(one.row, one.column) for one in ask.fixes}
    too_long = any(len(one.value) > _LONGEST_CELL for one in ask.fixes)
    if len(ask.fixes) > most_fixes or len(places) != len(ask.fixes) or too_long:
        raise Refusal("job-fixes-malformed", field="/fixes", largest=most_fixes)
    if len(json.dumps(ask.data())) > _LARGEST_ASK_BYTES:
        largest_kb = _LARGEST_ASK_BYTES // 1_000
        raise Refusal("job-fixes-too-long", field="/fixes", largest_kb=largest_kb)
