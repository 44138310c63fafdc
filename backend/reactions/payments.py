"""What follows from payments: the bank is called, and clerks hear where it and our book differ."""

from typing import TYPE_CHECKING

from backend.counter.rules import Why
from backend.kernel.events import Doing, Event
from backend.payments.rules.differences import What

if TYPE_CHECKING:
    from backend.wiring import City


def send(city: "City", event: Event, doing: Doing) -> None:
    """Send a payment to the bank; what it does not answer, the sweeper asks about."""
    city.payments.sending.send(str(event.data["payment_id"]), doing)


def close(city: "City", event: Event, doing: Doing) -> None:
    """Close a code at the bank that somebody called off."""
    city.payments.sending.look(str(event.data["payment_id"]), doing)


def tell_bank(city: "City", event: Event, doing: Doing) -> None:
    """Have an agreement verified, or ended."""
    city.payments.agreements.tell_bank(str(event.data["agreement_id"]), doing)


def pay_out(city: "City", event: Event, doing: Doing) -> None:
    """Have an approved refund paid out."""
    city.payments.refunds.send(str(event.data["refund_id"]), doing)


def open_difference(city: "City", event: Event, doing: Doing) -> None:
    """Open a case for what book and bank do not agree about."""
    keys = ("what", "day", "order_kind", "order_id", "bank_fen", "book_fen", "book_state")
    difference_id = str(event.data["difference_id"])
    why = (Why("books-differ", {key: event.data[key] for key in keys}),)
    case = city.counter.open_case(event, "difference", difference_id, why=why, doing=doing)
    state = city.payments.differences.see(difference_id).state
    if state != "open":
        # The bank's word mended it before this reaction ran.
        city.counter.withdraw(case.id, str(state), doing)


def resolve_difference(city: "City", event: Event, doing: Doing) -> None:
    """Close the case of a difference that the bank's word has mended, or two clerks settled."""
    city.counter.resolve("difference", str(event.data["difference_id"]), event, doing)


def shut(city: "City", event: Event, doing: Doing) -> None:
    """Close at the bank what clerks have ended, so that it cannot be made after all."""
    city.payments.sending.shut(str(event.data["payment_id"]), doing)


def by_clerks(event: Event) -> bool:
    """Tell whether a payment ended on the word of clerks."""
    return event.data.get("by_clerks") is True


def mend(city: "City", event: Event, doing: Doing) -> None:
    """Note that the bank has spoken about what clerks were told it was silent about."""
    order_id = str(event.data.get("refund_id") or event.data["payment_id"])
    note = event.kind.rpartition(":")[2]
    city.payments.differences.mend(f"{What.UNANSWERED}.{order_id}", note, doing)


def was_stuck(event: Event) -> bool:
    """Tell whether clerks were told that the bank was silent about this."""
    return event.data.get("stuck") is True
