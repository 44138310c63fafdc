"""What is heard and said over HTTP about mail, to taxpayers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Self

from pydantic import Field

from backend.delivery.rules.address import Address, Destination
from backend.delivery.rules.divisions import Divisions
from backend.delivery.rules.orders import MailOrder, OrderState
from backend.delivery.rules.parcel import News, Parcel, ParcelState
from backend.delivery.rules.sheets import Sheets
from backend.kernel.clock import to_text
from backend.kernel.codes import mask_mobile
from backend.web.routes import View

_LONGEST = 200  # what is longer than its field may be is refused with the field's own limit


class CompanyPath(View):
    """A company."""

    company_id: str = Field(max_length=20)


class AddressPath(CompanyPath):
    """An entry of a company's address book."""

    address_id: str = Field(max_length=36)


class MailOrderPath(View):
    """An order by mail."""

    order_id: str = Field(pattern=r"^[0-9a-f]{16}-[0-9]{1,9}$")


class SendingPath(MailOrderPath):
    """What somebody asks for once: that an order goes to an address."""

    sending_id: str = Field(max_length=36)


class DestinationBody(View):
    """Where a parcel goes, as typed."""

    province: str = Field(max_length=_LONGEST)
    city: str = Field(default="", max_length=_LONGEST)
    county: str = Field(default="", max_length=_LONGEST)
    town: str = Field(default="", max_length=_LONGEST)
    street: str = Field(max_length=_LONGEST)
    name: str = Field(max_length=_LONGEST)
    phone: str = Field(max_length=40)

    def value(self) -> Destination:
        """Return it as the rules know it."""
        return Destination(**{name: getattr(self, name) for name in type(self).model_fields})


class DestinationView(View):
    """Where a parcel goes; the phone as far as it may be shown."""

    province: str
    city: str
    county: str
    town: str
    street: str
    name: str
    phone: str
    code: str

    @classmethod
    def of(cls, to: Destination) -> Self:
        """Show a destination to who wrote it."""
        return cls(**{name: getattr(to, name) for name in cls.model_fields})

    @classmethod
    def masked(cls, to: Destination) -> Self:
        """Show a destination with the phone masked."""
        return cls.of(to).model_copy(update={"phone": mask_mobile(to.phone)})


class DivisionView(View):
    """A district of the city."""

    code: str
    name: str


class DivisionsView(View):
    """The districts to choose from where an address is in this city."""

    province: str
    city: str
    items: list[DivisionView]

    @classmethod
    def of(cls, found: Divisions, day: date) -> Self:
        """Show the districts of a day."""
        items = [DivisionView(code=one.code, name=one.name) for one in found.on(day)]
        return cls(province=found.province, city=found.city, items=items)


class AddressView(View):
    """An entry of an address book."""

    id: str
    to: DestinationView
    removed: bool
    version: int

    @classmethod
    def of(cls, address: Address) -> Self:
        """Show an entry."""
        return cls(
            id=address.id,
            to=DestinationView.of(address.to),
            removed=address.removed,
            version=address.version,
        )


class AddressesView(View):
    """An address book."""

    items: list[AddressView]

    @classmethod
    def of(cls, addresses: Iterable[Address]) -> Self:
        """Show a book."""
        return cls(items=[AddressView.of(one) for one in addresses])


class TurnBody(View):
    """The place where somebody would rather fetch it."""

    site_id: str = Field(max_length=16)


class SendBody(View):
    """The address where it is to be sent."""

    address_id: str = Field(max_length=36)


class MailSheetsView(View):
    """Consecutive serials."""

    code: str
    first: int
    last: int

    @classmethod
    def of(cls, sheets: Sheets) -> Self:
        """Show serials."""
        return cls(code=sheets.code, first=sheets.first, last=sheets.last)


class NewsView(View):
    """What the carrier told."""

    code: str
    at: str
    place: str

    @classmethod
    def of(cls, news: News) -> Self:
        """Show a piece of news."""
        return cls(code=news.code, at=to_text(news.at), place=news.place)


class TrackView(View):
    """The way of a parcel, as the taxpayer follows it."""

    id: str
    state: ParcelState
    tracking_number: str | None
    handed_at: str | None
    signed_at: str | None
    received_at: str | None
    news: list[NewsView]

    @classmethod
    def of(cls, parcel: Parcel) -> Self:
        """Show a parcel's way."""
        return cls(
            id=parcel.id,
            state=parcel.state,
            tracking_number=parcel.tracking_number,
            handed_at=to_text(parcel.handed_at) if parcel.handed_at else None,
            signed_at=to_text(parcel.signed_at) if parcel.signed_at else None,
            received_at=to_text(parcel.received_at) if parcel.received_at else None,
            news=[NewsView.of(one) for one in parcel.told],
        )


class MailOrderView(View):
    """An order by mail as its owner sees it; `free` says that they may still decide otherwise."""

    id: str
    application_id: str
    company_id: str
    kind: str
    count: int
    state: OrderState
    free: bool
    to: DestinationView
    address_id: str
    opened_at: str
    serials: list[MailSheetsView]
    parcel: TrackView | None
    pickup_id: str | None
    version: int

    @classmethod
    def of(cls, order: MailOrder, parcel: Parcel | None) -> Self:
        """Show an order, and the parcel it is in."""
        return cls(
            id=order.id,
            application_id=order.application_id,
            company_id=order.company_id,
            kind=order.kind,
            count=order.count,
            state=order.state,
            free=order.is_free,
            to=DestinationView.of(order.to),
            address_id=order.address_id,
            opened_at=to_text(order.opened_at),
            serials=[MailSheetsView.of(one) for one in order.sheets],
            parcel=TrackView.of(parcel) if parcel else None,
            pickup_id=order.pickup_id,
            version=order.version,
        )


class MailOrdersView(View):
    """A page of a company's orders by mail, newest first."""

    items: list[MailOrderView]
    next_cursor: str | None

    @classmethod
    def of(
        cls, orders: Iterable[MailOrder], parcels: Mapping[str, Parcel], next_cursor: str | None
    ) -> Self:
        """Show a page."""
        items = [MailOrderView.of(one, parcels.get(one.parcel_id or "")) for one in orders]
        return cls(items=items, next_cursor=next_cursor)
