"""The sides of the e-invoices room: one store, seen by who issues, who wants more, who checks."""

from dataclasses import dataclass

from backend.einvoices.service import EInvoicesService
from backend.einvoices.service.checks import CheckSide
from backend.einvoices.service.quota import QuotaSide
from backend.einvoices.service.reds import RedSide
from backend.einvoices.service.time import TimeSide
from backend.einvoices.service.using import BuyerSide
from backend.einvoices.store import DynamoStore
from backend.identity.service import IdentityService
from backend.kernel.parameters import published
from backend.taxpayers.service import Taxpayers
from backend.wiring.strangers import Doorkeeper


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts on digital invoices."""

    issuing: EInvoicesService
    quota: QuotaSide
    checks: CheckSide
    reds: RedSide
    buyer: BuyerSide
    time: TimeSide


def sides(taxpayers: Taxpayers, identity: IdentityService) -> Sides:
    """Put the sides together."""
    store, parameters = DynamoStore(), published("einvoices")
    issuing = EInvoicesService(store=store, taxpayers=taxpayers, parameters=parameters)
    reds = RedSide(
        store,
        situation=issuing.situation,
        numbering=issuing.numbering,
        parameters=parameters,
    )
    return Sides(
        issuing=issuing,
        quota=QuotaSide(store, issuing.situation, parameters),
        checks=CheckSide(store, Doorkeeper(identity), parameters),
        reds=reds,
        buyer=BuyerSide(store, issuing.situation, reds),
        time=TimeSide(store, reds, issuing.numbering),
    )
