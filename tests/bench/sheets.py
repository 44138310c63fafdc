"""A dry run of 5,000 rows: rows a second beside bare reading, and memory beside a tenth of them."""

import csv
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from backend.documents.rules.jobs import State
from backend.documents.rules.kinds import Ask
from backend.kernel.ids import new_id
from functions.documents.sheet_columns import INVOICE_COLUMNS
from functions.documents.sheet_work import SLICE_ROWS
from functions.documents.sheet_writing import escaped
from tests.documents.office import COMPANY
from tests.functions.papers import Bench

ROWS = 5_000
_TITLES = [column.zh for column in INVOICE_COLUMNS]


def report() -> None:
    """Print both forms, each beside its own reading and nothing else."""
    print(f"spreadsheets, a dry run of {ROWS} rows on one core")
    with TemporaryDirectory(prefix="smart-tax-bench-") as name:
        folder = Path(name)
        for form, write in (("xlsx", _book), ("csv", _text)):
            path, tenth = folder / f"a.{form}", folder / f"b.{form}"
            write(path, ROWS)
            write(tenth, ROWS // 10)
            seconds = _timed(lambda path=path, form=form: _run(path, form))  # type: ignore[misc]
            bare = _timed(lambda path=path: _bare(path))  # type: ignore[misc]
            large, small = _peak_mb(path, form), _peak_mb(tenth, form)
            print(
                f"  {form:<5}{ROWS / seconds:8.0f} rows/s   read bare {ROWS / bare:8.0f} rows/s: "
                f"{seconds / bare:.1f}×   peak {large:.1f} MB, a tenth of the rows {small:.1f} MB"
            )


def _line(number: int) -> list[str]:
    serial = str(number // 2 + 1)
    line = [serial, "普通发票", f"模拟买方{number % 97}有限公司", "91130502MAY00001X0"]
    goods = ["2020100000000000000", f"更换刹车片{number % 31}", "前轮", "副", "2", "150"]
    return [*line, *goods, "300" if number % 50 else "三百", "是", "0.01", "模拟数据"]


def _book(path: Path, count: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in (_TITLES, *map(_line, range(count))):
        sheet.append(line)
    book.save(path)


def _text(path: Path, count: int) -> None:
    lines = (",".join(map(escaped, line)) for line in (_TITLES, *map(_line, range(count))))
    path.write_text("\n".join(lines), encoding="utf-8")


def _run(path: Path, form: str) -> None:
    bench = Bench(slice_rows=SLICE_ROWS, most_rows=ROWS)
    upload_id = bench.office.send(path.read_bytes(), form)
    ask = Ask("sheet-dry-run", upload_id=upload_id)
    job = bench.office.people.ask(COMPANY, new_id(), ask, bench.office.person())
    bench.work_off(job)
    assert bench.office.job(job.id).state is State.DONE, bench.errors


def _bare(path: Path) -> None:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            sum(1 for _ in csv.reader(file))
        return
    book = openpyxl.load_workbook(path, read_only=True)
    sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    book.close()


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _peak_mb(path: Path, form: str) -> float:
    tracemalloc.start()
    try:
        _run(path, form)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    report()
