"""Which kinds of work there are here: each is open once the rooms it works for are there."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.documents.rules.jobs import Job
from backend.documents.service.keeping import Keeping
from backend.einvoices.rules.face import Face
from backend.einvoices.rules.file_names import Format, Reader, write
from backend.einvoices.service import EInvoicesService
from backend.kernel.periods import day_of
from backend.wiring import City
from functions.documents.batch_zip import BatchZip
from functions.documents.invoice_documents import InvoiceDocuments
from functions.documents.jobs import Work
from functions.documents.papers import Faces, Files, Name, Render
from functions.documents.rendering import render
from functions.documents.sheet_columns import INVOICE_COLUMNS
from functions.documents.sheet_judges import Checker, Closer, Sender
from functions.documents.sheet_serials import Serials
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
    closer: Judge | None = None


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
            made[what] = SheetWork(files, judge, INVOICE_COLUMNS, most, closing=rooms.closer)
    return made


@dataclass(frozen=True, slots=True)
class _Issued:
    """The invoices of the e-invoices room, as the kinds of work ask for them."""

    einvoices: EInvoicesService

    def face(self, company_id: str, invoice_id: str) -> Face | None:
        return self.einvoices.find_face(company_id, invoice_id)


def of(city: City) -> Mapping[str, Work]:
    """Put together the kinds of work of this city; `wiring.documents.OPEN` names the same."""
    side = city.documents.worker

    def held_days(job: Job) -> int:
        return side.keeping.parameters.number("serial-days", "invoices", day_of(job.asked_at))

    serials = Serials(city.einvoices, city.clock, side.store.find_ask, held_days)
    rooms = Rooms(
        Papers(_Issued(city.einvoices), _draw, _named),
        checker=Checker(city.einvoices, city.clock, serials),
        sender=Sender(city.einvoices, city.clock, serials),
        closer=Closer(serials),
    )
    return works(city.documents.files, side.keeping, rooms)


def _draw(face: Face, form: str) -> bytes:
    return render(face, Format(form))


def _named(face: Face, form: str, company_id: str) -> str:
    reader = Reader.SELLER if face.seller.tax_id == company_id else Reader.BUYER
    return write(face, Format(form), reader)
