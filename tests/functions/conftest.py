"""Handlers on the demo city with an owned clock, and the events AWS gave them."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from backend.invoices.rules.applications import Application
from backend.kernel.clock import to_text
from backend.kernel.events import Doing, Event, canonical
from backend.kernel.ids import new_id
from backend.storage import ledger
from backend.storage.ledger import LedgerItem
from backend.storage.transaction import write
from functions import door
from infra.local.seed.companies import COMPANIES
from infra.local.seed.people import OWNER
from infra.local.worker.events import Context
from tests.walks.conftest import Walk, bank, loaded, sandbox, walk

__all__ = ["bank", "loaded", "sandbox", "walk"]

EVENTS = Path(__file__).parent / "events"
COMPANY = COMPANIES[0].id
CONTEXT = Context("ledger-react", "cn-north-1")


@pytest.fixture
def city(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """The demo city, and every handler believes that it built it."""
    monkeypatch.setattr(door, "city", lambda: walk.city)
    return walk


def recorded(name: str) -> dict[str, Any]:
    """Read an event as AWS gave it."""
    event: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    return event


def stream(*events: Event) -> dict[str, Any]:
    """Put ledger events into the recorded stream record, numbered 1 to n."""
    template = recorded("stream-insert")["Records"][0]
    records = []
    for number, event in enumerate(events, 1):
        record = copy.deepcopy(template)
        record["dynamodb"]["SequenceNumber"] = sequence(number)
        record["dynamodb"]["Keys"] = {
            "subject": {"S": event.subject},
            "number": {"N": str(event.number)},
        }
        record["dynamodb"]["NewImage"] |= {
            **record["dynamodb"]["Keys"],
            "kind": {"S": event.kind},
            "at": {"S": to_text(event.at)},
            "actor": {"S": event.actor},
            "machine": {"S": event.machine},
            "data": {"S": canonical(dict(event.data))},
        }
        records.append(record)
    return {"Records": records}


def sequence(number: int) -> str:
    return f"{111 * 10**21 + number}"


def approved(city: Walk) -> Application:
    """Apply for one sheet as the owner does, and be approved; nothing follows yet."""
    doing = Doing(f"person/{OWNER.id}", city.clock.now(), "session/test")
    application = city.city.invoices.apply(
        COMPANY, new_id(), kind="P_ORD", count=1, site_id="Z001", doing=doing
    )
    assert application.state == "approved"
    return application


def event_of(application: Application) -> Event:
    found = ledger.find(f"application/{application.id}", 1)
    assert found is not None
    return found


def keep(event: Event) -> Event:
    """Write an event into the ledger as its room would have."""
    write(ledger.record(event, "")[0])
    return event


def steps(subject: str) -> list[str]:
    """Name what happened to a subject."""
    return [item.kind.rsplit(":", 1)[1] for item in LedgerItem.query(subject)]
