"""Pages and API behind one origin: built files with their headers, the API for the rest.

| path | answer |
|---|---|
| `/api/…`, `/p/…` | the application |
| a built file | that file; `/assets/` for ever, pages and workers asked for anew each time |
| `/`, `/kiosk/…`, `/counter/…` without a file ending | the page of that door |
| anything else | 404, never a page |
"""

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise

Wsgi = Callable[..., Iterable[bytes]]
DOORS = ("/kiosk/", "/counter/", "/")
APPLICATION = ("/api/", "/p/")
_PRINTER_NOTE = re.compile(r'(<meta name="printer-bridge" content=")[^"]*(")')
_ASKED_ANEW = (".html", "sw.js", ".webmanifest", "look.js", "boot.js")

_PAGE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), screen-wake-lock=(self), "
    "fullscreen=(self), microphone=(), payment=(), usb=(), serial=()",
}


def content_policy(path: str, *, printer_origin: str, files_origin: str) -> str:
    """Say what a page may load.

    Only the kiosk may speak to the printer beside it, and only the taxpayer's page, which sends
    spreadsheets, to the file store. Saving a file by its link needs no leave.
    """
    connect = "'self'"
    if path.startswith("/kiosk"):
        connect += f" {printer_origin}"
    elif not path.startswith("/counter"):
        connect += f" {files_origin}"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self'",
            f"connect-src {connect}",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class Pages:
    """A WSGI application that serves the built doors and hands the rest on."""

    def __init__(
        self, application: Wsgi, dist: Path, *, printer_origin: str, files_origin: str
    ) -> None:
        self._application = application
        self._printer_origin, self._files_origin = printer_origin, files_origin
        self._kiosk = _told_of(dist / "kiosk" / "index.html", printer_origin)
        self._built = WhiteNoise(
            self._missing,
            root=str(dist),
            index_file=True,
            max_age=300,
            allow_all_origins=False,
            mimetypes={".webmanifest": "application/manifest+json"},
            add_headers_function=self._add_headers,
            immutable_file_test=lambda _path, url: url.startswith("/assets/"),
        )

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "/")
        if path.startswith(APPLICATION):
            return self._application(environ, start_response)
        if "/." in path:
            return self._missing(environ, start_response)
        door = self._door(path)
        if door is not None and path not in self._built.files:
            environ = {**environ, "PATH_INFO": door}
        if environ["PATH_INFO"] == "/kiosk/" and environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            return self._kiosk_page(environ, start_response)
        answer: Iterable[bytes] = self._built(environ, start_response)
        return answer

    def _door(self, path: str) -> str | None:
        if "." in path.rsplit("/", 1)[-1] or path in {"/kiosk", "/counter"}:
            return None
        if path.startswith(("/assets/", "/icons/", "/api", "/p/")):
            return None
        return next(door for door in DOORS if path.startswith(door))

    def _add_headers(self, headers: Headers, _path: str, url: str) -> None:
        for name, value in _PAGE_HEADERS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = content_policy(
            url, printer_origin=self._printer_origin, files_origin=self._files_origin
        )
        if url.endswith("/") or url.endswith(_ASKED_ANEW):
            headers["Cache-Control"] = "no-cache"

    def _kiosk_page(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        headers = Headers([("Content-Type", "text/html; charset=utf-8")])
        headers["Content-Length"] = str(len(self._kiosk))
        self._add_headers(headers, "", "/kiosk/")
        start_response("200 OK", headers.items())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self._kiosk]

    def _missing(self, _environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        status = HTTPStatus.NOT_FOUND
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Cache-Control", "no-store"),
            *_PAGE_HEADERS.items(),
        ]
        start_response(f"{status.value} {status.phrase}", headers)
        return ["没有这个页面。 There is no such page.\n".encode()]


def _told_of(page: Path, printer_origin: str) -> bytes:
    """Read the kiosk's page and tell it where the printer of this machine listens."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    return _PRINTER_NOTE.sub(rf"\g<1>{printer_origin}\g<2>", text).encode()
