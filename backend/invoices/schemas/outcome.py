"""What is said of an application's outcome: its checks, and what came back of it."""

from backend.invoices.rules import checks
from backend.invoices.rules.applications import Application
from backend.invoices.rules.returning import reissuable_until
from backend.kernel.clock import to_text
from backend.web.routes import View


class CheckView(View):
    """One supply check: what it looked at and what came out."""

    number: int
    code: str
    passed: bool
    reason: str | None
    inputs: dict[str, int | str | None]
    rule: str
    on_failure: checks.OnFailure

    @classmethod
    def of(cls, check: checks.Check) -> "CheckView":
        """Show a check."""
        return cls(**{name: getattr(check, name) for name in cls.model_fields})


class ReturnedView(View):
    """Sheets of an approval that nobody fetched; `until` is when they stop being one tap away."""

    count: int
    reason: str
    at: str
    until: str | None

    @classmethod
    def of(cls, application: Application) -> "ReturnedView | None":
        """Show what came back, if anything did."""
        returned = application.returned
        if returned is None:
            return None
        until = reissuable_until(application)
        return cls(
            count=returned.count,
            reason=returned.reason,
            at=to_text(returned.at),
            until=to_text(until) if until else None,
        )
