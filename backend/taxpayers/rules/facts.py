"""Dated, sourced facts about a company, and which of them holds on a day.

A fact is never changed. A newer record that covers the same day takes its place:

    recorded Monday    ├── status 03 ─────────────────────────>
    recorded Thursday              ├── status 05 ──┤
    in force            03          05              03
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.kernel.periods import read_period

NOTHING = "none"
LONGEST_REASON = 200
MOST_CURRENT = 64
_STATUSES = frozenset(f"{number:02d}" for number in range(1, 14)) | {"99"}
_GRADES = frozenset({"A", "B", "M", "C", "D", "unrated"})
_YES_NO = frozenset({"yes", "no"})


class FactName(StrEnum):
    """What is recorded about a company.

    `status` is the registration status (纳税人状态, 03 is normal), `credit_grade` the tax credit
    grade (纳税信用级别), `verified_use` whether the invoices supplied before were verified (验旧),
    `overdue_return` "none" or the period not filed, `risk_block` "none" or why supply is blocked,
    `vat_filed` "none" or the last period whose VAT return was filed.
    """

    STATUS = "status"
    CREDIT_GRADE = "credit_grade"
    VERIFIED_USE = "verified_use"
    OVERDUE_RETURN = "overdue_return"
    RISK_BLOCK = "risk_block"
    VAT_FILED = "vat_filed"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is asked when a fact is to be recorded."""

    name: FactName
    value: str
    effective_from: date
    effective_to: date | None
    source: str
    reason: str

    def plain(self) -> dict[str, object]:
        """Write the request as plain JSON, to compare repeats."""
        return {
            "name": self.name.value,
            "value": self.value,
            "effective_from": self.effective_from.isoformat(),
            "effective_to": self.effective_to.isoformat() if self.effective_to else None,
            "source": self.source,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Fact:
    """One record; `effective_to` is the last day it covers, None while it is open."""

    id: str
    company_id: str
    name: FactName
    value: str
    effective_from: date
    effective_to: date | None
    source: str
    reason: str
    recorded_at: datetime
    recorded_by: str
    request_hash: str
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """The name of its history in the ledger."""
        return f"company-fact/{self.company_id}/{self.id}"

    def covers(self, day: date) -> bool:
        """Say whether the record speaks about a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


def record(company_id: str, fact_id: str, wish: Statement, doing: Doing) -> tuple[Fact, Event]:
    """Record a fact.

    Refusals in order: `fact-value-wrong` {name, given}, `fact-dates-crossed`.
    """
    if not is_value_of(wish.name, wish.value):
        name = wish.name.value
        raise Refusal("fact-value-wrong", field="/value", name=name, given=wish.value)
    if wish.effective_to is not None and wish.effective_to < wish.effective_from:
        raise Refusal("fact-dates-crossed", field="/effective_to")
    request = wish.plain()
    fact = Fact(
        id=fact_id,
        company_id=company_id,
        name=wish.name,
        value=wish.value,
        effective_from=wish.effective_from,
        effective_to=wish.effective_to,
        source=wish.source,
        reason=wish.reason,
        recorded_at=doing.at,
        recorded_by=doing.actor,
        request_hash=fingerprint(request),
    )
    data = {**request, "company_id": company_id, "fact_id": fact_id}
    return fact, doing.event(fact.subject, 1, "taxpayers:fact:recorded", **data)


def is_value_of(name: FactName, value: str) -> bool:
    """Say whether a value makes sense for a fact."""
    match name:
        case FactName.STATUS:
            return value in _STATUSES
        case FactName.CREDIT_GRADE:
            return value in _GRADES
        case FactName.VERIFIED_USE:
            return value in _YES_NO
        case FactName.OVERDUE_RETURN | FactName.VAT_FILED:
            return value == NOTHING or _is_period(value)
        case FactName.RISK_BLOCK:
            return 0 < len(value.strip()) <= LONGEST_REASON


def in_force(facts: Iterable[Fact], day: date) -> Mapping[str, Fact]:
    """Choose the fact of each name that holds on a day; a name nobody recorded is absent.

    Among the records that cover the day the one recorded last counts. Two of the same
    millisecond are told apart by id, so that every reader chooses the same one.
    """
    chosen: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.recorded_at, fact.id)):
        if fact.covers(day):
            chosen[fact.name.value] = fact
    return chosen


@dataclass(frozen=True, slots=True)
class Current:
    """What can still be in force: all that a decision has to read, however long the history is."""

    company_id: str
    facts: tuple[Fact, ...] = ()
    version: int = 0

    def with_fact(self, fact: Fact, today: date) -> "Current":
        """Add a record, and drop those that can hold on no day from yesterday on.

        Yesterday, because a request that began before midnight may be decided after it. Refuses
        `facts-too-many`: one row holds them all, and every decision reads it.
        """
        kept = still_counting((*self.facts, fact), today - timedelta(days=1))
        if len(kept) > MOST_CURRENT:
            raise Refusal("facts-too-many", most=MOST_CURRENT)
        return replace(self, facts=kept, version=self.version + 1)


def still_counting(facts: Iterable[Fact], first_day: date) -> tuple[Fact, ...]:
    """Leave out what holds on no day from `first_day` on: later records cover all its days."""
    bare: dict[FactName, list[tuple[date, date]]] = {}
    kept = []
    for fact in sorted(facts, key=lambda fact: (fact.recorded_at, fact.id), reverse=True):
        gaps = bare.get(fact.name, [(first_day, date.max)])
        left = [part for gap in gaps for part in _outside(gap, fact)]
        if left != gaps:
            kept.append(fact)
        bare[fact.name] = left
    return tuple(reversed(kept))


def _outside(gap: tuple[date, date], fact: Fact) -> list[tuple[date, date]]:
    first, last = gap
    begins, ends = fact.effective_from, fact.effective_to or date.max
    if ends < first or last < begins:
        return [gap]
    parts = [(first, begins - timedelta(days=1))] if first < begins else []
    return parts + ([(ends + timedelta(days=1), last)] if ends < last else [])


def _is_period(text: str) -> bool:
    try:
        read_period(text)
    except Refusal:
        return False
    return True
