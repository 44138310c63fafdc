"""Who reacts to what: one table, fed by the ledger's stream, replayed by a sweeper."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backend.counter.rules import Case, Why
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.pickup.ports import Order
from backend.pickup.service.replay import Origin
from backend.storage import ledger, markers
from backend.wiring.adapters import found_by

if TYPE_CHECKING:
    from backend.wiring import City

REACTOR = "system/ledger-react"


@dataclass(frozen=True, slots=True)
class Reaction:
    """A named consequence; running it twice does no more than running it once.

    `when` says whether an event of its kind has this consequence at all.
    """

    name: str
    run: Callable[["City", Event, Doing], None]
    when: Callable[[Event], bool] = lambda event: True  # noqa: ARG005


def react(city: "City", event: Event) -> int:
    """Run what follows from an event and has not followed yet; returns how many ran.

    Whatever a reaction raises goes to the caller, who tries again or sets the event aside.
    """
    followers = [one for one in TABLE.get(event.kind, ()) if one.when(event)]
    if not followers:
        return 0
    done = markers.done(event.id, (one.name for one in followers))
    missing = [one for one in followers if one.name not in done]
    for follower in missing:
        follower.run(city, event, Doing(REACTOR, city.clock.now(), event.id))
        markers.mark(event.id, follower.name, "done")
    return len(missing)


def _issue_pickup(city: "City", event: Event, doing: Doing) -> None:
    data = event.data
    order = Order(
        pickup_id=str(data["pickup_id"]),
        application_id=str(data["application_id"]),
        company_id=str(data["company_id"]),
        collector_id=str(data["collector_id"]),
        kind=str(data["kind"]),
        count=_number(data, "count"),
        site_id=str(data["site_id"]),
    )
    city.pickup.issue(order, doing)


def _open_application_case(city: "City", event: Event, doing: Doing) -> None:
    application_id = event.subject.removeprefix("application/")
    application = city.invoices.find_application(application_id)
    if application is None:
        raise LookupError(event.subject)
    why = tuple(
        Why(check.reason or check.code, check.inputs)
        for check in application.checks
        if not check.passed
    )
    case = city.counter.open_case(event, "application", application_id, why=why, doing=doing)
    if application.state != "referred":
        # It was withdrawn before this reaction ran.
        city.counter.withdraw(case.id, str(application.state), doing)


def _resolve_application_case(city: "City", event: Event, doing: Doing) -> None:
    application_id = event.subject.removeprefix("application/")
    city.counter.resolve("application", application_id, event, doing)


def _open_pickup_case(city: "City", event: Event, doing: Doing) -> None:
    keys = ("kiosk_id", "site_id", "confirmed", "count", "serials")
    why = (Why(str(event.data["reason"]), {key: event.data[key] for key in keys}),)
    pickup_id = event.subject.removeprefix("pickup/")
    # An earlier silence that the machine came back from is over with this one.
    city.counter.resolve("pickup", pickup_id, event, doing)
    case = city.counter.open_case(event, "pickup", pickup_id, why=why, doing=doing)
    if not city.pickup.is_open(pickup_id, event.number):
        # The machine was back before this reaction ran: there is nothing left to decide.
        city.counter.withdraw(case.id, "resumed", doing)


def _resolve_pickup_case(city: "City", event: Event, doing: Doing) -> None:
    city.counter.resolve("pickup", event.subject.removeprefix("pickup/"), event, doing)


def _resumed(event: Event) -> bool:
    # Sheets are many: only one that ends a silence is worth a mark.
    return event.data.get("resumed") is True


def _carry_out(city: "City", event: Event, doing: Doing) -> None:
    """Do what a clerk decided, in the clerk's name; give it back when the room refuses.

    A decision that was given back or followed by another is not this event's any more. Where the
    matter ended by itself first, there is nothing to give back: the case ends with it.
    """
    case = city.counter.see(event.subject.removeprefix("case/"))
    if case.version != event.number or case.decision is None:
        return
    decision, by_clerk = case.decision, Doing(event.actor, doing.at, event.machine)
    try:
        if case.kind == "application":
            city.invoices.decide(case.subject_id, decision.outcome, decision.reason, by_clerk)
        elif case.kind == "pickup":
            found = found_by(decision)
            city.pickup_clerk.settle(case.subject_id, case.episode, found, by_clerk)
    except Refusal as refusal:
        ending = _ending(case)
        if refusal.code == "application-decided":
            city.counter.overtake(case, str(refusal.params["state"]), doing)
        elif ending is None:
            city.counter.give_back(case, _why(refusal), doing)
        elif ending.kind != "pickup:pickup:settled":
            city.counter.overtake(case, ending.kind, doing)


def _why(refusal: Refusal) -> tuple[Why, ...]:
    """Say why a decision comes back: the refusal, and each check that stood in the way."""
    told = dict(refusal.params)
    stopping = told.pop("stopping", None)
    checks = stopping if isinstance(stopping, list) else []
    rest = (Why(str(one["reason"]), one["inputs"]) for one in checks)
    return (Why(refusal.code, told), *rest)


def _ending(case: Case) -> Event | None:
    """Find what ended the silence a case is about: the event after the one that opened it.

    It is this very decision, told once more, or the machine that came back.
    """
    if case.kind != "pickup":
        return None
    return ledger.find(f"pickup/{case.subject_id}", case.episode + 1)


def _close_if_over(city: "City", event: Event, doing: Doing) -> None:
    """Close a case that came back when its matter had ended: nobody could decide it any more."""
    case = city.counter.see(event.subject.removeprefix("case/"))
    if case.kind == "application":
        application = city.invoices.find_application(case.subject_id)
        if application is not None and application.state != "referred":
            city.counter.withdraw(case.id, str(application.state), doing)
    elif not city.pickup.is_open(case.subject_id, case.episode):
        city.counter.withdraw(case.id, "resumed", doing)


def _open_disputed_case(city: "City", event: Event, doing: Doing) -> None:
    if event.data["opens"]:
        _open_pickup_case(city, event, doing)
        return
    keys = ("kiosk_id", "site_id", "cause", "count", "serials")
    why = (Why(str(event.data["reason"]), {key: event.data[key] for key in keys}),)
    pickup_id = event.subject.removeprefix("pickup/")
    city.counter.open_case(event, "dispute", pickup_id, why=why, doing=doing)


def _follow_journal(city: "City", event: Event, doing: Doing) -> None:
    kiosk_id, site_id = str(event.data["kiosk_id"]), str(event.data["site_id"])
    carried, entries = _rows(event.data["carried"]), _rows(event.data["entries"])
    lines = [str(text) for text in (*carried, *(row[0] for row in entries))]
    by_kiosk = Doing(event.actor, doing.at, event.machine)
    strays = city.pickup_replay.replay(Origin(kiosk_id, site_id), lines, by_kiosk)
    # Sheets that were only carried along are the matter of the event that told of them first.
    told = [json.loads(row[0]) for row in entries]
    fresh = {line["reservation"] for line in told if line["step"] == "fed"}
    why = tuple(
        Why(
            "journal-stray",
            {
                "kiosk_id": kiosk_id,
                "site_id": site_id,
                "pickup_id": one.pickup_id,
                "serials": [[code, number, number] for code, number in one.sheets],
            },
        )
        for one in strays
        if one.reservation_id in fresh
    )
    if why:
        jkt = event.subject.removeprefix("journal/")
        city.counter.open_case(event, "journal", jkt, why=why, doing=doing)


def _distrust(city: "City", event: Event, doing: Doing) -> None:
    kiosk_id, jkt = str(event.data["kiosk_id"]), str(event.data["jkt"])
    city.pickup_leases.distrust(kiosk_id, jkt, doing)


def _journal_followed(city: "City", event: Event, doing: Doing) -> None:
    city.journals.followed(event.subject.removeprefix("journal/"), event.number, doing)


def _hand_over(city: "City", event: Event, doing: Doing) -> None:
    out = _number(event.data, "out")
    if out:
        application_id = str(event.data["application_id"])
        city.invoices.handed_over(application_id, out, source=event.id, doing=doing)


def _give_back(city: "City", event: Event, doing: Doing) -> None:
    city.invoices.give_back(
        str(event.data["application_id"]),
        _number(event.data, "count"),
        reason="pickup-expired",
        source=event.id,
        doing=doing,
    )


def _rows(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _number(data: Mapping[str, object], name: str) -> int:
    value = data[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is {value!r}, not a whole number")
    return value


_ISSUE = Reaction("pickup.issue", _issue_pickup)
_HAND_OVER = Reaction("invoices.handed-over", _hand_over)
_CLOSE_CASE = Reaction("counter.resolve-pickup", _resolve_pickup_case)

TABLE: Mapping[str, tuple[Reaction, ...]] = {
    "invoices:application:approved": (_ISSUE,),
    "invoices:application:referred": (
        Reaction("counter.open-application", _open_application_case),
    ),
    "invoices:application:withdrawn": (
        Reaction("counter.resolve-application", _resolve_application_case),
    ),
    "counter:case:decided": (Reaction("counter.carry-out", _carry_out),),
    "counter:case:given-back": (Reaction("counter.close-if-over", _close_if_over),),
    "pickup:pickup:resumed": (_CLOSE_CASE,),
    "pickup:pickup:sheet-confirmed": (
        Reaction("counter.resolve-pickup", _resolve_pickup_case, _resumed),
    ),
    "pickup:pickup:opened": (Reaction("counter.open-pickup", _open_pickup_case),),
    "pickup:pickup:dispensed": (_CLOSE_CASE, _HAND_OVER),
    "pickup:pickup:stopped": (_CLOSE_CASE, _HAND_OVER),
    "pickup:pickup:settled": (_HAND_OVER,),
    "pickup:pickup:lease-returned": (_CLOSE_CASE,),
    "pickup:pickup:moved": (_CLOSE_CASE,),
    "pickup:pickup:expired": (_CLOSE_CASE, Reaction("invoices.give-back", _give_back)),
    "pickup:pickup:disputed": (Reaction("counter.open-disputed", _open_disputed_case),),
    "kiosks:journal:broken": (Reaction("pickup.distrust", _distrust),),
    "kiosks:journal:received": (
        Reaction("pickup.follow-journal", _follow_journal),
        Reaction("kiosks.journal-followed", _journal_followed),
    ),
}
