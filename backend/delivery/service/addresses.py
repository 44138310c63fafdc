"""The address book of a company."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.delivery.ports import People, Store
from backend.delivery.rules import address as addresses
from backend.delivery.rules.address import MOST_ADDRESSES, Address, Destination
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Where a company has its mail sent."""

    store: Store
    people: People

    def put(
        self, company_id: str, address_id: str, typed: Destination, *, person_id: str, doing: Doing
    ) -> Address:
        """Write an entry; a repeat gives it as it is today.

        Refuses `id-malformed`, `company-unknown`, `mail-not-authorised`, `address-malformed`,
        `phone-malformed`, `district-unknown`, `district-divided`, `address-exists-differently`,
        `addresses-too-many`.
        """
        check_id(address_id)
        self._check_writes(company_id, person_id)
        to = addresses.check_destination(typed)

        def attempt() -> Address:
            found = self.store.find_address(company_id, address_id)
            if found is not None:
                addresses.check_same(found, to)
                return found
            if len(self.store.list_addresses(company_id)) >= MOST_ADDRESSES:
                raise Refusal("addresses-too-many", most=MOST_ADDRESSES)
            step = addresses.add(Address(address_id, company_id, to), doing)
            self.store.save(step)
            return step[0]

        return retried(attempt)

    def of_company(self, company_id: str, person_id: str) -> Sequence[Address]:
        """List a company's addresses, the oldest first; refuses `company-unknown`."""
        self._check_acts(company_id, person_id)
        return self.store.list_addresses(company_id)

    def remove(self, company_id: str, address_id: str, *, person_id: str, doing: Doing) -> None:
        """Take an entry off the book; again changes nothing.

        What is on its way there goes there. Refuses `company-unknown`, `mail-not-authorised`,
        `address-unknown`.
        """
        self._check_writes(company_id, person_id)

        def attempt() -> None:
            found = self.store.find_address(company_id, address_id)
            if found is None:
                raise Refusal("address-unknown")
            step = addresses.remove(found, doing)
            if step is not None:
                self.store.save(step)

        retried(attempt)

    def check_address(self, company_id: str, address_id: str) -> None:
        """Refuse `address-unknown` for what does not stand in a company's book."""
        self.standing(company_id, address_id)

    def standing(self, company_id: str, address_id: str) -> Address:
        """Return an entry that stands in the book; refuses `address-unknown`."""
        found = self.store.find_address(company_id, address_id)
        if found is None or found.removed:
            raise Refusal("address-unknown", field="/address_id")
        return found

    def _check_acts(self, company_id: str, person_id: str) -> None:
        if not self.people.acts_for(person_id, company_id):
            raise Refusal("company-unknown")

    def _check_writes(self, company_id: str, person_id: str) -> None:
        # Where paper goes is for those to say who may collect it (购票员).
        self._check_acts(company_id, person_id)
        if not self.people.may_apply(person_id, company_id):
            raise Refusal("mail-not-authorised")
