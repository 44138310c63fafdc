"""Decisions about sheets set apart: one transaction each, and two people where it takes two."""

from collections.abc import Iterable
from dataclasses import replace

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.apart import (
    MAY,
    NEEDS_SECOND,
    Decision,
    Lot,
    Outcome,
    Reprint,
    Ruling,
    Stand,
    gathered,
    listed,
    plain,
)
from backend.kiosks.rules.restock import Packets, Sheet

SHORTEST_REASON, LONGEST_REASON = 2, 200
MOST_RANGES = 20

Step = tuple[Lot, Event]


def begin(lot: Lot, doing: Doing) -> Step:
    """Take note of sheets that were set apart."""
    return _step(lot, "opened", doing, since=lot.since.isoformat(), count=_count(lot.packets))


def check_ruling(ruling: Ruling) -> None:
    """Refuse `request-malformed` for a decision without a reason, or without sheets."""
    if not SHORTEST_REASON <= len(ruling.reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")
    if not 1 <= len(ruling.packets) <= MOST_RANGES or any(
        not 0 < one.first <= one.last for one in ruling.packets
    ):
        raise Refusal("request-malformed", field="/packets")


def decide(lot: Lot, decision_id: str, ruling: Ruling, doing: Doing) -> Step | None:
    """Decide of some sheets; None when this clerk said the same under this id.

    Refuses `decision-exists-differently`, `apart-case-decides` (handing over is its case's),
    `apart-over`, `apart-changed` (somebody was quicker), `apart-outcome-unfit`,
    `sheets-not-apart`.
    """
    before = lot.find(decision_id)
    if before is not None:
        if (before.ruling, before.by) != (ruling, doing.actor):
            raise Refusal("decision-exists-differently")
        return None
    if ruling.outcome is Outcome.HANDED_OVER:
        raise Refusal("apart-case-decides", field="/outcome")
    if not lot.is_open:
        raise Refusal("apart-over")
    if lot.version != ruling.version:
        raise Refusal("apart-changed", version=lot.version)
    if ruling.outcome not in MAY[lot.nature]:
        raise Refusal("apart-outcome-unfit", field="/outcome")
    wanted = listed(ruling.packets)
    if len(set(wanted)) < len(wanted) or not set(wanted) <= set(listed(lot.free)):
        raise Refusal("sheets-not-apart", field="/packets")
    waits = ruling.outcome in NEEDS_SECOND
    stand = Stand.PROPOSED if waits else Stand.DONE
    made = Decision(decision_id, ruling, doing.actor, doing.at, stand)
    after = replace(lot, decisions=(*lot.decisions, made))
    return _step(after, "proposed" if waits else "decided", doing, **_told(lot, made))


def answer(lot: Lot, decision_id: str, *, agrees: bool, doing: Doing) -> Step | None:
    """Agree as a second clerk, or take a proposal back; None when this clerk did so before.

    Refuses `decision-unknown`, `decision-over`, `decision-same-person`.
    """
    made = lot.find(decision_id)
    if made is None:
        raise Refusal("decision-unknown")
    stand = Stand.DONE if agrees else Stand.WITHDRAWN
    if made.stand is not Stand.PROPOSED:
        if (made.stand, made.second) == (stand, doing.actor):
            return None
        raise Refusal("decision-over")
    if agrees and made.by == doing.actor:
        raise Refusal("decision-same-person")
    ended = replace(made, stand=stand, second=doing.actor, second_at=doing.at)
    decisions = tuple(ended if one.id == made.id else one for one in lot.decisions)
    after = replace(lot, decisions=decisions)
    verb = "agreed" if agrees else "withdrawn"
    return _step(after, verb, doing, **_told(lot, ended), first=made.by)


def hand_over(lot: Lot, *, sheets: Iterable[Sheet], source: Event, doing: Doing) -> Step | None:
    """Note that the case of a pickup found sheets with somebody; None when none is left here."""
    gone = set(sheets)
    found = gathered(one for one in listed(lot.left) if one in gone)
    if not found or lot.find(source.id) is not None:
        return None
    ruling = Ruling(Outcome.HANDED_OVER, found, str(source.data.get("why", "")), lot.version)
    made = Decision(source.id, ruling, source.actor, source.at, Stand.DONE)
    after = replace(lot, decisions=(*lot.decisions, made))
    return _step(after, "handed-over", doing, **_told(lot, made), source=source.id)


def reprint(lot: Lot, *, printed: Iterable[Sheet], source: Event, doing: Doing) -> Step | None:
    """Note which printed sheets take the place of this lot's; None when none does."""
    known = {one.gone for one in lot.reprints}
    handed = {
        sheet
        for one in lot.decisions
        if one.ruling.outcome is Outcome.HANDED_OVER
        for sheet in listed(one.ruling.packets)
    }
    own = set(listed(lot.packets))
    waits = [one for one in listed(lot.packets) if one not in known | handed]
    fresh = [one for one in printed if one not in own]
    pairs = tuple(Reprint(gone, new, source.at) for gone, new in zip(waits, fresh, strict=False))
    if not pairs:
        return None
    after = replace(lot, reprints=(*lot.reprints, *pairs))
    both = gathered([sheet for one in pairs for sheet in (one.gone, one.printed)])
    return _step(
        after,
        "replaced",
        doing,
        serials=plain(both),
        replacements=[[*one.gone, *one.printed] for one in pairs],
        printed_at=str(source.data.get("kiosk_id", "")),
        source=source.id,
    )


def _count(packets: Packets) -> int:
    return sum(one.count for one in packets)


def _told(lot: Lot, made: Decision) -> dict[str, object]:
    manner = "surrendered" if lot.kind == "P_GENERAL" else "voided"
    ways = {Outcome.VOIDED: manner, Outcome.LOST: "out-of-control"}
    return {
        "decision_id": made.id,
        "outcome": str(made.ruling.outcome),
        "manner": ways.get(made.ruling.outcome, str(made.ruling.outcome)),
        "reason": made.ruling.reason,
        "serials": plain(made.ruling.packets),
    }


def _step(after: Lot, verb: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    about = {
        "kiosk_id": after.kiosk_id,
        "site_id": after.site_id,
        "paper_kind": after.kind,
        "nature": str(after.nature),
        "why": after.why,
        **({"pickup_id": after.pickup_id} if after.pickup_id else {}),
    }
    event = doing.event(numbered.subject, numbered.version, f"kiosks:apart:{verb}", **about, **data)
    return numbered, event
