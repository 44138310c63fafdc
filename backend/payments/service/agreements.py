"""Agreements: signed by the company, verified by the bank, ended by the company."""

from dataclasses import dataclass
from datetime import timedelta

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id
from backend.kernel.pages import Page
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of
from backend.payments.ports import Bank, Store
from backend.payments.rules import agreements
from backend.payments.rules.agreements import Account, Agreement, State
from backend.payments.service.owners import Owners


@dataclass(frozen=True, slots=True)
class AgreementSide:
    """The agreements of companies with their banks."""

    store: Store
    owners: Owners
    bank: Bank
    parameters: Parameters

    def ask(self, company_id: str, agreement_id: str, account: Account, doing: Doing) -> Agreement:
        """Sign an agreement; the bank verifies it by what follows. A repeat returns it.

        Refuses `id-malformed`, `company-unknown`, `payer-not-real-name`, `payer-not-signatory`,
        `account-malformed`, `agreement-exists-differently`, `account-name-differs` (not the
        company's, nor of a sole trader's operator who signs).
        """
        check_id(agreement_id)
        owner = self.owners.check_company(company_id, doing)
        self.owners.check_signs(owner, doing)
        checked = agreements.check(account)
        asked = agreements.hash_for(agreement_id, owner, checked)

        def attempt() -> Agreement:
            found = self.store.find_agreement(agreement_id)
            if found is not None:
                if found.request_hash != asked:
                    raise Refusal("agreement-exists-differently")
                return found
            if checked.name not in self.owners.account_names(owner, doing):
                raise Refusal("account-name-differs", field="/account_name")
            step = agreements.ask(agreement_id, owner, checked, doing=doing)
            self.store.save(step)
            return step[0]

        return retried(attempt)

    def end(self, company_id: str, agreement_id: str, doing: Doing) -> Agreement:
        """Let nothing more be debited under an agreement; a repeat returns it unchanged.

        Refuses `company-unknown`, `payer-not-real-name`, `payer-not-signatory`,
        `agreement-unknown`, `agreement-not-active`.
        """
        owner = self.owners.check_company(company_id, doing)
        self.owners.check_signs(owner, doing)

        def attempt() -> Agreement:
            found = self.store.find_agreement(agreement_id)
            if found is None or found.owner != owner:
                raise Refusal("agreement-unknown")
            if found.state in (State.ENDING, State.ENDED):
                return found
            step = agreements.end(found, doing)
            self.store.save(step)
            return step[0]

        return retried(attempt)

    def list_of_company(
        self, company_id: str, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Agreement]:
        """List a company's agreements; refuses `company-unknown`, `cursor-malformed`."""
        owner = self.owners.check_company(company_id, doing)
        return self.store.list_agreements(owner, cursor, limit)

    def tell_bank(self, agreement_id: str, doing: Doing) -> bool:
        """Tell the bank what it does not know yet, and enter what it says; False when it does."""
        agreement = self.store.find_agreement(agreement_id)
        if agreement is None or agreement.state not in (State.ASKED, State.ENDING):
            return False
        asked = agreement.state is State.ASKED
        heard = self.bank.agree(agreement) if asked else self.bank.end(agreement)

        def attempt() -> bool:
            now = self.store.find_agreement(agreement_id)
            if now is None or now.state is not agreement.state:
                return False
            self.store.save(agreements.hear(now, heard, doing))
            return True

        return retried(attempt)

    def pass_time(self, agreement_id: str, doing: Doing) -> bool:
        """Ask the bank again if it is time to; returns whether anything was done.

        An account that the bank says nothing about for too long is forgotten.
        """
        found = self.store.find_agreement(agreement_id)
        if found is None or found.wake_at is None or found.wake_at > doing.at:
            return False
        done = self.tell_bank(agreement_id, doing)
        most = self.parameters.number("account-kept", "hours", day_of(doing.at))
        if doing.at - found.asked_at > timedelta(hours=most):
            self._give_up(agreement_id, doing)
        return done

    def _give_up(self, agreement_id: str, doing: Doing) -> None:
        def attempt() -> None:
            found = self.store.find_agreement(agreement_id)
            if found is not None and found.state is State.ASKED:
                self.store.save(agreements.give_up(found, doing))

        retried(attempt)
