"""The Flask application: every room's routes behind one gate."""

import json
import sys

from flask import Flask
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from pydantic import ValidationError
from werkzeug.wrappers import Response

from backend.counter.api import routes as counter_routes
from backend.identity.api import routes as identity_routes
from backend.invoices.api import routes as invoices_routes
from backend.kiosks.api import routes as kiosks_routes
from backend.pickup.api import routes as pickup_routes
from backend.sites.api import routes as sites_routes
from backend.taxpayers.api import routes as taxpayers_routes
from backend.web import callers, health, problems
from backend.wiring import City

ROUTES = (
    health.routes,
    identity_routes,
    taxpayers_routes,
    sites_routes,
    invoices_routes,
    pickup_routes,
    kiosks_routes,
    counter_routes,
)


def create_app(city: City) -> Flask:
    """Make the application that serves a city."""
    app = routed()
    app.config["MAX_CONTENT_LENGTH"] = city.settings.body_limit_bytes
    app.extensions["rooms"] = city.rooms()
    problems.register(app)
    callers.register(app, city.gate)
    return app


def described() -> OpenAPI:
    """Make the application with its routes only, and describe them."""
    for routes in ROUTES:
        routes.describe()
    return routed()


def routed() -> OpenAPI:
    """Make the application with its routes."""
    app = OpenAPI(
        "smart-tax",
        info=Info(title="Smart tax API", version="1"),
        validation_error_status=400,
        validation_error_callback=_malformed,
        doc_ui=False,
        static_folder=None,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    for routes in ROUTES:
        app.register_api(routes)
    return app


def _malformed(error: ValidationError) -> Response:
    return problems.malformed(error)


if __name__ == "__main__":
    json.dump(described().api_doc, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
