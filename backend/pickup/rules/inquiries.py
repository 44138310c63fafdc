"""What a clerk finds at a machine that no service explains: a dark holder, a journal that misfits.

A sheet that is not in the cassette any more left it, nobody knows for whom: it goes to quarantine,
and the order stays owed, unless the clerk says that its collector has the sheet.
"""

from dataclasses import replace

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.handing import give
from backend.pickup.rules.leases import let_go
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


def dispute(
    pickup: Pickup,
    inquiry: Inquiry,
    *,
    reservation_id: str,
    sheets: tuple[Sheets, ...],
    reason: str,
    doing: Doing,
) -> Step:
    """Note a journal that tells of `sheets` what was not allowed; nothing of it is forced.

    An order that nobody serves waits for a clerk: it may have been handed over already.
    """
    opens = pickup.seen(doing.at) is State.ISSUED and pickup.lease is None
    after = replace(pickup, disputed=(*pickup.disputed, reservation_id))
    if opens:
        after = replace(after, state=State.OPEN, reservation=pickup.past, inquiry=inquiry)
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


def in_question(inquiry: Inquiry, missing: tuple[Sheets, ...]) -> list[Sheet]:
    """List the sheets that may be in the collector's hands, those of the journal first."""
    return listed(inquiry.sheets) + listed(missing)


def settle(
    pickup: Pickup, inquiry: Inquiry, missing: tuple[Sheets, ...], *, taken: int, doing: Doing
) -> Step:
    """A clerk has looked into the machine and spoken with the collector.

    The collector has the first `taken` of the sheets in question. Refuses `taken-out-of-range` for
    more than are in question, or owed.
    """
    asked = in_question(inquiry, missing)
    most = min(len(asked), pickup.remaining)
    if not 0 <= taken <= most:
        raise Refusal("taken-out-of-range", field="/taken", most=most)
    after = replace(_given(pickup, inquiry, asked[:taken], doing), state=State.ISSUED)
    if after.remaining == 0:
        after = replace(after, state=State.DISPENSED)
    after = let_go(pickup, after)
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
        in_doubt=len(asked) - taken,
        given=_plain(gathered(asked[:taken])),
        set_apart=_plain(gathered(asked[taken:])),
        released=[],
        out=taken,
        remaining=after.remaining,
        complete=after.remaining == 0,
        count=pickup.count,
        serials=_plain(after.handed),
    )


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
