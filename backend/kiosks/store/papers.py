"""Restocks and counts between the table and their values."""

from typing import Any

from backend.custody.stockroom import Move
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.kiosks.rules.count import Count, Finding
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.restock import Packet, Packets, Restock, RestockState, Sheet, Way, Wish
from backend.kiosks.store import machine
from backend.kiosks.tables import KioskItem
from backend.storage import ledger, pages
from backend.storage.transaction import put_new, save, write


class DynamoPapers:
    """What people did with numbered paper at the machines, on DynamoDB."""

    def find_restock(self, kiosk_id: str, restock_id: str) -> Restock | None:
        """Read an act, consistently."""
        item = _find(f"restocks/{kiosk_id}", restock_id)
        return _restock(item) if item else None

    def list_restocks(self, kiosk_id: str, cursor: str | None, limit: int) -> Page[Restock]:
        """Read a kiosk's acts, the newest first."""
        key = f"restocks/{kiosk_id}"
        page = pages.query(
            KioskItem, key, cursor=cursor, limit=limit, newest_first=True, consistent=True
        )
        return page.map(_restock)

    def save_restock(
        self, restock: Restock, event: Event, *moves: Move, kiosk: Kiosk | None = None
    ) -> None:
        """Write an act, its event and the paper it moves in one transaction.

        It holds only while the machine, where one is named, stands where it was read.
        """
        change, head = ledger.record(event, restock.head)
        moved = (change for move in moves for change in move.changes)
        there = [machine.unchanged(kiosk)] if kiosk else []
        write(save(_restock_item(restock, head)), change, *moved, *there)

    def find_count(self, kiosk_id: str, count_id: str) -> Count | None:
        """Read a count, consistently."""
        item = _find(f"counts/{kiosk_id}", count_id)
        return _count(item) if item else None

    def add_count(
        self, count: Count, event: Event, move: Move, *, awaited: tuple[Kiosk, Event] | None
    ) -> None:
        """Write a count, its event, what it puts in doubt and its machine in one transaction."""
        change, head = ledger.record(event, "")
        waited = machine.changes(*awaited) if awaited else ()
        write(put_new(_count_item(count, head)), change, *move.changes, *waited)


def _find(key: str, part: str) -> KioskItem | None:
    try:
        return KioskItem.get(key, part, consistent_read=True)
    except KioskItem.DoesNotExist:
        return None


def _restock_item(restock: Restock, head: str) -> KioskItem:
    wish = restock.wish
    return KioskItem(
        f"restocks/{restock.kiosk_id}",
        restock.id,
        version=restock.version,
        head=head,
        body={
            "site_id": restock.site_id,
            "jkt": restock.jkt,
            "way": str(wish.way),
            "kind": wish.kind,
            "packets": _rows(wish.packets),
            "seen": _row(wish.seen),
            "opened_by": restock.opened_by,
            "opened_at": to_text(restock.opened_at),
            "state": str(restock.state),
            "ended_by": restock.ended_by,
            "ended_at": to_text(restock.ended_at) if restock.ended_at else None,
            "reason": restock.reason,
        },
    )


def _restock(item: KioskItem) -> Restock:
    body: dict[str, Any] = item.body
    return Restock(
        id=item.part,
        kiosk_id=item.key.removeprefix("restocks/"),
        site_id=body["site_id"],
        jkt=body["jkt"],
        wish=Wish(Way(body["way"]), body["kind"], _packets(body["packets"]), _sheet(body["seen"])),
        opened_by=body["opened_by"],
        opened_at=from_text(body["opened_at"]),
        state=RestockState(body["state"]),
        ended_by=body["ended_by"],
        ended_at=from_text(body["ended_at"]) if body["ended_at"] else None,
        reason=body.get("reason"),
        version=int(item.version),
        head=item.head,
    )


def _count_item(count: Count, head: str) -> KioskItem:
    return KioskItem(
        f"counts/{count.kiosk_id}",
        count.id,
        version=1,
        head=head,
        body={
            "site_id": count.site_id,
            "kind": count.finding.kind,
            "sheet": _row(count.finding.sheet),
            "reason": count.finding.reason,
            "in_doubt": _rows(count.in_doubt),
            "counted_by": count.counted_by,
            "counted_at": to_text(count.counted_at),
        },
    )


def _count(item: KioskItem) -> Count:
    body: dict[str, Any] = item.body
    return Count(
        id=item.part,
        kiosk_id=item.key.removeprefix("counts/"),
        site_id=body["site_id"],
        finding=Finding(body["kind"], _sheet(body["sheet"]), body["reason"]),
        in_doubt=_packets(body["in_doubt"]),
        counted_by=body["counted_by"],
        counted_at=from_text(body["counted_at"]),
    )


def _rows(packets: Packets) -> list[list[Any]]:
    return [[one.code, one.first, one.last] for one in packets]


def _packets(rows: list[list[Any]]) -> Packets:
    return tuple(Packet(code, int(first), int(last)) for code, first, last in rows)


def _row(sheet: Sheet | None) -> list[Any] | None:
    return list(sheet) if sheet else None


def _sheet(row: list[Any] | None) -> Sheet | None:
    return (row[0], int(row[1])) if row else None
