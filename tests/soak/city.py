"""The city as processes: engine, API, worker and text messages, each of which may be killed."""

import os
import random
import re
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.local import city as local
from infra.local import keys, parts
from infra.local.children import free_port
from infra.local.plan import Plan, read
from infra.local.supervisor import Supervisor

STRUCK = ("engine", "pages", "worker")
TEND_SECONDS = 0.05


@dataclass(slots=True)
class Processes:
    """A city in a folder of its own; tended, and struck, by one thread."""

    folder: Path
    plan: Plan = field(init=False)
    supervisor: Supervisor = field(init=False)
    strikes: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        doors = ("PAGES", "PRINTER", "SMS", "ENGINE", "FILES", "BANK")
        told = {f"TAX_{name}_PORT": str(free_port()) for name in doors}
        self.plan = read({**told, "TAX_CITY_DIR": str(self.folder)}, None)
        # A part that was killed comes back at once: what is tried is coming back, not waiting.
        self.supervisor = Supervisor(self.folder / "log", self.said.append, 0.02)

    @property
    def environment(self) -> dict[str, str]:
        quiet = {"TAX_SMS_PAUSE_SECONDS": "0", "TAX_LOG_LEVEL": "ERROR"}
        return self.plan.environment({**os.environ, **quiet})

    def open(self) -> None:
        """Start everything with the demo city in it, as `make run` does."""
        keys.ensure(self.plan.secrets)
        environment = self.environment
        start = self.supervisor.start
        start(parts.engine(self.plan, environment), *parts.outside(self.plan, environment))
        local.seed(environment)
        start(*parts.inside(self.plan, environment))

    def code(self) -> str:
        """The last code that the text messages' twin said in its terminal."""
        said = self.plan.log("sms").read_text(encoding="utf-8")
        return re.findall(r"SANDBOX sms \d+: (\d{6})", said)[-1]

    def tend(self, over: threading.Event, rng: random.Random, pause: tuple[float, float]) -> None:
        """Look after the parts until it is over, killing one of them every now and then."""
        due = time.monotonic() + rng.uniform(*pause)
        while not over.is_set():
            if time.monotonic() >= due:
                self._strike(rng.choice(STRUCK))
                due = time.monotonic() + rng.uniform(*pause)
            self.supervisor.tend()
            time.sleep(TEND_SECONDS)

    def _strike(self, name: str) -> None:
        """`kill -9` to a part with everything that it started."""
        try:
            os.killpg(self.supervisor.pid(name), signal.SIGKILL)
        except ProcessLookupError:
            return  # it was down already
        self.strikes.append(name)


def folder() -> "TemporaryDirectory[str]":
    """A place for one city's data."""
    return TemporaryDirectory(prefix="smart-tax-soak-")
