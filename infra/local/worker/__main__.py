"""`python -m infra.local.worker`: the cloud functions, fed from the engine of this machine."""

import logging
import os
import signal
from pathlib import Path

from functions import (
    delivery_sweep,
    door,
    einvoices_sweep,
    kiosks_heartbeat,
    ledger_react,
    ledger_replay,
    payments_reconcile,
    payments_sweep,
    pickup_sweep,
)
from infra.local.printer.hands import load, with_hands
from infra.local.worker.runner import Schedule, Source, Worker

SWEEP_SECONDS = 10
HEARTBEAT_SECONDS = 20
REPLAY_SECONDS = 60
RECONCILE_SECONDS = 300


def main() -> None:
    """Work until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    source = Source(
        table=f"{os.environ['TAX_TABLE_PREFIX']}-ledger",
        endpoint=os.environ["DYNAMODB_ENDPOINT"],
        region=os.environ["TAX_REGION"],
        folder=Path(os.environ["TAX_CITY_DIR"]) / "worker",
    )
    schedules = (
        Schedule("pickup-sweep", pickup_sweep.handler, SWEEP_SECONDS),
        Schedule("payments-sweep", payments_sweep.handler, SWEEP_SECONDS),
        Schedule("payments-reconcile", payments_reconcile.handler, RECONCILE_SECONDS),
        Schedule("delivery-sweep", delivery_sweep.handler, SWEEP_SECONDS),
        Schedule("einvoices-sweep", einvoices_sweep.handler, HEARTBEAT_SECONDS),
        Schedule("kiosks-heartbeat", kiosks_heartbeat.handler, HEARTBEAT_SECONDS),
        Schedule("ledger-replay", ledger_replay.handler, REPLAY_SECONDS),
    )
    door.city()  # built before there are threads, so that it is built once
    handler = with_hands(ledger_react.handler, load)
    worker = Worker(source, "ledger-react", handler, schedules)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()


if __name__ == "__main__":
    main()
