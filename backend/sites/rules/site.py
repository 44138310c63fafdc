"""Sites: what is known of each, what a new list changes, and which are nearest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from backend.kernel.codes import CITY_CODE, check_district
from backend.kernel.events import Doing, Event, fingerprint
from backend.sites.rules.hours import Hours, read_hours
from backend.sites.rules.place import Position, distance_metres, position, to_wgs84


class SiteKind(StrEnum):
    """Kinds of site, from the hall in the middle to the micro hall round the corner."""

    HALL = "HALL"
    SELF24 = "SELF24"
    BRANCH = "BRANCH"
    ENT = "ENT"
    MICRO = "MICRO"


@dataclass(frozen=True, slots=True)
class Site:
    """A place with kiosks; `gcj` is where Chinese maps draw it, `place` where receivers find it."""

    id: str
    kind: SiteKind
    name: str
    district_code: str
    district: str
    town: str
    place: Position
    gcj: Position
    hours: Hours
    services: tuple[str, ...]
    windows: int
    kiosks: int
    synthetic: bool
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """The name of its history in the ledger."""
        return f"site/{self.id}"

    def plain(self) -> dict[str, object]:
        """Write what is known as plain JSON, without version and head."""
        return {
            "kind": self.kind.value,
            "name": self.name,
            "district_code": self.district_code,
            "district": self.district,
            "town": self.town,
            "place": [self.place.lat_micro, self.place.lon_micro],
            "gcj": [self.gcj.lat_micro, self.gcj.lon_micro],
            "hours": self.hours.text,
            "services": list(self.services),
            "windows": self.windows,
            "kiosks": self.kiosks,
            "synthetic": self.synthetic,
        }


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The list of a city's sites as a whole; its version moves with every change of a site."""

    city_code: str = CITY_CODE
    version: int = 0
    head: str = ""

    @property
    def subject(self) -> str:
        """The name of its history in the ledger."""
        return f"site-catalogue/{self.city_code}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: near a WGS-84 position, with so many sheets of a kind.

    `able` leaves out places that do not have them free.
    """

    here: Position | None = None
    kind: str | None = None
    count: int | None = None
    limit: int = 20
    able: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A site as offered to somebody now; None where nobody asked or nobody knows."""

    site: Site
    open_now: bool | None
    distance_metres: int | None = None
    free: int | None = None
    enough: bool | None = None
    kiosk_alive: bool | None = None


Change = tuple[Site, Event]
Measured = tuple[Site, int | None]


def read_row(row: Mapping[str, str]) -> Site:
    """Read a row of the list of sites, whose coordinates are GCJ-02.

    Raises ValueError or KeyError for a row that cannot be, and refuses `district-unknown`.
    """
    drawn = position(float(row["lat"]), float(row["lon"]))
    return Site(
        id=row["site_id"],
        kind=SiteKind(row["kind"]),
        name=row["name"],
        district_code=check_district(row["district_code"]),
        district=row["district"],
        town=row["town"],
        place=to_wgs84(drawn),
        gcj=drawn,
        hours=read_hours(row["hours"]),
        services=tuple(row["services"].split(";")),
        windows=int(row["windows"]),
        kiosks=int(row["kiosks"]),
        synthetic=row["synthetic"] == "yes",
    )


def changes(known: Mapping[str, Site], wanted: Iterable[Site], doing: Doing) -> list[Change]:
    """Tell which sites a list adds or alters; what it leaves out stays as it is."""
    found = []
    for site in wanted:
        before = known.get(site.id)
        if before is not None and fingerprint(before.plain()) == fingerprint(site.plain()):
            continue
        after = replace(
            site,
            version=before.version + 1 if before else 1,
            head=before.head if before else "",
        )
        event = doing.event(after.subject, after.version, "sites:site:recorded", **after.plain())
        found.append((after, event))
    return found


def moved_on(
    catalogue: Catalogue, changed: Iterable[Change], doing: Doing
) -> tuple[Catalogue, Event]:
    """Raise the catalogue's version for the sites changed with it."""
    after = replace(catalogue, version=catalogue.version + 1)
    ids = [site.id for site, _ in changed]
    return after, doing.event(after.subject, after.version, "sites:catalogue:changed", site_ids=ids)


def nearest(sites: Iterable[Site], here: Position | None, limit: int) -> list[Measured]:
    """Order sites by distance from a WGS-84 position, or by id when there is none."""
    found: list[Measured] = [
        (site, distance_metres(here, site.place) if here else None) for site in sites
    ]
    return sorted(found, key=lambda row: (row[1] or 0, row[0].id))[:limit]
