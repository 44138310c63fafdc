"""What the taxpayers room hears and says over HTTP."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.taxpayers.rules.authority import Authority, Grant, Role
from backend.taxpayers.rules.company import Company, Registration, TaxpayerType
from backend.taxpayers.rules.facts import Fact, FactName, Statement
from backend.taxpayers.rules.standing import Record, Standing, Today
from backend.web.routes import View

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,64}$")]


class CompanyPath(View):
    """Which company."""

    company_id: Id


class SoughtPath(View):
    """Whatever stands in an address where a company should: what nobody has is unknown."""

    company_id: str = Field(max_length=200)


class PersonPath(CompanyPath):
    """Which person of which company."""

    person_id: Id


class FactPath(CompanyPath):
    """Which fact of which company."""

    fact_id: Id


class CompanyBody(View):
    """A company to register."""

    name: Name
    district_code: Name
    taxpayer_type: TaxpayerType

    def wish(self) -> Registration:
        """Read the request."""
        return Registration(**dict(self))


class PersonBody(View):
    """A person to authorise; to change an authority, the `version` that was seen."""

    role: Role
    name: Name
    real_name_verified: bool
    invoice_agent: bool
    valid_from: date | None = None
    valid_to: date | None = None
    version: int | None = None

    def wish(self) -> Grant:
        """Read the request."""
        return Grant(**self.model_dump(exclude={"version"}))


class FactBody(View):
    """A fact to record."""

    name: FactName
    value: Words
    effective_from: date
    effective_to: date | None
    source: Words
    reason: Words

    def wish(self) -> Statement:
        """Read the request."""
        return Statement(**dict(self))


class StandingView(View):
    """A company as one of its people sees it."""

    id: str
    name: str
    district_code: str
    taxpayer_type: TaxpayerType
    role: Role
    may_apply: bool
    synthetic: bool

    @classmethod
    def of(cls, value: Standing) -> "StandingView":
        """Show a standing."""
        return cls(**_standing(value))


class StandingPage(View):
    """Part of the companies of a person."""

    items: list[StandingView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Standing]) -> "StandingPage":
        """Show a page."""
        items = [StandingView.of(item) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class StandingDetail(StandingView):
    """A company with what holds today; None where nobody recorded it."""

    status: str | None
    credit_grade: str | None

    @classmethod
    def of_today(cls, today: Today) -> "StandingDetail":
        """Show a standing with the facts in force."""
        status = today.in_force.get(FactName.STATUS)
        grade = today.in_force.get(FactName.CREDIT_GRADE)
        return cls(
            **_standing(today.standing),
            status=status.value if status else None,
            credit_grade=grade.value if grade else None,
        )


class FactView(View):
    """One recorded fact; days are inclusive."""

    id: str
    name: FactName
    value: str
    effective_from: date
    effective_to: date | None
    source: str
    reason: str
    recorded_at: str
    recorded_by: str

    @classmethod
    def of(cls, fact: Fact) -> "FactView":
        """Show a fact."""
        return cls(
            id=fact.id,
            name=fact.name,
            value=fact.value,
            effective_from=fact.effective_from,
            effective_to=fact.effective_to,
            source=fact.source,
            reason=fact.reason,
            recorded_at=to_text(fact.recorded_at),
            recorded_by=fact.recorded_by,
        )


class FactPage(View):
    """Part of the facts of a company, the newest on top."""

    items: list[FactView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Fact]) -> "FactPage":
        """Show a page."""
        return cls(items=[FactView.of(fact) for fact in page.items], next_cursor=page.next_cursor)


class AuthorityView(View):
    """A person's standing in a company, as a clerk sees it."""

    person_id: str
    name: str
    role: Role
    real_name_verified: bool
    invoice_agent: bool
    valid_from: date
    valid_to: date | None
    recorded_at: str
    recorded_by: str
    version: int

    @classmethod
    def of(cls, authority: Authority) -> "AuthorityView":
        """Show an authority."""
        return cls(
            person_id=authority.person_id,
            name=authority.name,
            role=authority.role,
            real_name_verified=authority.real_name_verified,
            invoice_agent=authority.invoice_agent,
            valid_from=authority.valid_from,
            valid_to=authority.valid_to,
            recorded_at=to_text(authority.recorded_at),
            recorded_by=authority.recorded_by,
            version=authority.version,
        )


class CompanyView(View):
    """A company as a clerk sees it in a list."""

    id: str
    name: str
    district_code: str
    taxpayer_type: TaxpayerType
    registered_at: str
    synthetic: bool

    @classmethod
    def of(cls, company: Company) -> "CompanyView":
        """Show a company."""
        return cls(**_company(company))


class CompanyPage(View):
    """Part of the companies of the city."""

    items: list[CompanyView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Company]) -> "CompanyPage":
        """Show a page."""
        items = [CompanyView.of(item) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class CompanyDetail(CompanyView):
    """A company with its people and facts; `in_force` names the fact that holds today.

    `facts` holds the newest and those in force; the older ones go on at `facts_cursor`.
    """

    people: list[AuthorityView]
    facts: list[FactView]
    facts_cursor: str | None
    in_force: dict[str, str]

    @classmethod
    def of_record(cls, record: Record) -> "CompanyDetail":
        """Show a record."""
        return cls(
            **_company(record.company),
            people=[AuthorityView.of(person) for person in record.people],
            facts=[FactView.of(fact) for fact in record.facts],
            facts_cursor=record.facts_cursor,
            in_force={name: fact.id for name, fact in record.in_force.items()},
        )


def _standing(value: Standing) -> dict[str, Any]:
    return {
        "id": value.company.id,
        "name": value.company.name,
        "district_code": value.company.district_code,
        "taxpayer_type": value.company.taxpayer_type,
        "role": value.authority.role,
        "may_apply": value.authority.may_apply,
        "synthetic": value.company.synthetic,
    }


def _company(company: Company) -> dict[str, Any]:
    return {
        "id": company.id,
        "name": company.name,
        "district_code": company.district_code,
        "taxpayer_type": company.taxpayer_type,
        "registered_at": to_text(company.registered_at),
        "synthetic": company.synthetic,
    }
