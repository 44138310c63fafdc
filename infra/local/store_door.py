"""The file store behind the pages' own door, so that a phone reaches it at an address it trusts.

The store listens on this machine alone, and one process owns its folder. What is asked under its
bucket's path is handed on as it came over the wire, with the host it named: links are signed for
that host and path.
"""

from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any

Wsgi = Callable[..., Iterable[bytes]]
_HANDED_ON = ("HTTP_HOST", "HTTP_ORIGIN", "HTTP_RANGE", "HTTP_AUTHORIZATION")
_AND_ALL = ("HTTP_X_AMZ_", "HTTP_ACCESS_CONTROL_")
_CHUNK_BYTES = 256 * 1024
_PATIENCE_SECONDS = 30
_OF_ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "server", "date"}


class StoreDoor:
    """A WSGI application that hands one path on to the store, and the rest to the pages."""

    def __init__(self, pages: Wsgi, *, bucket: str, port: int) -> None:
        self._pages, self._path, self._port = pages, f"/{bucket}/", port

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        if not environ.get("PATH_INFO", "").startswith(self._path):
            return self._pages(environ, start_response)
        store = HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE_SECONDS)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = _sent(environ["wsgi.input"], length) if length else None
        wire = str(environ.get("RAW_URI") or environ["REQUEST_URI"])
        try:
            store.request(environ["REQUEST_METHOD"], wire, body, _headers(environ, length))
            answer = store.getresponse()
        except (OSError, HTTPException):
            store.close()
            start_response("502 Bad Gateway", [("Content-Length", "0")])
            return []
        told = [one for one in answer.getheaders() if one[0].lower() not in _OF_ONE_HOP]
        start_response(f"{answer.status} {answer.reason}", told)
        return _given(store, answer)


def _headers(environ: dict[str, Any], length: int) -> dict[str, str]:
    told = {
        name.removeprefix("HTTP_").replace("_", "-"): value
        for name, value in environ.items()
        if name in _HANDED_ON or name.startswith(_AND_ALL)
    }
    if environ.get("CONTENT_TYPE"):
        told["Content-Type"] = environ["CONTENT_TYPE"]
    return {**told, "Accept-Encoding": "identity", "Content-Length": str(length)}


def _sent(stream: Any, length: int) -> Iterator[bytes]:
    while length > 0 and (chunk := stream.read(min(length, _CHUNK_BYTES))):
        length -= len(chunk)
        yield chunk


def _given(store: HTTPConnection, answer: HTTPResponse) -> Iterator[bytes]:
    try:
        while chunk := answer.read(_CHUNK_BYTES):
            yield chunk
    finally:
        store.close()
