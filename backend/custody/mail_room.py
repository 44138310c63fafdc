"""Custody's door for the mail room: its stock, and the paper of each parcel."""

from collections.abc import Iterable, Mapping

from backend.custody import consignment as consignments
from backend.custody import drawer as drawers
from backend.custody import mail_store, refill, store
from backend.custody.batch import Act
from backend.custody.consignment import Way
from backend.custody.serials import Ranges, Sheets, checked, ranges_of
from backend.custody.stockroom import Move
from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.storage.transaction import write


class MailRoom:
    """Who moves paper that goes by mail; every move is written with the parcel behind it."""

    def free(self, site_id: str, kind: str) -> int:
        """Count the sheets of a kind that no parcel has yet."""
        return mail_store.find_drawer(site_id, kind).count

    def stock(self, site_id: str, kinds: Iterable[str]) -> Mapping[str, int]:
        """Count the sheets of several kinds that no parcel has yet."""
        return {kind: self.free(site_id, kind) for kind in kinds}

    def fill(
        self, *, site_id: str, kind: str, paper: Sheets, filling_id: str, doing: Doing
    ) -> None:
        """Move a packet from the depot into the mail room, once a `filling_id`.

        Refuses `invoice-code-malformed`, `serials-malformed`, `act-exists-differently`,
        `batch-kind-differs`, `serials-loaded-already`, `serials-not-at-depot`.
        """
        plain = checked(paper.code, paper.first, paper.last)
        act = Act(filling_id, kind, f"drawer/{site_id}", plain)

        def attempt() -> None:
            batch = store.find_batch(plain.code, kind)
            if act.stands(store.find_act(act)):
                return
            left = refill.leave(batch, kind, (plain,), place=act.place, doing=doing)
            filled = drawers.fill(mail_store.find_drawer(site_id, kind), (plain,), doing)
            write(*store.batch_changes(*left, act), *mail_store.drawer_changes(*filled))

        retried(attempt)

    def pick(
        self, parcel_id: str, site_id: str, wanted: Mapping[str, int], doing: Doing
    ) -> tuple[Move, Mapping[str, Ranges]]:
        """Take the first sheets of each kind for a new parcel; returns them by kind, too.

        Refuses `mail-room-short`, `parcel-exists-differently`.
        """
        changes: store.Changes = ()
        taken: dict[str, Ranges] = {}
        for kind, count in sorted(wanted.items()):
            drawer = mail_store.find_drawer(site_id, kind)
            step, taken[kind] = drawers.take(drawer, count, parcel_id, doing)
            changes += mail_store.drawer_changes(*step)
        empty = mail_store.find_consignment(parcel_id)
        picked = consignments.pick(empty, site_id, tuple(taken.items()), doing)
        return Move((*changes, *mail_store.consignment_changes(*picked)), picked[0].ranges), taken

    def undo(
        self, parcel_id: str, doing: Doing, *, gone: Iterable[Sheets] = (), end: str = "cancelled"
    ) -> Move:
        """Put the paper of a parcel that was not handed over back into the mail room.

        Those `gone` end as `cancelled` or `lost` instead.
        """
        before, fault = mail_store.find_consignment(parcel_id), _fault(gone, end)
        changes = mail_store.consignment_changes(*consignments.undo(before, doing, fault))
        for kind, ranges in consignments.sound(before, fault):
            if ranges:
                drawer = mail_store.find_drawer(before.site_id, kind)
                back = drawers.put_back(drawer, ranges, parcel_id, doing)
                changes += mail_store.drawer_changes(*back)
        return Move(changes, before.ranges)

    def move(self, parcel_id: str, way: str, doing: Doing) -> Move:
        """Move a parcel's paper: `packed`, `handed`, `signed`, `returned` or `lost`."""
        step = consignments.move(mail_store.find_consignment(parcel_id), Way(way), doing)
        return Move(mail_store.consignment_changes(*step), step[0].ranges)

    def restock(
        self, parcel_id: str, doing: Doing, *, gone: Iterable[Sheets] = (), end: str = "cancelled"
    ) -> Move:
        """Take the paper of a parcel that came back into the depot.

        Those `gone` end as `cancelled` or `lost` instead.
        """
        before, fault = mail_store.find_consignment(parcel_id), _fault(gone, end)
        changes = mail_store.consignment_changes(*consignments.restock(before, doing, fault))
        for code, kind, ranges in _by_code(consignments.sound(before, fault)):
            batch = store.find_batch(code, kind)
            back = refill.come_back(batch, before.subject, ranges, doing)
            changes += store.batch_changes(*back)
        return Move(changes, before.ranges)


def _fault(gone: Iterable[Sheets], end: str) -> consignments.Fault:
    return consignments.Fault(consignments.Place(end), ranges_of(gone))


def _by_code(contents: consignments.Contents) -> Iterable[tuple[str, str, Ranges]]:
    found: dict[tuple[str, str], Ranges] = {}
    for kind, ranges in contents:
        for one in ranges:
            found[one.code, kind] = (*found.get((one.code, kind), ()), one)
    return [(code, kind, ranges) for (code, kind), ranges in found.items()]
