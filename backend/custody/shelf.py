"""The shelf of one kind of paper at one site: what its cassettes hold, and what is promised.

    loaded ──bind──> bound ──begin──> begun ──settle──> out | in doubt | back at the head
                      └──────unbind / lapse──────┘       └─doubt─> in doubt ──> cancelled | lost

`free = stock − held`. A hold is a count, never serials. Serials are bound from the physical head
of one cassette, one customer at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from backend.custody.serials import Range, Ranges, cut, gathered, joined, plain, total, without
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


@dataclass(frozen=True, slots=True)
class Binding:
    """Serials set aside for one pickup; `until` is None once paper may have moved."""

    pickup_id: str
    ranges: Ranges
    until: datetime | None

    @property
    def begun(self) -> bool:
        return self.until is None

    def lapsed(self, now: datetime) -> bool:
        return self.until is not None and self.until <= now


@dataclass(frozen=True, slots=True)
class Cassette:
    """The paper of this kind in one machine, in the order in which it leaves."""

    kiosk_id: str
    ranges: Ranges = ()
    binding: Binding | None = None

    @property
    def count(self) -> int:
        """Sheets in the machine, bound ones included."""
        return total(self.ranges) + (total(self.binding.ranges) if self.binding else 0)

    def unbound(self) -> "Cassette":
        if self.binding is None:
            return self
        return Cassette(self.kiosk_id, joined(self.binding.ranges + self.ranges))


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind at one site; `out` counts the sheets that left, `in_doubt` is in quarantine.

    `cancelled` and `lost` count what clerks decided of sheets that lay in quarantine.
    """

    site_id: str
    kind: str
    held: int = 0
    cassettes: tuple[Cassette, ...] = ()
    in_doubt: Ranges = ()
    out: int = 0
    cancelled: int = 0
    lost: int = 0
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        return f"shelf/{self.site_id}/{self.kind}"

    @property
    def stock(self) -> int:
        return sum(cassette.count for cassette in self.cassettes)

    @property
    def free(self) -> int:
        """Sheets one order may still have here: unpromised ones, and from one cassette only."""
        largest = max((cassette.count for cassette in self.cassettes), default=0)
        return max(0, min(self.stock - self.held, largest))

    def cassette(self, kiosk_id: str) -> Cassette:
        """Return a machine's cassette of this kind, an empty one when it has none."""
        for cassette in self.cassettes:
            if cassette.kiosk_id == kiosk_id:
                return cassette
        return Cassette(kiosk_id)


Step = tuple[Shelf, Event]


def hold(shelf: Shelf, count: int, pickup_id: str, doing: Doing) -> Step:
    """Promise `count` sheets to a pickup; refuses `site-stock-short`."""
    if shelf.free < count:
        raise Refusal("site-stock-short", field="/site_id", free=shelf.free, count=count)
    after = replace(shelf, held=shelf.held + count)
    return step(after, doing, "held", pickup_id=pickup_id, count=count)


def release(shelf: Shelf, count: int, pickup_id: str, doing: Doing) -> Step:
    """Take a promise of `count` sheets back; raises ValueError for more than is promised."""
    after = replace(shelf, held=shelf.held - count)
    return step(after, doing, "released", pickup_id=pickup_id, count=count)


def load(shelf: Shelf, kiosk_id: str, paper: Range, doing: Doing) -> Step:
    """Put paper behind what is in a cassette already."""
    cassette = shelf.cassette(kiosk_id)
    filled = replace(cassette, ranges=joined((*cassette.ranges, paper)))
    after = with_cassette(shelf, filled)
    return step(after, doing, "loaded", kiosk_id=kiosk_id, serials=plain([paper]))


def bind(
    shelf: Shelf, *, kiosk_id: str, pickup_id: str, count: int, until: datetime, doing: Doing
) -> Step:
    """Set the cassette's head aside for a pickup until `until`.

    Refuses `kiosk-busy` while another pickup holds the head or any has begun, then
    `kiosk-stock-short`. A binding that lapsed without having begun goes back to the head first.
    """
    cassette = shelf.cassette(kiosk_id)
    current = cassette.binding
    if current and (current.begun or not _may_take(current, pickup_id, doing.at)):
        raise Refusal("kiosk-busy", kiosk_id=kiosk_id)
    lapsed = current.pickup_id if current and current.pickup_id != pickup_id else None
    cassette = cassette.unbound()
    if total(cassette.ranges) < count:
        raise Refusal("kiosk-stock-short", left=total(cassette.ranges), count=count)
    taken, rest = cut(cassette.ranges, count)
    after = with_cassette(shelf, Cassette(kiosk_id, rest, Binding(pickup_id, taken, until)))
    return step(
        after,
        doing,
        "bound",
        kiosk_id=kiosk_id,
        pickup_id=pickup_id,
        serials=plain(taken),
        lapsed=lapsed,
    )


def begin(shelf: Shelf, *, kiosk_id: str, pickup_id: str, doing: Doing) -> Step:
    """Keep a binding past its time: from here on paper may have left the machine."""
    cassette = shelf.cassette(kiosk_id)
    binding = _binding_of(cassette, pickup_id)
    after = with_cassette(shelf, replace(cassette, binding=replace(binding, until=None)))
    return step(after, doing, "begun", kiosk_id=kiosk_id, pickup_id=pickup_id)


def unbind(shelf: Shelf, *, kiosk_id: str, pickup_id: str, doing: Doing) -> Step:
    """Give bound serials back to the head; refuses `binding-over`, `binding-begun`."""
    cassette = shelf.cassette(kiosk_id)
    binding = _binding_of(cassette, pickup_id)
    if binding.begun:
        raise Refusal("binding-begun", kiosk_id=kiosk_id)
    after = with_cassette(shelf, cassette.unbound())
    serials = plain(binding.ranges)
    return step(after, doing, "unbound", kiosk_id=kiosk_id, pickup_id=pickup_id, serials=serials)


def settle(  # noqa: PLR0913 - the end of a service is this many facts
    shelf: Shelf,
    *,
    kiosk_id: str,
    pickup_id: str,
    out: int,
    doubtful: int,
    why: str = "",
    taken: Iterable[tuple[str, int]] = (),
    doing: Doing,
) -> Step:
    """Close a begun binding: `out` sheets left, the next `doubtful` go to quarantine, and `why`.

    Those `taken` of the doubtful ones left as well: somebody has them. The rest returns to the
    head. The promise shrinks by what left; refuses `binding-over` when the binding is another
    pickup's or gone. Raises ValueError for more sheets than were bound, and for one taken that is
    not doubtful.
    """
    cassette = shelf.cassette(kiosk_id)
    binding = _binding_of(cassette, pickup_id)
    if min(out, doubtful) < 0 or out + doubtful > total(binding.ranges):
        raise ValueError(f"{out} out and {doubtful} in doubt of {total(binding.ranges)} bound")
    gone, rest = cut(binding.ranges, out)
    doubted, back = cut(rest, doubtful)
    for one in (Range(code, number, number) for code, number in taken):
        if not any(kept.holds(one) for kept in doubted):
            raise ValueError(f"{one} is not in doubt")
        gone, doubted = joined((*gone, one)), without(doubted, one)
    after = replace(
        with_cassette(shelf, Cassette(kiosk_id, joined(back + cassette.ranges))),
        held=shelf.held - total(gone),
        in_doubt=gathered(shelf.in_doubt, doubted),
        out=shelf.out + total(gone),
    )
    return step(
        after,
        doing,
        "settled",
        kiosk_id=kiosk_id,
        pickup_id=pickup_id,
        out=plain(gone),
        in_doubt=plain(doubted),
        back=plain(back),
        why=why,
    )


def doubt(
    shelf: Shelf, *, kiosk_id: str, pickup_id: str, sheets: Ranges, promise: int, doing: Doing
) -> Step:
    """Take sheets that counted as out into quarantine, as a clerk decided.

    `promise` is added to what is held here, negative to take a promise back. Refuses
    `site-stock-short` for more than is free. Raises ValueError for more than ever left.
    """
    if promise > max(0, shelf.free):
        raise Refusal("site-stock-short", field="/site_id", free=shelf.free, count=promise)
    if total(sheets) > shelf.out or any(one.meets(two) for one in sheets for two in shelf.in_doubt):
        raise ValueError(f"{shelf.subject}: doubted what never left or is in doubt already")
    after = replace(
        shelf,
        held=shelf.held + promise,
        out=shelf.out - total(sheets),
        in_doubt=gathered(shelf.in_doubt, sheets),
    )
    return step(
        after,
        doing,
        "doubted",
        kiosk_id=kiosk_id,
        pickup_id=pickup_id,
        in_doubt=plain(sheets),
        promise=promise,
    )


def _binding_of(cassette: Cassette, pickup_id: str) -> Binding:
    if cassette.binding is None or cassette.binding.pickup_id != pickup_id:
        raise Refusal("binding-over", kiosk_id=cassette.kiosk_id)
    return cassette.binding


def _may_take(binding: Binding, pickup_id: str, now: datetime) -> bool:
    return binding.pickup_id == pickup_id or binding.lapsed(now)


def with_cassette(shelf: Shelf, cassette: Cassette) -> Shelf:
    """Put a cassette in the place of the one that its kiosk had."""
    others = tuple(one for one in shelf.cassettes if one.kiosk_id != cassette.kiosk_id)
    return replace(
        shelf, cassettes=tuple(sorted((*others, cassette), key=lambda one: one.kiosk_id))
    )


def step(after: Shelf, doing: Doing, verb: str, **data: object) -> Step:
    """Number a shelf as changed, with the event that says so."""
    if after.held < 0:
        # Fewer than none promised would let the shelf promise more than it has.
        raise ValueError(f"{after.subject}: {verb} beyond what is promised")
    numbered = replace(after, version=after.version + 1)
    kind = f"custody:sheets:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **data)
