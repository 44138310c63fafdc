"""Puts the rooms together: the one place that knows every room and every adapter."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from backend.counter.service import Counter
from backend.counter.store import CaseStore
from backend.custody.stockroom import Stockroom
from backend.identity.service import IdentityService
from backend.invoices.rules.parameters import published
from backend.invoices.service import InvoicesService
from backend.invoices.store import DynamoStore as InvoicesStore
from backend.kernel.clock import Clock
from backend.kiosks.service import Journals, KiosksService
from backend.kiosks.store import DynamoStore as KiosksStore
from backend.pickup.service import (
    ClerkSide,
    FormsSide,
    LeaseSide,
    LendingSide,
    MachineSide,
    OwnerSide,
    ReplaySide,
    TimeSide,
    Wishing,
)
from backend.pickup.store import PickupStore
from backend.settings import Settings
from backend.sites.service import Sites
from backend.sites.store import SiteStore
from backend.storage import table
from backend.taxpayers.service import Taxpayers
from backend.taxpayers.store import TaxpayerStore
from backend.web.callers import Gate
from backend.web.proofs import Nonces
from backend.wiring import adapters, keys, strangers


@dataclass(frozen=True, slots=True)
class City:
    """Everything a door of the process needs."""

    settings: Settings
    clock: Clock
    identity: IdentityService
    taxpayers: Taxpayers
    sites: Sites
    kiosks: KiosksService
    invoices: InvoicesService
    pickup: OwnerSide
    pickup_machine: MachineSide
    pickup_clerk: ClerkSide
    pickup_time: TimeSide
    pickup_forms: FormsSide
    pickup_lending: LendingSide
    pickup_leases: LeaseSide
    pickup_replay: ReplaySide
    journals: Journals
    counter: Counter
    stockroom: Stockroom
    gate: Gate

    def rooms(self) -> Mapping[str, object]:
        """Name the services as the rooms' routes ask for them."""
        return {
            "identity": self.identity,
            "taxpayers": self.taxpayers,
            "sites": self.sites,
            "kiosks": self.kiosks,
            "invoices": self.invoices,
            "pickup": self.pickup,
            "pickup-machine": self.pickup_machine,
            "pickup-forms": self.pickup_forms,
            "pickup-lending": self.pickup_lending,
            "pickup-leases": self.pickup_leases,
            "journals": self.journals,
            "counter": self.counter,
        }


def build(settings: Settings, clock: Clock) -> City:
    """Bind the tables and put the rooms together; no table is read and nothing is sent."""
    table.bind(settings.binding())
    kept = keys.secrets(settings, clock)
    nonces = Nonces(base64.b64decode(kept.get("proof-nonce")))
    stockroom = Stockroom()
    taxpayers = Taxpayers(TaxpayerStore())
    identity = keys.identity(settings, kept, clock)
    # Sites ask kiosks for their health and kiosks ask sites for their names: one is bound late.
    sites = Sites(
        SiteStore(), shelves=stockroom, health=adapters.Health(lambda: kiosks, clock), clock=clock
    )
    kiosks_store = KiosksStore()
    kiosks = KiosksService(
        store=kiosks_store, custody=adapters.Cassettes(stockroom), sites=sites, tokens=identity
    )
    invoices = InvoicesService(
        store=InvoicesStore(),
        taxpayers=taxpayers,
        shelves=stockroom,
        sites=sites,
        parameters=published(),
    )
    people = adapters.People(identity, taxpayers, clock)
    ring = keys.pickup_keys(kept)
    pickups = PickupStore()
    journals = Journals(store=kiosks_store, kiosks=kiosks)
    machines = adapters.Machines(kiosks, journals)
    wishing = Wishing(pickups, stockroom, machines)
    clerk = ClerkSide(pickups, stockroom, wishing)
    doorkeeper = strangers.Doorkeeper(identity)
    owner = OwnerSide(pickups, stockroom, people, sites, ring, wishing)
    machine = MachineSide(pickups, stockroom, machines, people, sites, ring, wishing)
    return City(
        settings=settings,
        clock=clock,
        identity=identity,
        taxpayers=taxpayers,
        sites=sites,
        kiosks=kiosks,
        invoices=invoices,
        pickup=owner,
        pickup_machine=machine,
        pickup_clerk=clerk,
        pickup_time=TimeSide(pickups, stockroom, wishing),
        pickup_leases=LeaseSide(pickups, stockroom, machines, ring, wishing),
        pickup_replay=ReplaySide(pickups, stockroom, machine),
        journals=journals,
        pickup_forms=FormsSide(
            store=pickups,
            stockroom=stockroom,
            people=people,
            sites=sites,
            doorkeeper=doorkeeper,
            keys=ring,
        ),
        pickup_lending=LendingSide(
            store=pickups,
            stockroom=stockroom,
            people=people,
            sites=sites,
            directory=strangers.Directory(identity),
            doorkeeper=doorkeeper,
            keys=ring,
        ),
        counter=Counter(CaseStore(), adapters.Matters(invoices, owner, clerk, clock), taxpayers),
        stockroom=stockroom,
        gate=Gate(clock, nonces, identity.read_token, settings.public_urls),
    )
