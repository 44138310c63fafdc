"""What every handler shares: the city built once a container, logs, metrics, partial batches."""

import json
import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from backend import settings
from backend.kernel.clock import SystemClock, from_text
from backend.kernel.events import Event
from backend.wiring import City, build

logger = Logger(service="smart-tax", level=os.environ.get("TAX_LOG_LEVEL", "INFO"))
metrics = Metrics(namespace="SmartTax", service="smart-tax")


@cache
def city() -> City:
    """Build the city of this container once."""
    return build(settings.read(os.environ), SystemClock())


def stream() -> BatchProcessor:
    """Make a processor that reports single failed records of a stream batch."""
    return BatchProcessor(event_type=EventType.DynamoDBStreams)


def event_of(record: DynamoDBRecord) -> Event | None:
    """Read the ledger event of a stream record; None when nothing was added."""
    image: dict[str, Any] = dict(record.dynamodb.new_image) if record.dynamodb else {}
    if not image or record.event_name is None or record.event_name.name != "INSERT":
        return None
    return Event(
        subject=image["subject"],
        number=int(image["number"]),
        kind=image["kind"],
        at=from_text(image["at"]),
        actor=image["actor"],
        machine=image["machine"],
        data=json.loads(image["data"]),
    )
