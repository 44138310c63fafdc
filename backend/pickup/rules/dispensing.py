"""What a machine does to a pickup: each act returns the next pickup and its event.

issued ──reserve──> reserved ──start──> dispensing ──finish──> dispensed
  │  ^                 │                    │
  │  └──lapse / stop───┘                    ├──stop──> issued (the exact remainder)
  └──expire──> closed                       └──silence──> open ──resume──> dispensing
                                                           └──settle──> dispensed | issued
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.finding import taken_of
from backend.pickup.rules.handing import given
from backend.pickup.rules.holding import Lease
from backend.pickup.rules.leases import let_go, outlasting
from backend.pickup.rules.pickup import (
    RESERVATION,
    SIGN_OF_LIFE,
    TRIES,
    Found,
    Pickup,
    Reservation,
    State,
)
from backend.pickup.rules.sheets import Sheets, gathered, listed


def reserve(
    pickup: Pickup,
    *,
    reservation_id: str,
    kiosk_id: str,
    sheets: tuple[Sheets, ...],
    doing: Doing,
    fencing: int | None = None,
) -> Step:
    """Give a pickup to a machine for 120 s; the new version is its fencing number.

    Under a lease the machine served without asking, and by the lease's number: `fencing`.
    """
    reservation = Reservation(
        id=reservation_id,
        kiosk_id=kiosk_id,
        fencing=fencing or pickup.version + 1,
        until=doing.at + RESERVATION,
        sheets=sheets,
        spent=pickup.reservation.ids if pickup.reservation else (),
    )
    after = replace(
        pickup,
        state=State.RESERVED,
        reservation=reservation,
        tries_left=TRIES,
        missed_id=None,
        inquiry=None,
    )
    return step(
        after,
        doing,
        "reserved",
        **_who(after, reservation, doing),
        serials=_plain(sheets),
    )


def own(pickup: Pickup, *, reservation_id: str, kiosk_id: str, fencing: int) -> Reservation:
    """Return the reservation a machine speaks of; refuses `reservation-over`."""
    held = pickup.reservation
    if held is None or (held.id, held.kiosk_id, held.fencing) != (
        reservation_id,
        kiosk_id,
        fencing,
    ):
        raise Refusal("reservation-over")
    return held


def start(pickup: Pickup, held: Reservation, doing: Doing) -> Step:
    """Pass the point of no silent return, or say again that the machine is there.

    Refuses `reservation-over` when the reservation lapsed or ended, or a clerk found sheets of it
    in the collector's hands that another machine gave.
    """
    seen = pickup.seen(doing.at)
    if seen not in (State.RESERVED, State.DISPENSING, State.OPEN) or held.count > pickup.remaining:
        raise Refusal("reservation-over")
    after = replace(pickup, state=State.DISPENSING, reservation=replace(held, heard_at=doing.at))
    back = "heard" if seen is State.DISPENSING else "resumed"
    verb = "started" if seen is State.RESERVED else back
    return step(after, doing, verb, **_who(pickup, held, doing))


def heard_lately(pickup: Pickup, held: Reservation, doing: Doing) -> bool:
    """Tell whether a sign of life from a machine at work says nothing new."""
    if pickup.state is not State.DISPENSING or held.heard_at is None:
        return False
    return doing.at < held.heard_at + SIGN_OF_LIFE


def confirm(
    pickup: Pickup, held: Reservation, *, k: int, sheet: tuple[str, int], doing: Doing
) -> Step:
    """Confirm sheet `k` with its serial.

    Refuses `reservation-over` outside dispensing, `sheet-out-of-turn` for another k,
    `reservation-over` beyond what is owed, `sheet-unexpected` for another serial.
    """
    _dispensing(pickup)
    if k != held.confirmed + 1 or k > held.count:
        raise Refusal("sheet-out-of-turn", field="/k", expected=held.confirmed + 1)
    if k > pickup.remaining:
        raise Refusal("reservation-over")
    _expected(held, k, sheet)
    after = replace(
        pickup,
        state=State.DISPENSING,
        reservation=replace(held, confirmed=k, heard_at=doing.at),
    )
    code, number = sheet
    # A machine that comes back in the middle says so by its next sheet: its case is over.
    resumed = {"resumed": True} if pickup.state is State.OPEN else {}
    return step(
        after,
        doing,
        "sheet-confirmed",
        k=k,
        of=held.count,
        code=code,
        number=number,
        **resumed,
        **_who(pickup, held, doing),
    )


def confirmed_before(held: Reservation, k: int, sheet: tuple[str, int]) -> bool:
    """Tell whether a confirmation is a repeat; refuses `sheet-unexpected` for another serial."""
    if k > held.confirmed:
        return False
    _expected(held, k, sheet)
    return True


def finish(pickup: Pickup, held: Reservation, doing: Doing) -> Step:
    """Close a service whose sheets are all confirmed; refuses `sheets-missing`."""
    _dispensing(pickup)
    if held.confirmed < held.count:
        raise Refusal("sheets-missing", confirmed=held.confirmed, count=held.count)
    after = given(pickup, held, listed(held.sheets), doing)
    after = let_go(pickup, replace(after, state=State.DISPENSED))
    return step(
        after,
        doing,
        "dispensed",
        **_who(pickup, held, doing),
        site_id=pickup.site_id,
        kind=pickup.kind,
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        out=held.count,
        count=pickup.count,
        serials=_plain(after.handed),
    )


def stop(
    pickup: Pickup, held: Reservation, *, reason: str, spoiled: tuple[str, int] | None, doing: Doing
) -> Step:
    """End a service early, machine alive: confirmed sheets are handed, the rest is free at once.

    Before its start no paper moved: a lease stays where it is, as with a lapse. Refuses
    `reservation-over`; `sheet-unexpected` when the spoiled sheet is not the next one.
    """
    if pickup.state not in (State.RESERVED, State.DISPENSING, State.OPEN):
        raise Refusal("reservation-over")
    if spoiled is not None:
        _expected(held, held.confirmed + 1, spoiled)
    stays = pickup.lease if pickup.state is State.RESERVED else None
    out = listed(held.sheets)[: held.confirmed]
    return _leave(pickup, held, out=out, stays=stays, verb="stopped", doing=doing, reason=reason)


def fall_silent(
    pickup: Pickup, held: Reservation, doing: Doing, reason: str = "kiosk-silent"
) -> Step:
    """Open a case: paper may have left and the machine cannot say. Nothing is freed."""
    return step(
        replace(pickup, state=State.OPEN, episode=pickup.version + 1),
        doing,
        "opened",
        reason=reason,
        kiosk_id=held.kiosk_id,
        site_id=pickup.site_id,
        company_id=pickup.company_id,
        confirmed=held.confirmed,
        count=held.count,
        serials=_plain(held.sheets),
    )


def settle(
    pickup: Pickup,
    held: Reservation,
    *,
    out: int,
    found: Found,
    heard_at: datetime | None,
    doing: Doing,
) -> Step:
    """A clerk has looked into the machine: `out` sheets of this service left it.

    What was confirmed and what the collector has is handed over; other sheets that left are in
    doubt and stay owed. A lease stays, asked for back, while its machine (last heard at
    `heard_at`) may still use it: what is owed is free when it answers, or at the end. The event
    names what became of every sheet set aside, so that it can be read afterwards. Refuses
    `taken-not-in-question` for a sheet that did not leave unconfirmed, or named twice, then
    `taken-out-of-range` for more than are owed.
    """
    order = listed(held.sheets)
    left = order[held.confirmed : out]
    taken = taken_of(found, left)
    # What the collector has from a disputed service is handed over already.
    most = pickup.remaining - held.confirmed
    if len(taken) > most:
        raise Refusal("taken-out-of-range", field="/taken", most=most)
    handed = order[: held.confirmed] + [one for one in left if one in taken]
    apart = [one for one in left if one not in taken]
    became = {
        "given": _plain(gathered(handed)),
        "set_apart": _plain(gathered(apart)),
        "released": _plain(gathered(order[out:])),
    }
    more = {"in_doubt": len(apart), **became}
    stays = outlasting(pickup.lease, heard_at, doing.at)
    return _leave(pickup, held, out=handed, stays=stays, verb="settled", doing=doing, **more)


def _leave(
    pickup: Pickup,
    held: Reservation,
    *,
    out: Sequence[tuple[str, int]],
    stays: Lease | None,
    verb: str,
    doing: Doing,
    **more: object,
) -> Step:
    after = replace(given(pickup, held, out, doing), state=State.ISSUED)
    if after.remaining == 0:
        after = replace(after, state=State.DISPENSED)
    after = let_go(pickup, after, stays)
    return step(
        after,
        doing,
        verb,
        **_who(pickup, held, doing),
        **more,
        site_id=pickup.site_id,
        kind=pickup.kind,
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        out=len(out),
        remaining=after.remaining,
        complete=after.remaining == 0,
        count=pickup.count,
        serials=_plain(after.handed),
    )


def _who(pickup: Pickup, held: Reservation, doing: Doing) -> dict[str, object]:
    # Every event of a sheet names machine, lease and person, and the loan they collect by.
    loan = pickup.lent(doing.at)
    return {
        "kiosk_id": held.kiosk_id,
        "reservation_id": held.id,
        "collector_id": pickup.collector(doing.at),
        **({"loan_id": loan.id} if loan else {}),
    }


def _dispensing(pickup: Pickup) -> None:
    # A machine that comes back before a clerk has spoken resumes where it was.
    if pickup.state not in (State.DISPENSING, State.OPEN):
        raise Refusal("reservation-over")


def _expected(held: Reservation, k: int, sheet: tuple[str, int]) -> None:
    order = listed(held.sheets)
    if not 1 <= k <= len(order) or order[k - 1] != sheet:
        raise Refusal("sheet-unexpected", field="/number")


def _plain(sheets: tuple[Sheets, ...]) -> list[object]:
    return [[one.code, one.first, one.last] for one in sheets]
