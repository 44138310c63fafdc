"""Where the printers' physical state lies while no process runs: one file a machine."""

import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from infra.local.files import keep, kept
from infra.local.printer.machine import Bundle, Exit, Faults, Fed, Machine


class Drawer:
    """All printers of a folder; one act at a time on each, durable before it is answered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._machines: dict[str, Machine] = {}
        self._locks: dict[str, threading.RLock] = {}
        self._guard = threading.Lock()

    def lock(self, kiosk_id: str) -> threading.RLock:
        """Return the lock that one act on a machine holds."""
        with self._guard:
            return self._locks.setdefault(kiosk_id, threading.RLock())

    def look(self, kiosk_id: str) -> Machine:
        """Return a machine as it stands; one never loaded is empty."""
        with self.lock(kiosk_id):
            machine = self._machines.get(kiosk_id)
            if machine is None:
                stored = kept(self._path(kiosk_id))
                machine = Machine() if stored is None else _read(stored)
                self._machines[kiosk_id] = machine
            return machine

    def act(self, kiosk_id: str, change: Callable[[Machine], Machine]) -> Machine:
        """Change a machine and put it on the disk before anyone hears of it."""
        with self.lock(kiosk_id):
            before = self.look(kiosk_id)
            after = change(before)
            if after is not before:
                keep(self._path(kiosk_id), asdict(after))
                self._machines[kiosk_id] = after
            return after

    def _path(self, kiosk_id: str) -> Path:
        return self._folder / f"{kiosk_id}.json"


def _read(stored: dict[str, Any]) -> Machine:
    return Machine(
        bundles=tuple(Bundle(**one) for one in stored["bundles"]),
        fed={key: Fed(**{**one, "exit": Exit(one["exit"])}) for key, one in stored["fed"].items()},
        loads={key: Bundle(**one) for key, one in stored["loads"].items()},
        unloads=stored.get("unloads", {}),
        faults=Faults(**stored["faults"]),
        sheets_since_faults=stored["sheets_since_faults"],
        jam=stored["jam"],
        power=stored["power"],
        tray=stored.get("tray", 0),
        retractions=stored.get("retractions", {}),
    )
