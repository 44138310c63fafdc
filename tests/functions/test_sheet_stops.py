"""Jobs that are stopped: a sending tells what it issued, and nothing is left of the others."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from backend.documents.rules.jobs import Job, State
from backend.kernel.errors import Refusal
from functions.documents.jobs import Ended
from functions.documents.sheet_work import Bundle, Verdict
from tests.documents.office import COMPANY, Office
from tests.fakes.documents import FakeFiles, FakeStore, PowerCut
from tests.functions.papers import Bench, FakeJudge
from tests.functions.test_documents_work import TITLES, line, rows_of, sheet_job


@pytest.fixture
def bench() -> Bench:
    return Bench()


def numbers(bench: Bench, job: Job) -> dict[Any, Any]:
    """Say of each row the number that it was issued under, or what its trouble is."""
    rows: Any = rows_of(bench, job)
    return {row["row"]: row["number"] or [one[1] for one in row["troubles"]] for row in rows}


LONG = TITLES + "".join(line(n) for n in range(1, 13))


def stopped(bench: Bench, after: int, stop: Callable[[Job], object]) -> Job:
    """Send a sheet of twelve, and have something stop it after so many steps."""
    job = sheet_job(bench, "sheet-send", LONG)
    bench.office.clock.forward(seconds=30)

    def go_on() -> bool:
        if bench.office.kinds(job.subject).count("advanced") == after:
            stop(job)
        return True

    bench.desk().work_off(job.id, go_on)
    return job


def swept(bench: Bench, job: Job) -> None:
    """Let the sweeper come by, and the stream after it, until the job is over."""
    for _ in range(9):
        if bench.office.job(job.id).state.over:
            return
        bench.office.time.pass_time(job.subject, bench.office.system())
        bench.work_off(job)
        bench.office.clock.forward(seconds=60)
    raise AssertionError("the job does not end")


def cancel(bench: Bench, job: Job) -> Job:
    return bench.office.people.cancel(COMPANY, job.id, bench.office.person())


def test_a_sending_that_is_cancelled_tells_what_it_issued(bench: Bench) -> None:
    job = stopped(bench, 3, lambda job: cancel(bench, job))
    seen = bench.office.job(job.id)
    assert (seen.state, seen.closing, len(bench.judge.sent)) == ("queued", "cancelled", 9)
    assert cancel(bench, job) == seen  # a repeat changes nothing
    swept(bench, job)
    over = bench.office.job(job.id)
    assert (over.state, over.progress.done, over.progress.total) == ("cancelled", 9, 12)
    told = numbers(bench, job)
    assert [told[n] for n in range(2, 11)] == [f"{n:020d}" for n in range(1, 10)]
    assert [told[n] for n in range(11, 14)] == [["row-not-sent"]] * 3
    assert [one.name for one in over.results] == ["result.xlsx", "result.jsonl"]
    verbs = bench.office.kinds(job.subject)
    assert (verbs.count("stopping"), verbs[-1]) == (1, "cancelled")
    assert [key for key in bench.office.files.objects if key.startswith("scraps/")] == []
    done = sheet_job(bench)
    bench.work_off(done)
    with pytest.raises(Refusal, match="job-over"):
        cancel(bench, done)


def test_a_sending_that_waits_again_tells_what_it_issued_when_it_is_cancelled(
    bench: Bench,
) -> None:
    job = sheet_job(bench, "sheet-send", LONG)
    bench.office.clock.forward(seconds=30)
    for _ in range(2):
        bench.work_off(job, go_on=False)
    assert cancel(bench, job).closing is State.CANCELLED
    swept(bench, job)
    assert bench.office.job(job.id).state is State.CANCELLED
    issued = [n for n, told in numbers(bench, job).items() if isinstance(told, str)]
    assert len(issued) == len(bench.judge.sent) == 3


def test_one_that_has_issued_nothing_is_cancelled_at_once(bench: Bench) -> None:
    job = sheet_job(bench, "sheet-send", LONG)
    assert cancel(bench, job).state is State.CANCELLED
    assert bench.office.job(job.id).results == ()


class Broken(FakeJudge):
    """Issues, and then the line is cut: what it sent last nobody noted."""

    def judge(self, bundle: Bundle) -> Verdict:
        verdict = super().judge(bundle)
        if len(self.sent) >= 5:
            raise ConnectionError("the line is cut")
        return verdict


def test_a_sending_that_stalls_fails_and_tells_also_what_nobody_had_noted() -> None:
    bench = Bench(judge=Broken())
    job = sheet_job(bench, "sheet-send", LONG)
    bench.office.clock.forward(seconds=30)
    for _ in range(9):
        bench.work_off(job)
        bench.office.clock.forward(seconds=30)
    swept(bench, job)
    over = bench.office.job(job.id)
    assert over.problem is not None
    assert (over.state, over.problem.code, over.progress.done) == ("failed", "job-stalled", 3)
    told = numbers(bench, job)
    assert [n for n in told if isinstance(told[n], str)] == list(range(2, 7))
    assert bench.office.kinds(job.subject)[-1] == "failed"


def test_a_sending_whose_sheet_goes_away_tells_what_was_saved(bench: Bench) -> None:
    def throw_away(job: Job) -> None:
        ask = bench.office.store.find_ask(job.id)
        assert ask is not None
        bench.office.files.objects.pop(f"companies/{COMPANY}/uploads/{ask.upload_id}")

    job = sheet_job(bench, "sheet-send", LONG)
    bench.office.clock.forward(seconds=30)
    for _ in range(2):
        bench.work_off(job, go_on=False)
    throw_away(job)
    assert bench.work_off(job) is Ended.REFUSED
    swept(bench, job)
    over = bench.office.job(job.id)
    assert over.problem is not None
    assert (over.state, over.problem.code) == ("failed", "job-upload-changed")
    assert sorted(numbers(bench, job)) == [2, 3, 4]


def test_what_is_closing_and_cannot_be_told_ends_all_the_same(bench: Bench) -> None:
    job = sheet_job(bench, "sheet-send", LONG)
    bench.office.clock.forward(seconds=30)
    for _ in range(2):
        bench.work_off(job, go_on=False)
    cancel(bench, job)
    desk = bench.desk()
    broken = type(desk)(desk.side, {}, desk.clock, desk.report)
    for _ in range(9):
        bench.office.time.pass_time(job.subject, bench.office.system())
        broken.work_off(job.id, lambda: True)
        bench.office.clock.forward(seconds=60)
    over = bench.office.job(job.id)
    assert (over.state, over.results) == (State.CANCELLED, ())


@pytest.mark.parametrize(
    ("what", "verb"),
    [("batch-zip", "put_together"), ("invoice-documents", "put"), ("sheet-dry-run", "put")],
)
def test_nothing_is_left_of_a_job_that_was_cancelled_while_it_wrote(what: str, verb: str) -> None:
    """A worker that writes on, and falls before it notices, leaves what only the purge finds."""

    class Late(FakeFiles):
        def put(self, key: str, body: bytes, *, content_type: str, sha256: str) -> None:
            super().put(key, body, content_type=content_type, sha256=sha256)
            self.cut("put", key)

        def put_together(self, key: str, upload_id: str, tags: Sequence[str]) -> None:
            super().put_together(key, upload_id, tags)
            self.cut("put_together", key)

        def cut(self, name: str, key: str) -> None:
            if name == verb and "/jobs/" in key:
                cancel(bench, job)
                raise PowerCut(name)

    bench = Bench(Office(files=Late()))
    sheet = what.startswith("sheet")
    job = sheet_job(bench, what) if sheet else bench.ask(what, *bench.invoices(1))
    with pytest.raises(PowerCut):
        bench.work_off(job)
    assert bench.office.job(job.id).state is State.CANCELLED
    bench.office.clock.forward(days=40)
    store = bench.office.store
    assert isinstance(store, FakeStore)
    subjects = [job.subject, *(f"upload/{one}" for one in store.uploads)]
    assert all(bench.office.time.pass_time(one, bench.office.system()) for one in subjects)
    assert bench.office.files.contents() == {}
    assert bench.office.files.parts == {}
