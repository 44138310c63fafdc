"""The disk of a kiosk page: an entry counts once it is flushed, and a crash loses the others."""

from collections.abc import Callable
from typing import Any

from tests.simulation.faults import Faults
from tests.simulation.hub import Hub

Answer = Callable[[dict[str, Any]], None]


class Disk:
    """The journal as the browser keeps it."""

    def __init__(self, hub: Hub, faults: Faults) -> None:
        self.hub, self.faults = hub, faults
        self.entries: list[dict[str, Any]] = []
        self.kept: dict[str, Any] | None = None
        self._under_way: list[Callable[[], None]] = []

    def ask(self, verb: str, args: list[Any], answer: Answer) -> None:
        """Take a call of the core's journal port."""
        match verb:
            case "entries":
                self._answer(answer, self._last_job())
            case "kept":
                self._answer(answer, self.kept)
            case "append":
                self._write(lambda: self.entries.append(args[0]), answer)
            case "keep":
                self._write(lambda: setattr(self, "kept", args[0]), answer)
            case "forget":
                self._write(lambda: setattr(self, "kept", None), answer)
            case _:
                raise LookupError(f"journal.{verb}")

    def crash(self) -> None:
        """Lose what was not flushed; a write that was under way may have come through."""
        while self._under_way and self.hub.rng.random() < 0.5:
            self._under_way.pop(0)()
        self._under_way.clear()

    def _last_job(self) -> list[dict[str, Any]]:
        begins = [n for n, entry in enumerate(self.entries) if entry["step"] == "asked"]
        return self.entries[begins[-1] :] if begins else []

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
