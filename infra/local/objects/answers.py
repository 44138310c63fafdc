"""How the file store answers whom: refusals as S3 writes them, and the pages that may read it."""

from xml.sax.saxutils import escape

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from infra.local.objects.signature import Denied
from infra.local.objects.vault import NoSuchUpload, PartMissing, PartTooSmall

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SENT = "content-type, x-amz-checksum-sha256"


class Wrong(Exception):
    """A request that is signed and cannot be done; `code` as S3 says it."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code, self.status = code, status


def guard(app: Flask, origins: frozenset[str]) -> None:
    """Let pages of the given origins ask, and write every refusal as S3 does."""

    @app.before_request
    def answer_preflight() -> Response | None:
        if request.method != "OPTIONS":
            return None
        allowed = request.headers.get("Origin") in origins
        return Response(status=200) if allowed else refusal("AccessForbidden", 403)

    @app.after_request
    def open_to_pages(response: Response) -> Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        # What somebody uploaded is shown by no page, not even when its link is opened.
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.add("Vary", "Origin")
        origin = request.headers.get("Origin")
        if origin in origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Methods"] = "GET, PUT"
            response.headers["Access-Control-Allow-Headers"] = _SENT
            response.headers["Access-Control-Max-Age"] = "600"
        return response

    app.register_error_handler(Denied, lambda one: refusal(one.code, 403, one.words))
    app.register_error_handler(Wrong, lambda one: refusal(one.code, one.status))
    app.register_error_handler(NoSuchUpload, lambda _: refusal("NoSuchUpload", 404))
    app.register_error_handler(PartMissing, lambda _: refusal("InvalidPart", 400))
    app.register_error_handler(PartTooSmall, lambda _: refusal("EntityTooSmall", 400))
    app.register_error_handler(HTTPException, _other)


def _other(error: HTTPException) -> Response:
    return refusal("InvalidRequest", error.code or 500)


def refusal(code: str, status: int, words: str = "") -> Response:
    """Write a refusal; a HEAD is told its status alone."""
    text = f"{XML}<Error><Code>{escape(code)}</Code><Message>{escape(words)}</Message></Error>"
    body = "" if request.method == "HEAD" else text
    return Response(body, status=status, content_type="application/xml")
