"""Who calls: every route states it, and a route that states nothing lets nobody in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar
from urllib.parse import quote

from flask import Flask, Response, current_app, g, request

from backend.kernel.clock import Clock
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.web import proofs

Kind = Literal["anyone", "device", "person", "staff", "kiosk"]
View = TypeVar("View", bound=Callable[..., Any])


class Claims(Protocol):
    """What an access token says, once its signature and its time are right."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def session_id(self) -> str: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def jkt(self) -> str: ...
    @property
    def site_id(self) -> str: ...
    @property
    def kiosk_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Caller:
    """The signed-in person, clerk or kiosk behind a request.

    A person who is signed in at a kiosk has it and its site beside the name.
    """

    kind: str
    id: str
    session_id: str
    roles: tuple[str, ...] = ()
    kiosk_id: str = ""
    site_id: str = ""

    @property
    def actor(self) -> str:
        """The name the ledger keeps: `person/<id>`, `clerk/<id>`, `kiosk/<id>`."""
        return f"{self.kind}/{self.id}"

    @property
    def machine(self) -> str:
        """What the ledger keeps as the machine: `kiosk/<id>` or `session/<id>`."""
        return f"kiosk/{self.kiosk_id}" if self.kiosk_id else f"session/{self.session_id}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a route demands of its caller; `at_kiosk` lets a person call it from a kiosk too."""

    kind: Kind
    roles: tuple[str, ...] = ()
    at_kiosk: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """What telling callers apart needs: time, nonces, tokens, and our public addresses."""

    clock: Clock
    nonces: proofs.Nonces
    read_token: Callable[[str, datetime], Claims]
    public_urls: tuple[str, ...]

    def url(self) -> str:
        """Return the public address of this request, without its query (RFC 9449 §4.2)."""
        # The server hands the path over decoded; what was escaped on the wire is escaped again.
        path = quote(request.path, safe=proofs.PLAIN)
        for base in self.public_urls:
            if base.split("://", 1)[-1].split("/", 1)[0] == request.host:
                return base + path
        return self.public_urls[0] + path


def allow(
    kind: Kind, *, roles: Iterable[str] = (), at_kiosk: bool = False
) -> Callable[[View], View]:
    """State who may call a route; stands directly under the route decorator.

    A person's route that does not say `at_kiosk` is closed to who is signed in at a machine.
    """

    def state(view: View) -> View:
        view.__caller_rule__ = Rule(kind, tuple(roles), at_kiosk)  # type: ignore[attr-defined]
        return view

    return state


def register(app: Flask, gate: Gate) -> None:
    """Check the caller before anything of a request is read, and hand out nonces."""
    app.extensions["gate"] = gate
    app.before_request(_admit)
    app.after_request(_hand_out_nonce)


def current() -> Caller:
    """Return the caller of this request."""
    caller: Caller = g.caller
    return caller


def proof() -> proofs.Proof:
    """Return the key that signed this request."""
    shown: proofs.Proof = g.proof
    return shown


def address() -> str:
    """Return the network address the request came from, as far as nobody could forge it.

    Behind API Gateway only its own word counts: Zappa reads REMOTE_ADDR out of X-Forwarded-For,
    into which a caller of a regional endpoint may write what they like.
    """
    event = request.environ.get("lambda.event")
    if event is None:
        return request.remote_addr or ""
    return str(event["requestContext"]["identity"]["sourceIp"])


def doing() -> Doing:
    """Say who acts in this request, when and from which machine, for the ledger."""
    gate: Gate = current_app.extensions["gate"]
    caller: Caller | None = g.get("caller")
    if caller is None:
        return Doing("anyone", gate.clock.now())
    return Doing(caller.actor, gate.clock.now(), caller.machine)


def only_here(site_id: str | None, *, field: str | None = None) -> None:
    """Hold who is signed in at a kiosk to its own site; refuses `visit-elsewhere`."""
    caller = current()
    if caller.kiosk_id and site_id != caller.site_id:
        raise Refusal("visit-elsewhere", field=field)


def _admit() -> None:
    if request.endpoint is None or request.method == "OPTIONS":
        return
    rule: Rule | None = getattr(
        current_app.view_functions[request.endpoint], "__caller_rule__", None
    )
    if rule is None:
        raise Refusal("caller-not-allowed")
    gate: Gate = current_app.extensions["gate"]
    match rule.kind:
        case "anyone":
            return
        case "device":
            g.proof = _proof(gate, None)
        case _:
            _sign_in(gate, rule)


def _sign_in(gate: Gate, rule: Rule) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "dpop" or not token:
        raise Refusal("session-missing")
    claims = gate.read_token(token, gate.clock.now())
    g.proof = _proof(gate, token)
    if g.proof.jkt != claims.jkt:
        raise Refusal("proof-wrong")
    if not _fits(rule, claims):
        raise Refusal("caller-not-allowed")
    kind = "clerk" if rule.kind == "staff" else rule.kind
    kiosk_id = claims.subject if claims.kind == "kiosk" else claims.kiosk_id
    g.caller = Caller(
        kind,
        claims.subject,
        claims.session_id,
        roles=claims.roles,
        kiosk_id=kiosk_id,
        site_id=claims.site_id,
    )


def _fits(rule: Rule, claims: Claims) -> bool:
    if claims.kind == "visitor":
        return rule.kind == "person" and rule.at_kiosk
    if rule.kind == "kiosk" or claims.kind == "kiosk":
        return rule.kind == claims.kind
    if rule.kind == "staff":
        return bool(set(rule.roles) & set(claims.roles)) if rule.roles else bool(claims.roles)
    return True


def _proof(gate: Gate, token: str | None) -> proofs.Proof:
    return proofs.verify(
        request.headers.get("DPoP"),
        method=request.method,
        url=gate.url(),
        now=gate.clock.now(),
        nonces=gate.nonces,
        access_token=token,
    )


def _hand_out_nonce(response: Response) -> Response:
    gate: Gate = current_app.extensions["gate"]
    response.headers["DPoP-Nonce"] = gate.nonces.current(gate.clock.now())
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
