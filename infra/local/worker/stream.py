"""Reading a table's stream shard by shard, and remembering how far one came."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from infra.local.files import keep, kept

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

BATCH = 100


class Checkpoint:
    """How far each shard of one stream was worked off; another stream begins anew."""

    def __init__(self, path: Path, arn: str) -> None:
        self._path, self._arn = path, arn
        stored = kept(path) or {}
        self._places: dict[str, str] = stored["places"] if stored.get("stream") == arn else {}

    def place(self, shard: str) -> str | None:
        """Return the last sequence number behind which nothing is owed."""
        return self._places.get(shard)

    def reach(self, shard: str, sequence: str) -> None:
        """Remember a place, durably."""
        self._places[shard] = sequence
        keep(self._path, {"stream": self._arn, "places": self._places})

    def forget(self, shard: str) -> None:
        """Begin a shard again at its oldest record."""
        self._places.pop(shard, None)


class Stream:
    """One stream, read from the checkpoint on, or from its oldest record."""

    def __init__(self, client: "DynamoDBStreamsClient", arn: str, checkpoint: Checkpoint) -> None:
        self._client, self.arn, self._checkpoint = client, arn, checkpoint
        self._iterators: dict[str, str | None] = {}

    def drain(self, deliver: Callable[[str, Sequence[dict[str, Any]]], None]) -> int:
        """Hand over what is new, shard by shard; returns how many records that were."""
        count = 0
        for shard in self._shards():
            for records in self._batches(shard):
                deliver(shard, records)
                count += len(records)
        return count

    def _shards(self) -> list[str]:
        description = self._client.describe_stream(StreamArn=self.arn)["StreamDescription"]
        return [shard["ShardId"] for shard in description.get("Shards", [])]

    def _batches(self, shard: str) -> Iterator[list[dict[str, Any]]]:
        while True:
            try:
                iterator = self._iterators.get(shard) or self._open(shard)
                answer = self._client.get_records(ShardIterator=iterator, Limit=BATCH)
            except ClientError as error:
                self._iterators.pop(shard, None)
                match error.response["Error"]["Code"]:
                    case "ExpiredIteratorException":
                        return
                    case "TrimmedDataAccessException":
                        # The replay takes up what is gone; what is left may come a second time.
                        self._checkpoint.forget(shard)
                        return
                raise
            records: list[dict[str, Any]] = [dict(record) for record in answer["Records"]]
            if not records:
                self._iterators[shard] = answer.get("NextShardIterator")
                return
            # The place is kept only after delivery, so a failure below reads these again.
            self._iterators.pop(shard, None)
            yield records
            self._iterators[shard] = answer.get("NextShardIterator")
            if not self._iterators[shard]:
                return

    def _open(self, shard: str) -> str:
        place = self._checkpoint.place(shard)
        if place is None:
            answer = self._client.get_shard_iterator(
                StreamArn=self.arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
            )
        else:
            answer = self._client.get_shard_iterator(
                StreamArn=self.arn,
                ShardId=shard,
                ShardIteratorType="AFTER_SEQUENCE_NUMBER",
                SequenceNumber=place,
            )
        return answer["ShardIterator"]
