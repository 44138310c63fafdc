"""The API described in OpenAPI 3.1: written when somebody asks, never while serving."""

from collections.abc import Iterable
from typing import Any

from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.models.tag import Tag
from flask_openapi3.openapi import OpenAPI

from backend.web.routes import Routes


def described(rooms: Iterable[Routes]) -> dict[str, Any]:
    """Write down what each route of some rooms hears and says."""
    app = OpenAPI(
        "smart-tax",
        info=Info(title="Smart tax API", version="1"),
        validation_error_status=400,
        doc_ui=False,
    )
    for routes in rooms:
        blueprint = APIBlueprint(
            routes.name, routes.name, url_prefix=routes.url_prefix, abp_tags=[Tag(name=routes.name)]
        )
        for told in routes.told:
            state = getattr(blueprint, told.method.lower())
            state(told.rule, responses=told.responses)(told.view)
        app.register_api(blueprint)
    document: dict[str, Any] = app.api_doc
    return document
