"""Old packets: a copy of what a machine said of one service, held up until the next one runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.faults import Faults
from tests.simulation.hub import Hub

OF_A_SERVICE = ("start", "confirm", "part", "stop", "done")


@dataclass(eq=False)
class Stragglers:
    """What is still on its way to the API, by pickup and by the service it speaks of."""

    hub: Hub
    faults: Faults
    _held: dict[str, dict[str, list[Callable[[], None]]]] = field(default_factory=dict)

    def see(self, verb: str, held: Mapping[str, Any], send: Callable[[], None]) -> None:
        """Hold up a copy of a call, perhaps; what an older service said comes with its start."""
        hub, mine = self.hub, self._held.setdefault(held["pickup_id"], {})
        if verb == "start":
            for service in [one for one in mine if one != held["id"]]:
                for old in mine.pop(service):
                    hub.at(hub.rng.randint(100, 3_000), old)
        if hub.chance(self.faults.straggling):
            mine.setdefault(held["id"], []).append(send)
