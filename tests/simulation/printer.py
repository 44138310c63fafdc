"""The printer of a kiosk: the city's simulated machine, in a world where it jams and goes dark."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from backend.kernel.clock import to_text
from backend.kiosks.rules.condition import Door, Report
from backend.kiosks.rules.condition import Paper as Condition
from infra.local.printer.machine import Bundle, Exit, Machine
from infra.local.printer.machine import Faults as Asked
from tests.simulation.disk import Answer
from tests.simulation.faults import Faults
from tests.simulation.hub import Hub
from tests.simulation.paper import Paper, Serial, Spot
from tests.simulation.town import KIND

PATIENCE_MS = 30_000  # as long as the page waits for its bridge


class Printer:
    """One machine; `serving` is the order its page last began."""

    def __init__(self, hub: Hub, faults: Faults, paper: Paper, kiosk_id: str) -> None:
        self.hub, self.faults, self.paper, self.kiosk_id = hub, faults, paper, kiosk_id
        self.machine = Machine()
        self.door_open = False
        self.serving = ""
        self.moved: Callable[[Serial], None] = lambda _: None
        self._power = 1

    @property
    def on(self) -> bool:
        return self._power % 2 == 1

    def cut_power(self) -> None:
        """Go dark: a sheet that has not begun to move stays where it is."""
        self._power += self._power % 2

    def restore_power(self) -> None:
        """Come back as it was."""
        self._power += 1 - self._power % 2

    def load(self, load_id: str, kind: str, serials: list[Serial]) -> None:
        """Put sheets behind what is inside."""
        code, first = serials[0]
        self.machine = self.machine.load(load_id, Bundle(kind, code, first, serials[-1][1]))
        self.paper.load(self.kiosk_id, serials)

    def clear(self) -> None:
        """Take a stuck sheet out and away."""
        self.machine = self.machine.clear()
        for serial in self.paper.at(Spot.STUCK, self.kiosk_id):
            self.paper.take(serial, Spot.QUARANTINE)

    def head(self, kind: str) -> Serial | None:
        """Name the next sheet inside, as somebody who looks reads it; None when empty."""
        head = self.machine.head(kind)
        return (head.code, head.next) if head and head.left else None

    def report(self, now: datetime) -> Report:
        """Say at a heartbeat what the bridge says of the machine."""
        left = sum(one.left for one in self.machine.bundles)
        paper = Condition.OK if left else Condition.OUT
        known = self.on and not self.hub.chance(self.faults.bridge_silent / 4)
        return Report(
            paper=paper if known else Condition.UNKNOWN,
            door=Door.OPEN if self.door_open else Door.CLOSED,
            jam=self.machine.jam,
            stock={KIND: left} if known else {},
            clock_at=now,
            software="kiosk-1",
        )

    def ask(self, verb: str, args: list[Any], answer: Answer) -> None:
        """Take a call of the core's printer port."""
        match verb:
            case "feed":
                self._feed(args[0], args[1], answer)
            case "head":
                self._look(args[0], answer)
            case "segments":
                self._segments(args[0], answer)
            case _:
                raise LookupError(f"printer.{verb}")

    def _look(self, kind: str, answer: Answer) -> None:
        def look() -> None:
            head = self.machine.head(kind)
            if not self._reachable() or head is None:
                answer({"unreachable": "printer"} if head else {"value": None})
            else:
                answer({"value": {"code": head.code, "number": head.next}})

        self.hub.at(self.hub.rng.randint(5, 50), look)

    def _segments(self, kind: str, answer: Answer) -> None:
        def look() -> None:
            head = self.machine.head(kind)
            if not self._reachable():
                return answer({"unreachable": "printer"})
            own = [{"code": head.code, "first": head.next, "last": head.last}] if head else []
            return answer({"value": own})

        self.hub.at(self.hub.rng.randint(5, 50), look)

    def _feed(self, feed: str, kind: str, answer: Answer) -> None:
        rng, power = self.hub.rng, self._power
        slow = self.hub.chance(self.faults.slow_feed)
        # Paper moves within the page's patience or not at all: that is what a bridge promises.
        takes = rng.randint(2_000, PATIENCE_MS) if slow else rng.randint(200, 600)
        if feed in self.machine.fed:
            takes = rng.randint(5, 50)

        def move() -> None:
            if self._power != power or not self._reachable():
                return answer({"unreachable": "printer"})
            self._afflict()
            self._moved(feed, kind)
            if self.hub.chance(self.faults.bridge_silent):
                return answer({"unreachable": "printer"})
            fed = self.machine.fed[feed]
            sheet = None if fed.code is None else {"code": fed.code, "number": fed.number}
            return answer({"value": {"fed": sheet, "exit": str(fed.exit)}})

        self.hub.at(takes, move)

    def _moved(self, feed: str, kind: str) -> None:
        before = self.machine
        self.machine = before.feed(feed, kind, to_text(self.hub.now()))
        fed = self.machine.fed[feed]
        if feed in before.fed or fed.code is None or fed.number is None:
            return
        spot = Spot.TRAY if fed.exit is Exit.OUT else Spot.STUCK
        self.paper.move(self.kiosk_id, (fed.code, fed.number), spot, self.serving)
        self.hub.say(f"{self.kiosk_id} printer: {fed.number} {fed.exit} for {self.serving}")
        self.moved((fed.code, fed.number))

    def _afflict(self) -> None:
        if self.hub.chance(self.faults.jam):
            self.machine = self.machine.afflict(Asked(jam_at_sheet=1))
        elif self.hub.chance(self.faults.no_paper):
            self.machine = self.machine.afflict(Asked(paper_out_after=0))

    def _reachable(self) -> bool:
        return self.on and not self.door_open and not self.hub.chance(self.faults.bridge_silent)
