"""The tray of a kiosk: what nobody takes is taken by somebody else, or drawn back inside."""

from collections.abc import Mapping
from typing import Any

from tests.simulation.disk import Answer
from tests.simulation.hub import Hub
from tests.simulation.line import Line
from tests.simulation.paper import Serial, Spot
from tests.simulation.printer import Printer

LOOKS = 12
END_MS = 60_000
# As `machine/aftercare.ts` has it: the house will hear of it yet.
WAIT = ("reservation-over", "pickup-busy", "pickup-not-handed", "report-waiting")


class Tray:
    """One machine's tray; `served` is the service its page began last.

    `told` are sheets that the house knows to be back, `disowned` says that it would not hear of
    some: then only a clerk can take them out.
    """

    def __init__(self, hub: Hub, printer: Printer, line: Line) -> None:
        self.hub, self.printer, self.line = hub, printer, line
        self.served: Mapping[str, Any] | None = None
        self.told: set[Serial] = set()
        self.disowned = False
        self._begun: tuple[Mapping[str, Any], str, list[Serial]] | None = None

    def abandon(self, report_id: str, *, resting: Any) -> None:
        """Somebody left their paper: a hand takes the first sheet, or the machine all of them."""
        if self.hub.rng.random() < 0.4:
            self.hub.at(self.hub.rng.randint(3_000, 55_000), self._pass_by)
        self.hub.at(END_MS, lambda: self._draw_back(report_id, resting, LOOKS))

    def lying(self) -> list[Serial]:
        """List what lies there."""
        return self.printer.paper.at(Spot.TRAY, self.printer.kiosk_id)

    def _pass_by(self) -> None:
        for serial in self.lying()[:1]:
            self.hub.say(f"somebody takes {serial} from {self.printer.kiosk_id}")
            self.printer.paper.take(serial, Spot.ASTRAY)

    def _draw_back(self, report_id: str, resting: Any, looks: int) -> None:
        lying, held, paper = self.lying(), self.served, self.printer.paper
        if not lying or looks == 0 or self._begun is not None:
            return
        theirs = held is not None and all(
            paper.where[serial].pickup_id == held["pickup_id"] for serial in lying
        )
        if not theirs or not resting() or not self.printer.on or self.printer.door_open:
            self.hub.at(30_000, lambda: self._draw_back(report_id, resting, looks - 1))
            return
        assert held is not None
        self.hub.say(f"{self.printer.kiosk_id} draws back {lying}")
        for serial in lying:
            paper.take(serial, Spot.BIN)
        self._begun = (held, report_id, lying)
        self._tell()

    def _tell(self) -> None:
        assert self._begun is not None
        held, report_id, lying = self._begun
        self.line.ask("retract", [dict(held), report_id, len(lying)], self._heard(lying))

    def _heard(self, lying: list[Serial]) -> Answer:
        heard: list[bool] = []

        def answer(told: dict[str, Any]) -> None:
            if heard:
                return
            heard.append(True)
            if "unreachable" in told or told.get("refused") in WAIT:
                self.hub.at(self.hub.rng.randint(5_000, 20_000), self._tell)
                return
            self._begun = None
            if "refused" in told:
                self.disowned = True
            else:
                self.told.update(lying)

        return answer
