"""The checks before an invoice is issued (开具前校验): all are made, in order.

    1 issuer-authorised   2 seller-type   3 seller-status   4 seller-risk   5 quota-left

Each that fails refuses, the first one first; a fact that nobody recorded fails its check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backend.einvoices.rules.checks import Check, Finding, Known, numbered
from backend.einvoices.rules.classification import taxpayer_of
from backend.kernel.errors import Refusal
from backend.kernel.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues for a company: proved by real name, and entered as its invoice agent."""

    name: str
    real_name_verified: bool
    invoice_agent: bool


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the checks look at; `quota` is None while no lines are there."""

    issuer: Issuer
    taxpayer_type: str
    facts: Mapping[str, Known]
    day: date
    quota: Finding | None = None


def make_checks(request: Request, parameters: Parameters) -> tuple[Check, ...]:
    """Make all checks."""
    rows: list[tuple[str, Finding]] = [
        ("issuer-authorised", _issuer(request.issuer)),
        ("seller-type", _type(request.taxpayer_type)),
        ("seller-status", _status(request, parameters)),
        ("seller-risk", _risk(request)),
    ]
    if request.quota is not None:
        rows.append(("quota-left", request.quota))
    return numbered(
        (code, finding, parameters.text("issuing-rule", code, request.day))
        for code, finding in rows
    )


def refuse_failed(check: Check | None) -> None:
    """Refuse what a failed check says.

    In order: `issuer-not-real-name`, `issuer-not-authorised`, `seller-type-cannot-issue`,
    `seller-status-not-recorded`, `seller-status-not-normal`, `seller-risk-not-recorded`,
    `seller-risk-blocked`, `quota-short` {needed_fen, available_fen}.
    """
    if check is None or check.reason is None:
        return
    field = "/lines" if check.reason == "quota-short" else None
    refusal = Refusal(check.reason, field=field)
    refusal.params.update(check.inputs)
    raise refusal


def refuse_issuer(issuer: Issuer) -> None:
    """Refuse `issuer-not-real-name`, then `issuer-not-authorised`."""
    reason, _ = _issuer(issuer)
    if reason is not None:
        raise Refusal(reason)


def _issuer(issuer: Issuer) -> Finding:
    inputs: dict[str, int | str | None] = {
        "real_name_verified": "yes" if issuer.real_name_verified else "no",
        "invoice_agent": "yes" if issuer.invoice_agent else "no",
    }
    if not issuer.real_name_verified:
        return "issuer-not-real-name", inputs
    return (None if issuer.invoice_agent else "issuer-not-authorised"), inputs


def _type(code: str) -> Finding:
    reason = None if taxpayer_of(code) else "seller-type-cannot-issue"
    return reason, {"taxpayer_type": code}


def _status(request: Request, parameters: Parameters) -> Finding:
    known = request.facts.get("status")
    if known is None:
        return "seller-status-not-recorded", {"status": None}
    may = parameters.find("issuing-status", known.value, request.day)
    inputs: dict[str, int | str | None] = {"status": known.value, "source": known.source}
    return (None if may is not None and may.value == 1 else "seller-status-not-normal"), inputs


def _risk(request: Request) -> Finding:
    known = request.facts.get("risk_block")
    if known is None:
        return "seller-risk-not-recorded", {"risk_block": None}
    inputs: dict[str, int | str | None] = {"risk_block": known.value, "source": known.source}
    return (None if known.value == "none" else "seller-risk-blocked"), inputs
