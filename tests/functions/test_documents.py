"""The handler of jobs with recorded stream events, and the sweeper, in the whole city."""

import copy
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from moto import mock_aws

from backend.documents.rules.jobs import Job, State
from backend.documents.rules.kinds import Ask
from backend.documents.rules.uploads import Offer
from backend.documents.service import DocumentsService
from backend.documents.service.time import TimeSide
from backend.documents.service.working import WorkerSide
from backend.kernel.events import Doing, Event
from backend.kernel.ids import new_id
from backend.storage import cursors, ledger
from backend.storage.files import SMALLEST_PART_BYTES, Files, Place
from backend.wiring import City
from backend.wiring.documents import OPEN
from functions import door
from functions.documents import handler as handling
from functions.documents import works
from functions.documents.batch_zip import BatchZip
from functions.documents.jobs import Work
from functions.documents_sweep import NAME
from functions.documents_sweep import handler as sweep_handler
from functions.sweeping import SweepFailed
from infra.local.seed.people import OWNER
from infra.local.worker.documents import filtered
from infra.local.worker.events import Context
from tests.documents.office import Office
from tests.fakes.documents import FakeFaces, FakeFiles
from tests.functions.calls import Permission, needed
from tests.functions.conftest import COMPANY, recorded, sequence, stream
from tests.functions.papers import Bench, draw, face, name
from tests.functions.test_policies import granted
from tests.walks.conftest import Walk

CONTEXT = Context("documents", "cn-north-1")
SHORT = Context("documents", "cn-north-1", left_millis=lambda: 1_000)


@pytest.fixture
def paper_city(city: Walk, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """The demo city with files in memory and one kind of work that is open."""
    files = FakeFiles()
    sides = city.city.documents
    keeping = sides.worker.keeping
    opened = DocumentsService(
        store=sides.worker.store,
        files=files,
        taxpayers=city.city.taxpayers,
        keeping=keeping,
        open_kinds=("batch-zip",),
    )
    city.city = replace(
        city.city,
        documents=replace(
            sides,
            people=opened,
            worker=WorkerSide(sides.worker.store, files, keeping),
            time=TimeSide(sides.worker.store, files, keeping, sides.checks),
        ),
    )

    def zips(_: City) -> Mapping[str, Work]:
        faces = FakeFaces({f"i{n}": face(n) for n in range(8)})
        return {"batch-zip": BatchZip(files, faces, draw, name, part_bytes=3_000)}

    monkeypatch.setattr(works, "of", zips)
    handling.desk.cache_clear()
    return city


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    handling.desk.cache_clear()


def asked(city: Walk, count: int = 8) -> Job:
    doing = Doing(f"person/{OWNER.id}", city.clock.now(), "session/test")
    ask = Ask("batch-zip", tuple(f"i{n}" for n in range(count)))
    return city.city.documents.people.ask(COMPANY, new_id(), ask, doing)


def running_out() -> Callable[[], int]:
    """Tell of time enough when first asked, and of none afterwards."""
    left = iter([100_000, *[1_000] * 99])
    return lambda: next(left)


def job_of(city: Walk, job: Job) -> Job:
    found = city.city.documents.worker.store.find_job(job.id)
    assert found is not None
    return found


def newest(job: Job) -> Event:
    return ledger.newest(job.subject, 1)[0]


def verbs(job: Job) -> list[str]:
    return [one.kind.rpartition(":")[2] for one in ledger.history(job.subject).items]


def test_a_requested_job_is_worked_off_and_a_repeated_record_does_nothing(
    paper_city: Walk,
) -> None:
    job = asked(paper_city)
    event = stream(newest(job))
    assert handling.handler(event, CONTEXT) == {"batchItemFailures": []}
    done = job_of(paper_city, job)
    assert (done.state, done.progress.done, len(done.results)) == (State.DONE, 8, 1)
    assert handling.handler(event, CONTEXT) == {"batchItemFailures": []}
    assert job_of(paper_city, job) == done
    assert ledger.broken_at(job.subject) is None


def test_other_events_and_removals_are_let_pass(paper_city: Walk) -> None:
    job = asked(paper_city)
    other = replace(newest(job), kind="documents:job:advanced")
    assert handling.handler(stream(other), CONTEXT) == {"batchItemFailures": []}
    assert handling.handler(recorded("stream-remove"), CONTEXT) == {"batchItemFailures": []}
    assert job_of(paper_city, job).state is State.QUEUED


def test_one_record_of_a_batch_that_fails_is_sent_again_alone(
    paper_city: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = asked(paper_city), asked(paper_city)
    whole = WorkerSide.claim

    def claim(side: WorkerSide, job_id: str, worker: str, doing: Doing) -> Any:
        if job_id == first.id:
            raise ConnectionError("the engine is not to be had")
        return whole(side, job_id, worker, doing)

    events = stream(newest(first), newest(second))
    with monkeypatch.context() as patched:
        patched.setattr(WorkerSide, "claim", claim)
        answer = handling.handler(events, CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": sequence(1)}]}
    assert job_of(paper_city, second).state is State.DONE
    handling.handler(stream(newest(first)), CONTEXT)
    assert job_of(paper_city, first).state is State.DONE


def test_a_call_without_time_takes_nothing_and_one_that_runs_out_gives_the_job_back(
    paper_city: Walk,
) -> None:
    job = asked(paper_city)
    with pytest.raises(BatchProcessingError):
        handling.handler(stream(newest(job)), SHORT)
    assert verbs(job) == ["requested"]
    turns = 0
    while not job_of(paper_city, job).state.over:
        context = Context("documents", "cn-north-1", left_millis=running_out())
        handling.handler(stream(newest(job)), context)
        turns += 1
    assert (turns > 3, job_of(paper_city, job).state) == (True, State.DONE)
    assert verbs(job).count("requeued") == turns - 1


def test_a_job_whose_worker_fell_is_called_again_by_the_sweep_and_done(paper_city: Walk) -> None:
    cursors.keep(NAME, paper_city.clock.now())
    job = asked(paper_city)
    doing = Doing("system/documents", paper_city.clock.now())
    assert paper_city.city.documents.worker.claim(job.id, "fallen", doing) is not None
    handling.handler(stream(newest(job)), CONTEXT)
    assert verbs(job) == ["requested", "claimed"]
    paper_city.clock.forward(minutes=4)
    assert sweep_handler(recorded("schedule"), CONTEXT)["moved"] == 1
    assert sweep_handler(recorded("schedule"), CONTEXT)["moved"] == 0
    handling.handler(stream(newest(job)), CONTEXT)
    assert verbs(job)[:4] == ["requested", "claimed", "requeued", "claimed"]
    assert job_of(paper_city, job).state is State.DONE


def test_the_sweep_deletes_what_was_kept_long_enough_and_says_so(paper_city: Walk) -> None:
    job = asked(paper_city)
    handling.handler(stream(newest(job)), CONTEXT)
    paper_city.clock.forward(days=7)
    cursors.keep(NAME, paper_city.clock.now())
    assert sweep_handler(recorded("schedule"), CONTEXT)["moved"] == 1
    assert (job_of(paper_city, job).purged, verbs(job)[-1]) == (True, "purged")


def test_what_the_sweep_cannot_move_stops_nothing_and_is_tried_again(
    paper_city: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursors.keep(NAME, paper_city.clock.now())
    bad, good = asked(paper_city), asked(paper_city)
    paper_city.clock.forward(minutes=2)
    whole = TimeSide.pass_time

    def pass_time(side: TimeSide, subject: str, doing: Doing) -> bool:
        if subject == bad.subject:
            raise LookupError(subject)
        return whole(side, subject, doing)

    with monkeypatch.context() as patched:
        patched.setattr(TimeSide, "pass_time", pass_time)
        for _ in range(2):
            with pytest.raises(SweepFailed):
                sweep_handler(recorded("schedule"), CONTEXT)
    assert (verbs(good)[-1], verbs(bad)[-1]) == ("requeued", "requested")
    assert sweep_handler(recorded("schedule"), CONTEXT)["moved"] == 1
    assert verbs(bad)[-1] == "requeued"


def test_each_role_suffices_for_what_its_door_does(paper_city: Walk) -> None:
    used: dict[str, set[Permission]] = {
        "ApiRole": set(),
        "DocumentsRole": set(),
        "DocumentsSweepRole": set(),
    }
    cursors.keep(NAME, paper_city.clock.now())
    people = paper_city.city.documents.people
    doing = Doing(f"person/{OWNER.id}", paper_city.clock.now(), "session/test")
    offer = Offer("a.csv", "csv", 3, "0" * 64)
    with needed(used["ApiRole"]):
        silent, done, dropped = (asked(paper_city) for _ in range(3))
        people.offer(COMPANY, new_id(), offer, doing)
        people.cancel(COMPANY, dropped.id, doing)
    event = stream(newest(done))
    with needed(used["DocumentsRole"]):
        handling.handler(event, CONTEXT)
    with needed(used["ApiRole"]):
        people.fetch(COMPANY, done.id, "invoices.zip", doing)
        people.list_jobs(COMPANY, None, 5, doing)
        people.history(COMPANY, done.id, cursor=None, limit=5, doing=doing)
    for days in (0, 7):
        paper_city.clock.forward(days=days, minutes=4)
        if days:
            cursors.keep(NAME, paper_city.clock.now() - timedelta(minutes=5))
        with needed(used["DocumentsSweepRole"]):
            assert sweep_handler(recorded("schedule"), CONTEXT)["moved"] >= 1
    assert verbs(silent)[1] == "requeued"
    for role, permissions in used.items():
        assert permissions, role
        assert permissions - granted(role) == set(), role


def test_the_local_filter_is_that_of_the_cloud(paper_city: Walk) -> None:
    seen: list[dict[str, Any]] = []

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        seen.append(event)
        return {"batchItemFailures": []}

    wanted = newest(asked(paper_city))
    other = replace(wanted, kind="documents:job:claimed")
    removed = copy.deepcopy(stream(wanted)["Records"][0]) | {"eventName": "MODIFY"}
    mixed = {"Records": [*stream(other, wanted)["Records"], removed]}
    filtered(handler)(mixed, CONTEXT)
    [event] = seen
    assert [one["dynamodb"]["SequenceNumber"] for one in event["Records"]] == [sequence(2)]
    assert filtered(handler)({"Records": [removed]}, CONTEXT) == {"batchItemFailures": []}
    assert len(seen) == 1


def test_the_kinds_that_are_open_are_those_for_which_there_is_work(city: Walk) -> None:
    assert set(works.of(city.city)) == set(OPEN)
    assert door.city() is city.city


def test_a_zip_of_many_parts_on_s3_itself_is_whole() -> None:
    with mock_aws():
        keys = {"aws_access_key_id": "m", "aws_secret_access_key": "m"}
        boto3.client("s3", region_name="us-east-1", **keys).create_bucket(Bucket="smart-tax-files")
        files = Files(lambda: Place("smart-tax-files", "us-east-1", None, "m", "m"))
        bench = Bench(Office(files=files), part_bytes=SMALLEST_PART_BYTES)  # type: ignore[arg-type]
        ids = bench.invoices(4)
        noise = [random.Random(n).randbytes(700_000) for n in range(3)]
        drawn = iter(noise * 4)
        desk = bench.desk()
        work = desk.works["batch-zip"]
        assert isinstance(work, BatchZip)
        desk = replace(desk, works={"batch-zip": replace(work, render=lambda *_: next(drawn))})
        job = bench.ask("batch-zip", *ids)
        assert desk.work_off(job.id, lambda: True) == "done"
        found = bench.office.job(job.id)
        body = b"".join(files.read(found.result_key("invoices.zip")))
        assert len(body) == found.results[0].size_bytes > SMALLEST_PART_BYTES
        with zipfile.ZipFile(io.BytesIO(body)) as opened:
            assert [opened.read(one) for one in opened.infolist()] == noise * 4
