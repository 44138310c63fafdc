"""The verbs of the taxpayers room: register, authorise, record, and answer who may act."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Protocol, TypeVar

from backend.kernel.codes import CITY_CODE
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.pages import Page
from backend.kernel.periods import day_of
from backend.taxpayers.ports import Store
from backend.taxpayers.rules import authority as authorities
from backend.taxpayers.rules import company as companies
from backend.taxpayers.rules import facts
from backend.taxpayers.rules.authority import Authority, Grant
from backend.taxpayers.rules.company import Company, Registration
from backend.taxpayers.rules.facts import Current, Fact, Statement
from backend.taxpayers.rules.standing import Record, Standing, Today


class _Kept(Protocol):
    @property
    def request_hash(self) -> str: ...


K = TypeVar("K", bound=_Kept)
FIRST_FACTS = 20


class Taxpayers:
    """Who the companies are, who acts for them, and what is recorded about them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, company_id: str) -> bool:
        """Say whether there is such a company."""
        return self._store.find_company(company_id) is not None

    def company(self, company_id: str) -> Company:
        """Return a company; refuses `company-unknown`."""
        found = self._store.find_company(company_id)
        if found is None:
            raise Refusal("company-unknown")
        return found

    def names(self, company_ids: Iterable[str]) -> Mapping[str, str]:
        """Name companies, all in one reading; unknown ones are absent."""
        found = self._store.find_companies(company_ids)
        return {company_id: company.name for company_id, company in found.items()}

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        """Return how a person may act for a company now; None when not at all."""
        found = self._store.find_authority(company_id, person_id)
        return found if found is not None and found.holds_on(day_of(now)) else None

    def facts_on(self, company_id: str, day: date) -> Mapping[str, Fact]:
        """Return the facts in force on a day by name; unrecorded ones are absent."""
        return facts.in_force(self._store.find_current(company_id).facts, day)

    def companies_of(
        self, person_id: str, now: datetime, *, cursor: str | None = None, limit: int = 20
    ) -> Page[Standing]:
        """List the companies a person may act for now, by code; refuses `cursor-malformed`.

        A page can be shorter than `limit`, because authorities that ended are left out.
        """
        page = self._store.list_authorities_of(person_id, cursor=cursor, limit=limit)
        held = [authority for authority in page.items if authority.holds_on(day_of(now))]
        found = self._store.find_companies(authority.company_id for authority in held)
        return Page(
            tuple(Standing(found[each.company_id], each) for each in held), page.next_cursor
        )

    def seen_by(self, person_id: str, company_id: str, now: datetime) -> Today:
        """Return one company as a person sees it; somebody else's refuses `company-unknown`."""
        standing = self._standing(person_id, company_id, now)
        return Today(standing, self.facts_on(company_id, day_of(now)))

    def facts_seen_by(
        self,
        person_id: str,
        company_id: str,
        now: datetime,
        *,
        cursor: str | None = None,
        limit: int = 20,
    ) -> Page[Fact]:
        """List a company's facts for somebody who acts for it, the newest on top.

        Refuses `company-unknown`, `cursor-malformed`.
        """
        self._standing(person_id, company_id, now)
        return self._store.list_facts(company_id, cursor=cursor, limit=limit)

    def facts_of(
        self, company_id: str, *, cursor: str | None = None, limit: int = 20
    ) -> Page[Fact]:
        """List a company's facts for the counter, the newest on top.

        Refuses `company-unknown`, `cursor-malformed`.
        """
        self.company(company_id)
        return self._store.list_facts(company_id, cursor=cursor, limit=limit)

    def list_companies(self, *, cursor: str | None = None, limit: int = 20) -> Page[Company]:
        """List the city's companies by code, for the counter; refuses `cursor-malformed`."""
        return self._store.list_companies(CITY_CODE, cursor=cursor, limit=limit)

    def record_of(self, company_id: str, now: datetime) -> Record:
        """Return what a clerk sees of a company first; refuses `company-unknown`."""
        company = self.company(company_id)
        newest = self._store.list_facts(company_id, cursor=None, limit=FIRST_FACTS)
        in_force = self.facts_on(company_id, day_of(now))
        shown = {fact.id for fact in newest.items}
        older = (fact for fact in in_force.values() if fact.id not in shown)
        return Record(
            company=company,
            people=self._store.list_people(company_id),
            facts=(*newest.items, *older),
            facts_cursor=newest.next_cursor,
            in_force=in_force,
        )

    def register_company(
        self, company_id: str, wish: Registration, doing: Doing, *, synthetic: bool = False
    ) -> Company:
        """Register a company; the same again returns it as it is.

        Refusals in order: those of `company.register`, `company-exists-differently`.
        """
        company, event = companies.register(company_id, wish, doing, synthetic=synthetic)
        return _once(
            company,
            find=lambda: self._store.find_company(company.id),
            save=lambda: self._store.save_company(company, event),
            refusal="company-exists-differently",
        )

    def authorise(
        self,
        company_id: str,
        person_id: str,
        wish: Grant,
        doing: Doing,
        *,
        seen_version: int | None = None,
    ) -> Authority:
        """Let a person act for a company, or change or end that; the same again changes nothing.

        To change it, name the version that was seen. Refusals in order: `company-unknown`, those
        of `authority.grant` and `authority.change`.
        """
        self.company(company_id)

        def attempt() -> Authority:
            before = self._store.find_authority(company_id, person_id)
            if before is None:
                after, event = authorities.grant(company_id, person_id, wish, doing)
            elif before.request_hash == wish.request_hash:
                return before
            else:
                after, event = authorities.change(before, wish, seen_version, doing)
            self._store.save_authority(after, event)
            return after

        return retried(attempt)

    def record_fact(self, company_id: str, fact_id: str, wish: Statement, doing: Doing) -> Fact:
        """Record a dated fact of a company; the same again returns it as it is.

        Refusals in order: `company-unknown`, those of `facts.record`, `fact-exists-differently`,
        `facts-too-many` (on more than 64 sets of days that still count).
        """
        self.company(company_id)
        fact, event = facts.record(company_id, fact_id, wish, doing)
        return _once(
            fact,
            find=lambda: self._store.find_fact(company_id, fact_id),
            save=lambda: self._store.save_fact(fact, event, self._current_with(fact, doing)),
            refusal="fact-exists-differently",
        )

    def _current_with(self, fact: Fact, doing: Doing) -> Current:
        return self._store.find_current(fact.company_id).with_fact(fact, day_of(doing.at))

    def _standing(self, person_id: str, company_id: str, now: datetime) -> Standing:
        authority = self.authority(person_id, company_id, now)
        if authority is None:
            raise Refusal("company-unknown")
        return Standing(self.company(company_id), authority)


def _once(value: K, *, find: Callable[[], K | None], save: Callable[[], None], refusal: str) -> K:
    """Keep a new value, or return what the same request made before."""

    def attempt() -> K:
        found = find()
        if found is None:
            save()
            return value
        if found.request_hash != value.request_hash:
            raise Refusal(refusal)
        return found

    return retried(attempt)
