"""A room of documents over fakes: one company, two people, an owned clock."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from backend.documents.ports import Store
from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import KINDS, Ask
from backend.documents.rules.uploads import Offer
from backend.documents.service import DocumentsService
from backend.documents.service.file_checks import FileCheckSide
from backend.documents.service.keeping import Keeping
from backend.documents.service.time import TimeSide
from backend.documents.service.working import WorkerSide
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.kernel.parameters import published
from tests.conftest import START, OwnedClock
from tests.fakes.documents import (
    Authority,
    FakeFiles,
    FakeRecords,
    FakeStore,
    FakeTaxpayers,
)
from tests.fakes.einvoices import FakeDoorkeeper

COMPANY, OTHER = "91130503MA0SYN0001", "91130503MA0SYN0002"
SHEET = "发票流水号\n1\n".encode()


@dataclass
class Office:
    """The three sides on one store and one shelf of files."""

    store: Store = field(default_factory=FakeStore)
    files: FakeFiles = field(default_factory=FakeFiles)
    clock: OwnedClock = field(default_factory=lambda: OwnedClock(START))
    open_kinds: Collection[str] = tuple(KINDS)
    doorkeeper: FakeDoorkeeper = field(default_factory=FakeDoorkeeper)
    records: FakeRecords = field(default_factory=FakeRecords)

    def __post_init__(self) -> None:
        keeping = Keeping(published("documents"))
        taxpayers = FakeTaxpayers(
            {
                ("p1", COMPANY): Authority(),
                ("p2", OTHER): Authority(),
                ("p3", COMPANY): Authority(invoice_agent=False),
                ("p4", COMPANY): Authority(real_name_verified=False, invoice_agent=False),
            }
        )
        self.people = DocumentsService(
            store=self.store,
            files=self.files,
            taxpayers=taxpayers,
            keeping=keeping,
            open_kinds=self.open_kinds,
        )
        self.worker = WorkerSide(self.store, self.files, keeping)
        self.checks = FileCheckSide(self.store, self.files, keeping, self.doorkeeper, self.records)
        self.time = TimeSide(self.store, self.files, keeping, self.checks)

    def person(self, person_id: str = "p1") -> Doing:
        return Doing(f"person/{person_id}", self.clock.now(), "session/s1")

    def system(self) -> Doing:
        return Doing("system/documents", self.clock.now())

    def job(self, job_id: str) -> Job:
        found = self.store.find_job(job_id)
        assert found is not None
        return found

    def kinds(self, subject: str) -> list[str]:
        page = self.store.history(subject.partition("/")[2], None, 100)
        return [one.kind.rpartition(":")[2] for one in page.items]

    def send(self, content: bytes = SHEET, form: str = "csv") -> str:
        """Offer a sheet and put it where its link leads; returns the upload's id."""
        upload_id, offer = new_id(), offer_of(content, form)
        ticket = self.people.offer(COMPANY, upload_id, offer, self.person())
        self.files.put(ticket.upload.key, content, content_type="text/csv", sha256=offer.sha256)
        return upload_id

    def zip_of(self, *invoice_ids: str) -> Job:
        ask = Ask("batch-zip", invoice_ids or ("i1", "i2"))
        return self.people.ask(COMPANY, new_id(), ask, self.person())

    def sheet(self, what: str = "sheet-dry-run") -> Job:
        ask = Ask(what, upload_id=self.send())
        return self.people.ask(COMPANY, new_id(), ask, self.person())


def offer_of(content: bytes = SHEET, form: str = "csv") -> Offer:
    return Offer(f"开票.{form}", form, len(content), hashlib.sha256(content).hexdigest())
