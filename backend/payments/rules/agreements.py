"""A three-party agreement (银税三方划缴协议): leave to debit an account, verified by its bank.

    ∅ ──ask──> asked ──the bank verifies──> active ──end──> ending ──the bank ends──> ended
         │       └──the bank refuses──> refused
         └──the bank is silent for too long──> ending

The account's number is kept until the bank has spoken, because it must be sent, but not for ever;
afterwards the bank knows the agreement by its id and we keep the last four digits. No event ever
holds it.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from backend.kernel.codes.masks import mask_account
from backend.kernel.codes.typed import folded
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.payments.rules.bank import Heard, Verdict, next_look

_NUMBER = re.compile(r"[0-9]{6,32}")
LONGEST_NAME = 100


class State(StrEnum):
    """Where an agreement stands."""

    ASKED = "asked"
    ACTIVE = "active"
    REFUSED = "refused"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account as somebody types it; the number stays out of every log."""

    bank: str
    number: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement as it is today."""

    id: str
    owner: str
    bank: str
    account_masked: str
    account_name: str
    account_no: str = field(repr=False)
    asked_at: datetime
    asked_by: str
    request_hash: str
    wake_at: datetime | None
    state: State = State.ASKED
    reason: str = ""
    looks: int = 0
    version: int = 1
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"agreement/{self.id}"


Step = tuple[Agreement, Event]


def check(account: Account) -> Account:
    """Take an account from outside; refuses `account-malformed` at the field that is wrong."""
    number = folded(account.number)
    if not _NUMBER.fullmatch(number):
        raise Refusal("account-malformed", field="/account_no")
    for where, text in (("/bank", account.bank), ("/account_name", account.name)):
        if not 1 <= len(text.strip()) <= LONGEST_NAME:
            raise Refusal("account-malformed", field=where)
    return Account(account.bank.strip(), number, account.name.strip())


def hash_for(agreement_id: str, owner: str, account: Account) -> str:
    """Hash a request; the id in it keeps two hashes of one account apart."""
    return fingerprint([agreement_id, owner, account.bank, account.number, account.name])


def ask(agreement_id: str, owner: str, account: Account, *, doing: Doing) -> Step:
    """Ask the bank to let an account be debited; `account` was checked."""
    agreement = Agreement(
        id=agreement_id,
        owner=owner,
        bank=account.bank,
        account_masked=mask_account(account.number),
        account_name=account.name,
        account_no=account.number,
        asked_at=doing.at,
        asked_by=doing.actor,
        request_hash=hash_for(agreement_id, owner, account),
        wake_at=next_look(1, doing.at),
    )
    return agreement, _event(agreement, "asked", doing)


def end(agreement: Agreement, doing: Doing) -> Step:
    """Let nothing more be debited; refuses `agreement-not-active`."""
    if agreement.state is not State.ACTIVE:
        raise Refusal("agreement-not-active", state=str(agreement.state))
    after = replace(agreement, state=State.ENDING, looks=0, wake_at=next_look(1, doing.at))
    return _step(after, "ending", doing)


def give_up(agreement: Agreement, doing: Doing) -> Step:
    """Forget the account that the bank is silent about, and have the agreement closed there."""
    reason = "bank-not-reached"
    after = replace(
        agreement,
        state=State.ENDING,
        account_no="",
        reason=reason,
        looks=0,
        wake_at=next_look(1, doing.at),
    )
    return _step(after, "ending", doing, reason=reason)


def hear(agreement: Agreement, heard: Heard, doing: Doing) -> Step:
    """Enter what the bank said of it; what it did not say is asked again."""
    match agreement.state, heard.verdict:
        case State.ASKED, Verdict.DONE:
            after = replace(agreement, state=State.ACTIVE, account_no="", wake_at=None)
            return _step(after, "activated", doing)
        case State.ASKED, Verdict.REFUSED | Verdict.CLOSED:
            reason = heard.reason or "refused"
            after = replace(
                agreement, state=State.REFUSED, reason=reason, account_no="", wake_at=None
            )
            return _step(after, "refused", doing, reason=reason)
        case State.ENDING, Verdict.CLOSED | Verdict.REFUSED:
            return _step(replace(agreement, state=State.ENDED, wake_at=None), "ended", doing)
    wake = next_look(agreement.looks, doing.at)
    after = replace(agreement, looks=agreement.looks + 1, wake_at=wake)
    return _step(after, "looked", doing, verdict=str(heard.verdict), cause=heard.reason)


def _step(after: Agreement, verb: str, doing: Doing, **more: object) -> Step:
    after = replace(after, version=after.version + 1)
    return after, _event(after, verb, doing, **more)


def _event(agreement: Agreement, verb: str, doing: Doing, **more: object) -> Event:
    kind, _, owner_id = agreement.owner.partition("/")
    told: dict[str, object] = {
        "agreement_id": agreement.id,
        "owner": agreement.owner,
        "company_id": owner_id if kind == "company" else "",
        "bank": agreement.bank,
        "account": agreement.account_masked,
    }
    kind = f"payments:agreement:{verb}"
    return doing.event(agreement.subject, agreement.version, kind, **told, **more)
