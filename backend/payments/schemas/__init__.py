"""What is heard and said about payables and payments over HTTP."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, StrictInt

from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.payments.rules.agreements import Account, Agreement
from backend.payments.rules.payables import Due, Line, Payable
from backend.payments.rules.payments import Payment
from backend.payments.rules.surcharge import Quote
from backend.payments.rules.wishes import PayWay, Wish
from backend.web.routes import View

CompanyId = Annotated[str, Field(max_length=20)]
Id = Annotated[str, Field(max_length=36)]


class CompanyPath(View):
    """A company."""

    company_id: CompanyId


class PayablePath(View):
    """A payable."""

    payable_id: Id


class PaymentPath(View):
    """A payment."""

    payment_id: Id


class PayingPath(PayablePath):
    """A payment of a payable."""

    payment_id: Id


class AgreementPath(CompanyPath):
    """An agreement of a company."""

    agreement_id: Id


class Pay(View):
    """How much is paid of what is owed, and how.

    `total_fen` is the sum that was shown: principal and late surcharge of today.
    """

    way: PayWay
    principal_fen: StrictInt
    total_fen: StrictInt
    agreement_id: Id | None = None

    def value(self) -> Wish:
        """Return the wish as the rules know it."""
        return Wish(self.way, self.principal_fen, self.total_fen, self.agreement_id)


class Agree(View):
    """The account that may be debited; its name must be the company's or its sole operator's."""

    bank: str = Field(max_length=100)
    account_no: str = Field(max_length=64)
    account_name: str = Field(max_length=100)

    def value(self) -> Account:
        """Return the account as the rules know it."""
        return Account(self.bank, self.account_no, self.account_name)


class LineView(View):
    """One tax of a payable."""

    tax: str = Field(max_length=100)
    amount_fen: StrictInt


class EnterPayable(View):
    """What a clerk enters as owed (查补、核定): for what, by whom, which taxes, until when."""

    about: str = Field(max_length=100)
    owner: str = Field(max_length=60)
    what: str = Field(max_length=100)
    lines: list[LineView] = Field(max_length=30)
    due_on: date | None = None
    period: str = Field(default="", max_length=20)

    def value(self) -> Due:
        """Return it as the rules know it."""
        lines = tuple(Line(one.tax, one.amount_fen) for one in self.lines)
        return Due(self.about, self.owner, self.what, lines, self.due_on, self.period)


class WithdrawPayable(View):
    """Why something is not owed after all."""

    reason: str = Field(min_length=1, max_length=500)


class QuoteView(View):
    """What paying the rest costs today."""

    principal_fen: int
    surcharge_fen: int
    total_fen: int
    days_late: int
    on: date

    @classmethod
    def of(cls, quote: Quote) -> Self:
        """Show a quote."""
        return cls(
            principal_fen=quote.principal_fen,
            surcharge_fen=quote.surcharge_fen,
            total_fen=quote.principal_fen + quote.surcharge_fen,
            days_late=quote.days_late,
            on=quote.on,
        )


class PayableView(View):
    """A payable as it is today; `attempt` is the payment under way."""

    id: str
    about: str
    owner: str
    what: str
    period: str
    lines: list[LineView]
    amount_fen: int
    paid_fen: int
    surcharge_paid_fen: int
    left_fen: int
    due_on: date | None
    state: str
    attempt: str | None
    opened_at: str
    version: int
    today: QuoteView

    @classmethod
    def of(cls, payable: Payable, quote: Quote) -> Self:
        """Show a payable and what its rest costs today."""
        due = payable.due
        return cls(
            id=payable.id,
            about=due.about,
            owner=due.owner,
            what=due.what,
            period=due.period,
            lines=[LineView(tax=line.tax, amount_fen=line.amount_fen) for line in due.lines],
            amount_fen=due.amount_fen,
            paid_fen=payable.paid_fen,
            surcharge_paid_fen=payable.surcharge_paid_fen,
            left_fen=payable.left_fen,
            due_on=due.due_on,
            state=str(payable.state),
            attempt=payable.attempt,
            opened_at=to_text(payable.opened_at),
            version=payable.version,
            today=QuoteView.of(quote),
        )


class PayablesView(View):
    """One page of payables, newest first."""

    items: list[PayableView]
    next_cursor: str | None


class PaymentView(View):
    """A payment as it is today; `code_text` is what the code to be scanned says.

    `surplus_fen` is what the bank took beside what was owed: it can be claimed back too.
    """

    id: str
    payable_id: str
    about: str
    what: str
    way: PayWay
    agreement_id: str | None
    principal_fen: int
    surcharge_fen: int
    amount_fen: int
    refunded_fen: int
    surplus_fen: int
    state: str
    closing: bool
    reason: str
    code_text: str | None
    valid_until: str
    asked_at: str
    asked_by: str
    settled_at: str | None
    bank_no: str | None
    version: int

    @classmethod
    def of(cls, payment: Payment) -> Self:
        """Show a payment."""
        plain = ("id", "payable_id", "about", "what", "way", "agreement_id")
        sums = (
            "principal_fen",
            "surcharge_fen",
            "amount_fen",
            "surplus_fen",
            "closing",
            "reason",
            "version",
        )
        told: Mapping[str, Any] = {name: getattr(payment, name) for name in (*plain, *sums)}
        return cls(
            **told,
            refunded_fen=payment.claimed_fen,
            state=str(payment.state),
            code_text=payment.code_text or None,
            valid_until=to_text(payment.valid_until),
            asked_at=to_text(payment.asked_at),
            asked_by=payment.asked_by,
            settled_at=to_text(payment.settled_at) if payment.settled_at else None,
            bank_no=payment.bank_no or None,
        )


class PaymentsView(View):
    """One page of payments, newest first."""

    items: list[PaymentView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Payment]) -> Self:
        """Show a page."""
        return cls(items=[PaymentView.of(one) for one in page.items], next_cursor=page.next_cursor)


class AgreementView(View):
    """An agreement as it is today; of the account, the last four digits."""

    id: str
    bank: str
    account: str
    account_name: str
    state: str
    reason: str
    asked_at: str
    version: int

    @classmethod
    def of(cls, agreement: Agreement) -> Self:
        """Show an agreement."""
        return cls(
            id=agreement.id,
            bank=agreement.bank,
            account=agreement.account_masked,
            account_name=agreement.account_name,
            state=str(agreement.state),
            reason=agreement.reason,
            asked_at=to_text(agreement.asked_at),
            version=agreement.version,
        )


class AgreementsView(View):
    """One page of agreements, newest first."""

    items: list[AgreementView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Agreement]) -> Self:
        """Show a page."""
        items = [AgreementView.of(one) for one in page.items]
        return cls(items=items, next_cursor=page.next_cursor)
