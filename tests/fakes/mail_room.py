"""Custody's real rules on drawers and parcels in memory, as the delivery room asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backend.custody import consignment as consignments
from backend.custody import drawer as drawers
from backend.custody.consignment import Consignment, Way
from backend.custody.drawer import Drawer
from backend.custody.serials import Range, Ranges, ranges_of
from backend.delivery.rules.sheets import Numbered
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing


@dataclass(frozen=True)
class FakeMailMove:
    """What a move changes: each thing with the version it was decided on."""

    changes: tuple[tuple[int, Any], ...]
    depot: Ranges = ()
    ranges: Sequence[Range] = ()


class FakeMailRoom:
    """The mail room's paper in memory; `depot` is what came back to it."""

    def __init__(self) -> None:
        self.drawers: dict[tuple[str, str], Drawer] = {}
        self.consignments: dict[str, Consignment] = {}
        self.depot: Ranges = ()
        self.fillings: dict[str, tuple[str, str, Range]] = {}

    def stocked(self, site_id: str, kind: str, paper: Range) -> None:
        before = self.drawers.get((site_id, kind), Drawer(site_id, kind))
        ranges = (*before.ranges, paper)
        after = replace(before, ranges=ranges, version=before.version + 1)
        self.drawers[site_id, kind] = after

    def free(self, site_id: str, kind: str) -> int:
        return self._drawer(site_id, kind).count

    def fill(
        self, *, site_id: str, kind: str, paper: Numbered, filling_id: str, doing: Doing
    ) -> None:
        packet = Range(paper.code, paper.first, paper.last)
        wish = (site_id, kind, packet)
        if self.fillings.get(filling_id, wish) != wish:
            raise Refusal("act-exists-differently", id=filling_id)
        if filling_id not in self.fillings:
            self.fillings[filling_id] = wish
            filled, _ = drawers.fill(self._drawer(site_id, kind), (packet,), doing)
            self.drawers[site_id, kind] = filled

    def pick(
        self, parcel_id: str, site_id: str, wanted: Mapping[str, int], doing: Doing
    ) -> tuple[FakeMailMove, Mapping[str, Ranges]]:
        changes: list[tuple[int, Any]] = []
        taken: dict[str, Ranges] = {}
        for kind, count in sorted(wanted.items()):
            before = self._drawer(site_id, kind)
            (after, _), taken[kind] = drawers.take(before, count, parcel_id, doing)
            changes.append((before.version, after))
        empty = self._consignment(parcel_id)
        picked, _ = consignments.pick(empty, site_id, tuple(taken.items()), doing)
        return FakeMailMove((*changes, (empty.version, picked)), ranges=picked.ranges), taken

    def undo(
        self, parcel_id: str, doing: Doing, *, gone: Iterable[Numbered] = (), end: str = "cancelled"
    ) -> FakeMailMove:
        before, fault = self._consignment(parcel_id), _fault(gone, end)
        undone, _ = consignments.undo(before, doing, fault)
        changes: list[tuple[int, Any]] = [(before.version, undone)]
        for kind, ranges in consignments.sound(before, fault):
            drawer = self._drawer(before.site_id, kind)
            after, _ = drawers.put_back(drawer, ranges, parcel_id, doing)
            changes.append((drawer.version, after))
        return FakeMailMove(tuple(changes), ranges=before.ranges)

    def move(self, parcel_id: str, way: str, doing: Doing) -> FakeMailMove:
        before = self._consignment(parcel_id)
        after, _ = consignments.move(before, Way(way), doing)
        return FakeMailMove(((before.version, after),), ranges=after.ranges)

    def restock(
        self, parcel_id: str, doing: Doing, *, gone: Iterable[Numbered] = (), end: str = "cancelled"
    ) -> FakeMailMove:
        before, fault = self._consignment(parcel_id), _fault(gone, end)
        after, _ = consignments.restock(before, doing, fault)
        depot = tuple(one for _, rest in consignments.sound(before, fault) for one in rest)
        return FakeMailMove(((before.version, after),), depot=depot, ranges=before.ranges)

    def check(self, move: FakeMailMove) -> None:
        """Raise `Conflict` where something changed since a move was decided."""
        for version, thing in move.changes:
            if self._now(thing).version != version:
                raise Conflict

    def apply(self, move: FakeMailMove) -> None:
        for _, thing in move.changes:
            if isinstance(thing, Drawer):
                self.drawers[thing.site_id, thing.kind] = thing
            else:
                self.consignments[thing.parcel_id] = thing
        self.depot = (*self.depot, *move.depot)

    def _now(self, thing: Any) -> Any:
        if isinstance(thing, Drawer):
            return self._drawer(thing.site_id, thing.kind)
        return self._consignment(thing.parcel_id)

    def _drawer(self, site_id: str, kind: str) -> Drawer:
        return self.drawers.get((site_id, kind), Drawer(site_id, kind))

    def _consignment(self, parcel_id: str) -> Consignment:
        return self.consignments.get(parcel_id, Consignment(parcel_id))


def _fault(gone: Iterable[Numbered], end: str) -> consignments.Fault:
    return consignments.Fault(consignments.Place(end), ranges_of(gone))
