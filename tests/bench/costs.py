"""What each verb of the main job asks of DynamoDB."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend.kernel.ids import new_id
from backend.reactions import react
from backend.storage import ledger
from backend.storage.meter import Meter, metering
from tests.walks.acts import COMPANY, WISH
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn

Verbs = list[tuple[str, Meter]]


def report(walk: Walk, phone: Device, kiosk: Device) -> None:
    """Go through the main job once and print every verb's calls and units."""
    phone.get("/api/sites?limit=1")  # the list of sites is kept per process
    print("DynamoDB per verb: calls, capacity units, items of the largest transaction")
    for name, meter in measured(walk, phone, kiosk):
        calls = ", ".join(f"{count} {verb}" for verb, count in sorted(meter.calls.items()))
        print(f"  {name:<17}{meter.units:6.1f} units  {meter.largest_transaction} items  {calls}")


def measured(walk: Walk, phone: Device, kiosk: Device) -> Verbs:
    """Go through the main job once; gives what every verb cost, in order."""
    verbs: Verbs = []
    with _verb("apply", verbs):
        application = phone.put(f"/api/companies/{COMPANY}/applications/{new_id()}", WISH)
    approval = ledger.find(f"application/{application['id']}", 1)
    assert approval is not None
    with _verb("issue (reaction)", verbs):
        react(walk.city, approval)
    path = f"/api/pickups/{application['pickup_id']}"
    with _verb("see the pass", verbs):
        pickup = phone.get(path)
    with _verb("list pickups", verbs):
        phone.get(f"/api/companies/{COMPANY}/pickups")
    with _verb("reserve", verbs):
        held = kiosk.put(f"/api/reservations/{new_id()}", {"code": drawn(pickup)})
    base = f"{path}/reservations/{held['id']}"
    fencing, segment = {"fencing": held["fencing"]}, held["segments"][0]
    with _verb("start", verbs):
        kiosk.put(f"{base}/start", fencing)
    for k in range(1, held["count"] + 1):
        sheet = {"code": segment["code"], "number": segment["first"] + k - 1}
        with _verb(f"sheet {k}", verbs):
            kiosk.put(f"{base}/sheets/{k}", {**fencing, **sheet})
    with _verb("done", verbs):
        kiosk.put(f"{base}/done", fencing)
    return verbs


@contextmanager
def _verb(name: str, verbs: Verbs) -> Iterator[None]:
    with metering() as meter:
        yield
    verbs.append((name, meter))
