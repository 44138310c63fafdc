"""`python -m infra.local.worker.documents`: jobs worked off beside the worker of the ledger.

A process of its own, as in the cloud a function of its own: drawing hundreds of documents holds no
pickup up.
"""

import logging
import os
import signal
from pathlib import Path
from typing import Any

from functions import documents_sweep, door
from functions.documents import handler as documents
from infra.local.worker.runner import Handler, Schedule, Source, Worker

SWEEP_SECONDS = 10


def filtered(handler: Handler) -> Handler:
    """Hand over what the event source mapping's filter lets through, and nothing else."""

    def handle(event: dict[str, Any], context: Any) -> Any:
        wanted = [record for record in event["Records"] if _wanted(record)]
        return handler({"Records": wanted}, context) if wanted else {"batchItemFailures": []}

    return handle


def _wanted(record: dict[str, Any]) -> bool:
    kind = record.get("dynamodb", {}).get("NewImage", {}).get("kind", {}).get("S")
    return record.get("eventName") == "INSERT" and kind in documents.WANTED


def main() -> None:
    """Work until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    source = Source(
        table=f"{os.environ['TAX_TABLE_PREFIX']}-ledger",
        endpoint=os.environ["DYNAMODB_ENDPOINT"],
        region=os.environ["TAX_REGION"],
        folder=Path(os.environ["TAX_CITY_DIR"]) / "documents",
    )
    schedules = (Schedule("documents-sweep", documents_sweep.handler, SWEEP_SECONDS),)
    door.city()  # built before there are threads, so that it is built once
    worker = Worker(source, "documents", filtered(documents.handler), schedules)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()


if __name__ == "__main__":
    main()
