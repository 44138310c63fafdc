"""A payment (缴款): one order at the bank, by agreement or by code, made once or not at all.

    asked ──send──> sent ──done──> paid
      │  ^           │  ├──refused──> refused
      │  └─never left┘  ├──no answer──> unknown ──ask──> paid | refused | sent again, same id
      │                 └──code: expired, called off──> (closed at the bank) expired | cancelled
      └──cancel──> cancelled          under way ──two clerks: it was not made──> refused

`sent` is written before the bank is called, so after a crash it is asked and never guessed. A
payment ends unpaid only on the bank's own word, which two clerks may have in writing where it does
not come by the line, or before anything ever left. `closing` says that
it shall end at the bank: its id is closed there, and whatever arrives late under it is refused.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.periods import day_of
from backend.payments.rules.bank import Heard, OrderKind, Verdict, next_look
from backend.payments.rules.payables import Part
from backend.payments.rules.wishes import Ending, PayWay, State


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment as it is today.

    `claimed_fen` is what refunds have given back or are about to. `stuck` says that clerks know.
    `surplus` is what the bank took beside what was owed, by the lines of its statements.
    """

    id: str
    payable_id: str
    about: str
    owner: str
    what: str
    way: PayWay
    principal_fen: int
    surcharge_fen: int
    agreement_id: str | None
    asked_at: datetime
    asked_by: str
    request_hash: str
    valid_until: datetime
    wake_at: datetime | None
    state: State = State.ASKED
    tries: int = 0
    looks: int = 0
    closing: bool = False
    stuck: bool = False
    reason: str = ""
    bank_no: str = ""
    settled_at: datetime | None = None
    code_text: str = field(default="", repr=False)
    claimed_fen: int = 0
    surplus: tuple[tuple[str, int], ...] = ()
    version: int = 1
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"payment/{self.id}"

    @property
    def amount_fen(self) -> int:
        """What the bank is asked for."""
        return self.principal_fen + self.surcharge_fen

    @property
    def surplus_fen(self) -> int:
        """What the bank took beside what was owed."""
        return sum(fen for _, fen in self.surplus)

    @property
    def proven_fen(self) -> int:
        """What the bank surely took under it, all together."""
        return (self.amount_fen if self.state is State.PAID else 0) + self.surplus_fen

    @property
    def kind(self) -> OrderKind:
        """What it is at the bank."""
        return OrderKind.CODE if self.way is PayWay.CODE else OrderKind.DEBIT

    @property
    def part(self) -> Part:
        """What it pays of its payable."""
        return Part(self.id, self.principal_fen, self.surcharge_fen)


Step = tuple[Payment, Event]


def ask(payment: Payment, doing: Doing) -> Step:
    """Enter a payment that is to be made."""
    return payment, _event(payment, "asked", doing)


def check_cancel(payment: Payment) -> None:
    """Refuse `payment-over`, then `payment-sent` for a debit that may have reached the bank."""
    if payment.state.over:
        raise Refusal("payment-over", state=str(payment.state))
    if payment.state is not State.ASKED and payment.way is PayWay.AGREEMENT:
        raise Refusal("payment-sent")


def cancel(payment: Payment, doing: Doing) -> Step:
    """Call a payment off: at once before it left, else a code is closed at the bank first.

    Refuses as `check_cancel` does.
    """
    check_cancel(payment)
    if payment.state is State.ASKED:
        return _over(payment, Ending.CANCELLED, "called-off", doing)
    return close(payment, "called-off", doing)


def close(payment: Payment, reason: str, doing: Doing) -> Step:
    """Note that it shall end at the bank."""
    after = replace(payment, closing=True, reason=reason, wake_at=doing.at)
    return _step(after, "closing", doing)


def expire(payment: Payment, doing: Doing) -> Step:
    """End a payment that never left in its time."""
    return _over(payment, Ending.EXPIRED, "bank-not-reached", doing)


def send(payment: Payment, doing: Doing) -> Step:
    """Note, before the bank is called, that it is."""
    after = replace(
        payment,
        state=State.UNKNOWN if payment.state is State.UNKNOWN else State.SENT,
        tries=payment.tries + 1,
        wake_at=next_look(1, doing.at),
    )
    return _step(after, "sent", doing, tries=after.tries)


def hear(payment: Payment, heard: Heard, doing: Doing) -> Step | None:
    """Enter what was heard of it; None where it is over already."""
    if payment.state.over:
        return None
    match heard.verdict:
        case Verdict.DONE if heard.amount_fen == payment.amount_fen:
            return settle(payment, heard, doing)
        case Verdict.REFUSED:
            return _over(payment, Ending.REFUSED, heard.reason or "refused", doing)
        case Verdict.CLOSED:
            called_off = payment.closing and payment.reason == "called-off"
            ended = Ending.CANCELLED if called_off else Ending.EXPIRED
            return _over(payment, ended, payment.reason or heard.reason or "expired", doing)
        case Verdict.OPEN if payment.way is PayWay.CODE:
            return _coded(payment, heard, doing)
    return _still_unclear(payment, heard, doing)


def put_back(payment: Payment, heard: Heard, doing: Doing) -> Step | None:
    """Let a payment that surely never left wait again; one that was called off ends.

    None where it may have left: another try was made, or it was asked about meanwhile.
    """
    if payment.state is not State.SENT or payment.tries != 1 or payment.code_text:
        return None
    if payment.closing:
        return _over(payment, Ending.CANCELLED, payment.reason, doing)
    wake = next_look(payment.looks, doing.at)
    after = replace(payment, state=State.ASKED, tries=0, looks=payment.looks + 1, wake_at=wake)
    return _step(after, "put-back", doing, cause=heard.reason)


def settle(payment: Payment, heard: Heard, doing: Doing) -> Step:
    """Enter that the bank has made it, also after it was believed to be over."""
    at = heard.at or doing.at
    after = replace(
        payment,
        state=State.PAID,
        bank_no=heard.bank_no,
        settled_at=at,
        wake_at=None,
        reason="",
        closing=False,
        code_text="",
    )
    day = day_of(at).isoformat()
    return _step(after, "paid", doing, bank_no=heard.bank_no, bank_at=to_text(at), day=day)


def _coded(payment: Payment, heard: Heard, doing: Doing) -> Step:
    if payment.code_text:
        # Looked at while somebody may be paying: its end is looked at too.
        wake = min(payment.valid_until, next_look(payment.looks, doing.at))
        after = replace(payment, looks=payment.looks + 1, wake_at=max(wake, doing.at))
        return _step(after, "looked", doing, verdict=str(heard.verdict))
    after = replace(
        payment,
        state=State.SENT,
        code_text=heard.code_text,
        looks=0,
        wake_at=next_look(0, doing.at),
    )
    return _step(after, "coded", doing, valid_until=to_text(payment.valid_until))


def _still_unclear(payment: Payment, heard: Heard, doing: Doing) -> Step:
    lost = heard.verdict in (Verdict.UNKNOWN, Verdict.DONE) and payment.state is not State.ASKED
    after = replace(
        payment,
        state=State.UNKNOWN if lost and not payment.code_text else payment.state,
        looks=payment.looks + 1,
        wake_at=next_look(payment.looks, doing.at),
    )
    verb = "unanswered" if lost else "looked"
    cause = "amount-differs" if heard.verdict is Verdict.DONE else heard.reason
    return _step(after, verb, doing, verdict=str(heard.verdict), cause=cause)


def tell_clerks(payment: Payment, doing: Doing) -> Step:
    """Note that clerks were told of a payment that nobody can say anything about."""
    return _step(replace(payment, stuck=True), "stuck", doing)


def unmake(payment: Payment, doing: Doing) -> Step:
    """End a payment that was not made, on the word of two clerks.

    Refuses `difference-outcome-unfit` for one that is over.
    """
    if payment.state.over:
        raise Refusal("difference-outcome-unfit", state=str(payment.state))
    return _over(payment, Ending.REFUSED, "found-not-made", doing, by_clerks=True)


def take(payment: Payment, line: str, fen: int, *, again: bool, doing: Doing) -> Step:
    """Enter what a line of the bank says was taken beside what was owed.

    `again` says that the payment may have been paid as well. One that is under way ends with it.
    Refuses `difference-outcome-unfit` where the money may be the payment's own, or was entered.
    """
    known = line in dict(payment.surplus)
    if known or (payment.state is State.PAID and not again):
        raise Refusal("difference-outcome-unfit", state=str(payment.state))
    after = replace(payment, surplus=(*payment.surplus, (line, fen)))
    more = {"surplus_fen": fen, "surplus_line": line}
    if payment.state.over:
        return _step(after, "surplus", doing, **more)
    return _over(after, Ending.REFUSED, "found-taken-otherwise", doing, by_clerks=True, **more)


def claim(payment: Payment, refund_id: str, amount_fen: int, doing: Doing) -> Step:
    """Set aside what a refund asks for.

    Refuses `payment-not-paid`, `refund-amount-malformed`: never more than was paid, all together.
    """
    if not payment.proven_fen:
        raise Refusal("payment-not-paid", state=str(payment.state))
    left = payment.proven_fen - payment.claimed_fen
    if not 1 <= amount_fen <= left:
        raise Refusal("refund-amount-malformed", field="/amount_fen", left_fen=left)
    after = replace(payment, claimed_fen=payment.claimed_fen + amount_fen)
    return _step(after, "claimed", doing, refund_id=refund_id, refund_fen=amount_fen)


def release(payment: Payment, refund_id: str, amount_fen: int, doing: Doing) -> Step:
    """Put back what a refund does not take after all."""
    after = replace(payment, claimed_fen=payment.claimed_fen - amount_fen)
    return _step(after, "released", doing, refund_id=refund_id, refund_fen=amount_fen)


def _over(payment: Payment, ending: Ending, reason: str, doing: Doing, **more: object) -> Step:
    state = State(ending)
    after = replace(payment, state=state, reason=reason, wake_at=None, code_text="")
    return _step(after, str(ending), doing, reason=reason, **more)


def _step(after: Payment, verb: str, doing: Doing, **more: object) -> Step:
    after = replace(after, version=after.version + 1)
    return after, _event(after, verb, doing, **more)


def _event(payment: Payment, verb: str, doing: Doing, **more: object) -> Event:
    kind, _, owner_id = payment.owner.partition("/")
    told: dict[str, object] = {
        "payment_id": payment.id,
        "payable_id": payment.payable_id,
        "about": payment.about,
        "owner": payment.owner,
        "company_id": owner_id if kind == "company" else "",
        "way": str(payment.way),
        "amount_fen": payment.amount_fen,
        "stuck": payment.stuck,
    }
    kind = f"payments:payment:{verb}"
    return doing.event(payment.subject, payment.version, kind, **told, **more)
