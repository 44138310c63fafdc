"""Paper that nobody took from the tray and the machine took back: which sheets, and who says so.

A machine counts what it takes back, and names no serial. Sheets that a clerk found never to have
arrived are the first that it may be; the others are the last ones that the service gave.

                 ┌─ a report of this service waits ─> joins it: decided together
machine speaks ──┼─ nothing of it waits ────────────> a report of its own, and a case
                 └─ all of it was owed again ───────> on record
"""

from dataclasses import replace

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.pickup.rules import reporting
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.pickup import Pickup, Report, Service
from backend.pickup.rules.sheets import Sheets, gathered, listed, plain

# What is so now, the event that says it, and the sheets to be put into quarantine for it.
Retracted = tuple[Pickup, Event, tuple[Sheets, ...]]


def retract(
    pickup: Pickup, report_id: str, reservation_id: str, *, count: int, doing: Doing
) -> Retracted | None:
    """The machine took `count` sheets back from its tray; None when that was said.

    They are what the collector left lying: in doubt, until a clerk hands them over after all or
    lets them be fetched again. A collector's report of the same service that waits tells of them
    too: who decides it sees both. What was left to fetch may have been fetched elsewhere meanwhile,
    so the service need not be the last one. Sheets that a clerk let be owed again for they never
    arrived lie in quarantine already, and are not owed twice. Refuses `pickup-not-handed` when it
    gave none, `report-exists-differently` for an id that said something else, `has-out-of-range`,
    `report-waiting` (a clerk has first to speak of another service, or of paper that was taken back
    before), `pickup-busy`.
    """
    service = reporting.served(pickup, reservation_id)
    if service is None:
        raise Refusal("pickup-not-handed")
    care = pickup.care
    spent = (report_id, fingerprint(["retracted", reservation_id, count]))
    if reporting.is_spent(care, spent):
        return None
    seen, apart = _drawn(service, count)
    joins = _joined(pickup, reservation_id)
    reporting.check_idle(pickup, doing.at)
    unseen = gathered(one for one in listed(service.unseen) if one not in seen)
    after = reporting.told_of(reporting.spend(care, spent), service, unseen=unseen)
    has = service.count - len(apart)
    if apart:
        told = joins or reporting.made(pickup, service, report_id, has=has, doing=doing)
        after = replace(after, report=replace(told, retracted=gathered(apart)))
    numbered, event = step(
        replace(pickup, care=after),
        doing,
        "retracted",
        report_id=report_id,
        has=has,
        retracted=plain(gathered(apart)),
        retracted_count=count,
        missed=plain(gathered(seen)),
        joins=joins.number if joins else None,
        **reporting.facts(pickup, service),
    )
    return numbered, event, gathered(apart)


def check_heeded(told: Report, missing: tuple[Sheets, ...] | None, *, handed: bool) -> None:
    """Refuse `retraction-undecided` where a clerk's word leaves out what a machine took back."""
    left = left_over(told, missing or ())
    if left and not handed:
        count = sum(one.count for one in left)
        raise Refusal("retraction-undecided", field="/outcome", count=count)


def check_retracted(told: Report) -> tuple[Sheets, ...]:
    """Return what a machine took back; refuses `report-over` where it took nothing."""
    if not told.retracted:
        raise Refusal("report-over")
    return told.retracted


def left_over(told: Report, missing: tuple[Sheets, ...]) -> tuple[Sheets, ...]:
    """Name what a machine took back and a clerk does not call missing."""
    gone = set(listed(missing))
    return gathered(one for one in listed(told.retracted) if one not in gone)


def give_after_all(
    pickup: Pickup, told: Report, service: Service, *, left: tuple[Sheets, ...], doing: Doing
) -> Step:
    """A clerk handed over what a machine took back, while other sheets are missing."""
    gone = set(listed(left))
    rest = gathered(one for one in listed(told.retracted) if one not in gone)
    care = replace(pickup.care, report=replace(told, retracted=rest))
    return step(
        replace(pickup, care=care),
        doing,
        "given-after-all",
        report_id=told.id,
        kiosk_id=service.kiosk_id,
        site_id=service.site_id,
        serials=plain(left),
        count=len(gone),
        collector_id=pickup.collector_id,
    )


def _joined(pickup: Pickup, reservation_id: str) -> Report | None:
    told = pickup.care.report
    if told is None or told.outcome is not None:
        return None
    if told.reservation_id != reservation_id or told.retracted:
        raise Refusal("report-waiting")
    return told


def _drawn(service: Service, count: int) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Say which sheets `count` taken back are: those that nobody saw arrive, then the last."""
    unseen, given = listed(service.unseen), listed(service.sheets)
    if not 1 <= count <= len(unseen) + len(given):
        raise Refusal("has-out-of-range", field="/count", most=len(unseen) + len(given))
    more = max(0, count - len(unseen))
    return unseen[max(0, len(unseen) - count) :], given[len(given) - more :]
