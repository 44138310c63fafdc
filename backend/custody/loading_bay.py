"""Custody's door for people with packets in their hands: what may move, and moves to write."""

from collections.abc import Iterable

from backend.custody import ending, refill, store
from backend.custody.ending import End
from backend.custody.refill import Sheet
from backend.custody.serials import Range, Ranges, Sheets, ranges_of
from backend.custody.stockroom import Move
from backend.kernel.events import Doing


class LoadingBay:
    """Paper between the depot and the machines; every move is written with the act behind it."""

    def head(self, site_id: str, kind: str, kiosk_id: str, doing: Doing) -> Sheet | None:
        """Name the sheet first in a cassette, None when it is empty; refuses `kiosk-busy`."""
        return refill.head(store.find_shelf(site_id, kind), kiosk_id, doing)

    def vacated(self, site_id: str, kiosk_id: str, kinds: Iterable[str]) -> Move | None:
        """Say that no paper lies in a machine, None when some does.

        The move changes nothing, but holds only if no shelf of these kinds changed meanwhile: what
        is written with it is not overtaken by a load.
        """
        shelves_there = [store.find_shelf(site_id, kind) for kind in kinds]
        if any(shelf.cassette(kiosk_id).count for shelf in shelves_there):
            return None
        return Move(tuple(store.unchanged(shelf) for shelf in shelves_there))

    def load(
        self, *, site_id: str, kind: str, kiosk_id: str, packets: Iterable[Range], doing: Doing
    ) -> Move:
        """Move packets from the depot into a cassette.

        Refuses `batch-kind-differs`, `serials-loaded-already`, `serials-not-at-depot`.
        """
        wanted = tuple(packets)
        changes: store.Changes = ()
        for code, ranges in _by_code(wanted).items():
            batch = store.find_batch(code, kind)
            changes += store.batch_changes(
                *refill.leave(batch, kind, ranges, place=kiosk_id, doing=doing)
            )
        shelf = store.find_shelf(site_id, kind)
        filled = refill.fill(shelf, kiosk_id, wanted, doing)
        return Move((*changes, *store.shelf_changes(*filled)), wanted)

    def unload(
        self, *, site_id: str, kind: str, kiosk_id: str, packets: Iterable[Range], doing: Doing
    ) -> Move:
        """Move all paper of a cassette back to the depot.

        Refuses `kiosk-busy`, `unload-differs`, `sheets-promised`.
        """
        wanted = tuple(packets)
        cleared = refill.clear(store.find_shelf(site_id, kind), kiosk_id, wanted, doing)
        changes: store.Changes = store.shelf_changes(*cleared)
        for code, ranges in _by_code(wanted).items():
            batch = store.find_batch(code, kind)
            changes += store.batch_changes(*refill.come_back(batch, kiosk_id, ranges, doing))
        return Move(changes, wanted)

    def count(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        found: Sheet | None,
        reason: str,
        doing: Doing,
    ) -> Move:
        """Put what a count passed over in doubt: the move's ranges name it.

        Refuses `kiosk-busy`, `count-serial-unknown`.
        """
        shelf = store.find_shelf(site_id, kind)
        step, passed = refill.count(
            shelf, kiosk_id=kiosk_id, found=found, reason=reason, doing=doing
        )
        return Move(store.shelf_changes(*step), passed)

    def end(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        end: str,
        sheets: Iterable[Sheets],
        reason: str,
        doing: Doing,
    ) -> Move:
        """Let sheets leave quarantine: `cancelled`, `lost`, or `given-back` to the depot.

        Refuses `sheets-not-apart`.
        """
        wanted, way = ranges_of(sheets), End(end)
        shelf = store.find_shelf(site_id, kind)
        left = ending.leave(shelf, way, wanted, kiosk_id=kiosk_id, reason=reason, doing=doing)
        changes: store.Changes = store.shelf_changes(*left)
        if way is End.GIVEN_BACK:
            for code, ranges in _by_code(wanted).items():
                batch = store.find_batch(code, kind)
                changes += store.batch_changes(*refill.come_back(batch, kiosk_id, ranges, doing))
        return Move(changes, wanted)


def _by_code(packets: Ranges) -> dict[str, Ranges]:
    found: dict[str, Ranges] = {}
    for one in packets:
        found[one.code] = (*found.get(one.code, ()), one)
    return found
