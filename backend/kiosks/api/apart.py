"""The routes of sheets set apart: what waits, what clerks decide of it, and serials' histories."""

from flask import Response

from backend.kernel.codes.typed import folded
from backend.kiosks.rules.apart import Lot
from backend.kiosks.schemas import apart
from backend.kiosks.service.quarantine import Quarantine
from backend.web.callers import allow, doing
from backend.web.routes import blueprint, room, said

routes = blueprint("kiosk-apart")
service: Quarantine = room("kiosk-apart")


@routes.get("/counter/apart", responses={200: apart.LotsView})
@allow("staff", roles=("clerk",))
def list_apart(query: apart.ApartQuery) -> Response:
    """List the sheets that wait for a decision, by place."""
    page = service.list_open(
        site_id=query.site_id, kiosk_id=query.kiosk_id, cursor=query.cursor, limit=query.limit
    )
    return said(apart.LotsView(items=_shown(*page.items), next_cursor=page.next_cursor))


@routes.get("/counter/apart/<kiosk_id>/<lot_id>", responses={200: apart.LotView})
@allow("staff", roles=("clerk",))
def see_apart(path: apart.LotPath) -> Response:
    """Show sheets set apart, decided or not."""
    return _said(service.see(path.kiosk_id, path.lot_id))


@routes.put(
    "/counter/apart/<kiosk_id>/<lot_id>/decisions/<decision_id>", responses={200: apart.LotView}
)
@allow("staff", roles=("clerk",))
def decide_apart(path: apart.DecisionPath, body: apart.RulingBody) -> Response:
    """Decide what becomes of sheets, or propose it to a second clerk."""
    lot = service.decide(
        path.kiosk_id, path.lot_id, path.decision_id, ruling=body.value(), doing=doing()
    )
    return _said(lot)


@routes.put(
    "/counter/apart/<kiosk_id>/<lot_id>/decisions/<decision_id>/answer",
    responses={200: apart.LotView},
)
@allow("staff", roles=("clerk",))
def answer_apart(path: apart.DecisionPath, body: apart.AnswerBody) -> Response:
    """Agree to a proposal as the second clerk, or take it back."""
    lot = service.answer(
        path.kiosk_id, path.lot_id, path.decision_id, agrees=body.agrees, doing=doing()
    )
    return _said(lot)


@routes.get("/counter/serials/<code>/<int:number>", responses={200: apart.SerialView})
@allow("staff", roles=("clerk",))
def see_serial(path: apart.SerialPath, query: apart.SerialQuery) -> Response:
    """Tell where a serial is and what happened to it."""
    sheet = folded(path.code), path.number
    page = service.serial(*sheet, query.cursor)
    names = service.names(one.actor for one in page.items if one.actor.startswith("clerk/"))
    pickups = (str(one.data.get("pickup_id") or "") for one in page.items)
    return said(apart.SerialView.of(page, sheet, names=names, whose=service.affected(pickups)))


def _said(lot: Lot) -> Response:
    return said(_shown(lot)[0])


def _shown(*lots: Lot) -> list[apart.LotView]:
    actors = (who for lot in lots for one in lot.decisions for who in (one.by, one.second))
    names, whose = service.names(actors), service.affected(lot.pickup_id for lot in lots)
    return [
        apart.LotView.of(lot, site_name=service.site_name(lot.site_id), names=names, whose=whose)
        for lot in lots
    ]
