"""The kiosks' sweeper: a machine that stopped talking is noticed once."""

from functions.kiosks_heartbeat import handler
from tests.functions.conftest import CONTEXT, recorded
from tests.walks.acts import paired
from tests.walks.conftest import Walk

REPORT = {
    "paper": "ok",
    "door": "closed",
    "jam": False,
    "stock": {"P_ORD": 300},
    "clock_at": "2026-11-23T02:00:00Z",
    "version": "1",
}


def test_a_machine_that_stopped_talking_is_noticed_once(city: Walk) -> None:
    kiosk = paired(city)
    kiosk.put("/api/kiosk/heartbeat", REPORT)
    city.clock.forward(seconds=30)
    assert handler(recorded("schedule"), CONTEXT) == {"noted": 0}
    city.clock.forward(minutes=5)
    assert handler(recorded("schedule"), CONTEXT) == {"noted": 1}
    assert handler(recorded("schedule"), CONTEXT) == {"noted": 0}
    kiosk.put("/api/kiosk/heartbeat", REPORT)
    assert kiosk.get("/api/kiosk")["state"] == "in-service"
