"""What a kiosk's journal (终端日志) tells of services, folded line by line into jobs.

The kiosks room has seen that each line is signed, whole and in its place; here it is read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from backend.kernel.clock import from_text, to_text
from backend.pickup.rules.holding import Lease
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.rules.sheets import Sheets, gathered, listed

Sheet = tuple[str, int]


class Misfit(Exception):
    """The journal tells of something that was not allowed; `args[0]` says what."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a service began with; `offline` ones were bound by the machine under a lease."""

    pickup_id: str
    kind: str
    count: int
    fencing: int
    sheets: tuple[Sheets, ...]
    offline: bool
    generation: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Fed:
    """A sheet that left the machine."""

    k: int
    sheet: Sheet
    at: datetime


@dataclass(frozen=True, slots=True)
class Stopping:
    """Why a service ended early, and the sheet that was spoiled by it."""

    reason: str
    spoiled: Sheet | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """One service as its machine tells it; `jammed` sheets are stuck inside."""

    reservation: str
    held: Held
    started_at: datetime | None = None
    out: tuple[Fed, ...] = ()
    jammed: tuple[Sheet, ...] = ()
    stopping: Stopping | None = None
    done_at: datetime | None = None

    @property
    def moved(self) -> bool:
        """Whether paper may have moved."""
        return self.started_at is not None or bool(self.gone)

    @property
    def gone(self) -> list[Sheet]:
        """The sheets that are not in the cassette any more."""
        spoiled = [self.stopping.spoiled] if self.stopping and self.stopping.spoiled else []
        return list(dict.fromkeys([*(one.sheet for one in self.out), *self.jammed, *spoiled]))


def jobs(lines: Iterable[str]) -> list[Job]:
    """Fold the lines of a journal into services that moved paper or were stopped, oldest first."""
    found: dict[str, Job] = {}
    for text in lines:
        line = json.loads(text)
        name, at = str(line["reservation"]), from_text(line["at"])
        if line["step"] == "held":
            found[name] = Job(name, _held(line["held"], line, at))
        elif name in found:
            found[name] = _after(found[name], line, at)
    return [job for job in found.values() if job.moved or job.stopping]


def told(job: Job) -> dict[str, object]:
    """Say in plain JSON what a journal tells of a service, for the clerk who must compare."""
    held, ends = job.held, job.stopping
    outs = [one.at for one in job.out]
    return {
        "offline": held.offline,
        "fencing": held.fencing,
        "generation": held.generation,
        "count": held.count,
        "began_at": to_text(held.at),
        "first_out_at": to_text(outs[0]) if outs else None,
        "last_out_at": to_text(outs[-1]) if outs else None,
        "bound": [[one.code, one.first, one.last] for one in held.sheets],
        "out": [[one.code, one.first, one.last] for one in gathered(fed.sheet for fed in job.out)],
        "stuck": [[code, number, number] for code, number in job.gone[len(job.out) :]],
        "ended": "done" if job.done_at else ends.reason if ends else None,
        "ended_at": to_text(job.done_at or (ends.at if ends else held.at)),
    }


def in_hand(pickup: Pickup, job: Job) -> bool:
    """Tell whether every sheet that left is known to be in the collector's hands.

    What a clerk decided of this very service, once it was reported, is not asked anew.
    """
    told = pickup.care.report
    if told is not None and told.outcome and told.reservation_id == job.reservation:
        return True
    handed = set(listed(pickup.handed))
    return all(one.sheet in handed for one in job.out)


def explained(pickup: Pickup, job: Job) -> list[Sheet]:
    """List the sheets that nobody need look for: in hand, or told of by the end of this service."""
    service = pickup.reservation
    standing = pickup.state in (State.RESERVED, State.DISPENSING, State.OPEN)
    own = standing and service is not None and service.id == job.reservation
    return listed(pickup.handed) + (listed(service.sheets) if service and own else [])


def tells_more(pickup: Pickup, job: Job) -> bool:
    """Tell whether a journal says something of an open service that is not known yet."""
    confirmed = pickup.reservation.confirmed if pickup.reservation else 0
    return len(job.out) > confirmed or job.stopping is not None or job.done_at is not None


@dataclass(frozen=True, slots=True)
class Origin:
    """The machine a journal comes from, and the key that signed it."""

    kiosk_id: str
    site_id: str
    jkt: str


def check_lease(pickup: Pickup, job: Job, origin: Origin, now: datetime) -> None:
    """Let a service count that its machine began without asking; raises `Misfit`.

    `lease-missing`, `lease-over` (another number or generation), `pickup-busy`, `count-wrong`.
    """
    lease, held = pickup.lease, job.held
    if lease is None or not lease.is_of(origin.kiosk_id, origin.jkt):
        raise Misfit("lease-missing")
    service = pickup.reservation
    own = service is not None and service.id == job.reservation
    # A lease that was given after a service says nothing of that one.
    older = service is not None and service.fencing < lease.fencing
    if own and older:
        raise Misfit("lease-over")
    if held.offline and (lease.fencing != held.fencing or not _let_in(pickup, lease, held)):
        raise Misfit("lease-over")
    if not held.offline and not own:
        raise Misfit("lease-over")
    dark = pickup.state is State.OPEN and pickup.inquiry is not None
    if pickup.seen(now) is not State.ISSUED and not dark:
        raise Misfit("pickup-busy")
    promised = sum(one.count for one in held.sheets)
    if (held.kind, promised, held.count) != (pickup.kind, pickup.remaining, pickup.remaining):
        raise Misfit("count-wrong")


def _let_in(pickup: Pickup, lease: Lease, held: Held) -> bool:
    # What counts is who might collect when it began: a loan may have ended since.
    if pickup.loan is not None and pickup.loan.until <= held.at:
        return held.generation == pickup.generation + 1
    return held.generation in (lease.generation, pickup.generation)


def _after(job: Job, line: Mapping[str, Any], at: datetime) -> Job:
    match line["step"]:
        case "started":
            return replace(job, started_at=at)
        case "fed" if line["fed"] is not None and line["exit"] == "out":
            fed = Fed(int(line["sheet"]), _sheet(line["fed"]), at)
            return replace(job, out=(*job.out, fed))
        case "fed" if line["fed"] is not None and line["exit"] == "jammed":
            return replace(job, jammed=(*job.jammed, _sheet(line["fed"])))
        case "stopping":
            spoiled = _sheet(line["spoiled"]) if line["spoiled"] else None
            return replace(job, stopping=Stopping(str(line["reason"]), spoiled, at))
        case "closed" if line["outcome"] == "done":
            return replace(job, done_at=at)
        case _:
            return job


def _held(held: Mapping[str, Any], line: Mapping[str, Any], at: datetime) -> Held:
    offline = bool(line.get("offline") or held.get("offline"))
    generation = line.get("generation", held.get("generation"))
    return Held(
        pickup_id=str(held["pickup_id"]),
        kind=str(held["kind"]),
        count=int(held["count"]),
        fencing=int(held["fencing"]),
        sheets=tuple(
            Sheets(str(one["code"]), int(one["first"]), int(one["last"]))
            for one in held["segments"]
        ),
        offline=offline,
        generation=None if generation is None else int(generation),
        at=at,
    )


def _sheet(told: Mapping[str, Any]) -> Sheet:
    return str(told["code"]), int(told["number"])
