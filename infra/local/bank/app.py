"""The sandbox bank over HTTP: the documented interface, a page, and controls of its own.

| request | what it does |
|---|---|
| `…/v1/…` | the interface, as `backend.outside.bank` documents it |
| `GET /` | the page |
| `PUT /scans` `{text, account_no}` (the page: `POST`) | somebody pays a code |
| `PUT /faults` `{what, times, method, delay_ms, later_seconds, silent_ms}` | what goes wrong next |
| `PUT /payouts/{id}/return` `{}` | a pay-out comes back |
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask, Response, redirect, request

from backend.kernel.clock import Clock, SystemClock
from backend.kernel.periods import day_of, read_day
from backend.outside.bank import signing
from backend.outside.bank.signing import BankKey
from infra.local.bank import page
from infra.local.bank.books import Books
from infra.local.bank.counter import KINDS, Counter, Wrong
from infra.local.bank.faults import BEFORE, REFUSING, SILENT, STATEMENTS, Faults, What

KEY = BankKey("sandbox-bank", "sandbox-bank-secret")
ENTRIES_A_PAGE = 50
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


@dataclass(slots=True)
class Branch:
    """One running sandbox bank."""

    books: Books
    clock: Clock
    key: BankKey
    sleep: Callable[[float], None]
    counter: Counter = field(init=False)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.counter = Counter(self.books)

    def answer(self, act: Callable[[What], tuple[int, dict[str, Any]]]) -> Response:
        """Answer one request of the interface, with whatever was asked to go wrong."""
        self.sleep(self.faults.delay_seconds)
        nonce = request.headers.get(signing.NONCE, "")
        what = self.faults.take(request.method)
        if what in BEFORE:
            return self._broken(what, nonce)
        status, told = self._checked(act, what, nonce)
        if what in (What.ERROR_AFTER, What.SILENCE_AFTER):
            return self._broken(what, nonce)
        return self._signed(status, told, nonce, what)

    def _checked(
        self, act: Callable[[What], tuple[int, dict[str, Any]]], what: What, nonce: str
    ) -> tuple[int, dict[str, Any]]:
        path = request.full_path if request.query_string else request.path
        wrong = signing.fault(
            request.method,
            path,
            request.get_data(),
            headers={name.lower(): value for name, value in request.headers.items()},
            key=self.key,
            now=self.clock.now(),
        )
        if wrong is None and not self.counter.admit(nonce, self.clock.now()):
            wrong = "nonce-seen"
        if wrong is not None:
            return 401, {"code": wrong}
        try:
            return act(what)
        except Wrong as error:
            return error.status, {"code": error.code}

    def _broken(self, what: What, nonce: str) -> Response:
        if what is What.BUSY:
            return self._signed(503, {"code": "busy"}, nonce, what)
        if what in SILENT:
            self.sleep(self.faults.silent_seconds)
        # What a gateway says is not signed by the bank.
        return Response("<html>gateway</html>", 500 if what not in SILENT else 504)

    def _signed(self, status: int, told: dict[str, Any], nonce: str, what: What) -> Response:
        body = b'{"id": ' if what is What.GARBLED else json.dumps(told, ensure_ascii=False).encode()
        response = Response(body, status, content_type="application/json")
        mac = signing.sign_answer(status, nonce, body, key=self.key)
        response.headers[signing.SIGNATURE] = "0" * 64 if what is What.FORGED else mac
        return response


def create_app(
    environment: str,
    books: Books,
    *,
    key: BankKey = KEY,
    clock: Clock | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Flask:
    """Make the bank; raises RuntimeError where real people are served."""
    if environment == "production":
        raise RuntimeError("the sandbox does not run in production")
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    branch = Branch(books, clock or SystemClock(), key, sleep)
    app.extensions["branch"] = branch
    _interface(app, branch)
    _controls(app, branch)

    @app.before_request
    def admit() -> Response | None:
        # A page elsewhere must not move even this money.
        host = request.host.rsplit(":", 1)[0]
        origin = request.headers.get("Origin")
        foreign = origin is not None and origin.split("://")[-1] != request.host
        return Response(status=403) if host not in _LOOPBACK or foreign else None

    @app.after_request
    def guarded(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = page.POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    return app


def _interface(app: Flask, branch: Branch) -> None:
    @app.put("/v1/<kind>/<order_id>")
    def put(kind: str, order_id: str) -> Response:
        def act(what: What) -> tuple[int, dict[str, Any]]:
            body = request.get_json(silent=True)
            if not isinstance(body, dict):
                raise Wrong("order-malformed", 400)
            later = branch.faults.later_seconds if what is What.LATER else 0
            refuse = str(what) if what in REFUSING else ""
            told: dict[str, Any] = {}
            for _ in range(2 if what is What.TWICE else 1):
                order = branch.counter.put(
                    _kind(kind),
                    order_id,
                    body,
                    now=branch.clock.now(),
                    refuse=refuse,
                    later_seconds=later,
                )
                told = order.told()
            return 200, told

        return branch.answer(act)

    @app.get("/v1/<kind>/<order_id>")
    def find(kind: str, order_id: str) -> Response:
        if kind == "statements":
            return branch.answer(lambda what: (200, _statement(branch, order_id, what)))
        now = branch.clock.now()
        return branch.answer(
            lambda _: (200, branch.counter.find(_kind(kind), order_id, now).told())
        )

    @app.put("/v1/<kind>/<order_id>/closure")
    def close(kind: str, order_id: str) -> Response:
        now = branch.clock.now()
        return branch.answer(
            lambda _: (200, branch.counter.close(_kind(kind), order_id, now).told())
        )


def _controls(app: Flask, branch: Branch) -> None:
    @app.get("/")
    def look() -> str:
        return page.page(branch.books)

    @app.get("/style.css")
    def style() -> Response:
        return Response(page.STYLE, content_type="text/css; charset=utf-8")

    @app.put("/scans")
    def scan() -> tuple[dict[str, Any], int]:
        told = request.get_json()
        return _did(lambda now: branch.counter.scan(told["text"], told["account_no"], now), branch)

    @app.post("/scans")
    def scan_by_hand() -> Any:
        told = request.form
        _did(lambda now: branch.counter.scan(told["text"], told["account_no"], now), branch)
        return redirect("/", 303)

    @app.put("/payouts/<order_id>/return")
    def come_back(order_id: str) -> tuple[dict[str, Any], int]:
        return _did(lambda now: branch.counter.come_back(order_id, now), branch)

    @app.put("/faults")
    def set_faults() -> Response:
        wished = request.get_json()
        branch.faults = Faults(
            what=What(wished.get("what", "none")),
            times=int(wished.get("times", 1)),
            method=str(wished.get("method", "PUT")),
            delay_seconds=int(wished.get("delay_ms", 0)) / 1000,
            later_seconds=int(wished.get("later_seconds", 0)),
            silent_seconds=int(wished.get("silent_ms", 3000)) / 1000,
        )
        return Response(status=204)


def _did(act: Callable[[datetime], Any], branch: Branch) -> tuple[dict[str, Any], int]:
    try:
        return act(branch.clock.now()).told(), 200
    except Wrong as error:
        return {"code": error.code}, error.status


def _kind(text: str) -> str:
    if text not in KINDS:
        raise Wrong("kind-unknown", 404)
    return text


def _statement(branch: Branch, day: str, what: What) -> dict[str, Any]:
    after = int(request.args.get("after", "0"))
    with branch.books.act():
        rows = branch.books.entries(str(read_day(day)), after, ENTRIES_A_PAGE)
    following = rows[-1]["number"] if len(rows) == ENTRIES_A_PAGE else None
    if what in STATEMENTS and rows:
        rows = rows[1:] if what is What.STATEMENT_SHORT else [rows[0], *rows]
    complete = read_day(day) < day_of(branch.clock.now())
    return {"entries": rows, "next": following, "complete": complete}
