"""How long things may take and which mail room serves: dated values, and what falls due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.delivery.rules.orders import Waits
from backend.delivery.rules.parcel import INSIDE, UNDERWAY, Parcel, ParcelState
from backend.delivery.rules.task import TaskKind
from backend.kernel.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Terms:
    """The values in force on a day."""

    mail_room: str
    receipt: timedelta
    silence: timedelta
    handover: timedelta
    inside: timedelta
    restock: timedelta
    orders: Waits


def on(parameters: Parameters, day: date) -> Terms:
    """Read the values in force on a day."""

    def days(name: str) -> timedelta:
        return timedelta(days=parameters.number(name, "parcel", day))

    def hours(name: str) -> timedelta:
        return timedelta(hours=parameters.number(name, "parcel", day))

    return Terms(
        mail_room=parameters.text("mail-room", "city", day),
        receipt=days("receipt-days"),
        silence=days("silence-days"),
        handover=hours("handover-hours"),
        inside=hours("inside-hours"),
        restock=days("restock-days"),
        orders=Waits(
            owed=days("owed-days"),
            returned=days("returned-days"),
            reminder=days("returned-reminder-days"),
        ),
    )


def next_due(parcel: Parcel, terms: Terms) -> tuple[datetime, TaskKind] | None:
    """Say what time alone will make of a parcel, and when; None when nothing."""
    waiting = [
        (at, kind) for at, kind in _coming(parcel, terms) if str(kind) not in parcel.fell_due
    ]
    return min(waiting, default=None)


def _coming(parcel: Parcel, terms: Terms) -> list[tuple[datetime, TaskKind]]:
    match parcel.state:
        case state if state in INSIDE:
            return [(parcel.since + terms.inside, TaskKind.NOT_HANDED)]
        case state if state in UNDERWAY:
            handed_at = parcel.handed_at or parcel.since
            heard_at = max(handed_at, parcel.news_at or handed_at)
            return [
                (heard_at + terms.silence, TaskKind.NO_NEWS),
                (handed_at + terms.receipt, TaskKind.RECEIPT_OVERDUE),
            ]
        case ParcelState.RETURNED:
            return [(parcel.since + terms.restock, TaskKind.NOT_RESTOCKED)]
        case _:
            return []
