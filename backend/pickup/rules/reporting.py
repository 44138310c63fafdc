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
from backend.pickup.rules.sheets import Sheets, gathered, listed

REPORTABLE = timedelta(hours=24)
FOUND, MISSING = "found", "missing"
_REMEMBERED = 16  # no packet is on its way for longer
_AT_WORK = (State.RESERVED, State.DISPENSING, State.OPEN)


def reportable_until(pickup: Pickup, now: datetime) -> datetime | None:
    """Until when the last service may be reported; None when it may not be now."""
    care = pickup.care
    if not care.services or _waits(care) or pickup.seen(now) in _AT_WORK:
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
    spent = (report_id, fingerprint(["reported", has, note]))
    if is_spent(pickup.care, spent):
        return None
    return _say(pickup, pickup.care.services[-1], spent, has=has, note=note, doing=doing)


def retract(
    pickup: Pickup, report_id: str, reservation_id: str, *, count: int, doing: Doing
) -> Step | None:
    """The machine took `count` sheets back from its tray, the last ones; None when that was said.

    They are what the collector left lying: in doubt, until a clerk hands them over after all or
    lets them be fetched again. What was left to fetch may have been fetched elsewhere meanwhile,
    so the service need not be the last one. Refuses `pickup-not-handed` when it gave none, then
    what `report` refuses.
    """
    service = served(pickup, reservation_id)
    if service is None:
        raise Refusal("pickup-not-handed")
    spent = (report_id, fingerprint(["retracted", reservation_id, count]))
    if is_spent(pickup.care, spent):
        return None
    if not 1 <= count <= service.count:
        raise Refusal("has-out-of-range", field="/count", most=service.count)
    has = service.count - count
    said = _say(pickup, service, spent, has=has, note="", doing=doing)
    told = said[0].care.report
    if told is None:
        raise ValueError(f"{pickup.subject}: a report that is not kept")
    apart = gathered(_of(service)[-count:])
    care = replace(said[0].care, report=replace(told, retracted=apart))
    event = replace(
        said[1],
        kind="pickup:pickup:retracted",
        data={**said[1].data, "retracted": _plain(apart), "retracted_count": count},
    )
    return replace(said[0], care=care), event


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


def _say(
    pickup: Pickup, service: Service, spent: tuple[str, str], *, has: int, note: str, doing: Doing
) -> Step:
    care, report_id = pickup.care, spent[0]
    if _told(care, service):
        raise Refusal("report-exists-differently")
    if _waits(care):
        raise Refusal("report-waiting")
    if doing.at > _until(service):
        raise Refusal("report-too-late")
    if pickup.seen(doing.at) in _AT_WORK:
        raise Refusal("pickup-busy")
    if not 0 <= has < service.count:
        raise Refusal("has-out-of-range", field="/has", most=service.count - 1)
    told = Report(
        id=report_id,
        reservation_id=service.reservation_id,
        has=has,
        note=note,
        at=doing.at,
        by=doing.actor,
        number=pickup.version + 1,
    )
    return step(
        replace(pickup, care=replace(spend(care, spent), report=told)),
        doing,
        "reported",
        report_id=report_id,
        has=has,
        count=service.count,
        note=note,
        kiosk_id=service.kiosk_id,
        site_id=service.site_id,
        handed_at=to_text(service.ended_at),
        serials=_plain(service.sheets),
        company_id=pickup.company_id,
        application_id=pickup.application_id,
    )


def check_retracted(told: Report) -> tuple[Sheets, ...]:
    """Return what a machine took back; refuses `report-over` where it took nothing."""
    if not told.retracted:
        raise Refusal("report-over")
    return told.retracted


def reported(pickup: Pickup, episode: int, now: datetime) -> tuple[Report, Service]:
    """Return the report that an event opened, and its service.

    Refuses `report-over` when it was decided or is another one, `pickup-busy` while a machine is
    at work on what remains.
    """
    told = pickup.care.report
    if told is None or told.number != episode or told.outcome is not None:
        raise Refusal("report-over")
    if pickup.seen(now) in _AT_WORK:
        raise Refusal("pickup-busy")
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
    services = tuple(_without(one, gone) for one in pickup.care.services)
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
        serials=_plain(missing),
        remaining=after.remaining,
        reprinted=after.care.reprinted,
        site_id=site_id,
        kind=pickup.kind,
        company_id=pickup.company_id,
        application_id=pickup.application_id,
        collector_id=pickup.collector_id,
        **({"wish": pickup.wish.kind} if pickup.wish else {}),
    )


def _told(care: Care, service: Service) -> bool:
    # One report a service: what a clerk decided of it is not asked a second time.
    told = care.report
    return told is not None and told.reservation_id == service.reservation_id


def _waits(care: Care) -> bool:
    # Another report in its place would leave its case with nothing to decide.
    return care.report is not None and care.report.outcome is None


def _until(service: Service) -> datetime:
    return (service.heard_at or service.ended_at) + REPORTABLE


def _of(service: Service) -> list[tuple[str, int]]:
    return listed(service.sheets)


def _without(service: Service, gone: set[tuple[str, int]]) -> Service:
    kept = gathered(one for one in _of(service) if one not in gone)
    return replace(service, sheets=kept)


def _plain(sheets: tuple[Sheets, ...]) -> list[object]:
    return [[one.code, one.first, one.last] for one in sheets]
