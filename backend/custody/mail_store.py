"""Drawers and consignments between the table and their values."""

from typing import Any

from backend.custody.consignment import Consignment, Place
from backend.custody.drawer import Drawer
from backend.custody.serials import Range, Ranges, plain
from backend.custody.store import Changes
from backend.custody.tables import CustodyItem
from backend.kernel.events import Event
from backend.storage import ledger
from backend.storage.transaction import save


def find_drawer(site_id: str, kind: str) -> Drawer:
    """Read a drawer, consistently; an empty one where the mail room never had this kind."""
    empty = Drawer(site_id, kind)
    item = _find(empty.subject)
    if item is None:
        return empty
    ranges = _ranges(item.ranges["ranges"])
    return Drawer(site_id, kind, ranges, version=int(item.version), head=item.head)


def find_consignment(parcel_id: str) -> Consignment:
    """Read what a parcel holds, consistently; nothing for a new one."""
    empty = Consignment(parcel_id)
    item = _find(empty.subject)
    if item is None:
        return empty
    return Consignment(
        parcel_id,
        site_id=item.ranges["site_id"],
        place=Place(item.ranges["place"]),
        contents=tuple((kind, _ranges(rows)) for kind, rows in item.ranges["contents"]),
        version=int(item.version),
        head=item.head,
    )


def drawer_changes(drawer: Drawer, event: Event) -> Changes:
    """Prepare a drawer and its event for a transaction."""
    change, head = ledger.record(event, drawer.head)
    item = CustodyItem(
        drawer.subject,
        version=drawer.version,
        head=head,
        kind=drawer.kind,
        stock=drawer.count,
        ranges={"site_id": drawer.site_id, "ranges": plain(drawer.ranges)},
    )
    return save(item), change


def consignment_changes(consignment: Consignment, event: Event) -> Changes:
    """Prepare a consignment and its event for a transaction."""
    change, head = ledger.record(event, consignment.head)
    item = CustodyItem(
        consignment.subject,
        version=consignment.version,
        head=head,
        kind="",
        ranges={
            "site_id": consignment.site_id,
            "place": str(consignment.place),
            "contents": [[kind, plain(ranges)] for kind, ranges in consignment.contents],
        },
    )
    return save(item), change


def _find(subject: str) -> CustodyItem | None:
    try:
        return CustodyItem.get(subject, consistent_read=True)
    except CustodyItem.DoesNotExist:
        return None


def _ranges(rows: list[Any]) -> Ranges:
    return tuple(Range(code, int(first), int(last)) for code, first, last in rows)
