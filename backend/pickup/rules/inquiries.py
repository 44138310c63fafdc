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
from backend.pickup.rules.pickup import Inquiry, Pickup, Service, State
from backend.pickup.rules.sheets import Sheets, gathered, listed

Sheet = tuple[str, int]


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
    after = replace(_given(pickup, inquiry, taken, doing), state=State.ISSUED)
    handed = set(listed(after.handed))
    apart = [one for one in listed(inquiry.sheets) + listed(missing) if one not in handed]
    if after.remaining == 0:
        after = replace(after, state=State.DISPENSED)
    knows = inquiry.lost and _knows(pickup.lease, heard_at)
    stays = None if knows else outlasting(pickup.lease, heard_at, doing.at)
    after = let_go(pickup, after, stays)
    return step(
        after,
        doing,
        "settled",
        kiosk_id=inquiry.kiosk_id,
        reservation_id=_service(pickup),
        fencing=pickup.lease.fencing if pickup.lease else None,
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


def _knows(lease: Lease | None, heard_at: datetime | None) -> bool:
    # Its word does not count, yet it was told since that it is out of service and must give back.
    # To wait for the lease's end would keep its paper from being counted for hours.
    asked = lease.recall_at if lease else None
    return asked is not None and heard_at is not None and heard_at > asked


def _given(pickup: Pickup, inquiry: Inquiry, sheets: list[Sheet], doing: Doing) -> Pickup:
    # No reservation tells of it: what a clerk found is a service of its own, named by its event.
    if not sheets:
        return pickup
    found = Service(_service(pickup), inquiry.kiosk_id, inquiry.site_id, doing.at, gathered(sheets))
    return give(pickup, found)


def _service(pickup: Pickup) -> str:
    return f"{pickup.subject}/{pickup.version + 1}"


def _plain(sheets: tuple[Sheets, ...]) -> list[object]:
    return [[one.code, one.first, one.last] for one in sheets]
