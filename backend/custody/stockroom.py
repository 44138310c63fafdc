"""Custody's door for the rooms: questions about stock, and moves to write with their change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.custody import apart, store
from backend.custody import batch as batches
from backend.custody import shelf as shelves
from backend.custody.batch import Act
from backend.custody.serials import Range, Ranges, Sheets, checked, ranges_of
from backend.custody.shelf import Cassette, Shelf
from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.storage.transaction import write


@dataclass(frozen=True, slots=True)
class Move:
    """A custody move decided but not yet written: a room's store writes it with its own change."""

    changes: store.Changes
    ranges: Ranges = ()


class Stockroom:
    """The one who may write stock."""

    def free(
        self, site_ids: Iterable[str], kind: str, *, consistent: bool = False
    ) -> Mapping[str, int]:
        """Count the sheets of a kind not promised to anybody, by site; 0 where there is none.

        Whoever decides on it asks for a consistent reading.
        """
        wanted = list(site_ids)
        shelves_there = store.find_shelves(((s, kind) for s in wanted), consistent=consistent)
        found = {shelf.site_id: shelf.free for shelf in shelves_there}
        return {site: found.get(site, 0) for site in wanted}

    def cassettes(self, site_id: str, kiosk_id: str, kinds: Iterable[str]) -> dict[str, Cassette]:
        """Return a machine's cassettes by kind, those that hold or held paper."""
        pairs = [(site_id, kind) for kind in kinds]
        return {
            shelf.kind: shelf.cassette(kiosk_id)
            for shelf in store.find_shelves(pairs, consistent=True)
            if any(one.kiosk_id == kiosk_id for one in shelf.cassettes)
        }

    def receive(self, kind: str, paper: Range, receipt_id: str, doing: Doing) -> None:
        """Take paper into the depot, once a `receipt_id`.

        Refuses `invoice-code-malformed`, `serials-malformed`, `act-exists-differently`,
        `batch-kind-differs`, `serials-overlap`.
        """
        act = Act(receipt_id, kind, "depot", checked(paper.code, paper.first, paper.last))

        def attempt() -> None:
            # The batch first: where it shows what another did, the act is there to be seen too.
            batch = store.find_batch(act.paper.code, kind)
            if not act.stands(store.find_act(act)):
                write(*store.batch_changes(*batches.receive(batch, act, doing), act))

        retried(attempt)

    def load(
        self, *, site_id: str, kiosk_id: str, kind: str, paper: Range, load_id: str, doing: Doing
    ) -> None:
        """Move paper from the depot into a cassette, once a `load_id`.

        Refuses `invoice-code-malformed`, `serials-malformed`, `act-exists-differently`,
        `batch-kind-differs`, `serials-not-at-depot`.
        """
        act = Act(load_id, kind, kiosk_id, checked(paper.code, paper.first, paper.last))

        def attempt() -> None:
            batch = store.find_batch(act.paper.code, kind)
            if act.stands(store.find_act(act)):
                return
            handed = store.batch_changes(*batches.hand_out(batch, act, doing), act)
            shelf = store.find_shelf(site_id, kind)
            write(*handed, *store.shelf_changes(*shelves.load(shelf, kiosk_id, act.paper, doing)))

        retried(attempt)

    def hold(self, site_id: str, kind: str, *, count: int, pickup_id: str, doing: Doing) -> Move:
        """Promise sheets at a site; refuses `site-stock-short`."""
        return self._move(site_id, kind, lambda shelf: shelves.hold(shelf, count, pickup_id, doing))

    def release(self, site_id: str, kind: str, *, count: int, pickup_id: str, doing: Doing) -> Move:
        """Take a promise back."""
        return self._move(
            site_id, kind, lambda shelf: shelves.release(shelf, count, pickup_id, doing)
        )

    def bind(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        count: int,
        until: datetime,
        doing: Doing,
    ) -> Move:
        """Set the head of a cassette aside; refuses `kiosk-busy`, `kiosk-stock-short`."""
        return self._move(
            site_id,
            kind,
            lambda shelf: shelves.bind(
                shelf,
                kiosk_id=kiosk_id,
                pickup_id=pickup_id,
                count=count,
                until=until,
                doing=doing,
            ),
            kiosk_id=kiosk_id,
        )

    def begin(
        self, *, site_id: str, kind: str, kiosk_id: str, pickup_id: str, doing: Doing
    ) -> Move:
        """Keep a binding past its time; refuses `binding-over`."""
        return self._move(
            site_id,
            kind,
            lambda shelf: shelves.begin(shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, doing=doing),
            kiosk_id=kiosk_id,
        )

    def unbind(
        self, *, site_id: str, kind: str, kiosk_id: str, pickup_id: str, doing: Doing
    ) -> Move:
        """Give bound serials back to the head; nothing to write when they lapsed already.

        Refuses `binding-begun`.
        """
        shelf = store.find_shelf(site_id, kind)
        binding = shelf.cassette(kiosk_id).binding
        if binding is None or binding.pickup_id != pickup_id:
            return Move(())
        step = shelves.unbind(shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, doing=doing)
        return Move(store.shelf_changes(*step))

    def count_behind(
        self, site_id: str, kind: str, kiosk_id: str, *, next_sheet: apart.Sheet | None
    ) -> int | None:
        """Count what lies before a sheet behind what is bound, all for None; None elsewhere."""
        return apart.count_behind(store.find_shelf(site_id, kind), kiosk_id, next_sheet)

    def settle(  # noqa: PLR0913 - the end of a service is this many facts
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        out: int,
        doubtful: int,
        why: str = "",
        taken: Sequence[apart.Sheet] = (),
        doing: Doing,
    ) -> Move:
        """Close a binding as `shelf.settle` does; refuses `binding-over`."""
        return self._move(
            site_id,
            kind,
            lambda shelf: shelves.settle(
                shelf,
                kiosk_id=kiosk_id,
                pickup_id=pickup_id,
                out=out,
                doubtful=doubtful,
                why=why,
                taken=taken,
                doing=doing,
            ),
            kiosk_id=kiosk_id,
        )

    def holdings(self, site_id: str, kiosk_id: str, kinds: Iterable[str]) -> dict[str, int]:
        """Count the sheets in a machine by kind."""
        return {kind: one.count for kind, one in self.cassettes(site_id, kiosk_id, kinds).items()}

    def missing(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        next_sheet: apart.Sheet | None,
        now: datetime,
    ) -> Ranges | None:
        """List what lies before a sheet in a cassette, all for None; None when it is not there.

        Refuses `kiosk-busy` while a service stands.
        """
        return apart.missing_before(store.find_shelf(site_id, kind), kiosk_id, next_sheet, now)

    def write_off(  # noqa: PLR0913 - a finding is this many facts
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        missing: int,
        taken: Sequence[apart.Sheet],
        promised: int,
        doing: Doing,
    ) -> Move:
        """Put the first sheets of a cassette into quarantine and let some leave it.

        Refuses `kiosk-busy` while a service stands there and anything is missing.
        """
        return self._move(
            site_id,
            kind,
            lambda shelf: apart.write_off(
                shelf,
                kiosk_id=kiosk_id,
                pickup_id=pickup_id,
                missing=missing,
                taken=taken,
                promised=promised,
                doing=doing,
            ),
        )

    def set_apart(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        sheets: Sequence[apart.Sheet],
        doing: Doing,
    ) -> list[apart.Sheet]:
        """Put sheets into quarantine at once, as far as they lie in a cassette.

        Returns those in quarantine now; refuses `kiosk-busy` while a service holds one.
        """

        def attempt() -> list[apart.Sheet]:
            shelf = store.find_shelf(site_id, kind)
            step = apart.set_apart(
                shelf, kiosk_id=kiosk_id, pickup_id=pickup_id, sheets=sheets, doing=doing
            )
            if step is not None:
                write(*store.shelf_changes(*step))
            return apart.lying_apart(step[0] if step else shelf, sheets)

        return retried(attempt)

    def lying_apart(
        self, site_id: str, kind: str, sheets: Iterable[apart.Sheet]
    ) -> list[apart.Sheet]:
        """Name those of some sheets that are in quarantine at a site."""
        return apart.lying_apart(store.find_shelf(site_id, kind), sheets)

    def doubt(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        sheets: Iterable[Sheets],
        promise: int,
        doing: Doing,
    ) -> Move:
        """Take sheets that counted as out into quarantine; refuses `site-stock-short`."""
        return self._move(
            site_id,
            kind,
            lambda shelf: shelves.doubt(
                shelf,
                kiosk_id=kiosk_id,
                pickup_id=pickup_id,
                sheets=ranges_of(sheets),
                promise=promise,
                doing=doing,
            ),
        )

    def _move(
        self,
        site_id: str,
        kind: str,
        step: Callable[[Shelf], shelves.Step],
        *,
        kiosk_id: str | None = None,
    ) -> Move:
        after, event = step(store.find_shelf(site_id, kind))
        binding = after.cassette(kiosk_id).binding if kiosk_id else None
        return Move(store.shelf_changes(after, event), binding.ranges if binding else ())
