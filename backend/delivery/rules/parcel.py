"""A parcel (邮件): orders of one company to one address, on their way together.

    picking ──first clerk scans, a second one too──> picked ──pack──> packed ──on a list──> packed
       └───────────────────────undo──────────────────────┴──────────────┘          │ confirmed
                                                                      with-carrier <┘
    with-carrier ──> out-for-delivery ──> signed     (by the carrier's word, or by the taxpayer's)
          ├──────────────┴──> returned <──two clerks──┘
          │              │       ├──scanned──> restocked
          └──────────────┴───────┴──two clerks──> lost

What happens outside the house stands in `outside.py`; what the carrier tells, in `carrier.py`: it
moves a parcel along this drawing and never back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from backend.delivery.rules.address import Destination
from backend.delivery.rules.orders import MailOrder, OrderState
from backend.delivery.rules.sheets import Packets, check_scanned, plain, total
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

MOST_ORDERS = 10  # with events, drawers and the parcel itself 36 of the 100 items of a transaction
LONGEST_REASON = 200


class ParcelState(StrEnum):
    """Where a parcel stands."""

    PICKING = "picking"
    PICKED = "picked"
    PACKED = "packed"
    WITH_CARRIER = "with-carrier"
    OUT = "out-for-delivery"
    SIGNED = "signed"
    RETURNED = "returned"
    RESTOCKED = "restocked"
    LOST = "lost"
    UNDONE = "undone"


INSIDE = (ParcelState.PICKING, ParcelState.PICKED, ParcelState.PACKED)
UNDERWAY = (ParcelState.WITH_CARRIER, ParcelState.OUT)


@dataclass(frozen=True, slots=True)
class Line:
    """One order in a parcel, and its sheets."""

    order_id: str
    kind: str
    sheets: Packets


@dataclass(frozen=True, slots=True)
class News:
    """What the carrier told: its own word for it, when and where it happened."""

    id: str
    code: str
    at: datetime
    place: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Sheets of a parcel that somebody found damaged (`cancelled`) or missing (`lost`)."""

    packets: Packets
    outcome: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel as it is today.

    `since` is when it came to its state; `told` are the last things the carrier said, `heard` the
    names of those that were noted; `fell_due` names what somebody was told of since then.
    """

    id: str
    company_id: str
    site_id: str
    to: Destination
    lines: tuple[Line, ...]
    begun_by: str
    since: datetime
    state: ParcelState = ParcelState.PICKING
    scanned_by: str | None = None
    checked_by: str | None = None
    tracking_number: str | None = None
    handover_id: str | None = None
    handed_at: datetime | None = None
    news_at: datetime | None = None
    told: tuple[News, ...] = ()
    heard: tuple[str, ...] = ()
    signed_at: datetime | None = None
    received_at: datetime | None = None
    received_by: str | None = None
    loss_by: str | None = None
    loss_reason: str = ""
    back_by: str | None = None
    fault: Fault | None = None
    fell_due: tuple[str, ...] = ()
    due_at: datetime | None = None
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"parcel/{self.id}"

    @property
    def sheets(self) -> Packets:
        """All of its serials."""
        return tuple(one for line in self.lines for one in line.sheets)

    @property
    def count(self) -> int:
        """How many sheets lie in it."""
        return total(self.sheets)


Step = tuple[Parcel, Event]


def check_orders(orders: Sequence[MailOrder]) -> MailOrder:
    """Check that orders fit into one parcel, and return the first.

    Refuses `request-malformed` (none, named twice, or more than ten), `mail-order-not-owed`,
    `parcel-orders-differ` for another company, address or mail room.
    """
    if not 1 <= len({one.id for one in orders}) == len(orders) <= MOST_ORDERS:
        raise Refusal("request-malformed", field="/order_ids")
    first = orders[0]
    for one in orders:
        if one.state is not OrderState.OWED:
            raise Refusal("mail-order-not-owed", order_id=one.id, state=str(one.state))
        if (one.company_id, one.to, one.site_id) != (first.company_id, first.to, first.site_id):
            raise Refusal("parcel-orders-differ", field="/order_ids", order_id=one.id)
    return first


def begin(parcel_id: str, first: MailOrder, lines: tuple[Line, ...], doing: Doing) -> Step:
    """Begin to pick a parcel; which sheets stands in its lines."""
    parcel = Parcel(
        id=parcel_id,
        company_id=first.company_id,
        site_id=first.site_id,
        to=first.to,
        lines=lines,
        begun_by=doing.actor,
        since=doing.at,
    )
    orders = [line.order_id for line in lines]
    return step(parcel, "begun", doing, orders=orders, serials=plain(parcel.sheets))


def check_same(parcel: Parcel, order_ids: Sequence[str]) -> None:
    """Take a repeat; refuses `parcel-exists-differently` for other orders under its id."""
    if tuple(line.order_id for line in parcel.lines) != tuple(order_ids):
        raise Refusal("parcel-exists-differently")


def scan(parcel: Parcel, packets: Packets, doing: Doing) -> Step | None:
    """Let the first clerk scan what was taken out; None when this clerk did so before.

    Refuses `parcel-serials-differ`, then `parcel-state-unfit` for one that was scanned by another
    or is picked already.
    """
    check_scanned(parcel.sheets, packets)
    if parcel.scanned_by == doing.actor:
        return None
    if parcel.state is not ParcelState.PICKING or parcel.scanned_by is not None:
        raise unfit(parcel)
    return step(replace(parcel, scanned_by=doing.actor), "scanned", doing)


def check(parcel: Parcel, packets: Packets, doing: Doing) -> Step | None:
    """Let a second clerk scan the same; None when this clerk did so before.

    Refuses `parcel-serials-differ`, `parcel-same-person`, `parcel-not-scanned`, then
    `parcel-state-unfit`.
    """
    check_scanned(parcel.sheets, packets)
    if parcel.scanned_by == doing.actor:
        raise Refusal("parcel-same-person")
    if parcel.checked_by == doing.actor:
        return None
    if parcel.scanned_by is None:
        raise Refusal("parcel-not-scanned")
    if parcel.state is not ParcelState.PICKING:
        raise unfit(parcel)
    after = arrived(parcel, ParcelState.PICKED, doing, checked_by=doing.actor)
    return step(after, "checked", doing, scanned_by=parcel.scanned_by)


def pack(parcel: Parcel, tracking_number: str, doing: Doing) -> Step | None:
    """Close the parcel under the number on its label; None when that was done.

    Refuses `parcel-state-unfit`.
    """
    if parcel.tracking_number == tracking_number and parcel.state is not ParcelState.UNDONE:
        return None
    if parcel.state is not ParcelState.PICKED:
        raise unfit(parcel)
    after = arrived(parcel, ParcelState.PACKED, doing, tracking_number=tracking_number)
    return step(after, "packed", doing, tracking_number=tracking_number)


def undo(parcel: Parcel, reason: str, doing: Doing) -> Step | None:
    """Take a parcel apart before it left the house; None when that was done.

    Refuses `request-malformed` (no reason), `parcel-on-list`, `parcel-state-unfit`.
    """
    check_reason(reason)
    if parcel.state is ParcelState.UNDONE:
        return None
    if parcel.handover_id is not None:
        raise Refusal("parcel-on-list", handover_id=parcel.handover_id)
    if parcel.state not in INSIDE:
        raise unfit(parcel)
    return step(arrived(parcel, ParcelState.UNDONE, doing), "undone", doing, reason=reason)


def put_on_list(parcel: Parcel, handover_id: str, doing: Doing) -> Step | None:
    """Put a packed parcel on a hand-over list; None when it is on it.

    Refuses `parcel-on-list` for another list's, `parcel-state-unfit`.
    """
    if parcel.handover_id == handover_id:
        return None
    if parcel.handover_id is not None:
        raise Refusal("parcel-on-list", handover_id=parcel.handover_id)
    if parcel.state is not ParcelState.PACKED:
        raise unfit(parcel)
    after = replace(parcel, handover_id=handover_id)
    return step(after, "listed", doing, handover_id=handover_id)


def take_off_list(parcel: Parcel, handover_id: str, doing: Doing) -> Step | None:
    """Take a parcel off a list that is not confirmed; None when it is on none."""
    if parcel.handover_id != handover_id:
        return None
    after = replace(parcel, handover_id=None)
    return step(after, "unlisted", doing, handover_id=handover_id)


def check_reason(reason: str) -> None:
    """Refuse `request-malformed` for an empty reason or an essay."""
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")


def unfit(parcel: Parcel) -> Refusal:
    """Say that a parcel is not where this can be done."""
    return Refusal("parcel-state-unfit", state=str(parcel.state))


def step(after: Parcel, verb: str, doing: Doing, **data: object) -> Step:
    """Number a parcel as changed, with the event that says so."""
    numbered = replace(after, version=after.version + 1)
    about = {"company_id": after.company_id, "site_id": after.site_id, "count": after.count}
    kind = f"delivery:parcel:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **about, **data)


def arrived(parcel: Parcel, state: ParcelState, doing: Doing, **changed: object) -> Parcel:
    """Bring a parcel to a state; what was proposed or fell due before is over."""
    fresh: dict[str, object] = {"loss_by": None, "loss_reason": "", "back_by": None, "fault": None}
    fresh |= {"fell_due": (), **changed}
    return replace(parcel, state=state, since=doing.at, **fresh)  # type: ignore[arg-type]
