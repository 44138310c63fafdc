"""The disk of a kiosk page: what is written counts once it is flushed; a crash loses the rest."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.faults import Faults
from tests.simulation.hub import Hub

Answer = Callable[[dict[str, Any]], None]


@dataclass
class Kept:
    """What is through to the disk: the signed journal, the book of leases, the code brought."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    book: dict[str, Any] | None = None
    request: dict[str, Any] | None = None


class Disk:
    """The journal as the browser keeps it."""

    def __init__(self, hub: Hub, faults: Faults) -> None:
        self.hub, self.faults = hub, faults
        self.kept = Kept()
        self._under_way: list[Callable[[], None]] = []

    def ask(self, verb: str, args: list[Any], answer: Answer) -> None:
        """Take a call of the core's disk port."""
        kept = self.kept
        match verb, args:
            case "lines", []:
                self._answer(answer, kept.lines)
            case "book", []:
                self._answer(answer, kept.book)
            case "kept", []:
                self._answer(answer, kept.request)
            case "add", [line]:
                self._write(lambda: kept.lines.append(line), answer)
            case "drop", [key, through]:
                self._write(lambda: self._drop(kept, key, through), answer)
            case "keepBook", [book]:
                self._write(lambda: setattr(kept, "book", book), answer)
            case "keep", [request]:
                self._write(lambda: setattr(kept, "request", request), answer)
            case "forget", []:
                self._write(lambda: setattr(kept, "request", None), answer)
            case _:
                raise LookupError(f"disk.{verb}")

    def crash(self) -> None:
        """Lose what was not flushed; a write that was under way may have come through."""
        while self._under_way and self.hub.rng.random() < 0.5:
            self._under_way.pop(0)()
        self._under_way.clear()

    def replace(self) -> None:
        """Put an empty disk into the machine."""
        self.kept = Kept()

    def told(self, step: str) -> list[dict[str, Any]]:
        """List the lines of one step that are through."""
        lines = (json.loads(line["text"]) for line in self.kept.lines)
        return [line for line in lines if line["step"] == step]

    def _drop(self, kept: Kept, key: str, through: int) -> None:
        kept.lines = [one for one in kept.lines if one["key"] != key or one["n"] > through]

    def _write(self, change: Callable[[], None], answer: Answer) -> None:
        if self.hub.chance(self.faults.disk_fails):
            self.hub.at(5, lambda: answer({"broken": "disk full"}))
            return
        self._under_way.append(change)

        def flushed() -> None:
            # After a crash the write is not under way any more, and nobody waits for it.
            if change in self._under_way:
                self._under_way.remove(change)
                change()
                self._answer(answer, None)

        self.hub.at(self.hub.rng.randint(1, 15), flushed)

    def _answer(self, answer: Answer, value: Any) -> None:
        self.hub.at(self.hub.rng.randint(0, 3), lambda: answer({"value": value}))
