"""The stream's handler: what follows does so once, and one bad record does not stop the others."""

from dataclasses import replace

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from backend.storage import ledger, markers
from backend.storage.meter import metering
from functions.ledger_react import handler
from tests.functions.conftest import (
    CONTEXT,
    approved,
    event_of,
    recorded,
    sequence,
    steps,
    stream,
)
from tests.walks.conftest import Walk


def test_the_recorded_event_issues_its_pickup(city: Walk) -> None:
    assert handler(recorded("stream-insert"), CONTEXT) == {"batchItemFailures": []}
    pickup = city.city.pickup.store.find("00112233445566aa")
    assert pickup is not None
    assert (pickup.state, pickup.count, pickup.site_id) == ("issued", 2, "Z001")
    event_id = "application/019ad3c0-5c00-7000-8000-000000000001#1"
    assert markers.done(event_id, ["pickup.issue"]) == {"pickup.issue"}


def test_what_leaves_the_ledger_is_followed_by_nothing(city: Walk) -> None:
    with metering() as meter:
        assert handler(recorded("stream-remove"), CONTEXT) == {"batchItemFailures": []}
    assert meter.calls == {}


def test_a_repeat_does_nothing_twice(city: Walk) -> None:
    event = stream(event_of(approved(city)))
    handler(event, CONTEXT)
    with metering() as meter:
        assert handler(event, CONTEXT) == {"batchItemFailures": []}
    assert meter.calls == {"BatchGetItem": 1}


def test_a_lost_marker_does_not_issue_a_second_pickup(city: Walk) -> None:
    application = approved(city)
    event = event_of(application)
    handler(stream(event), CONTEXT)
    markers.MarkerItem(event.id, "pickup.issue", outcome="").delete()
    assert handler(stream(event), CONTEXT) == {"batchItemFailures": []}
    assert steps(f"pickup/{application.pickup_id}") == ["issued"]


def test_one_failing_record_of_three_is_reported_and_the_others_are_done(city: Walk) -> None:
    first, third = approved(city), approved(city)
    bad = replace(event_of(approved(city)), data={"pickup_id": "0" * 16, "count": "three"})
    answer = handler(stream(event_of(first), bad, event_of(third)), CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": sequence(2)}]}
    for application in (first, third):
        assert steps(f"pickup/{application.pickup_id}") == ["issued"]
    assert markers.done(bad.id, ["pickup.issue"]) == set()


def test_a_batch_that_fails_as_a_whole_raises_so_that_it_is_cut_in_two(city: Walk) -> None:
    bad = replace(event_of(approved(city)), data={})
    with pytest.raises(BatchProcessingError):
        handler(stream(bad), CONTEXT)


def test_events_that_nothing_follows_cost_nothing(city: Walk) -> None:
    event = replace(event_of(approved(city)), kind="taxpayers:company:registered")
    with metering() as meter:
        assert handler(stream(event), CONTEXT) == {"batchItemFailures": []}
    assert meter.calls == {}
    assert ledger.find(event.subject, event.number) is not None
