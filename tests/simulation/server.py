"""The API and its functions as processes that stall, die and see stale indexes, call by call."""

from collections.abc import Callable
from typing import Any

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.reactions import Later
from backend.wiring import City
from tests.simulation.books import Books
from tests.simulation.faults import Faults
from tests.simulation.hub import Died, Hub, Process
from tests.simulation.memory import Client

_WRITES = {"PutItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"}

# A machine may have jammed, or told of more, while the first call was under way.
_MACHINES_OWN = {"kiosk-out-of-service", "kiosk-busy"}


class Lost(Exception):
    """No answer: the act may or may not have happened."""


class Server:
    """Runs work of the shipped services, one DynamoDB call a turn."""

    def __init__(
        self, hub: Hub, faults: Faults, *, city: City, client: Client, books: Books
    ) -> None:
        self.hub, self.faults, self.city, self.books = hub, faults, city, books
        self.store = client.store
        self.store.now = lambda: hub.now_ms
        self.store.lag = self._lag
        client.gate = self._gate
        self.answered: set[object] = set()
        self._committed: dict[Process, int] = {}

    def run(
        self,
        name: str,
        work: Callable[[], Any],
        done: Callable[[Any, BaseException | None], None] = lambda *_: None,
        *,
        once: object = None,
    ) -> None:
        """Begin a process for one request or event.

        `once` names a call of which a repeat must change nothing, after it was answered.
        """
        before = once is not None and once in self.answered

        def ended(result: Any, raised: BaseException | None) -> None:
            changed = self._committed.pop(process, 0)
            if raised is not None and not isinstance(raised, Refusal | Conflict | Died | Later):
                self.books.blame("the server raised", f"{name}: {raised!r}", raised)
            if before and changed:
                self.books.blame("repeat", f"{name} again changed something: {once}")
            self.hub.say(f"{name} -> {_told(raised, changed)}")
            if raised is None and once is not None:
                self.answered.add(once)
                self._repeat(name, work)
            done(result, raised)

        skew = self.hub.rng.randint(-400, 400)
        process = self.hub.spawn(name, work, done=ended, serves=True, skew_ms=skew)
        self._committed[process] = 0

    def ask(self, name: str, work: Callable[[], Any], *, once: object = None) -> Any:
        """Let a phone or a desk ask; raises Refusal or, without an answer, Lost."""
        hub, faults = self.hub, self.faults
        hub.sleep(hub.rng.randint(5, 200))
        if hub.chance(faults.lost_request):
            hub.sleep(1_000)
            raise Lost
        result, raised = hub.wait(
            lambda answer: self.run(name, work, lambda *both: answer(both), once=once)
        )
        hub.sleep(hub.rng.randint(5, 200))
        if isinstance(raised, Refusal):
            raise raised
        if raised is not None or hub.chance(faults.lost_answer):
            raise Lost
        return result

    def insist(self, name: str, work: Callable[[], Any], *, once: object = None) -> Any:
        """Ask the same again until there is an answer; raises Refusal."""
        while True:
            try:
                return self.ask(name, work, once=once)
            except Lost:
                self.hub.sleep(self.hub.rng.randint(500, 5_000))

    def _repeat(self, name: str, work: Callable[[], Any]) -> None:
        """Do a call that was just answered once more, before anything else happens."""
        if self.hub.rng.random() > 0.2:
            return
        before = self.store.commits
        try:
            work()
        except Refusal as refusal:
            if refusal.code not in _MACHINES_OWN:
                self.books.blame("repeat", f"{name} at once again was refused: {refusal.code}")
        if self.store.commits != before:
            self.books.blame("repeat", f"{name} at once again changed something")

    def _gate(self, operation: str, call: Callable[[], Any]) -> Any:
        process = self.hub.acting()
        if process is None or not process.serves:
            return call()
        rng = self.hub.rng
        stalls = self.hub.chance(self.faults.server_stalls)
        self.hub.sleep(rng.randint(500, 25_000) if stalls else rng.randint(1, 8))
        writes = operation in _WRITES
        if writes and self.hub.chance(self.faults.server_dies):
            raise Died
        before = self.store.commits
        result = call()
        if self.store.commits != before:
            self._committed[process] += 1
            self.books.check(process.name)
        if writes and self.hub.chance(self.faults.server_dies):
            raise Died
        return result

    def _lag(self) -> float:
        if not self.hub.chance(self.faults.stale_read):
            return self.hub.rng.randint(0, 20)
        return self.hub.rng.randint(100, 5_000)


def _told(raised: BaseException | None, changed: int) -> str:
    match raised:
        case None:
            return f"answered, {changed} written"
        case Refusal():
            return raised.code
        case _:
            return repr(raised)
