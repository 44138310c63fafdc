"""A consignment (邮件): the paper of one parcel, and the one place where all of it is.

∅ ──pick──> picked ──> packed ──> with carrier ──> signed ──came back after all──┐
              └──undo────┘              ├──> returned <──────────────────────────┘
              over, in the drawer       │       └──restock──> over, in the depot
                                        └───────┴──> lost

What is found damaged or missing on the way over stays with it: cancelled (作废) or lost (遗失).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from backend.custody.serials import Ranges, plain, without
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

Contents = tuple[tuple[str, Ranges], ...]


class Place(StrEnum):
    """Where the paper of a parcel is; `over` means that none of it is left."""

    PICKED = "picked"
    PACKED = "packed"
    WITH_CARRIER = "with-carrier"
    SIGNED = "signed"
    RETURNED = "returned"
    LOST = "lost"
    CANCELLED = "cancelled"
    OVER = "over"


class Way(StrEnum):
    """How it changes its place; the event's verb."""

    PACKED = "packed"
    HANDED = "handed"
    SIGNED = "signed"
    RETURNED = "returned"
    LOST = "lost"


_INSIDE = (Place.PICKED, Place.PACKED)
_WAYS: Mapping[Way, tuple[tuple[Place, ...], Place]] = {
    Way.PACKED: ((Place.PICKED,), Place.PACKED),
    Way.HANDED: ((Place.PACKED,), Place.WITH_CARRIER),
    Way.SIGNED: ((Place.WITH_CARRIER,), Place.SIGNED),
    Way.RETURNED: ((Place.WITH_CARRIER, Place.SIGNED), Place.RETURNED),
    Way.LOST: ((Place.WITH_CARRIER, Place.RETURNED), Place.LOST),
}


@dataclass(frozen=True, slots=True)
class Consignment:
    """All paper of one parcel, by kind; `site_id` is the mail room it came from."""

    parcel_id: str
    site_id: str = ""
    place: Place = Place.OVER
    contents: Contents = ()
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        return f"consignment/{self.parcel_id}"

    @property
    def ranges(self) -> Ranges:
        """Its serials, kind after kind."""
        return tuple(one for _, ranges in self.contents for one in ranges)


@dataclass(frozen=True, slots=True)
class Fault:
    """Sheets of a parcel that people found damaged or missing, and what becomes of them."""

    end: Place = Place.CANCELLED
    sheets: Ranges = ()


NO_FAULT = Fault()
Step = tuple[Consignment, Event]


def pick(consignment: Consignment, site_id: str, contents: Contents, doing: Doing) -> Step:
    """Fill a parcel that has nothing yet; refuses `parcel-exists-differently` for another."""
    if consignment.version:
        raise Refusal("parcel-exists-differently")
    after = replace(consignment, site_id=site_id, place=Place.PICKED, contents=contents)
    return _step(after, doing, "picked", serials=plain(after.ranges), site_id=site_id)


def move(consignment: Consignment, way: Way, doing: Doing) -> Step:
    """Move all of it one way; raises ValueError where it cannot come from its place."""
    sources, place = _WAYS[way]
    if consignment.place not in sources:
        raise ValueError(f"{consignment.subject}: {way} from {consignment.place}")
    after = replace(consignment, place=place)
    told = {"serials": plain(after.ranges), "site_id": after.site_id}
    return _step(after, doing, way, **told)


def undo(consignment: Consignment, doing: Doing, fault: Fault = NO_FAULT) -> Step:
    """Take a parcel that was not handed over apart; raises ValueError for any other.

    Raises ValueError for a fault of sheets that are not in it.
    """
    if consignment.place not in _INSIDE:
        raise ValueError(f"{consignment.subject}: undone from {consignment.place}")
    return _emptied(consignment, "undone", fault, doing)


def restock(consignment: Consignment, doing: Doing, fault: Fault = NO_FAULT) -> Step:
    """Let what came back go to the depot; raises ValueError for what did not come back.

    Raises ValueError for a fault of sheets that are not in it.
    """
    if consignment.place is not Place.RETURNED:
        raise ValueError(f"{consignment.subject}: restocked from {consignment.place}")
    return _emptied(consignment, "restocked", fault, doing)


def sound(consignment: Consignment, fault: Fault) -> Contents:
    """List what lies in a parcel and is neither damaged nor missing."""
    return _without(consignment.contents, fault.sheets)


def _emptied(before: Consignment, verb: str, fault: Fault, doing: Doing) -> Step:
    for one in fault.sheets:
        if not any(there.holds(one) for there in before.ranges):
            raise ValueError(f"{before.subject}: a fault of sheets that are not in it")
    left = sound(before, fault)
    kept = tuple((kind, _cut_out(ranges, left)) for kind, ranges in before.contents)
    after = replace(
        before,
        place=fault.end if fault.sheets else Place.OVER,
        contents=tuple((kind, ranges) for kind, ranges in kept if ranges),
    )
    rest = tuple(one for _, ranges in left for one in ranges)
    told = {str(fault.end): plain(after.ranges)} if fault.sheets else {}
    return _step(after, doing, verb, serials=plain(rest), **told)


def _cut_out(ranges: Ranges, left: Contents) -> Ranges:
    for _, others in left:
        for one in others:
            ranges = without(ranges, one)
    return ranges


def _without(contents: Contents, gone: Ranges) -> Contents:
    rest = []
    for kind, there in contents:
        ranges = there
        for one in gone:
            ranges = without(ranges, one)
        rest.append((kind, ranges))
    return tuple(rest)


def _step(after: Consignment, doing: Doing, verb: str, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    kind = f"custody:consignment:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
