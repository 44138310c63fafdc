"""A payable (应缴税费): what somebody owes, for what, and how much of it is paid.

    ∅ ──open──> open ──pay the rest──> paid
                 │  └──pay a part──> open
                 └──withdraw (nothing paid, nothing under way)──> withdrawn

It carries at most one payment that is under way. That one name, changed only under the payable's
version, is why two debits can never exceed what is owed: `hold` refuses while another is held, and
a payment lets go only when the bank has spoken. What is paid is principal (本金); the surcharge
that a late part costs is paid with that part.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.kernel.money import LARGEST_FEN

MOST_LINES = 30
LONGEST_TEXT = 100
_OWNERS = ("company", "person")


class State(StrEnum):
    """Where a payable stands."""

    OPEN = "open"
    PAID = "paid"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Line:
    """One tax of a payable, by its name (税种), in fen."""

    tax: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid.

    `about` names what it is for (`return/<id>`, `agency/<id>`), `owner` who owes it
    (`company/<id>` or `person/<id>`), `what` says it in words, `due_on` is the last day in time,
    None where there is none.
    """

    about: str
    owner: str
    what: str
    lines: tuple[Line, ...]
    due_on: date | None = None
    period: str = ""

    @property
    def amount_fen(self) -> int:
        """The sum of the lines."""
        return sum(line.amount_fen for line in self.lines)

    @property
    def request_hash(self) -> str:
        """Hash it, to tell a repeat from something else under the same id."""
        lines = [[line.tax, line.amount_fen] for line in self.lines]
        due_on = self.due_on.isoformat() if self.due_on else None
        return fingerprint([self.about, self.owner, self.what, lines, due_on, self.period])


@dataclass(frozen=True, slots=True)
class Payable:
    """One payable as it is today; `attempt` is the payment that is under way."""

    id: str
    due: Due
    opened_at: datetime
    opened_by: str
    request_hash: str
    state: State = State.OPEN
    paid_fen: int = 0
    surcharge_paid_fen: int = 0
    attempt: str | None = None
    version: int = 1
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"payable/{self.id}"

    @property
    def left_fen(self) -> int:
        """How much principal is still owed."""
        return self.due.amount_fen - self.paid_fen if self.state is State.OPEN else 0


@dataclass(frozen=True, slots=True)
class Part:
    """What a payment pays: so much principal, and the surcharge that comes with it."""

    payment_id: str
    principal_fen: int
    surcharge_fen: int


Step = tuple[Payable, Event]


def check(due: Due) -> None:
    """Refuse `payable-malformed` at the field that is wrong."""
    kind, _, owner_id = due.owner.partition("/")
    if kind not in _OWNERS or not owner_id:
        raise Refusal("payable-malformed", field="/owner")
    if not all(due.about.partition("/")) or len(due.about) > LONGEST_TEXT:
        raise Refusal("payable-malformed", field="/about")
    if not 1 <= len(due.what.strip()) <= LONGEST_TEXT:
        raise Refusal("payable-malformed", field="/what")
    if not 1 <= len(due.lines) <= MOST_LINES:
        raise Refusal("payable-malformed", field="/lines")
    for place, line in enumerate(due.lines):
        if not 1 <= len(line.tax.strip()) <= LONGEST_TEXT:
            raise Refusal("payable-malformed", field=f"/lines/{place}/tax")
        if not 1 <= line.amount_fen <= LARGEST_FEN:
            raise Refusal("payable-malformed", field=f"/lines/{place}/amount_fen")
    if due.amount_fen > LARGEST_FEN:
        raise Refusal("payable-malformed", field="/lines")


def open_payable(payable_id: str, due: Due, doing: Doing) -> Step:
    """Enter what is owed; refuses as `check` does."""
    check(due)
    payable = Payable(payable_id, due, doing.at, doing.actor, due.request_hash)
    lines = [[line.tax, line.amount_fen] for line in due.lines]
    due_on = due.due_on.isoformat() if due.due_on else None
    return payable, _event(payable, "opened", doing, lines=lines, due_on=due_on, what=due.what)


def check_part(payable: Payable, principal_fen: int) -> None:
    """Refuse a payment: `payable-over`, `payment-under-way`, `payment-principal-malformed`."""
    if payable.state is not State.OPEN:
        raise Refusal("payable-over", state=str(payable.state))
    if payable.attempt is not None:
        raise Refusal("payment-under-way", payment_id=payable.attempt)
    if not 1 <= principal_fen <= payable.left_fen:
        raise Refusal(
            "payment-principal-malformed", field="/principal_fen", left_fen=payable.left_fen
        )


def hold(payable: Payable, part: Part, doing: Doing) -> Step:
    """Keep others from paying while one payment is under way; refuses as `check_part` does."""
    check_part(payable, part.principal_fen)
    after = _next(replace(payable, attempt=part.payment_id))
    return after, _event(after, "held", doing, **_told(part))


def free(payable: Payable, payment_id: str, reason: str, doing: Doing) -> Step | None:
    """Let others pay again: the bank has said that this payment was not made."""
    if payable.attempt != payment_id:
        return None
    after = _next(replace(payable, attempt=None))
    return after, _event(after, "freed", doing, payment_id=payment_id, reason=reason)


def admits(payable: Payable, part: Part) -> bool:
    """Tell whether a payment that the bank has made still fits what is owed."""
    ours = payable.attempt in (None, part.payment_id)
    return ours and part.principal_fen <= payable.left_fen


def pay(payable: Payable, part: Part, doing: Doing) -> Step:
    """Enter a payment that the bank has made; raises ValueError where it does not fit."""
    if not admits(payable, part):
        raise ValueError(f"{part.payment_id} does not fit {payable.subject}")
    paid_fen = payable.paid_fen + part.principal_fen
    whole = paid_fen == payable.due.amount_fen
    after = _next(
        replace(
            payable,
            attempt=None,
            paid_fen=paid_fen,
            surcharge_paid_fen=payable.surcharge_paid_fen + part.surcharge_fen,
            state=State.PAID if whole else State.OPEN,
        )
    )
    covered = covers(payable.due.lines, payable.paid_fen, part.principal_fen)
    lines = [[line.tax, line.amount_fen] for line in covered]
    verb = "paid" if whole else "part-paid"
    return after, _event(after, verb, doing, **_told(part), lines=lines)


def withdraw(payable: Payable, reason: str, doing: Doing) -> Step:
    """Take a payable back; refuses `payable-over`, `payment-under-way`, `payable-part-paid`."""
    if payable.state is not State.OPEN:
        raise Refusal("payable-over", state=str(payable.state))
    if payable.attempt is not None:
        raise Refusal("payment-under-way", payment_id=payable.attempt)
    if payable.paid_fen:
        raise Refusal("payable-part-paid", paid_fen=payable.paid_fen)
    after = _next(replace(payable, state=State.WITHDRAWN))
    return after, _event(after, "withdrawn", doing, reason=reason)


def covers(lines: Sequence[Line], paid_before_fen: int, principal_fen: int) -> tuple[Line, ...]:
    """Say which taxes a part pays: line by line, from the first that is not yet paid."""
    skipped, left, found = paid_before_fen, principal_fen, []
    for line in lines:
        past = min(skipped, line.amount_fen)
        taken = min(line.amount_fen - past, left)
        skipped, left = skipped - past, left - taken
        if taken:
            found.append(Line(line.tax, taken))
    return tuple(found)


def _next(payable: Payable) -> Payable:
    return replace(payable, version=payable.version + 1)


def _told(part: Part) -> dict[str, object]:
    return {
        "payment_id": part.payment_id,
        "principal_fen": part.principal_fen,
        "surcharge_fen": part.surcharge_fen,
    }


def _event(payable: Payable, verb: str, doing: Doing, **more: object) -> Event:
    due = payable.due
    kind, _, owner_id = due.owner.partition("/")
    told: dict[str, object] = {
        "payable_id": payable.id,
        "about": due.about,
        "owner": due.owner,
        "company_id": owner_id if kind == "company" else "",
        "amount_fen": due.amount_fen,
        "paid_fen": payable.paid_fen,
    }
    return doing.event(payable.subject, payable.version, f"payments:payable:{verb}", **told, **more)
