"""What the bank said, read strictly: what does not read as a whole answer is no answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from backend.kernel.clock import from_text


class Kind(StrEnum):
    """The kinds of orders, as paths name them."""

    AGREEMENTS = "agreements"
    DEBITS = "debits"
    CODES = "codes"
    PAYOUTS = "payouts"


class State(StrEnum):
    """Where an order stands, in the bank's words and, the last three, in ours.

    ABSENT: the bank answered that it has never seen the order. UNSENT: the request surely never
    left. UNKNOWN: it may have been acted on; nobody here can say.
    """

    OPEN = "open"
    PROCESSING = "processing"
    DONE = "done"
    REFUSED = "refused"
    CLOSED = "closed"
    RETURNED = "returned"
    ABSENT = "absent"
    UNSENT = "unsent"
    UNKNOWN = "unknown"


_OURS = {State.ABSENT, State.UNSENT, State.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of an order after a request."""

    state: State
    reason: str = ""
    bank_no: str = ""
    at: datetime | None = None
    amount_fen: int | None = None
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement: an order that moved money, `returned` when it came back."""

    number: int
    kind: Kind
    order_id: str
    amount_fen: int
    at: datetime
    bank_no: str
    returned: bool = False


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A part of a day's statement; `complete` says that the bank has closed that day."""

    entries: tuple[Entry, ...]
    next_after: int | None
    complete: bool


def order(status: int, body: bytes, order_id: str, *, given: bool = False) -> Said:
    """Read the bank's own answer about an order; raises ValueError for what is none.

    `given` says that the request gave the order, so that a 400 speaks of the order itself.
    """
    told = _object(body)
    if status == 404 and told.get("code") == "order-unknown":
        return Said(State.ABSENT, "order-unknown")
    if status == 400 and given:
        return Said(State.REFUSED, _text(told, "code"))
    if status != 200 or told.get("id") != order_id:
        return Said(State.UNKNOWN, str(told.get("code") or f"http-{status}"))
    state = State(_text(told, "state"))
    if state in _OURS:
        raise ValueError(f"{state} is no word of the bank")
    at, amount = told.get("at"), told.get("amount_fen")
    if amount is not None and (not isinstance(amount, int) or isinstance(amount, bool)):
        raise ValueError("an amount that is no whole number")
    return Said(
        state=state,
        reason=str(told.get("reason") or ""),
        bank_no=str(told.get("bank_no") or ""),
        at=from_text(str(at)) if at else None,
        amount_fen=amount,
        text=str(told.get("text") or ""),
    )


def statement(body: bytes) -> StatementPage:
    """Read a page of a statement; raises ValueError for what is none."""
    told = _object(body)
    following, complete, rows = told.get("next"), told.get("complete"), told.get("entries")
    if not isinstance(rows, list) or not isinstance(complete, bool):
        raise ValueError("no statement")
    if following is not None and not isinstance(following, int):
        raise ValueError("a place that is no number")
    return StatementPage(tuple(_entry(row) for row in rows), following, complete)


def _entry(row: Any) -> Entry:
    if not isinstance(row, dict):
        raise TypeError("an entry that is no object")
    amount, number = row["amount_fen"], row["number"]
    if not (isinstance(amount, int) and isinstance(number, int)) or amount <= 0:
        raise ValueError("an entry without an amount")
    return Entry(
        number=number,
        kind=Kind(_text(row, "kind")),
        order_id=_text(row, "order_id"),
        amount_fen=amount,
        at=from_text(_text(row, "at")),
        bank_no=_text(row, "bank_no"),
        returned=row.get("returned") is True,
    )


def _object(body: bytes) -> Mapping[str, Any]:
    told = json.loads(body)
    if not isinstance(told, dict):
        raise TypeError("an answer that is no object")
    return told


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value
