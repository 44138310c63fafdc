"""Routes of the taxpayers room: a person's companies, and the counter's records."""

from flask import Response

from backend.kernel.ids import check_id
from backend.taxpayers.schemas import (
    AuthorityView,
    CompanyBody,
    CompanyDetail,
    CompanyPage,
    CompanyPath,
    CompanyView,
    FactBody,
    FactPage,
    FactPath,
    FactView,
    PersonBody,
    PersonPath,
    SoughtPath,
    StandingDetail,
    StandingPage,
)
from backend.taxpayers.service import Taxpayers
from backend.web.callers import allow, current, doing
from backend.web.routes import ListQuery, blueprint, room, said

routes = blueprint("taxpayers")
taxpayers: Taxpayers = room("taxpayers")


@routes.get("/companies", responses={200: StandingPage})
@allow("person", at_kiosk=True)
def list_my_companies(query: ListQuery) -> Response:
    """List the companies the caller may act for."""
    page = taxpayers.companies_of(current().id, doing().at, cursor=query.cursor, limit=query.limit)
    return said(StandingPage.of(page))


@routes.get("/companies/<company_id>", responses={200: StandingDetail})
@allow("person")
def show_my_company(path: SoughtPath) -> Response:
    """Show one of the caller's companies with its status and credit grade of today."""
    today = taxpayers.seen_by(current().id, path.company_id, doing().at)
    return said(StandingDetail.of_today(today))


@routes.get("/companies/<company_id>/facts", responses={200: FactPage})
@allow("person")
def list_my_facts(path: SoughtPath, query: ListQuery) -> Response:
    """List what is recorded about one of the caller's companies, by whom and from what source."""
    page = taxpayers.facts_seen_by(
        current().id, path.company_id, doing().at, cursor=query.cursor, limit=query.limit
    )
    return said(FactPage.of(page))


@routes.get("/counter/companies", responses={200: CompanyPage})
@allow("staff", roles=("clerk",))
def list_companies(query: ListQuery) -> Response:
    """List the companies of the city."""
    return said(CompanyPage.of(taxpayers.list_companies(cursor=query.cursor, limit=query.limit)))


@routes.get("/counter/companies/<company_id>", responses={200: CompanyDetail})
@allow("staff", roles=("clerk",))
def show_company(path: SoughtPath) -> Response:
    """Show a company with its people and facts."""
    return said(CompanyDetail.of_record(taxpayers.record_of(path.company_id, doing().at)))


@routes.get("/counter/companies/<company_id>/facts", responses={200: FactPage})
@allow("staff", roles=("clerk",))
def list_facts(path: CompanyPath, query: ListQuery) -> Response:
    """List what is recorded about a company, by whom and from what source."""
    page = taxpayers.facts_of(path.company_id, cursor=query.cursor, limit=query.limit)
    return said(FactPage.of(page))


@routes.put("/counter/companies/<company_id>", responses={200: CompanyView})
@allow("staff", roles=("clerk",))
def register_company(path: CompanyPath, body: CompanyBody) -> Response:
    """Register a company."""
    company = taxpayers.register_company(path.company_id, body.wish(), doing())
    return said(CompanyView.of(company))


@routes.put("/counter/companies/<company_id>/people/<person_id>", responses={200: AuthorityView})
@allow("staff", roles=("clerk",))
def authorise(path: PersonPath, body: PersonBody) -> Response:
    """Let a person act for a company; with the version seen, change or end that."""
    authority = taxpayers.authorise(
        path.company_id, path.person_id, body.wish(), doing(), seen_version=body.version
    )
    return said(AuthorityView.of(authority))


@routes.put("/counter/companies/<company_id>/facts/<fact_id>", responses={200: FactView})
@allow("staff", roles=("clerk",))
def record_fact(path: FactPath, body: FactBody) -> Response:
    """Record a dated, sourced fact of a company."""
    fact_id = check_id(path.fact_id, "/fact_id")
    fact = taxpayers.record_fact(path.company_id, fact_id, body.wish(), doing())
    return said(FactView.of(fact))
