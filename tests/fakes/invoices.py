"""Stand-ins for what the invoices room needs; the store keeps the contract of the real one."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from backend.invoices.ports import Moved
from backend.invoices.rules.allowances import Allowance
from backend.invoices.rules.applications import Application
from backend.invoices.rules.approvals import Approval
from backend.invoices.rules.kinds import Kind
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Event, chain
from backend.kernel.pages import Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    value: str
    source: str = "模拟资料"


@dataclass(frozen=True, slots=True)
class Authority:
    real_name_verified: bool = True
    invoice_agent: bool = True


SOUND = {
    "status": Known("03"),
    "credit_grade": Known("B"),
    "verified_use": Known("yes"),
    "overdue_return": Known("none"),
    "risk_block": Known("none"),
}


@dataclass(slots=True)
class FakeTaxpayers:
    people: dict[tuple[str, str], Authority] = field(default_factory=dict)
    facts: dict[str, dict[str, Known]] = field(default_factory=dict)

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        return self.people.get((person_id, company_id))

    def facts_on(self, company_id: str, day: date) -> Mapping[str, Known]:
        return self.facts.get(company_id, {})

    def known(self, company_id: str) -> bool:
        return company_id in self.facts


@dataclass(slots=True)
class FakeShelves:
    stock: dict[tuple[str, str], int] = field(default_factory=dict)

    def free(self, site_ids: Iterable[str], kind: str, *, consistent: bool) -> Mapping[str, int]:
        assert consistent  # the room decides on it
        return {site: self.stock.get((site, kind), 0) for site in site_ids}


@dataclass(slots=True)
class FakeSites:
    ids: set[str] = field(default_factory=set)

    def exists(self, site_id: str) -> bool:
        return site_id in self.ids


@dataclass(slots=True)
class FakeMailRoom:
    """One mail room, the addresses it serves, and what it has."""

    site_id: str = "H001"
    addresses: set[tuple[str, str]] = field(default_factory=set)
    stock: dict[str, int] = field(default_factory=dict)

    def site_for(self, company_id: str, address_id: str) -> str:
        if (company_id, address_id) not in self.addresses:
            raise Refusal("address-unknown", field="/address_id")
        return self.site_id

    def free(self, site_id: str, kind: str) -> int:
        return self.stock.get(kind, 0) if site_id == self.site_id else 0


class FakeStore:
    """A store in memory: versions, atomic writes and numbered events as on the real engine."""

    def __init__(self) -> None:
        self.applications: dict[str, Application] = {}
        self.approvals: dict[tuple[str, Kind], Approval] = {}
        self.allowances: dict[tuple[str, Kind], Allowance] = {}
        self.marks: dict[str, str] = {}
        self.events: dict[str, list[Event]] = {}
        self._lock = threading.Lock()

    def find_application(self, application_id: str) -> Application | None:
        return self.applications.get(application_id)

    def list_applications(
        self, company_id: str, cursor: str | None, limit: int
    ) -> Page[Application]:
        rows = sorted(
            (one for one in self.applications.values() if one.company_id == company_id),
            key=lambda one: one.id,
            reverse=True,
        )
        return _page(rows, cursor, limit)

    def find_kind(self, company_id: str, kind: Kind) -> tuple[Approval | None, Allowance | None]:
        key = (company_id, kind)
        return self.approvals.get(key), self.allowances.get(key)

    def list_kinds(self, company_id: str) -> tuple[tuple[Approval, Allowance | None], ...]:
        found = (self.find_kind(company_id, kind) for kind in Kind)
        return tuple((approval, allowance) for approval, allowance in found if approval)

    def find_moved(self, source: str) -> str | None:
        return self.marks.get(source)

    def save_application(
        self,
        application: Application,
        event: Event,
        moved: Moved | None = None,
        *,
        also: tuple[Application, Event] | None = None,
    ) -> None:
        with self._lock:
            noted = [(application, event), *([also] if also else [])]
            for one, _ in noted:
                self._check(self.applications.get(one.id), one.version)
            if moved:
                self._check_moved(moved)
                self._put(moved)
            for one, its in noted:
                self._note(one, its)

    def save_approval(self, approval: Approval, event: Event) -> None:
        with self._lock:
            key = (approval.company_id, approval.kind)
            self._check(self.approvals.get(key), approval.version)
            self.approvals[key] = replace(approval, head=self._record(event, approval.head))

    def save_allowance(
        self,
        moved: Moved,
        source: str,
        request_hash: str,
        *,
        also: tuple[Application, Event] | None = None,
    ) -> None:
        with self._lock:
            self._check_moved(moved)
            if also:
                self._check(self.applications.get(also[0].id), also[0].version)
            if source in self.marks:
                raise Conflict
            self._put(moved)
            self.marks[source] = request_hash
            if also:
                self._note(*also)

    def history(self, application_id: str, cursor: str | None, limit: int) -> Page[Event]:
        return _page(self.events.get(f"application/{application_id}", []), cursor, limit)

    def _note(self, application: Application, event: Event) -> None:
        head = self._record(event, application.head)
        self.applications[application.id] = replace(application, head=head)

    def _check_moved(self, moved: Moved) -> None:
        key = (moved.allowance.company_id, moved.allowance.kind)
        self._check(self.allowances.get(key), moved.allowance.version)

    def _put(self, moved: Moved) -> None:
        allowance = moved.allowance
        head = self._record(moved.event, allowance.head)
        self.allowances[allowance.company_id, allowance.kind] = replace(allowance, head=head)

    def _record(self, event: Event, head: str) -> str:
        assert event.number == len(self.events.get(event.subject, [])) + 1
        self.events.setdefault(event.subject, []).append(event)
        return chain(head, event)

    @staticmethod
    def _check(stored: Application | Approval | Allowance | None, version: int) -> None:
        if (stored.version if stored else 0) != version - 1:
            raise Conflict


def _page(rows: Sequence[T], cursor: str | None, limit: int) -> Page[T]:
    start = int(cursor or 0)
    end = start + limit
    return Page(tuple(rows[start:end]), str(end) if end < len(rows) else None)
