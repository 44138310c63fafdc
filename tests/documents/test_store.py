"""One contract for three stores: the fake, the embedded engine, and moto."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.documents.ports import Store
from backend.documents.rules import file_checks, jobs, kinds, uploads
from backend.documents.rules.file_checks import FileCheck, Found, Told
from backend.documents.rules.jobs import Job, Problem, Progress, Result
from backend.documents.rules.kinds import Ask, Fix
from backend.documents.rules.uploads import Upload
from backend.documents.store import DynamoStore
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import new_id
from backend.storage import ledger
from backend.storage.meter import metering
from tests.conftest import START
from tests.documents.office import offer_of
from tests.fakes.documents import FakeStore

ME = Doing("person/p1", START, "session/s1")
ZIP = Ask("batch-zip", ("i1", "i2"))


@pytest.fixture(params=["fake", "embedded", "moto"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    match request.param:
        case "fake":
            yield FakeStore()
        case "embedded":
            request.getfixturevalue("embedded_tables")
            yield DynamoStore()
        case _:
            request.getfixturevalue("moto_tables")
            yield DynamoStore()


def asked(company_id: str = "C", ask: Ask = ZIP) -> tuple[Job, Event]:
    return jobs.ask_for(new_id(), company_id, ask, undo=timedelta(), doing=ME)


def found(store: Store, job: Job) -> Job:
    kept = store.find_job(job.id)
    assert kept is not None
    return kept


def test_a_job_comes_back_as_it_was_saved_at_every_step(store: Store) -> None:
    job, event = asked(ask=Ask("sheet-dry-run", upload_id="u", fixes=(Fix(2, "金额", "=1"),)))
    assert (store.find_job(job.id), store.find_ask(job.id)) == (None, None)
    store.save_job(job, event, Ask("sheet-dry-run", upload_id="u", fixes=(Fix(2, "金额", "=1"),)))
    ask = store.find_ask(job.id)
    assert ask == Ask("sheet-dry-run", upload_id="u", fixes=(Fix(2, "金额", "=1"),))
    result = Result("r.xlsx", "x/y", 7, "ab")
    claimed = jobs.claim(found(store, job), "w1", ME)
    assert claimed is not None
    store.save_job(*claimed)
    progress = Progress(1, 2, {"at": 1, "tags": ["a"], "parts": {"name": "n"}}, (result,))
    steps = [
        lambda one: jobs.advance(one, progress, ME),
        lambda one: jobs.fail(one, Problem("sheet-empty", {"n": 1}), ME),
        lambda one: jobs.purge(one, ME),
    ]
    for step in steps:
        after, event = step(found(store, job))
        store.save_job(after, event)
        assert replace(found(store, job), head="") == replace(after, head="")
    kinds = [one.kind.rpartition(":")[2] for one in store.history(job.id, None, 50).items]
    assert kinds == ["requested", "claimed", "advanced", "failed", "purged"]


def test_a_job_that_is_closing_comes_back_so(store: Store) -> None:
    ask = Ask("sheet-send", upload_id="u")
    job, event = asked(ask=ask)
    store.save_job(job, event, ask)
    claimed = jobs.claim(found(store, job), "w1", ME)
    assert claimed is not None
    store.save_job(*claimed)
    result = Result("r.xlsx", "x/y", 7, "ab")
    progress = Progress(1, 2, {"at": 1, "names": ["r.xlsx"]})
    steps = [
        lambda one: jobs.advance(one, progress, ME),
        lambda one: jobs.cancel(one, ME),
        lambda one: jobs.finish(one, replace(progress, results=(result,)), ME),
    ]
    for step in steps:
        after, event = step(found(store, job))
        store.save_job(after, event)
        assert replace(found(store, job), head="") == replace(after, head="")
    over = found(store, job)
    assert (over.closing, over.state, over.results) == ("cancelled", "cancelled", (result,))


def test_a_version_is_saved_once(store: Store) -> None:
    job, event = asked()
    store.save_job(job, event, ZIP)
    with pytest.raises(Conflict):
        store.save_job(job, event, ZIP)
    one = jobs.claim(found(store, job), "w1", ME)
    other = jobs.claim(found(store, job), "w2", ME)
    assert one is not None
    assert other is not None
    store.save_job(*one)
    with pytest.raises(Conflict):
        store.save_job(*other)


def test_a_company_lists_its_own_newest_first_in_pages(store: Store) -> None:
    ids = []
    for company_id in ("C", "D", "C", "C"):
        job, event = asked(company_id)
        store.save_job(job, event, ZIP)
        ids += [job.id] if company_id == "C" else []
    first = store.list_jobs("C", None, 2)
    second = store.list_jobs("C", first.next_cursor, 2)
    assert [one.id for one in (*first.items, *second.items)] == sorted(ids, reverse=True)
    assert store.list_jobs("E", None, 2).items == ()


def test_an_upload_comes_back_and_stands_in_no_list_of_jobs(store: Store) -> None:
    upload, event = uploads.offered(new_id(), "C", offer_of(), until=START, doing=ME)
    assert store.find_upload(upload.id) is None
    store.save_upload(upload, event)
    kept = store.find_upload(upload.id)
    assert kept is not None
    assert replace(kept, head="") == upload
    store.save_upload(*uploads.throw_away(kept, ME))
    gone = store.find_upload(upload.id)
    assert gone is not None
    assert (gone.gone, gone.wake_at, gone.version) == (True, None, 2)
    with pytest.raises(Conflict):
        store.save_upload(upload, event)
    assert store.list_jobs("C", None, 9).items == ()


def test_what_is_due_is_found_under_its_minute_and_what_is_over_nowhere(store: Store) -> None:
    job, event = asked()
    store.save_job(job, event, ZIP)
    until = START + timedelta(minutes=5)
    upload, event = uploads.offered(new_id(), "C", offer_of(), until=until, doing=ME)
    store.save_upload(upload, event)
    assert list(store.due(START + timedelta(seconds=90))) == [job.subject]
    assert list(store.due(until)) == [upload.subject]
    kept: Upload | None = store.find_upload(upload.id)
    assert kept is not None
    store.save_upload(*uploads.throw_away(kept, replace(ME, at=until)))
    assert list(store.due(until)) == []


def test_a_new_job_is_one_transaction_of_three_items_and_a_step_of_two(
    embedded_tables: str,
) -> None:
    store = DynamoStore()
    job, event = asked()
    with metering() as first:
        store.save_job(job, event, ZIP)
    claimed = jobs.claim(found(store, job), "w1", ME)
    assert claimed is not None
    with metering() as second:
        store.save_job(*claimed)
    assert (first.largest_transaction, second.largest_transaction) == (3, 2)
    assert ledger.broken_at(job.subject) is None


def test_a_cursor_of_another_list_is_refused(tables: str) -> None:
    store = DynamoStore()
    for _ in range(3):
        job, event = asked()
        store.save_job(job, event, ZIP)
    page = store.list_jobs("C", None, 1)
    with pytest.raises(Refusal, match="cursor-malformed"):
        store.list_jobs("D", page.next_cursor, 1)


def test_the_largest_request_that_is_taken_can_be_kept(embedded_tables: str) -> None:
    def asking(count: int) -> Ask:
        fixes = tuple(Fix(n, "buyer_name", "备" * 150) for n in range(count))
        return Ask("sheet-send", upload_id=new_id(), fixes=fixes)

    def taken(count: int) -> Ask:
        return kinds.check(asking(count), most_invoices=1, most_fixes=500)

    with pytest.raises(Refusal, match="job-fixes-too-long"):
        taken(480)
    store, largest = DynamoStore(), taken(310)
    job, event = asked(ask=largest)
    store.save_job(job, event, largest)
    assert store.find_ask(job.id) == largest


def test_a_large_request_is_written_once_and_not_with_every_step(embedded_tables: str) -> None:
    store, many = DynamoStore(), Ask("batch-zip", tuple(f"{n:020d}" for n in range(2000)))
    job, event = asked(ask=many)
    store.save_job(job, event, many)
    assert store.find_ask(job.id) == many
    claimed = jobs.claim(found(store, job), "w1", ME)
    assert claimed is not None
    with metering() as meter:
        store.save_job(*claimed)
    assert meter.units <= 12  # a job and its event, twice for being one transaction


def test_a_check_comes_back_as_it_was_saved_and_goes_for_good(store: Store) -> None:
    told, kept = Told("pdf", 3, "0" * 64), timedelta(minutes=10)
    check, event = file_checks.offer(new_id(), told, kept=kept, doing=ME)
    assert store.find_check(check.id) is None
    store.save_check(check, event)
    with pytest.raises(Conflict):
        store.save_check(check, event)

    def there() -> FileCheck:
        found = store.find_check(check.id)
        assert found is not None
        return found

    found = Found("unchanged", "pdf", "26132070000000000001")
    steps: list[Callable[[FileCheck], tuple[FileCheck, Event]]] = [
        lambda one: file_checks.ask(one, ME),
        lambda one: file_checks.judge(one, found, kept=kept, doing=ME),
    ]
    for step in steps:
        before = there()
        after, event = step(before)
        store.save_check(after, event)
        assert replace(there(), head="") == replace(after, head="")
        with pytest.raises(Conflict):
            store.drop_check(before, file_checks.forgotten(before, ME))
    assert check.subject in list(store.due(there().wake_at.replace(second=0, microsecond=0)))
    last = there()
    store.drop_check(last, file_checks.forgotten(last, ME))
    assert store.find_check(check.id) is None
    assert list(store.due(last.wake_at.replace(second=0, microsecond=0))) == []
