"""Who is in the city: clerks who set the machines up, and a taxpayer with thirteen companies."""

from dataclasses import dataclass

from backend.kernel.clock import to_text
from backend.kernel.ids import new_id
from infra.local.seed.machines import FIRST_NUMBER, INVOICE_CODES
from infra.local.seed.people import CLERK, GROUP, SECOND_CLERK
from tests.soak.city import Processes
from tests.soak.online import Online
from tests.soak.wall import WALL

KIND = "P_ORD"
CODE = INVOICE_CODES[KIND]
DEPOT = FIRST_NUMBER + 2_000  # behind what the demo city's machines hold
PACKET = 90
A_SITE = 3


@dataclass(frozen=True, slots=True)
class Machine:
    """A kiosk that was set up: its device, its place, and the sheets in it."""

    id: str
    site_id: str
    device: Online
    sheets: range


@dataclass(frozen=True, slots=True)
class People:
    """The signed-in devices that everybody shares."""

    clerk: Online
    second: Online
    phone: Online


def signed_in(city: Processes, phone: str) -> Online:
    """Sign a person in by the code of the text message."""
    device = Online(None, WALL, origin=city.plan.pages.url)  # type: ignore[arg-type]
    device.sign_in(phone, city.code)
    return device


def people(city: Processes) -> People:
    """Sign in both clerks and the taxpayer."""
    return People(*(signed_in(city, one.phone) for one in (CLERK, SECOND_CLERK, GROUP)))


def machines(city: Processes, among: People, count: int) -> list[Machine]:
    """Set machines up by the city's own doors: registered, paired, loaded by two clerks."""
    return [_machine(city, among, number) for number in range(count)]


def beat(kiosk: Online) -> None:
    """A heartbeat that tells of nothing wrong."""
    told = {"paper": "ok", "door": "closed", "jam": False, "stock": {}, "version": "soak"}
    kiosk.told("/api/kiosk/heartbeat", {**told, "clock_at": to_text(WALL.now())})


def _machine(city: Processes, among: People, number: int) -> Machine:
    kiosk_id, site_id = f"S{number:03d}-K1", f"M{3 + number // A_SITE:03d}"
    base = f"/api/counter/kiosks/{kiosk_id}"
    among.clerk.told(base, {"site_id": site_id, "name": f"{number}号机（模拟）"})
    device = _paired(city, among.clerk, kiosk_id)
    first = DEPOT + number * PACKET
    packet = {"code": CODE, "first": first, "last": first + PACKET - 1}
    path = f"{base}/restocks/{new_id()}"
    among.clerk.told(path, {"way": "load", "kind": KIND, "packets": [packet], "seen": None})
    among.second.told(f"{path}/confirmation", {"packets": [packet]})
    beat(device)
    return Machine(kiosk_id, site_id, device, range(first, first + PACKET))


def _paired(city: Processes, clerk: Online, kiosk_id: str) -> Online:
    kiosk = Online(None, WALL, origin=city.plan.pages.url)  # type: ignore[arg-type]
    pairing = f"/api/pairings/{new_id()}"
    shown = kiosk.told(pairing)
    clerk.told(f"/api/counter/kiosks/{kiosk_id}/pairing", {"code": shown["code"]})
    answer = kiosk.again("POST", "/api/kiosks/token", {"kiosk_id": kiosk_id})
    kiosk.access = answer.json["access_token"]
    return kiosk
