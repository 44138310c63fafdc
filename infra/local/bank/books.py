"""The bank's books in one SQLite file: accounts, orders, entries; each act whole or not at all.

All money is somewhere: the sum of all balances, the treasury's among them, never changes.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from backend.kernel.clock import from_text, to_text
from backend.kernel.periods import day_of
from infra.local.bank.accounts import TREASURY, Account

_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (number TEXT PRIMARY KEY, name TEXT, balance INTEGER);
CREATE TABLE IF NOT EXISTS orders (
  kind TEXT, id TEXT, body TEXT, state TEXT, reason TEXT, bank_no TEXT, at TEXT, text TEXT,
  account TEXT, due TEXT, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS entries (
  number INTEGER PRIMARY KEY AUTOINCREMENT, day TEXT, kind TEXT, id TEXT, amount INTEGER,
  at TEXT, bank_no TEXT, returned INTEGER);
CREATE INDEX IF NOT EXISTS by_day ON entries (day, number);
CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, at TEXT);
"""


@dataclass(frozen=True, slots=True)
class Order:
    """An order as the bank keeps it; `account` is the payer's or, of a pay-out, the payee's."""

    kind: str
    id: str
    body: dict[str, Any]
    state: str
    reason: str = ""
    bank_no: str = ""
    at: str | None = None
    text: str = ""
    account: str = ""
    due: str | None = None

    @property
    def amount_fen(self) -> int | None:
        """What it moves; an agreement moves nothing."""
        return self.body.get("amount_fen")

    def told(self) -> dict[str, Any]:
        """Say it as the interface does."""
        return {
            "id": self.id,
            "state": self.state,
            "reason": self.reason,
            "bank_no": self.bank_no,
            "at": self.at,
            "amount_fen": self.amount_fen,
            "text": self.text,
        }


class Books:
    """The books; `act` holds them for one act, and leaves them as they were if it fails."""

    def __init__(self, path: Path | str, accounts: Iterable[Account]) -> None:
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._kept = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
        self._kept.execute("PRAGMA journal_mode=WAL")
        self._kept.execute("PRAGMA synchronous=FULL")  # what was answered survives a power cut
        self._kept.executescript(_SCHEMA)
        with self.act():
            for one in (Account(TREASURY, "国库（模拟）", 0), *accounts):
                row = (one.number, one.name, one.balance_fen)
                self._kept.execute("INSERT OR IGNORE INTO accounts VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Close the file."""
        self._kept.close()

    @contextmanager
    def act(self) -> Iterator[None]:
        """Do one act as a whole."""
        with self._lock:
            self._kept.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._kept.execute("ROLLBACK")
                raise
            self._kept.execute("COMMIT")

    def is_first(self, nonce: str, now: datetime, oldest: datetime) -> bool:
        """Note a nonce; False when it was there."""
        self._kept.execute("DELETE FROM nonces WHERE at < ?", (to_text(oldest),))
        row = (nonce, to_text(now))
        found = self._kept.execute("INSERT OR IGNORE INTO nonces VALUES (?, ?)", row)
        return found.rowcount == 1

    def find(self, kind: str, order_id: str) -> Order | None:
        """Read an order."""
        asked = (kind, order_id)
        row = self._kept.execute("SELECT * FROM orders WHERE kind = ? AND id = ?", asked).fetchone()
        return _order(row) if row else None

    def keep(self, order: Order) -> Order:
        """Write an order."""
        row = (
            *(order.kind, order.id, json.dumps(order.body, sort_keys=True), order.state),
            *(order.reason, order.bank_no, order.at, order.text, order.account, order.due),
        )
        marks = ", ".join("?" * len(row))
        self._kept.execute(f"INSERT OR REPLACE INTO orders VALUES ({marks})", row)  # noqa: S608
        return order

    def orders(self, state: str | None = None, limit: int = 50) -> list[Order]:
        """List the newest orders, of one state if it is named."""
        asked = (state, state, limit)
        rows = self._kept.execute(
            "SELECT * FROM orders WHERE ? IS NULL OR state = ? ORDER BY rowid DESC LIMIT ?", asked
        )
        return [_order(row) for row in rows.fetchall()]

    def of_original(self, order_id: str) -> list[Order]:
        """List the pay-outs that give an order's money back."""
        rows = self._kept.execute("SELECT * FROM orders WHERE kind = 'payouts'").fetchall()
        found = [_order(row) for row in rows]
        return [one for one in found if one.body.get("return_of", {}).get("id") == order_id]

    def account(self, number: str) -> Account | None:
        """Read an account."""
        asked = (number,)
        row = self._kept.execute("SELECT * FROM accounts WHERE number = ?", asked).fetchone()
        return Account(*row) if row else None

    def accounts(self) -> list[Account]:
        """List all accounts."""
        rows = self._kept.execute("SELECT * FROM accounts ORDER BY number").fetchall()
        return [Account(*row) for row in rows]

    def move(
        self, source: str, target: str, order: Order, now: datetime, *, back: bool = False
    ) -> Order:
        """Move an order's money and enter it; the order is done, or returned when `back`."""
        amount = order.amount_fen or 0
        for number, change in ((source, -amount), (target, amount)):
            asked = (change, number)
            self._kept.execute("UPDATE accounts SET balance = balance + ? WHERE number = ?", asked)
        number = self._kept.execute("SELECT COUNT(*) FROM entries").fetchone()[0] + 1
        bank_no = f"SB{day_of(now):%Y%m%d}{number:08d}"
        row = (f"{day_of(now)}", order.kind, order.id, amount, to_text(now), bank_no, int(back))
        self._kept.execute(
            "INSERT INTO entries (day, kind, id, amount, at, bank_no, returned)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        state = "returned" if back else "done"
        return self.keep(replace(order, state=state, bank_no=bank_no, at=to_text(now), due=None))

    def moved(self, kind: str, order_id: str) -> int:
        """Sum what was moved under an order, also more than once by mistake."""
        row = self._kept.execute(
            "SELECT SUM(amount) FROM entries WHERE kind = ? AND id = ? AND returned = 0",
            (kind, order_id),
        ).fetchone()
        return int(row[0] or 0)

    def entries(self, day: str, after: int, limit: int) -> list[dict[str, Any]]:
        """Read a day's entries behind a number."""
        rows = self._kept.execute(
            "SELECT number, kind, id, amount, at, bank_no, returned FROM entries"
            " WHERE day = ? AND number > ? ORDER BY number LIMIT ?",
            (day, after, limit),
        )
        names = ("number", "kind", "order_id", "amount_fen", "at", "bank_no", "returned")
        return [
            {**dict(zip(names, row, strict=True)), "returned": bool(row[-1])}
            for row in rows.fetchall()
        ]


def _order(row: tuple[Any, ...]) -> Order:
    kind, order_id, body, *rest = row
    return Order(kind, order_id, json.loads(body), *rest)


def is_over(until: str, now: datetime) -> bool:
    """Tell whether a time in an order is past."""
    return from_text(until) < now
