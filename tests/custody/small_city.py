"""Two sites, three machines, and beside them the physical truth: the checker of custody.

Each rule does one act twice: once on the values of `backend.custody`, once on lists of single
sheets. The invariants compare the two. What the machines hold is told by the values, what left
them by the events.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backend.custody import batch as batches
from backend.custody import shelf as shelves
from backend.custody.batch import Act, Batch
from backend.custody.serials import Range
from backend.custody.shelf import Shelf
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from tests.custody.sheets import Sheet, single, written

KIND = "P_ORD"
CODES = ("1300261130", "130026113012")
SITE_OF = {"a1": "a", "a2": "a", "b1": "b"}
PICKUPS = ("p1", "p2", "p3")

codes, kiosks, pickups = map(st.sampled_from, (CODES, tuple(SITE_OF), PICKUPS))
sites = st.sampled_from(("a", "b"))
numbers, few = st.integers(1, 30), st.integers(1, 6)


@dataclass
class Service:
    """Sheets set aside in a machine, as somebody standing beside it would note it."""

    pickup_id: str
    sheets: int
    until: datetime | None


@dataclass
class Machine:
    """A cassette: sheets in the order in which they will leave."""

    tray: list[Sheet] = field(default_factory=list)
    service: Service | None = None


class SmallCity(RuleBasedStateMachine):
    """Acts in any order; nothing may get lost, doubled or promised twice."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
        self.batches = {code: Batch(code, KIND) for code in CODES}
        self.shelves = {site: Shelf(site, KIND) for site in ("a", "b")}
        self.events: list[Event] = []
        self.received: list[Sheet] = []
        self.depot: list[Sheet] = []
        self.machines = {kiosk_id: Machine() for kiosk_id in SITE_OF}
        self.gone: list[Sheet] = []
        self.doubted: list[Sheet] = []
        self.promised = {(site, one): 0 for site in self.shelves for one in PICKUPS}
        self.acts = 0

    @property
    def doing(self) -> Doing:
        return Doing("system/small-city", self.now)

    def keep(self, step: tuple[Any, Event]) -> None:
        value, event = step
        assert event.number == value.version
        if isinstance(value, Shelf):
            self.shelves[value.site_id] = value
        else:
            self.batches[value.code] = value
        self.events.append(event)

    def act(self, place: str, paper: Range) -> Act:
        self.acts += 1
        return Act(f"act-{self.acts}", KIND, place, paper)

    @initialize()
    def open_the_city(self) -> None:
        for code, kiosk_id in zip(CODES, ("a1", "b1"), strict=True):
            self.receive(code, 1, 12)
            self.load(kiosk_id, code, 1, 6)

    @rule(code=codes, first=numbers, count=few)
    def receive(self, code: str, first: int, count: int) -> None:
        paper = Range(code, first, first + count - 1)
        new = single((paper,))
        wish = self.batches[code], self.act("depot", paper), self.doing
        if set(new) & set(self.received):
            with pytest.raises(Refusal, match="serials-overlap"):
                batches.receive(*wish)
            return
        self.keep(batches.receive(*wish))
        self.received += new
        self.depot += new

    @rule(kiosk_id=kiosks, code=codes, first=numbers, count=few)
    def load(self, kiosk_id: str, code: str, first: int, count: int) -> None:
        paper = Range(code, first, first + count - 1)
        moved = single((paper,))
        wish = self.batches[code], self.act(kiosk_id, paper), self.doing
        if not set(moved) <= set(self.depot):
            with pytest.raises(Refusal, match="serials-not-at-depot"):
                batches.hand_out(*wish)
            return
        self.keep(batches.hand_out(*wish))
        self.keep(shelves.load(self.shelves[SITE_OF[kiosk_id]], kiosk_id, paper, self.doing))
        self.depot = [one for one in self.depot if one not in moved]
        self.machines[kiosk_id].tray += moved

    @rule(site=sites, pickup_id=pickups, count=few)
    def hold(self, site: str, pickup_id: str, count: int) -> None:
        wish = self.shelves[site], count, pickup_id, self.doing
        if self.free(site) < count:
            with pytest.raises(Refusal, match="site-stock-short"):
                shelves.hold(*wish)
            return
        self.keep(shelves.hold(*wish))
        self.promised[site, pickup_id] += count
        assert self.shelves[site].held <= self.stock(site)

    @rule(site=sites, pickup_id=pickups, count=few)
    def release(self, site: str, pickup_id: str, count: int) -> None:
        count = min(count, self.promised[site, pickup_id])
        self.keep(shelves.release(self.shelves[site], count, pickup_id, self.doing))
        self.promised[site, pickup_id] -= count

    @rule(kiosk_id=kiosks, pickup_id=pickups, seconds=st.integers(1, 120))
    def bind(self, kiosk_id: str, pickup_id: str, seconds: int) -> None:
        site, machine = SITE_OF[kiosk_id], self.machines[kiosk_id]
        count = self.promised[site, pickup_id]
        if count == 0:
            return  # nothing left to fetch: the room of pickups does not ask
        until = self.now + timedelta(seconds=seconds)
        refused = self.refusal(machine, pickup_id, count)

        def wish() -> tuple[Shelf, Event]:
            return shelves.bind(
                self.shelves[site],
                kiosk_id=kiosk_id,
                pickup_id=pickup_id,
                count=count,
                until=until,
                doing=self.doing,
            )

        if refused:
            with pytest.raises(Refusal, match=refused):
                wish()
            return
        self.keep(wish())
        machine.service = Service(pickup_id, count, until)
        assert written(self.events[-1].data["serials"]) == machine.tray[:count]

    def refusal(self, machine: Machine, pickup_id: str, count: int) -> str | None:
        """Tell as a bystander why a machine cannot serve now."""
        served = machine.service
        if served and served.until is None:
            return "kiosk-busy"
        if served and served.until and served.until > self.now and served.pickup_id != pickup_id:
            return "kiosk-busy"
        return "kiosk-stock-short" if len(machine.tray) < count else None

    @rule(seconds=st.integers(30, 300))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(kiosk_id=kiosks)
    def begin(self, kiosk_id: str) -> None:
        shelf, service = self.shelves[SITE_OF[kiosk_id]], self.machines[kiosk_id].service
        if service is None:
            with pytest.raises(Refusal, match="binding-over"):
                shelves.begin(shelf, kiosk_id=kiosk_id, pickup_id="p1", doing=self.doing)
            return
        pickup_id = service.pickup_id
        if self.promised[shelf.site_id, pickup_id] < service.sheets or self.begun_elsewhere(
            pickup_id
        ):
            return  # the room of pickups begins only what is promised, at one machine at a time
        self.keep(shelves.begin(shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, doing=self.doing))
        service.until = None

    def begun_elsewhere(self, pickup_id: str) -> bool:
        served = [machine.service for machine in self.machines.values() if machine.service]
        return any(one.until is None and one.pickup_id == pickup_id for one in served)

    @rule(kiosk_id=kiosks)
    def unbind(self, kiosk_id: str) -> None:
        shelf, machine = self.shelves[SITE_OF[kiosk_id]], self.machines[kiosk_id]
        pickup_id = machine.service.pickup_id if machine.service else "p1"
        wish = {"kiosk_id": kiosk_id, "pickup_id": pickup_id}
        if machine.service is None or machine.service.until is None:
            refused = "binding-begun" if machine.service else "binding-over"
            with pytest.raises(Refusal, match=refused):
                shelves.unbind(shelf, **wish, doing=self.doing)
            return
        self.keep(shelves.unbind(shelf, **wish, doing=self.doing))
        machine.service = None

    @rule(kiosk_id=kiosks, out=st.integers(0, 8), doubtful=st.integers(0, 2))
    def settle(self, kiosk_id: str, out: int, doubtful: int) -> None:
        site, machine = SITE_OF[kiosk_id], self.machines[kiosk_id]
        service = machine.service
        if service is None or service.until is not None:
            return
        out = min(out, service.sheets, self.promised[site, service.pickup_id])
        doubtful = min(doubtful, service.sheets - out)
        self.keep(
            shelves.settle(
                self.shelves[site],
                kiosk_id=kiosk_id,
                pickup_id=service.pickup_id,
                out=out,
                doubtful=doubtful,
                doing=self.doing,
            )
        )
        left, machine.tray = machine.tray[: out + doubtful], machine.tray[out + doubtful :]
        self.gone += left[:out]
        self.doubted += left[out:]
        self.promised[site, service.pickup_id] -= out
        machine.service = None

    @rule(kiosk_id=kiosks, pickup_id=pickups, count=few, steps=st.integers(2, 4), out=few)
    def serve(self, kiosk_id: str, pickup_id: str, count: int, steps: int, out: int) -> None:
        """Go several steps at once, so that deep states are met often."""
        self.hold(SITE_OF[kiosk_id], pickup_id, count)
        self.bind(kiosk_id, pickup_id, 60)
        if steps > 2:
            self.begin(kiosk_id)
        if steps > 3:
            self.settle(kiosk_id, out, 1)

    @rule(kiosk_id=kiosks, pickup_id=pickups)
    def come_late(self, kiosk_id: str, pickup_id: str) -> None:
        """Let whatever has not begun lapse, then take the head."""
        self.wait(121)
        self.serve(kiosk_id, pickup_id, 1, 2, 0)

    def stock(self, site: str) -> int:
        return sum(len(self.machines[one].tray) for one in SITE_OF if SITE_OF[one] == site)

    def free(self, site: str) -> int:
        """Count what one more person may be promised, who fetches it at one machine."""
        largest = max(len(self.machines[one].tray) for one in SITE_OF if SITE_OF[one] == site)
        return max(0, min(self.stock(site) - self.held(site), largest))

    def held(self, site: str) -> int:
        return sum(count for (where, _), count in self.promised.items() if where == site)

    @invariant()
    def every_serial_is_in_exactly_one_place(self) -> None:
        depot = [one for batch in self.batches.values() for one in single(batch.at_depot)]
        told = {name: self.told(name) for name in ("out", "in_doubt")}
        doubted = [one for shelf in self.shelves.values() for one in single(shelf.in_doubt)]
        inside = [one for kiosk_id in SITE_OF for one in self.inside(kiosk_id)]
        everywhere = [*depot, *inside, *doubted, *told["out"]]
        assert len(everywhere) == len(set(everywhere))
        assert sorted(everywhere) == sorted(self.received)
        assert sorted(depot) == sorted(self.depot)
        assert told["out"] == self.gone
        assert sorted(doubted) == sorted(told["in_doubt"]) == sorted(self.doubted)
        assert sum(shelf.out for shelf in self.shelves.values()) == len(self.gone)

    @invariant()
    def paper_lies_as_it_was_loaded(self) -> None:
        for kiosk_id, machine in self.machines.items():
            assert self.inside(kiosk_id) == machine.tray
            binding = self.shelves[SITE_OF[kiosk_id]].cassette(kiosk_id).binding
            served = (binding.pickup_id, len(single(binding.ranges))) if binding else None
            service = machine.service
            assert served == ((service.pickup_id, service.sheets) if service else None)

    @invariant()
    def promises_are_counted(self) -> None:
        for site, shelf in self.shelves.items():
            assert shelf.held == self.held(site) >= 0
            assert shelf.stock == self.stock(site)
            assert shelf.free == self.free(site)

    def inside(self, kiosk_id: str) -> list[Sheet]:
        cassette = self.shelves[SITE_OF[kiosk_id]].cassette(kiosk_id)
        head = cassette.binding.ranges if cassette.binding else ()
        return single(head) + single(cassette.ranges)

    def told(self, name: str) -> list[Sheet]:
        settled = [one for one in self.events if one.kind == "custody:sheets:settled"]
        return [sheet for one in settled for sheet in written(one.data[name])]
