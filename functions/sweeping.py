"""What sweepers share: they walk the minutes since the last run, and set aside what fails."""

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backend.kernel.clock import Clock
from backend.kernel.events import Doing
from backend.storage import cursors, ledger, markers
from functions import door

# A thing is filed under the minute it falls due; the index may lag, so recent minutes repeat.
_OVERLAP = timedelta(minutes=3)
FIRST_LOOK_BACK = timedelta(days=1)
_BUDGET_SECONDS = 40


def begin(name: str, at: datetime) -> None:
    """Start a sweeper's walk at the birth of a city: before that nothing fell due."""
    if cursors.find(name) is None:
        cursors.keep(name, at)


@dataclass(slots=True)
class Swept:
    """What one run did."""

    moved: int = 0
    failed: int = 0
    finished: bool = True


class SweepFailed(RuntimeError):
    """Some things could not be moved; everything else was done."""


@dataclass(frozen=True, slots=True)
class Sweeper:
    """One kind of thing that time alone moves: `due` lists a minute, `pass_time` moves one.

    `name` is its place in time, and with `system/` before it who moves things.
    """

    name: str
    clock: Clock
    due: Callable[[datetime], Iterable[str]]
    pass_time: Callable[[str, Doing], bool]

    def sweep(self, go_on: Callable[[], bool] = lambda: True) -> Swept:
        """Walk the minutes since the last run and move what fell due in them.

        `go_on` is asked before each minute and thing, so that a run ends before its time is over; a
        minute that was begun is walked again by the next. What fails stops nothing else: it is set
        aside and tried again by each later run.
        """
        swept, aside = Swept(), markers.stuck(self._aside)
        now = self.clock.now()
        place = cursors.find(self.name) or now - FIRST_LOOK_BACK
        for minute in ledger.minutes(place - _OVERLAP, now + timedelta(minutes=1)):
            if not self._walk(minute, aside, go_on=go_on, swept=swept):
                swept.finished = False
                break
            place = minute
        cursors.keep(self.name, place)
        for thing_id in aside:
            if not go_on():
                swept.finished = False
                break
            if self._move(thing_id, swept):
                markers.release(thing_id, among=self._aside)
        return swept

    def scheduled(self, things: str) -> dict[str, Any]:
        """Sweep within a schedule's time; raises SweepFailed, for the alarm, naming `things`."""
        began = time.monotonic()
        swept = self.sweep(lambda: time.monotonic() - began < _BUDGET_SECONDS)
        if swept.moved:
            door.logger.info("swept", moved=swept.moved)
        if swept.failed:
            raise SweepFailed(f"{swept.failed} {things} could not be moved")
        return {"moved": swept.moved, "finished": swept.finished}

    def _walk(
        self, minute: datetime, aside: Collection[str], *, go_on: Callable[[], bool], swept: Swept
    ) -> bool:
        """Move what fell due in a minute; False when the time was over before all was."""
        if not go_on():
            return False
        for thing_id in self.due(minute):
            if not go_on():
                return False
            if thing_id not in aside:
                self._move(thing_id, swept)
        return True

    @property
    def _aside(self) -> str:
        return f"stuck/{self.name}"

    def _move(self, thing_id: str, swept: Swept) -> bool:
        try:
            swept.moved += self.pass_time(thing_id, Doing(f"system/{self.name}", self.clock.now()))
        except Exception as error:
            door.logger.exception("sweep failed", thing_id=thing_id, exc_info=error)
            markers.set_aside(thing_id, type(error).__name__, among=self._aside)
            swept.failed += 1
            return False
        return True
