"""Table ↔ value for accounts, sign-ins, sessions, visits and allowances."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from backend.identity.rules.accounts import Account
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Ending, Session
from backend.identity.rules.signins import Delivery, SignIn
from backend.identity.rules.visits import Pace, Visit
from backend.identity.store import visits
from backend.identity.tables import IdentityItem
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import ledger, pages
from backend.storage.transaction import Change, put_new, save, write

T = TypeVar("T")
Body = Mapping[str, Any]

# Ended things stay a month for questions, then only the ledger remembers them.
KEPT_AFTER = timedelta(days=30)


class DynamoStore:
    """The store of the room in DynamoDB."""

    def find_account(self, person_id: str) -> Account | None:
        return _found(f"person/{person_id}", "account", _account)

    def find_account_by_phone(self, phone_lookup: str) -> Account | None:
        person_id = _found(f"phone/{phone_lookup}", "phone", _person_id)
        # Nobody's account is read as well, so that time does not tell who is known.
        return self.find_account(person_id or "nobody")

    def add_account(self, account: Account, event: Event) -> None:
        phone = IdentityItem(
            key=f"phone/{account.phone_lookup}",
            part="phone",
            version=1,
            body={"person_id": account.person_id},
        )
        write(*_changes(_account_item(account), event, account.head), put_new(phone))

    def save_account(self, account: Account, event: Event) -> None:
        write(*_changes(_account_item(account), event, account.head))

    def find_sign_in(self, sign_in_id: str) -> SignIn | None:
        return _found(f"sign-in/{sign_in_id}", "sign-in", _sign_in)

    def find_allowance(self, key: str) -> Allowance | None:
        return _found(key, "allowance", _allowance)

    def save_allowance(self, allowance: Allowance) -> None:
        write(save(_allowance_item(allowance)))

    def save_ask(self, sign_in: SignIn, event: Event, *spent: Allowance) -> None:
        allowances = (save(_allowance_item(allowance)) for allowance in spent)
        write(*_changes(_sign_in_item(sign_in), event, sign_in.head), *allowances)

    def save_sign_in(self, sign_in: SignIn, event: Event) -> None:
        write(*_changes(_sign_in_item(sign_in), event, sign_in.head))

    def open_session(self, accepted: tuple[SignIn, Event], opened: tuple[Session, Event]) -> None:
        (sign_in, used), (session, begun) = accepted, opened
        write(
            *_changes(_sign_in_item(sign_in), used, sign_in.head),
            *_changes(_session_item(session), begun, session.head),
        )

    def find_session(self, person_id: str, session_id: str) -> Session | None:
        return _found(f"person/{person_id}", f"session/{session_id}", _session)

    def save_session(self, session: Session, event: Event) -> None:
        write(*_changes(_session_item(session), event, session.head))

    def find_visit(self, visit_id: str) -> Visit | None:
        return _found(f"visit/{visit_id}", "visit", visits.visit)

    def find_visit_by_code(self, code: str) -> Visit | None:
        visit_id = _found(f"visit-code/{code}", "visit", visits.visit_id)
        return self.find_visit(visit_id) if visit_id else None

    def save_asked_visit(self, visit: Visit, event: Event, spent: Allowance) -> None:
        write(
            *_changes(visits.visit_item(visit), event, visit.head),
            put_new(visits.code_item(visit)),
            save(_allowance_item(spent)),
        )

    def save_visit(self, visit: Visit, event: Event) -> None:
        write(*_changes(visits.visit_item(visit), event, visit.head))

    def open_visit(self, used: tuple[Visit, Event], opened: tuple[Session, Event]) -> None:
        (visit, spent), (session, begun) = used, opened
        write(
            *_changes(visits.visit_item(visit), spent, visit.head),
            *_changes(_session_item(session), begun, session.head),
        )

    def find_pace(self, visit_id: str) -> Pace | None:
        return _found(f"visit/{visit_id}", "pace", visits.pace)

    def save_pace(self, pace: Pace) -> None:
        write(save(visits.pace_item(pace)))

    def list_sessions(self, person_id: str, cursor: str | None, limit: int) -> Page[Session]:
        page = pages.query(
            IdentityItem,
            f"person/{person_id}",
            cursor=cursor,
            limit=limit,
            newest_first=True,
            consistent=True,
            range_condition=IdentityItem.part.startswith("session/"),
        )
        return page.map(_session)


def _found(key: str, part: str, value_of: Callable[[IdentityItem], T]) -> T | None:
    try:
        return value_of(IdentityItem.get(key, part, consistent_read=True))
    except IdentityItem.DoesNotExist:
        return None


def _changes(item: IdentityItem, event: Event, head: str) -> tuple[Change, Change]:
    recorded, item.head = ledger.record(event, head)
    return save(item), recorded


def _item(
    key: str, part: str, *, version: int, body: Body, gone_at: datetime | None
) -> IdentityItem:
    return IdentityItem(key=key, part=part, version=version, body=dict(body), gone_at=gone_at)


def _account_item(account: Account) -> IdentityItem:
    body = {
        "name": account.name,
        "phone_lookup": account.phone_lookup,
        "phone_masked": account.phone_masked,
        "phone_sealed": account.phone_sealed,
        "staff_roles": list(account.staff_roles),
        "signed_out_at": _text(account.signed_out_at),
    }
    return _item(
        f"person/{account.person_id}", "account", version=account.version, body=body, gone_at=None
    )


def _account(item: IdentityItem) -> Account:
    body: Body = item.body
    return Account(
        person_id=item.key.removeprefix("person/"),
        name=body["name"],
        phone_lookup=body["phone_lookup"],
        phone_masked=body["phone_masked"],
        phone_sealed=body["phone_sealed"],
        staff_roles=tuple(body["staff_roles"]),
        signed_out_at=_instant(body["signed_out_at"]),
        version=int(item.version),
        head=item.head,
    )


def _person_id(item: IdentityItem) -> str:
    return str(item.body["person_id"])


def _sign_in_item(sign_in: SignIn) -> IdentityItem:
    body = {
        "phone_lookup": sign_in.phone_lookup,
        "asked_at": to_text(sign_in.asked_at),
        "expires_at": to_text(sign_in.expires_at),
        "tries_left": sign_in.tries_left,
        "asks": sign_in.asks,
        "delivery": str(sign_in.delivery),
        "sending_at": _text(sign_in.sending_at),
        "person_id": sign_in.person_id,
        "session_id": sign_in.session_id,
        "jkt": sign_in.jkt,
    }
    gone_at = sign_in.expires_at + KEPT_AFTER
    return _item(
        f"sign-in/{sign_in.id}", "sign-in", version=sign_in.version, body=body, gone_at=gone_at
    )


def _sign_in(item: IdentityItem) -> SignIn:
    body: Body = item.body
    return SignIn(
        id=item.key.removeprefix("sign-in/"),
        phone_lookup=body["phone_lookup"],
        asked_at=from_text(body["asked_at"]),
        expires_at=from_text(body["expires_at"]),
        tries_left=body["tries_left"],
        asks=body["asks"],
        delivery=Delivery(body["delivery"]),
        sending_at=_instant(body.get("sending_at")),
        person_id=body["person_id"],
        session_id=body["session_id"],
        jkt=body["jkt"],
        version=int(item.version),
        head=item.head,
    )


def _session_item(session: Session) -> IdentityItem:
    body = {
        "device_name": session.device_name,
        "jkt": session.jkt,
        "opened_at": to_text(session.opened_at),
        "last_used_at": to_text(session.last_used_at),
        "rotated_at": to_text(session.rotated_at),
        "lifetime_seconds": session.lifetime_seconds,
        "idle_seconds": session.idle_seconds,
        "number": session.number,
        "ended_at": _text(session.ended_at),
        "ending": session.ending and str(session.ending),
        "kiosk_id": session.kiosk_id,
        "site_id": session.site_id,
    }
    key, part = f"person/{session.person_id}", f"session/{session.id}"
    gone_at = session.last_until + KEPT_AFTER
    return _item(key, part, version=session.version, body=body, gone_at=gone_at)


def _session(item: IdentityItem) -> Session:
    body: Body = item.body
    return Session(
        id=item.part.removeprefix("session/"),
        person_id=item.key.removeprefix("person/"),
        device_name=body["device_name"],
        jkt=body["jkt"],
        opened_at=from_text(body["opened_at"]),
        last_used_at=from_text(body["last_used_at"]),
        rotated_at=from_text(body["rotated_at"]),
        lifetime_seconds=body["lifetime_seconds"],
        idle_seconds=body["idle_seconds"],
        number=body["number"],
        ended_at=_instant(body["ended_at"]),
        ending=Ending(body["ending"]) if body["ending"] else None,
        kiosk_id=body.get("kiosk_id", ""),
        site_id=body.get("site_id", ""),
        version=int(item.version),
        head=item.head,
    )


def _allowance_item(allowance: Allowance) -> IdentityItem:
    body = {
        "counts": [[seconds, *count] for seconds, count in allowance.counts.items()],
        "last_at": _text(allowance.last_at),
    }
    version, gone_at = allowance.version, allowance.keep_until
    return _item(allowance.key, "allowance", version=version, body=body, gone_at=gone_at)


def _allowance(item: IdentityItem) -> Allowance:
    body: Body = item.body
    return Allowance(
        key=item.key,
        counts={seconds: (window, used) for seconds, window, used in body["counts"]},
        last_at=_instant(body["last_at"]),
        keep_until=item.gone_at,
        version=int(item.version),
    )


def _text(instant: datetime | None) -> str | None:
    return to_text(instant) if instant else None


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None
