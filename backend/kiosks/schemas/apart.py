"""What is heard and said about sheets set apart, and about the history of a serial."""

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from backend.kernel.clock import to_text
from backend.kiosks.ports.apart import Traces
from backend.kiosks.rules.apart import (
    NEEDS_SECOND,
    Affected,
    Decision,
    Lot,
    Nature,
    Outcome,
    Ruling,
    Stand,
    Trace,
)
from backend.kiosks.rules.restock import Packet
from backend.kiosks.rules.rulings import MOST_RANGES
from backend.kiosks.schemas.papers import PacketBody, PacketView
from backend.web.routes import ListQuery, View

Names = dict[str, str]
Whose = dict[str, Affected]


class ApartQuery(ListQuery):
    """Of which site, and of which machine there; the whole city without."""

    site_id: Annotated[str, Field(max_length=16, pattern=r"^[A-Za-z0-9-]+$")] | None = None
    kiosk_id: Annotated[str, Field(max_length=16, pattern=r"^[A-Za-z0-9-]+$")] | None = None


class LotPath(View):
    """Sheets that one event set apart at a machine."""

    kiosk_id: str = Field(max_length=16)
    lot_id: str = Field(max_length=64)


class DecisionPath(LotPath):
    """A decision about them."""

    decision_id: str = Field(max_length=80)


class RulingBody(View):
    """What becomes of which sheets, why, and the version that was seen."""

    outcome: Outcome
    packets: list[PacketBody] = Field(max_length=MOST_RANGES)
    reason: str = Field(max_length=200)
    version: StrictInt

    def value(self) -> Ruling:
        """Return the ruling as the rules know it."""
        packets = tuple(Packet(one.code, one.first, one.last) for one in self.packets)
        return Ruling(self.outcome, packets, self.reason, self.version)


class AnswerBody(View):
    """Whether a proposal holds: a second clerk agrees, or somebody takes it back."""

    agrees: StrictBool


class SerialPath(View):
    """A serial: invoice code and number."""

    code: str = Field(max_length=24)
    number: int


class SerialQuery(View):
    """Where a history goes on."""

    cursor: str | None = None


class AffectedView(View):
    """Whom it concerns, as far as clerks may know."""

    pickup_id: str
    collector: str
    company: str
    waits: bool

    @classmethod
    def of(cls, whose: Affected) -> "AffectedView":
        """Show whom it concerns."""
        return cls(
            pickup_id=whose.pickup_id,
            collector=whose.collector,
            company=whose.company,
            waits=whose.waits,
        )


class RulingView(View):
    """A decision as clerks see it."""

    id: str
    outcome: Outcome
    packets: list[PacketView]
    reason: str
    stand: Stand
    by: str
    by_name: str
    at: str
    second: str | None
    second_name: str | None
    second_at: str | None

    @classmethod
    def of(cls, made: Decision, names: Names) -> "RulingView":
        """Show a decision; `names` are those of its people."""
        return cls(
            id=made.id,
            outcome=made.ruling.outcome,
            packets=PacketView.all(made.ruling.packets),
            reason=made.ruling.reason,
            stand=made.stand,
            by=made.by,
            by_name=names.get(made.by, ""),
            at=to_text(made.at),
            second=made.second,
            second_name=names.get(made.second, "") if made.second else None,
            second_at=to_text(made.second_at) if made.second_at else None,
        )


class ReprintView(View):
    """A sheet that was printed in the place of one set apart."""

    gone_code: str
    gone_number: int
    printed_code: str
    printed_number: int
    at: str


class LotView(View):
    """Sheets set apart: what they are, whose they were to be, and what was decided."""

    id: str
    kiosk_id: str
    site_id: str
    site_name: str
    kind: str
    nature: Nature
    why: str
    since: str
    packets: list[PacketView]
    free: list[PacketView]
    may: list[Outcome]
    needs_second: list[Outcome]
    is_open: bool
    affected: AffectedView | None
    decisions: list[RulingView]
    reprints: list[ReprintView]
    version: int

    @classmethod
    def of(cls, lot: Lot, *, site_name: str, names: Names, whose: Whose) -> "LotView":
        """Show a lot."""
        affected = whose.get(lot.pickup_id) if lot.pickup_id else None
        return cls(
            id=lot.id,
            kiosk_id=lot.kiosk_id,
            site_id=lot.site_id,
            site_name=site_name,
            kind=lot.kind,
            nature=lot.nature,
            why=lot.why,
            since=to_text(lot.since),
            packets=PacketView.all(lot.packets),
            free=PacketView.all(lot.free),
            may=list(lot.may),
            needs_second=[one for one in lot.may if one in NEEDS_SECOND],
            is_open=lot.is_open,
            affected=AffectedView.of(affected) if affected else None,
            decisions=[RulingView.of(one, names) for one in lot.decisions],
            reprints=[
                ReprintView(
                    gone_code=one.gone[0],
                    gone_number=one.gone[1],
                    printed_code=one.printed[0],
                    printed_number=one.printed[1],
                    at=to_text(one.at),
                )
                for one in lot.reprints
            ],
            version=lot.version,
        )


class LotsView(View):
    """One page of what waits for a decision."""

    items: list[LotView]
    next_cursor: str | None


class TraceView(View):
    """One event of a serial: what, where it then was, who, at which machine, for whom."""

    id: str
    at: str
    kind: str
    place: str
    person: str
    person_name: str
    machine: str
    kiosk_id: str | None
    affected: AffectedView | None
    reason: str | None
    why: str | None
    outcome: str | None
    replaced: PacketView | None
    replaces: PacketView | None

    @classmethod
    def of(cls, trace: Trace, sheet: tuple[str, int], *, names: Names, whose: Whose) -> "TraceView":
        """Show an event as far as it concerns one sheet."""
        told = {key: str(value) for key, value in trace.data.items() if isinstance(value, str)}
        gone, new = _pair(trace, sheet)
        affected = whose.get(told.get("pickup_id", ""))
        return cls(
            id=f"{trace.subject}#{trace.number}",
            at=to_text(trace.at),
            kind=trace.kind,
            place=trace.place,
            person=trace.actor,
            person_name=names.get(trace.actor, ""),
            machine=trace.machine,
            kiosk_id=told.get("kiosk_id"),
            affected=AffectedView.of(affected) if affected else None,
            reason=told.get("reason"),
            why=told.get("why"),
            outcome=told.get("outcome"),
            replaced=new,
            replaces=gone,
        )


class SerialView(View):
    """Where a serial is, and what happened to it, the newest first."""

    code: str
    number: int
    place: str
    items: list[TraceView]
    next_cursor: str | None

    @classmethod
    def of(
        cls, page: Traces, sheet: tuple[str, int], *, names: Names, whose: Whose
    ) -> "SerialView":
        """Show a page; its place is told by the newest event that says where it is."""
        items = [TraceView.of(one, sheet, names=names, whose=whose) for one in page.items]
        place = next((one.place for one in items if one.place), "")
        code, number = sheet
        return cls(code=code, number=number, place=place, items=items, next_cursor=page.next_cursor)


def _pair(trace: Trace, sheet: tuple[str, int]) -> tuple[PacketView | None, PacketView | None]:
    """Find in an event of replacements what this sheet replaces, and what replaced it."""
    rows = trace.data.get("replacements")
    gone = new = None
    for code, number, new_code, new_number in rows if isinstance(rows, list) else ():
        if (new_code, int(new_number)) == sheet:
            gone = PacketView(code=code, first=int(number), last=int(number))
        if (code, int(number)) == sheet:
            new = PacketView(code=new_code, first=int(new_number), last=int(new_number))
    return gone, new
