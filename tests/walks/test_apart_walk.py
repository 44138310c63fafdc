"""A sheet sticks in a machine: listed, voided by a clerk, replaced, and found by its number."""

from typing import Any

from backend.custody.serials import total
from backend.custody.store import find_batch, find_shelf
from backend.kernel.ids import new_id
from backend.reactions import react
from backend.storage import ledger
from backend.storage.ledger import LedgerItem, from_item
from backend.storage.markers import MarkerItem
from infra.local.seed.machines import INVOICE_CODES
from infra.local.seed.people import CLERK, OWNER, SECOND_CLERK
from tests.walks.acts import applied, dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn

CODE = INVOICE_CODES["P_ORD"]
PLACE = "/api/counter/apart?site_id=Z001&kiosk_id=Z001-K1"


def jammed(walk: Walk, phone: Device, kiosk: Device) -> tuple[str, int]:
    """Let the second of three sheets stick; returns the pickup and the number that stuck."""
    pickup_id = applied(walk, phone)["pickup_id"]
    code = drawn(phone.get(f"/api/pickups/{pickup_id}"))
    held = kiosk.put(f"/api/reservations/{new_id()}", {"code": code})
    base = f"/api/pickups/{pickup_id}/reservations/{held['id']}"
    fencing, first = {"fencing": held["fencing"]}, held["segments"][0]["first"]
    kiosk.put(f"{base}/start", fencing)
    kiosk.put(f"{base}/sheets/1", {**fencing, "code": CODE, "number": first})
    spoiled = {"code": CODE, "number": first + 1}
    kiosk.put(f"{base}/stop", {**fencing, "reason": "jam", "spoiled": spoiled})
    walk.settle()
    return pickup_id, first + 1


def lots(clerk: Device, path: str = PLACE) -> Any:
    return clerk.get(path)["items"]


def decision(lot: Any) -> str:
    return f"/api/counter/apart/{lot['kiosk_id']}/{lot['id']}/decisions/{new_id()}"


def ruling(lot: Any, outcome: str, **more: object) -> dict[str, object]:
    told = {"outcome": outcome, "packets": lot["free"], "reason": "开机取出，票面已破"}
    return {**told, "version": lot["version"], **more}


def waiting(clerk: Device) -> list[Any]:
    alerts = clerk.get("/api/counter/alerts")["items"]
    return [one for one in alerts if one["kind"] == "collect"]


def test_a_jammed_sheet_is_collected_voided_and_replaced(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    clerk, second = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    pickup_id, number = jammed(walk, phone, kiosk)
    [lot] = lots(clerk)
    assert (lot["nature"], lot["why"], lot["kind"]) == ("spoiled", "jam", "P_ORD")
    assert lot["packets"] == [{"code": CODE, "first": number, "last": number}]
    assert lot["affected"]["pickup_id"] == pickup_id
    assert lot["affected"]["collector"] == OWNER.name[0] + "*" * (len(OWNER.name) - 1)
    [alert] = waiting(clerk)
    assert (alert["about"], alert["owner"], bool(alert["due_at"])) == ("P_ORD", None, True)
    walk.clock.forward(seconds=20)
    # What remains is printed elsewhere in the sheet's order: the first of it replaces the sheet.
    assert dispensed(kiosk, drawn(phone.get(f"/api/pickups/{pickup_id}")))["state"] == "dispensed"
    walk.settle()
    walk.clock.forward(seconds=20)
    path = decision(lot)
    assert clerk.refused("PUT", path, ruling(lot, "voided"))["code"] == "apart-changed"
    [lot] = lots(clerk)
    [reprint] = lot["reprints"]
    assert (reprint["gone_number"], reprint["printed_number"]) == (number, number + 1)
    voided = clerk.put(path, ruling(lot, "voided"))
    assert clerk.put(path, ruling(lot, "voided")) == voided
    assert (voided["is_open"], voided["decisions"][0]["by_name"]) == (False, CLERK.name)
    # The second clerk comes too late, with an id of his own and with that of the first.
    late = second.refused("PUT", decision(lot), ruling(lot, "voided"))
    assert late["code"] == "apart-over"
    stolen = second.refused("PUT", path, ruling(lot, "voided"))
    assert stolen["code"] == "decision-exists-differently"
    walk.settle()
    assert (lots(clerk), waiting(clerk)) == ([], [])
    shelf = find_shelf("Z001", "P_ORD")
    assert (shelf.cancelled, shelf.lost, total(shelf.in_doubt), shelf.out) == (1, 0, 0, 3)
    found = clerk.get(f"/api/counter/serials/{CODE}/{number}")
    assert found["place"] == "cancelled"
    kinds = [one["kind"].partition(":")[2] for one in found["items"]]
    assert kinds == ["sheets:cancelled", "apart:replaced", "sheets:settled", "sheets:bound"]
    last, replaced, stuck, _ = found["items"]
    assert (last["person_name"], last["reason"]) == (CLERK.name, "开机取出，票面已破")
    assert replaced["replaced"]["first"] == number + 1
    assert (stuck["place"], stuck["why"], stuck["kiosk_id"]) == ("apart", "jam", "Z001-K1")
    assert stuck["affected"]["pickup_id"] == pickup_id
    other = clerk.get(f"/api/counter/serials/{CODE}/{number + 1}")
    assert other["place"] == "handed"
    assert {one["replaces"]["first"] for one in other["items"] if one["replaces"]} == {number}
    for subject in (f"apart/Z001-K1/{lot['id']}", "shelf/Z001/P_ORD"):
        assert ledger.broken_at(subject) is None


def test_what_a_count_passed_over_takes_two_clerks(walk: Walk) -> None:
    paired(walk)
    clerk, second = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    first = walk.city.stockroom.cassettes("Z001", "Z001-K1", ["P_ORD"])["P_ORD"].ranges[0].first
    found = {"code": CODE, "number": first + 3}
    body = {"kind": "P_ORD", "found": found, "reason": "少三张"}
    clerk.put(f"/api/counter/kiosks/Z001-K1/counts/{new_id()}", body)
    walk.settle()
    [lot] = lots(clerk)
    assert (lot["nature"], lot["why"], lot["affected"]) == ("in-doubt", "count", None)
    assert waiting(clerk) == []
    before = find_batch(CODE, "P_ORD").at_depot
    one = [{"code": CODE, "first": first, "last": first}]
    back = decision(lot)
    lot = clerk.put(back, ruling(lot, "given-back", packets=one))
    assert find_batch(CODE, "P_ORD").at_depot == before
    same = clerk.refused("PUT", f"{back}/answer", {"agrees": True})
    assert same["code"] == "decision-same-person"
    busy = clerk.refused("PUT", decision(lot), ruling(lot, "voided", packets=one))
    assert busy["code"] == "sheets-not-apart"
    lot = second.put(f"{back}/answer", {"agrees": True})
    assert second.put(f"{back}/answer", {"agrees": True}) == lot
    assert clerk.refused("PUT", f"{back}/answer", {"agrees": False})["code"] == "decision-over"
    assert total(find_batch(CODE, "P_ORD").at_depot) == total(before) + 1
    walk.clock.forward(seconds=1)
    gone = decision(lot)
    lost = clerk.put(gone, ruling(lot, "lost"))
    lot = second.put(f"{gone}/answer", {"agrees": False})
    assert lot["free"] == lost["decisions"][1]["packets"]
    gone = decision(lot)
    clerk.put(gone, ruling(lot, "lost"))
    assert second.put(f"{gone}/answer", {"agrees": True})["is_open"] is False
    walk.settle()
    shelf = find_shelf("Z001", "P_ORD")
    assert (shelf.lost, shelf.cancelled, total(shelf.in_doubt)) == (2, 0, 0)
    assert clerk.get(f"/api/counter/serials/{CODE}/{first}")["place"] == "depot"
    history = clerk.get(f"/api/counter/serials/{CODE}/{first + 1}")
    assert history["place"] == "lost"
    kinds = [one["kind"].partition(":")[2] for one in history["items"]]
    assert kinds[0] == "sheets:lost"
    assert kinds[-1] == "sheets:counted"
    assert sorted(kinds[1:-1]) == ["apart:proposed"] * 2 + ["apart:withdrawn"]


def test_whose_case_waits_is_not_struck_off(walk: Walk) -> None:
    """What a case may still find with somebody is its case's; foreign names lead nowhere."""
    phone, kiosk, clerk = walk.signed_in(OWNER.phone), paired(walk), walk.signed_in(CLERK.phone)
    jammed(walk, phone, kiosk)
    [lot] = lots(clerk)
    handed = clerk.refused("PUT", decision(lot), ruling(lot, "handed-over"))
    assert handed["code"] == "apart-case-decides"
    unfit = clerk.refused("PUT", decision(lot), ruling(lot, "given-back"))
    assert unfit["code"] == "apart-outcome-unfit"
    none = clerk.refused("PUT", decision(lot), ruling(lot, "voided", reason=" "))
    assert none["code"] == "request-malformed"
    other = decision({**lot, "kiosk_id": "Z001-K2"})
    assert clerk.refused("PUT", other, ruling(lot, "voided"))["code"] == "apart-unknown"
    foreign = ruling(lot, "voided", packets=[{"code": CODE, "first": 1, "last": 1}])
    assert clerk.refused("PUT", decision(lot), foreign)["code"] == "sheets-not-apart"
    assert lots(clerk, "/api/counter/apart?site_id=H001") == []
    assert len(lots(clerk, "/api/counter/apart")) == 1
    assert phone.refused("GET", PLACE)["code"] == "caller-not-allowed"
    unknown = clerk.refused("GET", "/api/counter/serials/013002600199/1")
    assert unknown["code"] == "serial-unknown"


def test_a_crash_after_any_reaction_changes_nothing(walk: Walk) -> None:
    phone, kiosk, clerk = walk.signed_in(OWNER.phone), paired(walk), walk.signed_in(CLERK.phone)
    pickup_id, number = jammed(walk, phone, kiosk)
    dispensed(kiosk, drawn(phone.get(f"/api/pickups/{pickup_id}")))
    walk.settle()
    before = lots(clerk), waiting(clerk)
    history = clerk.get(f"/api/counter/serials/{CODE}/{number}")
    for marker in list(MarkerItem.scan()):
        marker.delete()
    for event in sorted(map(from_item, LedgerItem.scan()), key=lambda one: one.id):
        if event.id in walk.followed and event.actor != "system/demo-city":
            react(walk.city, event)
    assert (lots(clerk), waiting(clerk)) == before
    walk.settle()
    again = clerk.get(f"/api/counter/serials/{CODE}/{number}")
    assert again["items"] == history["items"]
