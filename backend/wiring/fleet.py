"""What the kiosks room asks of others, where the shapes differ."""

from dataclasses import dataclass

from backend.custody.loading_bay import LoadingBay
from backend.custody.refill import Sheet
from backend.custody.serials import Range
from backend.custody.stockroom import Move
from backend.custody.trail_keeper import TrailKeeper
from backend.identity.service import IdentityService
from backend.kernel.codes.masks import mask_name
from backend.kernel.events import Doing
from backend.kiosks.rules.apart import Affected
from backend.kiosks.rules.restock import Packets
from backend.kiosks.service.alerts import Alerts
from backend.kiosks.service.quarantine import Quarantine
from backend.kiosks.store.apart import DynamoApart
from backend.pickup.rules.disputes import waits_for_clerk
from backend.pickup.service import OwnerSide
from backend.sites.service import Sites
from backend.taxpayers.service import Taxpayers


@dataclass(frozen=True, slots=True)
class Bay:
    """Custody's loading bay, told of packets as the kiosks room scans them."""

    bay: LoadingBay

    def head(self, site_id: str, kind: str, kiosk_id: str, doing: Doing) -> Sheet | None:
        return self.bay.head(site_id, kind, kiosk_id, doing)

    def load(
        self, *, site_id: str, kind: str, kiosk_id: str, packets: Packets, doing: Doing
    ) -> Move:
        return self.bay.load(
            site_id=site_id, kind=kind, kiosk_id=kiosk_id, packets=_ranges(packets), doing=doing
        )

    def unload(
        self, *, site_id: str, kind: str, kiosk_id: str, packets: Packets, doing: Doing
    ) -> Move:
        return self.bay.unload(
            site_id=site_id, kind=kind, kiosk_id=kiosk_id, packets=_ranges(packets), doing=doing
        )

    def count(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        found: Sheet | None,
        reason: str,
        doing: Doing,
    ) -> Move:
        return self.bay.count(
            site_id=site_id, kind=kind, kiosk_id=kiosk_id, found=found, reason=reason, doing=doing
        )

    def end(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        end: str,
        sheets: Packets,
        reason: str,
        doing: Doing,
    ) -> Move:
        return self.bay.end(
            site_id=site_id,
            kind=kind,
            kiosk_id=kiosk_id,
            end=end,
            sheets=sheets,
            reason=reason,
            doing=doing,
        )


@dataclass(frozen=True, slots=True)
class Pickups:
    """Whose paper it was to be, as clerks may know: a family name, and the company."""

    pickup: OwnerSide
    identity: IdentityService
    taxpayers: Taxpayers

    def affected(self, pickup_id: str) -> Affected | None:
        found = self.pickup.store.find(pickup_id)
        if found is None:
            return None
        company = self.taxpayers.names([found.company_id]).get(found.company_id, "")
        collector = mask_name(self.identity.name_of(found.collector_id))
        return Affected(pickup_id, collector, company, waits_for_clerk(found))


def _ranges(packets: Packets) -> list[Range]:
    return [Range(one.code, one.first, one.last) for one in packets]


def quarantine(
    bay: Bay,
    trail: TrailKeeper,
    pickups: Pickups,
    *,
    sites: Sites,
    people: IdentityService,
    alerts: Alerts,
) -> Quarantine:
    """Put together what decides of sheets set apart."""
    return Quarantine(
        lots=DynamoApart(),
        bay=bay,
        trail=trail,
        pickups=pickups,
        sites=sites,
        people=people,
        alerts=alerts,
    )
