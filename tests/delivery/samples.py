"""One order, one parcel, one list, two clerks: what the rules of the room are tried on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backend.delivery.rules import terms
from backend.delivery.rules.handover import Handover
from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import Line, Parcel, ParcelState
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.parameters import published
from tests.delivery.conftest import HOME, ROOM, packets

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ONE, TWO = Doing("clerk/c1", NOW, "session/1"), Doing("clerk/c2", NOW, "session/2")
ORDER = MailOrder("o1", "a1", "company", "owner", "P_ORD", 3, ROOM, HOME, "h1", NOW, version=1)
SHEETS = packets((101, 103))
PARCEL = Parcel(
    id="m1",
    company_id="company",
    site_id=ROOM,
    to=HOME,
    lines=(Line("o1", "P_ORD", SHEETS),),
    begun_by="clerk/c1",
    since=NOW,
    version=1,
)
LIST = Handover("h1", ROOM, "模拟速递员", "clerk/c1", NOW, version=1)
TERMS = terms.on(published("delivery"), NOW.date())


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def at(state: ParcelState, **more: object) -> Parcel:
    return replace(PARCEL, state=state, **more)  # type: ignore[arg-type]
