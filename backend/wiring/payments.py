"""The sides of the payments room: who pays, who is paid back, the bank, time, and the books."""

from dataclasses import dataclass

from backend.identity.service import IdentityService
from backend.kernel.parameters import published
from backend.outside.bank.client import BankClient
from backend.payments.gateway import TreasuryBank
from backend.payments.service import PaymentsService
from backend.payments.service.agreements import AgreementSide
from backend.payments.service.differences import DifferenceSide
from backend.payments.service.owners import Owners
from backend.payments.service.reconciling import ReconcileSide
from backend.payments.service.refunds import RefundSide
from backend.payments.service.sending import BankSide
from backend.payments.service.time import TimeSide
from backend.payments.store import DynamoStore
from backend.taxpayers.service import Taxpayers


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts on payments."""

    paying: PaymentsService
    agreements: AgreementSide
    refunds: RefundSide
    differences: DifferenceSide
    sending: BankSide
    time: TimeSide
    reconcile: ReconcileSide


def sides(client: BankClient, taxpayers: Taxpayers, identity: IdentityService) -> Sides:
    """Put the sides together."""
    store, bank, parameters = DynamoStore(), TreasuryBank(client), published("payments")
    owners = Owners(taxpayers, identity)
    sending = BankSide(store, bank, parameters)
    agreements = AgreementSide(store, owners, bank, parameters)
    refunds = RefundSide(store, owners, bank, parameters)
    differences = DifferenceSide(store)
    return Sides(
        paying=PaymentsService(store, owners, parameters),
        agreements=agreements,
        refunds=refunds,
        differences=differences,
        sending=sending,
        time=TimeSide(store, sending, refunds, agreements, differences),
        reconcile=ReconcileSide(store, bank, sending, refunds, differences),
    )
