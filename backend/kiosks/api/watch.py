"""The routes of alerts and forecasts."""

from flask import Response

from backend.kiosks.schemas import watch
from backend.kiosks.service.alerts import Alerts
from backend.web.callers import allow, doing
from backend.web.routes import ListQuery, blueprint, room, said

routes = blueprint("kiosk-alerts")
service: Alerts = room("kiosk-alerts")


@routes.get("/counter/alerts", responses={200: watch.AlertsView})
@allow("staff", roles=("clerk",))
def list_alerts(query: ListQuery) -> Response:
    """List what is open at the city's kiosks, the most urgent first."""
    page = service.list_open(query.cursor, query.limit)
    names, left = service.names(page.items), service.left(page.items)
    return said(watch.AlertsView.of(page, names, left))


@routes.put("/counter/alerts/<alert_id>/owner", responses={200: watch.AlertView})
@allow("staff", roles=("clerk",))
def take_alert(path: watch.AlertPath, body: watch.TakeAlert) -> Response:
    """Take an alert: from now on it is the caller's task."""
    alert = service.take(path.alert_id, over=body.over, doing=doing())
    return said(watch.AlertView.of(alert, service.names([alert]), service.left([alert])))
