"""Stream handler: runs what follows from each new event of the ledger, the bank's part last."""

from typing import Any

from aws_lambda_powertools.utilities.batch import process_partial_response
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from backend.kernel.events import Event
from backend.reactions import Later, asks_bank, react
from functions import door
from functions.bank_time import BankTime


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take a DynamoDB stream event; return the records that failed, to be sent again.

    What asks the bank comes when all else is done, within its time. What does not fit, or fails,
    is left to the sweeper of payments, where it is due, and to the replay: it has no marker.
    """
    for_bank: list[Event] = []

    def follow(record: DynamoDBRecord) -> None:
        told = door.event_of(record)
        if told is not None and asks_bank(told):
            for_bank.append(told)
        elif told is not None:
            _follow(told)

    answer = process_partial_response(
        event=event, record_handler=follow, processor=door.stream(), context=context
    )
    _ask_bank(for_bank)
    return dict(answer)


def _follow(event: Event) -> None:
    try:
        if react(door.city(), event):
            door.logger.info("followed", event_id=event.id, kind=event.kind)
    except Later:
        # To send it again would hold up its whole partition; without a marker the sweeper has it.
        door.logger.info("later", event_id=event.id, kind=event.kind)


def _ask_bank(events: list[Event]) -> None:
    time = BankTime()
    for place, event in enumerate(events):
        if not time.fits():
            door.logger.warning("left to the sweeper", events=len(events) - place)
            return
        try:
            with time.spending():
                _follow(event)
        except Exception as error:
            door.logger.exception("left to the sweeper", event_id=event.id, exc_info=error)
