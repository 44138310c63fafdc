"""Where a port and what answers it differ in shape; where they agree, no adapter is needed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.counter.rules import Case, Decision
from backend.custody.stockroom import Stockroom
from backend.identity.service import IdentityService
from backend.invoices.rules.kinds import Kind
from backend.invoices.schemas import ApplicationView
from backend.invoices.service import InvoicesService
from backend.kernel.clock import Clock
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.service import Journals, KiosksService
from backend.pickup.rules.admission import Machine
from backend.pickup.rules.pickup import Found, Sheets
from backend.pickup.schemas import PickupView
from backend.pickup.service import ClerkSide, OwnerSide, ReportSide
from backend.taxpayers.service import Taxpayers


@dataclass(frozen=True, slots=True)
class People:
    """Who collects and who acts for whom, as pickup asks."""

    identity: IdentityService
    taxpayers: Taxpayers
    clock: Clock

    def phone_tail(self, person_id: str) -> str:
        return self.identity.phone_tail(person_id)

    def acts_for(self, person_id: str, company_id: str) -> bool:
        return self.taxpayers.authority(person_id, company_id, self.clock.now()) is not None


@dataclass(frozen=True, slots=True)
class Health:
    """Which sites have a machine that answers, as the sites room asks."""

    kiosks: Callable[[], KiosksService]
    clock: Clock

    def alive(self, site_ids: Iterable[str]) -> Mapping[str, bool]:
        return self.kiosks().alive(site_ids, self.clock.now())


@dataclass(frozen=True, slots=True)
class Machines:
    """The kiosks as pickup asks for them."""

    kiosks: KiosksService
    journals: Journals

    def machine(self, kiosk_id: str, jkt: str) -> Machine:
        found = self.kiosks.serving(kiosk_id, jkt)
        behind = self.journals.is_followed_late(jkt)
        return Machine(found.id, found.site_id, found.in_service, behind)

    def heard_at(self, kiosk_id: str, jkt: str) -> datetime | None:
        return self.kiosks.heard_at(kiosk_id, jkt)


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of paper in a machine."""

    kind: str
    code: str
    next: int
    left: int


@dataclass(frozen=True, slots=True)
class Cassettes:
    """Numbered paper as the kiosks room asks for it."""

    stockroom: Stockroom

    def cassettes(self, site_id: str, kiosk_id: str) -> list[Held]:
        found = self.stockroom.cassettes(site_id, kiosk_id, [kind.value for kind in Kind])
        return [
            Held(kind, head.code if head else "", head.first if head else 0, cassette.count)
            for kind, cassette in sorted(found.items())
            for head in [next(iter(cassette.unbound().ranges), None)]
        ]


@dataclass(frozen=True, slots=True)
class Matters:
    """What cases are about, for the clerk's page."""

    invoices: InvoicesService
    pickup: OwnerSide
    clerk: ClerkSide
    report: ReportSide
    clock: Clock

    def show(self, kind: str, subject_id: str) -> Mapping[str, object]:
        if kind == "application":
            application = self.invoices.find_application(subject_id)
            if application is None:
                raise Refusal("application-unknown")
            return ApplicationView.of(application).model_dump(mode="json")
        if kind == "journal":
            return {}
        pickup = self.pickup.store.find(subject_id)
        if pickup is None:
            raise Refusal("pickup-unknown")
        site_name = self.pickup.sites.name(pickup.site_id) if pickup.site_id else None
        view = PickupView.of(pickup, site_name=site_name, shown=None, now=self.clock.now())
        return view.model_dump(mode="json", by_alias=True)

    def check_decidable(self, case: Case, decision: Decision) -> None:
        doing = Doing("system/counter", self.clock.now())
        about, episode = case.subject_id, case.episode
        if case.kind == "application":
            self.invoices.check_decidable(about, decision.outcome, doing)
        elif case.kind == "shortfall":
            self.report.check(about, episode, missing_by(decision), doing)
        elif case.kind == "pickup":
            self.clerk.check(about, episode, found_by(decision), doing)


def found_by(decision: Decision) -> Found:
    """Say in pickup's words what a clerk found at a machine."""
    if decision.next_code is None or decision.next_serial is None:
        return Found(None, decision.taken)
    return Found((decision.next_code, decision.next_serial), decision.taken)


def missing_by(decision: Decision) -> tuple[Sheets, ...] | None:
    """Say in pickup's words which sheets a clerk found to be missing, None for none."""
    if decision.outcome == "found":
        return None
    return tuple(Sheets(code, first, last) for code, first, last in decision.missing)
