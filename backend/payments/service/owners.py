"""Who may see and pay what: whoever owes it, or acts for the company that does."""

from dataclasses import dataclass

from backend.kernel.codes.uscc import is_sole_trader
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.payments.ports import People, Taxpayers

_SIGNATORIES = ("legal-representative", "finance-head")


@dataclass(frozen=True, slots=True)
class Owners:
    """Asks the other rooms who somebody is."""

    taxpayers: Taxpayers
    people: People

    def acts_for(self, owner: str, doing: Doing) -> bool:
        """Tell whether the caller may see what is an owner's."""
        kind, _, owner_id = owner.partition("/")
        person_id = doing.actor.removeprefix("person/")
        if kind == "person":
            return doing.actor == owner
        return self.taxpayers.authority(person_id, owner_id, doing.at) is not None

    def check_company(self, company_id: str, doing: Doing) -> str:
        """Return a company as an owner; refuses `company-unknown` to who does not act for it."""
        owner = f"company/{company_id}"
        if not self.acts_for(owner, doing):
            raise Refusal("company-unknown")
        return owner

    def check_pays(self, owner: str, doing: Doing) -> None:
        """Refuse `payer-not-real-name` where money is moved by somebody not verified."""
        kind, _, owner_id = owner.partition("/")
        if kind == "company":
            person_id = doing.actor.removeprefix("person/")
            authority = self.taxpayers.authority(person_id, owner_id, doing.at)
            if authority is None or not authority.real_name_verified:
                raise Refusal("payer-not-real-name")

    def check_signs(self, owner: str, doing: Doing) -> None:
        """Refuse as `check_pays`, then `payer-not-signatory`: who binds the company to its bank.

        A debit under an agreement that stands is daily work; the agreement itself, and money that
        comes back, are for the legal representative (法定代表人) and the finance head (财务负责人).
        """
        self.check_pays(owner, doing)
        kind, _, owner_id = owner.partition("/")
        if kind == "company":
            person_id = doing.actor.removeprefix("person/")
            authority = self.taxpayers.authority(person_id, owner_id, doing.at)
            if authority is None or authority.role not in _SIGNATORIES:
                raise Refusal("payer-not-signatory")

    def account_names(self, owner: str, doing: Doing) -> set[str]:
        """Name who an owner's account may belong to.

        A sole trader (个体工商户) may pay from the account of its operator (经营者), who signs
        for it as the legal representative.
        """
        names = {self.name(owner)}
        kind, _, owner_id = owner.partition("/")
        if kind == "company" and is_sole_trader(owner_id):
            person_id = doing.actor.removeprefix("person/")
            authority = self.taxpayers.authority(person_id, owner_id, doing.at)
            if authority is not None and authority.role == _SIGNATORIES[0]:
                names.add(self.people.name_of(person_id))
        return names - {""}

    def name(self, owner: str) -> str:
        """Name an owner, empty where nobody knows it."""
        kind, _, owner_id = owner.partition("/")
        if kind == "company":
            return self.taxpayers.names([owner_id]).get(owner_id, "")
        return self.people.name_of(owner_id)
