"""What the room says of the quota: how much, why, and what was applied for."""

from typing import Any, Literal

from backend.einvoices.rules.adjustments import Adjustment
from backend.einvoices.rules.checks import Check
from backend.einvoices.rules.forecast import Forecast
from backend.einvoices.rules.quota import Available
from backend.einvoices.rules.seen import Seen
from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.web.routes import View

# OpenAPI names an enum by its class alone, and other rooms have states as well.
Lasts = Literal["month", "for-good"]


class MadeCheckView(View):
    """One check as it was made: what it looked at, by which rule, and what came out."""

    number: int
    code: str
    passed: bool
    reason: str | None
    inputs: dict[str, int | str | None]
    rule: str

    @classmethod
    def of(cls, check: Check) -> "MadeCheckView":
        """Show a check."""
        return cls(
            number=check.number,
            code=check.code,
            passed=check.passed,
            reason=check.reason,
            inputs=dict(check.inputs),
            rule=check.rule,
        )


class QuotaView(View):
    """What may be issued now, before and after filing, and what it is made of."""

    quota_fen: int
    used_fen: int
    left_before_fen: int
    available_fen: int
    before_filing_fen: int
    after_filing_fen: int
    filed: bool
    due: str | None

    @classmethod
    def of(cls, found: Available) -> "QuotaView":
        """Show what is available."""
        return cls(**_quota(found))


class QuotaForecastView(View):
    """How the month goes on at its pace, or at that of the month before; `null` lasts."""

    pace_month: str
    runs_out_on: str | None
    month_end_fen: int
    short_fen: int

    @classmethod
    def of(cls, found: Forecast) -> "QuotaForecastView":
        """Show a forecast."""
        return cls(
            pace_month=found.pace_month,
            runs_out_on=found.runs_out_on.isoformat() if found.runs_out_on else None,
            month_end_fen=found.month_end_fen,
            short_fen=found.short_fen,
        )


class QuotaWhyView(QuotaView):
    """A company's quota of this month, why it is so much, and when it runs out."""

    company_id: str
    month: str
    base_fen: int
    extra_fen: int
    why: list[MadeCheckView]
    forecast: QuotaForecastView | None
    version: int

    @classmethod
    def seen(cls, seen: Seen) -> "QuotaWhyView":
        """Show a quota with its reasons."""
        book = seen.book
        return cls(
            company_id=book.company_id,
            month=book.month,
            base_fen=book.base_fen,
            extra_fen=book.extra_fen,
            why=[MadeCheckView.of(check) for check in seen.why],
            forecast=QuotaForecastView.of(seen.forecast) if seen.forecast else None,
            version=book.version,
            **_quota(seen.available),
        )


class AdjustmentView(View):
    """An application for another quota as it is today."""

    id: str
    company_id: str
    wanted_fen: int
    lasting: Lasts
    reason: str
    evidence: list[str]
    month: str
    state: Literal["applied", "approved", "refused", "withdrawn"]
    checks: list[MadeCheckView]
    quota_before_fen: int
    applied_at: str
    promised_at: str
    decided_at: str | None
    decision_reason: str | None
    version: int

    @classmethod
    def of(cls, adjustment: Adjustment) -> "AdjustmentView":
        """Show an application."""
        wish, decided_at = adjustment.wish, adjustment.decided_at
        return cls(
            id=adjustment.id,
            company_id=adjustment.company_id,
            wanted_fen=wish.wanted_fen,
            lasting=wish.lasting.value,
            reason=wish.reason,
            evidence=list(wish.evidence),
            month=adjustment.month,
            state=adjustment.state.value,
            checks=[MadeCheckView.of(check) for check in adjustment.checks],
            quota_before_fen=adjustment.quota_before_fen,
            applied_at=to_text(adjustment.applied_at),
            promised_at=to_text(adjustment.promised_at),
            decided_at=to_text(decided_at) if decided_at else None,
            decision_reason=adjustment.decision_reason,
            version=adjustment.version,
        )


class AdjustmentsView(View):
    """One page of applications for another quota, newest first."""

    items: list[AdjustmentView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Adjustment]) -> "AdjustmentsView":
        """Show a page."""
        items = [AdjustmentView.of(one) for one in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


def _quota(found: Available) -> dict[str, Any]:
    return {
        "quota_fen": found.quota_fen,
        "used_fen": found.used_fen,
        "left_before_fen": found.left_before_fen,
        "available_fen": found.now_fen,
        "before_filing_fen": found.before_filing_fen,
        "after_filing_fen": found.after_filing_fen,
        "filed": found.filing.filed,
        "due": str(found.filing.due) if found.filing.due else None,
    }
