"""One soak: people at many machines, parts of the city killed meanwhile, and the reckoning."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend import settings
from backend.wiring import build
from tests.soak import accounts, town
from tests.soak.city import Processes, folder
from tests.soak.life import Life
from tests.soak.wall import WALL

SETTLE_SECONDS = 90.0
PAUSE = (1.5, 6.0)


@dataclass(frozen=True, slots=True)
class Result:
    """What happened, in figures, and what does not balance."""

    orders: int
    sheets: int
    jammed: int
    resent: int
    strikes: Counter[str]
    faults: list[str]

    def __str__(self) -> str:
        killed = ", ".join(f"{name} {times}" for name, times in sorted(self.strikes.items()))
        return (
            f"{self.orders} orders, {self.sheets} sheets out, {self.jammed} jammed, "
            f"{self.resent} calls sent again; killed: {killed or 'nothing'}; "
            f"{len(self.faults)} faults"
        )


def run(*, seconds: float, machines: int, seed: int, pause: tuple[float, float] = PAUSE) -> Result:
    """Open a city, let it be struck for so many seconds, let it settle, and reckon."""
    with struck(seconds=seconds, machines=machines, seed=seed, pause=pause) as (city, lives):
        return reckon(city, lives)


@contextmanager
def struck(
    *, seconds: float, machines: int, seed: int, pause: tuple[float, float] = PAUSE
) -> Iterator[tuple[Processes, list[Life]]]:
    """Give a city after it was struck, its people at the end of what they did."""
    with folder() as name:
        city = Processes(Path(name))
        try:
            city.open()
            people = town.people(city)
            rng = random.Random(seed)
            lives = [
                Life(machine, people.phone.like(), random.Random(rng.random()))
                for machine in town.machines(city, people, machines)
            ]
            _live(city, lives, seconds=seconds, rng=rng, pause=pause)
            build(settings.read(city.environment), WALL)  # the tables are read as the city does
            yield city, lives
        finally:
            city.supervisor.stop()


def _live(
    city: Processes,
    lives: Sequence[Life],
    *,
    seconds: float,
    rng: random.Random,
    pause: tuple[float, float],
) -> None:
    over = threading.Event()
    threads = [threading.Thread(target=life.go_on, args=(over,), daemon=True) for life in lives]
    for thread in threads:
        thread.start()
    ending = threading.Timer(seconds, over.set)
    ending.start()
    city.tend(over, rng, pause)  # children are started from the main thread only
    while any(thread.is_alive() for thread in threads):
        city.supervisor.tend()
        time.sleep(0.05)


def reckon(city: Processes, lives: Sequence[Life]) -> Result:
    """Wait until the worker has followed everything, and count."""
    limit = time.monotonic() + SETTLE_SECONDS
    while (left := accounts.unsettled(lives)) and time.monotonic() < limit:
        city.supervisor.tend()
        time.sleep(0.2)
    orders = [order for life in lives for order in life.orders]
    return Result(
        orders=len(orders),
        sheets=sum(len(order.out) for order in orders),
        jammed=sum(len(life.jammed) for life in lives),
        resent=sum(life.phone.resent + life.machine.device.resent for life in lives),
        strikes=Counter(city.strikes),
        faults=[*left, *accounts.faults(lives)],
    )
