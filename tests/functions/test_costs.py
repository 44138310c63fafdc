"""What the verbs of the main job cost: one small transaction each, and never a Scan."""

from backend.custody.serials import Range
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.storage.ledger import LedgerItem
from backend.storage.meter import Meter, metering
from infra.local.seed.people import OWNER
from tests.walks.acts import COMPANY, WISH, paired
from tests.walks.conftest import Walk
from tests.walks.device import drawn

MOST_ITEMS = 4


def is_one_small_transaction(meter: Meter) -> None:
    assert meter.calls["TransactWriteItems"] == 1, meter.calls
    writes = {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"} & set(meter.calls)
    assert writes == set(), meter.calls
    assert meter.largest_transaction <= MOST_ITEMS


def test_apply_reserve_and_done_are_one_small_transaction_each(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    with metering() as meter:
        application = phone.put(f"/api/companies/{COMPANY}/applications/{new_id()}", WISH)
    is_one_small_transaction(meter)
    walk.settle()
    code = drawn(phone.get(f"/api/pickups/{application['pickup_id']}"))
    with metering() as meter:
        held = kiosk.put(f"/api/reservations/{new_id()}", {"code": code})
    is_one_small_transaction(meter)
    base = f"/api/pickups/{held['pickup_id']}/reservations/{held['id']}"
    fencing, segment = {"fencing": held["fencing"]}, held["segments"][0]
    kiosk.put(f"{base}/start", fencing)
    for k in range(1, held["count"] + 1):
        sheet = {"code": segment["code"], "number": segment["first"] + k - 1}
        kiosk.put(f"{base}/sheets/{k}", {**fencing, **sheet})
    with metering() as meter:
        kiosk.put(f"{base}/done", fencing)
    is_one_small_transaction(meter)


def test_paper_of_two_batches_costs_no_more(walk: Walk) -> None:
    """What is bound may cross from one segment of serials to the next."""
    clerk = Doing("clerk/test", walk.clock.now())
    paper = Range("013002600199", 30_000_001, 30_000_020)
    walk.city.stockroom.receive("P_ORD", paper, new_id(), clerk)
    load = {"site_id": "E006", "kiosk_id": "E006-K1", "kind": "P_ORD", "paper": paper}
    walk.city.stockroom.load(**load, load_id=new_id(), doing=clerk)
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk, "E006-K1")
    wish = {**WISH, "count": 10, "site_id": "E006"}
    application = phone.put(f"/api/companies/{COMPANY}/applications/{new_id()}", wish)
    walk.settle()
    code = drawn(phone.get(f"/api/pickups/{application['pickup_id']}"))
    with metering() as meter:
        held = kiosk.put(f"/api/reservations/{new_id()}", {"code": code})
    is_one_small_transaction(meter)
    told = [one["last"] - one["first"] + 1 for one in held["segments"]]
    assert (told, held["segments"][1]["code"]) == ([8, 2], paper.code)
    base = f"/api/pickups/{held['pickup_id']}/reservations/{held['id']}"
    fencing = {"fencing": held["fencing"]}
    kiosk.put(f"{base}/start", fencing)
    sheets = [
        {"code": one["code"], "number": number}
        for one in held["segments"]
        for number in range(one["first"], one["last"] + 1)
    ]
    for k, sheet in enumerate(sheets, 1):
        kiosk.put(f"{base}/sheets/{k}", {**fencing, **sheet})
    with metering() as meter:
        done = kiosk.put(f"{base}/done", fencing)
    is_one_small_transaction(meter)
    assert done["state"] == "dispensed"


def test_a_scan_in_a_request_is_noticed_and_one_outside_is_not(
    walk: Walk, no_scan: list[str]
) -> None:
    list(LedgerItem.scan(limit=1))
    assert no_scan == []
    with walk.app.test_request_context("/api/health"):
        list(LedgerItem.scan(limit=1))
    assert no_scan == ["GET /api/health: Scan walk-city-ledger"]
    no_scan.clear()
