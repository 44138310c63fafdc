"""What the owner does to a code that others may have: lend it, take it back, make it new, link it.

Each act returns the next pickup and its event. All but `make_link` and `revoke_link` raise the
generation, so every code drawn before is dead.

own ──lend──> lent ──take back──> own
                └──until (time alone)──> own
"""

from dataclasses import replace
from datetime import datetime

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.forms import Link, Loan
from backend.pickup.rules.pickup import TRIES, Pickup, State


def lend(pickup: Pickup, loan: Loan, doing: Doing, *, short_code: str) -> Step:
    """Give the right to collect to a named person until a time (代领).

    `short_code` is what the owner will type once it is theirs again. Refuses `pickup-over`,
    `pickup-busy`, `pickup-lent`, `borrower-oneself`, `loan-end-wrong` (not after now, or after
    the pickup's own end).
    """
    check_at_rest(pickup, doing.at)
    if pickup.loan is not None:
        raise Refusal("pickup-lent")
    if loan.person_id == pickup.collector_id:
        raise Refusal("borrower-oneself", field="/phone")
    if not doing.at < loan.until <= pickup.expires_at:
        raise Refusal("loan-end-wrong", field="/until", latest=to_text(pickup.expires_at))
    after = replace(
        pickup,
        state=State.ISSUED,
        loan=loan,
        link=None,
        short_code=short_code,
        generation=pickup.generation + 1,
        tries_left=TRIES,
        missed_id=None,
    )
    return step(
        after,
        doing,
        "lent",
        loan_id=loan.id,
        borrower_id=loan.person_id,
        until=to_text(loan.until),
    )


def take_back(pickup: Pickup, loan_id: str, doing: Doing) -> Step | None:
    """End a loan before its time; None when it is over already.

    Refuses `pickup-over`, `pickup-busy`.
    """
    loan = pickup.loan
    if loan is None or loan.id != loan_id:
        return None
    check_at_rest(pickup, doing.at)
    return _returned(pickup, loan, "taken-back", doing)


def end_loan(pickup: Pickup, loan: Loan, doing: Doing) -> Step:
    """Write down that a loan ended by itself."""
    return _returned(pickup, loan, "returned", doing)


def renew(pickup: Pickup, doing: Doing, *, short_code: str) -> Step:
    """Make the code new, for an owner who showed it to somebody; the pass link dies too.

    Refuses `pickup-over`, `pickup-busy`, `pickup-lent`.
    """
    check_at_rest(pickup, doing.at)
    if pickup.loan is not None:
        raise Refusal("pickup-lent")
    after = replace(
        pickup,
        state=State.ISSUED,
        link=None,
        short_code=short_code,
        generation=pickup.generation + 1,
    )
    return step(after, doing, "renewed", generation=after.generation)


def make_link(pickup: Pickup, link: Link, doing: Doing) -> Step:
    """Let a pass link stand; the one before it ends.

    Refuses `pickup-over`, `pickup-busy`, `pickup-lent`.
    """
    check_at_rest(pickup, doing.at)
    if pickup.lent(doing.at) is not None:
        raise Refusal("pickup-lent")
    after = replace(pickup, state=State.ISSUED, link=link)
    return step(after, doing, "link-made", link_id=link.id)


def revoke_link(pickup: Pickup, link_id: str, doing: Doing) -> Step | None:
    """End a pass link; None when it ended already. Refuses `pickup-over`, `pickup-busy`."""
    if pickup.link is None or pickup.link.id != link_id:
        return None
    check_at_rest(pickup, doing.at)
    return step(
        replace(pickup, state=State.ISSUED, link=None), doing, "link-revoked", link_id=link_id
    )


def check_at_rest(pickup: Pickup, now: datetime) -> None:
    """Refuse `pickup-over` for what has ended, `pickup-busy` while a machine has it."""
    over = pickup.state in (State.DISPENSED, State.CLOSED)
    if over or (pickup.seen(now) is State.ISSUED and pickup.expires_at <= now):
        raise Refusal("pickup-over")
    if pickup.seen(now) is not State.ISSUED:
        raise Refusal("pickup-busy")


def _returned(pickup: Pickup, loan: Loan, verb: str, doing: Doing) -> Step:
    after = replace(
        pickup,
        state=State.ISSUED,
        loan=None,
        generation=pickup.generation + 1,
        tries_left=TRIES,
        missed_id=None,
    )
    return step(after, doing, verb, loan_id=loan.id, borrower_id=loan.person_id)
