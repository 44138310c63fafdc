"""Which kinds of work there are here: each is open once the rooms it works for are there."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.documents.rules.jobs import Job
from backend.documents.service.keeping import Keeping
from backend.kernel.periods import day_of
from backend.wiring import City
from functions.documents.batch_zip import BatchZip
from functions.documents.invoice_documents import InvoiceDocuments
from functions.documents.jobs import Work
from functions.documents.papers import Faces, Files, Name, Render
from functions.documents.sheet_columns import INVOICE_COLUMNS
from functions.documents.sheet_work import Judge, SheetWork


@dataclass(frozen=True, slots=True)
class Papers:
    """Invoices as documents: where they come from, who draws them, how they are named."""

    faces: Faces
    render: Render
    name: Name


@dataclass(frozen=True, slots=True)
class Rooms:
    """What other rooms and parts give to the kinds of work; None for what is not there yet."""

    papers: Papers | None = None
    checker: Judge | None = None
    sender: Judge | None = None


def works(files: Files, keeping: Keeping, rooms: Rooms) -> Mapping[str, Work]:
    """Put together the kinds of work for which there is what they need."""
    made: dict[str, Work] = {}
    if rooms.papers is not None:
        papers = rooms.papers
        made["invoice-documents"] = InvoiceDocuments(
            files, papers.faces, papers.render, papers.name
        )
        made["batch-zip"] = BatchZip(files, papers.faces, papers.render, papers.name)
    judges = {"sheet-dry-run": rooms.checker, "sheet-send": rooms.sender}

    def most(job: Job) -> int:
        return keeping.parameters.number("sheet-rows", "invoices", day_of(job.asked_at))

    for what, judge in judges.items():
        if judge is not None:
            made[what] = SheetWork(files, judge, INVOICE_COLUMNS, most)
    return made


def of(city: City) -> Mapping[str, Work]:
    """Put together the kinds of work of this city; `wiring.documents.OPEN` names the same."""
    return works(city.documents.files, city.documents.worker.keeping, Rooms())
