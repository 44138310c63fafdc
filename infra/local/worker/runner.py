"""The worker itself: one thread reads the stream, one thread a schedule, all until told to stop."""

import json
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.files import keep
from infra.local.worker.delivery import Delivery, first_failure
from infra.local.worker.events import Context, schedule_event, stream_event
from infra.local.worker.stream import Checkpoint, Stream

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

Handler = Callable[[dict[str, Any], Any], Any]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the stream comes from and where the worker keeps its own notes."""

    table: str
    endpoint: str
    region: str
    folder: Path
    access_key: str = "local"
    secret_key: str = "local"  # noqa: S105  the engine asks for any


@dataclass(frozen=True, slots=True)
class Schedule:
    """A handler and how often it is called."""

    name: str
    handler: Handler
    every_seconds: float


@dataclass(slots=True)
class Worker:
    """Feeds one handler from the stream and the others from the clock."""

    source: Source
    name: str
    handler: Handler
    schedules: Sequence[Schedule] = ()
    poll_seconds: float = 0.2
    tries: int = 5
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until `stop`; a lost engine is waited for."""
        threads = [
            threading.Thread(target=self._keep_time, args=(schedule,), name=schedule.name)
            for schedule in self.schedules
        ]
        for thread in threads:
            thread.start()
        self._read()
        for thread in threads:
            thread.join()

    def stop(self) -> None:
        """Finish what is in hand and return from `run`."""
        self.stopping.set()

    def _read(self) -> None:
        stream: Stream | None = None
        while not self.stopping.is_set():
            try:
                if stream is None:
                    stream, checkpoint = self._open()
                read = stream.drain(self._deliveries(stream, checkpoint))
            except (BotoCoreError, ClientError) as error:
                _log.warning("the stream is not to be had, asking again: %s", error)
                stream, read = None, 0
                self.stopping.wait(1)
            if not read:
                self.stopping.wait(self.poll_seconds)

    def _open(self) -> tuple[Stream, Checkpoint]:
        database, streams = self._clients()
        table = database.describe_table(TableName=self.source.table)["Table"]
        arn = table["LatestStreamArn"]
        checkpoint = Checkpoint(self.source.folder / f"{self.name}.json", arn)
        keep(self.source.folder / "open.json", {"stream": arn})
        return Stream(streams, arn, checkpoint), checkpoint

    def _deliveries(
        self, stream: Stream, checkpoint: Checkpoint
    ) -> Callable[[str, Sequence[dict[str, Any]]], None]:
        def handle(records: Sequence[dict[str, Any]]) -> str | None:
            event = stream_event(list(records), stream.arn, self.source.region)
            context = Context(self.name, self.source.region, left_millis=self._left_millis)
            answer = self.handler(event, context)
            return first_failure(answer, records)

        def deliver(shard: str, records: Sequence[dict[str, Any]]) -> None:
            Delivery(
                handle=handle,
                done=lambda sequence: checkpoint.reach(shard, sequence),
                aside=self._put_aside,
                tries=self.tries,
            ).deliver(records)

        return deliver

    def _left_millis(self) -> int:
        # Who is told to stop finishes the step in hand and begins no other.
        return 0 if self.stopping.is_set() else 60_000

    def _put_aside(self, record: dict[str, Any]) -> None:
        # The on-failure queue of this machine: a file a record; the replay takes it up again.
        sequence = record["dynamodb"]["SequenceNumber"]
        event = stream_event([record], "", self.source.region)
        keep(self.source.folder / "aside" / f"{self.name}-{sequence}.json", event["Records"][0])
        _log.error("put aside after %d tries: %s", self.tries, json.dumps(event)[:2000])

    def _keep_time(self, schedule: Schedule) -> None:
        due = time.monotonic() + schedule.every_seconds
        while not self.stopping.wait(max(0.0, due - time.monotonic())):
            # A late run is not made up for: the next one sees everything.
            due = max(due + schedule.every_seconds, time.monotonic())
            try:
                event = schedule_event(schedule.name, datetime.now(UTC), self.source.region)
                schedule.handler(event, Context(schedule.name, self.source.region))
            except Exception:
                _log.exception("the scheduled %s failed, its next turn comes", schedule.name)

    def _clients(self) -> "tuple[DynamoDBClient, DynamoDBStreamsClient]":
        place: dict[str, Any] = {
            "endpoint_url": self.source.endpoint,
            "region_name": self.source.region,
            "aws_access_key_id": self.source.access_key,
            "aws_secret_access_key": self.source.secret_key,
            # The embedded engine numbers its records from 1, shorter than the client believes.
            "config": Config(parameter_validation=False, read_timeout=5, connect_timeout=2),
        }
        return boto3.client("dynamodb", **place), boto3.client("dynamodbstreams", **place)
