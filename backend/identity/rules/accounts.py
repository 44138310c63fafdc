"""Accounts: one a person, found by the number they sign in with."""

from dataclasses import dataclass, replace
from datetime import datetime

from backend.identity.rules import phones
from backend.identity.rules.keys import Keys
from backend.kernel.codes import check_mobile, mask_mobile
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in; the number itself is only kept sealed."""

    person_id: str
    name: str
    phone_lookup: str
    phone_masked: str
    phone_sealed: str
    staff_roles: tuple[str, ...] = ()
    signed_out_at: datetime | None = None
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """The ledger's name for this person."""
        return f"person/{self.person_id}"

    @property
    def is_staff(self) -> bool:
        """Whether the person works for the bureau."""
        return bool(self.staff_roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """Who is to be added."""

    person_id: str
    name: str
    phone: str
    staff_roles: tuple[str, ...] = ()


def add(new: NewAccount, keys: Keys, doing: Doing) -> tuple[Account, Event]:
    """Make an account; refuses phone-malformed. The event tells neither name nor number."""
    phone = check_mobile(new.phone)
    account = Account(
        person_id=new.person_id,
        name=new.name,
        phone_lookup=phones.lookup(keys.lookup, phone),
        phone_masked=mask_mobile(phone),
        phone_sealed=phones.seal(keys.phone, new.person_id, phone),
        staff_roles=tuple(sorted(new.staff_roles)),
        version=1,
    )
    roles = list(account.staff_roles)
    return account, doing.event(account.subject, 1, "identity:account:added", staff_roles=roles)


def check_same(there: Account, wished: Account) -> None:
    """Take a repeat for what it is; refuses account-exists-differently for anything else."""
    same = (there.name, there.phone_lookup, there.staff_roles) == (
        wished.name,
        wished.phone_lookup,
        wished.staff_roles,
    )
    if not same:
        raise Refusal("account-exists-differently")


def sign_out_everywhere(account: Account, doing: Doing) -> tuple[Account, Event]:
    """End every session opened until now, by one mark on the account."""
    version = account.version + 1
    changed = replace(account, signed_out_at=doing.at, version=version)
    return changed, doing.event(account.subject, version, "identity:account:signed-out")
