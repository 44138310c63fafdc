"""The sides of the pickup room: one store and one stockroom, seen by each who acts."""

from dataclasses import dataclass

from backend.custody.stockroom import Stockroom
from backend.identity.service import IdentityService
from backend.kernel.clock import Clock
from backend.kiosks.service import Journals, KiosksService
from backend.pickup.ports import Addresses
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
    Wishing,
)
from backend.pickup.store import PickupStore
from backend.pickup.token import Keys
from backend.sites.service import Sites
from backend.taxpayers.service import Taxpayers
from backend.wiring import adapters, strangers


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rooms that pickup asks."""

    identity: IdentityService
    taxpayers: Taxpayers
    kiosks: KiosksService
    journals: Journals
    sites: Sites
    addresses: Addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who acts on a pickup: its people, the machine, the clerk, and time."""

    owner: OwnerSide
    machine: MachineSide
    clerk: ClerkSide
    ending: EndingSide
    mailing: MailingSide
    report: ReportSide
    parting: PartingSide
    time: TimeSide
    forms: FormsSide
    lending: LendingSide
    leases: LeaseSide
    replay: ReplaySide


def sides(rooms: Neighbours, *, stockroom: Stockroom, ring: Keys, clock: Clock) -> Sides:
    """Put the sides together; `ring` holds the keys of pickup codes."""
    store, sites = PickupStore(), rooms.sites
    people = adapters.People(rooms.identity, rooms.taxpayers, clock)
    machines = adapters.Machines(rooms.kiosks, rooms.journals)
    doorkeeper = strangers.Doorkeeper(rooms.identity)
    wishing = Wishing(store, stockroom, machines)
    owner = OwnerSide(store, stockroom, people, sites, ring, wishing)
    machine = MachineSide(store, stockroom, machines, people, sites, ring, wishing)
    return Sides(
        owner=owner,
        machine=machine,
        clerk=ClerkSide(store, stockroom, wishing),
        ending=EndingSide(store, stockroom, owner),
        mailing=MailingSide(store, stockroom, owner, rooms.addresses),
        report=ReportSide(store, stockroom, owner),
        parting=PartingSide(machine),
        time=TimeSide(store, stockroom, wishing),
        leases=LeaseSide(store, stockroom, machines, ring, wishing),
        replay=ReplaySide(store, stockroom, machine),
        forms=FormsSide(
            store=store,
            stockroom=stockroom,
            people=people,
            sites=sites,
            doorkeeper=doorkeeper,
            keys=ring,
            wishing=wishing,
        ),
        lending=LendingSide(
            store=store,
            stockroom=stockroom,
            people=people,
            sites=sites,
            directory=strangers.Directory(rooms.identity),
            doorkeeper=doorkeeper,
            keys=ring,
            wishing=wishing,
        ),
    )
