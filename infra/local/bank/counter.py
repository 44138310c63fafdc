"""What the sandbox bank does with orders: taken once by id, carried out, refused, closed.

codes    open ──scan──> done        any kind, never seen or open ──closure──> closed
debits   ∅ ──> done | refused | processing ──due──> done | refused
payouts  ∅ ──> done | refused       done ──comes back──> returned
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from backend.kernel.clock import to_text
from backend.outside.bank import signing
from infra.local.bank.accounts import TREASURY
from infra.local.bank.books import Books, Order, is_over

CODE = "taxpay:"
KINDS = ("agreements", "debits", "codes", "payouts")
_NEEDED = {
    "agreements": ("taxpayer", "account_no", "account_name"),
    "debits": ("agreement_id", "amount_fen", "what", "valid_until"),
    "codes": ("amount_fen", "what", "valid_until"),
    "payouts": ("return_of", "amount_fen", "what"),
}


class Wrong(Exception):
    """A request that is answered with a code instead of an order."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code, self.status = code, status


class Counter:
    """Takes orders; everything it says is in its books."""

    def __init__(self, books: Books) -> None:
        self.books = books

    def admit(self, nonce: str, now: datetime) -> bool:
        """Note a request's nonce; False when it came before."""
        with self.books.act():
            return self.books.is_first(nonce, now, now - 2 * signing.SKEW)

    def put(
        self,
        kind: str,
        order_id: str,
        body: dict[str, Any],
        *,
        now: datetime,
        refuse: str = "",
        later_seconds: int = 0,
    ) -> Order:
        """Take an order, or tell how the same one stands; raises Wrong."""
        with self.books.act():
            found = self._look(kind, order_id, now)
            if found is not None and found.body:
                if found.body != body:
                    raise Wrong("order-differs", 409)
                return found
            _check(kind, body)
            if found is not None:  # closed before it ever came
                return found
            order = Order(kind, order_id, body, "processing")
            if refuse:
                return self.books.keep(replace(order, state="refused", reason=refuse))
            if kind != "agreements" and is_over(body.get("valid_until", to_text(now)), now):
                return self.books.keep(replace(order, state="refused", reason="too-late"))
            if later_seconds and kind in ("debits", "payouts"):
                due = to_text(now + timedelta(seconds=later_seconds))
                return self.books.keep(replace(order, due=due))
            return self._carry_out(order, now)

    def find(self, kind: str, order_id: str, now: datetime) -> Order:
        """Tell how an order stands; raises Wrong."""
        with self.books.act():
            found = self._look(kind, order_id, now)
        if found is None:
            raise Wrong("order-unknown", 404)
        return found

    def close(self, kind: str, order_id: str, now: datetime) -> Order:
        """Make sure that an order is never carried out; one that was, or is under way, stays."""
        with self.books.act():
            found = self._look(kind, order_id, now) or Order(kind, order_id, {}, "closed")
            ends = kind == "agreements" and found.state == "done"
            if found.state == "open" or ends:
                found = replace(found, state="closed", reason="closed", at=to_text(now))
            return self.books.keep(found)

    def scan(self, text: str, account_no: str, now: datetime) -> Order:
        """Pay a code from an account, as somebody's phone does; raises Wrong."""
        with self.books.act():
            found = self._look("codes", text.removeprefix(CODE), now)
            if found is None or found.state != "open":
                raise Wrong("code-not-open", 409)
            account = self.books.account(account_no)
            if account is None:
                raise Wrong("account-unknown", 404)
            if account.balance_fen < (found.amount_fen or 0):
                raise Wrong("funds-short", 409)
            return self.books.move(account_no, TREASURY, replace(found, account=account_no), now)

    def come_back(self, order_id: str, now: datetime) -> Order:
        """Let a pay-out come back (退汇); raises Wrong."""
        with self.books.act():
            found = self.books.find("payouts", order_id)
            if found is None or found.state != "done":
                raise Wrong("payout-not-done", 409)
            order = replace(found, reason="account-closed")
            return self.books.move(found.account, TREASURY, order, now, back=True)

    def _look(self, kind: str, order_id: str, now: datetime) -> Order | None:
        """Read an order and do what time does to it."""
        found = self.books.find(kind, order_id)
        if found is None:
            return None
        if found.state == "open" and is_over(found.body["valid_until"], now):
            return self.books.keep(replace(found, state="closed", reason="expired"))
        if found.state == "processing" and found.due and is_over(found.due, now):
            return self._carry_out(found, now)
        return found

    def _carry_out(self, order: Order, now: datetime) -> Order:
        match order.kind:
            case "agreements":
                return self._agree(order, now)
            case "debits":
                return self._debit(order, now)
            case "codes":
                text = CODE + order.id
                return self.books.keep(replace(order, state="open", text=text))
            case _:
                return self._pay_out(order, now)

    def _agree(self, order: Order, now: datetime) -> Order:
        account = self.books.account(order.body["account_no"])
        if account is None or account.number == TREASURY:
            return self._refused(order, "account-unknown")
        if account.name != order.body["account_name"]:
            return self._refused(order, "name-differs")
        done = replace(order, state="done", account=account.number, at=to_text(now))
        return self.books.keep(done)

    def _debit(self, order: Order, now: datetime) -> Order:
        agreement = self.books.find("agreements", order.body["agreement_id"])
        if agreement is None or agreement.state != "done":
            return self._refused(order, "agreement-unknown")
        account = self.books.account(agreement.account)
        if account is None or account.balance_fen < order.body["amount_fen"]:
            return self._refused(order, "funds-short")
        return self.books.move(
            account.number, TREASURY, replace(order, account=account.number), now
        )

    def _pay_out(self, order: Order, now: datetime) -> Order:
        of = order.body["return_of"]
        original = self.books.find(of["kind"], of["id"])
        if original is None or original.state != "done" or original.kind == "payouts":
            return self._refused(order, "original-unknown")
        given = sum(
            one.amount_fen or 0
            for one in self.books.of_original(original.id)
            if one.state in ("done", "processing") and one.id != order.id
        )
        if given + order.body["amount_fen"] > self.books.moved(original.kind, original.id):
            return self._refused(order, "over-original")
        order = replace(order, account=original.account)
        return self.books.move(TREASURY, original.account, order, now)

    def _refused(self, order: Order, reason: str) -> Order:
        return self.books.keep(replace(order, state="refused", reason=reason, due=None))


def _check(kind: str, body: dict[str, Any]) -> None:
    if set(body) != set(_NEEDED[kind]):
        raise Wrong("order-malformed", 400)
    amount = body.get("amount_fen", 1)
    if not isinstance(amount, int) or isinstance(amount, bool) or amount <= 0:
        raise Wrong("amount-malformed", 400)
