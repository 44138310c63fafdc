"""What is heard and said about restocks and counts."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictInt

from backend.kernel.clock import to_text
from backend.kernel.pages import Page
from backend.kiosks.rules.count import Count, Finding
from backend.kiosks.rules.restock import (
    MOST_PACKETS,
    Packet,
    Packets,
    Restock,
    RestockState,
    Sheet,
    Way,
    Wish,
)
from backend.web.routes import View

Code = Annotated[str, Field(max_length=12)]


class RestockPath(View):
    """An act at a kiosk."""

    kiosk_id: str = Field(max_length=16)
    restock_id: str = Field(max_length=36)


class CountPath(View):
    """A count at a kiosk."""

    kiosk_id: str = Field(max_length=16)
    count_id: str = Field(max_length=36)


class SheetBody(View):
    """One sheet by invoice code and number."""

    code: Code
    number: StrictInt


class PacketBody(View):
    """First and last sheet of a packet, as scanned."""

    code: Code
    first: StrictInt
    last: StrictInt


class Scanned(View):
    """The packets a second clerk scanned."""

    packets: list[PacketBody] = Field(max_length=MOST_PACKETS)

    def value(self) -> Packets:
        """Return the packets as the rules know them."""
        return tuple(Packet(one.code, one.first, one.last) for one in self.packets)


class BeginRestock(Scanned):
    """What the first clerk brings, and the sheet seen first in the cassette; null when empty."""

    way: Way
    kind: str = Field(max_length=20)
    seen: SheetBody | None

    def wish(self) -> Wish:
        """Return the wish as the rules know it."""
        return Wish(self.way, self.kind, self.value(), _sheet(self.seen))


class CountBody(View):
    """The sheet found first in a cassette, null for an empty one, and why it was counted."""

    kind: str = Field(max_length=20)
    found: SheetBody | None
    reason: str = Field(max_length=200)

    def value(self) -> Finding:
        """Return the finding as the rules know it."""
        return Finding(self.kind, _sheet(self.found), self.reason)


class PacketView(View):
    """Consecutive numbers of one invoice code."""

    code: str
    first: int
    last: int

    @classmethod
    def all(cls, packets: Packets) -> "list[PacketView]":
        """Show packets."""
        return [cls(code=one.code, first=one.first, last=one.last) for one in packets]


class RestockView(View):
    """An act as clerks see it; while it is open the packets stay unsaid, only their count."""

    id: str
    kiosk_id: str = Field(max_length=16)
    way: Way
    kind: str
    state: RestockState
    sheets: int
    packet_count: int
    packets: list[PacketView]
    opened_by: str
    opened_by_name: str
    opened_at: str
    expires_at: str
    ended_by: str | None
    ended_by_name: str | None
    ended_at: str | None
    reason: str | None

    @classmethod
    def of(cls, restock: Restock, names: dict[str, str], now: datetime) -> "RestockView":
        """Show an act; `names` are those of its people."""
        state, wish = restock.seen(now), restock.wish
        return cls(
            id=restock.id,
            kiosk_id=restock.kiosk_id,
            way=wish.way,
            kind=wish.kind,
            state=state,
            sheets=restock.count,
            packet_count=len(wish.packets),
            # The second clerk scans what lies there; numbers to copy would make one person two.
            packets=[] if state is RestockState.OPENED else PacketView.all(wish.packets),
            opened_by=restock.opened_by,
            opened_by_name=names.get(restock.opened_by, ""),
            opened_at=to_text(restock.opened_at),
            expires_at=to_text(restock.expires_at),
            ended_by=restock.ended_by,
            ended_by_name=names.get(restock.ended_by, "") if restock.ended_by else None,
            ended_at=to_text(restock.ended_at) if restock.ended_at else None,
            reason=restock.reason,
        )


class RestocksView(View):
    """One page of a kiosk's acts."""

    items: list[RestockView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Restock], names: dict[str, str], now: datetime) -> "RestocksView":
        """Show a page."""
        items = [RestockView.of(one, names, now) for one in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class CountView(View):
    """A count: what it put in doubt, nothing when the books were right."""

    id: str
    kiosk_id: str = Field(max_length=16)
    kind: str
    in_doubt: list[PacketView]
    counted_by: str
    counted_at: str

    @classmethod
    def of(cls, count: Count) -> "CountView":
        """Show a count."""
        return cls(
            id=count.id,
            kiosk_id=count.kiosk_id,
            kind=count.finding.kind,
            in_doubt=PacketView.all(count.in_doubt),
            counted_by=count.counted_by,
            counted_at=to_text(count.counted_at),
        )


def _sheet(body: SheetBody | None) -> Sheet | None:
    return (body.code, body.number) if body else None
