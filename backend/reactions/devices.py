"""What becomes of the codes that a device holds when its owner signs it out from elsewhere."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.pickup.rules.pickup import Pickup
from backend.reactions.later import Later

if TYPE_CHECKING:
    from backend.wiring import City

_PAGE = 50
# Seven days to fetch it, begun anew by what is owed again; nothing older waits for anybody.
_OLDEST = timedelta(days=30)
# Nothing old opens what is over, just being served, or lent to somebody else.
_NOTHING_TO_DO = ("pickup-over", "pickup-busy", "pickup-lent", "pickup-unknown")


def elsewhere(event: Event) -> bool:
    """Tell whether a device was signed out from another one: it keeps the codes it had."""
    return event.data.get("ending") != "signed-out" or event.machine != event.subject


def renew_codes(city: "City", event: Event, doing: Doing) -> None:
    """Let the old codes of what a person may fetch die; the devices that stay draw new ones.

    Raises Later while a machine that may serve one alone has not given that leave back.
    """
    person_id, leased = event.actor.removeprefix("person/"), False
    for pickup in _collected(city, person_id, doing):
        try:
            city.pickup_forms.renew(pickup.id, f"{event.id}/{pickup.id}", person_id, doing)
        except Refusal as refusal:
            leased |= refusal.code == "pickup-leased"
            if refusal.code not in ("pickup-leased", *_NOTHING_TO_DO):
                raise
    if leased:
        raise Later(event.id)


def _collected(city: "City", person_id: str, doing: Doing) -> Iterator[Pickup]:
    cursor: str | None = None
    while True:
        page = city.taxpayers.companies_of(person_id, doing.at, cursor=cursor, limit=_PAGE)
        for standing in page.items:
            for pickup in _young(city, standing.company.id, doing):
                if pickup.collector_id == person_id:
                    yield pickup
        cursor = page.next_cursor
        if cursor is None:
            return


def _young(city: "City", company_id: str, doing: Doing) -> Iterator[Pickup]:
    cursor: str | None = None
    while True:
        page = city.pickup.store.of_company(company_id, cursor, _PAGE)
        for pickup in page.items:
            if pickup.issued_at < doing.at - _OLDEST:
                return
            yield pickup
        cursor = page.next_cursor
        if cursor is None:
            return
