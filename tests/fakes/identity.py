"""The identity store in memory: the same promises as the real one, and its ledger to look at."""

from dataclasses import dataclass, field, replace
from typing import Any

from backend.identity.rules.accounts import Account
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Session
from backend.identity.rules.signins import SignIn
from backend.identity.rules.visits import Pace, Visit
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event, chain
from backend.kernel.pages import Page

Key = tuple[str, str]


@dataclass
class MemoryStore:
    """Keeps everything in one dictionary; a write happens whole or not at all."""

    items: dict[Key, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def find_account(self, person_id: str) -> Account | None:
        return self.items.get(("account", person_id))

    def find_account_by_phone(self, phone_lookup: str) -> Account | None:
        return self.find_account(self.items.get(("phone", phone_lookup), ""))

    def add_account(self, account: Account, event: Event) -> None:
        if ("phone", account.phone_lookup) in self.items:
            raise Conflict
        self._write((("account", account.person_id), account, event))
        self.items["phone", account.phone_lookup] = account.person_id

    def save_account(self, account: Account, event: Event) -> None:
        self._write((("account", account.person_id), account, event))

    def find_sign_in(self, sign_in_id: str) -> SignIn | None:
        return self.items.get(("sign-in", sign_in_id))

    def find_allowance(self, key: str) -> Allowance | None:
        return self.items.get(("allowance", key))

    def save_allowance(self, allowance: Allowance) -> None:
        self._write((("allowance", allowance.key), allowance, None))

    def save_ask(self, sign_in: SignIn, event: Event, *spent: Allowance) -> None:
        allowances = ((("allowance", one.key), one, None) for one in spent)
        self._write((("sign-in", sign_in.id), sign_in, event), *allowances)

    def save_sign_in(self, sign_in: SignIn, event: Event) -> None:
        self._write((("sign-in", sign_in.id), sign_in, event))

    def open_session(self, accepted: tuple[SignIn, Event], opened: tuple[Session, Event]) -> None:
        (sign_in, used), (session, begun) = accepted, opened
        self._write((("sign-in", sign_in.id), sign_in, used), (_key(session), session, begun))

    def find_session(self, person_id: str, session_id: str) -> Session | None:
        return self.items.get(("session", f"{person_id}/{session_id}"))

    def save_session(self, session: Session, event: Event) -> None:
        self._write((_key(session), session, event))

    def list_sessions(self, person_id: str, cursor: str | None, limit: int) -> Page[Session]:
        found = [
            value
            for (kind, name), value in self.items.items()
            if kind == "session" and name.startswith(f"{person_id}/")
        ]
        rows = sorted(found, key=lambda session: session.id, reverse=True)
        end = int(cursor or 0) + limit
        return Page(tuple(rows[end - limit : end]), str(end) if end < len(rows) else None)

    def find_visit(self, visit_id: str) -> Visit | None:
        return self.items.get(("visit", visit_id))

    def find_visit_by_code(self, code: str) -> Visit | None:
        return self.find_visit(self.items.get(("visit-code", code), ""))

    def save_asked_visit(self, visit: Visit, event: Event, spent: Allowance) -> None:
        if ("visit-code", visit.code) in self.items:
            raise Conflict
        allowance = (("allowance", spent.key), spent, None)
        self._write((("visit", visit.id), visit, event), allowance)
        self.items["visit-code", visit.code] = visit.id

    def save_visit(self, visit: Visit, event: Event) -> None:
        self._write((("visit", visit.id), visit, event))

    def open_visit(self, used: tuple[Visit, Event], opened: tuple[Session, Event]) -> None:
        (visit, spent), (session, begun) = used, opened
        self._write((("visit", visit.id), visit, spent), (_key(session), session, begun))

    def find_pace(self, visit_id: str) -> Pace | None:
        return self.items.get(("pace", visit_id))

    def save_pace(self, pace: Pace) -> None:
        self._write((("pace", pace.visit_id), pace, None))

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]

    def _write(self, *changes: tuple[Key, Any, Event | None]) -> None:
        for key, value, event in changes:
            there = self.items.get(key)
            if value.version != (there.version if there else 0) + 1:
                raise Conflict
            if event is not None and event.id in {kept.id for kept in self.events}:
                raise Conflict
        for key, value, event in changes:
            self.items[key] = self._recorded(value, event)

    def _recorded(self, value: Any, event: Event | None) -> Any:
        if event is None:
            return value
        assert event.number == value.version
        self.events.append(event)
        return replace(value, head=chain(value.head, event))


def _key(session: Session) -> Key:
    return ("session", f"{session.person_id}/{session.id}")
