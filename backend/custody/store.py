"""Shelves, batches and acts between the table and their values."""

from collections.abc import Iterable
from typing import Any

from backend.custody.batch import Act, Batch
from backend.custody.serials import Range, Ranges, plain
from backend.custody.shelf import Binding, Cassette, Shelf
from backend.custody.tables import CustodyItem
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.storage import ledger
from backend.storage.transaction import Change, put_new, save
from backend.storage.transaction import unchanged as still

Changes = tuple[Change, ...]


def find_shelf(site_id: str, kind: str) -> Shelf:
    """Read a shelf, consistently; an empty one when the site never had this kind."""
    empty = Shelf(site_id, kind)
    item = _find(empty.subject)
    return empty if item is None else _shelf(item)


def find_shelves(pairs: Iterable[tuple[str, str]], *, consistent: bool) -> list[Shelf]:
    """Read several shelves at once by (site, kind); missing ones are left out.

    What is only shown may lag behind by a moment, at half the cost; a decision may not.
    """
    # DynamoDB refuses a batch that names a key twice.
    subjects = dict.fromkeys(Shelf(site, kind).subject for site, kind in pairs)
    return [_shelf(item) for item in CustodyItem.batch_get(subjects, consistent_read=consistent)]


def find_batch(code: str, kind: str) -> Batch:
    """Read a batch, consistently; an empty one of the given kind when the code is new."""
    empty = Batch(code, kind)
    item = _find(empty.subject)
    return empty if item is None else _batch(item)


def find_act(act: Act) -> str | None:
    """Read the hash kept under an act's id, consistently; None when nothing is."""
    item = _find(act.subject)
    return None if item is None else str(item.ranges["request_hash"])


def shelf_changes(shelf: Shelf, event: Event) -> Changes:
    """Prepare a shelf and its event for a transaction."""
    change, head = ledger.record(event, shelf.head)
    item = CustodyItem(
        shelf.subject,
        version=shelf.version,
        head=head,
        kind=shelf.kind,
        held=shelf.held,
        out=shelf.out,
        stock=shelf.stock,
        cancelled=shelf.cancelled,
        lost=shelf.lost,
        ranges={
            "site_id": shelf.site_id,
            "cassettes": [_cassette_out(cassette) for cassette in shelf.cassettes],
            "in_doubt": plain(shelf.in_doubt),
        },
    )
    return save(item), change


def unchanged(shelf: Shelf) -> Change:
    """Let a transaction hold only if a shelf is still as it was read."""
    return still(CustodyItem(shelf.subject, version=shelf.version))


def batch_changes(batch: Batch, event: Event, act: Act | None = None) -> Changes:
    """Prepare a batch, its event and the act behind it, new under its id, for a transaction.

    Without an act it is the caller whose own change says that it happens once.
    """
    change, head = ledger.record(event, batch.head)
    item = CustodyItem(
        batch.subject,
        version=batch.version,
        head=head,
        kind=batch.kind,
        ranges={
            "received": plain(batch.received),
            "at_depot": plain(batch.at_depot),
        },
    )
    if act is None:
        return save(item), change
    kept = {"request_hash": act.request_hash, "event": event.id}
    done = CustodyItem(act.subject, version=1, head="", kind=act.kind, ranges=kept)
    return save(item), change, put_new(done)


def _find(subject: str) -> CustodyItem | None:
    try:
        return CustodyItem.get(subject, consistent_read=True)
    except CustodyItem.DoesNotExist:
        return None


def _shelf(item: CustodyItem) -> Shelf:
    _, site_id, kind = item.subject.split("/")
    return Shelf(
        site_id,
        kind,
        held=int(item.held),
        cassettes=tuple(_cassette_in(row) for row in item.ranges["cassettes"]),
        in_doubt=_ranges(item.ranges["in_doubt"]),
        out=int(item.out),
        cancelled=int(item.cancelled),
        lost=int(item.lost),
        version=int(item.version),
        head=item.head,
    )


def _batch(item: CustodyItem) -> Batch:
    return Batch(
        item.subject.removeprefix("batch/"),
        item.kind,
        received=_ranges(item.ranges["received"]),
        at_depot=_ranges(item.ranges["at_depot"]),
        version=int(item.version),
        head=item.head,
    )


def _cassette_out(cassette: Cassette) -> dict[str, Any]:
    row: dict[str, Any] = {"kiosk_id": cassette.kiosk_id, "ranges": plain(cassette.ranges)}
    if cassette.binding:
        until = cassette.binding.until
        row["binding"] = {
            "pickup_id": cassette.binding.pickup_id,
            "ranges": plain(cassette.binding.ranges),
            "until": to_text(until) if until else None,
        }
    return row


def _cassette_in(row: dict[str, Any]) -> Cassette:
    bound, binding = row.get("binding"), None
    if bound:
        until = from_text(bound["until"]) if bound["until"] else None
        binding = Binding(bound["pickup_id"], _ranges(bound["ranges"]), until)
    return Cassette(row["kiosk_id"], _ranges(row["ranges"]), binding)


def _ranges(rows: Iterable[list[Any]]) -> Ranges:
    return tuple(Range(code, int(first), int(last)) for code, first, last in rows)
