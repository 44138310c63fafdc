"""Pickup over HTTP: the owner's routes and the kiosk's."""

from flask import Response

from backend.kernel.clock import to_text
from backend.kernel.ids import check_id
from backend.pickup import schemas
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.schemas.leases import LeasesView, Returned
from backend.pickup.schemas.mailing import Mailing
from backend.pickup.schemas.served import CodeView
from backend.pickup.service import (
    EndingSide,
    LeaseSide,
    MachineSide,
    MailingSide,
    OwnerSide,
    PartingSide,
    ReportSide,
)
from backend.pickup.service.grip import Grip
from backend.pickup.service.machine import NO_JOURNAL, Scan
from backend.pickup.service.reporting import Said
from backend.web import callers
from backend.web.history import HistoryQuery, HistoryView
from backend.web.routes import ListQuery, blueprint, room, said, said_if_new, tag_of

routes = blueprint("pickup")
owner: OwnerSide = room("pickup")
machine: MachineSide = room("pickup-machine")
parting: PartingSide = room("pickup-parting")
leases: LeaseSide = room("pickup-leases")
ending: EndingSide = room("pickup-ending")
mailing: MailingSide = room("pickup-mailing")
reports: ReportSide = room("pickup-report")


@routes.get("/companies/<company_id>/pickups", responses={200: schemas.PickupsView})
@callers.allow("person")
def list_pickups(path: schemas.CompanyPath, query: ListQuery) -> Response:
    """List a company's pickups, newest first, without their passes; cheap with the last ETag."""
    person = callers.current().id
    page = owner.of_company(path.company_id, person, cursor=query.cursor, limit=query.limit)
    views = [_view(one, with_pass=False) for one in page.items]
    parts = (
        (view.id, view.site_name, _tag(one)) for one, view in zip(page.items, views, strict=True)
    )
    tag = tag_of(page.next_cursor, *parts)
    return said_if_new(schemas.PickupsView(items=views, next_cursor=page.next_cursor), tag)


@routes.get("/pickups/<pickup_id>", responses={200: schemas.PickupView})
@callers.allow("person")
def get_pickup(path: schemas.PickupPath) -> Response:
    """Show a pickup; cheap to ask again with the last ETag."""
    pickup = owner.see(path.pickup_id, callers.current().id)
    return said_if_new(_view(pickup), _tag(pickup))


@routes.get("/pickups/<pickup_id>/code", responses={200: CodeView})
@callers.allow("person", at_kiosk=True)
def get_code(path: schemas.PickupPath) -> Response:
    """Write the code of this moment for who stands at the machine and may collect."""
    doing = callers.doing()
    pickup = owner.see(path.pickup_id, callers.current().id)
    if pickup.site_id is not None:
        callers.only_here(pickup.site_id)
    code = owner.code_of(pickup, callers.current().id, doing.at)
    return said(CodeView(state=pickup.seen(doing.at), site_id=pickup.site_id, code=code))


@routes.put("/pickups/<pickup_id>/site", responses={200: schemas.PickupView})
@callers.allow("person")
def choose_site(path: schemas.PickupPath, body: schemas.SiteChoice) -> Response:
    """Fetch it somewhere else."""
    person = callers.current().id
    return said(_view(owner.choose_site(path.pickup_id, body.site_id, person, callers.doing())))


@routes.put("/pickups/<pickup_id>/unlocking", responses={200: schemas.PickupView})
@callers.allow("person")
def unlock(path: schemas.PickupPath) -> Response:
    """Give the five tries at the kiosk back."""
    return said(_view(owner.unlock(path.pickup_id, callers.current().id, callers.doing())))


@routes.put("/pickups/<pickup_id>/cancellation", responses={200: schemas.PickupView})
@callers.allow("person")
def cancel(path: schemas.PickupPath) -> Response:
    """Give up what was not handed over; place and quota are free again."""
    return said(_view(ending.cancel(path.pickup_id, callers.current().id, callers.doing())))


@routes.put("/pickups/<pickup_id>/mailing", responses={200: schemas.PickupView})
@callers.allow("person")
def mail(path: schemas.PickupPath, body: Mailing) -> Response:
    """Have what was not handed over sent by mail."""
    person = callers.current().id
    return said(_view(mailing.mail(path.pickup_id, body.address_id, person, callers.doing())))


@routes.put("/pickups/<pickup_id>/report/<report_id>", responses={200: schemas.PickupView})
@callers.allow("person")
def report(path: schemas.ReportPath, body: schemas.ShortfallBody) -> Response:
    """Say that sheets of the last service are missing."""
    report_id = check_id(path.report_id, "/report_id")
    person, doing = callers.current().id, callers.doing()
    told = Said(body.has, body.note.strip())
    after = reports.report(path.pickup_id, report_id, told, person_id=person, doing=doing)
    return said(_view(after))


@routes.get("/pickups/<pickup_id>/history", responses={200: HistoryView})
@callers.allow("person")
def history(path: schemas.PickupPath, query: HistoryQuery) -> Response:
    """Show every step of a pickup."""
    page = owner.history(path.pickup_id, callers.current().id, query.cursor)
    return said(HistoryView.of(page))


@routes.put("/reservations/<reservation_id>", responses={200: schemas.ReservationView})
@callers.allow("kiosk")
def reserve(path: schemas.ReservationPath, body: schemas.Scan) -> Response:
    """Take what a code stands for, for 120 seconds."""
    reservation_id = check_id(path.reservation_id, "/reservation_id")
    last = body.journal.mark if body.journal else NO_JOURNAL
    scan = Scan(body.code, body.collector_check, last)
    jkt = callers.proof().jkt
    return _held(machine.reserve(reservation_id, scan, jkt=jkt, doing=callers.doing()))


@routes.put(
    "/pickups/<pickup_id>/reservations/<reservation_id>/start",
    responses={200: schemas.ReservationView},
)
@callers.allow("kiosk")
def start(path: schemas.HeldPath, body: schemas.Fencing) -> Response:
    """Say that paper will move now."""
    return _held(machine.start(_grip(path, body), callers.doing()))


@routes.put(
    "/pickups/<pickup_id>/reservations/<reservation_id>/sheets/<int:k>",
    responses={200: schemas.ReservationView},
)
@callers.allow("kiosk")
def confirm_sheet(path: schemas.SheetPath, body: schemas.SheetOut) -> Response:
    """Say that a sheet is out, with its serial."""
    sheet = (body.code, body.number)
    return _held(machine.confirm(_grip(path, body), path.k, sheet, callers.doing()))


@routes.put(
    "/pickups/<pickup_id>/reservations/<reservation_id>/done",
    responses={200: schemas.ReservationView},
)
@callers.allow("kiosk")
def done(path: schemas.HeldPath, body: schemas.Fencing) -> Response:
    """Say that all sheets are out."""
    return _held(machine.finish(_grip(path, body), callers.doing()))


@routes.put(
    "/pickups/<pickup_id>/reservations/<reservation_id>/stop",
    responses={200: schemas.ReservationView},
)
@callers.allow("kiosk")
def stop(path: schemas.HeldPath, body: schemas.Stop) -> Response:
    """Say that the service ends early."""
    spoiled = (body.spoiled.code, body.spoiled.number) if body.spoiled else None
    return _held(
        machine.stop(_grip(path, body), reason=body.reason, spoiled=spoiled, doing=callers.doing())
    )


@routes.put(
    "/pickups/<pickup_id>/reservations/<reservation_id>/parting",
    responses={200: schemas.ReservationView},
)
@callers.allow("kiosk")
def part(path: schemas.HeldPath, body: schemas.Fencing) -> Response:
    """Say that the person goes while the printer cannot tell what it did."""
    return _held(parting.part(_grip(path, body), callers.doing()))


@routes.put("/kiosk/leases", responses={200: LeasesView})
@callers.allow("kiosk")
def exchange_leases(body: Returned) -> Response:
    """Give leases back, and hear which orders may be served without asking, and until when."""
    doing = callers.doing()
    last = body.journal.mark if body.journal else None
    found = leases.exchange(callers.proof().jkt, body.returned, doing, journaled=last)
    return said(LeasesView.of(found, to_text(doing.at)))


@routes.put(
    "/pickups/<pickup_id>/reservations/<reservation_id>/report/<report_id>",
    responses={200: schemas.ReservationView},
)
@callers.allow("kiosk")
def report_at_machine(path: schemas.HeldReportPath, body: schemas.ShortfallAtMachine) -> Response:
    """Say at the machine that sheets of this service are missing."""
    report_id = check_id(path.report_id, "/report_id")
    grip, told = _grip(path, body), Said(body.has)
    return _held(reports.report_at_machine(grip, report_id, told, callers.doing()))


@routes.put(
    "/pickups/<pickup_id>/reservations/<reservation_id>/retraction/<report_id>",
    responses={200: schemas.ReservationView},
)
@callers.allow("kiosk")
def retract(path: schemas.HeldReportPath, body: schemas.Retraction) -> Response:
    """Say that sheets nobody took from the tray were taken back into the machine."""
    report_id = check_id(path.report_id, "/report_id")
    return _held(reports.retract(_grip(path, body), report_id, body.count, callers.doing()))


def _grip(path: schemas.HeldPath, body: schemas.Fencing) -> Grip:
    jkt = callers.proof().jkt
    return Grip(path.pickup_id, path.reservation_id, callers.current().id, body.fencing, jkt)


def _held(pickup: Pickup) -> Response:
    return said(schemas.ReservationView.of(pickup, callers.doing().at))


def _view(pickup: Pickup, *, with_pass: bool = True) -> schemas.PickupView:
    now = callers.doing().at
    shown = owner.pass_of(pickup, callers.current().id, now) if with_pass else None
    return schemas.PickupView.of(
        pickup,
        site_name=owner.sites.name(pickup.site_id) if pickup.site_id else None,
        shown=shown,
        now=now,
    )


def _tag(pickup: Pickup) -> str:
    # Time alone ends a reservation or a loan, before any writer notes it: the tag changes too.
    now = callers.doing().at
    lapsed = pickup.seen(now) is not pickup.state and pickup.state is State.RESERVED
    returned = pickup.loan is not None and pickup.lent(now) is None
    return str(pickup.version) + "-lapsed" * lapsed + "-returned" * returned
