"""What is heard and said about pickups over HTTP."""

import base64
from datetime import datetime
from typing import Literal, Self

from pydantic import Field

from backend.kernel.clock import to_text
from backend.pickup.rules.forms import Loan
from backend.pickup.rules.pickup import Ending, Pass, Pickup, State
from backend.pickup.rules.reporting import reportable_until
from backend.pickup.schemas.leases import Journaled, WishView
from backend.pickup.schemas.served import LastServiceView, ReportView, SheetsView
from backend.web.routes import View

_BEING_SERVED = (State.RESERVED, State.DISPENSING, State.OPEN)


class PickupPath(View):
    """A pickup's address."""

    pickup_id: str = Field(pattern=r"^[0-9a-f]{16}$")


class CompanyPath(View):
    """A company's address."""

    company_id: str = Field(max_length=20)


class ReservationPath(View):
    """The address of a reservation a kiosk makes."""

    reservation_id: str = Field(max_length=36)


class HeldPath(PickupPath):
    """The address of a reservation that stands."""

    reservation_id: str = Field(max_length=36)


class SheetPath(HeldPath):
    """The address of one sheet of a reservation, counted from 1."""

    k: int = Field(ge=1, le=10_000)


class ReportPath(PickupPath):
    """The address of what a collector says afterwards."""

    report_id: str = Field(max_length=36)


class HeldReportPath(HeldPath):
    """The same, said at the machine."""

    report_id: str = Field(max_length=36)


class ShortfallBody(View):
    """How many sheets of the last service somebody has, and what they say about it."""

    has: int = Field(ge=0, le=10_000)
    note: str = Field(default="", max_length=500)


class SiteChoice(View):
    """The place somebody wants to fetch it."""

    site_id: str = Field(max_length=16)


class Scan(View):
    """What a kiosk read, what the collector typed, and how far the kiosk's journal has come."""

    journal: Journaled | None = None
    code: str = Field(max_length=400)
    collector_check: str | None = Field(default=None, max_length=6)


class Fencing(View):
    """The number that proves a machine speaks of the newest reservation."""

    fencing: int = Field(ge=1)


class ShortfallAtMachine(Fencing):
    """How many sheets of this service the collector has."""

    has: int = Field(ge=0, le=10_000)


class Retraction(Fencing):
    """How many sheets the machine took back from its tray."""

    count: int = Field(ge=1, le=10_000)


class SheetOut(Fencing):
    """One sheet the exit sensor saw."""

    code: str = Field(max_length=12)
    number: int = Field(ge=1, le=99_999_999)


class Spoiled(View):
    """A sheet that did not come out whole."""

    code: str = Field(max_length=12)
    number: int = Field(ge=1, le=99_999_999)


class Stop(Fencing):
    """Why a machine ends a service early."""

    reason: Literal["jam", "paper-out", "cancelled"]
    spoiled: Spoiled | None = None


class PassView(View):
    """What a phone draws the rolling code from."""

    type: Literal["rolling"] = "rolling"
    body: str
    secret: str
    step_seconds: int
    short_code: str

    @classmethod
    def of(cls, shown: Pass) -> Self:
        return cls(
            body=_base64(shown.body),
            secret=_base64(shown.secret),
            step_seconds=shown.step_seconds,
            short_code=shown.short_code,
        )


class ServiceView(View):
    """Which machine serves, and how far it is."""

    id: str
    kiosk_id: str
    until: str
    confirmed: int
    count: int


def service_of(pickup: Pickup, now: datetime) -> ServiceView | None:
    """Say which machine serves a pickup, None when none does."""
    held = pickup.reservation
    if held is None or not held.id or pickup.seen(now) not in _BEING_SERVED:
        return None
    return ServiceView(
        id=held.id,
        kiosk_id=held.kiosk_id,
        until=to_text(held.until),
        confirmed=held.confirmed,
        count=held.count,
    )


class LoanView(View):
    """To whom a pickup is lent, and until when."""

    id: str
    name: str
    phone_masked: str
    lender_name: str
    lent_at: str
    until: str

    @classmethod
    def of(cls, loan: Loan) -> Self:
        return cls(
            id=loan.id,
            name=loan.name,
            phone_masked=loan.phone_masked,
            lender_name=loan.lender_name,
            lent_at=to_text(loan.lent_at),
            until=to_text(loan.until),
        )


class PickupView(View):
    """A pickup as its owner sees it."""

    id: str
    application_id: str
    company_id: str
    kind: str
    count: int
    handed_count: int
    site_id: str | None
    site_name: str | None
    state: str
    issued_at: str
    expires_at: str
    reminded_at: str | None
    ended: Ending | None
    locked: bool
    version: int
    reservation: ServiceView | None
    wish: WishView | None
    serials: list[SheetsView]
    loan: LoanView | None
    last_service: LastServiceView | None
    report: ReportView | None
    reportable_until: str | None
    reprinted: int
    pass_: PassView | None = Field(default=None, serialization_alias="pass")
    server_time: str

    @classmethod
    def of(
        cls, pickup: Pickup, *, site_name: str | None, shown: Pass | None, now: datetime
    ) -> Self:
        care, loan = pickup.care, pickup.lent(now)
        return cls(
            id=pickup.id,
            application_id=pickup.application_id,
            company_id=pickup.company_id,
            kind=pickup.kind,
            count=pickup.count,
            handed_count=pickup.handed_count,
            site_id=pickup.site_id,
            site_name=site_name,
            state=pickup.seen(now).value,
            issued_at=to_text(pickup.issued_at),
            expires_at=to_text(pickup.expires_at),
            reminded_at=_text(care.reminded_at),
            ended=care.ended if pickup.state is State.CLOSED else None,
            locked=pickup.tries_left <= 0,
            version=pickup.version,
            reservation=service_of(pickup, now),
            wish=WishView.of(pickup),
            serials=[SheetsView.of(one) for one in pickup.handed],
            loan=LoanView.of(loan) if loan else None,
            last_service=LastServiceView.of(care.services[-1]) if care.services else None,
            report=ReportView.of(care.report) if care.report else None,
            reportable_until=_text(reportable_until(pickup, now)),
            reprinted=care.reprinted,
            pass_=PassView.of(shown) if shown else None,
            server_time=to_text(now),
        )


class PickupsView(View):
    """A page of a company's pickups."""

    items: list[PickupView]
    next_cursor: str | None


class ReservationView(View):
    """A reservation as its kiosk sees it.

    `segments` stand in the order in which paper leaves; `handed_count` is of the whole order, this
    service's own once it ended; `state` is reserved, dispensing, open, dispensed or stopped.
    """

    id: str
    pickup_id: str
    kind: str
    count: int
    fencing: int
    until: str
    segments: list[SheetsView]
    confirmed: int
    handed_count: int
    state: str

    @classmethod
    def of(cls, pickup: Pickup, now: datetime) -> Self:
        held = pickup.reservation
        if held is None:
            raise ValueError(f"pickup {pickup.id} was never reserved")
        state = pickup.seen(now)
        return cls(
            id=held.id,
            pickup_id=pickup.id,
            kind=pickup.kind,
            count=held.count,
            fencing=held.fencing,
            until=to_text(held.until),
            segments=[SheetsView.of(one) for one in held.sheets],
            confirmed=held.confirmed,
            handed_count=pickup.handed_count,
            state="stopped" if state in (State.ISSUED, State.CLOSED) else state.value,
        )


def _text(instant: datetime | None) -> str | None:
    return to_text(instant) if instant else None


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
