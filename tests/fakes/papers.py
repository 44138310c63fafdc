"""Stand-ins for numbered paper at the kiosks: a loading bay that books sheets, and its store."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page
from backend.kiosks.rules.count import Count
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.restock import Packet, Packets, Restock, Sheet
from tests.fakes.kiosks import FakeStore
from tests.fakes.ledger import FakeLedger


@dataclass(frozen=True, slots=True)
class FakeMove:
    """Sheets that move when the store writes it."""

    ranges: Packets
    done: Callable[[], None]


@dataclass(slots=True)
class FakeLeases:
    """The kinds of paper that machines may hand out without asking."""

    lent: dict[str, set[str]] = field(default_factory=dict)

    def kinds(self, kiosk_id: str) -> set[str]:
        return self.lent.get(kiosk_id, set())


@dataclass(slots=True)
class FakeBay:
    """The depot, and cassettes by kiosk and kind, sheet by sheet."""

    depot: set[Sheet] = field(default_factory=set)
    inside: dict[tuple[str, str], list[Sheet]] = field(default_factory=dict)
    in_doubt: list[Sheet] = field(default_factory=list)
    busy: set[str] = field(default_factory=set)

    def head(self, site_id: str, kind: str, kiosk_id: str, doing: Doing) -> Sheet | None:
        self._check_rest(kiosk_id)
        cassette = self._cassette(kiosk_id, kind)
        return cassette[0] if cassette else None

    def load(
        self, *, site_id: str, kind: str, kiosk_id: str, packets: Packets, doing: Doing
    ) -> FakeMove:
        sheets = listed(packets)
        if not set(sheets) <= self.depot:
            raise Refusal("serials-not-at-depot", field="/packets")
        if len(sheets) > len(set(sheets)):
            raise Refusal("packets-overlap", field="/packets")

        def move() -> None:
            self.depot -= set(sheets)
            self._cassette(kiosk_id, kind).extend(sheets)

        return FakeMove(packets, move)

    def unload(
        self, *, site_id: str, kind: str, kiosk_id: str, packets: Packets, doing: Doing
    ) -> FakeMove:
        self._check_rest(kiosk_id)
        cassette = self._cassette(kiosk_id, kind)
        if sorted(listed(packets)) != sorted(cassette):
            raise Refusal("unload-differs", left=len(cassette))

        def move() -> None:
            self.depot |= set(cassette)
            cassette.clear()

        return FakeMove(packets, move)

    def count(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        found: Sheet | None,
        reason: str,
        doing: Doing,
    ) -> FakeMove:
        self._check_rest(kiosk_id)
        cassette = self._cassette(kiosk_id, kind)
        if found is not None and found not in cassette:
            raise Refusal("count-serial-unknown", field="/found")
        passed = cassette[: cassette.index(found)] if found else list(cassette)

        def move() -> None:
            self.in_doubt += passed
            del cassette[: len(passed)]

        return FakeMove(tuple(Packet(code, one, one) for code, one in passed), move)

    def _cassette(self, kiosk_id: str, kind: str) -> list[Sheet]:
        return self.inside.setdefault((kiosk_id, kind), [])

    def _check_rest(self, kiosk_id: str) -> None:
        if kiosk_id in self.busy:
            raise Refusal("kiosk-busy")


def listed(packets: Packets) -> list[Sheet]:
    return [(one.code, number) for one in packets for number in range(one.first, one.last + 1)]


class FakePapers:
    """A store in memory: versions, numbered events, and moves that happen with the write."""

    def __init__(self, machines: FakeStore) -> None:
        self.machines = machines
        self.ledger = FakeLedger()
        self.restocks: dict[tuple[str, str], Restock] = {}
        self.counts: dict[tuple[str, str], Count] = {}

    def find_restock(self, kiosk_id: str, restock_id: str) -> Restock | None:
        return self.restocks.get((kiosk_id, restock_id))

    def list_restocks(self, kiosk_id: str, cursor: str | None, limit: int) -> Page[Restock]:
        found = [one for key, one in sorted(self.restocks.items()) if key[0] == kiosk_id]
        start = int(cursor or 0)
        rows = found[::-1][start : start + limit]
        more = start + limit < len(found)
        return Page(tuple(rows), str(start + limit) if more else None)

    def save_restock(
        self, restock: Restock, event: Event, *moves: FakeMove, kiosk: Kiosk | None = None
    ) -> None:
        there = self.machines.find(kiosk.id) if kiosk else None
        if kiosk and (there.version if there else 0) != kiosk.version:
            raise Conflict
        key = restock.kiosk_id, restock.id
        kept = self.restocks.get(key)
        if (kept.version if kept else 0) != restock.version - 1:
            raise Conflict
        head = self.ledger.add(event, restock.head)
        for move in moves:
            move.done()
        self.restocks[key] = replace(restock, head=head)

    def find_count(self, kiosk_id: str, count_id: str) -> Count | None:
        return self.counts.get((kiosk_id, count_id))

    def add_count(
        self, count: Count, event: Event, move: FakeMove, *, awaited: tuple[Kiosk, Event] | None
    ) -> None:
        if (count.kiosk_id, count.id) in self.counts:
            raise Conflict
        if awaited is not None:
            self.machines.save(*awaited)
        self.ledger.add(event, "")
        move.done()
        self.counts[count.kiosk_id, count.id] = count


@dataclass(slots=True)
class FakePeople:
    names: dict[str, str] = field(default_factory=dict)

    def name_of(self, person_id: str) -> str:
        return self.names.get(person_id, "")
