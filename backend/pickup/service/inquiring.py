"""A clerk at a machine that no service explains: what is missing, and who has it."""

from dataclasses import dataclass
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.pickup.ports import Move, Stockroom
from backend.pickup.rules import inquiries
from backend.pickup.rules.finding import taken_of
from backend.pickup.rules.pickup import Found, Inquiry, Pickup
from backend.pickup.rules.sheets import Sheets, listed

Decision = tuple[Pickup, Event, list[Move]]


@dataclass(frozen=True, slots=True)
class Inquiring:
    """Decides what a clerk's finding means for one pickup; writes nothing."""

    stockroom: Stockroom

    def settle(
        self,
        pickup: Pickup,
        inquiry: Inquiry,
        found: Found,
        *,
        heard_at: datetime | None,
        doing: Doing,
    ) -> Decision:
        """Quarantine what is missing in the cassette, hand over what the collector has.

        A sheet that a dispute of this pickup handed over already may be named again. Refuses
        `kiosk-busy` while another service has begun there (it is settled first),
        `sheets-out-of-range`, `taken-not-in-question` (neither missing nor in quarantine at this
        site, or named twice), `taken-out-of-range`.
        """
        missing = self._missing(pickup, inquiry, found, doing)
        apart = self.stockroom.lying_apart(inquiry.site_id, pickup.kind, listed(found.taken))
        handed = listed(pickup.handed)
        named = taken_of(found, [*listed(missing), *apart, *handed])
        taken = [one for one in named if one not in handed]
        after, event = inquiries.settle(
            pickup, inquiry, missing, taken=taken, heard_at=heard_at, doing=doing
        )
        at_home = pickup.site_id == inquiry.site_id
        moves = [
            self.stockroom.write_off(
                site_id=inquiry.site_id,
                kind=pickup.kind,
                kiosk_id=inquiry.kiosk_id,
                pickup_id=pickup.id,
                missing=sum(one.count for one in missing),
                taken=taken,
                promised=len(taken) if at_home else 0,
                doing=doing,
            )
        ]
        if taken and not at_home and pickup.site_id is not None:
            moves.append(
                self.stockroom.release(
                    pickup.site_id,
                    pickup.kind,
                    count=len(taken),
                    pickup_id=pickup.id,
                    doing=doing,
                )
            )
        return after, event, moves

    def _missing(
        self, pickup: Pickup, inquiry: Inquiry, found: Found, doing: Doing
    ) -> tuple[Sheets, ...]:
        missing = self.stockroom.missing(
            site_id=inquiry.site_id,
            kind=pickup.kind,
            kiosk_id=inquiry.kiosk_id,
            next_sheet=found.next_sheet,
            now=doing.at,
        )
        if missing is None:
            raise Refusal("sheets-out-of-range", field="/next_serial")
        return tuple(Sheets(one.code, one.first, one.last) for one in missing)
