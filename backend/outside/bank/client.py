"""The client of the bank interface: signed, patient within bounds, and never guessing.

Every order is idempotent by the caller's id, so an order that got no answer is sent once more at
once, unless the wait for it was long already: who calls has others waiting. What got none then is
`UNKNOWN`: a query or a closure will say. Only a request that surely never left, or that the bank
itself put off, is `UNSENT`.
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, urlsplit

from backend.kernel.clock import Clock
from backend.outside.bank import answers, signing
from backend.outside.bank.answers import Kind, Said, State, StatementPage
from backend.outside.bank.breaker import Breaker
from backend.outside.bank.signing import BankKey
from backend.outside.http import Answer, Http, Request, Unanswered, Unreachable

PAUSE_SECONDS = 0.1
SLOW_SECONDS = 1.0
TRIES = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """How the client waits; tests own it."""

    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    now: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the bank itself answered to one request, or that it did not."""

    status: int
    body: bytes


@dataclass(slots=True)
class BankClient:
    """Speaks to one bank; without an endpoint nothing is ever sent.

    `key` is asked before each request, so that it may be rotated. `http` tries once: what may be
    tried again is decided here.
    """

    http: Http
    key: Callable[[], BankKey]
    clock: Clock
    endpoint: str
    breaker: Breaker = field(default_factory=Breaker)
    waiting: Waiting = field(default_factory=Waiting)

    def put(self, kind: Kind, order_id: str, order: Mapping[str, object]) -> Said:
        """Give an order; the same again does nothing and tells how it stands."""
        return self._order("PUT", f"/v1/{kind}/{quote(order_id)}", order_id, order=order)

    def find(self, kind: Kind, order_id: str) -> Said:
        """Ask how an order stands; ABSENT when the bank has never seen it."""
        return self._order("GET", f"/v1/{kind}/{quote(order_id)}", order_id)

    def close(self, kind: Kind, order_id: str) -> Said:
        """Make sure that an order can never be carried out any more, or hear that it was."""
        return self._order("PUT", f"/v1/{kind}/{quote(order_id)}/closure", order_id, order={})

    def statement(self, day: date, after: int = 0) -> StatementPage | None:
        """Read a part of a day's statement; None while the bank does not say."""
        heard = self._tell("GET", f"/v1/statements/{day}?after={after}", None)
        if isinstance(heard, Said) or heard.status != 200:
            return None
        try:
            return answers.statement(heard.body)
        except (ValueError, TypeError, LookupError):
            return None

    def _order(
        self, method: str, path: str, order_id: str, *, order: Mapping[str, object] | None = None
    ) -> Said:
        heard = self._tell(method, path, order)
        if isinstance(heard, Said):
            return heard
        try:
            return answers.order(heard.status, heard.body, order_id, given=bool(order))
        except (ValueError, TypeError, LookupError):
            return Said(State.UNKNOWN, "answer-malformed")

    def _tell(self, method: str, path: str, order: Mapping[str, object] | None) -> _Heard | Said:
        if not self.endpoint:
            return Said(State.UNSENT, "bank-not-connected")
        body = b"" if order is None else _written(order)
        left, why, began = False, "unreachable", self.waiting.now()
        for again in range(TRIES):
            if again and self.waiting.now() - began > SLOW_SECONDS:
                break
            if again:
                self.waiting.sleep(PAUSE_SECONDS * (1 + self.waiting.jitter()))
            if not self.breaker.admits():
                why = why if left else "bank-resting"
                break
            try:
                heard = self._once(method, path, body)
            except Unreachable:
                self.breaker.strained()
                continue
            except Unanswered as error:
                self.breaker.strained()
                left, why = True, str(error)
                continue
            if heard is None:
                left, why = True, "answer-not-signed"
            elif heard.status != 503:
                return heard
            else:
                why = "busy"
        return Said(State.UNKNOWN if left else State.UNSENT, why)

    def _once(self, method: str, path: str, body: bytes) -> _Heard | None:
        """Send one signed request; None when somebody else than the bank answered."""
        key = self.key()
        place = urlsplit(self.endpoint.rstrip("/"))
        signed_path = place.path + path
        headers = signing.sign(method, signed_path, body, key=key, now=self.clock.now())
        if body:
            headers["Content-Type"] = "application/json"
        url = f"{place.scheme}://{place.netloc}{signed_path}"
        began = self.waiting.now()
        answer = self.http.send(Request(method, url, headers, body))
        slow = self.waiting.now() - began > SLOW_SECONDS
        if not _is_the_banks(answer, headers[signing.NONCE], key):
            self.breaker.strained()
            return None
        if slow or answer.status >= 500:
            self.breaker.strained()
        else:
            self.breaker.answered()
        return _Heard(answer.status, answer.body)


def _is_the_banks(answer: Answer, nonce: str, key: BankKey) -> bool:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    given = headers.get(signing.SIGNATURE, "")
    return signing.is_answer(given, answer.status, nonce, body=answer.body, key=key)


def _written(order: Mapping[str, object]) -> bytes:
    return json.dumps(order, ensure_ascii=False, sort_keys=True).encode()
