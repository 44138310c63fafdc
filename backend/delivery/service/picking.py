"""The mail room's table: paper taken in, parcels picked by two people, packed, or undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from backend.delivery.ports import Beside, Move, Sites
from backend.delivery.rules import faults
from backend.delivery.rules import orders as mail_orders
from backend.delivery.rules import parcel as rules
from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import Line, Parcel, ParcelState
from backend.delivery.rules.sheets import Packets, Sheets, check_packets, cut, sheets_of
from backend.delivery.service.keeping import Keeping
from backend.kernel.codes import check_tracking_number
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import check_id
from backend.kernel.pages import Page


@dataclass(frozen=True, slots=True)
class PickingSide:
    """Mail as the mail room's clerks see it."""

    keeping: Keeping
    sites: Sites
    kinds: Sequence[str]

    def fill(
        self, site_id: str, filling_id: str, kind: str, *, packet: Sheets, doing: Doing
    ) -> int:
        """Take a packet from the depot into a mail room, once a filling id; returns what is there.

        Refuses `id-malformed`, `site-unknown`, then what custody refuses
        (`invoice-code-malformed`, `serials-malformed`, `act-exists-differently`,
        `batch-kind-differs`, `serials-loaded-already`, `serials-not-at-depot`).
        """
        check_id(filling_id)
        self._check_site(site_id)
        stock = self.keeping.stock
        stock.fill(site_id=site_id, kind=kind, paper=packet, filling_id=filling_id, doing=doing)
        return stock.free(site_id, kind)

    def stock(self, site_id: str) -> Mapping[str, int]:
        """Count the sheets of each kind that no parcel has yet; refuses `site-unknown`."""
        self._check_site(site_id)
        return {kind: self.keeping.stock.free(site_id, kind) for kind in self.kinds}

    def owed(self, site_id: str, cursor: str | None, limit: int) -> Page[MailOrder]:
        """List what is to be picked: by kind, then the oldest first; refuses `site-unknown`.

        The drawers are used from the front, so this is the order of the serials, too.
        """
        self._check_site(site_id)
        return self.keeping.store.owed(site_id, cursor, limit)

    def parcels(self, site_id: str, state: str, *, cursor: str | None, limit: int) -> Page[Parcel]:
        """List a mail room's parcels in a state, in the house by serial; refuses `site-unknown`."""
        self._check_site(site_id)
        return self.keeping.store.list_parcels(site_id, state, cursor=cursor, limit=limit)

    def see(self, parcel_id: str, doing: Doing) -> Parcel:
        """Return a parcel; refuses `parcel-unknown`."""
        return retried(lambda: self.keeping.parcel(parcel_id, doing))

    def history(self, parcel_id: str, cursor: str | None, limit: int) -> Page[Event]:
        """List what happened to a parcel, oldest first."""
        return self.keeping.store.history(f"parcel/{parcel_id}", cursor, limit)

    def begin(self, parcel_id: str, order_ids: Sequence[str], doing: Doing) -> Parcel:
        """Begin to pick orders of one company to one address; a repeat gives the parcel.

        Their serials are set aside from the front of the drawers. Refuses `id-malformed`,
        `parcel-exists-differently`, `request-malformed` (no orders, too many),
        `mail-order-unknown`, `mail-order-not-owed`, `parcel-orders-differ`, `mail-room-short`.
        """
        check_id(parcel_id)

        def attempt() -> Parcel:
            found = self.keeping.store.find_parcel(parcel_id)
            if found is not None:
                rules.check_same(found, order_ids)
                return found
            return self._begin(parcel_id, self._orders(order_ids), doing)

        return retried(attempt)

    def scan(self, parcel_id: str, packets: Packets, doing: Doing) -> Parcel:
        """Scan first and last sheet of what was taken out, by the first clerk.

        Refuses `request-malformed`, `invoice-code-malformed`, `serials-malformed`,
        `parcel-unknown`, `parcel-serials-differ`, `parcel-state-unfit`.
        """
        check_packets(packets)
        return self._change(parcel_id, lambda one: rules.scan(one, packets, doing), doing)

    def check(self, parcel_id: str, packets: Packets, doing: Doing) -> Parcel:
        """Scan the same by a second clerk: the parcel is picked.

        Refuses `request-malformed`, `invoice-code-malformed`, `serials-malformed`,
        `parcel-unknown`, `parcel-serials-differ`, `parcel-same-person`, `parcel-not-scanned`,
        `parcel-state-unfit`.
        """
        check_packets(packets)
        return self._change(parcel_id, lambda one: rules.check(one, packets, doing), doing)

    def pack(self, parcel_id: str, tracking_number: str, doing: Doing) -> Parcel:
        """Close a parcel under the number on its label.

        Refuses `tracking-malformed`, `tracking-check-wrong`, `parcel-unknown`,
        `tracking-taken` (another parcel's), `parcel-state-unfit`.
        """
        number = check_tracking_number(tracking_number)

        def attempt() -> Parcel:
            parcel = self.keeping.parcel(parcel_id, doing)
            labelled = self.keeping.store.find_labelled(number)
            if labelled not in (None, parcel_id):
                raise Refusal("tracking-taken", field="/tracking_number", parcel_id=labelled)
            step = rules.pack(parcel, number, doing)
            if step is None:
                return parcel
            beside = Beside(labelled=(number, parcel_id))
            return self.keeping.write(parcel, step, doing, beside=beside)

        return retried(attempt)

    def undo(self, parcel_id: str, reason: str, doing: Doing) -> Parcel:
        """Take a parcel apart: its orders are owed again, its paper is back in the mail room.

        Refuses `request-malformed` (no reason), `parcel-unknown`, `parcel-on-list`,
        `parcel-state-unfit`.
        """

        def attempt() -> Parcel:
            parcel = self.keeping.parcel(parcel_id, doing)
            step = rules.undo(parcel, reason, doing)
            if step is None:
                return parcel
            beside = Beside(unlabelled=parcel.tracking_number)
            return self.keeping.write(parcel, step, doing, beside=beside)

        return retried(attempt)

    def find_fault(
        self, parcel_id: str, packets: Packets, outcome: str, *, reason: str, doing: Doing
    ) -> Parcel:
        """Say that sheets of a parcel are damaged or missing, by two clerks.

        Refuses `request-malformed`, `invoice-code-malformed`, `serials-malformed`,
        `parcel-unknown`, then as `faults.find` does.
        """
        check_packets(packets)

        def attempt() -> Parcel:
            parcel = self.keeping.parcel(parcel_id, doing)
            step = faults.find(parcel, packets, outcome, reason=reason, doing=doing)
            if step is None:
                return parcel
            undone = step[0].state is ParcelState.UNDONE
            beside = Beside(unlabelled=parcel.tracking_number if undone else None)
            return self.keeping.write(parcel, step, doing, beside=beside)

        return retried(attempt)

    def _begin(self, parcel_id: str, orders: Sequence[MailOrder], doing: Doing) -> Parcel:
        first = rules.check_orders(orders)
        wanted: dict[str, int] = {}
        for one in orders:
            wanted[one.kind] = wanted.get(one.kind, 0) + one.count
        move, taken = self.keeping.stock.pick(parcel_id, first.site_id, wanted, doing)
        lines = _lines(orders, {kind: sheets_of(found) for kind, found in taken.items()})
        after, event = rules.begin(parcel_id, first, lines, doing)
        after = self.keeping.timed(after, doing)
        noted = [
            noted
            for one, line in zip(orders, lines, strict=True)
            for noted in self.keeping.order(
                one, mail_orders.take(one, parcel_id, line.sheets, doing), doing
            )
        ]
        moves: tuple[Move, ...] = (move,)
        self.keeping.store.save((after, event), *noted, beside=Beside(moves=moves))
        return after

    def _orders(self, order_ids: Sequence[str]) -> Sequence[MailOrder]:
        if not 1 <= len(order_ids) <= rules.MOST_ORDERS:
            raise Refusal("request-malformed", field="/order_ids")
        found = self.keeping.store.find_orders(order_ids)
        for one in order_ids:
            if one not in found:
                raise Refusal("mail-order-unknown", field="/order_ids", order_id=one)
        return [found[one] for one in order_ids]

    def _change(
        self, parcel_id: str, step: Callable[[Parcel], rules.Step | None], doing: Doing
    ) -> Parcel:
        def attempt() -> Parcel:
            parcel = self.keeping.parcel(parcel_id, doing)
            found = step(parcel)
            return parcel if found is None else self.keeping.write(parcel, found, doing)

        return retried(attempt)

    def _check_site(self, site_id: str) -> None:
        if self.sites.name(site_id) is None:
            raise Refusal("site-unknown")


def _lines(orders: Sequence[MailOrder], taken: Mapping[str, Packets]) -> tuple[Line, ...]:
    left, lines = dict(taken), []
    for one in orders:
        sheets, left[one.kind] = cut(left[one.kind], one.count)
        lines.append(Line(one.id, one.kind, sheets))
    return tuple(lines)
