"""Stream handler: works jobs off, and looks at files, as the ledger says that they wait."""

from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.batch import process_partial_response
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from backend.kernel.events import Doing
from functions import door
from functions.documents import file_checks, works
from functions.documents.jobs import ACTOR, Desk

WANTED = ("documents:job:requested", "documents:job:requeued", file_checks.WANTED)
# A step takes seconds; one that began with this much left is saved before Lambda ends us.
RESERVE_MILLIS = 45_000


class NoTimeLeft(RuntimeError):
    """This call has no time for another job; its record comes again."""


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take a DynamoDB stream event; return the records that failed, to be sent again."""
    return dict(
        process_partial_response(
            event=event, record_handler=_work, processor=door.stream(), context=context
        )
    )


@cache
def desk() -> Desk:
    """Make the desk of this container once."""
    city = door.city()
    return Desk(city.documents.worker, works.of(city), city.clock, _report)


def _work(record: DynamoDBRecord, lambda_context: LambdaContext) -> None:
    event = door.event_of(record)
    if event is None or event.kind not in WANTED:
        return

    def go_on() -> bool:
        return lambda_context.get_remaining_time_in_millis() > RESERVE_MILLIS

    if not go_on():
        raise NoTimeLeft(event.id)
    job_id = event.subject.partition("/")[2]
    if event.kind == file_checks.WANTED:
        city = door.city()
        doing = Doing(ACTOR, city.clock.now())
        judged = city.documents.checks.judge(job_id, file_checks.look, doing)
        door.logger.info("looked", judged=judged)
        return
    ended = desk().work_off(job_id, go_on)
    door.logger.info("worked", job_id=job_id, ended=str(ended))


def _report(job_id: str, error: Exception) -> None:
    door.logger.exception("work failed", job_id=job_id, exc_info=error)
