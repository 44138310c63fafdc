"""Sheets set apart between the table and their values."""

from collections.abc import Sequence
from typing import Any

from backend.custody.stockroom import Move
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.kiosks.rules.apart import Decision, Lot, Nature, Outcome, Reprint, Ruling, Stand
from backend.kiosks.rules.restock import Packet, Packets
from backend.kiosks.tables import KioskItem
from backend.storage import ledger, pages
from backend.storage.transaction import Change, delete, put, put_new, save, write

_OPEN = "aparts"


class DynamoApart:
    """Lots on DynamoDB: one item each for good, one more in the city's list while open."""

    def find(self, kiosk_id: str, lot_id: str) -> Lot | None:
        """Read a lot, consistently."""
        try:
            return _lot(KioskItem.get(f"apart/{kiosk_id}", lot_id, consistent_read=True))
        except KioskItem.DoesNotExist:
            return None

    def list_open(self, place: tuple[str, ...], cursor: str | None, limit: int) -> Page[Lot]:
        """Read what waits at a place: the city, or (site,), or (site, kiosk)."""
        under = "".join(f"{part}/" for part in place)
        return pages.query(
            KioskItem,
            _OPEN,
            cursor=cursor,
            limit=limit,
            consistent=True,
            range_condition=KioskItem.part.startswith(under) if place else None,
        ).map(_lot)

    def of_pickup(self, pickup_id: str) -> Sequence[Lot]:
        """Read a pickup's lots, the oldest first, consistently; there are a few at most."""
        found = KioskItem.query(f"apart-of/{pickup_id}", consistent_read=True)
        lots = (self.find(item.body["kiosk_id"], item.body["lot_id"]) for item in found)
        return [lot for lot in lots if lot is not None]

    def save(self, lot: Lot, event: Event, *moves: Move) -> None:
        """Write a lot, its event, its places in the lists and the paper that moves, together."""
        change, head = ledger.record(event, lot.head)
        kept = _item(lot, head, key=f"apart/{lot.kiosk_id}", part=lot.id)
        moved = (change for move in moves for change in move.changes)
        write(save(kept), change, *_places(lot, event, head), *moved)


def _places(lot: Lot, event: Event, head: str) -> list[Change]:
    when = f"{to_text(lot.since)}/"
    listed = _item(lot, head, key=_OPEN, part=f"{lot.site_id}/{lot.kiosk_id}/{when}{lot.id}")
    changes: list[Change] = []
    if lot.is_open:
        changes.append(put(listed))
    elif event.kind in _ENDING:
        changes.append(delete(listed))
    if lot.version == 1 and lot.pickup_id:
        body = {"kiosk_id": lot.kiosk_id, "lot_id": lot.id}
        part = f"{when}{lot.kiosk_id}/{lot.id}"
        changes.append(put_new(KioskItem(f"apart-of/{lot.pickup_id}", part, body=body)))
    return changes


# Only these may end a lot; what is noted of one afterwards finds it off the list.
_ENDING = frozenset({"kiosks:apart:decided", "kiosks:apart:agreed", "kiosks:apart:handed-over"})


def _item(lot: Lot, head: str, *, key: str, part: str) -> KioskItem:
    return KioskItem(
        key,
        part,
        version=lot.version,
        head=head,
        body={
            "id": lot.id,
            "kiosk_id": lot.kiosk_id,
            "site_id": lot.site_id,
            "kind": lot.kind,
            "nature": str(lot.nature),
            "why": lot.why,
            "packets": _rows(lot.packets),
            "since": to_text(lot.since),
            "pickup_id": lot.pickup_id,
            "decisions": [_decision_out(one) for one in lot.decisions],
            "reprints": [[*one.gone, *one.printed, to_text(one.at)] for one in lot.reprints],
        },
    )


def _lot(item: KioskItem) -> Lot:
    body: dict[str, Any] = item.body
    return Lot(
        id=body["id"],
        kiosk_id=body["kiosk_id"],
        site_id=body["site_id"],
        kind=body["kind"],
        nature=Nature(body["nature"]),
        why=body["why"],
        packets=_packets(body["packets"]),
        since=from_text(body["since"]),
        pickup_id=body["pickup_id"],
        decisions=tuple(_decision(row) for row in body["decisions"]),
        reprints=tuple(_reprint(row) for row in body["reprints"]),
        version=int(item.version),
        head=item.head,
    )


def _decision_out(made: Decision) -> dict[str, Any]:
    return {
        "id": made.id,
        "outcome": str(made.ruling.outcome),
        "packets": _rows(made.ruling.packets),
        "reason": made.ruling.reason,
        "version": made.ruling.version,
        "by": made.by,
        "at": to_text(made.at),
        "stand": str(made.stand),
        "second": made.second,
        "second_at": to_text(made.second_at) if made.second_at else None,
    }


def _decision(row: dict[str, Any]) -> Decision:
    packets = _packets(row["packets"])
    return Decision(
        id=row["id"],
        ruling=Ruling(Outcome(row["outcome"]), packets, row["reason"], int(row["version"])),
        by=row["by"],
        at=from_text(row["at"]),
        stand=Stand(row["stand"]),
        second=row["second"],
        second_at=from_text(row["second_at"]) if row["second_at"] else None,
    )


def _reprint(row: list[Any]) -> Reprint:
    code, number, new_code, new_number, at = row
    return Reprint((code, int(number)), (new_code, int(new_number)), from_text(at))


def _rows(packets: Packets) -> list[list[Any]]:
    return [[one.code, one.first, one.last] for one in packets]


def _packets(rows: list[list[Any]]) -> Packets:
    return tuple(Packet(code, int(first), int(last)) for code, first, last in rows)
