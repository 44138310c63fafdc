"""What is physically true of one printer: its cassettes, the sheet in the slot, its faults.

    ready ──feed──> sheet out │ jammed (sheet stuck inside) │ empty (nothing moved) │ power off
      ^                                   │                            │
      └───────────── cleared ─────────────┴────────────────────────────┘

A sheet that moved is gone from its cassette whatever came of it, and one feed id moves one sheet.
What came out is taken by the visitor at once, unless `left_in_tray` asks for one who walks away;
then it lies there until a hand takes it or the machine takes it back.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Exit(StrEnum):
    """Where a sheet went."""

    OUT = "out"
    JAMMED = "jammed"
    EMPTY = "empty"


class PrinterOff(Exception):
    """The machine has no power: it does not answer."""


class TooLate(Exception):
    """The sheet would move so late that nobody waits for it: it does not move."""


class NoRetractor(Exception):
    """This machine cannot take paper back from its tray."""


class Differs(Exception):
    """The id was used before, for something else."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Numbered sheets of one kind, in the order in which they leave."""

    kind: str
    code: str
    next: int
    last: int

    @property
    def left(self) -> int:
        """How many sheets are still inside."""
        return self.last - self.next + 1


@dataclass(frozen=True, slots=True)
class Fed:
    """The answer to one feed, kept for good."""

    feed_id: str
    kind: str
    code: str | None
    number: int | None
    exit: Exit
    at: str


@dataclass(frozen=True, slots=True)
class Faults:
    """Faults asked for; sheets count from the moment of asking, the next one is 1."""

    jam_at_sheet: int | None = None
    paper_out_after: int | None = None
    power_cut_at_sheet: int | None = None
    slow_ms: int | None = None
    left_in_tray: bool = False
    cannot_retract: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """One printer."""

    bundles: tuple[Bundle, ...] = ()
    fed: dict[str, Fed] = field(default_factory=dict)
    loads: dict[str, Bundle] = field(default_factory=dict)
    unloads: dict[str, str] = field(default_factory=dict)
    faults: Faults = Faults()
    sheets_since_faults: int = 0
    jam: bool = False
    power: bool = True
    tray: int = 0
    retractions: dict[str, int] = field(default_factory=dict)

    def load(self, load_id: str, bundle: Bundle) -> "Machine":
        """Put a bundle behind what is in the cassette of its kind; the same load again is none."""
        before = self.loads.get(load_id)
        if before == bundle:
            return self
        if before is not None:
            raise Differs(load_id)
        loads = {**self.loads, load_id: bundle}
        return replace(self, bundles=(*self.bundles, bundle), loads=loads)

    def unload(self, unload_id: str, kind: str) -> "Machine":
        """Take all sheets of a kind out of the cassette; the same unload again takes none."""
        before = self.unloads.get(unload_id)
        if before == kind:
            return self
        if before is not None:
            raise Differs(unload_id)
        bundles = tuple(
            replace(one, next=one.last + 1) if one.kind == kind else one for one in self.bundles
        )
        return replace(self, bundles=bundles, unloads={**self.unloads, unload_id: kind})

    def feed(self, feed_id: str, kind: str, at: str) -> "Machine":
        """Move the next sheet of a kind; the same feed again moves nothing."""
        if not self.power:
            raise PrinterOff
        before = self.fed.get(feed_id)
        if before is not None:
            if before.kind != kind:
                raise Differs(feed_id)
            return self
        if self.jam:
            return self._answered(Fed(feed_id, kind, None, None, Exit.JAMMED, at))
        head = self.head(kind)
        if head is None or head.left < 1 or self._out_of_paper():
            return self._answered(Fed(feed_id, kind, None, None, Exit.EMPTY, at))
        return self._moved(head, feed_id, at)

    def _moved(self, head: Bundle, feed_id: str, at: str) -> "Machine":
        sheet = self.sheets_since_faults + 1
        jammed = sheet == self.faults.jam_at_sheet
        end = Exit.JAMMED if jammed else Exit.OUT
        place = self.bundles.index(head)
        rest = replace(head, next=head.next + 1)
        after = replace(
            self,
            bundles=(*self.bundles[:place], rest, *self.bundles[place + 1 :]),
            sheets_since_faults=sheet,
            jam=jammed,
            power=sheet != self.faults.power_cut_at_sheet,
            tray=self.tray + (self.faults.left_in_tray and not jammed),
        )
        return after._answered(Fed(feed_id, head.kind, head.code, head.next, end, at))

    def retract(self, retraction_id: str) -> "Machine":
        """Take back what lies in the tray; the same retraction again takes nothing."""
        if retraction_id in self.retractions:
            return self
        if self.faults.cannot_retract:
            raise NoRetractor
        retractions = {**self.retractions, retraction_id: self.tray}
        return replace(self, tray=0, retractions=retractions)

    def take(self) -> "Machine":
        """Let a hand take what lies in the tray."""
        return replace(self, tray=0)

    def _answered(self, fed: Fed) -> "Machine":
        return replace(self, fed={**self.fed, fed.feed_id: fed})

    def _out_of_paper(self) -> bool:
        after = self.faults.paper_out_after
        return after is not None and self.sheets_since_faults >= after

    def head(self, kind: str) -> Bundle | None:
        """Return the bundle whose sheet leaves next, or the last one when all are empty."""
        of_kind = [bundle for bundle in self.bundles if bundle.kind == kind]
        return next((bundle for bundle in of_kind if bundle.left), of_kind[-1] if of_kind else None)

    def cassettes(self) -> tuple[Bundle, ...]:
        """Return the head of each kind, in the order in which the kinds were first loaded."""
        kinds = dict.fromkeys(bundle.kind for bundle in self.bundles)
        return tuple(head for kind in kinds if (head := self.head(kind)) is not None)

    def paper(self) -> str:
        """Say `ok`, `low` (a kind below ten sheets) or `out` (a kind is empty)."""
        left = [
            sum(bundle.left for bundle in self.bundles if bundle.kind == head.kind)
            for head in self.cassettes()
        ]
        if self._out_of_paper() or 0 in left:
            return "out"
        return "low" if any(sheets < 10 for sheets in left) else "ok"

    def afflict(self, faults: Faults) -> "Machine":
        """Ask for faults from the next sheet on."""
        return replace(self, faults=faults, sheets_since_faults=0)

    def clear(self) -> "Machine":
        """Take out what is stuck or lies there, switch on, forget the faults but not the pace."""
        return replace(
            self,
            jam=False,
            tray=0,
            power=True,
            faults=Faults(slow_ms=self.faults.slow_ms),
            sheets_since_faults=0,
        )
