"""How a room writes its routes: one blueprint, one service, conditional answers."""

from collections.abc import Callable
from typing import Any, cast

from flask import Response, current_app, jsonify, make_response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field
from werkzeug.local import LocalProxy


class View(BaseModel):
    """What is heard or said over HTTP; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)


class ListQuery(View):
    """Where a list goes on, and how long one page of it is."""

    cursor: str | None = None
    limit: int = Field(default=20, ge=1, le=100)


class Routes(APIBlueprint):
    """Routes that are described when somebody asks: it would take a fifth of a cold start."""

    def __init__(self, name: str) -> None:
        super().__init__(name, name, url_prefix="/api", abp_tags=[Tag(name=name)])
        self._untold: list[tuple[str, Callable[..., Any], dict[str, Any]]] = []

    def _collect_openapi_info(self, rule: str, func: Callable[..., Any], **told: Any) -> Any:
        self._untold.append((rule, func, told))
        return super()._collect_openapi_info(rule, func, **{**told, "doc_ui": False})

    def describe(self) -> None:
        """Write down what each route hears and says; once is enough."""
        while self._untold:
            rule, func, told = self._untold.pop(0)
            super()._collect_openapi_info(rule, func, **told)


def blueprint(name: str) -> Routes:
    """Open a room's routes under `/api`."""
    return Routes(name)


def room(name: str) -> Any:
    """Stand for a room's service, found in the application that answers the request."""
    return cast(Any, LocalProxy(lambda: current_app.extensions["rooms"][name]))


def said(view: BaseModel, status: int = 200) -> Response:
    """Answer with a view."""
    response = make_response(jsonify(view.model_dump(mode="json", by_alias=True)), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def nothing() -> Response:
    """Answer that it is done and there is nothing to show."""
    return Response(status=204)


def said_if_new(view: BaseModel, tag: str) -> Response:
    """Answer with a view and its ETag, or 304 when the caller has it already."""
    # A proxy that compresses makes our tags weak; If-None-Match compares weakly (RFC 9110 §13.1.2).
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if known else said(view)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
