"""Pickups between the table and their values."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from backend.custody.stockroom import Move
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.pickup.rules.forms import Link, Loan, Mark, hashed
from backend.pickup.rules.holding import Lease, Wish
from backend.pickup.rules.leasing import Candidate, Leased
from backend.pickup.rules.pickup import (
    Care,
    Inquiry,
    Pickup,
    Reservation,
    State,
)
from backend.pickup.store import care, lines
from backend.pickup.store.care import sheets_in, sheets_out
from backend.pickup.tables import LeaseItem, MarkItem, PickupItem
from backend.storage import ledger, pages
from backend.storage.transaction import put_new, save, write


class PickupStore:
    """The store that `ports.Store` asks for, on DynamoDB."""

    def find(self, pickup_id: str) -> Pickup | None:
        try:
            return _value(PickupItem.get(pickup_id, consistent_read=True))
        except PickupItem.DoesNotExist:
            return None

    def find_short(self, short_code: str) -> Pickup | None:
        # The index only names the pickup; what is decided on is read consistently.
        for item in PickupItem.by_short_code.query(short_code, limit=1):
            pickup = self.find(item.pickup_id)
            if pickup and pickup.short_code == short_code:
                return pickup
        lent = self.find_mark(hashed("short", short_code))
        pickup = self.find(lent.pickup_id) if lent else None
        fits = pickup and pickup.loan and pickup.loan.short_code == short_code
        return pickup if fits else None

    def of_company(self, company_id: str, cursor: str | None, limit: int) -> Page[Pickup]:
        page = pages.query(
            PickupItem.by_company, company_id, cursor=cursor, limit=limit, newest_first=True
        )
        return page.map(_value)

    def due(self, minute: datetime) -> Iterable[str]:
        return [item.pickup_id for item in PickupItem.by_due.query(to_text(minute)[:16])]

    def leasable(self, site_id: str, limit: int) -> Iterable[Candidate]:
        found = pages.query(PickupItem.by_site, site_id, limit=limit)
        return [Candidate(one.pickup_id, one.kind, int(one.sheets)) for one in found.items]

    def leased(self, kiosk_id: str) -> Sequence[Leased]:
        # Page by page to the end: lines of an older key under this name hide none of this one's.
        found = LeaseItem.query(kiosk_id, consistent_read=True)
        return [lines.value(item) for item in found]

    def save(self, pickup: Pickup, event: Event, *moves: Move) -> None:
        change, head = ledger.record(event, pickup.head)
        custody = [one for move in moves for one in move.changes]
        listed = lines.changes(pickup, event.at)
        write(save(_item(pickup, head, event.at)), change, *custody, *listed)

    def save_marked(self, pickup: Pickup, event: Event, *marks: Mark) -> None:
        change, head = ledger.record(event, pickup.head)
        listed = lines.changes(pickup, event.at)
        new = [put_new(_mark(one)) for one in marks]
        write(save(_item(pickup, head, event.at)), change, *new, *listed)

    def find_mark(self, key: str) -> Mark | None:
        try:
            found = MarkItem.get(key, consistent_read=True)
        except MarkItem.DoesNotExist:
            return None
        return Mark(found.key, found.pickup_id, found.meant, found.gone_at)

    def lent_to(
        self, person_id: str, after: datetime, *, cursor: str | None, limit: int
    ) -> Page[Pickup]:
        page = pages.query(
            PickupItem.by_borrower,
            person_id,
            cursor=cursor,
            limit=limit,
            range_condition=PickupItem.loan_until > to_text(after),
        )
        return page.map(_value)

    def history(self, pickup_id: str, cursor: str | None) -> Page[Event]:
        return ledger.history(f"pickup/{pickup_id}", cursor)


def _item(pickup: Pickup, head: str, at: datetime) -> PickupItem:
    # What is overdue already is filed under now: sweepers walk forward only.
    due = pickup.due_at()
    due = max(due, at) if due else None
    return PickupItem(
        pickup.id,
        version=pickup.version,
        head=head,
        application_id=pickup.application_id,
        company_id=pickup.company_id,
        collector_id=pickup.collector_id,
        kind=pickup.kind,
        sheets=pickup.count,
        site_id=pickup.site_id,
        state=pickup.state.value,
        generation=pickup.generation,
        issued_at=to_text(pickup.issued_at),
        expires_at=to_text(pickup.expires_at),
        short_code=pickup.short_code,
        tries_left=pickup.tries_left,
        missed_id=pickup.missed_id,
        reservation=_reservation_out(pickup.reservation),
        handed=sheets_out(pickup.handed),
        holding=_holding_out(pickup),
        leasable_site=pickup.site_id if _may_be_leased(pickup) else None,
        care=care.written(pickup.care) if pickup.care != Care() else None,
        due_minute=to_text(due)[:16] if due else None,
        due_at=to_text(due) if due else None,
        loan=_loan_out(pickup.loan),
        borrower_id=pickup.loan.person_id if pickup.loan else None,
        loan_until=to_text(pickup.loan.until) if pickup.loan else None,
        link=_link_out(pickup.link),
    )


def _value(item: PickupItem) -> Pickup:
    return Pickup(
        id=item.pickup_id,
        application_id=item.application_id,
        company_id=item.company_id,
        collector_id=item.collector_id,
        kind=item.kind,
        count=int(item.sheets),
        site_id=item.site_id,
        state=State(item.state),
        generation=int(item.generation),
        issued_at=from_text(item.issued_at),
        expires_at=from_text(item.expires_at),
        short_code=item.short_code,
        tries_left=int(item.tries_left),
        missed_id=item.missed_id,
        reservation=_reservation_in(item.reservation),
        handed=sheets_in(item.handed),
        loan=_loan_in(item.loan),
        link=_link_in(item.link),
        care=care.read(item.care) if item.care else Care(),
        version=int(item.version),
        head=item.head,
        **_holding_in(item.holding, int(item.generation)),
    )


def _may_be_leased(pickup: Pickup) -> bool:
    waits = pickup.state is State.ISSUED and not (pickup.handed or pickup.disputes)
    return waits and pickup.lease is None and pickup.wish is None


def _holding_out(pickup: Pickup) -> dict[str, Any] | None:
    lease, wish, inquiry, leasable = (
        pickup.lease,
        pickup.wish,
        pickup.inquiry,
        pickup.leasable_at,
    )
    if not (lease or wish or inquiry or leasable or pickup.disputed or pickup.episode):
        return None
    return {
        "lease": lease and _texts(asdict(lease)),
        "wish": wish and _texts(asdict(wish)),
        "inquiry": inquiry
        and {
            "kiosk_id": inquiry.kiosk_id,
            "site_id": inquiry.site_id,
            "sheets": sheets_out(inquiry.sheets),
            "lost": inquiry.lost,
        },
        "leasable_at": to_text(leasable) if leasable else None,
        "disputed": list(pickup.disputed),
        "disputes": care.disputes_out(pickup.disputes),
        "episode": pickup.episode,
    }


def _holding_in(row: dict[str, Any] | None, generation: int) -> dict[str, Any]:
    if row is None:
        return {}
    lease, wish, inquiry = row["lease"], row["wish"], row["inquiry"]
    recalled = bool(lease and lease["recall_at"])
    return {
        "lease": Lease(**{"generation": generation, **_instants(lease)}) if lease else None,
        "wish": Wish(**_instants(wish)) if wish else None,
        "inquiry": Inquiry(**{**inquiry, "sheets": sheets_in(inquiry["sheets"])})
        if inquiry
        else None,
        "leasable_at": from_text(row["leasable_at"]) if row["leasable_at"] else None,
        "disputed": tuple(row["disputed"]),
        "disputes": care.disputes_in(row.get("disputes", [])),
        "episode": row.get("episode", 0),
        "filed": lines.filed(lease["kiosk_id"], generation, recalled=recalled) if lease else "",
    }


def _texts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: to_text(one) if isinstance(one, datetime) else one for name, one in row.items()}


def _instants(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: from_text(one) if one and name.endswith("_at") else one for name, one in row.items()
    }


def _reservation_out(held: Reservation | None) -> dict[str, Any] | None:
    if held is None:
        return None
    return {
        "id": held.id,
        "kiosk_id": held.kiosk_id,
        "fencing": held.fencing,
        "until": to_text(held.until),
        "sheets": sheets_out(held.sheets),
        "confirmed": held.confirmed,
        "heard_at": to_text(held.heard_at) if held.heard_at else None,
        "spent": list(held.spent),
    }


def _reservation_in(row: dict[str, Any] | None) -> Reservation | None:
    if row is None:
        return None
    return Reservation(
        id=row["id"],
        kiosk_id=row["kiosk_id"],
        fencing=row["fencing"],
        until=from_text(row["until"]),
        sheets=sheets_in(row["sheets"]),
        confirmed=row["confirmed"],
        heard_at=from_text(row["heard_at"]) if row["heard_at"] else None,
        spent=tuple(row.get("spent", ())),
    )


def _mark(mark: Mark) -> MarkItem:
    return MarkItem(mark.key, pickup_id=mark.pickup_id, meant=mark.meant, gone_at=mark.gone_at)


def _loan_out(loan: Loan | None) -> dict[str, Any] | None:
    if loan is None:
        return None
    return {**asdict(loan), "lent_at": to_text(loan.lent_at), "until": to_text(loan.until)}


def _loan_in(row: dict[str, Any] | None) -> Loan | None:
    if row is None:
        return None
    times = {name: from_text(row[name]) for name in ("lent_at", "until")}
    return Loan(**{**row, **times})


def _link_out(link: Link | None) -> dict[str, Any] | None:
    return {**asdict(link), "made_at": to_text(link.made_at)} if link else None


def _link_in(row: dict[str, Any] | None) -> Link | None:
    return Link(**{**row, "made_at": from_text(row["made_at"])}) if row else None
