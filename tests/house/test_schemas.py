"""What the API says has one name each: the pages' types are made from them."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from backend.app import ROUTES
from backend.web.description import described
from backend.web.routes import Routes, View, blueprint


def inside(said: Any, seen: set[type]) -> Iterator[type]:
    """Name every schema and every list of values that something said is made of."""
    named = isinstance(said, type) and issubclass(said, BaseModel | StrEnum)
    if named and said not in seen:
        seen.add(said)
        yield said
        for field in getattr(said, "model_fields", {}).values():
            yield from inside(field.annotation, seen)
    for part in get_args(said):
        yield from inside(part, seen)


def schemas(rooms: Iterable[Routes]) -> set[type]:
    found: set[type] = set()
    for told in (told for routes in rooms for told in routes.told):
        heard = get_type_hints(told.view)
        # A path or a query is written out name by name; what is in it has names of its own.
        flat = {heard[name] for name in ("path", "query") if name in heard}
        said = [*heard.values(), *(told.responses or {}).values()]
        found |= {one for kind in said for one in inside(kind, set())} - flat
    return found


def collisions(rooms: Iterable[Routes]) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for one in schemas(rooms):
        by_name.setdefault(one.__name__, []).append(one.__module__)
    return {name: sorted(where) for name, where in by_name.items() if len(where) > 1}


def test_no_two_schemas_have_one_name() -> None:
    # OpenAPI names a schema by its class alone: two of one name would be one type for the pages.
    assert collisions(ROUTES) == {}


def test_every_schema_is_seen() -> None:
    written = set(described(ROUTES)["components"]["schemas"]) - {"ValidationErrorModel"}
    assert written == {one.__name__ for one in schemas(ROUTES)}


class Kind(StrEnum):
    """What another room calls its kinds."""

    ODD = "odd"


class OddView(View):
    """Says a kind, somewhere inside."""

    rows: list[Kind | None]


def test_a_name_given_twice_is_seen() -> None:
    odd = blueprint("odd")
    odd.get("/odd", responses={200: OddView})(lambda: None)
    assert [*collisions([*ROUTES, odd])] == ["Kind"]
