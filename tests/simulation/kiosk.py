"""A kiosk: the shipped core between its disk, its printer, its line, and the people before it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from tests.simulation.books import Books
from tests.simulation.core import Core
from tests.simulation.disk import Answer, Disk
from tests.simulation.doors import Caller
from tests.simulation.faults import Faults
from tests.simulation.hub import EPOCH, Hub
from tests.simulation.keys import Key
from tests.simulation.line import Line
from tests.simulation.printer import Printer
from tests.simulation.town import Place
from tests.simulation.tray import Tray

# A page takes a turn every five seconds; here rarely, and soon when it is asked for a lease.
TURN_MS = (60_000, 160_000)
SOON_MS = (500, 9_000)


class Port(Protocol):
    """A port of the core: it takes any verb and answers when it likes, or never."""

    def ask(self, verb: str, args: list[Any], answer: Answer) -> None: ...


class Wait:
    """The core's clock, as far as waiting goes."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    def ask(self, verb: str, args: list[Any], answer: Answer) -> None:
        assert verb == "wait", verb
        self.hub.at(args[0], lambda: answer({"value": None}))


class Kiosk:
    """One machine with its page; `boots` tells its boots apart."""

    def __init__(
        self, hub: Hub, faults: Faults, *, core: Core, caller: Caller, printer: Printer, line: Line
    ) -> None:
        self.hub, self.faults, self.core, self.caller = hub, faults, core, caller
        self.disk, self.printer, self.line = Disk(hub, faults), printer, line
        self.tray = Tray(hub, printer, line)
        self.ports: dict[str, Port] = {
            "clock": Wait(hub),
            "disk": self.disk,
            "printer": printer,
            "cassettes": printer,
            "server": line,
            "house": line,
        }
        self.view: dict[str, Any] = {"at": "off"}
        self.visitor: object = None
        self.boots = 0
        self.alive = False
        self.turning = False
        self.unpaired = False
        self.skew = timedelta()
        self.drawn: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        self.books: Books | None = None

    @property
    def place(self) -> Place:
        return self.caller.place

    def at_site(self, site_id: object) -> bool:
        return self.place.site_id == site_id

    @property
    def at(self) -> str:
        return str(self.view["at"])

    @property
    def resting(self) -> bool:
        """Whether the next person may step up."""
        over = self.at in ("idle", "reading", "done", "refused", "checking")
        return self.alive and (over or self.reported)

    @property
    def reported(self) -> bool:
        reasons = ("refused", "in-doubt")
        return self.at == "stopped" and (self.view["reported"] or self.view["reason"] in reasons)

    def boot(self) -> None:
        """Open the page: a new core reads what the disk kept."""
        rng = self.hub.rng
        self.boots += 1
        self.alive, self.turning = True, False
        self.skew = timedelta(milliseconds=rng.randint(-2_000, 2_000))
        if self.hub.chance(self.faults.wrong_clock):
            self.skew = timedelta(hours=rng.choice((-26, -2, 1, 30)))
        self.hub.say(f"{self.place.kiosk_id} boots, its clock off by {self.skew}")
        self._tell(act="boot", mark=f"{rng.getrandbits(72):018x}", key=self.caller.key.jwk)
        self._next_round(self.boots, rng.randint(100, 5_000))

    def die(self, *, power: bool) -> None:
        """Close the page, or the whole machine; it comes back by itself some time later."""
        if not self.alive:
            return
        rng = self.hub.rng
        self.hub.say(f"{self.place.kiosk_id} {'goes dark' if power else 'loses its page'}")
        self.alive = False
        self.view = {"at": "off"}
        self._tell(act="kill")
        self.disk.crash()
        if self.hub.chance(self.faults.disk_replaced):
            self.disk.replace()
            self.unpaired = True
            self.tray.served = None
            self.hub.say(f"{self.place.kiosk_id} gets a new disk")
        if power:
            self.printer.cut_power()
        quick = rng.random() < 0.5
        self.hub.at(rng.randint(2_000, 40_000) if quick else rng.randint(61_000, 600_000), self._up)

    def _up(self) -> None:
        self.printer.restore_power()
        if not self.alive and not self.unpaired:
            self.boot()

    def paired(self, key: Key) -> None:
        """A clerk has confirmed the code that the new page showed."""
        self.caller.key = key
        self.unpaired = False
        self.boot()

    def do(self, verb: str, *args: object) -> None:
        """Let a person do something at the page."""
        if self.alive:
            self._tell(act="do", verb=verb, args=list(args))

    def scan(self, text: str) -> None:
        """Show a code to the camera, as the page takes it: the last goodbye gives way."""
        if self.at in ("done", "refused", "checking") or self.reported:
            self.do("home")
        self.do("submit", text)

    def turn_soon(self) -> None:
        """Let the page take its next turn soon, as one would that takes a turn every 5 s."""
        if self.hub.over:
            self._beat()
        self.hub.at(self.hub.rng.randint(*SOON_MS), self._turn(self.boots))

    def _next_round(self, boot: int, delay_ms: int) -> None:
        def round_() -> None:
            # When all is over days pass at once, and a machine acts only when it is asked.
            if boot == self.boots and self.alive and not self.hub.over:
                self._beat()
                self._turn(boot)()
                self._next_round(boot, self.hub.rng.randint(*TURN_MS))

        self.hub.at(delay_ms, round_)

    def _beat(self) -> None:
        report = self.printer.report(self._now())
        self.line.ask("heartbeat", [report], self._corrected(lambda _: None))

    def _turn(self, boot: int) -> Callable[[], None]:
        def turn() -> None:
            if boot == self.boots and self.alive and not self.turning:
                self.turning = True
                self._tell(act="turn")

        return turn

    def _corrected(self, answer: Answer) -> Answer:
        """A page corrects its clock by what the house says."""

        def heard(told: dict[str, Any]) -> None:
            if "unreachable" not in told and abs(self.skew) > timedelta(seconds=2):
                self.skew = timedelta(milliseconds=self.hub.rng.randint(-900, 900))
            answer(told)

        return heard

    def _now(self) -> Any:
        return self.hub.start + timedelta(milliseconds=self.hub.now_ms) + self.skew

    def _tell(self, **told: object) -> None:
        page_ms = int((self._now() - EPOCH).total_seconds() * 1000)
        at = {"kiosk": self.place.kiosk_id, "now": page_ms, "elapsed": self.hub.now_ms}
        boot = self.boots
        for said in self.core.tell({**at, **told}):
            if boot == self.boots and self.alive:
                self._hear(said)

    def _hear(self, said: dict[str, Any]) -> None:
        if "view" in said:
            self._show(said["view"])
        elif "turned" in said:
            self.turning = False
            # What was dropped is said with the next call, which a page makes five seconds later.
            if (self.disk.kept.book or {}).get("returned"):
                self.turn_soon()
        elif "thrown" in said:
            if "disk full" not in said["thrown"] and self.books:
                self.books.blame("core", f"{self.place.kiosk_id} threw {said['thrown']}")
            self._reload_later()
        elif "port" in said:
            self._note(said)
            port, answer = said["port"], self._answer(said["call"])
            if port in ("server", "house"):
                answer = self._corrected(answer)
            self.ports[port].ask(said["verb"], said["args"], answer)

    def _note(self, said: dict[str, Any]) -> None:
        port, verb, args = said["port"], said["verb"], said["args"]
        if port == "clock":
            return
        match verb:
            case "add":
                line = json.loads(args[0]["text"])
                if line["step"] == "held":
                    if self.books and (code := self._asked.get(line["reservation"])):
                        place = (self.place.kiosk_id, line["held"]["pickup_id"])
                        self.books.brought[place] = self.drawn.get(code), self.hub.now()
                    self.printer.serving = line["held"]["pickup_id"]
                    self.tray.served = line["held"]
                args = [line]
            case "keep":
                self._asked[args[0]["reservation"]] = args[0]["code"]
            case "journal":
                args = [f"{len(args[2])} from {args[0]}"]
            case "keepBook":
                book = args[0]
                args = [{name: len(book[name]) for name in ("leases", "spent", "returned")}]
        self.hub.say(f"{self.place.kiosk_id} {port}.{verb} {args}")

    def _show(self, view: dict[str, Any]) -> None:
        if view["at"] != self.view["at"]:
            self.hub.say(f"{self.place.kiosk_id} shows {view['at']}")
        self.view = view
        if view["at"] == "broken":
            self._reload_later()

    def _reload_later(self) -> None:
        boot = self.boots

        def reload() -> None:
            if boot == self.boots and self.alive:
                self.die(power=False)

        self.hub.at(self.hub.rng.randint(20_000, 90_000), reload)

    def _answer(self, call: int) -> Answer:
        boot, open_ = self.boots, [True]

        def answer(told: dict[str, Any]) -> None:
            if not open_ or boot != self.boots or not self.alive:
                return
            open_.clear()
            self._perhaps_die()
            if self.alive:
                self._tell(act="answer", call=call, **told)
            self._perhaps_die()

        return answer

    def _perhaps_die(self) -> None:
        if not self.alive:
            return
        if self.hub.chance(self.faults.page_dies):
            self.die(power=False)
        elif self.hub.chance(self.faults.power_cut):
            self.die(power=True)
