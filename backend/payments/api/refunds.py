"""The routes of refunds and of differences between book and bank."""

from flask import Response

from backend.payments.rules import differences as different
from backend.payments.rules import refunds as refunding
from backend.payments.schemas import CompanyPath
from backend.payments.schemas import refunds as schemas
from backend.payments.service.differences import DifferenceSide
from backend.payments.service.refunds import RefundSide
from backend.web.callers import allow, doing
from backend.web.history import HistoryView
from backend.web.routes import ListQuery, blueprint, room, said, said_if_new, tag_of

routes = blueprint("refunds")
refunds: RefundSide = room("refunds")
differences: DifferenceSide = room("payment-differences")


@routes.put("/refunds/<refund_id>", responses={200: schemas.RefundView})
@allow("person")
def claim_refund(path: schemas.RefundPath, body: schemas.ClaimRefund) -> Response:
    """Claim back what was paid too much."""
    return said(schemas.RefundView.of(refunds.claim(path.refund_id, body.value(), doing())))


@routes.get("/refunds/<refund_id>", responses={200: schemas.RefundView})
@allow("person")
def get_refund(path: schemas.RefundPath) -> Response:
    """Show a refund; cheap to ask again with the last ETag."""
    refund = refunds.get(path.refund_id, doing())
    return said_if_new(schemas.RefundView.of(refund), str(refund.version))


@routes.put("/refunds/<refund_id>/withdrawal", responses={200: schemas.RefundView})
@allow("person")
def withdraw_refund(path: schemas.RefundPath) -> Response:
    """Take a claim back."""
    return said(schemas.RefundView.of(refunds.withdraw(path.refund_id, doing())))


@routes.get("/companies/<company_id>/refunds", responses={200: schemas.RefundsView})
@allow("person")
def list_refunds(path: CompanyPath, query: ListQuery) -> Response:
    """List a company's refunds, newest first."""
    page = refunds.list_of_company(path.company_id, query.cursor, query.limit, doing())
    tag = tag_of(page.next_cursor, *((one.id, one.version) for one in page.items))
    return said_if_new(schemas.RefundsView.of(page), tag)


@routes.get("/refunds", responses={200: schemas.RefundsView})
@allow("person")
def list_own_refunds(query: ListQuery) -> Response:
    """List the caller's refunds as a person."""
    page = refunds.list_own(query.cursor, query.limit, doing())
    return said(schemas.RefundsView.of(page))


@routes.get("/counter/refunds", responses={200: schemas.RefundCasesView})
@allow("staff", roles=("clerk",))
def list_refund_cases(query: schemas.RefundsQuery) -> Response:
    """List refunds in a state, the first promised first."""
    page = refunds.inbox(refunding.State(query.state), query.cursor, query.limit)
    items = [schemas.RefundCaseView.of(one, refunds.owners.name(one.owner)) for one in page.items]
    return said(schemas.RefundCasesView(items=items, next_cursor=page.next_cursor))


@routes.get("/counter/refunds/<refund_id>", responses={200: schemas.RefundCaseView})
@allow("staff", roles=("clerk",))
def get_refund_case(path: schemas.RefundPath) -> Response:
    """Show a refund to a clerk."""
    return _case(refunds.see(path.refund_id))


@routes.get("/counter/refunds/<refund_id>/history", responses={200: HistoryView})
@allow("staff", roles=("clerk",))
def show_refund_history(path: schemas.RefundPath, query: ListQuery) -> Response:
    """Show what happened to a refund."""
    page = refunds.history(path.refund_id, query.cursor, query.limit)
    return said(HistoryView.of(page))


@routes.put("/counter/refunds/<refund_id>/proposal", responses={200: schemas.RefundCaseView})
@allow("staff", roles=("clerk",))
def propose_refund(path: schemas.RefundPath, body: schemas.RefundReason) -> Response:
    """Propose to pay a refund, as the first of two clerks."""
    return _case(refunds.propose(path.refund_id, body.reason, doing()))


@routes.put("/counter/refunds/<refund_id>/approval", responses={200: schemas.RefundCaseView})
@allow("staff", roles=("clerk",))
def approve_refund(path: schemas.RefundPath, body: schemas.RefundReason) -> Response:
    """Approve a refund, as the second of two clerks."""
    return _case(refunds.approve(path.refund_id, body.reason, doing()))


@routes.put("/counter/refunds/<refund_id>/refusal", responses={200: schemas.RefundCaseView})
@allow("staff", roles=("clerk",))
def decline_refund(path: schemas.RefundPath, body: schemas.RefundReason) -> Response:
    """Decline a refund, with a reason."""
    return _case(refunds.decline(path.refund_id, body.reason, doing()))


@routes.get("/counter/differences", responses={200: schemas.DifferencesView})
@allow("staff", roles=("clerk",))
def list_differences(query: schemas.DifferencesQuery) -> Response:
    """List differences between book and bank, the first found first."""
    page = differences.inbox(different.State(query.state), query.cursor, query.limit)
    return said(schemas.DifferencesView.of(page))


@routes.get("/counter/differences/<difference_id>", responses={200: schemas.DifferenceView})
@allow("staff", roles=("clerk",))
def get_difference(path: schemas.DifferencePath) -> Response:
    """Show a difference to a clerk."""
    return said(schemas.DifferenceView.of(differences.see(path.difference_id)))


@routes.put(
    "/counter/differences/<difference_id>/proposal", responses={200: schemas.DifferenceView}
)
@allow("staff", roles=("clerk",))
def propose_outcome(path: schemas.DifferencePath, body: schemas.ProposeOutcome) -> Response:
    """Propose what became of the money, as the first of two clerks."""
    found = differences.propose(path.difference_id, body.outcome, body.reason, doing())
    return said(schemas.DifferenceView.of(found))


@routes.put(
    "/counter/differences/<difference_id>/approval", responses={200: schemas.DifferenceView}
)
@allow("staff", roles=("clerk",))
def approve_outcome(path: schemas.DifferencePath, body: schemas.ApproveOutcome) -> Response:
    """Settle a difference with the outcome that was proposed, as the second of two clerks."""
    found = differences.approve(path.difference_id, body.reason, doing())
    return said(schemas.DifferenceView.of(found))


def _case(refund: refunding.Refund) -> Response:
    return said(schemas.RefundCaseView.of(refund, refunds.owners.name(refund.owner)))
