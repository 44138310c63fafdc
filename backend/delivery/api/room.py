"""Mail over HTTP: the mail room's routes, for clerks."""

from flask import Response

from backend.delivery.ports import Companies
from backend.delivery.rules.parcel import Parcel
from backend.delivery.schemas import room as schemas
from backend.delivery.service import CarrierSide, PickingSide
from backend.web.callers import allow, doing
from backend.web.history import HistoryView
from backend.web.routes import ListQuery, blueprint, room, said

routes = blueprint("mail-room")
picking: PickingSide = room("delivery-picking")
carrier: CarrierSide = room("delivery-carrier")
companies: Companies = room("taxpayers")


@routes.get("/counter/mail-rooms/<site_id>/paper", responses={200: schemas.PapersView})
@allow("staff", roles=("clerk",))
def show_paper(path: schemas.MailRoomPath) -> Response:
    """Show what a mail room has that no parcel has yet."""
    return said(schemas.PapersView.of(picking.stock(path.site_id)))


@routes.put(
    "/counter/mail-rooms/<site_id>/fillings/<filling_id>", responses={200: schemas.PaperView}
)
@allow("staff", roles=("clerk",))
def fill(path: schemas.FillingPath, body: schemas.FillingBody) -> Response:
    """Take a packet from the depot into a mail room."""
    packet = body.value()
    count = picking.fill(path.site_id, path.filling_id, body.kind, packet=packet, doing=doing())
    return said(schemas.PaperView(kind=body.kind, count=count))


@routes.get("/counter/mail-rooms/<site_id>/owed", responses={200: schemas.OwedListView})
@allow("staff", roles=("clerk",))
def list_owed(path: schemas.MailRoomPath, query: ListQuery) -> Response:
    """List what is to be picked, in the order of the drawers."""
    page = picking.owed(path.site_id, query.cursor, query.limit)
    names = companies.names({one.company_id for one in page.items})
    items = [schemas.OwedView.of(one, names.get(one.company_id, "")) for one in page.items]
    return said(schemas.OwedListView(items=items, next_cursor=page.next_cursor))


@routes.get("/counter/mail-rooms/<site_id>/parcels", responses={200: schemas.ParcelsView})
@allow("staff", roles=("clerk",))
def list_parcels(path: schemas.MailRoomPath, query: schemas.ParcelsQuery) -> Response:
    """List a mail room's parcels in a state."""
    page = picking.parcels(path.site_id, query.state, cursor=query.cursor, limit=query.limit)
    names = companies.names({one.company_id for one in page.items})
    items = [schemas.ParcelView.of(one, names.get(one.company_id, "")) for one in page.items]
    return said(schemas.ParcelsView(items=items, next_cursor=page.next_cursor))


@routes.put("/counter/parcels/<parcel_id>", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def begin_parcel(path: schemas.ParcelPath, body: schemas.BeginParcel) -> Response:
    """Begin to pick orders of one company to one address."""
    return _shown(picking.begin(path.parcel_id, body.order_ids, doing()))


@routes.get("/counter/parcels/<parcel_id>", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def get_parcel(path: schemas.ParcelPath) -> Response:
    """Show a parcel."""
    return _shown(picking.see(path.parcel_id, doing()))


@routes.get("/counter/parcels/<parcel_id>/history", responses={200: HistoryView})
@allow("staff", roles=("clerk",))
def parcel_history(path: schemas.ParcelPath, query: ListQuery) -> Response:
    """Show every step of a parcel."""
    return said(HistoryView.of(picking.history(path.parcel_id, query.cursor, query.limit)))


@routes.get("/counter/parcels/by-label/<number>", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def find_by_label(path: schemas.LabelPath) -> Response:
    """Find the parcel with a number on its label, as a scanner reads it."""
    return _shown(picking.see(carrier.labelled(path.number), doing()))


@routes.put("/counter/parcels/<parcel_id>/scan", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def scan_parcel(path: schemas.ParcelPath, body: schemas.ScannedParcel) -> Response:
    """Scan what was taken out, as the first clerk."""
    return _shown(picking.scan(path.parcel_id, body.value(), doing()))


@routes.put("/counter/parcels/<parcel_id>/check", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def check_parcel(path: schemas.ParcelPath, body: schemas.ScannedParcel) -> Response:
    """Scan the same, as the second clerk: it is picked."""
    return _shown(picking.check(path.parcel_id, body.value(), doing()))


@routes.put("/counter/parcels/<parcel_id>/packing", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def pack_parcel(path: schemas.ParcelPath, body: schemas.PackBody) -> Response:
    """Close it under the number on its label."""
    return _shown(picking.pack(path.parcel_id, body.tracking_number, doing()))


@routes.put("/counter/parcels/<parcel_id>/undoing", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def undo_parcel(path: schemas.ParcelPath, body: schemas.MailReason) -> Response:
    """Take it apart before it leaves."""
    return _shown(picking.undo(path.parcel_id, body.reason, doing()))


@routes.put("/counter/parcels/<parcel_id>/fault", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def find_fault(path: schemas.ParcelPath, body: schemas.FaultBody) -> Response:
    """Say that sheets of it are damaged or missing; a second clerk must say the same."""
    packets, reason = body.value(), body.reason
    found = picking.find_fault(path.parcel_id, packets, body.outcome, reason=reason, doing=doing())
    return _shown(found)


@routes.put("/counter/parcels/<parcel_id>/return", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def say_it_came_back(path: schemas.ParcelPath, body: schemas.PackBody) -> Response:
    """Say that a parcel under way came back, by its label as scanned."""
    return _shown(carrier.come_back(path.parcel_id, body.tracking_number, doing()))


@routes.put("/counter/parcels/<parcel_id>/signed-return", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def take_back_signed(path: schemas.ParcelPath, body: schemas.ScannedParcel) -> Response:
    """Say that one came back which was signed for, as scanned; a second clerk must say the same."""
    return _shown(carrier.take_back(path.parcel_id, body.value(), doing()))


@routes.put("/counter/parcels/<parcel_id>/restocking", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def restock_parcel(path: schemas.ParcelPath, body: schemas.ScannedParcel) -> Response:
    """Take what came back into the depot, as scanned."""
    return _shown(carrier.restock(path.parcel_id, body.value(), doing()))


@routes.put("/counter/parcels/<parcel_id>/loss", responses={200: schemas.ParcelView})
@allow("staff", roles=("clerk",))
def lose_parcel(path: schemas.ParcelPath, body: schemas.MailReason) -> Response:
    """Report it lost; a second clerk must agree."""
    return _shown(carrier.lose(path.parcel_id, body.reason, doing()))


def _shown(parcel: Parcel) -> Response:
    names = companies.names([parcel.company_id])
    return said(schemas.ParcelView.of(parcel, names.get(parcel.company_id, "")))
