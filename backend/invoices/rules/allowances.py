"""How much of a kind a company has taken this month and holds (本期已领、库存).

    taken_this_month   approved in this month of Shanghai, whether handed over or not
    waiting            approved and not yet handed over
    holding            handed over and its use not yet verified

    take(n)         taken += n, waiting += n
    give_back(n)    waiting -= n, taken -= n when it was taken in the month that still runs
    hand_over(n)    waiting -= n, holding += n
    owe_again(n)    holding -= n, waiting += n: a clerk found that sheets never reached anybody
    verify_use(n)   holding -= n

The month rolls over by rule: an allowance read in a later month has taken nothing yet.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from backend.invoices.rules.kinds import Kind
from backend.kernel import periods
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


@dataclass(frozen=True, slots=True)
class Allowance:
    """One company's use of one kind; version 0 means that nothing was ever taken."""

    company_id: str
    kind: Kind
    month: str
    taken_this_month: int = 0
    waiting: int = 0
    holding: int = 0
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"allowance/{self.company_id}/{self.kind}"

    def in_month(self, month: str) -> "Allowance":
        """Return it as it stands in a month: a later month starts with nothing taken."""
        if month <= self.month:
            return self
        return replace(self, month=month, taken_this_month=0)


@dataclass(frozen=True, slots=True)
class Cause:
    """What moves an allowance: an application, the month it took in, and the source event."""

    application_id: str
    month: str
    source: str
    reason: str = ""


class Step(Protocol):
    """A move of an allowance that an application causes."""

    def __call__(
        self, allowance: Allowance, count: int, *, cause: Cause, doing: Doing
    ) -> tuple[Allowance, Event]:
        """Return the allowance after the move, and its event."""
        ...


def month_of(instant: datetime) -> str:
    """Name the calendar month of an instant in Shanghai."""
    return str(periods.month_of(periods.day_of(instant)))


def take(
    allowance: Allowance, count: int, *, limit: int, cause: Cause, doing: Doing
) -> tuple[Allowance, Event]:
    """Take a count for an approved application.

    `limit` is the month's limit; what a clerk grants beyond it (临时增量) is written down. A
    decision of last month that arrives after the turn of the month takes nothing of this one.
    """
    now = allowance.in_month(cause.month)
    taken = now.taken_this_month + (count if cause.month == now.month else 0)
    after = replace(now, taken_this_month=taken, waiting=now.waiting + count)
    return _moved(after, "taken", count, cause=cause, doing=doing, beyond=min(count, taken - limit))


def give_back(
    allowance: Allowance, count: int, *, cause: Cause, doing: Doing
) -> tuple[Allowance, Event]:
    """Give back what was never handed over; refuses `allowance-not-waiting`."""
    now = allowance.in_month(month_of(doing.at))
    _check_waiting(now, count)
    same_month = cause.month == now.month
    if same_month and count > now.taken_this_month:
        raise Refusal("allowance-not-waiting", waiting=now.taken_this_month, count=count)
    taken = now.taken_this_month - count if same_month else now.taken_this_month
    after = replace(now, taken_this_month=taken, waiting=now.waiting - count)
    return _moved(after, "given-back", count, cause=cause, doing=doing)


def hand_over(
    allowance: Allowance, count: int, *, cause: Cause, doing: Doing
) -> tuple[Allowance, Event]:
    """Move what left the machine into the company's hands; refuses `allowance-not-waiting`."""
    now = allowance.in_month(month_of(doing.at))
    _check_waiting(now, count)
    after = replace(now, waiting=now.waiting - count, holding=now.holding + count)
    return _moved(after, "handed-over", count, cause=cause, doing=doing)


def owe_again(
    allowance: Allowance, count: int, *, cause: Cause, doing: Doing
) -> tuple[Allowance, Event]:
    """Take back what counted as handed over and is owed a second time.

    Use that was verified meanwhile leaves fewer in the holding; it never falls below none.
    """
    now = allowance.in_month(month_of(doing.at))
    after = replace(now, waiting=now.waiting + count, holding=max(0, now.holding - count))
    return _moved(after, "owed-again", count, cause=cause, doing=doing)


def verify_use(
    allowance: Allowance, count: int, *, cause: Cause, doing: Doing
) -> tuple[Allowance, Event]:
    """Take used sheets out of the holding (验旧); refuses `holding-short`."""
    now = allowance.in_month(month_of(doing.at))
    if count > now.holding:
        raise Refusal("holding-short", field="/count", holding=now.holding, count=count)
    after = replace(now, holding=now.holding - count)
    return _moved(after, "verified", count, cause=cause, doing=doing)


def _check_waiting(allowance: Allowance, count: int) -> None:
    if count > allowance.waiting:
        raise Refusal("allowance-not-waiting", waiting=allowance.waiting, count=count)


def _moved(
    after: Allowance, verb: str, count: int, *, cause: Cause, doing: Doing, beyond: int = 0
) -> tuple[Allowance, Event]:
    after = replace(after, version=after.version + 1)
    data: dict[str, object] = {
        "company_id": after.company_id,
        "kind": str(after.kind),
        "count": count,
        "application_id": cause.application_id,
        "source": cause.source,
        "reason": cause.reason,
        "month": after.month,
        "taken_this_month": after.taken_this_month,
        "waiting": after.waiting,
        "holding": after.holding,
        "beyond_limit": max(0, beyond),
    }
    kind = f"invoices:allowance:{verb}"
    return after, doing.event(after.subject, after.version, kind, **data)
