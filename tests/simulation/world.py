"""What every actor of a run shares."""

from dataclasses import dataclass

from backend.wiring import City
from tests.simulation.books import Books
from tests.simulation.depot import Depot
from tests.simulation.faults import Faults
from tests.simulation.hub import Hub
from tests.simulation.kiosk import Kiosk
from tests.simulation.paper import Paper
from tests.simulation.server import Server


@dataclass(eq=False)
class World:
    """One run's city and everything around it."""

    hub: Hub
    faults: Faults
    city: City
    server: Server
    books: Books
    paper: Paper
    kiosks: dict[str, Kiosk]
    depot: Depot

    def fresh_id(self) -> str:
        """Make a UUIDv7 as a client does, from the run's die."""
        digits = f"{self.hub.rng.getrandbits(96):024x}"
        parts = (digits[:8], digits[8:12], "7" + digits[12:15], "8" + digits[15:18])
        return "-".join((*parts, digits[:12]))
