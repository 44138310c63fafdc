"""What a clerk finds at a machine that no service explains: a dark holder, a journal that misfits.

A sheet that is not in the cassette any more left it, nobody knows for whom: it goes to quarantine,
and the order stays owed, unless the clerk says that its collector has the sheet.
"""

from dataclasses import replace
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.handing import give
from backend.pickup.rules.holding import Lease
from backend.pickup.rules.leases import let_go, outlasting
from backend.pickup.rules.pickup import (
    Inquiry,
    Pickup,
    Service,
    Sheets,
    State,
    gathered,
    listed,
)

Sheet = tuple[str, int]
# So many disputes of one pickup are remembered: none is followed again for so long.
KEPT = 16


def dispute(
    pickup: Pickup,
    inquiry: Inquiry,
    *,
    reservation_id: str,
    sheets: tuple[Sheets, ...],
    reason: str,
    asked: Lease | None,
    doing: Doing,
) -> Step:
    """Note a journal that tells of `sheets` what was not allowed; nothing of it is forced.

    An order that nobody serves, or under the lease of this very machine, waits for a clerk: it may
    have been handed over already. `asked` is that lease, asked back for.
    """
    free = pickup.seen(doing.at) is State.ISSUED and (pickup.lease is None or asked is not None)
    # A case that waits is opened anew: it is about more than its clerk was told.
    opens = free or pickup.state is State.OPEN
    after = replace(pickup, disputed=(*pickup.disputed, reservation_id)[-KEPT:])
    if free:
        after = replace(after, state=State.OPEN, reservation=pickup.past, inquiry=inquiry)
        after = replace(after, lease=asked)
    elif opens and pickup.inquiry is not None:
        more = gathered(listed(pickup.inquiry.sheets) + listed(inquiry.sheets))
        after = replace(after, inquiry=replace(pickup.inquiry, sheets=more, lost=inquiry.lost))
    return step(
        after,
        doing,
        "disputed",
        opens=opens,
        reason="journal-disputed",
        cause=reason,
        kiosk_id=inquiry.kiosk_id,
        site_id=inquiry.site_id,
        reservation_id=reservation_id,
        company_id=pickup.company_id,
        collector_id=pickup.collector(doing.at),
        confirmed=0,
        count=pickup.remaining,
        serials=_plain(sheets),
    )


def settle(
    pickup: Pickup,
    inquiry: Inquiry,
    missing: tuple[Sheets, ...],
    *,
    taken: list[Sheet],
    heard_at: datetime | None,
    doing: Doing,
) -> Step:
    """A clerk has looked into the machine and spoken with the collector.

    The collector has `taken`, which were missing or lie in quarantine: another order's case may
    have put them there. Refuses `taken-out-of-range` for more than are owed.
    """
    if len(taken) > pickup.remaining:
        raise Refusal("taken-out-of-range", field="/taken", most=pickup.remaining)
    asked = listed(inquiry.sheets) + listed(missing)
    apart = [one for one in asked if one not in taken]
    after = replace(_given(pickup, inquiry, taken, doing), state=State.ISSUED)
    if after.remaining == 0:
        after = replace(after, state=State.DISPENSED)
    after = let_go(pickup, after, outlasting(pickup.lease, heard_at, doing.at))
    return step(
        after,
        doing,
        "settled",
        kiosk_id=inquiry.kiosk_id,
        site_id=pickup.site_id,
        collector_id=pickup.collector(doing.at),
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        kind=pickup.kind,
        in_doubt=len(apart),
        given=_plain(gathered(taken)),
        set_apart=_plain(gathered(apart)),
        released=[],
        out=len(taken),
        remaining=after.remaining,
        complete=after.remaining == 0,
        count=pickup.count,
        serials=_plain(after.handed),
    )


def _given(pickup: Pickup, inquiry: Inquiry, sheets: list[Sheet], doing: Doing) -> Pickup:
    # No reservation tells of it: what a clerk found is a service of its own, named by its event.
    if not sheets:
        return pickup
    name = f"{pickup.subject}/{pickup.version + 1}"
    found = Service(name, inquiry.kiosk_id, inquiry.site_id, doing.at, gathered(sheets))
    return give(pickup, found)


def _plain(sheets: tuple[Sheets, ...]) -> list[object]:
    return [[one.code, one.first, one.last] for one in sheets]
