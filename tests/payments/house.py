"""One company that owes, its bank's real books, and a line between them that fails as told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from backend.kernel.clock import Clock
from backend.kernel.events import Doing, Event
from backend.kernel.ids import new_id
from backend.kernel.parameters import published
from backend.outside.bank.breaker import Breaker
from backend.outside.bank.client import BankClient, Waiting
from backend.outside.http import Answer, Request, Unanswered, Unreachable
from backend.payments.gateway import TreasuryBank
from backend.payments.ports import Store
from backend.payments.rules.agreements import Account
from backend.payments.rules.payables import Due, Line, Payable
from backend.payments.rules.payments import Payment
from backend.payments.rules.wishes import PayWay, Wish
from backend.payments.service import PaymentsService
from backend.payments.service.agreements import AgreementSide
from backend.payments.service.differences import DifferenceSide
from backend.payments.service.owners import Owners
from backend.payments.service.reconciling import ReconcileSide
from backend.payments.service.refunds import RefundSide
from backend.payments.service.sending import BankSide
from backend.payments.service.time import TimeSide
from infra.local.bank.accounts import TREASURY
from infra.local.bank.accounts import Account as BankAccount
from infra.local.bank.app import KEY, Branch, create_app
from infra.local.bank.books import Books
from tests.fakes.payments import Authority, FakePeople, FakeStore, FakeTaxpayers

COMPANY, NAME = "91130503MA0SYN0001", "模拟·甲公司"
OWNER = f"company/{COMPANY}"
ACCOUNT = BankAccount("000000001", NAME, 100_000_000_00)
PERSON_ACCOUNT = BankAccount("000000002", "模拟业主甲", 1_000_000_00)
LINES = (Line("增值税", 1_000_00), Line("城市维护建设税", 70_00))


@dataclass
class BankLine:
    """The line to the bank, in process; each request takes the next fault, if there is one.

    `down` never leaves, `lost` never arrives, `mute` arrives and its answer does not, `held`
    arrives only when `deliver` lets it.
    """

    app: Any
    faults: list[str] = field(default_factory=list)
    held: list[Request] = field(default_factory=list)

    def send(self, request: Request) -> Answer:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "down":
            raise Unreachable("down")
        if fault == "held":
            self.held.append(request)
            raise Unanswered("held")
        if fault == "lost":
            raise Unanswered("lost")
        answer = self._arrive(request)
        if fault == "mute":
            raise Unanswered("mute")
        return answer

    def deliver(self) -> None:
        """Let what was held up arrive now."""
        while self.held:
            self._arrive(self.held.pop())

    def _arrive(self, request: Request) -> Answer:
        place = urlsplit(request.url)
        path = f"{place.path}?{place.query}" if place.query else place.path
        answer = self.app.test_client().open(
            path, method=request.method, headers=dict(request.headers), data=request.body
        )
        return Answer(answer.status_code, dict(answer.headers), answer.get_data())


@dataclass
class House:
    """The room's sides over one store and one bank."""

    store: Store
    clock: Clock
    branch: Branch
    line: BankLine
    taxpayers: FakeTaxpayers
    paying: PaymentsService = field(init=False)
    agreements: AgreementSide = field(init=False)
    refunds: RefundSide = field(init=False)
    differences: DifferenceSide = field(init=False)
    sending: BankSide = field(init=False)
    time: TimeSide = field(init=False)
    reconcile: ReconcileSide = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Start the process anew: what it had in memory is gone."""
        quiet = Waiting(sleep=lambda _: None, jitter=lambda: 0.0, now=lambda: 0.0)
        client = BankClient(
            self.line,  # type: ignore[arg-type]
            lambda: KEY,
            self.clock,
            "http://127.0.0.1",
            Breaker(most_strains=1_000_000),
            quiet,
        )
        bank, parameters = TreasuryBank(client), published("payments")
        people = FakePeople({"p1": "模拟业主甲"})
        owners = Owners(self.taxpayers, people)
        self.paying = PaymentsService(self.store, owners, parameters)
        self.sending = BankSide(self.store, bank, parameters)
        self.agreements = AgreementSide(self.store, owners, bank, parameters)
        self.refunds = RefundSide(self.store, owners, bank, parameters)
        self.differences = DifferenceSide(self.store)
        self.time = TimeSide(
            self.store, self.sending, self.refunds, self.agreements, self.differences
        )
        self.reconcile = ReconcileSide(
            self.store, bank, self.sending, self.refunds, self.differences
        )

    def person(self, person_id: str = "p1") -> Doing:
        return Doing(f"person/{person_id}", self.clock.now(), "session/s1")

    def clerk(self, clerk_id: str = "c1") -> Doing:
        return Doing(f"clerk/{clerk_id}", self.clock.now(), "session/s2")

    def system(self) -> Doing:
        return Doing("system/test", self.clock.now())

    def owed(self, owner: str = OWNER, **more: Any) -> Payable:
        told = {"about": "return/r1", "what": "模拟税款", "lines": LINES, **more}
        due = Due(owner=owner, **told)
        return self.paying.open_payable(new_id(), due, self.system())

    def agreed(self) -> str:
        agreement_id = new_id()
        account = Account("模拟银行", ACCOUNT.number, NAME)
        self.agreements.ask(COMPANY, agreement_id, account, self.person())
        assert self.agreements.tell_bank(agreement_id, self.system())
        return agreement_id

    def asked(
        self, payable: Payable, agreement_id: str | None = None, principal_fen: int | None = None
    ) -> Payment:
        """Ask to pay, by agreement or, without one, by code, what today's quote says."""
        now = self.paying.get_payable(payable.id, self.person())
        principal = principal_fen or now.left_fen
        way = PayWay.AGREEMENT if agreement_id else PayWay.CODE
        late = self.paying._surcharge(now, principal, self.paying.quote(now, self.clock.now()).on)
        wish = Wish(way, principal, principal + late, agreement_id)
        return self.paying.ask(payable.id, new_id(), wish, self.person())

    def payment(self, payment_id: str) -> Payment:
        found = self.store.find_payment(payment_id)
        assert found is not None
        return found

    def scan(self, payment_id: str, account: BankAccount = ACCOUNT) -> None:
        text = self.payment(payment_id).code_text
        self.branch.counter.scan(text, account.number, self.clock.now())

    def taken(self) -> int:
        """What the treasury holds."""
        found = self.branch.books.account(TREASURY)
        assert found is not None
        return found.balance_fen

    def paid_orders(self, order_ids: set[str]) -> int:
        """What the bank took under some of our ids."""
        done = [one for one in self.branch.books.orders("done", 10_000) if one.id in order_ids]
        return sum(one.amount_fen or 0 for one in done if one.kind in ("debits", "codes"))


def build(clock: Clock, store: Store | None = None) -> House:
    """Put one together; its bank's books are in memory."""
    books = Books(":memory:", (ACCOUNT, PERSON_ACCOUNT))
    app = create_app("local", books, clock=clock, sleep=lambda _: None)
    authority = {
        ("p1", COMPANY): Authority(),
        ("p2", COMPANY): Authority(False),
        ("p3", COMPANY): Authority(role="bookkeeper"),
        ("p4", COMPANY): Authority(role="finance-head"),
    }
    taxpayers = FakeTaxpayers(authority, {COMPANY: NAME})
    branch: Branch = app.extensions["branch"]
    return House(store or FakeStore(), clock, branch, BankLine(app), taxpayers)


def kinds(history: Callable[[], tuple[Event, ...]]) -> list[str]:
    """Name the verbs of a history."""
    return [one.kind.rpartition(":")[2] for one in history()]
