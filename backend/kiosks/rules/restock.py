"""Paper in and out of a machine (补票, 退票): an act of two people who each scan the packets.

opened ──a second clerk scans the same within 30 minutes──> confirmed: the paper moves
   ├──cancel──> cancelled
   ├──others moved the paper meanwhile──> cancelled, with the reason
   └──time──> lapsed (read so; nothing has moved)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.kernel.clock import SHANGHAI, to_text
from backend.kernel.codes import check_invoice_code
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.kiosk import Kiosk

# What others did to the paper stays so: an act refused for it can never be confirmed.
OVERTAKEN = frozenset({"serials-loaded-already", "unload-differs"})
LIFETIME = timedelta(minutes=30)
MOST_PACKETS = 20
_HIGHEST = 99_999_999  # an invoice number has eight digits

Sheet = tuple[str, int]


class Way(StrEnum):
    """Where the paper goes: from the depot into the machine, or out of it to the depot."""

    LOAD = "load"
    UNLOAD = "unload"


class RestockState(StrEnum):
    """Where an act stands."""

    OPENED = "opened"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, order=True)
class Packet:
    """Consecutive numbers of one invoice code, as scanned from the first and the last sheet."""

    code: str
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many sheets lie in it."""
        return self.last - self.first + 1


Packets = tuple[Packet, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the first clerk says: way, kind, packets in the order they go in, and the head seen."""

    way: Way
    kind: str
    packets: Packets
    seen: Sheet | None


@dataclass(frozen=True, slots=True)
class Restock:
    """One act at one kiosk; `jkt` is the key the machine had when it was opened.

    `reason` is the refusal that ended an act which others made impossible.
    """

    id: str
    kiosk_id: str
    site_id: str
    jkt: str | None
    wish: Wish
    opened_by: str
    opened_at: datetime
    state: RestockState = RestockState.OPENED
    ended_by: str | None = None
    ended_at: datetime | None = None
    reason: str | None = None
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"restock/{self.kiosk_id}/{self.id}"

    @property
    def expires_at(self) -> datetime:
        """Until when the second clerk may confirm."""
        return self.opened_at + LIFETIME

    @property
    def count(self) -> int:
        """How many sheets it is about."""
        return sum(one.count for one in self.wish.packets)

    def seen(self, now: datetime) -> RestockState:
        """The state as time has it: what nobody confirmed in time has lapsed."""
        if self.state is RestockState.OPENED and now >= self.expires_at:
            return RestockState.LAPSED
        return self.state


Step = tuple[Restock, Event]


def check_packets(packets: Packets) -> None:
    """Check packets as scanned.

    Refuses `request-malformed` (none, or more than twenty), then for each packet
    `invoice-code-malformed` and `serials-malformed`.
    """
    if not 1 <= len(packets) <= MOST_PACKETS:
        raise Refusal("request-malformed", field="/packets")
    for place, one in enumerate(packets):
        if check_invoice_code(one.code) != one.code:
            raise Refusal("invoice-code-malformed", field=f"/packets/{place}/code")
        if not 0 < one.first <= one.last <= _HIGHEST:
            raise Refusal("serials-malformed", field=f"/packets/{place}/first")


def check_head(wish: Wish, booked: Sheet | None) -> None:
    """Refuse `restock-head-differs` when the sheet seen first is not the one in the books."""
    if wish.seen != booked:
        raise Refusal("restock-head-differs", field="/seen", kind=wish.kind)


def begin(restock_id: str, kiosk: Kiosk, wish: Wish, doing: Doing) -> Step:
    """Open an act; refuses `restock-kiosk-unpaired`: nobody would notice what happens to it."""
    if kiosk.jkt is None:
        raise Refusal("restock-kiosk-unpaired", kiosk_id=kiosk.id)
    opened = Restock(restock_id, kiosk.id, kiosk.site_id, kiosk.jkt, wish, doing.actor, doing.at)
    seen = list(wish.seen) if wish.seen else None
    return _step(opened, "opened", doing, seen=seen, packets=_plain(wish.packets))


def check_alone(
    others: Iterable[Restock], wish: Wish, name_of: Callable[[str], str], now: datetime
) -> None:
    """Refuse `restock-open` while an act with the same paper waits: that one is to be confirmed."""
    for one in others:
        if one.wish.kind == wish.kind and one.seen(now) is RestockState.OPENED:
            raise Refusal(
                "restock-open",
                restock_id=one.id,
                opened_by_name=name_of(one.opened_by.partition("/")[2]),
                opened_at=to_text(one.opened_at),
                opened_time=one.opened_at.astimezone(SHANGHAI).strftime("%H:%M"),
            )


def check_same(restock: Restock, wish: Wish, actor: str) -> None:
    """Take a repeat; refuses `restock-exists-differently` for anything else under its id."""
    if (restock.wish, restock.opened_by) != (wish, actor):
        raise Refusal("restock-exists-differently")


def confirm(restock: Restock, packets: Packets, kiosk: Kiosk, doing: Doing) -> Step | None:
    """Let a second clerk confirm; None when this clerk did so before.

    Refuses `restock-same-person`, `restock-serials-differ` (which packet), `restock-over`
    (cancelled, or confirmed by another), `restock-expired`, `restock-kiosk-moved`,
    `restock-kiosk-unpaired`.
    """
    if doing.actor == restock.opened_by:
        raise Refusal("restock-same-person")
    _check_scanned(restock.wish.packets, packets)
    if restock.state is RestockState.CONFIRMED and restock.ended_by == doing.actor:
        return None
    _check_open(restock, doing.at)
    if kiosk.site_id != restock.site_id:
        raise Refusal("restock-kiosk-moved", kiosk_id=kiosk.id)
    if kiosk.jkt is None or kiosk.jkt != restock.jkt:
        raise Refusal("restock-kiosk-unpaired", kiosk_id=kiosk.id)
    after = replace(restock, state=RestockState.CONFIRMED, ended_by=doing.actor, ended_at=doing.at)
    return _step(
        after,
        "confirmed",
        doing,
        opened_by=restock.opened_by,
        confirmed_by=doing.actor,
        packets=_plain(packets),
    )


def cancel(restock: Restock, doing: Doing) -> Step | None:
    """End an act before anything moved, by any clerk; None when it is cancelled.

    Refuses `restock-over`, `restock-expired`.
    """
    if restock.state is RestockState.CANCELLED:
        return None
    _check_open(restock, doing.at)
    after = replace(restock, state=RestockState.CANCELLED, ended_by=doing.actor, ended_at=doing.at)
    return _step(after, "cancelled", doing, opened_by=restock.opened_by)


def overtake(restock: Restock, reason: str, doing: Doing) -> Step:
    """End an act that others made impossible, with the refusal that says so."""
    after = replace(
        restock,
        state=RestockState.CANCELLED,
        ended_by=doing.actor,
        ended_at=doing.at,
        reason=reason,
    )
    return _step(after, "overtaken", doing, opened_by=restock.opened_by, reason=reason)


def _check_open(restock: Restock, now: datetime) -> None:
    if restock.state is not RestockState.OPENED:
        raise Refusal("restock-over")
    if restock.seen(now) is RestockState.LAPSED:
        raise Refusal("restock-expired")


def _check_scanned(opened: Packets, scanned: Packets) -> None:
    for place in range(max(len(opened), len(scanned))):
        if opened[place : place + 1] != scanned[place : place + 1]:
            # The expected serials stay unsaid: the second scan is a check, not a copy.
            raise Refusal("restock-serials-differ", field=f"/packets/{place}", packet=place + 1)


def _plain(packets: Packets) -> list[object]:
    return [[one.code, one.first, one.last] for one in packets]


def _step(after: Restock, verb: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    about = {
        "kiosk_id": after.kiosk_id,
        "site_id": after.site_id,
        "way": str(after.wish.way),
        "paper_kind": after.wish.kind,
        "sheets": after.count,
    }
    event = doing.event(
        numbered.subject, numbered.version, f"kiosks:restock:{verb}", **about, **data
    )
    return numbered, event
