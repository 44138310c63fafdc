"""Authorities: which person may act for which company, as what, and from when to when."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.kernel.periods import day_of


class Role(StrEnum):
    """What a person is in a company."""

    LEGAL_REPRESENTATIVE = "legal-representative"
    FINANCE_HEAD = "finance-head"
    INVOICE_AGENT = "invoice-agent"
    BOOKKEEPER = "bookkeeper"


@dataclass(frozen=True, slots=True)
class Grant:
    """What is asked when a person is to act for a company; days left out are open."""

    name: str
    role: Role
    real_name_verified: bool
    invoice_agent: bool
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def request_hash(self) -> str:
        """Hash the request, to tell a repeat from another one about the same person."""
        request = {
            "name": self.name,
            "role": self.role.value,
            "real_name_verified": self.real_name_verified,
            "invoice_agent": self.invoice_agent,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }
        return fingerprint(request)


@dataclass(frozen=True, slots=True)
class Authority:
    """One person's standing in one company.

    `invoice_agent` says that the bureau authorised the person to apply for and collect invoices
    (购票员); the role alone does not. `valid_to` is the last day, None while it is open.
    """

    company_id: str
    person_id: str
    name: str
    role: Role
    real_name_verified: bool
    invoice_agent: bool
    valid_from: date
    valid_to: date | None
    recorded_at: datetime
    recorded_by: str
    request_hash: str
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """The name of its history in the ledger."""
        return f"authority/{self.company_id}/{self.person_id}"

    @property
    def may_apply(self) -> bool:
        """Say whether the person may apply for invoices: real name proved, and authorised."""
        return self.real_name_verified and self.invoice_agent

    def holds_on(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


Step = tuple[Authority, Event]


def grant(company_id: str, person_id: str, wish: Grant, doing: Doing) -> Step:
    """Let a person act for a company, from today in Shanghai unless a first day is given.

    Refuses `authority-dates-crossed`.
    """
    first_day = wish.valid_from or day_of(doing.at)
    if wish.valid_to is not None and wish.valid_to < first_day:
        raise Refusal("authority-dates-crossed", field="/valid_to")
    authority = Authority(
        company_id=company_id,
        person_id=person_id,
        name=wish.name,
        role=wish.role,
        real_name_verified=wish.real_name_verified,
        invoice_agent=wish.invoice_agent,
        valid_from=first_day,
        valid_to=wish.valid_to,
        recorded_at=doing.at,
        recorded_by=doing.actor,
        request_hash=wish.request_hash,
    )
    return authority, _event(authority, "granted", doing)


def change(before: Authority, wish: Grant, seen_version: int | None, doing: Doing) -> Step:
    """Change an authority or end it, by whoever says which version they saw.

    Without a first day the old one stays. A last day before the first ends it as if it had never
    held, so that one given by mistake can be taken back the same day. Refuses
    `authority-exists-differently` (no version), `authority-changed-meanwhile` (another one),
    `authority-dates-crossed`.
    """
    if seen_version is None:
        raise Refusal("authority-exists-differently")
    if seen_version != before.version:
        raise Refusal("authority-changed-meanwhile", field="/version")
    first_day = wish.valid_from or before.valid_from
    if wish.valid_to is not None and wish.valid_to < first_day - timedelta(days=1):
        raise Refusal("authority-dates-crossed", field="/valid_to")
    after = replace(
        before,
        name=wish.name,
        role=wish.role,
        real_name_verified=wish.real_name_verified,
        invoice_agent=wish.invoice_agent,
        valid_from=first_day,
        valid_to=wish.valid_to,
        recorded_at=doing.at,
        recorded_by=doing.actor,
        request_hash=wish.request_hash,
        version=before.version + 1,
    )
    renamed = after.name != before.name
    return after, _event(after, "changed", doing, before=_told(before), renamed=renamed)


def _event(authority: Authority, verb: str, doing: Doing, **more: object) -> Event:
    data = {"company_id": authority.company_id, "person_id": authority.person_id}
    kind = f"taxpayers:authority:{verb}"
    return doing.event(
        authority.subject, authority.version, kind, **data, **_told(authority), **more
    )


def _told(authority: Authority) -> dict[str, object]:
    """Say what the ledger keeps. It never forgets, so it is not told people's names (PIPL)."""
    last_day = authority.valid_to
    return {
        "role": authority.role.value,
        "real_name_verified": authority.real_name_verified,
        "invoice_agent": authority.invoice_agent,
        "valid_from": authority.valid_from.isoformat(),
        "valid_to": last_day.isoformat() if last_day else None,
    }
