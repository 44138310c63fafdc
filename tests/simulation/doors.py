"""What a kiosk may ask the API, by the names of the core's server port: the routes' own verbs."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from backend.kernel.clock import to_text
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id
from backend.kiosks.rules.condition import Report
from backend.kiosks.service import Signer
from backend.pickup.rules.pickup import Pickup
from backend.pickup.schemas import ReservationView
from backend.pickup.schemas.leases import LeasesView
from backend.pickup.service.grip import Grip
from backend.pickup.service.machine import Scan
from backend.web.proofs import thumbprint
from backend.wiring import City
from tests.simulation.keys import Key
from tests.simulation.town import Place

TEXTS = Path(__file__).parents[2] / "backend" / "web" / "texts" / "problems"


@dataclass(slots=True)
class Caller:
    """A kiosk that has shown its token and its key; a new key when it was paired anew."""

    city: City
    place: Place
    key: Key

    def doing(self) -> Doing:
        actor = f"kiosk/{self.place.kiosk_id}"
        return Doing(actor, self.city.clock.now(), actor)


def _reserve(caller: Caller, request: Mapping[str, Any]) -> Any:
    reservation_id = check_id(request["reservation"], "/reservation_id")
    last = request["journal"]
    scan = Scan(request["code"], request["check"], (last["number"], last["digest"]))
    doing = caller.doing()
    machine = caller.city.pickup_machine
    return _held(machine.reserve(reservation_id, scan, jkt=caller.key.jkt, doing=doing), doing)


def _start(caller: Caller, held: Mapping[str, Any]) -> Any:
    doing = caller.doing()
    return _held(caller.city.pickup_machine.start(_grip(caller, held), doing), doing)


def _confirm(caller: Caller, held: Mapping[str, Any], sheet: int, serial: Mapping[str, Any]) -> Any:
    grip, doing = _grip(caller, held), caller.doing()
    out = (serial["code"], serial["number"])
    return _held(caller.city.pickup_machine.confirm(grip, sheet, out, doing), doing)


def _done(caller: Caller, held: Mapping[str, Any]) -> Any:
    doing = caller.doing()
    return _held(caller.city.pickup_machine.finish(_grip(caller, held), doing), doing)


def _stop(
    caller: Caller, held: Mapping[str, Any], reason: str, spoiled: Mapping[str, Any] | None
) -> Any:
    grip, doing = _grip(caller, held), caller.doing()
    sheet = (spoiled["code"], spoiled["number"]) if spoiled else None
    stopped = caller.city.pickup_machine.stop(grip, reason=reason, spoiled=sheet, doing=doing)
    return _held(stopped, doing)


def _part(caller: Caller, held: Mapping[str, Any]) -> Any:
    doing = caller.doing()
    return _held(caller.city.pickup_parting.part(_grip(caller, held), doing), doing)


def _retract(caller: Caller, held: Mapping[str, Any], report_id: str, count: int) -> Any:
    doing = caller.doing()
    found = caller.city.pickup_report.retract(_grip(caller, held), report_id, count, doing)
    return _held(found, doing)


def _exchange(caller: Caller, returned: Sequence[str], last: Mapping[str, Any]) -> Any:
    doing = caller.doing()
    exchange = caller.city.pickup_leases.exchange
    journaled = (last["number"], last["digest"])
    found = exchange(caller.key.jkt, returned, doing, journaled=journaled)
    return LeasesView.of(found, to_text(doing.at)).model_dump(mode="json")


def _journal(
    caller: Caller, first: int, jwk: Mapping[str, str], entries: Sequence[Mapping[str, str]]
) -> Any:
    lines = [(one["text"], one["signature"]) for one in entries]
    signer = Signer(jwk, thumbprint(jwk), caller.key.jkt)
    return {"next": caller.city.journals.receive(first, lines, signer, caller.doing())}


def _heartbeat(caller: Caller, report: Report) -> Any:
    doing, kiosk_id = caller.doing(), caller.place.kiosk_id
    caller.city.kiosks.heartbeat(kiosk_id, caller.key.jkt, report, doing)
    return to_text(doing.at)


VERBS: Mapping[str, Callable[..., Any]] = {
    "reserve": _reserve,
    "start": _start,
    "confirm": _confirm,
    "done": _done,
    "stop": _stop,
    "part": _part,
    "retract": _retract,
    "exchange": _exchange,
    "journal": _journal,
    "heartbeat": _heartbeat,
}


def _grip(caller: Caller, held: Mapping[str, Any]) -> Grip:
    return Grip(held["pickup_id"], held["id"], caller.place.kiosk_id, held["fencing"])


def _held(pickup: Pickup, doing: Doing) -> dict[str, Any]:
    return ReservationView.of(pickup, doing.at).model_dump(mode="json")


@cache
def statuses() -> Mapping[str, int]:
    """Read the HTTP status of each problem code."""
    rows: dict[str, int] = {}
    for path in sorted(TEXTS.glob("*.json")):
        rows |= {code: row["status"] for code, row in json.loads(path.read_text("utf-8")).items()}
    return rows


def answered(result: Any, raised: BaseException | None) -> dict[str, Any]:
    """Say what a request came to as the page's client tells the core."""
    match raised:
        case None:
            return {"value": result}
        case Refusal() if _passing(status := statuses()[raised.code]):
            after = raised.retry_after_seconds
            return {"unreachable": "server", "after": after, "heard": 400 <= status < 500}
        case Refusal():
            return {"refused": raised.code, "params": dict(raised.params)}
        case Conflict():
            return {"unreachable": "server", "after": 1, "heard": True}
        case _:
            return {"unreachable": "server"}


def _passing(status: int) -> bool:
    return status in (0, 408, 425, 429) or status >= 500
