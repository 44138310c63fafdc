"""What a kiosk's journal (终端日志) tells of services, folded line by line into jobs.

The kiosks room has seen that each line is signed, whole and in its place; here it is read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from backend.kernel.clock import from_text
from backend.pickup.rules.pickup import Pickup, Sheets, State, listed

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


def check_lease(pickup: Pickup, job: Job, kiosk_id: str, now: datetime) -> None:
    """Let a service count that its machine began without asking; raises `Misfit`.

    `lease-missing`, `lease-over` (another number or generation), `pickup-busy`, `count-wrong`.
    """
    lease, held = pickup.lease, job.held
    if lease is None or lease.kiosk_id != kiosk_id:
        raise Misfit("lease-missing")
    service = pickup.reservation
    own = service is not None and service.id == job.reservation
    # A lease that was given after a service says nothing of that one.
    older = service is not None and service.fencing < lease.fencing
    if (held.offline and lease.fencing != held.fencing) or (own and older):
        raise Misfit("lease-over")
    # What counts is who might collect when it began: a loan may have ended since.
    told = held.generation in (None, pickup.code_generation(held.at))
    if not told or not (held.offline or own):
        raise Misfit("lease-over")
    dark = pickup.state is State.OPEN and pickup.inquiry is not None
    if pickup.seen(now) is not State.ISSUED and not dark:
        raise Misfit("pickup-busy")
    promised = sum(one.count for one in held.sheets)
    if (held.kind, promised, held.count) != (pickup.kind, pickup.remaining, pickup.remaining):
        raise Misfit("count-wrong")


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
