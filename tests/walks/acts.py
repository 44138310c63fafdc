"""What people and machines do in more than one walk."""

from typing import Any

from backend.kernel.ids import new_id
from infra.local.seed.companies import COMPANIES
from infra.local.seed.people import CLERK
from tests.walks.conftest import Walk
from tests.walks.device import Device

COMPANY = COMPANIES[0].id
WISH = {"kind": "P_ORD", "count": 3, "site_id": "Z001"}


def paired(walk: Walk, kiosk_id: str = "Z001-K1") -> Device:
    """Pair a kiosk as a new machine is: a code on its screen, typed by staff."""
    kiosk, clerk = walk.device(), walk.signed_in(CLERK.phone)
    pairing_id = new_id()
    shown = kiosk.put(f"/api/pairings/{pairing_id}")
    clerk.put(f"/api/counter/kiosks/{kiosk_id}/pairing", {"code": shown["code"]})
    assert kiosk.get(f"/api/pairings/{pairing_id}")["kiosk_id"] == kiosk_id
    answer = kiosk.send("POST", "/api/kiosks/token", {"kiosk_id": kiosk_id})
    kiosk.access = answer.json["access_token"]
    return kiosk


def applied(walk: Walk, phone: Device) -> Any:
    application = phone.put(f"/api/companies/{COMPANY}/applications/{new_id()}", WISH)
    walk.settle()
    return application


def dispensed(kiosk: Device, code: str) -> dict[str, Any]:
    held = kiosk.put(f"/api/reservations/{new_id()}", {"code": code})
    base = f"/api/pickups/{held['pickup_id']}/reservations/{held['id']}"
    fencing = {"fencing": held["fencing"]}
    kiosk.put(f"{base}/start", fencing)
    segment = held["segments"][0]
    for k in range(1, held["count"] + 1):
        sheet = {"code": segment["code"], "number": segment["first"] + k - 1}
        kiosk.put(f"{base}/sheets/{k}", {**fencing, **sheet})
    done: dict[str, Any] = kiosk.put(f"{base}/done", fencing)
    return done


def standing_at(kiosk: Device, session: Any) -> Device:
    """Give the person at the machine: the kiosk's own key with the visit's token."""
    visitor = Device(kiosk.app, kiosk.clock, kiosk.key)
    visitor.access = session["access_token"]
    return visitor


def by_sms(walk: Walk, kiosk: Device, phone: str) -> Device:
    sign_in_id = new_id()
    kiosk.put(f"/api/kiosk/sign-ins/{sign_in_id}", {"phone": phone})
    path = f"/api/kiosk/sign-ins/{sign_in_id}/session"
    return standing_at(kiosk, kiosk.put(path, {"code": walk.code()}))


def sheets(code: str, first: int, count: int = 1) -> dict[str, object]:
    """Name sheets as a clerk does."""
    return {"code": code, "first": first, "last": first + count - 1}


def counted(walk: Walk, clerk: Device, kiosk_id: str = "Z001-K1") -> None:
    """Count every kind in a machine and find it as booked."""
    kiosks = clerk.get("/api/counter/kiosks?limit=100")["items"]
    [kiosk] = [one for one in kiosks if one["id"] == kiosk_id]
    for one in kiosk["cassettes"]:
        found = {"code": one["code"], "number": one["next"]} if one["left"] else None
        count = {"kind": one["kind"], "found": found, "reason": "开箱清点"}
        clerk.put(f"/api/counter/kiosks/{kiosk_id}/counts/{new_id()}", count)
    walk.settle()
