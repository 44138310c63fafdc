"""Thirty kiosks scan at once: the API as processes against a bare app that makes the same calls."""

import pickle
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from backend import settings
from backend.app import create_app
from backend.kernel.ids import new_id
from backend.wiring import build
from infra.local.children import answers, end, free_port, spawn, wait_until
from infra.local.plan import python
from infra.local.seed.companies import GROUPED
from tests.bench.bare import Call
from tests.bench.reserve import recorded
from tests.soak import town
from tests.soak.city import Processes, folder
from tests.soak.online import Online
from tests.soak.wall import WALL
from tests.walks.device import Device, drawn

KIOSKS, ROUNDS = 30, 6


@dataclass(frozen=True, slots=True)
class Stand:
    """One kiosk with an order before it; its code is drawn anew for each scan."""

    kiosk: Online
    phone: Online
    pickup_id: str

    def code(self) -> str:
        return drawn(self.phone.asked(f"/api/pickups/{self.pickup_id}"))


def report() -> None:
    """Print scan → reserved at p50 and p99 for both, measured in turn in one run."""
    with folder() as name:
        city = Processes(Path(name))
        try:
            city.open()
            people = town.people(city)
            stands = [
                _stand(machine, people.phone.like())
                for machine in town.machines(city, people, KIOSKS)
            ]
            _compare(city, stands)
        finally:
            city.supervisor.stop()


def _compare(city: Processes, stands: list[Stand]) -> None:
    calls = _calls(city, stands[0])
    path, port = city.folder / "calls.pickle", free_port()
    path.write_bytes(pickle.dumps(calls))
    environment = {**city.environment, "TAX_BIND": f"127.0.0.1:{port}"}
    child = spawn(
        python("tests.bench.bare", str(path)), city.folder / "bare.log", environment=environment
    )
    try:
        assert wait_until(lambda: answers(port), seconds=30)
        ours, theirs = [], []
        with ThreadPoolExecutor(KIOSKS) as pool:
            for _ in range(ROUNDS):
                codes = list(pool.map(Stand.code, stands))
                ours += list(pool.map(_reserved, stands, codes))
                bare = [_plain(port) for _ in stands]
                theirs += list(pool.map(_bare, bare, codes))
    finally:
        end(child)
    print(f"scan → reserved, {KIOSKS} kiosks at once, {len(ours)} scans, {len(calls)} calls each")
    for name, at in (("p50", 0.5), ("p99", 0.99)):
        a, b = (_quantile(times, at) * 1000 for times in (ours, theirs))
        print(f"  {name}: API {a:.0f} ms, bare Flask {b:.0f} ms: {a / b:.2f}×")


def _plain(port: int) -> Online:
    return Online(None, WALL, origin=f"http://127.0.0.1:{port}")  # type: ignore[arg-type]


def _stand(machine: town.Machine, phone: Online) -> Stand:
    company = GROUPED[int(machine.id[1:4]) % len(GROUPED)].id
    wish = {"kind": town.KIND, "count": 2, "site_id": machine.site_id}
    told = phone.told(f"/api/companies/{company}/applications/{new_id()}", wish)
    path = f"/api/pickups/{told['pickup_id']}"
    phone.waits(path, lambda seen: seen.get("pass") is not None)
    return Stand(machine.device, phone, told["pickup_id"])


def _calls(city: Processes, stand: Stand) -> list[Call]:
    """What a reservation asks of the database, heard in this process by the same house."""
    app = create_app(build(settings.read(city.environment), WALL))
    inside = Device(
        app,
        WALL,
        stand.kiosk.key,
        stand.kiosk.access,
        origin=stand.kiosk.origin,  # type: ignore[arg-type]
    )
    code = stand.code()

    def act() -> None:
        held = inside.put(f"/api/reservations/{new_id()}", {"code": code})
        _let_go(stand.kiosk, held)

    return recorded(act)


def _reserved(stand: Stand, code: str) -> float:
    seconds, held = _timed(
        lambda: stand.kiosk.told(f"/api/reservations/{new_id()}", {"code": code})
    )
    _let_go(stand.kiosk, held)
    return seconds


def _bare(kiosk: Online, code: str) -> float:
    return _timed(lambda: kiosk.told("/reserve", {"code": code}))[0]


def _let_go(kiosk: Online, held: dict[str, object]) -> None:
    path = f"/api/pickups/{held['pickup_id']}/reservations/{held['id']}/stop"
    kiosk.told(path, {"fencing": held["fencing"], "reason": "cancelled", "spoiled": None})


def _timed(act: Callable[[], dict[str, object]]) -> tuple[float, dict[str, object]]:
    began = time.perf_counter()
    answer = act()
    return time.perf_counter() - began, answer


def _quantile(times: list[float], at: float) -> float:
    cuts = statistics.quantiles(times, n=1000, method="inclusive")
    return cuts[round(at * 1000) - 1]
