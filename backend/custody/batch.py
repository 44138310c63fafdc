"""A batch: all serials of one invoice code the city received, and those still at the depot.

One item a code makes overlap impossible: a range is received once and leaves the depot once. One
item an act makes its id mean one thing in the whole city, whatever the code.
"""

from dataclasses import dataclass, field, replace

from backend.custody.serials import Range, Ranges, joined, plain, without
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint


@dataclass(frozen=True, slots=True)
class Act:
    """One receipt or hand-out under the id its maker gave; `place` is `depot` or a kiosk."""

    id: str
    kind: str
    place: str
    paper: Range

    @property
    def subject(self) -> str:
        return f"act/{self.id}"

    @property
    def request_hash(self) -> str:
        """Hash what was asked, to tell a repeat from another act under the same id."""
        return fingerprint([self.kind, self.place, plain([self.paper])])

    def stands(self, kept: str | None) -> bool:
        """Tell by the hash kept under its id whether it was done; refuses `act-exists-differently`.

        None is kept before the first time.
        """
        if kept not in (None, self.request_hash):
            raise Refusal("act-exists-differently", id=self.id)
        return kept is not None


@dataclass(frozen=True, slots=True)
class Batch:
    """What came in under one invoice code (发票代码)."""

    code: str
    kind: str
    received: Ranges = ()
    at_depot: Ranges = ()
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        return f"batch/{self.code}"


Step = tuple[Batch, Event]


def receive(batch: Batch, act: Act, doing: Doing) -> Step:
    """Take paper into the depot; refuses `batch-kind-differs`, `serials-overlap`."""
    if batch.kind != act.kind:
        raise Refusal("batch-kind-differs", field="/kind", kind=batch.kind)
    if any(one.meets(act.paper) for one in batch.received):
        raise Refusal("serials-overlap", field="/first", invoice_code=batch.code)
    after = replace(
        batch,
        received=joined(sorted((*batch.received, act.paper))),
        at_depot=joined(sorted((*batch.at_depot, act.paper))),
    )
    return step(after, doing, "received", serials=plain([act.paper]))


def hand_out(batch: Batch, act: Act, doing: Doing) -> Step:
    """Let paper leave the depot; refuses `batch-kind-differs`, `serials-not-at-depot`."""
    if batch.kind != act.kind:
        raise Refusal("batch-kind-differs", field="/kind", kind=batch.kind)
    if not any(one.holds(act.paper) for one in batch.at_depot):
        raise Refusal("serials-not-at-depot", field="/first", invoice_code=batch.code)
    after = replace(batch, at_depot=without(batch.at_depot, act.paper))
    return step(after, doing, "handed-out", place=act.place, serials=plain([act.paper]))


def step(after: Batch, doing: Doing, verb: str, **data: object) -> Step:
    """Number a batch as changed, with the event that says so."""
    numbered = replace(after, version=after.version + 1)
    kind = f"custody:batch:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
