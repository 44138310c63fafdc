"""The Flask application: every room's routes behind one gate."""

import json
import sys

from flask import Flask

from backend.counter.api import routes as counter_routes
from backend.delivery.api import routes as delivery_routes
from backend.delivery.api.door import routes as mail_door_routes
from backend.delivery.api.room import routes as mail_room_routes
from backend.documents.api import routes as documents_routes
from backend.documents.api.file_checks import routes as file_checks_routes
from backend.einvoices.api import routes as einvoices_routes
from backend.einvoices.api.buyer import routes as einvoice_buyer_routes
from backend.einvoices.api.checks import routes as einvoice_checks_routes
from backend.einvoices.api.quota import routes as einvoice_quota_routes
from backend.einvoices.api.reds import routes as einvoice_reds_routes
from backend.identity.api import routes as identity_routes
from backend.identity.api.visits import routes as visits_routes
from backend.invoices.api import routes as invoices_routes
from backend.kiosks.api import routes as kiosks_routes
from backend.kiosks.api.apart import routes as kiosk_apart_routes
from backend.kiosks.api.papers import routes as kiosk_papers_routes
from backend.kiosks.api.watch import routes as kiosk_watch_routes
from backend.payments.api import routes as payments_routes
from backend.payments.api.refunds import routes as refunds_routes
from backend.pickup.api import routes as pickup_routes
from backend.pickup.forms.api import routes as pickup_forms_routes
from backend.pickup.forms.page import pages as pass_pages
from backend.sites.api import routes as sites_routes
from backend.taxpayers.api import routes as taxpayers_routes
from backend.web import callers, health, problems
from backend.wiring import City, late

ROUTES = (
    health.routes,
    identity_routes,
    visits_routes,
    taxpayers_routes,
    sites_routes,
    invoices_routes,
    einvoices_routes,
    einvoice_quota_routes,
    einvoice_checks_routes,
    einvoice_reds_routes,
    einvoice_buyer_routes,
    pickup_routes,
    pickup_forms_routes,
    kiosks_routes,
    kiosk_papers_routes,
    kiosk_apart_routes,
    kiosk_watch_routes,
    counter_routes,
    documents_routes,
    payments_routes,
    refunds_routes,
    delivery_routes,
    mail_room_routes,
    mail_door_routes,
    file_checks_routes,
)
PAGES = (pass_pages,)


def create_app(city: City) -> Flask:
    """Make the application that serves a city; raises SecretMissing without the API's own keys."""
    city.identity.access_keys()
    late.made(city.identity.keys, city.gate.nonces, city.pickup.keys)
    app = routed()
    app.config["MAX_CONTENT_LENGTH"] = city.settings.body_limit_bytes
    app.extensions["rooms"] = city.rooms()
    problems.register(app)
    callers.register(app, city.gate)
    return app


def routed() -> Flask:
    """Make the application with its routes."""
    app = Flask("smart-tax", static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    for routes in (*ROUTES, *PAGES):
        app.register_blueprint(routes)
    return app


if __name__ == "__main__":
    from backend.web.description import described

    json.dump(described(ROUTES), sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
