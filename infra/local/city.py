"""Opens the city on this machine, tends it, and closes it."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from infra.local import authority, keys, parts, words
from infra.local.engine import find_binary
from infra.local.plan import Plan, busy, python
from infra.local.seed.people import PEOPLE
from infra.local.supervisor import Part, PartFailed, Supervisor

TEND_SECONDS = 0.2


class CannotOpen(RuntimeError):
    """The city cannot open; the message says why in words."""


def run(plan: Plan, say: Callable[[str], None]) -> None:
    """Open the city and return after it was told to stop; raises CannotOpen."""
    with _alone(plan.folder), _told_to_stop() as stopping:
        taken = busy(plan)
        if taken:
            raise CannotOpen("\n".join(taken))
        supervisor = Supervisor(plan.folder / "log", say)
        texts = Follower(plan.log("sms"))
        try:
            _open(plan, supervisor, say)
            say(words.greeting(plan, PEOPLE, keeps_data=find_binary() is not None))
            while not stopping.wait(TEND_SECONDS):
                supervisor.tend()
                for line in texts.lines():
                    if "SANDBOX" in line:
                        say(line)
        except PartFailed as error:
            raise CannotOpen(str(error)) from error
        finally:
            supervisor.stop()
    say("The city is closed.")


def _open(plan: Plan, supervisor: Supervisor, say: Callable[[str], None]) -> None:
    keys.ensure(plan.secrets)
    if find_binary() is None:
        # What is in memory is new each time, so the paper and the worker's notes begin anew too.
        for name in ("printer", "worker", "documents", "objects", "bank"):
            shutil.rmtree(plan.folder / name, ignore_errors=True)
    environment = plan.environment(os.environ)
    say("opening: engine, text messages, printer, files, bank")
    supervisor.start(parts.engine(plan, environment), *parts.outside(plan, environment))
    seed(environment)
    say("opening: pages and worker")
    supervisor.start(*parts.inside(plan, environment), *_invited(plan, environment))


def _invited(plan: Plan, environment: dict[str, str]) -> list[Part]:
    if plan.lan_address is None:
        return []
    made = authority.certificate(plan.folder / "ca", plan.lan_address, datetime.now(UTC))
    return parts.invited(plan, environment, made)


def seed(environment: dict[str, str]) -> None:
    """Load the demo city into the engine; raises CannotOpen."""
    done = subprocess.run(  # noqa: S603  our own module
        python("infra.local.seed"), env=environment, check=False
    )
    if done.returncode:
        raise CannotOpen("the demo city could not be loaded; the reason stands above")


class Follower:
    """Reads what is added to a log from now on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._place = path.stat().st_size if path.exists() else 0

    def lines(self) -> list[str]:
        """Return the whole lines added since the last time."""
        if not self._path.exists():
            return []
        with self._path.open("rb") as log:
            log.seek(self._place)
            added = log.read()
        whole = added[: added.rfind(b"\n") + 1]
        self._place += len(whole)
        return whole.decode("utf-8", "replace").splitlines()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    # Two engines on one file would ruin it; the lock goes with its process, however that ends.
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotOpen(f"the city in {folder} is open already") from None
        yield


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    told = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: told.set()) for number in signals}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main() -> int:
    """Run the city as the environment says; returns the exit status."""
    from infra.local import lan, plan

    invited = os.environ.get("LAN", "") not in {"", "0"}
    address = os.environ.get("TAX_LAN_ADDRESS") or lan.address() if invited else None
    try:
        if invited and address is None:
            raise CannotOpen("no private network address found: set TAX_LAN_ADDRESS")
        if address is not None and not authority.may_speak_for(address):
            raise CannotOpen(f"{address} is no private address; phones are invited at home only")
        run(plan.read(os.environ, address), lambda text: print(text, flush=True))
    except (CannotOpen, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
