"""After the paper moved: a collector says that sheets are missing, and a clerk decides.

The report speaks of the last service, for 24 hours from when the house heard of its end. Only a
clerk's decision makes an order yield a sheet again, and the serial that never arrived goes to
quarantine with it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, fingerprint
from backend.pickup.rules.acts import Step, step
from backend.pickup.rules.pickup import LIFETIME, TRIES, Care, Pickup, Report, Service, State
from backend.pickup.rules.sheets import Sheets, gathered, listed, plain

REPORTABLE = timedelta(hours=24)
FOUND, MISSING = "found", "missing"
_REMEMBERED = 16  # no packet is on its way for longer
_AT_WORK = (State.RESERVED, State.DISPENSING, State.OPEN)


def reportable_until(pickup: Pickup, now: datetime) -> datetime | None:
    """Until when the last service may be reported; None when it may not be now."""
    care = pickup.care
    if not care.services or waits(care) or pickup.seen(now) in _AT_WORK:
        return None
    service = care.services[-1]
    if _told(care, service):
        return None
    until = _until(service)
    return until if now <= until else None


def report(pickup: Pickup, report_id: str, *, has: int, note: str, doing: Doing) -> Step | None:
    """Say that fewer sheets came than the machine counted; None when that was said already.

    `has` is how many sheets of the last service the collector has. Refuses
    `pickup-not-handed`, `report-exists-differently` (one report a service), `report-waiting`
    (of an earlier service no clerk has spoken yet), `report-too-late`, `pickup-busy`,
    `has-out-of-range`.
    """
    if not pickup.care.services:
        raise Refusal("pickup-not-handed")
    care, service = pickup.care, pickup.care.services[-1]
    spent = (report_id, fingerprint(["reported", has, note]))
    if is_spent(care, spent):
        return None
    if _told(care, service):
        raise Refusal("report-exists-differently")
    if waits(care):
        raise Refusal("report-waiting")
    if doing.at > _until(service):
        raise Refusal("report-too-late")
    check_idle(pickup, doing.at)
    if not 0 <= has < service.count:
        raise Refusal("has-out-of-range", field="/has", most=service.count - 1)
    told = made(pickup, service, report_id, has=has, note=note, doing=doing)
    after = told_of(spend(care, spent), service, unseen=service.unseen)
    return step(
        replace(pickup, care=replace(after, report=told)),
        doing,
        "reported",
        report_id=report_id,
        has=has,
        note=note,
        **facts(pickup, service),
    )


def served(pickup: Pickup, reservation_id: str) -> Service | None:
    """Find what a service gave."""
    given = (one for one in pickup.care.services if one.reservation_id == reservation_id)
    return next(given, None)


def is_spent(care: Care, spent: tuple[str, str]) -> bool:
    """Tell whether this was said before, by its id and what it said.

    Refuses `report-exists-differently` for an id that said something else.
    """
    before = dict(care.reported).get(spent[0])
    if before not in (None, spent[1]):
        raise Refusal("report-exists-differently")
    return before is not None


def spend(care: Care, spent: tuple[str, str]) -> Care:
    """Remember what was said under an id."""
    return replace(care, reported=(*care.reported, spent)[-_REMEMBERED:])


def made(
    pickup: Pickup, service: Service, report_id: str, *, has: int, note: str = "", doing: Doing
) -> Report:
    """Make the report of a service; its number is that of the event to come."""
    return Report(
        id=report_id,
        reservation_id=service.reservation_id,
        has=has,
        note=note,
        at=doing.at,
        by=doing.actor,
        number=pickup.version + 1,
    )


def facts(pickup: Pickup, service: Service) -> dict[str, object]:
    """Say of a service what whoever decides of it must know."""
    return {
        "count": service.count,
        "kiosk_id": service.kiosk_id,
        "site_id": service.site_id,
        "handed_at": to_text(service.ended_at),
        "serials": plain(service.sheets),
        "company_id": pickup.company_id,
        "application_id": pickup.application_id,
    }


def told_of(care: Care, service: Service, *, unseen: tuple[Sheets, ...]) -> Care:
    """Note that somebody spoke of a service, and which of its sheets nobody has seen."""
    now = replace(service, told=True, unseen=unseen)
    return replace(care, services=tuple(now if one is service else one for one in care.services))


def check_idle(pickup: Pickup, now: datetime) -> None:
    """Refuse `pickup-busy` while a machine is at work on what remains, or a clerk must look."""
    if pickup.seen(now) in _AT_WORK:
        raise Refusal("pickup-busy")


def reported(pickup: Pickup, episode: int, now: datetime) -> tuple[Report, Service]:
    """Return the report that an event opened, and its service.

    Refuses `report-over` when it was decided or is another one, `pickup-busy` while a machine is
    at work on what remains.
    """
    told = pickup.care.report
    if told is None or told.number != episode or told.outcome is not None:
        raise Refusal("report-over")
    check_idle(pickup, now)
    service = served(pickup, told.reservation_id)
    if service is None:
        raise ValueError(f"{pickup.subject}: a report of a service that is not kept")
    return told, service


def close_report(pickup: Pickup, told: Report, *, reason: str, doing: Doing) -> Step:
    """A clerk found the sheets: nothing is owed."""
    care = replace(pickup.care, report=replace(told, outcome=FOUND))
    return step(
        replace(pickup, care=care), doing, "report-closed", report_id=told.id, reason=reason
    )


def check_missing(service: Service, missing: tuple[Sheets, ...]) -> None:
    """Refuse `missing-not-handed` for a sheet that this service did not give, or named twice."""
    sheets = listed(missing)
    if not sheets or len(set(sheets)) < len(sheets) or not set(sheets) <= set(_of(service)):
        raise Refusal("missing-not-handed", field="/missing")


def owe_again(
    pickup: Pickup,
    told: Report,
    *,
    missing: tuple[Sheets, ...],
    site_id: str | None,
    reason: str,
    doing: Doing,
) -> Step:
    """A clerk lets the order yield as many sheets again as never arrived.

    It can be fetched anew at `site_id` (None: its owner chooses one) for a whole lifetime; older
    codes die, and with them a loan, a pass link and a wish that waits: what is owed anew is its
    owner's. Of an order that ended, only these sheets are owed.
    """
    gone = set(listed(missing))
    services = tuple(_without(one, gone, told) for one in pickup.care.services)
    after = replace(
        pickup,
        state=State.ISSUED,
        count=pickup.handed_count if pickup.state is State.CLOSED else pickup.count,
        handed=gathered(one for one in listed(pickup.handed) if one not in gone),
        site_id=site_id,
        generation=pickup.generation + 1,
        expires_at=max(pickup.expires_at, (doing.at + LIFETIME).replace(microsecond=0)),
        tries_left=TRIES,
        missed_id=None,
        loan=None,
        link=None,
        wish=None,
        care=Care(
            services=services,
            report=replace(told, outcome=MISSING),
            reported=pickup.care.reported,
            reprinted=pickup.care.reprinted + len(gone),
        ),
    )
    return step(
        after,
        doing,
        "owed-again",
        report_id=told.id,
        reason=reason,
        count=len(gone),
        serials=plain(missing),
        remaining=after.remaining,
        reprinted=after.care.reprinted,
        site_id=site_id,
        kind=pickup.kind,
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        collector_id=pickup.collector_id,
        **({"wish": pickup.wish.kind} if pickup.wish else {}),
    )


def waits(care: Care) -> bool:
    """Tell whether a clerk has still to speak: another report would leave nothing to decide."""
    return care.report is not None and care.report.outcome is None


def _told(care: Care, service: Service) -> bool:
    # One report a service: what a clerk decided of it is not asked a second time.
    told = care.report
    last = told is not None and told.reservation_id == service.reservation_id
    return service.told or last


def _until(service: Service) -> datetime:
    return (service.heard_at or service.ended_at) + REPORTABLE


def _of(service: Service) -> list[tuple[str, int]]:
    return listed(service.sheets)


def _without(service: Service, gone: set[tuple[str, int]], told: Report) -> Service:
    # What the machine took back is where it is; the rest may be in its tray, or in its bin.
    kept = gathered(one for one in _of(service) if one not in gone)
    found = set(listed(told.retracted))
    unseen = [one for one in _of(service) if one in gone and one not in found]
    return replace(service, sheets=kept, unseen=gathered([*listed(service.unseen), *unseen]))
