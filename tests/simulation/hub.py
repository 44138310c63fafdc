"""One clock, one die, one queue of things to happen: everything of a run takes its turn here.

Whoever acts (a request in the API, a phone, a clerk) is a greenlet that gives the turn back
whenever time passes. Nothing runs at once, so the same seed gives the same run.
"""

import heapq
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from greenlet import getcurrent, greenlet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Died(BaseException):
    """The process ended here; nothing of it may run any further."""


def _loud(_: Any, raised: BaseException | None) -> None:
    if raised is not None and not isinstance(raised, Died):
        raise raised


@dataclass(eq=False)
class Process:
    """Somebody who acts; `skew_ms` is how wrong the clock of its machine is."""

    name: str
    body: greenlet
    skew_ms: int = 0
    serves: bool = False
    steps: int = 0


@dataclass
class Hub:
    """The order of things."""

    rng: Random
    start: datetime
    now_ms: int = 0
    trace: list[str] | None = None
    troubled: bool = True
    over: bool = False
    _queue: list[tuple[int, int, Callable[[], None]]] = field(default_factory=list)
    _count: int = 0
    _process: dict[greenlet, Process] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.main = getcurrent()

    def now(self) -> datetime:
        """Tell the time as the machine of whoever asks has it, in whole milliseconds."""
        process = self.acting()
        return self.start + timedelta(
            milliseconds=self.now_ms + (process.skew_ms if process else 0)
        )

    def say(self, text: str) -> None:
        """Keep a line of the trace, when one is wanted."""
        if self.trace is not None:
            self.trace.append(f"{self.now_ms / 1000:10.3f} {text}")

    def chance(self, probability: float) -> bool:
        """Throw the die; always no in quiet time."""
        return self.rng.random() < probability and self.troubled

    def acting(self) -> Process | None:
        return self._process.get(getcurrent())

    def at(self, delay_ms: float, act: Callable[[], None]) -> None:
        """Let something happen in so many milliseconds."""
        self._count += 1
        heapq.heappush(self._queue, (self.now_ms + max(0, int(delay_ms)), self._count, act))

    def run(self, until_ms: int) -> None:
        """Let happen what happens until then."""
        while self._queue and self._queue[0][0] <= until_ms:
            at, _, act = heapq.heappop(self._queue)
            self.now_ms = max(self.now_ms, at)
            act()
        self.now_ms = max(self.now_ms, until_ms)

    def skip(self, to: datetime) -> None:
        """Move the clock over a time in which nobody acts."""
        self.now_ms = max(self.now_ms, int((to - self.start).total_seconds() * 1000))

    def spawn(
        self,
        name: str,
        work: Callable[[], Any],
        *,
        done: Callable[[Any, BaseException | None], None] = _loud,
        serves: bool = False,
        skew_ms: int = 0,
        delay_ms: float = 0,
    ) -> Process:
        """Begin a process; `done` hears its result or what it raised."""

        def live() -> None:
            result, raised = None, None
            try:
                result = work()
            except Died as died:
                raised = died
            except Exception as error:
                raised = error
            del self._process[process.body]
            done(result, raised)

        process = Process(name, greenlet(live, self.main), skew_ms, serves)
        self._process[process.body] = process
        self.at(delay_ms, process.body.switch)
        return process

    def sleep(self, delay_ms: float) -> None:
        """Give the turn back for so long."""
        process = self.acting()
        if process is None:
            self.now_ms += max(0, int(delay_ms))
            return
        self.at(delay_ms, process.body.switch)
        self.main.switch()

    def wait(self, begin: Callable[[Callable[[Any], None]], None]) -> Any:
        """Give the turn back until `begin`'s callback is called; returns what it was given."""
        process = self.acting()
        assert process is not None, "only processes wait"
        heard: list[Any] = []

        def answer(value: Any) -> None:
            if not heard:
                heard.append(value)
                self.at(0, process.body.switch)

        begin(answer)
        self.main.switch()
        return heard[0]

    def end(self) -> None:
        """Let nobody act any more: what waits is told that it died."""
        self._queue.clear()
        for body in list(self._process):
            with suppress(BaseException):
                body.throw(Died)
