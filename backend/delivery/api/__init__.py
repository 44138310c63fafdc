"""Mail over HTTP: the taxpayer's address book and orders."""

from flask import Response

from backend.delivery import schemas
from backend.delivery.rules import divisions
from backend.delivery.rules.orders import MailOrder, Sending
from backend.delivery.service import AddressBook, OrderSide
from backend.kernel.periods import day_of
from backend.web import callers
from backend.web.history import HistoryQuery, HistoryView
from backend.web.routes import (
    ListQuery,
    blueprint,
    nothing,
    room,
    said,
    said_if_new,
    tag_of,
)

routes = blueprint("delivery")
book: AddressBook = room("delivery-book")
orders: OrderSide = room("delivery-orders")


@routes.get("/divisions", responses={200: schemas.DivisionsView})
@callers.allow("person")
def list_divisions() -> Response:
    """List the districts to choose from where an address is in this city."""
    today = day_of(callers.doing().at)
    return said(schemas.DivisionsView.of(divisions.published(), today))


@routes.get("/companies/<company_id>/addresses", responses={200: schemas.AddressesView})
@callers.allow("person")
def list_addresses(path: schemas.CompanyPath) -> Response:
    """List a company's addresses."""
    found = book.of_company(path.company_id, callers.current().id)
    return said(schemas.AddressesView.of(found))


@routes.put("/companies/<company_id>/addresses/<address_id>", responses={200: schemas.AddressView})
@callers.allow("person")
def put_address(path: schemas.AddressPath, body: schemas.DestinationBody) -> Response:
    """Write an address into a company's book."""
    person, doing = callers.current().id, callers.doing()
    address = book.put(
        path.company_id, path.address_id, body.value(), person_id=person, doing=doing
    )
    return said(schemas.AddressView.of(address))


@routes.delete("/companies/<company_id>/addresses/<address_id>")
@callers.allow("person")
def remove_address(path: schemas.AddressPath) -> Response:
    """Take an address off a company's book."""
    person, doing = callers.current().id, callers.doing()
    book.remove(path.company_id, path.address_id, person_id=person, doing=doing)
    return nothing()


@routes.get("/companies/<company_id>/mail-orders", responses={200: schemas.MailOrdersView})
@callers.allow("person")
def list_mail_orders(path: schemas.CompanyPath, query: ListQuery) -> Response:
    """List a company's orders by mail, newest first; cheap to ask again with the last ETag."""
    person = callers.current().id
    page = orders.of_company(path.company_id, person, cursor=query.cursor, limit=query.limit)
    parcels = orders.parcels(page.items)
    tag = tag_of(
        page.next_cursor,
        *((one.id, one.version) for one in page.items),
        *((one.id, one.version) for one in parcels.values()),
    )
    view = schemas.MailOrdersView.of(page.items, parcels, page.next_cursor)
    return said_if_new(view, tag)


@routes.get("/mail-orders/<order_id>", responses={200: schemas.MailOrderView})
@callers.allow("person")
def get_mail_order(path: schemas.MailOrderPath) -> Response:
    """Show an order by mail and the way of its parcel; cheap to ask again with the last ETag."""
    order = orders.see(path.order_id, callers.current().id)
    view = _view(order)
    tag = tag_of(order.version, view.parcel.model_dump() if view.parcel else "")
    return said_if_new(view, tag)


@routes.put("/mail-orders/<order_id>/kiosk", responses={200: schemas.MailOrderView})
@callers.allow("person")
def turn(path: schemas.MailOrderPath, body: schemas.TurnBody) -> Response:
    """Fetch it at a machine instead."""
    person = callers.current().id
    return said(_view(orders.turn(path.order_id, body.site_id, person, callers.doing())))


@routes.put("/mail-orders/<order_id>/sendings/<sending_id>", responses={200: schemas.MailOrderView})
@callers.allow("person")
def send(path: schemas.SendingPath, body: schemas.SendBody) -> Response:
    """Send it elsewhere, or once more what came back or was lost."""
    person, sending = callers.current().id, Sending(path.sending_id, body.address_id)
    return said(_view(orders.send(path.order_id, sending, person, callers.doing())))


@routes.put("/mail-orders/<order_id>/cancellation", responses={200: schemas.MailOrderView})
@callers.allow("person")
def cancel_mail_order(path: schemas.MailOrderPath) -> Response:
    """Give up what is in no parcel; the quota is free again."""
    return said(_view(orders.cancel(path.order_id, callers.current().id, callers.doing())))


@routes.put("/mail-orders/<order_id>/receipt", responses={200: schemas.MailOrderView})
@callers.allow("person")
def receive(path: schemas.MailOrderPath) -> Response:
    """Confirm that the parcel arrived."""
    return said(_view(orders.receive(path.order_id, callers.current().id, callers.doing())))


@routes.get("/mail-orders/<order_id>/history", responses={200: HistoryView})
@callers.allow("person")
def mail_order_history(path: schemas.MailOrderPath, query: HistoryQuery) -> Response:
    """Show every step of an order by mail."""
    page = orders.history(path.order_id, callers.current().id, query.cursor)
    return said(HistoryView.of(page))


def _view(order: MailOrder) -> schemas.MailOrderView:
    parcels = orders.parcels([order])
    return schemas.MailOrderView.of(order, parcels.get(order.parcel_id or ""))
