"""Where a port and what answers it differ in shape; where they agree, no adapter is needed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.counter.rules import Case, Decision, Span
from backend.custody import shown
from backend.custody.loading_bay import LoadingBay
from backend.custody.shelf import Cassette
from backend.custody.stockroom import Move, Stockroom
from backend.einvoices.schemas.quota import AdjustmentView
from backend.einvoices.service.quota import QuotaSide
from backend.identity.rules.visits import Place
from backend.identity.service import IdentityService
from backend.invoices.rules.kinds import Kind
from backend.invoices.schemas import ApplicationView
from backend.invoices.service import InvoicesService
from backend.kernel.clock import Clock
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.rules.kiosk import UNKNOWN, check_counted
from backend.kiosks.rules.lost import is_whole
from backend.kiosks.service import Journals, KiosksService
from backend.payments.schemas.refunds import DifferenceView
from backend.payments.service.differences import DifferenceSide
from backend.pickup.rules.admission import Machine
from backend.pickup.rules.pickup import Found
from backend.pickup.rules.sheets import Sheets
from backend.pickup.schemas import PickupView
from backend.pickup.service import ClerkSide, LeaseSide, OwnerSide, ReportSide
from backend.sites.service import Sites
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

    def may_apply(self, person_id: str, company_id: str) -> bool:
        found = self.taxpayers.authority(person_id, company_id, self.clock.now())
        return found is not None and found.may_apply


@dataclass(frozen=True, slots=True)
class Health:
    """Which sites have a machine that answers, as the sites room asks."""

    kiosks: Callable[[], KiosksService]
    clock: Clock

    def alive(self, site_ids: Iterable[str]) -> Mapping[str, bool]:
        return self.kiosks().alive(site_ids, self.clock.now())


@dataclass(frozen=True, slots=True)
class Leased:
    """What machines may hand out without asking, as the kiosks room asks."""

    leases: Callable[[], LeaseSide]

    def kinds(self, kiosk_id: str) -> Collection[str]:
        return self.leases().kinds(kiosk_id)


@dataclass(frozen=True, slots=True)
class Machines:
    """The kiosks as pickup asks for them."""

    kiosks: KiosksService
    journals: Journals

    def machine(
        self, kiosk_id: str, jkt: str, *, journaled: tuple[int, str] | None = None
    ) -> Machine:
        found = self.kiosks.serving(kiosk_id, jkt)
        told = self.journals.standing(kiosk_id, jkt)
        return Machine(
            found.id,
            found.site_id,
            found.in_service,
            jkt,
            known=found.paired,
            behind=told is not None and bool(told.waiting),
            broken=told is not None and told.broken is not None,
            forgetful=bool(told and journaled and not is_whole(told, *journaled)),
        )

    def knows(self, kiosk_id: str, jkt: str) -> bool:
        return self.kiosks.holds_key(kiosk_id, jkt)

    def heard_at(self, kiosk_id: str, jkt: str) -> datetime | None:
        return self.kiosks.heard_at(kiosk_id, jkt)

    def compare_journal(self, jkt: str, last: tuple[int, str], doing: Doing) -> None:
        self.journals.compare(jkt, *last, doing)


@dataclass(frozen=True, slots=True)
class Standing:
    """The kiosks at which people sign in, as the identity room asks."""

    kiosks: KiosksService
    sites: Sites

    def place(self, kiosk_id: str, jkt: str) -> Place:
        kiosk = self.kiosks.signed(kiosk_id, jkt)
        if kiosk.why_not is not None:
            raise Refusal("kiosk-out-of-service", kiosk_id=kiosk_id)
        return Place(
            kiosk_id=kiosk_id,
            kiosk_name=kiosk.name,
            site_id=kiosk.site_id,
            site_name=self.sites.name(kiosk.site_id) or kiosk.site_id,
            jkt=jkt,
        )

    def holds_key(self, kiosk_id: str, jkt: str) -> bool:
        return self.kiosks.holds_key(kiosk_id, jkt)


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
        return _held(self.stockroom.cassettes(site_id, kiosk_id, [kind.value for kind in Kind]))

    def vacated(self, site_id: str, kiosk_id: str) -> Move | None:
        return LoadingBay().vacated(site_id, kiosk_id, [kind.value for kind in Kind])

    def all_cassettes(self, machines: Iterable[tuple[str, str]]) -> dict[str, list[Held]]:
        found = shown.all_cassettes(machines, [kind.value for kind in Kind])
        return {kiosk_id: _held(inside) for kiosk_id, inside in found.items()}


def _held(found: Mapping[str, Cassette]) -> list[Held]:
    return [
        Held(kind, head.code if head else "", head.first if head else 0, cassette.count)
        for kind, cassette in sorted(found.items())
        for head in [next(iter(cassette.unbound().ranges), None)]
    ]


@dataclass(frozen=True, slots=True)
class Matters:
    """What cases are about, for the clerk's page."""

    invoices: InvoicesService
    quota: QuotaSide
    pickup: OwnerSide
    clerk: ClerkSide
    report: ReportSide
    kiosks: KiosksService
    differences: DifferenceSide
    clock: Clock

    def show(self, kind: str, subject_id: str) -> Mapping[str, object]:
        if kind == "application":
            application = self.invoices.find_application(subject_id)
            if application is None:
                raise Refusal("application-unknown")
            return ApplicationView.of(application).model_dump(mode="json")
        if kind == "quota":
            adjustment = self.quota.get_adjustment(subject_id)
            return AdjustmentView.of(adjustment).model_dump(mode="json")
        if kind == "difference":
            difference = self.differences.see(subject_id)
            return DifferenceView.of(difference).model_dump(mode="json")
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
        elif case.kind == "quota":
            self.quota.check_decidable(about, decision.outcome, doing)
        elif case.kind == "shortfall":
            self.report.check(about, episode, missing_by(decision), doing)
        elif case.kind == "retracted":
            spoiled = decision.outcome == "spoiled"
            self.report.check_retracted(about, episode, spoiled=spoiled, doing=doing)
        elif case.kind == "pickup":
            self.clerk.check(about, episode, found_by(decision), doing)
        elif case.kind == "dispute":
            self.clerk.disputing.check(about, episode, disputed_by(decision, episode), doing)
        elif case.kind == "difference":
            self.differences.check(about, decision.reason, doing)
        elif case.kind == "journal":
            self._check_counted(case)

    def _check_counted(self, case: Case) -> None:
        # What a journal does not tell, only a count can: the machine waits for it as well.
        for why in case.why:
            if why.code in UNKNOWN:
                check_counted(self.kiosks.see(str(why.inputs["kiosk_id"])).kiosk)


def found_by(decision: Decision) -> Found:
    """Say in pickup's words what a clerk found at a machine."""
    if decision.next_code is None or decision.next_serial is None:
        return Found(None, _sheets(decision.taken), decision.disputes)
    next_sheet = (decision.next_code, decision.next_serial)
    return Found(next_sheet, _sheets(decision.taken), decision.disputes)


def disputed_by(decision: Decision, number: int) -> int:
    """Say how many sheets of a dispute the collector has; none where the clerk says nothing.

    Refuses `dispute-over` for what names another dispute.
    """
    if any(one != number for one, _ in decision.disputes):
        raise Refusal("dispute-over")
    return dict(decision.disputes).get(number, 0)


def missing_by(decision: Decision) -> tuple[Sheets, ...] | None:
    """Say in pickup's words which sheets a clerk found to be missing, None for none."""
    if decision.outcome == "found":
        return None
    return _sheets(decision.missing)


def _sheets(spans: Iterable[Span]) -> tuple[Sheets, ...]:
    return tuple(Sheets(code, first, last) for code, first, last in spans)
