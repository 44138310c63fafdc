"""The file store over HTTP, in S3's documented shape, path style, for the calls the house makes.

| request | answer |
|---|---|
| `PUT /<bucket>/<key>` | the object, once its signed length, type and hash fit |
| `GET` or `HEAD /<bucket>/<key>` | the object or a range of it |
| `DELETE /<bucket>/<key>` | 204, also when nothing was there |
| `POST …?uploads`, `PUT …?partNumber&uploadId`, `POST …?uploadId`, `DELETE …?uploadId` | parts |
| `GET /` | health |

Nothing is public: a request without a signature is refused, whatever it asks for.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.routing import BaseConverter

from infra.local.objects import parts
from infra.local.objects.answers import Wrong, guard
from infra.local.objects.ranges import span
from infra.local.objects.signature import UNSIGNED, Asked, Key, check
from infra.local.objects.vault import Arrived, Known, Vault

LARGEST_OBJECT_BYTES = 5 * 1024**3
_CHUNK_BYTES = 256 * 1024
_LONGEST_KEY = 1024
_SHOWN = {
    "response-content-type": "Content-Type",
    "response-content-disposition": "Content-Disposition",
    "response-cache-control": "Cache-Control",
}


class _AnyKey(BaseConverter):
    """A key as it stands; slashes in it, also in front, are letters like others."""

    regex, part_isolating = ".+", False


def create_app(
    folder: Path,
    bucket: str,
    *,
    key: Key,
    origins: frozenset[str],
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Flask:
    """Build the store: its folder, its bucket, the key that signs, the pages that may ask."""
    app = Flask(__name__)
    app.url_map.merge_slashes = False
    app.url_map.converters["key"] = _AnyKey
    vault = Vault(folder)
    guard(app, origins)

    def admitted(where: str, name: str) -> str:
        wanted = check(_asked(), key, now())
        if where != bucket:
            raise Wrong("NoSuchBucket", 404)
        if not 0 < len(name.encode()) <= _LONGEST_KEY:
            raise Wrong("KeyTooLongError", 400)
        return wanted

    @app.get("/")
    def health() -> Response:
        return jsonify(state="ok")

    @app.put("/<where>/<key:name>")
    def put(where: str, name: str) -> Response:
        wanted = admitted(where, name)
        with vault.receive(_sent()) as arrived:
            _check_content(arrived, wanted)
            if "uploadId" in request.args:
                known = parts.keep(vault, name, arrived)
            else:
                known = vault.place(name, arrived, _content_type())
        return Response(headers=_told(known))

    @app.get("/<where>/<key:name>")
    def get(where: str, name: str) -> Response:
        admitted(where, name)
        known = vault.find(name)
        if known is None:
            raise Wrong("NoSuchKey", 404)
        return _shown(vault, name, known)

    @app.delete("/<where>/<key:name>")
    def delete(where: str, name: str) -> Response:
        admitted(where, name)
        if "uploadId" in request.args:
            vault.abandon(name, request.args["uploadId"])
        else:
            vault.delete(name)
        return Response(status=204)

    @app.post("/<where>/<key:name>")
    def post(where: str, name: str) -> Response:
        wanted = admitted(where, name)
        body = request.get_data(cache=False)
        if wanted not in (UNSIGNED, hashlib.sha256(body).hexdigest()):
            raise Wrong("XAmzContentSHA256Mismatch", 400)
        if "uploads" in request.args:
            return parts.begun(vault, bucket, name)
        return parts.put_together(vault, name, body)

    return app


def _asked() -> Asked:
    # The server hands the path over decoded; the signature is over what stood on the wire.
    raw = str(request.environ.get("RAW_URI") or request.environ["REQUEST_URI"])
    path, _, query = raw.partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Asked(request.method, path, query, headers)


def _sent() -> Iterator[bytes]:
    length = request.content_length
    if length is None:
        raise Wrong("MissingContentLength", 411)
    if length > LARGEST_OBJECT_BYTES:
        raise Wrong("EntityTooLarge", 400)
    left = length
    while left > 0:
        chunk = request.stream.read(min(left, _CHUNK_BYTES))
        if not chunk:
            raise Wrong("IncompleteBody", 400)
        left -= len(chunk)
        yield chunk


def _check_content(arrived: Arrived, wanted: str) -> None:
    if wanted not in (UNSIGNED, arrived.sha256):
        raise Wrong("XAmzContentSHA256Mismatch", 400)
    told = request.headers.get("x-amz-checksum-sha256")
    if told and told != base64.b64encode(bytes.fromhex(arrived.sha256)).decode():
        raise Wrong("BadDigest", 400)


def _content_type() -> str:
    return request.headers.get("Content-Type", "binary/octet-stream")[:255]


def _told(known: Known) -> dict[str, str]:
    told = {"ETag": known.etag, "Accept-Ranges": "bytes"}
    return {**told, "x-amz-checksum-sha256": known.sha256} if known.sha256 else told


def _shown(vault: Vault, name: str, known: Known) -> Response:
    headers: dict[str, Any] = {"Content-Type": known.content_type, **_told(known)}
    if request.headers.get("x-amz-checksum-mode", "").upper() != "ENABLED":
        headers.pop("x-amz-checksum-sha256", None)
    headers |= {_SHOWN[name]: value for name, value in request.args.items() if name in _SHOWN}
    status, first, last = 200, 0, known.size_bytes - 1
    if (part := span(request.headers.get("Range"), known.size_bytes)) is not None:
        status, (first, last) = 206, part
        headers["Content-Range"] = f"bytes {first}-{last}/{known.size_bytes}"
    headers["Content-Length"] = str(last - first + 1)
    body: Iterable[bytes] = () if request.method == "HEAD" else vault.read(name, first, last)
    return Response(body, status=status, headers=headers)
