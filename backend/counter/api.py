"""The counter over HTTP: clerks only."""

from flask import Response

from backend.counter import schemas
from backend.counter.rules import Case, State
from backend.counter.service import Counter
from backend.web import callers
from backend.web.routes import blueprint, room, said

routes = blueprint("counter")
counter: Counter = room("counter")


@routes.get("/counter/cases", responses={200: schemas.InboxView})
@callers.allow("staff", roles=("clerk",))
def list_cases(query: schemas.InboxQuery) -> Response:
    """List the inbox: open cases by due time."""
    page = counter.inbox(State(query.state), query.cursor, query.limit)
    names = counter.companies.names(one.company_id for one in page.items if one.company_id)
    items = [schemas.CaseView.of(one, names.get(one.company_id, "")) for one in page.items]
    return said(schemas.InboxView(items=items, next_cursor=page.next_cursor))


@routes.get("/counter/cases/<case_id>", responses={200: schemas.CaseDetailView})
@callers.allow("staff", roles=("clerk",))
def get_case(path: schemas.CasePath) -> Response:
    """Show a case, what it is about, and every step so far."""
    return _whole(counter.see(path.case_id))


@routes.put("/counter/cases/<case_id>/decision", responses={200: schemas.CaseDetailView})
@callers.allow("staff", roles=("clerk",))
def decide(path: schemas.CasePath, body: schemas.DecisionBody) -> Response:
    """Decide a case, with a reason."""
    return _whole(counter.decide(path.case_id, body.value(), callers.doing()))


def _whole(case: Case) -> Response:
    names = counter.companies.names([case.company_id] if case.company_id else [])
    history = counter.history(case)
    view = schemas.CaseDetailView.whole(
        case,
        names.get(case.company_id, ""),
        matter=counter.matter(case),
        history=history,
        names=counter.names(case, history),
    )
    return said(view)
