"""Keeps the parts of the city running: started in order, started again when they end."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from infra.local.children import end, spawn, wait_until

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
LARGEST_LOG_BYTES = 5_000_000


class PartFailed(RuntimeError):
    """A part did not come up."""


@dataclass(frozen=True, slots=True)
class Part:
    """One process of the city; `ready` says whether it serves."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    ready: Callable[[], bool]
    patience_seconds: float = 30


@dataclass(slots=True)
class _Running:
    part: Part
    child: subprocess.Popen[bytes]
    since: float
    ends: int = 0
    again_at: float | None = None


@dataclass(slots=True)
class Supervisor:
    """Parts and their children; use from the main thread only."""

    log_folder: Path
    say: Callable[[str], None]
    first_pause_seconds: float = FIRST_PAUSE_SECONDS
    _running: list[_Running] = field(default_factory=list)

    def start(self, *parts: Part) -> None:
        """Start parts side by side and return when all serve; raises PartFailed, with its log."""
        for running in [self._begin(part) for part in parts]:
            part = running.part
            serves = wait_until(partial(_settled, running), seconds=part.patience_seconds)
            if not serves or running.child.poll() is not None:
                raise PartFailed(f"{part.name} did not come up; see {self.log(part.name)}")

    def tend(self) -> None:
        """Look after all parts once: note who ended, start again whose pause is over."""
        now = time.monotonic()
        for running in self._running:
            if running.again_at is not None:
                if now >= running.again_at:
                    running.child, running.since = self._spawn(running.part), now
                    running.again_at = None
                continue
            code = running.child.poll()
            if code is None:
                continue
            running.ends = 1 if now - running.since > STEADY_SECONDS else running.ends + 1
            pause = self.first_pause_seconds * 2 ** (running.ends - 1)
            running.again_at = now + min(pause, LONGEST_PAUSE_SECONDS)
            log = self.log(running.part.name)
            self.say(f"{running.part.name} ended ({code}) and is started again; see {log}")

    def stop(self) -> None:
        """Stop all parts side by side, but the first, which the others stand on, last."""
        for together in (self._running[1:], self._running[:1]):
            for running in together:
                if running.child.poll() is None:
                    running.child.terminate()
            for running in together:
                end(running.child)
        self._running.clear()

    def pid(self, name: str) -> int:
        """Return the process id of a part."""
        return next(one.child.pid for one in self._running if one.part.name == name)

    def log(self, name: str) -> Path:
        """Return where a part writes what it says."""
        return self.log_folder / f"{name}.log"

    def _begin(self, part: Part) -> _Running:
        running = _Running(part, self._spawn(part), time.monotonic())
        self._running.append(running)
        return running

    def _spawn(self, part: Part) -> "subprocess.Popen[bytes]":
        log = self.log(part.name)
        if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
            log.replace(log.with_suffix(".log.before"))
        return spawn(part.command, log, environment=part.environment)


def _settled(running: _Running) -> bool:
    return running.child.poll() is not None or running.part.ready()
