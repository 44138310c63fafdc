"""Working jobs off: slices, time, refusals, errors, cancellations, and every power cut."""

import hashlib
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence

import pytest

from backend.documents.rules.jobs import Job, State
from backend.documents.rules.kinds import Ask, Fix
from backend.kernel.ids import new_id
from functions.documents.jobs import Ended
from tests.documents.office import COMPANY, Office
from tests.fakes.documents import Cut, FakeFiles, PowerCut
from tests.functions.papers import Bench, draw, face, name

TITLES = "发票流水号,发票类型,购方名称,税收分类编码,项目名称,金额,是否含税,税率\n"


def line(serial: object, buyer: str = "模拟买方", amount: str = "300") -> str:
    return f"{serial},普通发票,{buyer},2020100000000000000,刹车片,{amount},是,0.01\n"


SHEET = TITLES + "".join(
    (
        *(line(n) for n in range(1, 5)),
        line(5),
        line(5, amount="1.234"),
        line(6, "不存在"),
        line(7),
        *(line(8) for _ in range(4)),
        line(9, amount="=1+1"),
    )
)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def sheet_job(bench: Bench, what: str = "sheet-dry-run", text: str = SHEET) -> Job:
    upload_id = bench.office.send(text.encode("gb18030"))
    ask = Ask(what, upload_id=upload_id)
    return bench.office.people.ask(COMPANY, new_id(), ask, bench.office.person())


def test_one_invoice_comes_in_three_forms(bench: Bench) -> None:
    job = bench.ask("invoice-documents", *bench.invoices(1))
    assert bench.work_off(job) is Ended.DONE
    found = bench.office.job(job.id)
    assert [one.name.rpartition(".")[2] for one in found.results] == ["pdf", "ofd", "xml"]
    for one in found.results:
        body = bench.results(job)[one.name]
        assert body == draw(face(0), one.name.rpartition(".")[2])
        assert (one.size_bytes, one.sha256) == (len(body), hashlib.sha256(body).hexdigest())
    assert bench.office.kinds(job.subject)[-3:] == ["advanced", "advanced", "finished"]
    assert bench.work_off(job) is Ended.NOT_TAKEN


def test_an_invoice_nobody_knows_fails_with_its_code(bench: Bench) -> None:
    job = bench.ask("invoice-documents", "nobody's")
    assert bench.work_off(job) is Ended.REFUSED
    problem = bench.office.job(job.id).problem
    assert problem is not None
    assert (problem.code, problem.params) == ("job-invoice-unknown", {"invoice_id": "nobody's"})


def test_many_invoices_come_in_one_zip_and_the_missing_are_listed(bench: Bench) -> None:
    ids = bench.invoices(12)
    job = bench.ask("batch-zip", *ids[:5], "gone", *ids[5:])
    assert bench.work_off(job) is Ended.DONE
    found = bench.office.job(job.id)
    body = bench.results(job)["invoices.zip"]
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        assert opened.testzip() is None
        names = [one.filename for one in opened.infolist()]
        assert len(names) == 12 * 3 + 1
        assert opened.read("未找到的发票.txt").decode() == "gone\n"
        first = f"{face(0).number}/{name(face(0), 'pdf', COMPANY)}"
        assert opened.read(first) == draw(face(0), "pdf")
    assert (found.results[0].size_bytes, found.progress.done) == (len(body), 13)
    assert bench.office.kinds(job.subject).count("advanced") > 3
    assert [key for key in bench.office.files.objects if key.startswith("scraps/")] == []
    assert bench.office.files.parts == {}


def test_time_that_is_over_gives_the_job_back_and_loses_nothing(bench: Bench) -> None:
    job = bench.ask("batch-zip", *bench.invoices(12))
    turns = []
    while not bench.office.job(job.id).state.over:
        turns.append(bench.work_off(job, go_on=False))
    assert turns[:-1] == [Ended.TIME_OVER] * (len(turns) - 1)
    assert (turns[-1], len(turns) > 4) == (Ended.DONE, True)
    assert all(count <= 2 for count in bench.faces.asked.values())
    steady = Bench()
    same = steady.ask("batch-zip", *steady.invoices(12))
    steady.work_off(same)
    assert bench.results(job) == steady.results(same)


def test_an_error_is_tried_again_and_not_for_ever(bench: Bench) -> None:
    job = bench.ask("invoice-documents", *bench.invoices(1))
    desk = bench.desk()
    works = {"invoice-documents": desk.works["invoice-documents"]}
    broken = type(desk)(desk.side, {}, desk.clock, desk.report)
    for _ in range(3):
        assert broken.work_off(job.id, lambda: True) is Ended.BROKEN
        assert broken.work_off(job.id, lambda: True) is Ended.NOT_TAKEN
        bench.office.clock.forward(seconds=30)
    whole = type(desk)(desk.side, works, desk.clock, desk.report)
    assert whole.work_off(job.id, lambda: True) is Ended.DONE
    assert [type(error) for error in bench.errors] == [KeyError] * 3
    other = bench.ask("invoice-documents", "i0")
    for _ in range(4):
        broken.work_off(other.id, lambda: True)
        bench.office.clock.forward(seconds=30)
    failed = bench.office.job(other.id)
    assert failed.problem is not None
    assert (failed.state, failed.problem.code) == (State.FAILED, "job-stalled")


def test_a_job_cancelled_while_it_is_worked_on_leaves_nothing_behind(bench: Bench) -> None:
    job = bench.ask("batch-zip", *bench.invoices(12))

    def cancel_after_two() -> bool:
        if bench.office.kinds(job.subject).count("advanced") == 2:
            bench.office.people.cancel(COMPANY, job.id, bench.office.person())
        return True

    assert bench.desk().work_off(job.id, cancel_after_two) is Ended.LOST
    assert bench.office.job(job.id).state is State.CANCELLED
    assert bench.office.files.contents() == {}
    assert bench.office.files.parts == {}


def rows_of(bench: Bench, job: Job) -> list[dict[str, object]]:
    return [json.loads(one) for one in bench.results(job)["result.jsonl"].splitlines()]


def test_a_dry_run_says_of_every_row_whether_it_is_right(bench: Bench) -> None:
    job = sheet_job(bench)
    assert bench.work_off(job) is Ended.DONE
    rows = {row["row"]: row for row in rows_of(bench, job)}
    assert sorted(rows) == list(range(2, 15))  # type: ignore[type-var]
    assert (bench.office.job(job.id).progress.done, bench.office.job(job.id).progress.total) == (
        13,
        13,
    )
    told = {n: row["troubles"] for n, row in rows.items() if row["troubles"]}
    assert [one[3]["en"] for one in told[7]] == [  # type: ignore[attr-defined]
        ["More than 2 decimals", "Enter 2 decimals at most."]
    ]
    wrong: dict[int, object] = {
        n: [one[:3] for one in found]  # type: ignore[attr-defined]
        for n, found in told.items()
    }
    assert wrong == {
        7: [["amount", "cell-too-fine", {"decimals": 2}]],
        8: [["buyer_name", "cell-missing", {}]],
        14: [["amount", "cell-formula", {}]],
    }
    assert rows[6]["held_up"] is True  # the other line of the invoice is wrong
    assert "cells" not in rows[2]
    assert rows[7]["cells"]["amount"] == "1.234"  # type: ignore[index]
    assert [key for key in bench.office.files.objects if key.startswith("scraps/")] == []


def test_a_cell_put_right_on_the_page_is_read_as_put_right(bench: Bench) -> None:
    upload_id = bench.office.send(SHEET.encode())
    fixes = (Fix(7, "amount", "1.23"), Fix(8, "buyer_name", "有了"), Fix(14, "amount", "2"))
    ask = Ask("sheet-dry-run", upload_id=upload_id, fixes=fixes)
    job = bench.office.people.ask(COMPANY, new_id(), ask, bench.office.person())
    assert bench.work_off(job) is Ended.DONE
    assert [row["row"] for row in rows_of(bench, job) if row["troubles"]] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TITLES, "sheet-empty"),
        (TITLES + "".join(line(n) for n in range(51)), "sheet-too-many-rows"),
        ("a,b,c\n1,2,3\n", "sheet-columns-missing"),
        (TITLES.replace("购方名称", "金额") + line(1), "sheet-column-twice"),
    ],
)
def test_a_sheet_that_is_wrong_as_a_whole_fails_before_anything_is_sent(
    bench: Bench, text: str, code: str
) -> None:
    job = sheet_job(bench, "sheet-send", text)
    bench.office.clock.forward(seconds=30)
    assert bench.work_off(job) is Ended.REFUSED
    problem = bench.office.job(job.id).problem
    assert problem is not None
    assert (problem.code, bench.judge.sent) == (code, {})


def test_a_sheet_that_is_not_the_one_announced_is_not_read(bench: Bench) -> None:
    job = sheet_job(bench)
    [key] = bench.office.files.objects
    bench.office.files.objects[key] = (b"other", "text/csv")
    assert bench.work_off(job) is Ended.REFUSED
    problem = bench.office.job(job.id).problem
    assert problem is not None
    assert problem.code == "job-upload-changed"


def zip_of_twelve(bench: Bench) -> Job:
    return bench.ask("batch-zip", *bench.invoices(12), "gone")


def one_invoice(bench: Bench) -> Job:
    return bench.ask("invoice-documents", *bench.invoices(1))


def sent_sheet(bench: Bench) -> Job:
    job = sheet_job(bench, "sheet-send")
    bench.office.clock.forward(seconds=30)
    return job


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("make", [one_invoice, zip_of_twelve, sent_sheet])
def test_a_power_cut_at_any_write_changes_nothing_that_comes_out(
    make: Callable[[Bench], Job], after: bool
) -> None:
    steady = Bench()
    whole = make(steady)
    counted = Cut(0, after=False)
    assert steady.desk(counted).work_off(whole.id, lambda: True) is Ended.DONE
    wanted = steady.results(whole)
    assert counted.count >= 5
    for at in range(1, counted.count + 1):
        bench = Bench()
        job = make(bench)
        with pytest.raises(PowerCut):
            bench.desk(Cut(at, after)).work_off(job.id, lambda: True)
        bench.come_back(job)
        bench.work_off(job)
        where = f"{counted.log[at - 1]} number {at}"
        assert bench.office.job(job.id).state is State.DONE, where
        assert bench.results(job) == wanted, where
        assert bench.errors == [], where
        assert len(bench.judge.sent) == len(steady.judge.sent), where


class Passing(FakeFiles):
    """Files that keep no part of what passes by."""

    def put_part(self, key: str, upload_id: str, *, number: int, body: bytes) -> str:
        return hashlib.md5(body).hexdigest()

    def put_together(self, key: str, upload_id: str, tags: Sequence[str]) -> None:
        self.objects[key] = (b"", "application/zip")


def test_a_zip_is_made_in_the_memory_of_one_part() -> None:
    def peak(count: int) -> int:
        bench = Bench(Office(files=Passing()), part_bytes=20_000)
        job = bench.ask("batch-zip", *bench.invoices(count))
        tracemalloc.start()
        try:
            assert bench.work_off(job) is Ended.DONE
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(5)  # what is made once stays out of the comparison
    small, large = peak(20), peak(200)
    # Ten times the invoices; what grows is the directory and the fakes' own notes.
    assert large < small * 5
