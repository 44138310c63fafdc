"""The line between a kiosk and the API: it drops, repeats, delays, reorders and is cut."""

import json
from typing import Any

from tests.simulation.disk import Answer
from tests.simulation.doors import VERBS, Caller, answered
from tests.simulation.faults import Faults
from tests.simulation.hub import Hub
from tests.simulation.server import Server
from tests.simulation.stragglers import OF_A_SERVICE, Stragglers

PATIENCE_MS = 8_000
CUTS_MS = (5_000, 40_000, 90_000, 300_000, 600_000, 1_200_000)
# What may do more when it comes again: `start` says that the machine is back, a heartbeat that it
# is still there, and who asks for leases hears of new ones.
_MAY_CHANGE = {"start", "heartbeat", "exchange"}


class Line:
    """One kiosk's way to the API."""

    def __init__(
        self, hub: Hub, faults: Faults, *, server: Server, caller: Caller, old: Stragglers
    ) -> None:
        self.hub, self.faults, self.server, self.caller = hub, faults, server, caller
        self.old = old
        self.cut_until_ms = 0

    @property
    def cut(self) -> bool:
        return self.hub.troubled and self.hub.now_ms < self.cut_until_ms

    def be_cut(self) -> None:
        """Lose the line for seconds or for longer than a lease lasts."""
        for_ms = self.hub.rng.choice(CUTS_MS)
        self.cut_until_ms = max(self.cut_until_ms, self.hub.now_ms + for_ms)
        self.hub.say(f"{self.caller.place.kiosk_id} is cut off for {for_ms // 1000} s")

    def ask(self, verb: str, args: list[Any], answer: Answer) -> None:
        """Take a call of the core's server port to the API and its answer back."""
        hub, faults, rng = self.hub, self.faults, self.hub.rng
        if hub.chance(faults.partition):
            self.be_cut()
        given_up = hub.now_ms + PATIENCE_MS

        def back(told: dict[str, Any]) -> None:
            lost = self.cut or hub.chance(faults.lost_answer)
            if not lost and hub.now_ms < given_up:
                answer(told)

        hub.at(PATIENCE_MS, lambda: answer({"unreachable": "server"}))
        if self.cut:
            hub.at(rng.randint(20, 500), lambda: answer({"unreachable": "server"}))
            return
        if verb in OF_A_SERVICE:
            self.old.see(verb, args[0], lambda: self._send(verb, args, lambda _: None, 0))
        if not hub.chance(faults.lost_request):
            self._send(verb, args, back, self._delay())
        if hub.chance(faults.repeated):
            later = rng.choice((10, 1_000, 30_000, 120_000))
            self._send(verb, args, back, self._delay() + rng.randint(0, later))

    def _delay(self) -> int:
        rng = self.hub.rng
        late = self.hub.chance(self.faults.late)
        return rng.randint(500, 60_000) if late else rng.randint(5, 80)

    def _send(self, verb: str, args: list[Any], back: Answer, delay_ms: int) -> None:
        hub, kiosk_id = self.hub, self.caller.place.kiosk_id
        name = f"{kiosk_id} {verb}"
        once = None if verb in _MAY_CHANGE else (kiosk_id, verb, json.dumps(args))

        def done(result: Any, raised: BaseException | None) -> None:
            hub.at(self._delay(), lambda: back(answered(result, raised)))

        def arrive() -> None:
            self.server.run(name, lambda: VERBS[verb](self.caller, *args), done, once=once)

        hub.at(delay_ms, arrive)
