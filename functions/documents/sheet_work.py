"""A sheet as a job: read once to count, then judged slice by slice, then given back with a word.

count ──> slice 1 ──> slice 2 ──> … ──> the result as sheet and as data ──> done

The first reading finds whatever is wrong with the sheet as a whole before anything is judged, so
that a sheet that is sent on is sent as a whole or not begun. What a slice found is kept beside the
job until the end. Judging a slice again must be harmless: whoever sends an invoice asks first
whether its serial has issued one, so no file issues anything twice, however it comes again.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from backend.documents.rules.failures import Failure, Fault
from backend.documents.rules.jobs import Job, Progress
from backend.documents.rules.uploads import FORMATS
from backend.documents.service.working import Task
from backend.kernel.errors import Refusal
from backend.storage.files import FileMissing
from functions.documents import sheets
from functions.documents.papers import Files
from functions.documents.sheet_columns import FOUND, ISSUED, Cell, Column, Trouble, check_cell
from functions.documents.sheet_result import DATA, SHEET, write_results
from functions.documents.sheets import Row, text_cell

SLICE_ROWS = 250
_SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of the rows of one invoice: its number where it was sent, or what is wrong."""

    number: str = ""
    troubles: tuple[Trouble, ...] = ()
    amount_fen: int = 0


@dataclass(frozen=True, slots=True)
class Bundle:
    """The rows of one invoice; `before_fen` is what those before it in the sheet come to."""

    job: Job
    upload_id: str
    rows: Sequence[Row]
    before_fen: int = 0

    @property
    def serial(self) -> str:
        """What the sheet calls this invoice."""
        return self.rows[0].cells["serial"].text


class Judge(Protocol):
    """Who knows whether the rows of one invoice are right, or sends them."""

    def judge(self, bundle: Bundle) -> Verdict:
        """Look at the rows of one invoice whose cells have the right shape."""
        ...


@dataclass(frozen=True, slots=True)
class SheetWork:
    """Reads a sheet and has its invoices judged; `most` says how many rows a job may have.

    What is left of a job that is closing, `closing` judges: whoever issues tells of it there.
    """

    files: Files
    judge: Judge
    columns: tuple[Column, ...]
    most: Callable[[Job], int]
    slice_rows: int = SLICE_ROWS
    closing: Judge | None = None

    def steps(self, task: Task) -> Iterator[Progress]:
        """Judge a slice a step; refuses what the reading of sheets refuses."""
        kept = dict(task.job.progress.checkpoint)
        if task.job.closing is not None and self.closing is not None:
            yield from self._told(task, kept, self.closing)
            return
        with self._fetched(task) as path:
            if not kept:
                kept = self._counted(path, task)
                yield Progress(0, int(str(kept["total"])), kept)
            yield from self._slices(path, task, kept, by=self.judge)
        yield self._ended(task.job, kept, done=_number(kept, "total"))

    def _told(self, task: Task, kept: dict[str, object], closing: Judge) -> Iterator[Progress]:
        """Say of every row that is left that it was not sent, or what it issued all the same."""
        sent = int(str(kept.setdefault("sent", kept["at"])))
        # Of a sheet that is gone meanwhile, what was saved of it is told.
        with suppress(Refusal), self._fetched(task) as path:
            for progress in self._slices(path, task, kept, by=closing):
                yield replace(progress, done=sent)
        yield self._ended(task.job, kept, done=sent)

    def _ended(self, job: Job, kept: dict[str, object], *, done: int) -> Progress:
        with TemporaryDirectory(prefix="result-") as folder:
            lines = self._lines(job, kept)
            results = write_results(
                self.files, job, lines, columns=self.columns, folder=Path(folder)
            )
        return Progress(done, _number(kept, "total"), kept, results, finished=True)

    def _slices(
        self, path: Path, task: Task, kept: dict[str, object], *, by: Judge
    ) -> Iterator[Progress]:
        total = _number(kept, "total")
        with self._open(path, task) as rows:
            slice_: list[Row] = []
            done = _number(kept, "at")
            for group in _groups(_after(rows, done)):
                slice_ += group
                if len(slice_) >= self.slice_rows:
                    self._keep(task.job, kept, self._judged(task, kept, slice_, by=by))
                    done += len(slice_)
                    slice_ = []
                    yield Progress(done, total, dict(kept))
            if slice_:
                self._keep(task.job, kept, self._judged(task, kept, slice_, by=by))
                yield Progress(total, total, dict(kept))

    def _judged(
        self, task: Task, kept: dict[str, object], rows: Sequence[Row], *, by: Judge
    ) -> Iterator[dict[str, Any]]:
        upload_id = task.upload.id if task.upload else ""
        for group in _groups(iter(rows)):
            shape = [one for row in group for one in self._shape(row)]
            bundle = Bundle(task.job, upload_id, group, _number(kept, "amount_fen"))
            verdict = Verdict(troubles=tuple(shape)) if shape else by.judge(bundle)
            kept["amount_fen"] = bundle.before_fen + verdict.amount_fen
            for row in group:
                wrong = [one for one in verdict.troubles if one.row == row.number]
                yield {
                    "row": row.number,
                    "serial": bundle.serial,
                    "number": verdict.number,
                    "troubles": [[one.column, one.code, dict(one.params)] for one in wrong],
                    "held_up": bool(verdict.troubles) and not wrong,
                    "cells": {name: cell.text for name, cell in row.cells.items()},
                }

    def _shape(self, row: Row) -> Iterator[Trouble]:
        if row.cells.get(FOUND.name, Cell()).text.startswith(ISSUED):
            number = row.cells[FOUND.name].text.removeprefix(ISSUED).strip()
            yield Trouble(row.number, FOUND.name, Fault.ISSUED, {"number": number})
        for column in self.columns:
            wrong = check_cell(column, row.cells.get(column.name, Cell()))
            if wrong:
                yield Trouble(row.number, column.name, wrong[0], wrong[1])

    def _counted(self, path: Path, task: Task) -> dict[str, object]:
        with self._open(path, task) as rows:
            total = sum(1 for _ in rows)
        names = [SHEET, DATA]
        return {"total": total, "at": 0, "scraps": 0, "amount_fen": 0, "names": names}

    def _keep(self, job: Job, kept: dict[str, object], lines: Iterator[dict[str, Any]]) -> None:
        written = [json.dumps(line, ensure_ascii=False) for line in lines]
        body = ("\n".join(written) + "\n").encode("utf-8", "replace")
        digest, number = hashlib.sha256(body).hexdigest(), _number(kept, "scraps")
        key = job.scrap_key(number)
        self.files.put(key, body, content_type="application/x-ndjson", sha256=digest)
        kept |= {"scraps": number + 1, "at": _number(kept, "at") + len(written)}

    def _lines(self, job: Job, kept: Mapping[str, object]) -> Iterator[dict[str, Any]]:
        for number in range(_number(kept, "scraps")):
            body = b"".join(self.files.read(job.scrap_key(number)))
            yield from (json.loads(line) for line in body.splitlines())

    @contextmanager
    def _open(self, path: Path, task: Task) -> Iterator[Iterator[Row]]:
        form = task.upload.offer.format if task.upload else ""
        with sheets.rows(path, form, (*self.columns, FOUND), most=self.most(task.job)) as rows:
            yield _unscattered(_fixed(rows, task))

    @contextmanager
    def _fetched(self, task: Task) -> Iterator[Path]:
        """Bring the sheet here; refuses `job-upload-changed` when it is not what was said."""
        upload = task.upload
        if upload is None or upload.gone or upload.offer.format not in FORMATS:
            raise Refusal(Failure.UPLOAD_CHANGED)
        with TemporaryDirectory(prefix="sheet-") as folder:
            path, digest = Path(folder) / f"sheet.{upload.offer.format}", hashlib.sha256()
            try:
                with path.open("wb") as out:
                    for chunk in self.files.read(upload.key):
                        digest.update(chunk)
                        out.write(chunk)
            except FileMissing as error:
                raise Refusal(Failure.UPLOAD_CHANGED) from error
            if digest.hexdigest() != upload.offer.sha256:
                raise Refusal(Failure.UPLOAD_CHANGED)
            yield path


def _fixed(rows: Iterator[Row], task: Task) -> Iterator[Row]:
    """Put the cells right that were put right on the page."""
    fixes = {(one.row, one.column): one.value for one in task.ask.fixes}
    for row in rows:
        mended = {
            name: text_cell(fixes[row.number, name])
            for name in row.cells
            if (row.number, name) in fixes
        }
        yield replace(row, cells=row.cells | mended) if mended else row


def _unscattered(rows: Iterator[Row]) -> Iterator[Row]:
    """Mark a serial that comes back after another: its lines would be two invoices."""
    seen: set[str] = set()
    last = ""
    for row in rows:
        serial = row.cells[_SERIAL].text
        if serial and serial != last and serial in seen:
            yield replace(row, cells=row.cells | {_SERIAL: Cell(serial, scattered=True)})
        else:
            yield row
        seen.add(serial)
        last = serial


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Put the lines of one invoice together; a row without a serial stands alone."""
    group: list[Row] = []
    for row in rows:
        serial = row.cells[_SERIAL].text
        if group and (not serial or serial != group[0].cells[_SERIAL].text):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _after(rows: Iterator[Row], done: int) -> Iterator[Row]:
    for place, row in enumerate(rows):
        if place >= done:
            yield row


def _number(kept: Mapping[str, object], name: str) -> int:
    return int(str(kept[name]))
