"""How bad a run's world is: chances thrown once a seed, so that seeds differ in what they try."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Faults:
    """Chances of one kind of trouble each time it could happen.

    `cuts` is how often each machine loses its line at the most, whatever it does then.
    """

    lost_request: float
    lost_answer: float
    repeated: float
    late: float
    straggling: float
    partition: float
    cuts: int
    restless: float
    server_dies: float
    server_stalls: float
    stale_read: float
    page_dies: float
    power_cut: float
    wrong_clock: float
    bridge_silent: float
    slow_feed: float
    jam: float
    no_paper: float
    disk_fails: float
    disk_replaced: float
    event_lost: float
    event_repeated: float
    worker_off: float
    forgetful: float
    grumbling: float
    lending: float
    posting: float
    mislaid: float
    undelivered: float


def thrown(rng: Random) -> Faults:
    """Throw a world: each trouble is absent, rare or frequent in it."""

    def some(rare: float, frequent: float) -> float:
        return rng.choice((0.0, rare, rare, frequent))

    return Faults(
        lost_request=some(0.02, 0.15),
        lost_answer=some(0.02, 0.15),
        repeated=some(0.03, 0.2),
        late=some(0.02, 0.1),
        straggling=some(0.2, 0.7),
        partition=some(0.005, 0.02),
        cuts=rng.choice((0, 1, 2, 4)),
        restless=some(0.08, 0.3),
        server_dies=some(0.005, 0.03),
        server_stalls=some(0.01, 0.05),
        stale_read=some(0.1, 0.5),
        page_dies=some(0.003, 0.02),
        power_cut=some(0.002, 0.012),
        wrong_clock=some(0.05, 0.3),
        bridge_silent=some(0.02, 0.15),
        slow_feed=some(0.02, 0.15),
        jam=some(0.02, 0.1),
        no_paper=some(0.01, 0.06),
        disk_fails=some(0.0005, 0.003),
        disk_replaced=some(0.02, 0.1),
        event_lost=some(0.02, 0.2),
        event_repeated=some(0.05, 0.3),
        worker_off=some(0.1, 0.4),
        forgetful=some(0.1, 0.3),
        grumbling=some(0.05, 0.2),
        lending=some(0.1, 0.3),
        posting=some(0.03, 0.12),
        mislaid=some(0.1, 0.3),
        undelivered=some(0.1, 0.4),
    )
