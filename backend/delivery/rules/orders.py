"""An order by mail (邮寄单): sheets of one approval that the mail room owes to an address.

    ∅ ──approved by mail, or a pickup that ended so──> owed
    owed ──picked for a parcel──> taken ──> signed ──came back after all──> taken
     │ ^                            ├─undone──> owed
     │ │                            └──> returned, lost ──┐
     │ └──────────send (again)────────────────────────────┤
     ├──turn──> turned: a pickup follows with this count <┤
     └──cancel──> cancelled <─────────────────────────────┤
                expired <──reminded, then nobody decided──┘

The count is owed in one place at a time: by this order, or by the one pickup that its end names.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.delivery.rules.address import Destination
from backend.delivery.rules.sheets import Packets, plain
from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


class OrderState(StrEnum):
    """Where an order stands."""

    OWED = "owed"
    TAKEN = "taken"
    SIGNED = "signed"
    RETURNED = "returned"
    LOST = "lost"
    TURNED = "turned"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


# Nothing of these is in a parcel: their owner may still decide otherwise.
_FREE = (OrderState.OWED, OrderState.RETURNED, OrderState.LOST)


OFFICE = "tax-office"
KEPT_SENDINGS = 16  # no packet is on its way for longer


@dataclass(frozen=True, slots=True)
class Waits:
    """How long an order may wait: to be picked, and for its owner once it came back or was lost.

    `reminder` is how long before the end of that its owner is told.
    """

    owed: timedelta
    returned: timedelta
    reminder: timedelta


@dataclass(frozen=True, slots=True)
class Sending:
    """What its owner asked for under an id of the phone's: that it goes to an address."""

    id: str
    address_id: str


@dataclass(frozen=True, slots=True)
class MailOrder:
    """One order; `site_id` is the mail room that owes it, `sheets` what a parcel has of it.

    `pickup_id` and `turned_to` name what follows once it is turned. `sendings` are the last ones
    asked for: a late repeat of theirs must not send it once more.
    """

    id: str
    application_id: str
    company_id: str
    collector_id: str
    kind: str
    count: int
    site_id: str
    to: Destination
    address_id: str
    opened_at: datetime
    state: OrderState = OrderState.OWED
    since: datetime | None = None
    parcel_id: str | None = None
    sheets: Packets = ()
    pickup_id: str | None = None
    turned_to: str | None = None
    sendings: tuple[Sending, ...] = ()
    late: bool = False
    reminded: bool = False
    due_at: datetime | None = None
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"mail-order/{self.id}"

    @property
    def is_free(self) -> bool:
        """Tell whether its owner may still decide otherwise."""
        return self.state in _FREE


Step = tuple[MailOrder, Event]


def owe(order: MailOrder, doing: Doing) -> Step:
    """Bring an order into the world."""
    return _step(order, "owed", doing, address_id=order.address_id)


def take(order: MailOrder, parcel_id: str, sheets: Packets, doing: Doing) -> Step:
    """Put an order into a parcel; refuses `mail-order-not-owed`."""
    if order.state is not OrderState.OWED:
        raise Refusal("mail-order-not-owed", order_id=order.id, state=str(order.state))
    after = replace(order, state=OrderState.TAKEN, parcel_id=parcel_id, sheets=sheets, late=False)
    return _step(after, "taken", doing, serials=plain(sheets))


def put_back(order: MailOrder, doing: Doing) -> Step:
    """Owe an order again whose parcel was undone; raises ValueError for any other."""
    _check_taken(order)
    after = replace(order, state=OrderState.OWED, parcel_id=None, sheets=(), late=False)
    return _step(after, "put-back", doing, parcel_id=order.parcel_id)


def sign(order: MailOrder, doing: Doing) -> Step:
    """End an order whose parcel arrived; raises ValueError for one in no parcel."""
    _check_taken(order)
    after = replace(order, state=OrderState.SIGNED)
    return _step(after, "signed", doing, out=order.count, serials=plain(order.sheets))


def take_back(order: MailOrder, doing: Doing) -> Step:
    """Let a parcel have an order again that came back after it was signed for.

    Raises ValueError for one that was not.
    """
    if order.state is not OrderState.SIGNED:
        raise ValueError(f"{order.subject} is {order.state}, not signed for")
    after = replace(order, state=OrderState.TAKEN)
    return _step(after, "taken-back", doing, reason="mail-came-back", serials=plain(order.sheets))


def come_back(order: MailOrder, doing: Doing) -> Step:
    """Wait for its owner after the parcel came back; raises ValueError for one in no parcel."""
    _check_taken(order)
    after = replace(order, state=OrderState.RETURNED, since=doing.at, reminded=False)
    return _step(after, "returned", doing, serials=plain(order.sheets))


def lose(order: MailOrder, doing: Doing) -> Step:
    """Wait for its owner after the parcel was lost; its serials are void (失控)."""
    _check_taken(order)
    after = replace(order, state=OrderState.LOST, since=doing.at, reminded=False)
    return _step(after, "lost", doing, serials=plain(order.sheets))


def turn(order: MailOrder, site_id: str, pickup_id: str, doing: Doing) -> Step | None:
    """Fetch it at a machine instead: a pickup of this id follows; None when that was done.

    Refuses `mail-order-picked` while a parcel has it, `mail-order-over`.
    """
    if order.state is OrderState.TURNED and order.turned_to == site_id:
        return None
    _check_free(order)
    after = replace(
        order, state=OrderState.TURNED, sheets=(), pickup_id=pickup_id, turned_to=site_id
    )
    # What the reaction makes of it is a pickup at this site, not at the mail room's.
    return _step(after, "turned", doing, pickup_id=pickup_id, at_site_id=site_id)


def is_sent(order: MailOrder, sending: Sending) -> bool:
    """Tell whether a sending was taken; refuses `sending-exists-differently` for another address.

    What became of it since does not matter.
    """
    before = next((one for one in order.sendings if one.id == sending.id), None)
    if before not in (None, sending):
        raise Refusal("sending-exists-differently")
    return before is not None


def send(order: MailOrder, sending: Sending, to: Destination, doing: Doing) -> Step:
    """Send it elsewhere, or once more what came back or was lost.

    Refuses `mail-order-picked` while a parcel has it, `mail-order-over`.
    """
    _check_free(order)
    verb = "readdressed" if order.state is OrderState.OWED else "sent-again"
    since = order.since if order.state is OrderState.OWED else doing.at
    after = replace(
        order,
        state=OrderState.OWED,
        address_id=sending.address_id,
        to=to,
        since=since,
        parcel_id=None,
        sheets=(),
        sendings=(*order.sendings, sending)[-KEPT_SENDINGS:],
    )
    told = {"address_id": sending.address_id, "sending_id": sending.id}
    return _step(after, verb, doing, **told)


def cancel(order: MailOrder, doing: Doing) -> Step | None:
    """Give it up: place and quota are free again; None when that was done.

    Refuses `mail-order-picked` while a parcel has it, `mail-order-over`.
    """
    if order.state is OrderState.CANCELLED:
        return None
    _check_free(order)
    return _step(replace(order, state=OrderState.CANCELLED), "cancelled", doing)


def remind(order: MailOrder, ends_at: datetime, doing: Doing) -> Step:
    """Remind its owner that what came back or was lost waits for a decision until then."""
    return _step(replace(order, reminded=True), "reminded", doing, ends_at=to_text(ends_at))


def expire(order: MailOrder, doing: Doing) -> Step:
    """End what came back or was lost and nobody decided about: place and quota are free again."""
    return _step(replace(order, state=OrderState.EXPIRED), "expired", doing)


def fall_late(order: MailOrder, doing: Doing) -> Step:
    """Say that nobody picked it in time."""
    return _step(replace(order, late=True), "fell-late", doing)


def postpone(order: MailOrder, due_at: datetime, doing: Doing) -> Step:
    """Say that a longer term holds today than when it was filed: it falls due later."""
    return _step(order, "postponed", doing, due_at=to_text(due_at))


def due_at(order: MailOrder, waits: Waits) -> datetime | None:
    """When time alone will change it; None when it does not."""
    since = order.since or order.opened_at
    match order.state:
        case OrderState.OWED if not order.late:
            return since + waits.owed
        case OrderState.RETURNED | OrderState.LOST:
            end = ends_at(order, waits)
            return end if order.reminded else end - waits.reminder
        case _:
            return None


def ends_at(order: MailOrder, waits: Waits) -> datetime:
    """Until when the owner of what came back or was lost may decide."""
    return (order.since or order.opened_at) + waits.returned


def told(event: Event) -> Event:
    """Return an event as a company is told it: of the tax office no name, and no session (PIPL)."""
    office = event.actor.startswith("clerk/")
    return replace(event, actor=OFFICE, machine="") if office else event


def _check_taken(order: MailOrder) -> None:
    if order.state is not OrderState.TAKEN:
        raise ValueError(f"{order.subject} is {order.state}, in no parcel")


def _check_free(order: MailOrder) -> None:
    if order.state is OrderState.TAKEN:
        raise Refusal("mail-order-picked", parcel_id=order.parcel_id)
    if not order.is_free:
        raise Refusal("mail-order-over", state=str(order.state))


def _step(after: MailOrder, verb: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    about = {
        "application_id": after.application_id,
        "company_id": after.company_id,
        "collector_id": after.collector_id,
        "kind": after.kind,
        "count": after.count,
        "site_id": after.site_id,
    }
    if after.parcel_id is not None:
        about["parcel_id"] = after.parcel_id
    kind = f"delivery:order:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **{**about, **data})
