"""The routes of payables, payments and agreements."""

from flask import Response

from backend.kernel.pages import Page
from backend.payments import schemas
from backend.payments.rules.payables import Payable
from backend.payments.service import PaymentsService
from backend.payments.service.agreements import AgreementSide
from backend.web.callers import allow, doing
from backend.web.history import HistoryView
from backend.web.routes import ListQuery, blueprint, room, said, said_if_new, tag_of

routes = blueprint("payments")
service: PaymentsService = room("payments")
agreements: AgreementSide = room("payment-agreements")


@routes.get("/companies/<company_id>/payables", responses={200: schemas.PayablesView})
@allow("person")
def list_payables(path: schemas.CompanyPath, query: ListQuery) -> Response:
    """List what a company owes, newest first, and what each rest costs today."""
    return _payables(service.list_of_company(path.company_id, query.cursor, query.limit, doing()))


@routes.get("/payables", responses={200: schemas.PayablesView})
@allow("person")
def list_own_payables(query: ListQuery) -> Response:
    """List what the caller owes as a person."""
    return _payables(service.list_own(query.cursor, query.limit, doing()))


@routes.get("/payables/<payable_id>", responses={200: schemas.PayableView})
@allow("person")
def get_payable(path: schemas.PayablePath) -> Response:
    """Show a payable; cheap to ask again with the last ETag."""
    payable = service.get_payable(path.payable_id, doing())
    quote = service.quote(payable, doing().at)
    view = schemas.PayableView.of(payable, quote)
    return said_if_new(view, tag_of(payable.version, quote.on))


@routes.get("/payables/<payable_id>/history", responses={200: HistoryView})
@allow("person")
def show_payable_history(path: schemas.PayablePath, query: ListQuery) -> Response:
    """Show what happened to a payable."""
    page = service.history(path.payable_id, query.cursor, query.limit, doing())
    return said(HistoryView.of(page))


@routes.put("/payables/<payable_id>/payments/<payment_id>", responses={200: schemas.PaymentView})
@allow("person")
def pay(path: schemas.PayingPath, body: schemas.Pay) -> Response:
    """Ask to pay a payable or a part of it, by agreement or by code."""
    payment = service.ask(path.payable_id, path.payment_id, body.value(), doing())
    return said(schemas.PaymentView.of(payment))


@routes.get("/payments/<payment_id>", responses={200: schemas.PaymentView})
@allow("person")
def get_payment(path: schemas.PaymentPath) -> Response:
    """Show a payment; cheap to ask again with the last ETag."""
    payment = service.get_payment(path.payment_id, doing())
    return said_if_new(schemas.PaymentView.of(payment), str(payment.version))


@routes.put("/payments/<payment_id>/cancellation", responses={200: schemas.PaymentView})
@allow("person")
def cancel_payment(path: schemas.PaymentPath) -> Response:
    """Call a payment off while it was not sent, or a code while nobody paid it."""
    return said(schemas.PaymentView.of(service.cancel(path.payment_id, doing())))


@routes.get("/payments/<payment_id>/history", responses={200: HistoryView})
@allow("person")
def show_payment_history(path: schemas.PaymentPath, query: ListQuery) -> Response:
    """Show what happened to a payment."""
    page = service.payment_history(path.payment_id, query.cursor, query.limit, doing())
    return said(HistoryView.of(page))


@routes.get("/companies/<company_id>/payments", responses={200: schemas.PaymentsView})
@allow("person")
def list_payments(path: schemas.CompanyPath, query: ListQuery) -> Response:
    """List a company's payments, newest first."""
    page = service.payments_of_company(path.company_id, query.cursor, query.limit, doing())
    tag = tag_of(page.next_cursor, *((one.id, one.version) for one in page.items))
    return said_if_new(schemas.PaymentsView.of(page), tag)


@routes.get("/payments", responses={200: schemas.PaymentsView})
@allow("person")
def list_own_payments(query: ListQuery) -> Response:
    """List the caller's payments as a person."""
    page = service.own_payments(query.cursor, query.limit, doing())
    tag = tag_of(page.next_cursor, *((one.id, one.version) for one in page.items))
    return said_if_new(schemas.PaymentsView.of(page), tag)


@routes.get("/companies/<company_id>/agreements", responses={200: schemas.AgreementsView})
@allow("person")
def list_agreements(path: schemas.CompanyPath, query: ListQuery) -> Response:
    """List a company's three-party agreements, newest first."""
    page = agreements.list_of_company(path.company_id, query.cursor, query.limit, doing())
    return said(schemas.AgreementsView.of(page))


@routes.put(
    "/companies/<company_id>/agreements/<agreement_id>", responses={200: schemas.AgreementView}
)
@allow("person")
def sign_agreement(path: schemas.AgreementPath, body: schemas.Agree) -> Response:
    """Sign a three-party agreement; its bank verifies it."""
    found = agreements.ask(path.company_id, path.agreement_id, body.value(), doing())
    return said(schemas.AgreementView.of(found))


@routes.put(
    "/companies/<company_id>/agreements/<agreement_id>/ending",
    responses={200: schemas.AgreementView},
)
@allow("person")
def end_agreement(path: schemas.AgreementPath) -> Response:
    """End a three-party agreement: from now on nothing is debited under it."""
    found = agreements.end(path.company_id, path.agreement_id, doing())
    return said(schemas.AgreementView.of(found))


@routes.put("/counter/payables/<payable_id>", responses={200: schemas.PayableView})
@allow("staff", roles=("clerk",))
def enter_payable(path: schemas.PayablePath, body: schemas.EnterPayable) -> Response:
    """Enter, as a clerk, what somebody owes."""
    payable = service.open_payable(path.payable_id, body.value(), doing())
    return said(schemas.PayableView.of(payable, service.quote(payable, doing().at)))


@routes.put("/counter/payables/<payable_id>/withdrawal", responses={200: schemas.PayableView})
@allow("staff", roles=("clerk",))
def withdraw_payable(path: schemas.PayablePath, body: schemas.WithdrawPayable) -> Response:
    """Take back, as a clerk, what is not owed after all."""
    payable = service.withdraw_payable(path.payable_id, body.reason, doing())
    return said(schemas.PayableView.of(payable, service.quote(payable, doing().at)))


def _payables(page: Page[Payable]) -> Response:
    at = doing().at
    quotes = [service.quote(one, at) for one in page.items]
    items = [schemas.PayableView.of(*pair) for pair in zip(page.items, quotes, strict=True)]
    view = schemas.PayablesView(items=items, next_cursor=page.next_cursor)
    versions = (
        (one.id, one.version, quote.on) for one, quote in zip(page.items, quotes, strict=True)
    )
    return said_if_new(view, tag_of(page.next_cursor, *versions))
