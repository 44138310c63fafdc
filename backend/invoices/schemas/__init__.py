"""What the invoices room hears and says over HTTP."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, StrictInt

from backend.invoices.rules.allowances import Allowance
from backend.invoices.rules.applications import Application
from backend.invoices.rules.approvals import Approval, SupplyMethod, Terms
from backend.invoices.rules.kinds import Kind
from backend.invoices.rules.supply import ApprovedKind
from backend.invoices.schemas.outcome import CheckView, ReturnedView
from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.web.routes import View

CompanyId = Annotated[str, Field(max_length=20)]


class CompanyPath(View):
    """A company."""

    company_id: CompanyId


class ApplicationPath(View):
    """An application of a company."""

    company_id: CompanyId
    application_id: str = Field(max_length=36)


class ReissuePath(ApplicationPath):
    """An application that takes an expired one up again."""

    new_id: str = Field(max_length=36)


class KindPath(View):
    """A kind of a company."""

    company_id: CompanyId
    kind: str = Field(max_length=20)


class VerificationPath(View):
    """A verification of used sheets."""

    company_id: CompanyId
    verification_id: str = Field(max_length=36)


class Apply(View):
    """An application: which kind, how many sheets, picked up at a site or sent to an address."""

    kind: str
    count: StrictInt
    site_id: str = Field(default="", max_length=40)
    address_id: str | None = Field(default=None, max_length=36)


class Withdraw(View):
    """Why an application is taken back."""

    reason: str = Field(min_length=1, max_length=500)


class VerifyUse(View):
    """Used sheets of a kind that were verified."""

    kind: str
    count: StrictInt


class TermsBody(View):
    """The limits of an approval; both days are inclusive."""

    max_per_sheet_fen: StrictInt
    max_per_month: StrictInt
    max_per_time: StrictInt
    max_holding: StrictInt
    supply_method: SupplyMethod
    effective_from: date
    effective_to: date | None = None

    @classmethod
    def of(cls, terms: Terms) -> "TermsBody":
        """Show terms."""
        return cls(**{name: getattr(terms, name) for name in cls.model_fields})

    def value(self) -> Terms:
        """Return the terms as the rules know them."""
        return Terms(
            max_per_sheet_fen=self.max_per_sheet_fen,
            max_per_month=self.max_per_month,
            max_per_time=self.max_per_time,
            max_holding=self.max_holding,
            supply_method=self.supply_method,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
        )


class Grant(View):
    """An approval of a kind; without terms a new company's values hold.

    To change what was approved, the `version` that was seen.
    """

    terms: TermsBody | None = None
    version: int | None = None
    reason: str = Field(min_length=1, max_length=500)


class KindView(View):
    """One approved kind as it is today.

    The limits of a month and in hand count `factor` times; `grade_cap` bounds one application too.
    """

    kind: Kind
    name_zh: str
    name_en: str
    max_per_sheet_fen: int
    max_per_month: int
    max_per_time: int
    max_holding: int
    supply_method: SupplyMethod
    taken_this_month: int
    waiting: int
    holding: int
    left_now: int
    factor: int
    grade_cap: int | None
    effective_from: date
    effective_to: date | None
    version: int

    @classmethod
    def of(cls, row: ApprovedKind) -> "KindView":
        """Show an approved kind."""
        approval, allowance = row.approval, row.allowance
        terms = approval.terms
        return cls(
            kind=approval.kind,
            name_zh=approval.kind.name_zh,
            name_en=approval.kind.name_en,
            max_per_sheet_fen=terms.max_per_sheet_fen,
            max_per_month=terms.max_per_month,
            max_per_time=terms.max_per_time,
            max_holding=terms.max_holding,
            supply_method=terms.supply_method,
            taken_this_month=allowance.taken_this_month,
            waiting=allowance.waiting,
            holding=allowance.holding,
            left_now=row.left_now,
            factor=row.grade.factor,
            grade_cap=row.grade.per_time_cap,
            effective_from=terms.effective_from,
            effective_to=terms.effective_to,
            version=approval.version,
        )


class KindsView(View):
    """The approved kinds of a company."""

    items: list[KindView]

    @classmethod
    def of(cls, rows: Iterable[ApprovedKind]) -> "KindsView":
        """Show the approved kinds."""
        return cls(items=[KindView.of(row) for row in rows])


class ApprovalView(View):
    """An approval as it was granted."""

    company_id: str
    kind: Kind
    terms: TermsBody
    version: int

    @classmethod
    def of(cls, approval: Approval) -> "ApprovalView":
        """Show an approval."""
        return cls(
            company_id=approval.company_id,
            kind=approval.kind,
            terms=TermsBody.of(approval.terms),
            version=approval.version,
        )


class ApplicationLineView(View):
    """An application in a list, without its checks."""

    id: str
    company_id: str
    kind: Kind
    count: int
    site_id: str
    address_id: str | None
    state: str
    pickup_id: str | None
    applied_at: str
    applied_by: str
    decided_at: str | None
    decided_by: str | None
    decision_reason: str | None
    returned: ReturnedView | None
    reissue_of: str | None
    reissued_as: str | None
    version: int

    @classmethod
    def of(cls, application: Application) -> "ApplicationLineView":
        """Show an application."""
        return cls(**_application(application))


class ApplicationView(ApplicationLineView):
    """An application as it is today."""

    checks: list[CheckView]

    @classmethod
    def of(cls, application: Application) -> "ApplicationView":
        """Show an application with its checks."""
        checks = [CheckView.of(check) for check in application.checks]
        return cls(**_application(application), checks=checks)


class ApplicationsView(View):
    """One page of applications, newest first."""

    items: list[ApplicationLineView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Application]) -> "ApplicationsView":
        """Show a page."""
        items = [ApplicationLineView.of(one) for one in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class AllowanceView(View):
    """What a company took of a kind this month, what waits for it, what it holds."""

    kind: Kind
    month: str
    taken_this_month: int
    waiting: int
    holding: int

    @classmethod
    def of(cls, allowance: Allowance) -> "AllowanceView":
        """Show an allowance."""
        return cls(**{name: getattr(allowance, name) for name in cls.model_fields})


def _application(application: Application) -> dict[str, Any]:
    return {
        "id": application.id,
        "company_id": application.company_id,
        "kind": application.wish.kind,
        "count": application.wish.count,
        "site_id": application.wish.site_id,
        "address_id": application.wish.address_id,
        "state": str(application.state),
        "pickup_id": application.pickup_id,
        "applied_at": to_text(application.applied_at),
        "applied_by": application.applied_by,
        "decided_at": _text(application.decided_at),
        "decided_by": application.decided_by,
        "decision_reason": application.decision_reason,
        "returned": ReturnedView.of(application),
        "reissue_of": application.reissue_of,
        "reissued_as": application.reissued_as,
        "version": application.version,
    }


def _text(instant: datetime | None) -> str | None:
    return to_text(instant) if instant else None
