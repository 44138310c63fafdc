"""The routes of numbered paper at the machines: restocks by two clerks, and counts."""

from flask import Response

from backend.kiosks.rules.restock import Restock
from backend.kiosks.schemas import KioskPath, papers
from backend.kiosks.schemas.papers import RestockView
from backend.kiosks.service.restocking import Restocking
from backend.web.callers import allow, doing
from backend.web.routes import ListQuery, blueprint, room, said

routes = blueprint("kiosk-papers")
service: Restocking = room("kiosk-papers")


@routes.get("/counter/kiosks/<kiosk_id>/restocks", responses={200: papers.RestocksView})
@allow("staff", roles=("clerk",))
def list_restocks(path: KioskPath, query: ListQuery) -> Response:
    """List what was loaded and taken out, the newest first."""
    page = service.list_restocks(path.kiosk_id, query.cursor, query.limit)
    return said(papers.RestocksView.of(page, service.names(page.items), doing().at))


@routes.put("/counter/kiosks/<kiosk_id>/restocks/<restock_id>", responses={200: papers.RestockView})
@allow("staff", roles=("clerk",))
def begin_restock(path: papers.RestockPath, body: papers.BeginRestock) -> Response:
    """Open a restock as the first clerk, with the packets scanned."""
    return _shown(service.begin(path.kiosk_id, path.restock_id, body.wish(), doing()))


@routes.put(
    "/counter/kiosks/<kiosk_id>/restocks/<restock_id>/confirmation",
    responses={200: papers.RestockView},
)
@allow("staff", roles=("clerk",))
def confirm_restock(path: papers.RestockPath, body: papers.Scanned) -> Response:
    """Confirm a restock as the second clerk, with the same packets scanned again."""
    return _shown(service.confirm(path.kiosk_id, path.restock_id, body.value(), doing()))


@routes.put(
    "/counter/kiosks/<kiosk_id>/restocks/<restock_id>/cancellation",
    responses={200: papers.RestockView},
)
@allow("staff", roles=("clerk",))
def cancel_restock(path: papers.RestockPath) -> Response:
    """Cancel a restock before the paper moved."""
    return _shown(service.cancel(path.kiosk_id, path.restock_id, doing()))


@routes.put("/counter/kiosks/<kiosk_id>/counts/<count_id>", responses={200: papers.CountView})
@allow("staff", roles=("clerk",))
def count(path: papers.CountPath, body: papers.CountBody) -> Response:
    """Record the sheet found first in a cassette."""
    found = service.count(path.kiosk_id, path.count_id, body.value(), doing())
    return said(papers.CountView.of(found))


def _shown(restock: Restock) -> Response:
    return said(RestockView.of(restock, service.names([restock]), doing().at))
