"""One contract for three stores of alerts and consumption: fake, embedded engine, moto."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing
from backend.kiosks.ports import AlertStore, UsageStore
from backend.kiosks.rules import alert as rules
from backend.kiosks.rules.alert import Alert, AlertKind, Step
from backend.kiosks.rules.forecast import WINDOW_DAYS
from backend.kiosks.rules.usage import KEPT, Used
from backend.kiosks.store.watch import DynamoAlerts, DynamoUsage
from backend.kiosks.tables import KioskItem
from backend.storage import ledger
from backend.storage.meter import metering
from tests.fakes.watch import FakeAlerts, FakeUsage

NOW = datetime(2026, 11, 23, 2, 0, 0, 123000, tzinfo=UTC)
DOING = Doing("clerk/c1", NOW, "session/s1")
DAY = date(2026, 11, 23)


@pytest.fixture(params=["fake", "embedded", "moto"])
def stores(request: pytest.FixtureRequest) -> tuple[AlertStore, UsageStore]:
    if request.param == "fake":
        return FakeAlerts(), FakeUsage()
    request.getfixturevalue(f"{request.param}_tables")
    return DynamoAlerts(), DynamoUsage()


def begun(alert: Alert) -> Step:
    step = rules.begin(alert, "Z001", DOING)
    assert step is not None
    return step


def read(store: AlertStore, alert: Alert) -> Alert:
    found = store.find(alert)
    assert found is not None
    return found


def test_an_alert_is_listed_while_it_is_open(stores: tuple[AlertStore, UsageStore]) -> None:
    store, _ = stores
    jam = Alert("Z001-K1", AlertKind.JAM)
    assert store.find(jam) is None
    store.save(*begun(jam))
    with pytest.raises(Conflict):
        store.save(*begun(jam))
    taken = rules.take(read(store, jam), DOING, over=False)
    assert taken is not None
    store.save(*taken)
    assert read(store, jam) == taken[0]
    assert store.list_open(None, 10).items == (taken[0],)
    for step in (rules.end, lambda one, doing: rules.begin(one, "Z001", doing)):
        after = step(read(store, jam), DOING)
        assert after is not None
        store.save(*after)
        assert read(store, jam) == after[0]
        assert len(store.list_open(None, 10).items) == after[0].is_open
    assert list(store.of_kiosk("Z001-K1")) == [read(store, jam)]
    assert list(store.of_kiosk("Z001-K2")) == []


def test_open_alerts_are_listed_by_urgency_in_pages(
    stores: tuple[AlertStore, UsageStore],
) -> None:
    store, _ = stores
    for kiosk_id in ("Z001-K2", "Z001-K1"):
        for kind in (AlertKind.SOFTWARE_OUTDATED, AlertKind.LOW, AlertKind.DOOR_OPEN):
            store.save(*begun(Alert(kiosk_id, kind)))
    found, cursor = [], None
    while True:
        page = store.list_open(cursor, 4)
        found += [(str(one.kind), one.kiosk_id) for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    kinds = ["door-open", "low", "software-outdated"]
    assert found == [(kind, f"Z001-K{n}") for kind in kinds for n in (1, 2)]


def counted(used: Used, hour: int, sheets: int, kind: str = "P_ORD") -> Used:
    return used.plus(kind, DAY, hour, sheets=sheets, today=DAY)


def test_what_left_and_its_source_are_kept_together(
    stores: tuple[AlertStore, UsageStore],
) -> None:
    _, store = stores
    assert store.find("Z001-K1") is None
    first = counted(Used("Z001-K1"), 9, 3)
    store.save(first, "pickup/1#7", counted_at=NOW)
    assert (store.is_counted("pickup/1#7"), store.is_counted("pickup/2#7")) == (True, False)
    assert store.find("Z001-K1") == first
    for used, source in ((counted(first, 9, 3), "pickup/1#7"), (first, "pickup/2#7")):
        with pytest.raises(Conflict):
            store.save(used, source, counted_at=NOW)
    second = counted(first, 23, 1, "P_ROLL")
    store.save(second, "pickup/2#7", counted_at=NOW)
    assert store.find("Z001-K1") == second
    assert store.find_all(["Z001-K2", "Z001-K1"]) == {"Z001-K1": second}
    assert store.find_all([]) == {}


def test_days_no_forecast_looks_at_are_forgotten() -> None:
    used = counted(counted(Used("Z001-K1"), 9, 3), 9, 1)
    assert sum(used.of("P_ORD")[DAY]) == 4
    later = DAY + timedelta(days=WINDOW_DAYS)
    kept = used.plus("P_ROLL", later, 8, sheets=2, today=later)
    assert list(kept.of("P_ORD")) == [DAY]
    gone = kept.plus("P_ROLL", later, 8, sheets=2, today=later + timedelta(days=1))
    assert (gone.of("P_ORD"), gone.of("P_ROLL")[later][8]) == ({}, 4)


def test_what_is_counted_goes_away_by_itself_and_what_it_costs(embedded_tables: str) -> None:
    store, alerts = DynamoUsage(), DynamoAlerts()
    with metering() as counting:
        store.save(counted(Used("Z001-K1"), 9, 3), "pickup/1#7", counted_at=NOW)
    assert (counting.calls["TransactWriteItems"], counting.largest_transaction) == (1, 2)
    gone_at = KioskItem.get("used/pickup/1#7", "used").gone_at
    assert gone_at is not None
    assert timedelta(0) <= KEPT - (gone_at - NOW) < timedelta(days=1)
    with metering() as opening:
        alerts.save(*begun(Alert("Z001-K1", AlertKind.JAM)))
    assert (opening.calls["TransactWriteItems"], opening.largest_transaction) == (1, 3)
    kept = alerts.find(Alert("Z001-K1", AlertKind.JAM))
    assert kept == replace(begun(Alert("Z001-K1", AlertKind.JAM))[0], head="")
    assert ledger.broken_at("alert/Z001-K1.jam") is None
