"""What is heard and said about alerts and forecasts."""

from datetime import datetime

from pydantic import Field, StrictBool

from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.kiosks.rules.alert import Alert, AlertKind, Severity
from backend.kiosks.rules.forecast import Basis, Forecast
from backend.web.routes import View


class AlertPath(View):
    """An alert."""

    alert_id: str = Field(max_length=64)


class TakeAlert(View):
    """Whether to take it though it is a colleague's."""

    over: StrictBool = False


class AlertView(View):
    """An alert as clerks see it; `left` counts the paper that it says runs out, else null."""

    id: str
    kiosk_id: str
    site_id: str
    kind: AlertKind
    about: str
    severity: Severity
    is_open: bool
    opened_at: str | None
    due_at: str | None
    owner: str | None
    owner_name: str | None
    taken_at: str | None
    left: int | None
    version: int

    @classmethod
    def of(cls, alert: Alert, names: dict[str, str], left: dict[str, int]) -> "AlertView":
        """Show an alert; `names` are those of its people, `left` counts paper by alert."""
        return cls(
            id=alert.id,
            kiosk_id=alert.kiosk_id,
            site_id=alert.site_id,
            kind=alert.kind,
            about=alert.about,
            severity=alert.severity,
            is_open=alert.is_open,
            opened_at=_text(alert.opened_at),
            due_at=_text(alert.due_at),
            owner=alert.owner,
            owner_name=names.get(alert.owner, "") if alert.owner else None,
            taken_at=_text(alert.taken_at),
            left=left.get(alert.id),
            version=alert.version,
        )


class AlertsView(View):
    """One page of what is open, the most urgent first."""

    items: list[AlertView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Alert], names: dict[str, str], left: dict[str, int]) -> "AlertsView":
        """Show a page."""
        items = [AlertView.of(one, names, left) for one in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class ForecastView(View):
    """When one kind in a machine runs out; without a basis it says so and gives no hour."""

    kind: str
    left: int
    basis: Basis
    days: int
    runs_out_at: str | None
    need: int | None
    refill: bool

    @classmethod
    def of(cls, forecast: Forecast) -> "ForecastView":
        """Show a forecast."""
        return cls(
            kind=forecast.kind,
            left=forecast.left,
            basis=forecast.basis,
            days=forecast.days,
            runs_out_at=_text(forecast.runs_out_at),
            need=forecast.need,
            refill=forecast.refill,
        )


def _text(instant: datetime | None) -> str | None:
    return to_text(instant) if instant else None
