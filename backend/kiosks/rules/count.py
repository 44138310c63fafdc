"""A count of a cassette (清点): which sheet lies first in it, as a clerk read it with open door."""

from dataclasses import dataclass
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.restock import Packets, Sheet

SHORTEST_REASON, LONGEST_REASON = 2, 200


@dataclass(frozen=True, slots=True)
class Finding:
    """What a clerk found: the first sheet of a kind, None for an empty cassette, and why."""

    kind: str
    sheet: Sheet | None
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """One count; `in_doubt` are the sheets it passed over. Written once, never changed."""

    id: str
    kiosk_id: str
    site_id: str
    finding: Finding
    in_doubt: Packets
    counted_by: str
    counted_at: datetime

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"count/{self.kiosk_id}/{self.id}"

    def check_same(self, finding: Finding, actor: str) -> None:
        """Take a repeat; refuses `count-exists-differently` for anything else under its id."""
        if (self.finding, self.counted_by) != (finding, actor):
            raise Refusal("count-exists-differently")


def check_finding(finding: Finding) -> None:
    """Refuse `request-malformed` without a reason: in-doubt serials must say why."""
    if not SHORTEST_REASON <= len(finding.reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")


def record(
    count_id: str, kiosk: Kiosk, finding: Finding, *, in_doubt: Packets, doing: Doing
) -> tuple[Count, Event]:
    """Record what was found and what is in doubt because of it."""
    count = Count(count_id, kiosk.id, kiosk.site_id, finding, in_doubt, doing.actor, doing.at)
    event = doing.event(
        count.subject,
        1,
        "kiosks:count:recorded",
        kiosk_id=kiosk.id,
        site_id=kiosk.site_id,
        paper_kind=finding.kind,
        found=list(finding.sheet) if finding.sheet else None,
        reason=finding.reason,
        in_doubt=[[one.code, one.first, one.last] for one in in_doubt],
    )
    return count, event
