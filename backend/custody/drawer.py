"""The mail room's paper (邮寄室库存): packets of one kind, first in, first out.

at the depot ──fill──> in the drawer ──take──> in a consignment
                            ^──────────put back───────┘

A drawer has a physical order, as a cassette has: the parcel picked first takes the serials that
lie in front.
"""

from dataclasses import dataclass, field, replace

from backend.custody.serials import Ranges, cut, joined, plain, total
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


@dataclass(frozen=True, slots=True)
class Drawer:
    """What one mail room has of one kind, in the order in which it is used."""

    site_id: str
    kind: str
    ranges: Ranges = ()
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        return f"drawer/{self.site_id}/{self.kind}"

    @property
    def count(self) -> int:
        """Sheets that no parcel has yet."""
        return total(self.ranges)


Step = tuple[Drawer, Event]


def fill(drawer: Drawer, packets: Ranges, doing: Doing) -> Step:
    """Put packets behind what is in a drawer, in the order given."""
    after = replace(drawer, ranges=joined((*drawer.ranges, *packets)))
    return _step(after, doing, "filled", serials=plain(packets))


def take(drawer: Drawer, count: int, parcel_id: str, doing: Doing) -> tuple[Step, Ranges]:
    """Take the first sheets out for a parcel; refuses `mail-room-short`."""
    if drawer.count < count:
        raise Refusal("mail-room-short", kind=drawer.kind, left=drawer.count, count=count)
    taken, rest = cut(drawer.ranges, count)
    after = replace(drawer, ranges=rest)
    return _step(after, doing, "taken", parcel_id=parcel_id, taken=plain(taken)), taken


def put_back(drawer: Drawer, sheets: Ranges, parcel_id: str, doing: Doing) -> Step:
    """Put what a parcel did not become back to the front."""
    after = replace(drawer, ranges=joined((*sheets, *drawer.ranges)))
    return _step(after, doing, "put-back", parcel_id=parcel_id, back=plain(sheets))


def _step(after: Drawer, doing: Doing, verb: str, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    kind = f"custody:drawer:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
