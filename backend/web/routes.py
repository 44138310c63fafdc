"""How a room writes its routes: one blueprint, one service, conditional answers."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast, get_type_hints

from flask import Blueprint, Response, abort, current_app, jsonify, make_response, request
from flask.sansio.scaffold import T_route
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.local import LocalProxy

from backend.web import problems


class View(BaseModel):
    """What is heard or said over HTTP; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)


class ListQuery(View):
    """Where a list goes on, and how long one page of it is."""

    cursor: str | None = None
    limit: int = Field(default=20, ge=1, le=100)


@dataclass(frozen=True, slots=True)
class Told:
    """What a route says of itself, for the description of the API."""

    method: str
    rule: str
    view: Callable[..., Any]
    responses: dict[int, type[BaseModel]] | None


class Routes(Blueprint):
    """A room's routes: each is given what it names of `path`, `query` and `body`, checked.

    The library that describes them is not loaded here; a server would pay for it at each start.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, name, url_prefix="/api")
        self.told: list[Told] = []

    def get(self, rule: str, **told: Any) -> Callable[[T_route], T_route]:
        """State a route that reads."""
        return self._state("GET", rule, **told)

    def put(self, rule: str, **told: Any) -> Callable[[T_route], T_route]:
        """State a route that writes, and may be repeated."""
        return self._state("PUT", rule, **told)

    def post(self, rule: str, **told: Any) -> Callable[[T_route], T_route]:
        """State a route that makes something new at each call."""
        return self._state("POST", rule, **told)

    def delete(self, rule: str, **told: Any) -> Callable[[T_route], T_route]:
        """State a route that ends something."""
        return self._state("DELETE", rule, **told)

    def _state(
        self, method: str, rule: str, *, responses: dict[int, type[BaseModel]] | None = None
    ) -> Callable[[T_route], T_route]:
        def state(view: T_route) -> T_route:
            self.told.append(Told(method, rule, view, responses))
            self.add_url_rule(rule, view_func=_checked(view), methods=[method])
            return view

        return state


def _checked(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give a view what it names, or answer which fields are wrong."""
    heard = {
        name: kind
        for name, kind in get_type_hints(view).items()
        if name in ("path", "query", "body")
    }

    @wraps(view)
    def answer(**path: object) -> Any:
        try:
            given = {name: kind.model_validate(_said(name, path)) for name, kind in heard.items()}
        except ValidationError as error:
            abort(problems.malformed(error))
        return view(**given)

    return answer


def _said(name: str, path: dict[str, object]) -> object:
    match name:
        case "path":
            return path
        case "query":
            return request.args.to_dict()
        case _:
            return _heard_body()


def _heard_body() -> object:
    heard, sent = request.get_json(silent=True), request.get_data()
    if b"\xed" in sent or rb"\ud" in sent.lower():
        # Half a surrogate pair is no text, spelled out or as bytes: no store could keep it.
        try:
            json.dumps(heard, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return None
    return heard


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


def tag_of(*parts: object) -> str:
    """Make one tag of all that an answer depends on."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def said_if_new(view: BaseModel, tag: str) -> Response:
    """Answer with a view and its ETag, or 304 when the caller has it already."""
    # A proxy that compresses makes our tags weak; If-None-Match compares weakly (RFC 9110 §13.1.2).
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if known else said(view)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
