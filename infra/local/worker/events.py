"""Events in the shapes AWS gives them, and the context a handler is called with."""

import base64
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

ACCOUNT = "000000000000"


@dataclass(frozen=True, slots=True)
class Context:
    """What AWS Lambda tells a handler about the call."""

    function_name: str
    region: str
    memory_limit_in_mb: int = 512
    function_version: str = "$LATEST"
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    # There is no limit here; say what a fresh call in the cloud would have.
    left_millis: Callable[[], int] = lambda: 60_000

    @property
    def invoked_function_arn(self) -> str:
        """The function's name in full."""
        return f"arn:aws:lambda:{self.region}:{ACCOUNT}:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Say how long the call may still take."""
        return self.left_millis()


def stream_event(records: list[dict[str, Any]], arn: str, region: str) -> dict[str, Any]:
    """Wrap records of a DynamoDB stream as an event source mapping hands them over."""
    return {"Records": [_record(record, arn, region) for record in records]}


def _record(record: Mapping[str, Any], arn: str, region: str) -> dict[str, Any]:
    return {
        "eventID": record["eventID"],
        "eventName": record["eventName"],
        "eventVersion": record.get("eventVersion", "1.1"),
        "eventSource": "aws:dynamodb",
        "awsRegion": region,
        "dynamodb": _plain(record["dynamodb"]),
        "eventSourceARN": arn,
    }


def _plain(value: Any) -> Any:
    # The client gives times and bytes as Python has them; a handler is given JSON.
    match value:
        case datetime():
            return value.timestamp()
        case bytes():
            return base64.b64encode(value).decode()
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case _:
            return value


def schedule_event(rule: str, at: datetime, region: str) -> dict[str, Any]:
    """Make the event EventBridge sends when a rule's time has come."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": region,
        "resources": [f"arn:aws:events:{region}:{ACCOUNT}:rule/{rule}"],
        "detail": {},
    }
