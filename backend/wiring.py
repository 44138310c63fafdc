"""Puts the rooms together: the one place that knows every room and every adapter."""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.counter.service import Counter
from backend.counter.store import CaseStore
from backend.custody.serials import Range
from backend.custody.stockroom import Stockroom
from backend.identity import token as access
from backend.identity.gateway import SmsCourier
from backend.identity.rules import keys as identity_keys
from backend.identity.rules.terms import Quota, Terms
from backend.identity.service import IdentityService
from backend.identity.store import DynamoStore as IdentityStore
from backend.invoices.rules.kinds import Kind
from backend.invoices.rules.parameters import published
from backend.invoices.schemas import ApplicationView
from backend.invoices.service import InvoicesService
from backend.invoices.store import DynamoStore as InvoicesStore
from backend.kernel.clock import Clock
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.service import KiosksService
from backend.kiosks.store import DynamoStore as KiosksStore
from backend.outside.acs3 import Credentials
from backend.outside.http import Http
from backend.outside.secrets import FileSecrets, ManagedSecrets, Secrets
from backend.outside.sms import Letterhead, SmsClient
from backend.pickup.rules.admission import Machine
from backend.pickup.schemas import PickupView
from backend.pickup.service import MachineSide, OwnerSide, TimeSide
from backend.pickup.store import PickupStore
from backend.pickup.token import Keys as PickupKeys
from backend.settings import Settings
from backend.sites.service import Sites
from backend.sites.store import SiteStore
from backend.storage import table
from backend.taxpayers.service import Taxpayers
from backend.taxpayers.store import TaxpayerStore
from backend.web.callers import Gate
from backend.web.proofs import Nonces


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
    pickup_time: TimeSide
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
            "counter": self.counter,
        }


def build(settings: Settings, clock: Clock) -> City:
    """Bind the tables and put the rooms together; no table is read and nothing is sent."""
    table.bind(settings.binding())
    secrets = _secrets(settings, clock)
    stockroom = Stockroom()
    taxpayers = Taxpayers(TaxpayerStore())
    identity = _identity(settings, secrets, clock)
    # Sites ask kiosks for their health and kiosks ask sites for their names: one is bound late.
    sites = Sites(SiteStore(), stockroom, _Health(lambda: kiosks, clock), clock)
    kiosks = KiosksService(
        store=KiosksStore(), custody=_Cassettes(stockroom), sites=sites, tokens=identity
    )
    invoices = InvoicesService(
        store=InvoicesStore(),
        taxpayers=taxpayers,
        shelves=stockroom,
        sites=sites,
        parameters=published(),
    )
    people = _People(identity, taxpayers, clock)
    keys = _pickup_keys(secrets)
    pickups = PickupStore()
    owner = OwnerSide(pickups, stockroom, people, sites, keys)
    return City(
        settings=settings,
        clock=clock,
        identity=identity,
        taxpayers=taxpayers,
        sites=sites,
        kiosks=kiosks,
        invoices=invoices,
        pickup=owner,
        pickup_machine=MachineSide(pickups, stockroom, _Machines(kiosks), people, sites, keys),
        pickup_time=TimeSide(pickups, stockroom),
        counter=Counter(CaseStore(), _Matters(invoices, owner, clock), _Names(taxpayers)),
        stockroom=stockroom,
        gate=Gate(
            clock,
            Nonces(base64.b64decode(secrets.get("proof-nonce"))),
            identity.read_token,
            settings.public_urls,
        ),
    )


def _secrets(settings: Settings, clock: Clock) -> Secrets:
    kind, _, place = settings.secrets.partition(":")
    if kind == "file":
        return FileSecrets(Path(place))
    import boto3  # only the cloud needs the full client

    return ManagedSecrets(boto3.client("secretsmanager", region_name=settings.region), place, clock)


def _identity(settings: Settings, secrets: Secrets, clock: Clock) -> IdentityService:
    def credentials() -> Credentials:
        return Credentials(secrets.get("sms-key-id"), secrets.get("sms-key-secret"))

    client = SmsClient(
        Http(),
        credentials=credentials,
        letterhead=Letterhead(
            sign_name=settings.sms_sign_name, template_code=settings.sms_template
        ),
        clock=clock,
        endpoint=settings.sms_endpoint,
    )
    return IdentityService(
        store=IdentityStore(),
        courier=SmsCourier(client),
        keys=identity_keys.derive(base64.b64decode(secrets.get("identity"))),
        access_keys=access.load_keys(secrets.get("access-signing-pem")),
        issuer=settings.public_urls[0],
        terms=_terms(settings),
    )


def _terms(settings: Settings) -> Terms:
    # One machine is one address for everybody who tries the demo city on it.
    if settings.local:
        hourly = (Quota(3600, 600),)
        return Terms(
            resend_after_seconds=settings.sms_pause_seconds,
            asks_per_number=hourly,
            asks_per_address=hourly,
        )
    return Terms(resend_after_seconds=settings.sms_pause_seconds)


def _pickup_keys(secrets: Secrets) -> PickupKeys:
    ring: Mapping[str, Any] = json.loads(secrets.get("pickup-keys"))
    seeds = {int(kid): bytes.fromhex(seed) for kid, seed in ring["seeds"].items()}
    return PickupKeys(int(ring["current"]), seeds)


@dataclass(frozen=True, slots=True)
class _People:
    """Who collects and who acts for whom, as pickup asks."""

    identity: IdentityService
    taxpayers: Taxpayers
    clock: Clock

    def phone_tail(self, person_id: str) -> str:
        return self.identity.phone_tail(person_id)

    def acts_for(self, person_id: str, company_id: str) -> bool:
        return self.taxpayers.authority(person_id, company_id, self.clock.now()) is not None


@dataclass(frozen=True, slots=True)
class _Health:
    """Which sites have a machine that answers, as the sites room asks."""

    kiosks: Callable[[], KiosksService]
    clock: Clock

    def alive(self, site_ids: Iterable[str]) -> Mapping[str, bool]:
        return self.kiosks().alive(site_ids, self.clock.now())


@dataclass(frozen=True, slots=True)
class _Machines:
    """The kiosks as pickup asks for them."""

    kiosks: KiosksService

    def machine(self, kiosk_id: str, jkt: str) -> Machine:
        found = self.kiosks.serving(kiosk_id, jkt)
        return Machine(found.id, found.site_id, found.in_service)


@dataclass(frozen=True, slots=True)
class _Held:
    """One kind of paper in a machine."""

    kind: str
    code: str
    next: int
    left: int


@dataclass(frozen=True, slots=True)
class _Cassettes:
    """Numbered paper as the kiosks room asks for it."""

    stockroom: Stockroom

    def load(  # noqa: PLR0913 - a load is this many facts
        self,
        *,
        site_id: str,
        kiosk_id: str,
        kind: str,
        code: str,
        first: int,
        last: int,
        load_id: str,
        doing: Doing,
    ) -> None:
        self.stockroom.load(
            site_id=site_id,
            kiosk_id=kiosk_id,
            kind=kind,
            paper=Range(code, first, last),
            load_id=load_id,
            doing=doing,
        )

    def cassettes(self, site_id: str, kiosk_id: str) -> list[_Held]:
        found = self.stockroom.cassettes(site_id, kiosk_id, [kind.value for kind in Kind])
        return [
            _Held(kind, head.code if head else "", head.first if head else 0, cassette.count)
            for kind, cassette in sorted(found.items())
            for head in [next(iter(cassette.unbound().ranges), None)]
        ]


@dataclass(frozen=True, slots=True)
class _Names:
    """The companies by name, as the counter asks."""

    taxpayers: Taxpayers

    def name(self, company_id: str) -> str:
        return self.taxpayers.company(company_id).name


@dataclass(frozen=True, slots=True)
class _Matters:
    """What cases are about, for the clerk's page."""

    invoices: InvoicesService
    pickup: OwnerSide
    clock: Clock

    def show(self, kind: str, subject_id: str) -> Mapping[str, object]:
        if kind == "application":
            application = self.invoices.find_application(subject_id)
            if application is None:
                raise Refusal("application-unknown")
            return ApplicationView.of(application).model_dump(mode="json")
        pickup = self.pickup.store.find(subject_id)
        if pickup is None:
            raise Refusal("pickup-unknown")
        site_name = self.pickup.sites.name(pickup.site_id) if pickup.site_id else None
        view = PickupView.of(pickup, site_name=site_name, shown=None, now=self.clock.now())
        return view.model_dump(mode="json", by_alias=True)

    def check_decidable(self, kind: str, subject_id: str, outcome: str) -> None:
        if kind != "application" or outcome != "approve":
            return
        blocking = self.invoices.can_approve(subject_id, Doing("system/counter", self.clock.now()))
        if blocking:
            reasons = [check.reason for check in blocking]
            raise Refusal("application-cannot-approve", reasons=reasons)
