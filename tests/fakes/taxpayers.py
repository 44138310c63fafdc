"""The taxpayers room's store in memory: part of its port, under the same contract."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.taxpayers.rules.authority import Authority
from backend.taxpayers.rules.company import Company
from backend.taxpayers.rules.facts import Current, Fact

T = TypeVar("T")
V = TypeVar("V", Company, Authority, Fact)
K = TypeVar("K")


class FakeTaxpayerStore:
    """Dictionaries that refuse a version that is not the next."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._companies: dict[str, Company] = {}
        self._people: dict[tuple[str, str], Authority] = {}
        self._facts: dict[tuple[str, str], Fact] = {}
        self._current: dict[str, Current] = {}

    def find_company(self, company_id: str) -> Company | None:
        return self._companies.get(company_id)

    def find_companies(self, company_ids: Iterable[str]) -> Mapping[str, Company]:
        return {key: self._companies[key] for key in company_ids if key in self._companies}

    def list_companies(self, city_code: str, *, cursor: str | None, limit: int) -> Page[Company]:
        found = [each for each in self._companies.values() if each.city_code == city_code]
        return _page(sorted(found, key=lambda each: each.id), city_code, cursor, limit)

    def save_company(self, company: Company, event: Event) -> None:
        self._keep(self._companies, company.id, company, event)

    def find_authority(self, company_id: str, person_id: str) -> Authority | None:
        return self._people.get((company_id, person_id))

    def list_authorities_of(
        self, person_id: str, *, cursor: str | None, limit: int
    ) -> Page[Authority]:
        found = [each for each in self._people.values() if each.person_id == person_id]
        return _page(sorted(found, key=lambda each: each.company_id), person_id, cursor, limit)

    def list_people(self, company_id: str) -> tuple[Authority, ...]:
        return tuple(each for each in self._people.values() if each.company_id == company_id)

    def save_authority(self, authority: Authority, event: Event) -> None:
        key = authority.company_id, authority.person_id
        self._keep(self._people, key, authority, event)

    def find_fact(self, company_id: str, fact_id: str) -> Fact | None:
        return self._facts.get((company_id, fact_id))

    def list_facts(self, company_id: str, *, cursor: str | None, limit: int) -> Page[Fact]:
        found = sorted(self._facts_of(company_id), key=lambda each: each.id, reverse=True)
        return _page(found, company_id, cursor, limit)

    def find_current(self, company_id: str) -> Current:
        kept = self._current.get(company_id)
        return kept or Current(company_id, tuple(self._facts_of(company_id)))

    def save_fact(self, fact: Fact, event: Event, current: Current) -> None:
        there = self._current.get(current.company_id)
        if current.version != (there.version if there else 0) + 1:
            raise Conflict
        self._keep(self._facts, (fact.company_id, fact.id), fact, event)
        self._current[current.company_id] = current

    def _facts_of(self, company_id: str) -> list[Fact]:
        return [each for each in self._facts.values() if each.company_id == company_id]

    def _keep(self, kept: dict[K, V], key: K, value: V, event: Event) -> None:
        there = kept.get(key)
        if value.version != (there.version if there else 0) + 1:
            raise Conflict
        assert event.number == value.version
        kept[key] = value
        self.events.append(event)


def _page(found: Sequence[T], partition: str, cursor: str | None, limit: int) -> Page[T]:
    start = 0
    if cursor is not None:
        place, _, owner = cursor.partition(" ")
        if owner != partition or not place.isdigit():
            raise Refusal("cursor-malformed", field="/cursor")
        start = int(place)
    end = start + limit
    more = f"{end} {partition}" if end < len(found) else None
    return Page(tuple(found[start:end]), more)
