"""Routes of the sites room."""

from flask import Response

from backend.sites.schemas import NearQuery, OfferQuery, SiteList, SitePath, SiteView
from backend.sites.service import Sites
from backend.web.callers import allow
from backend.web.routes import blueprint, room, said

routes = blueprint("sites")
sites: Sites = room("sites")


@routes.get("/sites", responses={200: SiteList})
@allow("person")
def list_sites(query: NearQuery) -> Response:
    """List the nearest sites, with free paper and living kiosks for the first 20."""
    return said(SiteList.of(sites.near(query.wanted())))


@routes.get("/sites/<site_id>", responses={200: SiteView})
@allow("person")
def show_site(path: SitePath, query: OfferQuery) -> Response:
    """Show one site."""
    return said(SiteView.of(sites.offer(path.site_id, query.wanted())))
