"""Who comes from outside: whom one lends to, who opens a link, checks, guesses, or pairs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from backend.identity.rules import limits, phones
from backend.identity.rules.limits import Allowance
from backend.identity.rules.terms import Quota
from backend.identity.service import IdentityService
from backend.kernel.codes import check_mobile
from backend.kernel.conflicts import Conflict, retried
from backend.kernel.errors import Refusal
from backend.pickup.ports import Known

# Links are opened by many behind one address of a mobile network; names are typed by one person.
# All machines of a city may stand behind one address of the bureau's: forty that wait unpaired ask
# for a new code six times an hour each. More is nobody's work, and two items a code are kept a day.
QUOTAS: Mapping[str, tuple[Quota, ...]] = {
    "link": (Quota(3600, 600),),
    "borrower": (Quota(3600, 20),),
    "check": (Quota(3600, 60),),
    "file-check": (Quota(3600, 30),),
    "pairing": (Quota(3600, 240),),
}
_BY_ADDRESS = frozenset({"link", "check", "file-check", "pairing"})


@dataclass(frozen=True, slots=True)
class Directory:
    """Who has an account and has signed in with it, as lending asks."""

    identity: IdentityService

    def find(self, phone: str, name: str) -> Known | None:
        lookup = phones.lookup(self.identity.keys.lookup, check_mobile(phone))
        account = self.identity.store.find_account_by_phone(lookup)
        if account is None or account.name != name:
            return None
        if not self.identity.store.list_sessions(account.person_id, None, 1).items:
            return None
        return Known(account.person_id, account.name, account.phone_masked)

    def name_of(self, person_id: str) -> str:
        return self.identity.name_of(person_id)


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Counts tries in the quotas of identity; addresses are kept only as its lookups."""

    identity: IdentityService
    quotas: Mapping[str, tuple[Quota, ...]] = field(default_factory=lambda: QUOTAS)

    def admit(self, what: str, whose: str, now: datetime) -> None:
        lookup, place = self.identity.keys.lookup, whose
        if what in _BY_ADDRESS:
            place = phones.address_lookup(lookup, whose)
        try:
            retried(lambda: self._count(what, place, now))
        except Conflict:
            # Many openings at one instant count each other, and a page that is only read is not
            # held up; what could be guessed is.
            if what != "link":
                raise

    def _count(self, what: str, place: str, now: datetime) -> None:
        key = f"{what}/{place}"
        kept = self.identity.store.find_allowance(key) or Allowance(key)
        try:
            spent = limits.spend(kept, self.quotas[what], now)
        except Refusal as refusal:
            code = "pairings-too-many" if what == "pairing" else "tries-too-many"
            raise Refusal(code, retry_after_seconds=refusal.retry_after_seconds) from refusal
        self.identity.store.save_allowance(spent)
