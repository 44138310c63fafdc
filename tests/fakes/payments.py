"""Stand-ins for what payments need: a store in memory with the contract of the real one."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from backend.kernel.clock import to_text
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.kernel.periods import day_of
from backend.payments.ports import Step, Thing
from backend.payments.rules.agreements import Agreement
from backend.payments.rules.differences import Difference
from backend.payments.rules.differences import State as DifferenceState
from backend.payments.rules.payables import Payable
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Refund
from backend.payments.rules.refunds import State as RefundState
from tests.fakes.ledger import FakeLedger

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Authority:
    real_name_verified: bool = True
    role: str = "legal-representative"


@dataclass(slots=True)
class FakeTaxpayers:
    people: dict[tuple[str, str], Authority] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        return self.people.get((person_id, company_id))

    def names(self, company_ids: Iterable[str]) -> Mapping[str, str]:
        return {one: self.named[one] for one in company_ids if one in self.named}


@dataclass(slots=True)
class FakePeople:
    named: dict[str, str] = field(default_factory=dict)

    def name_of(self, person_id: str) -> str:
        return self.named.get(person_id, "")


class FakeStore:
    """A store in memory: versions, writes of several things or none, numbered events."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.filed: dict[str, str] = {}
        self.ledger = FakeLedger()
        self._lock = threading.Lock()

    def find_payable(self, payable_id: str) -> Payable | None:
        return self._find(f"payable/{payable_id}")

    def find_payment(self, payment_id: str) -> Payment | None:
        return self._find(f"payment/{payment_id}")

    def find_agreement(self, agreement_id: str) -> Agreement | None:
        return self._find(f"agreement/{agreement_id}")

    def find_refund(self, refund_id: str) -> Refund | None:
        return self._find(f"refund/{refund_id}")

    def find_difference(self, difference_id: str) -> Difference | None:
        return self._find(f"difference/{difference_id}")

    def list_payables(self, owner: str, cursor: str | None, limit: int) -> Page[Payable]:
        found = [one for one in self.of(Payable) if one.due.owner == owner]
        return _page(_newest(found), cursor, limit)

    def list_payments(self, owner: str, cursor: str | None, limit: int) -> Page[Payment]:
        return self._owned(Payment, owner, cursor, limit)

    def list_agreements(self, owner: str, cursor: str | None, limit: int) -> Page[Agreement]:
        return self._owned(Agreement, owner, cursor, limit)

    def list_refunds(self, owner: str, cursor: str | None, limit: int) -> Page[Refund]:
        return self._owned(Refund, owner, cursor, limit)

    def refunds_in(self, state: RefundState, cursor: str | None, limit: int) -> Page[Refund]:
        found = [one for one in self.of(Refund) if one.state is state]
        return _page(sorted(found, key=lambda one: (one.promised_at, one.id)), cursor, limit)

    def differences_in(
        self, state: DifferenceState, cursor: str | None, limit: int
    ) -> Page[Difference]:
        found = [one for one in self.of(Difference) if one.state is state]
        return _page(sorted(found, key=lambda one: (one.found_at, one.id)), cursor, limit)

    def settled_on(self, day: date) -> Iterable[Payment | Refund]:
        both = [*self.of(Payment), *self.of(Refund)]
        found = [one for one in both if one.settled_at and day_of(one.settled_at) == day]
        return sorted(found, key=lambda one: one.subject)

    def due(self, minute: datetime) -> Iterable[str]:
        wanted = to_text(minute)[:16]
        return [subject for subject, filed in self.filed.items() if filed == wanted]

    def save(self, *steps: Step) -> None:
        with self._lock:
            for thing, event in steps:
                found = self.things.get(thing.subject)
                if thing.version != (found.version + 1 if found else 1):
                    raise Conflict
                self.ledger.check(event)
            for thing, event in steps:
                head = self.ledger.add(event, thing.head)
                self.things[thing.subject] = replace(thing, head=head)
                wake_at = getattr(thing, "wake_at", None)
                filed = to_text(max(wake_at, event.at))[:16] if wake_at else ""
                self.filed[thing.subject] = filed

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        return self.ledger.history(subject)

    def of(self, sort: type[T]) -> list[T]:
        return [one for one in self.things.values() if isinstance(one, sort)]

    def _find(self, subject: str) -> Any:
        return self.things.get(subject)

    def _owned(self, sort: type[Any], owner: str, cursor: str | None, limit: int) -> Page[Any]:
        return _page(_newest([one for one in self.of(sort) if one.owner == owner]), cursor, limit)


def _newest(found: list[Any]) -> list[Any]:
    return sorted(found, key=lambda one: one.id, reverse=True)


def _page(rows: Sequence[T], cursor: str | None, limit: int) -> Page[T]:
    start = int(cursor or 0)
    end = start + limit
    return Page(tuple(rows[start:end]), str(end) if end < len(rows) else None)
