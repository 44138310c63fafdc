"""Puts the rooms together: the one place that knows every room and every adapter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from backend.counter.service import Counter
from backend.counter.store import CaseStore
from backend.custody.loading_bay import LoadingBay
from backend.custody.stockroom import Stockroom
from backend.custody.trail_keeper import TrailKeeper
from backend.einvoices.service import EInvoicesService
from backend.einvoices.service.checks import CheckSide
from backend.einvoices.service.quota import QuotaSide
from backend.einvoices.service.reds import RedSide
from backend.einvoices.service.time import TimeSide as EInvoiceTime
from backend.einvoices.service.using import BuyerSide
from backend.identity.service import IdentityService
from backend.identity.service.visiting import VisitSide
from backend.invoices.service import InvoicesService
from backend.invoices.store import DynamoStore as InvoicesStore
from backend.kernel.clock import Clock
from backend.kernel.parameters import published
from backend.kiosks.service import Journals, KiosksService
from backend.kiosks.service.alerts import Alerts
from backend.kiosks.service.quarantine import Quarantine
from backend.kiosks.service.restocking import Restocking
from backend.kiosks.service.usage import Usage
from backend.kiosks.store import DynamoStore as KiosksStore
from backend.kiosks.store.papers import DynamoPapers
from backend.kiosks.store.watch import DynamoAlerts, DynamoUsage
from backend.pickup.service import (
    ClerkSide,
    EndingSide,
    FormsSide,
    LeaseSide,
    LendingSide,
    MachineSide,
    MailingSide,
    OwnerSide,
    PartingSide,
    ReplaySide,
    ReportSide,
    TimeSide,
)
from backend.settings import Settings
from backend.sites.service import Sites
from backend.sites.store import SiteStore
from backend.storage import table
from backend.storage.files import Files
from backend.taxpayers.service import Taxpayers
from backend.taxpayers.store import TaxpayerStore
from backend.web.callers import Gate
from backend.wiring import (
    adapters,
    delivery,
    documents,
    einvoices,
    fleet,
    keys,
    payments,
    pickup,
    strangers,
)


@dataclass(frozen=True, slots=True)
class City:
    """Everything a door of the process needs."""

    settings: Settings
    clock: Clock
    identity: IdentityService
    visits: VisitSide
    taxpayers: Taxpayers
    sites: Sites
    kiosks: KiosksService
    kiosk_papers: Restocking
    kiosk_apart: Quarantine
    kiosk_alerts: Alerts
    kiosk_usage: Usage
    invoices: InvoicesService
    einvoices: EInvoicesService
    einvoice_quota: QuotaSide
    einvoice_checks: CheckSide
    einvoice_reds: RedSide
    einvoice_buyer: BuyerSide
    einvoice_time: EInvoiceTime
    pickup: OwnerSide
    pickup_machine: MachineSide
    pickup_clerk: ClerkSide
    pickup_ending: EndingSide
    pickup_mailing: MailingSide
    pickup_report: ReportSide
    pickup_parting: PartingSide
    pickup_time: TimeSide
    pickup_forms: FormsSide
    pickup_lending: LendingSide
    pickup_leases: LeaseSide
    pickup_replay: ReplaySide
    journals: Journals
    counter: Counter
    documents: documents.Sides
    payments: payments.Sides
    delivery: delivery.Sides
    stockroom: Stockroom
    trail: TrailKeeper
    gate: Gate

    def rooms(self) -> Mapping[str, object]:
        """Name the services as the rooms' routes ask for them."""
        return {
            "identity": self.identity,
            "visits": self.visits,
            "taxpayers": self.taxpayers,
            "sites": self.sites,
            "kiosks": self.kiosks,
            "kiosk-papers": self.kiosk_papers,
            "kiosk-apart": self.kiosk_apart,
            "kiosk-alerts": self.kiosk_alerts,
            "kiosk-usage": self.kiosk_usage,
            "invoices": self.invoices,
            "einvoices": self.einvoices,
            "einvoice-quota": self.einvoice_quota,
            "einvoice-checks": self.einvoice_checks,
            "einvoice-reds": self.einvoice_reds,
            "einvoice-buyer": self.einvoice_buyer,
            "pickup": self.pickup,
            "pickup-machine": self.pickup_machine,
            "pickup-forms": self.pickup_forms,
            "pickup-lending": self.pickup_lending,
            "pickup-leases": self.pickup_leases,
            "pickup-parting": self.pickup_parting,
            "pickup-ending": self.pickup_ending,
            "pickup-mailing": self.pickup_mailing,
            "pickup-report": self.pickup_report,
            "journals": self.journals,
            "counter": self.counter,
            "documents": self.documents.people,
            "payments": self.payments.paying,
            "payment-agreements": self.payments.agreements,
            "payment-differences": self.payments.differences,
            "refunds": self.payments.refunds,
            **self.delivery.rooms(),
            "file-checks": self.documents.checks,
        }


def build(settings: Settings, clock: Clock) -> City:
    """Bind the tables and put the rooms together; no table is read and nothing is sent."""
    table.bind(settings.binding())
    kept = keys.secrets(settings, clock)
    stockroom, taxpayers = Stockroom(), Taxpayers(TaxpayerStore())
    identity = keys.identity(settings, kept, clock)
    sites = _sites(stockroom, lambda: kiosks, clock)
    machines, cassettes = KiosksStore(), adapters.Cassettes(stockroom)
    kiosks = KiosksService(
        store=machines,
        custody=cassettes,
        sites=sites,
        tokens=identity,
        leases=adapters.Leased(lambda: side.leases),
        doorkeeper=strangers.Doorkeeper(identity),
    )
    alerts, bay = Alerts(machines, DynamoAlerts(), identity, cassettes), fleet.Bay(LoadingBay())
    journals, trail = Journals(store=machines, kiosks=kiosks), TrailKeeper()
    mail = delivery.sides(taxpayers, identity, sites, clock=clock)
    invoices = _invoices(taxpayers, stockroom, sites, mail=mail.served)
    digital = einvoices.sides(taxpayers, identity)
    near = pickup.Neighbours(identity, taxpayers, kiosks, journals, sites, mail.book)
    side = pickup.sides(near, stockroom=stockroom, ring=keys.pickup_keys(kept), clock=clock)
    pay = payments.sides(keys.bank(settings, kept, clock), taxpayers, identity)
    visits = VisitSide(identity=identity, machines=adapters.Standing(kiosks, sites))
    matters = adapters.Matters(
        invoices, digital.quota, side.owner, side.clerk, side.report, kiosks, pay.differences, clock
    )
    pickups = fleet.Pickups(side.owner, identity, taxpayers)
    apart = fleet.quarantine(bay, trail, pickups, sites=sites, people=identity, alerts=alerts)
    return City(
        settings=settings,
        clock=clock,
        identity=identity,
        visits=visits,
        taxpayers=taxpayers,
        sites=sites,
        kiosks=kiosks,
        kiosk_papers=Restocking(machines, DynamoPapers(), bay, identity, alerts, side.leases),
        kiosk_apart=apart,
        kiosk_alerts=alerts,
        kiosk_usage=Usage(machines, cassettes, DynamoUsage()),
        invoices=invoices,
        einvoices=digital.issuing,
        einvoice_quota=digital.quota,
        einvoice_checks=digital.checks,
        einvoice_reds=digital.reds,
        einvoice_buyer=digital.buyer,
        einvoice_time=digital.time,
        pickup=side.owner,
        pickup_machine=side.machine,
        pickup_clerk=side.clerk,
        pickup_ending=side.ending,
        pickup_mailing=side.mailing,
        pickup_report=side.report,
        pickup_parting=side.parting,
        pickup_time=side.time,
        pickup_forms=side.forms,
        pickup_lending=side.lending,
        pickup_leases=side.leases,
        pickup_replay=side.replay,
        journals=journals,
        counter=Counter(CaseStore(), matters, taxpayers, identity),
        payments=pay,
        delivery=mail,
        documents=_documents(keys.files(settings, kept), taxpayers, identity, of=digital.checks),
        stockroom=stockroom,
        gate=keys.gate(settings, kept, clock, read_token=visits.read_token),
        trail=trail,
    )


def _sites(stockroom: Stockroom, kiosks: Callable[[], KiosksService], clock: Clock) -> Sites:
    # Sites ask kiosks for their health and kiosks ask sites for their names: one is bound late, and
    # so are the leases, since those who give them ask kiosks as well.
    health = adapters.Health(kiosks, clock)
    return Sites(SiteStore(), shelves=stockroom, health=health, clock=clock)


def _invoices(
    taxpayers: Taxpayers, stockroom: Stockroom, sites: Sites, *, mail: delivery.Served
) -> InvoicesService:
    return InvoicesService(
        store=InvoicesStore(),
        taxpayers=taxpayers,
        shelves=stockroom,
        sites=sites,
        mail=mail,
        parameters=published("invoices"),
    )


def _documents(
    files: Files, taxpayers: Taxpayers, identity: IdentityService, *, of: CheckSide
) -> documents.Sides:
    keeper = strangers.Doorkeeper(identity)
    return documents.sides(files, taxpayers, doorkeeper=keeper, records=of)
