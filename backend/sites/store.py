"""Sites between the table and their values."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.kernel.events import Event
from backend.sites.rules.hours import read_hours
from backend.sites.rules.place import Position
from backend.sites.rules.site import Catalogue, Change, Site, SiteKind
from backend.sites.tables import SiteItem
from backend.storage import ledger
from backend.storage.transaction import save, write

_CATALOGUE = "catalogue"
_SITE = "site/"


class SiteStore:
    """Keeps a city's sites in DynamoDB."""

    def find_catalogue(self, city_code: str) -> Catalogue:
        try:
            item = SiteItem.get(city_code, _CATALOGUE, consistent_read=True)
        except SiteItem.DoesNotExist:
            return Catalogue(city_code)
        return Catalogue(city_code, int(item.version), item.head)

    def list_sites(self, city_code: str) -> tuple[Site, ...]:
        begins = SiteItem.row.startswith(_SITE)
        found = SiteItem.query(city_code, begins, consistent_read=True)
        return tuple(_site(item) for item in found)

    def save(self, catalogue: Catalogue, event: Event, changed: Sequence[Change]) -> None:
        city = catalogue.city_code
        change, head = ledger.record(event, catalogue.head)
        writes = [save(SiteItem(city, _CATALOGUE, version=catalogue.version, head=head)), change]
        for site, recorded in changed:
            change, head = ledger.record(recorded, site.head)
            item = SiteItem(
                city, _SITE + site.id, version=site.version, head=head, body=site.plain()
            )
            writes += [save(item), change]
        write(*writes)


def _site(item: SiteItem) -> Site:
    body: Mapping[str, Any] = item.body
    return Site(
        id=item.row.removeprefix(_SITE),
        kind=SiteKind(body["kind"]),
        name=body["name"],
        district_code=body["district_code"],
        district=body["district"],
        town=body["town"],
        place=Position(*body["place"]),
        gcj=Position(*body["gcj"]),
        hours=read_hours(body["hours"]),
        services=tuple(body["services"]),
        windows=body["windows"],
        kiosks=body["kiosks"],
        synthetic=body["synthetic"],
        version=int(item.version),
        head=item.head,
    )
