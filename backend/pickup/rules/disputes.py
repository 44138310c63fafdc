"""A journal that misfits (日志争议): who must look, and what a clerk says of its sheets.

                  ┌─ nobody serves it, or this ─> open, a case of its own (an inquiry)
                  │  machine alone may
journal misfits ──┼─ open for another reason ───> joins that case: decided together, nothing freed
                  └─ at work, another's or over > a case beside it; the pickup goes on

Its sheets lie in quarantine until then. Those that the collector has are handed over by the
decision, as far as anything is owed; the others stay where they are, and the order stays owed. Two
journals may tell of one sheet: it is handed over once.
"""

from collections.abc import Mapping
from dataclasses import replace

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.handing import give
from backend.pickup.rules.holding import Lease
from backend.pickup.rules.leases import let_go, recalled
from backend.pickup.rules.pickup import Dispute, Inquiry, Pickup, Service, State
from backend.pickup.rules.sheets import Sheets, gathered, listed

_AT_WORK = (State.RESERVED, State.DISPENSING)
# So many disputes of one pickup are remembered: none is followed again for so long.
KEPT = 16


def dispute(  # noqa: PLR0913 - a dispute is this many facts
    pickup: Pickup,
    inquiry: Inquiry,
    *,
    reservation_id: str,
    sheets: tuple[Sheets, ...],
    reason: str,
    told: Mapping[str, object],
    asked: Lease | None,
    doing: Doing,
) -> Step:
    """Note a journal that tells of `sheets` what was not allowed; nothing of it is forced.

    An order that nobody serves, or under the lease of this very machine, waits for a clerk: it may
    have been handed over already. `asked` is that lease, asked back for. `told` is what the journal
    said; the event keeps beside it what the books said then.
    """
    seen, number = pickup.seen(doing.at), pickup.version + 1
    opens = seen is State.ISSUED and (pickup.lease is None or asked is not None)
    joins = seen is State.OPEN
    after = replace(pickup, disputed=(*pickup.disputed, reservation_id)[-KEPT:])
    if opens:
        after = replace(after, state=State.OPEN, episode=number, reservation=pickup.past)
        after = replace(after, inquiry=inquiry, lease=asked)
    else:
        one = Dispute(
            number, reservation_id, inquiry.kiosk_id, inquiry.site_id, inquiry.sheets, joins
        )
        # Whoever may serve it alone is asked to give it back: the clerk must know what is owed.
        lease = recalled(pickup.lease, None, doing.at) if pickup.lease else None
        after = replace(after, disputes=(*pickup.disputes, one), lease=lease)
        if joins and pickup.inquiry is not None:
            # A machine whose journal misfits does not close the case by its word.
            after = replace(after, inquiry=replace(pickup.inquiry, lost=inquiry.lost))
    return step(
        after,
        doing,
        "disputed",
        opens=opens,
        joins=pickup.episode if joins else None,
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
        apart=_plain(inquiry.sheets),
        told=dict(told),
        books=_books(pickup, seen),
    )


def find(pickup: Pickup, number: int) -> Dispute | None:
    """Find a dispute that no clerk has decided."""
    return next((one for one in pickup.disputes if one.number == number), None)


def waiting(pickup: Pickup, number: int) -> Dispute:
    """Return a dispute that no clerk has decided; refuses `dispute-over`."""
    one = find(pickup, number)
    if one is None:
        raise Refusal("dispute-over")
    return one


def waits_for_clerk(pickup: Pickup) -> bool:
    """Tell whether a clerk has still to say in whose hands some sheet of a pickup is.

    It is open, somebody reported its last service (or the machine took paper back), or a journal
    misfits: beside it or joined, whatever became of the pickup meanwhile.
    """
    told = pickup.care.report
    reported = told is not None and told.outcome is None
    return pickup.state is State.OPEN or reported or bool(pickup.disputes)


def check_none_left(pickup: Pickup) -> None:
    """Refuse `disputes-undecided` while a dispute waits that joined what a pickup is open for."""
    left = [one for one in pickup.disputes if one.joined]
    if left:
        raise Refusal("disputes-undecided", field="/disputes", count=len(left))


def newly_taken(pickup: Pickup, one: Dispute, taken: int) -> list[tuple[str, int]]:
    """List the first `taken` sheets of a dispute but those known to be in hand already."""
    handed = set(listed(pickup.handed))
    return [sheet for sheet in listed(one.sheets)[:taken] if sheet not in handed]


def settle(pickup: Pickup, one: Dispute, *, taken: int, reason: str, doing: Doing) -> Step:
    """A clerk says that the collector has the first `taken` of the sheets of a dispute.

    A pickup that is open stays so, for what else is to be found out. Refuses `pickup-busy` while a
    machine is at work, or may be (a lease) and the collector has any; `taken-out-of-range` for
    more than there are, or than is owed.
    """
    seen = pickup.seen(doing.at)
    leased = taken > 0 and seen is State.ISSUED and pickup.lease is not None
    if seen in _AT_WORK or leased:
        raise Refusal("pickup-busy")
    most = _most(pickup, one)
    if not 0 <= taken <= most:
        raise Refusal("taken-out-of-range", field="/taken", most=most)
    left = tuple(other for other in pickup.disputes if other.number != one.number)
    after = replace(pickup, disputes=left)
    given = newly_taken(pickup, one, taken)
    if given:
        after = _given(after, one, given, doing)
    handed = set(listed(after.handed))
    apart = [sheet for sheet in listed(one.sheets) if sheet not in handed]
    return step(
        after,
        doing,
        "dispute-settled",
        dispute=one.number,
        reason=reason,
        kiosk_id=one.kiosk_id,
        reservation_id=one.reservation_id,
        site_id=pickup.site_id,
        collector_id=pickup.collector(doing.at),
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        kind=pickup.kind,
        in_doubt=len(apart),
        given=_plain(gathered(given)),
        set_apart=_plain(gathered(apart)),
        out=len(given),
        remaining=after.remaining,
        complete=after.remaining == 0,
        count=pickup.count,
        serials=_plain(after.handed),
    )


def _given(pickup: Pickup, one: Dispute, sheets: list[tuple[str, int]], doing: Doing) -> Pickup:
    # No service that was allowed gave them: what a clerk found is one of its own.
    name = f"{pickup.subject}/{pickup.version + 1}"
    after = give(pickup, Service(name, one.kiosk_id, one.site_id, doing.at, gathered(sheets)))
    wish = after.wish if after.wish and after.wish.site_id is None else None
    if pickup.state is State.OPEN:
        return replace(after, wish=wish)
    state = State.ISSUED if after.remaining else State.DISPENSED
    return let_go(pickup, replace(after, state=state))


def _most(pickup: Pickup, one: Dispute) -> int:
    # What is in hand already costs nothing of what is owed.
    owed, count = _owed(pickup), sum(sheets.count for sheets in one.sheets)
    fits = (taken for taken in range(count, 0, -1) if len(newly_taken(pickup, one, taken)) <= owed)
    return next(fits, 0)


def _owed(pickup: Pickup) -> int:
    if pickup.state in (State.DISPENSED, State.CLOSED):
        return 0
    at_work = pickup.state is State.OPEN and pickup.reservation is not None
    confirmed = pickup.reservation.confirmed if at_work and pickup.reservation else 0
    return pickup.remaining - confirmed


def _books(pickup: Pickup, seen: State) -> dict[str, object]:
    lease = pickup.lease
    return {
        "state": str(seen),
        "remaining": pickup.remaining,
        "generation": pickup.generation,
        "lease_kiosk_id": lease.kiosk_id if lease else None,
        "fencing": lease.fencing if lease else None,
        "handed": _plain(pickup.handed),
    }


def _plain(sheets: tuple[Sheets, ...]) -> list[object]:
    return [[one.code, one.first, one.last] for one in sheets]
