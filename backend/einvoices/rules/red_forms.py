"""The confirmation form of a red invoice (红字发票信息确认单, §2.6): who asks, who agrees, when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from backend.einvoices.rules.book import Step
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.red_amounts import Take, Wanted
from backend.einvoices.rules.red_states import EDGES, READY, VOIDED, WAITING, State
from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint


class _Verb(StrEnum):
    CONFIRMED = "confirmed"
    DENIED = "denied"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


_VERBS: Mapping[State, _Verb] = {
    State.AGREED: _Verb.CONFIRMED,
    State.DENIED_BY_BUYER: _Verb.DENIED,
    State.DENIED_BY_SELLER: _Verb.DENIED,
    State.DENIED_BY_PERSON: _Verb.DENIED,
    State.LAPSED: _Verb.LAPSED,
    State.WITHDRAWN: _Verb.WITHDRAWN,
    State.WITHDRAWN_AGREED: _Verb.WITHDRAWN,
}


class Side(StrEnum):
    """Which of the two parties somebody acts for."""

    SELLER = "seller"
    BUYER = "buyer"

    @property
    def other(self) -> "Side":
        """The one across the table."""
        return Side.BUYER if self is Side.SELLER else Side.SELLER


class Reason(StrEnum):
    """Why an invoice is taken back, by its code."""

    MISTAKE = "01"  # 开票有误
    RETURNED = "02"  # 销货退回
    STOPPED = "03"  # 服务中止
    ALLOWANCE = "04"  # 销售折让


@dataclass(frozen=True, slots=True)
class Filing:
    """A form as asked for; no parts means all that is left."""

    invoice_id: str
    reason: Reason
    parts: tuple[Wanted, ...] | None = None

    def hash_for(self, company_id: str) -> str:
        """Hash the request, to tell a repeat from another under the same id."""
        told = [
            [one.line, one.amount_fen, None if one.quantity is None else _plain(one.quantity)]
            for one in self.parts or ()
        ]
        head = [company_id, self.invoice_id, str(self.reason), self.parts is None]
        return fingerprint([*head, told])


@dataclass(frozen=True, slots=True)
class RedForm:
    """One form as it is kept; its id is the number that the red invoice names.

    Once nobody is to answer any more it stands for `issue_days`, until `issue_by`.
    """

    id: str
    invoice_id: str
    invoice_number: str
    seller_id: str
    seller_name: str
    buyer_id: str
    buyer_name: str
    natural_buyer: bool
    filed_for: Side
    filed_by: str
    filed_at: datetime
    reason: Reason
    takes: tuple[Take, ...]
    deducted: bool
    state: State
    request_hash: str
    answer_by: datetime | None = None
    issue_days: int = 0
    issue_by: datetime | None = None
    ended_at: datetime | None = None
    red_id: str | None = None
    red_number: str | None = None
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"red-form/{self.id}"

    @property
    def amount_fen(self) -> int:
        """Add up what is taken back without tax."""
        return sum(take.amount_fen for take in self.takes)

    @property
    def tax_fen(self) -> int:
        """Add up the tax that is taken back."""
        return sum(take.tax_fen for take in self.takes)

    @property
    def transfer_out_fen(self) -> int:
        """Return the input tax that a buyer who deducted it transfers out (进项税额转出)."""
        return self.tax_fen if self.deducted and self.state is State.AGREED else 0

    def side_of(self, company_id: str) -> Side:
        """Say for which side a company stands; refuses `red-form-unknown`."""
        if company_id == self.seller_id:
            return Side.SELLER
        if company_id == self.buyer_id and not self.natural_buyer:
            return Side.BUYER
        raise Refusal("red-form-unknown")

    def at(self, now: datetime) -> "RedForm":
        """Return the form as it stands at a moment: what came to nothing in time has lapsed."""
        if self.state in WAITING and self.answer_by is not None and now > self.answer_by:
            return replace(self, state=State.LAPSED, ended_at=self.answer_by)
        waits = self.state in READY and self.red_id is None
        if waits and self.issue_by is not None and now > self.issue_by:
            return replace(self, state=State.WITHDRAWN_AGREED, ended_at=self.issue_by)
        return self


@dataclass(frozen=True, slots=True)
class Change:
    """What one write holds: the form, and the invoices and the book that it moves."""

    form: tuple[RedForm, Event]
    blue: tuple[Invoice, Event] | None = None
    red: tuple[Invoice, Event] | None = None
    step: Step | None = None


def first(filing: Filing, form: RedForm, doing: Doing) -> tuple[RedForm, Event]:
    """Say that a form was filed."""
    data: dict[str, object] = {
        "invoice_id": filing.invoice_id,
        "number": form.invoice_number,
        "filed_for": str(form.filed_for),
        "reason": str(form.reason),
        "amount_fen": form.amount_fen,
        "tax_fen": form.tax_fen,
        "answer_by": to_text(form.answer_by) if form.answer_by else None,
        "issue_by": to_text(form.issue_by) if form.issue_by else None,
    }
    return form, _event(form, "filed", doing, **data)


def move(form: RedForm, to: State, doing: Doing) -> tuple[RedForm, Event]:
    """Follow one edge.

    Refuses `red-form-issued`, then `red-form-over` {state} where there is no such edge; what lapsed
    by the time of the act is over, however it is kept.
    """
    if form.red_id is not None:
        raise Refusal("red-form-issued", number=form.red_number)
    stands = form if to is State.LAPSED else form.at(doing.at)
    if to not in EDGES.get(stands.state, ()):
        raise Refusal("red-form-over", state=str(stands.state))
    if to is State.DENIED_BY_PERSON and not form.natural_buyer:
        raise Refusal("red-form-over", state=str(stands.state))
    ended_at = form.answer_by if to is State.LAPSED else doing.at
    after = replace(form, state=to, ended_at=ended_at, version=form.version + 1)
    if to is State.AGREED:
        issue_by = doing.at + timedelta(days=form.issue_days) if form.issue_days else None
        after = replace(after, ended_at=None, issue_by=issue_by)
    return after, _moved(after, _VERBS.get(to, _Verb.VOIDED), doing)


def lapse(form: RedForm, doing: Doing) -> tuple[RedForm, Event] | None:
    """Write what time decided of a form; None where it decided nothing."""
    stands = form.at(doing.at)
    if stands.state is form.state:
        return None
    after = replace(stands, version=form.version + 1)
    return after, _moved(after, _Verb.LAPSED, doing)


def confirm(form: RedForm, side: Side, doing: Doing) -> tuple[RedForm, Event]:
    """Agree (确认); refuses `red-form-not-yours`, then as `move` does.

    A buyer who had deducted transfers the input tax out in the period of this day.
    """
    _check_answers(form, side)
    return move(form, State.AGREED, doing)


def deny(form: RedForm, side: Side, doing: Doing) -> tuple[RedForm, Event]:
    """Disagree (否认); refuses `red-form-not-yours`, then as `move` does."""
    _check_answers(form, side)
    if side is Side.SELLER:
        return move(form, State.DENIED_BY_SELLER, doing)
    natural = State.DENIED_BY_PERSON if form.natural_buyer else State.DENIED_BY_BUYER
    return move(form, natural, doing)


def withdraw(form: RedForm, side: Side, doing: Doing) -> tuple[RedForm, Event]:
    """Take a form back (撤销); refuses `red-form-not-yours`, then as `move` does."""
    if side is not form.filed_for:
        raise Refusal("red-form-not-yours")
    ready = form.state in READY
    return move(form, State.WITHDRAWN_AGREED if ready else State.WITHDRAWN, doing)


def check_void(text: str, reason: str) -> State:
    """Take the state into which the tax office puts a form; refuses `request-malformed`.

    Whose invoice it was is told why, so there is no state without a reason in words.
    """
    if text not in VOIDED:
        raise Refusal("request-malformed", field="/state")
    if not reason.strip():
        raise Refusal("request-malformed", field="/reason")
    return State(text)


def void(form: RedForm, to: State, reason: str, doing: Doing) -> tuple[RedForm, Event]:
    """Void a form (作废) for a reason in words; refuses as `move` does."""
    after, event = move(form, to, doing)
    return after, replace(event, data={**event.data, "reason": reason.strip()})


def issued(form: RedForm, red_id: str, red_number: str, doing: Doing) -> tuple[RedForm, Event]:
    """Note the red invoice; refuses as `check_ready` does."""
    check_ready(form, doing)
    after = replace(form, red_id=red_id, red_number=red_number, version=form.version + 1)
    data: dict[str, object] = {"red_id": red_id, "red_number": red_number}
    return after, _event(after, "issued", doing, **data)


def check_ready(form: RedForm, doing: Doing) -> None:
    """Refuse `red-form-issued` {number}, then `red-form-not-agreed` {state}."""
    if form.red_id is not None:
        raise Refusal("red-form-issued", number=form.red_number)
    stands = form.at(doing.at)
    if stands.state not in READY:
        raise Refusal("red-form-not-agreed", state=str(stands.state))


def _check_answers(form: RedForm, side: Side) -> None:
    if side is form.filed_for:
        raise Refusal("red-form-not-yours")


def _moved(form: RedForm, verb: _Verb, doing: Doing) -> Event:
    return _event(form, str(verb), doing, transfer_out_fen=form.transfer_out_fen)


def _event(form: RedForm, verb: str, doing: Doing, **data: object) -> Event:
    told = {
        "form_id": form.id,
        "seller_id": form.seller_id,
        "buyer_id": None if form.natural_buyer else form.buyer_id,
        "state": str(form.state),
        **data,
    }
    return doing.event(form.subject, form.version, f"einvoices:red-form:{verb}", **told)


def _plain(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
