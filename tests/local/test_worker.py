"""The worker against a real engine: event shape, checkpoint, retry, bisect, schedules."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.local.children import wait_until
from infra.local.engine import Engine
from infra.local.worker.delivery import Delivery, first_failure
from infra.local.worker.runner import Handler, Schedule, Source, Worker

REGION = "cn-north-1"
_TABLES = iter(range(1_000_000))


class Feed:
    """A table with a stream, put into by a test."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        name = f"worker-test-{next(_TABLES):06d}"
        self.client = boto3.client(
            "dynamodb",
            endpoint_url=engine.endpoint,
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )
        self.client.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "subject", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "subject", "KeyType": "HASH"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )
        self.source = Source(name, engine.endpoint, REGION, folder)

    def put(self, *subjects: str) -> None:
        for subject in subjects:
            item: dict[str, Any] = {"subject": {"S": subject}, "number": {"N": "1"}}
            self.client.put_item(TableName=self.source.table, Item=item)


@pytest.fixture
def feed(embedded: Engine, tmp_path: Path) -> Feed:
    return Feed(embedded, tmp_path / "worker")


class Running:
    """A worker on a thread."""

    def __init__(self, worker: Worker) -> None:
        self._worker, self._thread = worker, threading.Thread(target=worker.run)
        self._thread.start()

    def stop(self) -> None:
        self._worker.stop()
        self._thread.join(10)
        assert not self._thread.is_alive()


Run = Callable[..., Running]


@pytest.fixture
def run(feed: Feed) -> Iterator[Run]:
    """Run a worker until its `stop`, or until the test ends."""
    running: list[Running] = []

    def start(handler: Handler, *schedules: Schedule) -> Running:
        worker = Worker(feed.source, "react", handler, schedules, poll_seconds=0.02, tries=2)
        running.append(Running(worker))
        return running[-1]

    yield start
    for one in running:
        one.stop()


def subjects(event: dict[str, Any]) -> list[str]:
    return [record["dynamodb"]["NewImage"]["subject"]["S"] for record in event["Records"]]


class Seen:
    """A handler that keeps what it was given."""

    def __init__(self, answer: Callable[[list[str]], Any] = lambda _: {}) -> None:
        self.events: list[dict[str, Any]] = []
        self.contexts: list[Any] = []
        self._answer = answer

    def __call__(self, event: dict[str, Any], context: Any) -> Any:
        self.events.append(event)
        self.contexts.append(context)
        return self._answer(subjects(event))

    @property
    def subjects(self) -> list[str]:
        return [subject for event in self.events for subject in subjects(event)]


def test_a_record_arrives_in_the_shape_lambda_gives_it(feed: Feed, run: Run) -> None:
    seen = Seen()
    run(seen)
    feed.put("pickup/1")
    assert wait_until(lambda: bool(seen.events), seconds=10)
    event = seen.events[0]
    assert json.loads(json.dumps(event)) == event
    record = event["Records"][0]
    assert record["eventSource"] == "aws:dynamodb"
    assert record["eventName"] == "INSERT"
    assert record["eventSourceARN"].endswith(
        f":table/{feed.source.table}/stream/" + record["eventSourceARN"].rsplit("/", 1)[1]
    )
    assert record["dynamodb"]["Keys"] == {"subject": {"S": "pickup/1"}}
    assert record["dynamodb"]["NewImage"]["number"] == {"N": "1"}
    assert record["dynamodb"]["StreamViewType"] == "NEW_IMAGE"
    assert {"eventID", "eventVersion", "awsRegion"} <= set(record)
    assert isinstance(record["dynamodb"]["ApproximateCreationDateTime"], float)
    context = seen.contexts[0]
    assert context.function_name == "react"
    assert context.get_remaining_time_in_millis() > 0


def test_a_second_worker_goes_on_where_the_first_stopped(feed: Feed, run: Run) -> None:
    first, second = Seen(), Seen()
    worker = run(first)
    feed.put("a", "b")
    assert wait_until(lambda: first.subjects == ["a", "b"], seconds=10)
    worker.stop()
    feed.put("c")
    run(second)
    assert wait_until(lambda: bool(second.events), seconds=10)
    assert second.subjects == ["c"]


def test_records_written_before_the_first_start_are_read(feed: Feed, run: Run) -> None:
    feed.put("a", "b", "c")
    seen = Seen()
    run(seen)
    assert wait_until(lambda: seen.subjects == ["a", "b", "c"], seconds=10)


def test_a_named_failure_is_repeated_and_the_ones_before_are_not(feed: Feed, run: Run) -> None:
    feed.put("a", "b", "c")
    refusals = iter([True])

    def answer(event: dict[str, Any], context: Any) -> Any:
        handled.append(subjects(event))
        records = event["Records"]
        place = subjects(event).index("b") if "b" in subjects(event) else -1
        if place >= 0 and next(refusals, False):
            return {
                "batchItemFailures": [
                    {"itemIdentifier": records[place]["dynamodb"]["SequenceNumber"]}
                ]
            }
        return {"batchItemFailures": []}

    handled: list[list[str]] = []
    run(answer)
    assert wait_until(lambda: sum(batch.count("c") for batch in handled) == 2, seconds=10)
    assert handled == [["a", "b", "c"], ["b"], ["c"]]


def test_a_handler_that_raises_gets_halves_and_the_bad_record_is_put_aside(
    feed: Feed, run: Run
) -> None:
    feed.put("a", "b", "bad", "d", "e")
    good: list[str] = []

    def handler(event: dict[str, Any], context: Any) -> Any:
        if "bad" in subjects(event):
            raise RuntimeError("cannot")
        good.extend(subjects(event))
        return None

    run(handler)
    assert wait_until(lambda: good == ["a", "b", "d", "e"], seconds=10)
    aside = feed.source.folder / "aside"
    assert wait_until(lambda: len(list(aside.glob("react-*.json"))) == 1, seconds=10)
    kept = json.loads(next(aside.glob("react-*.json")).read_text())
    assert kept["dynamodb"]["NewImage"]["subject"] == {"S": "bad"}


def test_a_schedule_is_called_with_an_eventbridge_event(feed: Feed, run: Run) -> None:
    events: list[dict[str, Any]] = []

    def sweep(event: dict[str, Any], context: Any) -> None:
        events.append(event)
        if len(events) == 1:
            raise RuntimeError("a failed turn must not end the schedule")

    run(Seen(), Schedule("pickup-sweep", sweep, 0.05))
    assert wait_until(lambda: len(events) >= 2, seconds=10)
    event = events[0]
    assert (event["source"], event["detail-type"]) == ("aws.events", "Scheduled Event")
    assert event["resources"][0].endswith(":rule/pickup-sweep")
    assert event["time"].endswith("Z")
    assert event["detail"] == {}


def record(sequence: int) -> dict[str, Any]:
    return {"dynamodb": {"SequenceNumber": str(sequence)}}


def test_the_checkpoint_never_passes_a_record_that_is_still_owed() -> None:
    """At each `done` every record up to there was handled well or put aside."""
    reached: list[int] = []
    handled: set[int] = set()
    aside: list[int] = []

    def handle(records: Any) -> str | None:
        numbers = [int(one["dynamodb"]["SequenceNumber"]) for one in records]
        if 7 in numbers:
            raise RuntimeError("poison")
        failed = next((n for n in numbers if n % 5 == 0 and n not in handled), None)
        handled.update(n for n in numbers if failed is None or n < failed)
        if failed is not None:
            handled.add(failed)  # the repeat finds its marker
            return str(failed)
        return None

    def done(sequence: str) -> None:
        assert set(range(1, int(sequence) + 1)) <= handled | set(aside)
        reached.append(int(sequence))

    def put_aside(one: dict[str, Any]) -> None:
        aside.append(int(one["dynamodb"]["SequenceNumber"]))

    Delivery(handle, done, put_aside, 2, 0).deliver([record(n) for n in range(1, 21)])
    assert reached[-1] == 20
    assert reached == sorted(reached)
    assert aside == [7]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, None),
        ({}, None),
        ({"batchItemFailures": []}, None),
        ({"batchItemFailures": [{"itemIdentifier": "3"}, {"itemIdentifier": "2"}]}, "2"),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, "1"),
        ({"batchItemFailures": [{"itemIdentifier": None}]}, "1"),
        ({"batchItemFailures": [{"itemIdentifier": "9"}]}, "1"),
    ],
)
def test_an_answer_names_its_first_failure(answer: object, expected: str | None) -> None:
    assert first_failure(answer, [record(n) for n in (1, 2, 3)]) == expected
