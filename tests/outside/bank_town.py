"""A sandbox bank behind a real socket, its books, and clients of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend.kernel.clock import Clock
from backend.kernel.ids import new_id
from backend.outside.bank.answers import Kind, Said
from backend.outside.bank.breaker import Breaker
from backend.outside.bank.client import BankClient, Waiting
from backend.outside.bank.signing import BankKey
from backend.outside.http import Answer, Http, Patience, Request
from infra.local.bank.accounts import TREASURY, Account
from infra.local.bank.app import KEY, Branch, create_app
from infra.local.bank.books import Books
from tests.outside.servers import served

RICH, POOR = Account("0001", "模拟·甲公司", 1_000_000_00), Account("0002", "模拟·乙公司", 1_00)
UNTIL = "2026-11-24T02:00:00.000Z"


@dataclass
class BankTown:
    """One bank that a test may turn."""

    address: str
    branch: Branch
    clock: Clock
    http: Http = field(
        default_factory=lambda: Http(Patience(connect_seconds=5, answer_seconds=0.5, tries=1))
    )
    pauses: list[float] = field(default_factory=list)

    def client(self, key: BankKey = KEY, **more: Any) -> BankClient:
        told = {"endpoint": self.address, "breaker": Breaker(most_strains=1_000), **more}
        waiting = Waiting(sleep=self.pauses.append, jitter=lambda: 0.5)
        return BankClient(self.http, lambda: key, self.clock, waiting=waiting, **told)

    def fail(self, what: str, **more: object) -> None:
        self.control("/faults", {"what": what, "silent_ms": 900, **more})

    def control(self, path: str, body: object) -> Answer:
        sent = json.dumps(body).encode()
        patient = Http(Patience(answer_seconds=20))
        kind = {"Content-Type": "application/json"}
        return patient.send(Request("PUT", f"{self.address}{path}", kind, sent))

    def agreed(self, account: Account = RICH) -> str:
        agreement_id = new_id()
        body = {"taxpayer": "T1", "account_no": account.number, "account_name": account.name}
        assert self.client().put(Kind.AGREEMENTS, agreement_id, body).state == "done"
        return agreement_id

    def left(self, account: Account = RICH) -> int:
        found = self.branch.books.account(account.number)
        assert found is not None
        return found.balance_fen

    def whole(self) -> int:
        return sum(one.balance_fen for one in self.branch.books.accounts())

    def treasury(self) -> int:
        found = self.branch.books.account(TREASURY)
        assert found is not None
        return found.balance_fen


def debit(agreement_id: str, amount_fen: int = 100_00, until: str = UNTIL) -> dict[str, object]:
    return {
        "agreement_id": agreement_id,
        "amount_fen": amount_fen,
        "what": "模拟税款",
        "valid_until": until,
    }


def give(town: BankTown, order_id: str, order: dict[str, object], **more: Any) -> Said:
    return town.client(**more).put(Kind.DEBITS, order_id, order)


@contextmanager
def bank_town(clock: Clock, path: Path | str = ":memory:") -> Iterator[BankTown]:
    """Serve a sandbox bank while the block runs."""
    books = Books(path, (RICH, POOR))
    app = create_app("local", books, clock=clock)
    with served(app) as address:
        yield BankTown(address, app.extensions["branch"], clock)
    books.close()
