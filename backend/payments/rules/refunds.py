"""A refund (退抵税): claimed, proposed by one clerk, approved by another, paid out once.

    claimed ──propose──> proposed ──approve, another clerk──> approved ──send──> sent ──> paid
       │ └─withdraw           └─┐                               ^            │ └──> refused
       │    (the taxpayer)      │                               └─never left─┤
       └──decline───────────> declined                          unknown <────┘ ──ask──> …
                                          paid ──the bank gives it back (退汇)──> returned

The money goes back to where it came from: the bank is told which of its orders it returns, so no
account is typed and none can be wrong. Its amount is set aside on the payment while it lives, so
all refunds of a payment together never exceed what was paid.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.kernel.periods import day_of
from backend.payments.rules.bank import Heard, OrderKind, Verdict, next_look

LONGEST_REASON = 500


class State(StrEnum):
    """Where a refund stands."""

    CLAIMED = "claimed"
    PROPOSED = "proposed"
    APPROVED = "approved"
    SENT = "sent"
    UNKNOWN = "unknown"
    PAID = "paid"
    REFUSED = "refused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"

    @property
    def at_the_bank(self) -> bool:
        """Whether the bank has or will have it, and has not yet spoken."""
        return self in (State.APPROVED, State.SENT, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is claimed; `account_name` is who the money shall go to."""

    payment_id: str
    amount_fen: int
    reason: str
    account_name: str

    @property
    def request_hash(self) -> str:
        """Hash the request, to tell a repeat from another under the same id."""
        return fingerprint([self.payment_id, self.amount_fen, self.reason, self.account_name])


@dataclass(frozen=True, slots=True)
class Said:
    """What a clerk decided: who, when, why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Refund:
    """One refund as it is today; `of` and `of_kind` name the bank's order that it returns."""

    id: str
    wish: Wish
    payable_id: str
    about: str
    owner: str
    what: str
    of_kind: OrderKind
    claimed_at: datetime
    claimed_by: str
    promised_at: datetime
    request_hash: str
    state: State = State.CLAIMED
    proposed: Said | None = None
    decided: Said | None = None
    wake_at: datetime | None = None
    tries: int = 0
    looks: int = 0
    stuck: bool = False
    reason: str = ""
    bank_no: str = ""
    settled_at: datetime | None = None
    version: int = 1
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"refund/{self.id}"

    @property
    def amount_fen(self) -> int:
        """What is paid out."""
        return self.wish.amount_fen

    def was_proposed(self, reason: str, doing: Doing) -> bool:
        """Tell whether this clerk proposed it with these words: whatever came of it since."""
        said = self.proposed
        return said is not None and (said.by, said.reason) == (doing.actor, reason)

    def was_decided(self, reason: str, doing: Doing, *, declined: bool) -> bool:
        """Tell whether this clerk declined or approved it with these words."""
        said = self.decided
        if said is None or declined is not (self.state is State.DECLINED):
            return False
        return (said.by, said.reason) == (doing.actor, reason)

    @property
    def lives(self) -> bool:
        """Whether its amount stays set aside."""
        over = (State.REFUSED, State.DECLINED, State.WITHDRAWN, State.RETURNED)
        return self.state not in over


Step = tuple[Refund, Event]


def check(wish: Wish, owner_name: str) -> None:
    """Refuse `request-malformed` (no reason), `refund-name-differs` (not the taxpayer's)."""
    if not 1 <= len(wish.reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")
    if not owner_name or wish.account_name.strip() != owner_name:
        raise Refusal("refund-name-differs", field="/account_name")


def claim(refund: Refund, doing: Doing) -> Step:
    """Enter a claim."""
    promised = to_text(refund.promised_at)
    return refund, _event(refund, "claimed", doing, reason=refund.wish.reason, promised=promised)


def withdraw(refund: Refund, doing: Doing) -> Step:
    """Let the taxpayer take a claim back; refuses `refund-decided`."""
    if refund.state not in (State.CLAIMED, State.PROPOSED):
        raise Refusal("refund-decided", state=str(refund.state))
    return _step(replace(refund, state=State.WITHDRAWN), "withdrawn", doing)


def propose(refund: Refund, reason: str, doing: Doing) -> Step:
    """Let a clerk propose to pay; refuses `refund-decided`, `request-malformed`."""
    if refund.state is not State.CLAIMED:
        raise Refusal("refund-decided", state=str(refund.state))
    said = _said(reason, doing)
    return _step(
        replace(refund, state=State.PROPOSED, proposed=said), "proposed", doing, why=reason
    )


def approve(refund: Refund, reason: str, doing: Doing) -> Step:
    """Let another clerk have it paid out.

    Refuses `refund-not-proposed`, `refund-same-clerk`, `request-malformed`.
    """
    if refund.state is not State.PROPOSED or refund.proposed is None:
        raise Refusal("refund-not-proposed", state=str(refund.state))
    if refund.proposed.by == doing.actor:
        raise Refusal("refund-same-clerk")
    after = replace(
        refund,
        state=State.APPROVED,
        decided=_said(reason, doing),
        wake_at=next_look(1, doing.at),
    )
    return _step(after, "approved", doing, why=reason)


def decline(refund: Refund, reason: str, doing: Doing) -> Step:
    """Let a clerk refuse a claim or a proposal; refuses `refund-decided`, `request-malformed`."""
    if refund.state not in (State.CLAIMED, State.PROPOSED):
        raise Refusal("refund-decided", state=str(refund.state))
    after = replace(refund, state=State.DECLINED, decided=_said(reason, doing), reason=reason)
    return _step(after, "declined", doing, why=reason)


def send(refund: Refund, doing: Doing) -> Step:
    """Note, before the bank is called, that it is."""
    after = replace(
        refund,
        state=State.UNKNOWN if refund.state is State.UNKNOWN else State.SENT,
        tries=refund.tries + 1,
        wake_at=next_look(1, doing.at),
    )
    return _step(after, "sent", doing, tries=after.tries)


def hear(refund: Refund, heard: Heard, doing: Doing) -> Step | None:
    """Enter what was heard of the pay-out; None where nothing more is to be heard."""
    if heard.verdict is Verdict.RETURNED and refund.state in (
        *(State.PAID, State.SENT, State.UNKNOWN),
    ):
        after = replace(
            refund, state=State.RETURNED, reason=heard.reason or "returned", wake_at=None
        )
        return _step(after, "returned", doing, reason=after.reason)
    if not refund.state.at_the_bank:
        return None
    match heard.verdict:
        case Verdict.DONE if heard.amount_fen == refund.amount_fen:
            at = heard.at or doing.at
            after = replace(
                refund, state=State.PAID, bank_no=heard.bank_no, settled_at=at, wake_at=None
            )
            day = day_of(at).isoformat()
            return _step(after, "paid", doing, bank_no=heard.bank_no, day=day)
        case Verdict.REFUSED | Verdict.CLOSED:
            reason = heard.reason or "refused"
            after = replace(refund, state=State.REFUSED, reason=reason, wake_at=None)
            return _step(after, "refused", doing, reason=reason)
    lost = heard.verdict in (Verdict.UNKNOWN, Verdict.DONE) and refund.state is not State.APPROVED
    after = replace(
        refund,
        state=State.UNKNOWN if lost else refund.state,
        looks=refund.looks + 1,
        wake_at=next_look(refund.looks, doing.at),
    )
    verb = "unanswered" if lost else "looked"
    return _step(after, verb, doing, verdict=str(heard.verdict), cause=heard.reason)


def put_back(refund: Refund, heard: Heard, doing: Doing) -> Step | None:
    """Let a pay-out that surely never left wait again; None where it may have left."""
    if refund.state is not State.SENT or refund.tries != 1:
        return None
    wake = next_look(refund.looks, doing.at)
    after = replace(refund, state=State.APPROVED, tries=0, looks=refund.looks + 1, wake_at=wake)
    return _step(after, "put-back", doing, cause=heard.reason)


def tell_clerks(refund: Refund, doing: Doing) -> Step:
    """Note that clerks were told of a pay-out that nobody can say anything about."""
    return _step(replace(refund, stuck=True), "stuck", doing)


def _said(reason: str, doing: Doing) -> Said:
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")
    return Said(doing.actor, doing.at, reason)


def _step(after: Refund, verb: str, doing: Doing, **more: object) -> Step:
    after = replace(after, version=after.version + 1)
    return after, _event(after, verb, doing, **more)


def _event(refund: Refund, verb: str, doing: Doing, **more: object) -> Event:
    kind, _, owner_id = refund.owner.partition("/")
    told: dict[str, object] = {
        "refund_id": refund.id,
        "payment_id": refund.wish.payment_id,
        "payable_id": refund.payable_id,
        "about": refund.about,
        "owner": refund.owner,
        "company_id": owner_id if kind == "company" else "",
        "amount_fen": refund.amount_fen,
        "stuck": refund.stuck,
    }
    kind = f"payments:refund:{verb}"
    return doing.event(refund.subject, refund.version, kind, **told, **more)
