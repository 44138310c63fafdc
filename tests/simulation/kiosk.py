"""A kiosk: the shipped core between its disk, its printer, its line, and the people before it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from tests.simulation.books import Books
from tests.simulation.core import Core
from tests.simulation.disk import Answer, Disk
from tests.simulation.faults import Faults
from tests.simulation.hub import EPOCH, Hub
from tests.simulation.printer import Printer
from tests.simulation.town import Place


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
    """One machine with its page; `mark` tells its boots apart."""

    def __init__(
        self, hub: Hub, faults: Faults, *, core: Core, place: Place, printer: Printer, line: Port
    ) -> None:
        self.hub, self.faults, self.core, self.place = hub, faults, core, place
        self.disk, self.printer = Disk(hub, faults), printer
        self.ports: dict[str, Port] = {
            "clock": Wait(hub),
            "journal": self.disk,
            "printer": printer,
            "server": line,
        }
        self.view: dict[str, Any] = {"at": "off"}
        self.visitor: object = None
        self.boots = 0
        self.alive = False
        self.skew = timedelta()
        self.books: Books | None = None

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
        self.alive = True
        self.skew = timedelta(milliseconds=rng.randint(-2_000, 2_000))
        if self.hub.chance(self.faults.wrong_clock):
            self.skew = timedelta(hours=rng.choice((-26, -2, 1, 30)))
        self.hub.say(f"{self.place.kiosk_id} boots, its clock off by {self.skew}")
        self._tell(act="boot", mark=f"{rng.getrandbits(72):018x}")
        self.do("wake")

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
        if power:
            self.printer.cut_power()
        quick = rng.random() < 0.5
        self.hub.at(rng.randint(2_000, 40_000) if quick else rng.randint(61_000, 600_000), self._up)

    def _up(self) -> None:
        self.printer.restore_power()
        if not self.alive:
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

    def _tell(self, **told: object) -> None:
        now = self.hub.start + timedelta(milliseconds=self.hub.now_ms) + self.skew
        page_ms = int((now - EPOCH).total_seconds() * 1000)
        boot = self.boots
        for said in self.core.tell({"kiosk": self.place.kiosk_id, "now": page_ms, **told}):
            if boot == self.boots and self.alive:
                self._hear(said)

    def _hear(self, said: dict[str, Any]) -> None:
        if "view" in said:
            self._show(said["view"])
        elif "thrown" in said:
            if "disk full" not in said["thrown"] and self.books:
                self.books.blame("core", f"{self.place.kiosk_id} threw {said['thrown']}")
        else:
            self._note(said)
            self.ports[said["port"]].ask(said["verb"], said["args"], self._answer(said["call"]))

    def _note(self, said: dict[str, Any]) -> None:
        match said:
            case {"port": "journal", "verb": "append", "args": [{"step": "held", "held": held}]}:
                self.printer.serving = held["pickup_id"]
        if said["port"] != "clock":
            self.hub.say(f"{self.place.kiosk_id} {said['port']}.{said['verb']} {said['args']}")

    def _show(self, view: dict[str, Any]) -> None:
        if view["at"] != self.view["at"]:
            self.hub.say(f"{self.place.kiosk_id} shows {view['at']}")
        self.view = view
        if view["at"] == "broken":
            self.hub.at(self.hub.rng.randint(20_000, 90_000), self._reload(self.boots))

    def _reload(self, boot: int) -> Callable[[], None]:
        def reload() -> None:
            if boot == self.boots and self.alive:
                self.die(power=False)

        return reload

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
