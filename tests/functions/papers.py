"""A desk where jobs are worked off over fakes: faces, a plain drawing, and a sheet's judge."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import Ask
from backend.einvoices.rules.face import Face, Kind, Line, Party, Rate
from backend.kernel.ids import new_id
from functions.documents.batch_zip import BatchZip
from functions.documents.invoice_documents import InvoiceDocuments
from functions.documents.jobs import Desk, Ended
from functions.documents.sheet_columns import INVOICE_COLUMNS, Trouble
from functions.documents.sheet_work import Bundle, SheetWork, Verdict
from tests.conftest import START
from tests.documents.office import COMPANY, Office
from tests.fakes.documents import Cut, FakeFaces, Fragile

FILE_WRITES = ("put", "delete", "begin", "put_part", "put_together", "abandon")
SELLER = Party("模拟·顺利汽修有限公司", COMPANY)


def face(number: int) -> Face:
    line = Line("2020100000000000000", "修理", "更换刹车片", Rate(Decimal("0.01")), 29703, 297)
    return Face(
        f"{number:020d}",
        Kind.D_ORD,
        START + timedelta(minutes=number),
        SELLER,
        Party("模拟买方"),
        (line,),
        "模拟开票人",
    )


def draw(face: Face, form: str) -> bytes:
    """Draw a document that no archiver makes much smaller; the same one every time."""
    seed = f"{face.number}/{form}".encode()
    return b"".join(bytes((n * 7 + len(seed) * i) % 251 for n in seed) for i in range(60))


def name(face: Face, form: str, company_id: str) -> str:
    return f"dzfp_{face.number}_模拟.{form}"


@dataclass
class FakeJudge:
    """Refuses a buyer's name, and keeps what it was asked under which id."""

    sent: dict[str, int] = field(default_factory=dict)

    def judge(self, bundle: Bundle) -> Verdict:
        if any(row.cells["buyer_name"].text == "不存在" for row in bundle.rows):
            first = bundle.rows[0].number
            return Verdict(troubles=(Trouble(first, "buyer_name", "cell-missing", {}),))
        number = self.sent.setdefault(f"{bundle.upload_id}/{bundle.serial}", len(self.sent) + 1)
        return Verdict(number=f"{number:020d}")


@dataclass
class FakeCloser:
    """Tells of each invoice whether it was sent."""

    judge_: FakeJudge

    def judge(self, bundle: Bundle) -> Verdict:
        number = self.judge_.sent.get(f"{bundle.upload_id}/{bundle.serial}")
        if number is not None:
            return Verdict(number=f"{number:020d}")
        left = (Trouble(row.number, "serial", "row-not-sent", {}) for row in bundle.rows)
        return Verdict(troubles=tuple(left))


@dataclass
class Bench:
    """An office with a desk; its power can be cut at a write."""

    office: Office = field(default_factory=Office)
    faces: FakeFaces = field(default_factory=FakeFaces)
    judge: FakeJudge = field(default_factory=FakeJudge)
    errors: list[Exception] = field(default_factory=list)
    part_bytes: int = 3000
    slice_rows: int = 3
    most_rows: int = 50

    def invoices(self, count: int) -> tuple[str, ...]:
        self.faces.faces |= {f"i{n}": face(n) for n in range(count)}
        return tuple(f"i{n}" for n in range(count))

    def desk(self, cut: Cut | None = None) -> Desk:
        office, worker, files = self.office, self.office.worker, self.office.files
        if cut is not None:
            files = Fragile(files, cut, *FILE_WRITES)  # type: ignore[assignment]
            store = Fragile(office.store, cut, "save_job")
            worker = type(worker)(store, files, worker.keeping)  # type: ignore[arg-type]
        papers = (files, self.faces, draw, name)
        sheet = SheetWork(
            files,
            self.judge,
            INVOICE_COLUMNS,
            lambda job: self.most_rows,
            self.slice_rows,
            FakeCloser(self.judge),
        )
        works = {
            "invoice-documents": InvoiceDocuments(*papers),
            "batch-zip": BatchZip(*papers, part_bytes=self.part_bytes),
            "sheet-dry-run": sheet,
            "sheet-send": sheet,
        }
        return Desk(worker, works, office.clock, lambda _, error: self.errors.append(error))

    def work_off(self, job: Job, go_on: bool = True) -> Ended:
        return self.desk().work_off(job.id, lambda: go_on)

    def ask(self, what: str, *invoice_ids: str) -> Job:
        ask = Ask(what, invoice_ids)
        return self.office.people.ask(COMPANY, new_id(), ask, self.office.person())

    def come_back(self, job: Job) -> None:
        """Let the lease end, and the sweeper call the job again."""
        self.office.clock.forward(minutes=4)
        self.office.time.pass_time(job.subject, self.office.system())

    def results(self, job: Job) -> dict[str, bytes]:
        """Read what came out by its name."""
        found = self.office.job(job.id)
        objects = self.office.files.contents()
        return {one.name: objects[found.result_key(one.name)] for one in found.results}
