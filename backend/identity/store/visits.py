"""Table ↔ value for visits, their codes and their pace."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from backend.identity.rules.visits import Pace, Place, State, Visit
from backend.identity.tables import IdentityItem
from backend.kernel.clock import from_text, to_text

# The session says who was there; of a visit only the ledger need remember more than a day.
KEPT_AFTER = timedelta(days=1)


def visit_item(visit: Visit) -> IdentityItem:
    """Write a visit."""
    place = visit.place
    body = {
        "code": visit.code,
        "kiosk_id": place.kiosk_id,
        "kiosk_name": place.kiosk_name,
        "site_id": place.site_id,
        "site_name": place.site_name,
        "jkt": place.jkt,
        "asked_at": to_text(visit.asked_at),
        "expires_at": to_text(visit.expires_at),
        "state": str(visit.state),
        "person_id": visit.person_id,
        "session_id": visit.session_id,
    }
    return IdentityItem(
        key=f"visit/{visit.id}",
        part="visit",
        version=visit.version,
        body=body,
        gone_at=visit.expires_at + KEPT_AFTER,
    )


def visit(item: IdentityItem) -> Visit:
    """Read a visit."""
    body: Mapping[str, Any] = item.body
    place = Place(
        kiosk_id=body["kiosk_id"],
        kiosk_name=body["kiosk_name"],
        site_id=body["site_id"],
        site_name=body["site_name"],
        jkt=body["jkt"],
    )
    return Visit(
        id=item.key.removeprefix("visit/"),
        code=body["code"],
        place=place,
        asked_at=from_text(body["asked_at"]),
        expires_at=from_text(body["expires_at"]),
        state=State(body["state"]),
        person_id=body["person_id"],
        session_id=body["session_id"],
        version=int(item.version),
        head=item.head,
    )


def code_item(visit: Visit) -> IdentityItem:
    """Write which visit a code is of."""
    return IdentityItem(
        key=f"visit-code/{visit.code}",
        part="visit",
        version=1,
        body={"visit_id": visit.id},
        gone_at=visit.expires_at + KEPT_AFTER,
    )


def visit_id(item: IdentityItem) -> str:
    """Read which visit a code is of."""
    return str(item.body["visit_id"])


def pace_item(pace: Pace) -> IdentityItem:
    """Write a pace."""
    body = {
        "interval_seconds": pace.interval_seconds,
        "asked_at": to_text(pace.asked_at) if pace.asked_at else None,
        "keep_until": to_text(pace.keep_until),
    }
    key, gone_at = f"visit/{pace.visit_id}", pace.keep_until
    return IdentityItem(key=key, part="pace", version=pace.version, body=body, gone_at=gone_at)


def pace(item: IdentityItem) -> Pace:
    """Read a pace."""
    body: Mapping[str, Any] = item.body
    return Pace(
        visit_id=item.key.removeprefix("visit/"),
        keep_until=from_text(body["keep_until"]),
        interval_seconds=body["interval_seconds"],
        asked_at=from_text(body["asked_at"]) if body["asked_at"] else None,
        version=int(item.version),
    )
