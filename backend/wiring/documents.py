"""The sides of the documents room: who asks, who works, and time; all on one store of files."""

from dataclasses import dataclass

from backend.documents.rules.kinds import KINDS
from backend.documents.service import DocumentsService
from backend.documents.service.file_checks import FileCheckSide
from backend.documents.service.keeping import Keeping
from backend.documents.service.time import TimeSide
from backend.documents.service.working import WorkerSide
from backend.documents.store import DynamoStore
from backend.einvoices.service.checks import CheckSide
from backend.kernel.parameters import published
from backend.storage.files import Files
from backend.taxpayers.service import Taxpayers
from backend.wiring.strangers import Doorkeeper

# A kind is open once the rooms it works for are there.
OPEN: tuple[str, ...] = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts on jobs."""

    files: Files
    people: DocumentsService
    worker: WorkerSide
    time: TimeSide
    checks: FileCheckSide


def sides(
    files: Files, taxpayers: Taxpayers, *, doorkeeper: Doorkeeper, records: CheckSide
) -> Sides:
    """Put the sides together."""
    store, keeping = DynamoStore(), Keeping(published("documents"))
    people = DocumentsService(
        store=store, files=files, taxpayers=taxpayers, keeping=keeping, open_kinds=OPEN
    )
    checks = FileCheckSide(store, files, keeping, doorkeeper, records)
    worker = WorkerSide(store, files, keeping)
    return Sides(files, people, worker, TimeSide(store, files, keeping, checks), checks)
