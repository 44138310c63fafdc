"""Jobs and uploads as pure values: every edge of the machine, and every refusal in its order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.documents.rules import jobs, kinds, uploads
from backend.documents.rules.jobs import (
    HEARD_WITHIN,
    LEASE,
    MOST_ATTEMPTS,
    PAUSE_AFTER_ERROR,
    Job,
    Problem,
    Progress,
    Result,
    State,
    Why,
)
from backend.documents.rules.kinds import Ask, Fix
from backend.documents.rules.uploads import Offer, Upload
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from tests.conftest import START

ME, SYSTEM = Doing("person/p1", START, "session/s1"), Doing("system/documents", START)
ZIP = Ask("batch-zip", ("i1", "i2"))
SHEET = Ask("sheet-dry-run", upload_id="u1", fixes=(Fix(2, "amount", "3"),))


def asked(ask: Ask = ZIP, undo: timedelta = timedelta()) -> Job:
    return jobs.ask_for("j1", "C", ask, undo=undo, doing=ME)[0]


def claimed(job: Job | None = None, at: Doing = SYSTEM) -> Job:
    found = jobs.claim(job or asked(), "w1", at)
    assert found is not None
    return found[0]


def later(seconds: float) -> Doing:
    return replace(SYSTEM, at=START + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("ask", "code", "field"),
    [
        (Ask("print-it"), "job-kind-unknown", "/what"),
        (Ask("batch-zip"), "job-invoices-malformed", "/invoice_ids"),
        (Ask("batch-zip", ("a", "a")), "job-invoices-malformed", "/invoice_ids"),
        (Ask("batch-zip", tuple("abcd")), "job-invoices-malformed", "/invoice_ids"),
        (Ask("invoice-documents", ("a", "b")), "job-invoices-malformed", "/invoice_ids"),
        (replace(ZIP, upload_id="u1"), "job-request-surplus", "/upload_id"),
        (replace(ZIP, fixes=SHEET.fixes), "job-request-surplus", "/fixes"),
        (Ask("sheet-send"), "job-sheet-missing", "/upload_id"),
        (replace(SHEET, invoice_ids=("a",)), "job-request-surplus", "/invoice_ids"),
        (replace(SHEET, fixes=SHEET.fixes * 2), "job-fixes-malformed", "/fixes"),
        (
            replace(SHEET, fixes=tuple(Fix(n, "a", "") for n in range(4))),
            "job-fixes-malformed",
            "/fixes",
        ),
        (replace(SHEET, fixes=(Fix(2, "a", "x" * 601),)), "job-fixes-malformed", "/fixes"),
    ],
)
def test_a_request_fits_its_kind(ask: Ask, code: str, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        kinds.check(ask, most_invoices=3, most_fixes=3)
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize("ask", [ZIP, SHEET, Ask("invoice-documents", ("a",))])
def test_a_request_comes_back_from_its_plain_form(ask: Ask) -> None:
    assert kinds.check(ask, most_invoices=3, most_fixes=3) == ask
    assert kinds.ask_of(ask.data()) == ask
    assert ask.hash_for("C") != ask.hash_for("D")
    assert SHEET.hash_for("C") != replace(SHEET, fixes=()).hash_for("C")


def test_a_job_is_taken_advanced_and_done() -> None:
    job = asked()
    assert (job.state, job.progress.total, job.wake_at) == (State.QUEUED, 2, START + HEARD_WITHIN)
    job = claimed(job)
    assert (job.state, job.attempts, job.wake_at) == (State.RUNNING, 1, START + LEASE)
    job, event = jobs.advance(job, Progress(1, 2, {"at": 1}), later(60))
    assert (job.attempts, job.wake_at) == (0, START + timedelta(seconds=60) + LEASE)
    assert (event.kind, event.data["done"]) == ("documents:job:advanced", 1)
    result = Result("a.zip", "application/zip", 3, "0" * 64)
    job, event = jobs.finish(job, Progress(2, 2, {}, (result,), finished=True), later(61))
    assert (job.state, job.lease, job.results, job.version) == (State.DONE, None, (result,), 4)
    assert event.data["files"] == [["a.zip", 3, "0" * 64]]
    assert jobs.purge(job, later(99))[0].results == ()


def test_one_worker_at_a_time_and_none_before_the_undo_window_ends() -> None:
    assert jobs.claim(claimed(), "w2", later(1)) is None
    job = asked(Ask("sheet-send", upload_id="u1"), timedelta(seconds=30))
    assert (job.starts_at, job.wake_at) == (START + timedelta(seconds=30),) * 2
    assert jobs.claim(job, "w1", later(29)) is None
    assert claimed(job, later(30)).state is State.RUNNING


def test_who_gets_nowhere_fails_in_the_end_and_who_gets_on_does_not() -> None:
    job, tries = asked(), 0
    while not job.state.over:
        job = claimed(job, later(1000 * tries))
        job, event = jobs.give_back(job, Why.SILENT, later(1000 * tries + 200))
        tries += 1
    assert (tries, job.state, event.kind) == (MOST_ATTEMPTS, State.FAILED, "documents:job:failed")
    assert job.problem == Problem("job-stalled", {"attempts": MOST_ATTEMPTS})
    steady = asked()
    for turn in range(3 * MOST_ATTEMPTS):
        steady = claimed(steady, later(turn))
        steady, _ = jobs.advance(steady, Progress(turn, 99, {}), later(turn))
        steady, _ = jobs.give_back(steady, Why.TIME_OVER, later(turn))
    assert steady.state is State.QUEUED


def test_after_an_error_a_job_waits_a_while() -> None:
    job, event = jobs.give_back(claimed(), Why.ERROR, SYSTEM)
    assert (job.starts_at, job.wake_at) == (START + PAUSE_AFTER_ERROR,) * 2
    assert (event.kind, event.data["why"]) == ("documents:job:requeued", "error")


@pytest.mark.parametrize("before", [asked(), claimed()])
def test_what_is_not_over_can_be_cancelled(before: Job) -> None:
    job, event = jobs.cancel(before, ME)
    assert (job.state, job.lease, job.ended_at) == (State.CANCELLED, None, START)
    assert event.kind == "documents:job:cancelled"
    assert jobs.claim(job, "w2", later(500)) is None
    with pytest.raises(Refusal, match="job-over"):
        jobs.cancel(job, ME)


@pytest.mark.parametrize("state", list(State))
def test_only_what_waits_is_taken(state: State) -> None:
    job = replace(asked(), state=state)
    assert (jobs.claim(job, "w", SYSTEM) is not None) is (state is State.QUEUED)


def test_nobody_advances_what_nobody_holds() -> None:
    with pytest.raises(LookupError):
        jobs.advance(asked(), Progress(1, 2, {}), SYSTEM)


OFFER = Offer("a.csv", "csv", 10, "0" * 64)


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (replace(OFFER, format="xlsm"), "upload-format-unknown"),
        (replace(OFFER, format="xls", size_bytes=0), "upload-format-unknown"),
        (replace(OFFER, size_bytes=0), "upload-empty"),
        (replace(OFFER, size_bytes=101, sha256="x"), "upload-too-large"),
        (replace(OFFER, sha256="0" * 63 + "G"), "upload-hash-malformed"),
    ],
)
def test_an_offer_is_taken_or_refused(offer: Offer, code: str) -> None:
    assert uploads.check(OFFER, largest_bytes=100) == OFFER
    with pytest.raises(Refusal, match=code):
        uploads.check(offer, largest_bytes=100)


@pytest.mark.parametrize(
    ("gone", "size", "sha256", "code"),
    [
        (True, 10, "0" * 64, "upload-gone"),
        (False, None, None, "upload-missing"),
        (False, 11, "0" * 64, "upload-differs"),
        (False, 10, "1" * 64, "upload-differs"),
    ],
)
def test_what_arrived_is_what_was_said(
    gone: bool, size: int | None, sha256: str | None, code: str
) -> None:
    upload = Upload("u1", "C", OFFER, "person/p1", START, START)
    uploads.check_arrived(upload, size_bytes=10, sha256="0" * 64)
    uploads.check_arrived(upload, size_bytes=10, sha256=None)
    with pytest.raises(Refusal, match=code):
        uploads.check_arrived(replace(upload, gone=gone), size_bytes=size, sha256=sha256)
