"""What clerks decided is carried out, or comes back to them with the cause."""

from typing import TYPE_CHECKING

from backend.counter.rules import Case, Decision, Why
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.storage import ledger
from backend.wiring.adapters import disputed_by, found_by, missing_by

if TYPE_CHECKING:
    from backend.wiring import City


# What is told of a pickup while it is open, and does not end that.
_BESIDE = ("pickup:pickup:disputed", "pickup:pickup:dispute-settled")


def carry_out(city: "City", event: Event, doing: Doing) -> None:
    """Do what a clerk decided, in the clerk's name; give it back when the room refuses.

    A decision that was given back or followed by another is not this event's any more. Where the
    matter ended by itself first, there is nothing to give back: the case ends with it.
    """
    case = city.counter.see(event.subject.removeprefix("case/"))
    if case.version != event.number or case.decision is None:
        return
    try:
        _settle(city, case, case.decision, Doing(event.actor, doing.at, event.machine))
    except Refusal as refusal:
        ending = _ending(case)
        if refusal.code in ("application-decided", "adjustment-decided", "difference-over"):
            city.counter.overtake(case, str(refusal.params["state"]), doing)
        elif refusal.code in ("report-over", "dispute-over"):
            # Only this decision ends what its case is about: it was carried out before.
            return
        elif ending is None:
            city.counter.give_back(case, _why(refusal), doing)
        elif ending.kind != "pickup:pickup:settled":
            city.counter.overtake(case, ending.kind, doing)


def _settle(city: "City", case: Case, decision: Decision, doing: Doing) -> None:
    """Do what was decided; `doing` is in the clerk's name."""
    about, reason = case.subject_id, decision.reason
    match case.kind:
        case "application":
            city.invoices.decide(about, decision.outcome, reason, doing)
        case "quota":
            city.einvoice_quota.decide(about, decision.outcome, reason, doing)
        case "shortfall":
            missing, handed = missing_by(decision), decision.outcome == "handed"
            settle = city.pickup_report.settle
            settle(about, case.episode, missing, handed=handed, reason=reason, doing=doing)
        case "retracted":
            spoiled = decision.outcome == "spoiled"
            retracted = city.pickup_report.settle_retracted
            retracted(about, case.episode, spoiled=spoiled, reason=reason, doing=doing)
        case "pickup":
            found = found_by(decision)
            city.pickup_clerk.settle(about, case.episode, found, reason=reason, doing=doing)
        case "difference":
            city.payments.differences.settle(about, reason, doing)
        case "dispute":
            disputing = city.pickup_clerk.disputing
            taken = disputed_by(decision, case.episode)
            disputing.settle(about, case.episode, taken, reason=reason, doing=doing)


def _why(refusal: Refusal) -> tuple[Why, ...]:
    """Say why a decision comes back: the refusal, and each check that stood in the way."""
    told = dict(refusal.params)
    stopping = told.pop("stopping", None)
    checks = stopping if isinstance(stopping, list) else []
    rest = (Why(str(one["reason"]), one["inputs"]) for one in checks)
    return (Why(refusal.code, told), *rest)


def _ending(case: Case) -> Event | None:
    """Find what ended the silence a case is about: the next event that is not about a dispute.

    It is this very decision, told once more, or the machine that came back.
    """
    if case.kind != "pickup":
        return None
    number = case.episode + 1
    while (event := ledger.find(f"pickup/{case.subject_id}", number)) and event.kind in _BESIDE:
        number += 1
    return event


def close_if_over(city: "City", event: Event, doing: Doing) -> None:
    """Close a case that came back when its matter had ended: nobody could decide it any more."""
    case = city.counter.see(event.subject.removeprefix("case/"))
    if case.kind == "application":
        application = city.invoices.find_application(case.subject_id)
        if application is not None and application.state != "referred":
            city.counter.withdraw(case.id, str(application.state), doing)
    elif case.kind == "quota":
        adjustment = city.einvoice_quota.get_adjustment(case.subject_id)
        if adjustment.state != "applied":
            city.counter.withdraw(case.id, str(adjustment.state), doing)
    elif case.kind == "difference":
        state = city.payments.differences.see(case.subject_id).state
        if state != "open":
            city.counter.withdraw(case.id, str(state), doing)
    elif case.kind == "pickup" and not city.pickup.is_open(case.subject_id, case.episode):
        ending = _ending(case)
        city.counter.withdraw(case.id, ending.kind if ending else "resumed", doing)
