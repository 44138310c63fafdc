"""Stream handler: runs what follows from each new event of the ledger."""

from typing import Any

from aws_lambda_powertools.utilities.batch import process_partial_response
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from backend.reactions import Later, react
from functions import door


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take a DynamoDB stream event; return the records that failed, to be sent again."""
    return dict(
        process_partial_response(
            event=event, record_handler=_follow, processor=door.stream(), context=context
        )
    )


def _follow(record: DynamoDBRecord) -> None:
    event = door.event_of(record)
    if event is None:
        return
    try:
        if react(door.city(), event):
            door.logger.info("followed", event_id=event.id, kind=event.kind)
    except Later:
        # To send it again would hold up its whole partition; without a marker the sweeper has it.
        door.logger.info("later", event_id=event.id, kind=event.kind)
