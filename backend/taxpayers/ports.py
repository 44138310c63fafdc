"""What the taxpayers room needs: a place to keep companies, authorities and facts."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.taxpayers.rules.authority import Authority
from backend.taxpayers.rules.company import Company
from backend.taxpayers.rules.facts import Current, Fact


class Store(Protocol):
    """Keeps values; every saving writes the value and its event together or raises `Conflict`."""

    def find_company(self, company_id: str) -> Company | None:
        """Read one company, consistently."""
        ...

    def find_companies(self, company_ids: Iterable[str]) -> Mapping[str, Company]:
        """Read several companies at once, consistently; unknown ones are absent."""
        ...

    def list_companies(self, city_code: str, *, cursor: str | None, limit: int) -> Page[Company]:
        """List a city's companies by code; may lag behind by moments."""
        ...

    def save_company(self, company: Company, event: Event) -> None: ...

    def find_authority(self, company_id: str, person_id: str) -> Authority | None:
        """Read one person's standing in one company, consistently."""
        ...

    def list_authorities_of(
        self, person_id: str, *, cursor: str | None, limit: int
    ) -> Page[Authority]:
        """List where a person stands, by company code; may lag behind by moments."""
        ...

    def list_people(self, company_id: str) -> tuple[Authority, ...]:
        """List who stands in a company, consistently."""
        ...

    def save_authority(self, authority: Authority, event: Event) -> None: ...

    def find_fact(self, company_id: str, fact_id: str) -> Fact | None:
        """Read one fact, consistently."""
        ...

    def list_facts(self, company_id: str, *, cursor: str | None, limit: int) -> Page[Fact]:
        """List a company's facts, consistently, the newest id on top."""
        ...

    def find_current(self, company_id: str) -> Current:
        """Read which facts can still be in force, consistently.

        Where nothing was kept yet it is made of every fact there is.
        """
        ...

    def save_fact(self, fact: Fact, event: Event, current: Current) -> None:
        """Keep a fact, and with it what can be in force from now on."""
        ...
