"""What people carry out of the depot: packets nobody had yet, and what was given back to it."""

from dataclasses import dataclass, field
from random import Random

from tests.simulation.paper import Paper, Spot
from tests.simulation.town import FIRST, MAIL_SHEETS, PLACES, RECEIVED

LAST = FIRST + RECEIVED - 1


@dataclass(eq=False)
class Depot:
    """The city's one depot."""

    paper: Paper
    next_serial: int = field(default=FIRST + sum(place.sheets for place in PLACES) + MAIL_SHEETS)

    def packet(self, rng: Random, least: int, most: int) -> tuple[int, int] | None:
        """Take out a packet, or one sheet that came back; None when nothing is left."""
        back = [serial for serial, lying in self.paper.where.items() if lying.spot is Spot.DEPOT]
        if back and rng.random() < 0.7:
            return back[0][1], back[0][1]
        first = self.next_serial
        last = min(first + rng.randint(least, most), LAST)
        self.next_serial = max(first, last + 1)
        return (first, last) if first <= last else None
