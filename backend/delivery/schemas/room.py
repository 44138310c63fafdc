"""What is heard and said over HTTP about mail, in the mail room."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, StrictInt

from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import MOST_ORDERS, Fault, Parcel, ParcelState
from backend.delivery.rules.sheets import MOST_PACKETS, Packets, Sheets
from backend.delivery.schemas import DestinationView, MailSheetsView, NewsView
from backend.kernel.clock import to_text
from backend.web.routes import ListQuery, View


class MailRoomPath(View):
    """A mail room, by its site."""

    site_id: str = Field(max_length=16)


class FillingPath(MailRoomPath):
    """A packet that is taken into a mail room."""

    filling_id: str = Field(max_length=36)


class ParcelPath(View):
    """A parcel."""

    parcel_id: str = Field(max_length=36)


class LabelPath(View):
    """A number on a label."""

    number: str = Field(max_length=40)


class ParcelsQuery(ListQuery):
    """Which parcels to list."""

    state: ParcelState = ParcelState.PICKING


class MailPacketBody(View):
    """First and last sheet of consecutive serials, as scanned."""

    code: str = Field(max_length=12)
    first: StrictInt
    last: StrictInt

    def value(self) -> Sheets:
        """Return it as the rules know it."""
        return Sheets(self.code, self.first, self.last)


class FillingBody(MailPacketBody):
    """The packet, and its kind of paper."""

    kind: str = Field(max_length=20)


class BeginParcel(View):
    """The orders that go into one parcel."""

    order_ids: list[str] = Field(max_length=MOST_ORDERS)


class ScannedParcel(View):
    """What lies in a parcel, as scanned."""

    packets: list[MailPacketBody] = Field(max_length=MOST_PACKETS)

    def value(self) -> Packets:
        """Return the packets as the rules know them."""
        return tuple(one.value() for one in self.packets)


class PackBody(View):
    """The number on the label."""

    tracking_number: str = Field(max_length=40)


class MailReason(View):
    """Why something is done."""

    reason: str = Field(max_length=500)


class FaultBody(ScannedParcel):
    """Sheets found damaged (`cancelled`) or missing (`lost`), and how that came about."""

    outcome: Literal["cancelled", "lost"]
    reason: str = Field(max_length=500)


class FaultView(View):
    """Sheets that somebody found damaged or missing."""

    packets: list[MailSheetsView]
    outcome: str
    reason: str
    by: str

    @classmethod
    def of(cls, fault: Fault) -> Self:
        """Show a fault."""
        packets = [MailSheetsView.of(one) for one in fault.packets]
        return cls(packets=packets, outcome=fault.outcome, reason=fault.reason, by=fault.by)


class PaperView(View):
    """How much of a kind a mail room has that no parcel has yet."""

    kind: str
    count: int


class PapersView(View):
    """What a mail room has."""

    items: list[PaperView]

    @classmethod
    def of(cls, stock: Mapping[str, int]) -> Self:
        """Show a stock."""
        return cls(items=[PaperView(kind=kind, count=count) for kind, count in stock.items()])


class OwedView(View):
    """A line of the picking list."""

    id: str
    company_id: str
    company_name: str
    kind: str
    count: int
    to: DestinationView
    destination: str
    opened_at: str
    late: bool

    @classmethod
    def of(cls, order: MailOrder, company_name: str) -> Self:
        """Show what is owed; equal `destination` means one parcel may take both."""
        return cls(
            id=order.id,
            company_id=order.company_id,
            company_name=company_name,
            kind=order.kind,
            count=order.count,
            to=DestinationView.masked(order.to),
            destination=order.to.key[:16],
            opened_at=to_text(order.opened_at),
            late=order.late,
        )


class OwedListView(View):
    """A page of the picking list."""

    items: list[OwedView]
    next_cursor: str | None


class ParcelLineView(View):
    """An order in a parcel, and its serials."""

    order_id: str
    kind: str
    serials: list[MailSheetsView]


class ParcelView(View):
    """A parcel as the mail room sees it; names stand beside those who acted."""

    id: str
    company_id: str
    company_name: str
    site_id: str
    state: ParcelState
    to: DestinationView
    count: int
    lines: list[ParcelLineView]
    begun_by: str
    scanned_by: str | None
    checked_by: str | None
    loss_by: str | None
    back_by: str | None
    fault: FaultView | None
    tracking_number: str | None
    handover_id: str | None
    since: str
    handed_at: str | None
    signed_at: str | None
    received_at: str | None
    fell_due: list[str]
    news: list[NewsView]
    version: int

    @classmethod
    def of(cls, parcel: Parcel, company_name: str) -> Self:
        """Show a parcel."""
        return cls(
            id=parcel.id,
            company_id=parcel.company_id,
            company_name=company_name,
            site_id=parcel.site_id,
            state=parcel.state,
            to=DestinationView.of(parcel.to),
            count=parcel.count,
            lines=[
                ParcelLineView(
                    order_id=line.order_id,
                    kind=line.kind,
                    serials=[MailSheetsView.of(one) for one in line.sheets],
                )
                for line in parcel.lines
            ],
            begun_by=parcel.begun_by,
            scanned_by=parcel.scanned_by,
            checked_by=parcel.checked_by,
            loss_by=parcel.loss_by,
            back_by=parcel.back_by,
            fault=FaultView.of(parcel.fault) if parcel.fault else None,
            tracking_number=parcel.tracking_number,
            handover_id=parcel.handover_id,
            since=to_text(parcel.since),
            handed_at=to_text(parcel.handed_at) if parcel.handed_at else None,
            signed_at=to_text(parcel.signed_at) if parcel.signed_at else None,
            received_at=to_text(parcel.received_at) if parcel.received_at else None,
            fell_due=list(parcel.fell_due),
            news=[NewsView.of(one) for one in parcel.told],
            version=parcel.version,
        )


class ParcelsView(View):
    """A page of parcels."""

    items: list[ParcelView]
    next_cursor: str | None
