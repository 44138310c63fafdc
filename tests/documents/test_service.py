"""The verbs of the documents room: people, workers, and time."""

from datetime import timedelta
from typing import Any

import pytest

from backend.documents.rules import jobs
from backend.documents.rules.jobs import LEASE, Progress, Result, State, Why
from backend.documents.rules.kinds import Ask
from backend.documents.rules.links import Ticket
from backend.documents.service import DOWNLOAD_LINK_SECONDS, DocumentsService
from backend.documents.service.keeping import Keeping
from backend.documents.service.working import LeaseLost, Task
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.kernel.parameters import published
from tests.documents.office import COMPANY, OTHER, Office, offer_of
from tests.fakes.documents import Authority, FakeTaxpayers

RESULT = Result("invoices.zip", "application/zip", 3, "0" * 64)


@pytest.fixture
def office() -> Office:
    return Office()


def taken(office: Office, job_id: str, worker: str = "w1") -> Task:
    task = office.worker.claim(job_id, worker, office.system())
    assert task is not None
    return task


def finished(office: Office) -> str:
    job = office.zip_of()
    taken(office, job.id)
    office.files.objects[job.result_key(RESULT.name)] = (b"zip", "application/zip")
    office.files.objects[job.scrap_key(0)] = (b"[]", "application/json")
    progress = Progress(2, 2, {"scraps": 1}, (RESULT,), finished=True)
    office.worker.finish(job.id, "w1", progress, office.system())
    return job.id


def test_a_repeated_request_gives_the_job_as_it_is_and_another_is_refused(office: Office) -> None:
    job_id, ask = new_id(), Ask("batch-zip", ("i1",))
    first = office.people.ask(COMPANY, job_id, ask, office.person())
    taken(office, job_id)
    again = office.people.ask(COMPANY, job_id, ask, office.person())
    assert (first.state, again.state) == (State.QUEUED, State.RUNNING)
    with pytest.raises(Refusal, match="job-exists-differently"):
        office.people.ask(COMPANY, job_id, Ask("batch-zip", ("i2",)), office.person())
    with pytest.raises(Refusal, match="job-exists-differently"):
        office.people.ask(OTHER, job_id, ask, office.person("p2"))


def test_a_repeat_is_answered_whatever_the_limits_are_by_then(office: Office) -> None:
    job_id, ask, upload_id = new_id(), Ask("batch-zip", ("i1", "i2")), office.send()
    office.people.ask(COMPANY, job_id, ask, office.person())
    narrow = {"zip-invoices": 1, "sheet-bytes": 1}

    class Narrow(Keeping):
        def number(self, name: str, of: str, doing: Doing) -> int:
            return narrow.get(name) or super().number(name, of, doing)

    later = DocumentsService(
        store=office.store,
        files=office.files,
        taxpayers=FakeTaxpayers({("p1", COMPANY): Authority()}),
        keeping=Narrow(published("documents")),
        open_kinds=("sheet-send",),
    )
    assert later.ask(COMPANY, job_id, ask, office.person()).id == job_id
    assert later.offer(COMPANY, upload_id, offer_of(), office.person()).upload.id == upload_id
    for code, act in (
        ("job-invoices-malformed", lambda: later.ask(COMPANY, new_id(), ask, office.person())),
        ("upload-too-large", lambda: later.offer(COMPANY, new_id(), offer_of(), office.person())),
    ):
        with pytest.raises(Refusal, match=code):
            act()


def test_a_kind_that_is_not_open_is_refused() -> None:
    office = Office(open_kinds=("sheet-dry-run",))
    with pytest.raises(Refusal, match="job-kind-closed"):
        office.zip_of()


def test_a_sheet_is_taken_once_it_has_arrived_whole(office: Office) -> None:
    upload_id = new_id()
    ask = Ask("sheet-dry-run", upload_id=upload_id)

    def attempt() -> None:
        office.people.ask(COMPANY, new_id(), ask, office.person())

    with pytest.raises(Refusal, match="upload-unknown"):
        attempt()
    ticket = office.people.offer(COMPANY, upload_id, offer_of(), office.person())
    with pytest.raises(Refusal, match="upload-missing"):
        attempt()
    office.files.objects[ticket.upload.key] = (b"something else", "text/csv")
    with pytest.raises(Refusal, match="upload-differs"):
        attempt()
    assert office.sheet().state is State.QUEUED


def test_an_upload_belongs_to_one_company(office: Office) -> None:
    upload_id = office.send()
    with pytest.raises(Refusal, match="upload-exists-differently"):
        office.people.offer(OTHER, upload_id, offer_of(), office.person("p2"))
    ask = Ask("sheet-dry-run", upload_id=upload_id)
    with pytest.raises(Refusal, match="upload-unknown"):
        office.people.ask(OTHER, new_id(), ask, office.person("p2"))
    with pytest.raises(Refusal, match="upload-exists-differently"):
        office.people.offer(COMPANY, upload_id, offer_of(b"other"), office.person())
    again = office.people.offer(COMPANY, upload_id, offer_of(), office.person())
    assert again.upload.version == 1


def test_a_result_is_fetched_by_who_may_act_for_the_company_alone(office: Office) -> None:
    job_id = finished(office)
    fetch = office.people.fetch(COMPANY, job_id, RESULT.name, office.person())
    assert fetch.url.startswith(f"https://files.example/companies/{COMPANY}/jobs/{job_id}/")
    assert fetch.expires_at == office.clock.now() + timedelta(seconds=DOWNLOAD_LINK_SECONDS)
    for company, person, code in (
        (COMPANY, "p2", "company-unknown"),
        (OTHER, "p2", "job-unknown"),
    ):
        with pytest.raises(Refusal, match=code):
            office.people.fetch(company, job_id, RESULT.name, office.person(person))
    with pytest.raises(Refusal, match="file-unknown"):
        office.people.fetch(COMPANY, job_id, "other.zip", office.person())
    assert office.job(job_id).scrap_key(0) not in office.files.objects


def test_a_worker_that_fell_silent_loses_the_job_to_the_next(office: Office) -> None:
    job = office.zip_of()
    taken(office, job.id)
    office.worker.advance(job.id, "w1", Progress(1, 2, {"at": 1}), office.system())
    office.clock.forward(seconds=LEASE.total_seconds() - 1)
    assert office.time.pass_time(job.subject, office.system()) is False
    office.clock.forward(seconds=1)
    assert office.time.pass_time(job.subject, office.system()) is True
    task = taken(office, job.id, "w2")
    assert task.job.progress == Progress(1, 2, {"at": 1})
    for act in (
        lambda: office.worker.advance(job.id, "w1", Progress(2, 2, {}), office.system()),
        lambda: office.worker.finish(job.id, "w1", Progress(2, 2, {}), office.system()),
        lambda: office.worker.give_back(job.id, "w1", Why.ERROR, office.system()),
        lambda: office.worker.fail(job.id, "w1", office.system(), code="x", params={}),
    ):
        with pytest.raises(LeaseLost):
            act()
    verbs = ["requested", "claimed", "advanced", "requeued", "claimed"]
    assert office.kinds(job.subject) == verbs


def test_a_cancelled_job_is_taken_from_its_worker(office: Office) -> None:
    job = office.zip_of()
    taken(office, job.id)
    cancelled = office.people.cancel(COMPANY, job.id, office.person())
    assert cancelled.state is State.CANCELLED
    assert office.people.cancel(COMPANY, job.id, office.person()).version == cancelled.version
    with pytest.raises(LeaseLost):
        office.worker.advance(job.id, "w1", Progress(1, 2, {}), office.system())
    with pytest.raises(Refusal, match="job-over"):
        office.people.cancel(COMPANY, finished(office), office.person())


def test_a_cancellation_that_comes_between_reading_and_saving_loses_no_step(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = office.sheet("sheet-send")
    office.clock.forward(seconds=30)
    taken(office, job.id)
    office.worker.advance(job.id, "w1", Progress(0, 9, {"at": 0}), office.system())
    advance, cancelled = jobs.advance, []

    def slowly(*given: Any) -> Any:
        made = advance(*given)
        if not cancelled:
            cancelled.append(office.people.cancel(COMPANY, job.id, office.person()))
        return made

    monkeypatch.setattr(jobs, "advance", slowly)
    after = office.worker.advance(job.id, "w1", Progress(5, 9, {"at": 5}), office.system())
    assert (after.closing, after.progress.done) == (State.CANCELLED, 5)
    done = Progress(5, 9, {"at": 9}, (RESULT,), finished=True)
    over = office.worker.finish(job.id, "w1", done, office.system())
    assert (over.state, over.results) == (State.CANCELLED, (RESULT,))
    assert office.kinds(job.subject)[-4:] == ["advanced", "stopping", "advanced", "cancelled"]


def test_what_nobody_heard_is_called_again(office: Office) -> None:
    job = office.zip_of()
    office.clock.forward(seconds=90)
    assert office.time.pass_time(job.subject, office.system())
    assert office.kinds(job.subject) == ["requested", "requeued"]
    assert office.job(job.id).state is State.QUEUED


def test_a_sending_waits_for_its_undo_window(office: Office) -> None:
    job = office.sheet("sheet-send")
    assert job.starts_at == office.clock.now() + timedelta(seconds=30)
    assert office.worker.claim(job.id, "w1", office.system()) is None
    office.clock.forward(seconds=30)
    assert office.time.pass_time(job.subject, office.system())
    assert taken(office, job.id).upload is not None


def test_files_go_when_their_days_are_over_and_the_row_stays(office: Office) -> None:
    job_id = finished(office)
    subject, key = f"job/{job_id}", office.job(job_id).result_key(RESULT.name)
    office.clock.forward(days=7, seconds=-1)
    assert not office.time.pass_time(subject, office.system())
    assert key in office.files.objects
    office.clock.forward(seconds=1)
    assert office.time.pass_time(subject, office.system())
    assert not office.time.pass_time(subject, office.system())
    assert key not in office.files.objects
    job = office.people.get_job(COMPANY, job_id, office.person())
    assert (job.state, job.purged, job.results) == (State.DONE, True, ())
    assert office.kinds(subject)[-1] == "purged"
    with pytest.raises(Refusal, match="file-unknown"):
        office.people.fetch(COMPANY, job_id, RESULT.name, office.person())


def test_a_cancelled_job_leaves_no_scraps_and_no_parts_behind(office: Office) -> None:
    job = office.zip_of()
    taken(office, job.id)
    upload_id = office.files.begin(job.result_key("invoices.zip"), content_type="x")
    for number in range(3):
        office.files.objects[job.scrap_key(number)] = (b"", "x")
    kept = {"scraps": 2, "parts": {"name": "invoices.zip", "upload_id": upload_id}}
    office.worker.advance(job.id, "w1", Progress(1, 2, kept), office.system())
    office.people.cancel(COMPANY, job.id, office.person())
    office.clock.forward(days=7)
    office.time.pass_time(job.subject, office.system())
    assert office.files.objects == {}
    assert office.files.parts == {}


def test_nobody_gets_leave_to_send_what_would_arrive_after_the_upload_is_gone(
    office: Office,
) -> None:
    upload_id = office.send()

    def again() -> Ticket:
        return office.people.offer(COMPANY, upload_id, offer_of(), office.person())

    office.clock.forward(days=7, minutes=-30)
    assert again().expires_at < office.clock.now() + timedelta(minutes=30)
    office.clock.forward(seconds=1)
    with pytest.raises(Refusal, match="upload-gone"):
        again()


def test_an_upload_is_thrown_away_in_time(office: Office) -> None:
    upload_id = office.send()
    office.clock.forward(days=7)
    assert office.time.pass_time(f"upload/{upload_id}", office.system())
    assert not office.time.pass_time(f"upload/{upload_id}", office.system())
    assert office.files.objects == {}
    with pytest.raises(Refusal, match="upload-gone"):
        office.people.offer(COMPANY, upload_id, offer_of(), office.person())
    ask = Ask("sheet-dry-run", upload_id=upload_id)
    with pytest.raises(Refusal, match="upload-gone"):
        office.people.ask(COMPANY, new_id(), ask, office.person())


@pytest.mark.parametrize(
    ("person", "code"), [("p4", "issuer-not-real-name"), ("p3", "issuer-not-authorised")]
)
def test_who_may_not_issue_may_try_a_sheet_and_not_send_it(
    office: Office, person: str, code: str
) -> None:
    upload_id, doing = office.send(), office.person(person)
    office.people.ask(COMPANY, new_id(), Ask("sheet-dry-run", upload_id=upload_id), doing)
    with pytest.raises(Refusal, match=code):
        office.people.ask(COMPANY, new_id(), Ask("sheet-send", upload_id=upload_id), doing)
    assert office.people.list_jobs(COMPANY, None, 9, doing).items[0].what == "sheet-dry-run"
