"""Lists that page: bounded queries and cursors that stay inside their partition."""

import base64
import binascii
import json
from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.pages import Page

LONGEST_PAGE = 100


def encode(key: dict[str, Any] | None) -> str | None:
    """Write DynamoDB's last evaluated key as an opaque cursor."""
    if key is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(key, sort_keys=True).encode()).decode().rstrip("=")


def decode(cursor: str | None) -> dict[str, Any] | None:
    """Read a cursor; refuses `cursor-malformed`."""
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, UnicodeDecodeError) as error:
        raise Refusal("cursor-malformed", field="/cursor") from error
    if not isinstance(key, dict):
        raise Refusal("cursor-malformed", field="/cursor")
    return key


def query(
    source: Any,
    partition: Any,
    *,
    cursor: str | None = None,
    limit: int = 20,
    newest_first: bool = False,
    consistent: bool = False,
    range_condition: Any = None,
) -> Page[Any]:
    """Read one page of a partition of a table or an index; never a Scan."""
    start = decode(cursor)
    hash_name = _hash_name(source)
    if start is not None and list(start.get(hash_name, {}).values()) != [str(partition)]:
        raise Refusal("cursor-malformed", field="/cursor")  # a cursor of somebody else's list
    found = source.query(
        partition,
        range_key_condition=range_condition,
        scan_index_forward=not newest_first,
        limit=min(limit, LONGEST_PAGE),
        last_evaluated_key=start,
        consistent_read=consistent,
    )
    items = tuple(found)
    return Page(items, encode(found.last_evaluated_key))


def _hash_name(source: Any) -> str:
    attribute = source._hash_key_attribute()
    return str(attribute.attr_name)
