"""Objects that come in parts, in S3's words: begun, a part kept, put together."""

import re
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.sax.saxutils import escape

from flask import Response, request

from infra.local.objects.answers import XML, Wrong
from infra.local.objects.vault import Arrived, Known, Vault

MOST_PARTS = 10_000
LARGEST_LIST_BYTES = 2_000_000


def begun(vault: Vault, bucket: str, name: str) -> Response:
    """Begin an upload of parts and say its id."""
    kind = request.headers.get("Content-Type", "binary/octet-stream")[:255]
    upload_id = vault.begin(name, kind)
    return _xml(
        "InitiateMultipartUploadResult",
        f"<Bucket>{escape(bucket)}</Bucket><Key>{escape(name)}</Key>"
        f"<UploadId>{upload_id}</UploadId>",
    )


def keep(vault: Vault, name: str, arrived: Arrived) -> Known:
    """Keep one part of an upload."""
    number = request.args.get("partNumber", "")
    if not (number.isdecimal() and 1 <= int(number) <= MOST_PARTS):
        raise Wrong("InvalidArgument", 400)
    return vault.place_part(name, request.args["uploadId"], int(number), arrived)


def put_together(vault: Vault, name: str, body: bytes) -> Response:
    """Make the object of the parts that are listed."""
    known = vault.put_together(name, request.args.get("uploadId", ""), _listed(body))
    return _xml(
        "CompleteMultipartUploadResult",
        f"<Key>{escape(name)}</Key><ETag>{escape(known.etag)}</ETag>",
    )


def _listed(body: bytes) -> list[tuple[int, str]]:
    # The list is ours and signed; a document type in it would be neither.
    if len(body) > LARGEST_LIST_BYTES or b"<!" in body:
        raise Wrong("MalformedXML", 400)
    try:
        rows = [_row(row) for row in fromstring(body) if _name(row) == "Part"]  # noqa: S314
    except (ParseError, KeyError, ValueError):
        raise Wrong("MalformedXML", 400) from None
    if not rows:
        raise Wrong("MalformedXML", 400)
    if [number for number, _ in rows] != sorted({number for number, _ in rows}):
        raise Wrong("InvalidPartOrder", 400)
    return rows


def _row(row: Element) -> tuple[int, str]:
    cells = {_name(cell): cell.text or "" for cell in row}
    tag = cells["ETag"].strip('"')
    if not re.fullmatch(r"[0-9a-f]{32}", tag):
        raise ValueError(tag)
    return int(cells["PartNumber"]), f'"{tag}"'


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _xml(root: str, inner: str) -> Response:
    text = f"{XML}<{root} xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>{inner}</{root}>"
    return Response(text, content_type="application/xml")
