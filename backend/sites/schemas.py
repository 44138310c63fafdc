"""What the sites room hears and says over HTTP."""

from typing import Annotated

from pydantic import Field, StringConstraints

from backend.kernel.errors import Refusal
from backend.sites.rules.hours import Follows, Hours, clock_text
from backend.sites.rules.place import Position, position
from backend.sites.rules.site import Offer, SiteKind, Wanted
from backend.web.routes import View

Kind = Annotated[str, StringConstraints(pattern=r"^[A-Z_]{1,20}$")]


class SitePath(View):
    """Which site."""

    site_id: str = Field(pattern=r"^[A-Z0-9]{1,12}$")


class OfferQuery(View):
    """Where the caller is (WGS-84), and what paper is wanted."""

    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    kind: Kind | None = None
    count: int | None = Field(default=None, ge=1, le=100_000)

    def here(self) -> Position | None:
        """Return the caller's position; refuses `position-incomplete`."""
        if self.lat is None and self.lon is None:
            return None
        if self.lat is None or self.lon is None:
            raise Refusal("position-incomplete", field="/lat" if self.lat is None else "/lon")
        return position(self.lat, self.lon)

    def wanted(self) -> Wanted:
        """Read the request."""
        return Wanted(self.here(), self.kind, self.count)


class NearQuery(OfferQuery):
    """A list of the nearest sites."""

    limit: int = Field(default=20, ge=1, le=50)
    able: bool = False

    def wanted(self) -> Wanted:
        """Read the request."""
        return Wanted(self.here(), self.kind, self.count, self.limit, self.able)


class SpanView(View):
    """A part of a day, `09:00` to `12:00`."""

    opens: str
    closes: str


class OpeningView(View):
    """When a site is open; days are ISO weekdays, both empty where it follows its host."""

    follows: Follows
    days: list[int]
    spans: list[SpanView]

    @classmethod
    def of(cls, hours: Hours) -> "OpeningView":
        """Show opening hours."""
        spans = [
            SpanView(opens=clock_text(span.opens), closes=clock_text(span.closes))
            for span in hours.spans
        ]
        return cls(follows=hours.follows, days=list(hours.days), spans=spans)


class SiteView(View):
    """A site on offer; None where nobody asked or nobody knows."""

    id: str
    kind: SiteKind
    name: str
    district_code: str
    district: str
    town: str
    lat: float
    lon: float
    gcj_lat: float
    gcj_lon: float
    hours: str
    opening: OpeningView
    open_now: bool | None
    services: list[str]
    windows: int
    kiosks: int
    distance_metres: int | None
    free: int | None
    enough: bool | None
    kiosk_alive: bool | None
    synthetic: bool

    @classmethod
    def of(cls, offer: Offer) -> "SiteView":
        """Show an offer."""
        site = offer.site
        return cls(
            id=site.id,
            kind=site.kind,
            name=site.name,
            district_code=site.district_code,
            district=site.district,
            town=site.town,
            lat=site.place.lat,
            lon=site.place.lon,
            gcj_lat=site.gcj.lat,
            gcj_lon=site.gcj.lon,
            hours=site.hours.text,
            opening=OpeningView.of(site.hours),
            open_now=offer.open_now,
            services=list(site.services),
            windows=site.windows,
            kiosks=site.kiosks,
            distance_metres=offer.distance_metres,
            free=offer.free,
            enough=offer.enough,
            kiosk_alive=offer.kiosk_alive,
            synthetic=site.synthetic,
        )


class SiteList(View):
    """Sites, nearest first."""

    items: list[SiteView]

    @classmethod
    def of(cls, offers: tuple[Offer, ...]) -> "SiteList":
        """Show offers."""
        return cls(items=[SiteView.of(offer) for offer in offers])
