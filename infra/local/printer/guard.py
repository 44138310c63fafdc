"""Who may speak to the bridge, and how its refusals read."""

from flask import Flask, Response, jsonify, request
from pydantic import ValidationError

from infra.local.printer.machine import Differs, NoRetractor, PrinterOff, TooLate

_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def guard(app: Flask, origins: frozenset[str]) -> None:
    """Listen to the loopback and to pages of the given origins, and refuse in plain words."""

    @app.before_request
    def admit() -> Response | None:
        # A page elsewhere must not reach the paper, neither by its own name nor by a borrowed one.
        origin = request.headers.get("Origin")
        if request.host.rsplit(":", 1)[0] not in _LOOPBACK:
            return _refusal("host-not-loopback", 403)
        if origin is not None and origin not in origins:
            return _refusal("origin-not-allowed", 403)
        if request.method == "OPTIONS":
            return Response(status=204)
        return None

    @app.after_request
    def open_to_the_kiosk(response: Response) -> Response:
        origin = request.headers.get("Origin")
        response.headers["Cache-Control"] = "no-store"
        response.headers.add("Vary", "Origin")
        if origin in origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Methods"] = "GET, PUT"
            response.headers["Access-Control-Allow-Headers"] = "content-type"
            response.headers["Access-Control-Max-Age"] = "600"
            if request.headers.get("Access-Control-Request-Private-Network") == "true":
                response.headers["Access-Control-Allow-Private-Network"] = "true"
        return response

    app.register_error_handler(ValidationError, _malformed)
    app.register_error_handler(Differs, lambda _: _refusal("id-exists-differently", 409))
    app.register_error_handler(PrinterOff, lambda _: _refusal("printer-off", 503))
    app.register_error_handler(NoRetractor, lambda _: _refusal("printer-cannot-retract", 409))
    app.register_error_handler(TooLate, lambda _: _refusal("feed-too-late", 503))


def _malformed(error: ValidationError) -> Response:
    where = ["/" + "/".join(str(part) for part in one["loc"]) for one in error.errors()]
    return _refusal("request-malformed", 400, where)


def _refusal(code: str, status: int, where: list[str] | None = None) -> Response:
    errors = [{"pointer": pointer} for pointer in where or ()]
    response = jsonify(type=f"urn:problem:{code}", code=code, status=status, errors=errors)
    response.status_code, response.mimetype = status, "application/problem+json"
    return response
