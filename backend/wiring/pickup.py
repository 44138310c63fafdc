"""The sides of the pickup room: one store and one stockroom, seen by each who acts."""

from dataclasses import dataclass

from backend.custody.stockroom import Stockroom
from backend.identity.service import IdentityService
from backend.kernel.clock import Clock
from backend.kiosks.service import KiosksService
from backend.pickup.service import (
    ClerkSide,
    EndingSide,
    FormsSide,
    LendingSide,
    MachineSide,
    OwnerSide,
    ReportSide,
    TimeSide,
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
    sites: Sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who acts on a pickup: its people, the machine, the clerk, and time."""

    owner: OwnerSide
    machine: MachineSide
    clerk: ClerkSide
    ending: EndingSide
    report: ReportSide
    time: TimeSide
    forms: FormsSide
    lending: LendingSide


def sides(rooms: Neighbours, *, stockroom: Stockroom, ring: Keys, clock: Clock) -> Sides:
    """Put the sides together; `ring` holds the keys of pickup codes."""
    store, sites = PickupStore(), rooms.sites
    people = adapters.People(rooms.identity, rooms.taxpayers, clock)
    doorkeeper = strangers.Doorkeeper(rooms.identity)
    owner = OwnerSide(store, stockroom, people, sites, ring)
    return Sides(
        owner=owner,
        machine=MachineSide(store, stockroom, adapters.Machines(rooms.kiosks), people, sites, ring),
        clerk=ClerkSide(store, stockroom),
        ending=EndingSide(store, stockroom, owner),
        report=ReportSide(store, stockroom, owner),
        time=TimeSide(store, stockroom),
        forms=FormsSide(
            store=store,
            stockroom=stockroom,
            people=people,
            sites=sites,
            doorkeeper=doorkeeper,
            keys=ring,
        ),
        lending=LendingSide(
            store=store,
            stockroom=stockroom,
            people=people,
            sites=sites,
            directory=strangers.Directory(rooms.identity),
            doorkeeper=doorkeeper,
            keys=ring,
        ),
    )
