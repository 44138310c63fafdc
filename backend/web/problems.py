"""Refusals on the wire: RFC 9457 problem+json, words from one catalogue in two languages."""

import json
import logging
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal

_CATALOGUE = Path(__file__).parent / "texts" / "problems"
_HTTP_CODES = {404: "route-unknown", 405: "method-not-allowed", 413: "body-too-large"}
_HOLE = re.compile(r"\{(\w+)\}")
log = logging.getLogger(__name__)


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Read every room's problem codes: status, and title and next step in zh and en."""
    rows: dict[str, dict[str, Any]] = {}
    for file in sorted(_CATALOGUE.glob("*.json")):
        for code, row in json.loads(file.read_text(encoding="utf-8")).items():
            if code in rows:
                raise ValueError(f"problem code {code} stands in two files")
            rows[code] = row
    return rows


def language() -> str:
    """Choose the caller's language; Chinese unless English is asked for."""
    return request.accept_languages.best_match(["zh", "en"]) or "zh"


def words(code: str, params: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """Say a code's title and next step in both languages, for what is kept and read later."""
    row = catalogue().get(code) or catalogue()["unexpected"]
    return {
        spoken: {name: _filled(row[spoken][name], params) for name in ("title", "next")}
        for spoken in ("zh", "en")
    }


def answer(refusal: Refusal, extra: list[dict[str, str]] | None = None) -> Response:
    """Write a refusal as problem+json."""
    row = catalogue().get(refusal.code) or catalogue()["unexpected"]
    spoken = row[language()]
    errors = list(extra or [])
    if refusal.field:
        errors.insert(0, {"pointer": refusal.field, "code": refusal.code})
    body: dict[str, Any] = {
        "type": f"urn:problem:{refusal.code}",
        "code": refusal.code,
        "title": _filled(spoken["title"], refusal.params),
        "status": row["status"],
        "detail": _filled(spoken["next"], refusal.params),
        "errors": errors,
        "params": refusal.params,
    }
    response = Response(status=row["status"], content_type="application/problem+json")
    if refusal.retry_after_seconds is not None:
        body["retry_after_seconds"] = refusal.retry_after_seconds
        response.headers["Retry-After"] = str(refusal.retry_after_seconds)
    response.set_data(json.dumps(body, ensure_ascii=False, default=str))
    response.headers["Content-Language"] = language()
    response.headers["Cache-Control"] = "no-store"
    return response


def malformed(error: ValidationError) -> Response:
    """Say which fields of a request are wrong, as JSON pointers."""
    rows = [
        {"pointer": _pointer(row["loc"]), "code": row["type"]}
        for row in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return answer(Refusal("request-malformed"), rows)


def register(app: Flask) -> None:
    """Turn every error of an application into a problem."""
    app.register_error_handler(Refusal, answer)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RecursionError, _too_deep)
    app.register_error_handler(Exception, _unexpected)


def _conflict(_: Exception) -> Response:
    return answer(Refusal("written-meanwhile", retry_after_seconds=1))


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    status = error.code or 500
    if status >= 500:
        return _unexpected(error)
    response = answer(Refusal(_HTTP_CODES.get(status, "request-malformed")))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _too_deep(error: Exception) -> Response:
    # The decoder gives up on lists within lists; deep recursion elsewhere is our own mistake.
    if "decoding a JSON" in str(error):
        return answer(Refusal("request-malformed"))
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected", exc_info=error)
    return answer(Refusal("unexpected", retry_after_seconds=5))


def _pointer(parts: Iterable[str | int]) -> str:
    """Write a place in a body as a JSON pointer (RFC 6901); the body itself is the empty one."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _filled(text: str, params: Mapping[str, object]) -> str:
    # In one pass: what a value says is never filled in again.
    return _HOLE.sub(lambda hole: str(params.get(hole[1], hole[0])), text)
