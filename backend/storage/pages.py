"""Lists that page: bounded queries and cursors that stay inside their partition."""

import base64
import binascii
import json
from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.pages import Page

LONGEST_PAGE = 100
_LONGEST_CURSOR = 1000


def encode(key: dict[str, Any] | None) -> str | None:
    """Write DynamoDB's last evaluated key as an opaque cursor."""
    if key is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(key, sort_keys=True).encode()).decode().rstrip("=")


def decode(cursor: str | None) -> dict[str, Any] | None:
    """Read a cursor; refuses `cursor-malformed`."""
    if not cursor:
        return None
    if len(cursor) > _LONGEST_CURSOR:
        raise Refusal("cursor-malformed", field="/cursor")
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
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
    """Read one page of a partition of a table or an index; never a Scan.

    Refuses `cursor-malformed`, for a cursor of somebody else's list too.
    """
    start = decode(cursor)
    if start is not None and not _stays_in(source, partition, start):
        raise Refusal("cursor-malformed", field="/cursor")
    found = source.query(
        partition,
        range_key_condition=range_condition,
        scan_index_forward=not newest_first,
        limit=max(1, min(limit, LONGEST_PAGE)),
        last_evaluated_key=start,
        consistent_read=consistent,
    )
    items = tuple(found)
    return Page(items, encode(found.last_evaluated_key))


def _stays_in(source: Any, partition: Any, key: dict[str, Any]) -> bool:
    """Tell whether a key is a whole key of this list: DynamoDB answers others with an error."""
    attributes = _key_attributes(source)
    own = str(source._hash_key_attribute().attr_name)
    return (
        key.keys() == attributes.keys()
        and all(_fits(attributes[name], value) for name, value in key.items())
        and list(key[own].values()) == [str(partition)]
    )


def _key_attributes(source: Any) -> dict[str, str]:
    # An index's key is followed by its table's: two items may share the index's.
    model = getattr(source, "_model", None) or source
    keys = [*model.get_attributes().values()]
    if model is not source:
        keys += source.Meta.attributes.values()
    return {one.attr_name: one.attr_type for one in keys if one.is_hash_key or one.is_range_key}


def _fits(kind: str, value: object) -> bool:
    if not isinstance(value, dict) or list(value) != [kind]:
        return False
    text = value[kind]
    return isinstance(text, str) and (kind != "N" or text.lstrip("-").isdecimal())
