"""What is wrong with a row, in the words of the catalogue: for the sheet and the page."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from functions.documents.sheet_columns import Column, Trouble

_HOLE = re.compile(r"\{(\w+)\}")


def said(troubles: Iterable[Trouble], columns: tuple[Column, ...]) -> str:
    """Write all troubles of a row in one cell; what is right is said too."""
    titles = {one.name: one.zh for one in columns}
    parts = [f"{titles.get(one.column, one.column)}：{_words(one)}" for one in troubles]
    return "；".join(parts) or "通过"


def in_both(trouble: Trouble) -> dict[str, list[str]]:
    """Say what is wrong and what to do next, in each language; a page shows one of them."""
    row = _catalogue().get(trouble.code)
    if row is None:
        return {}
    return {
        spoken: [_filled(row[spoken][name], trouble) for name in ("title", "next")]
        for spoken in ("zh", "en")
    }


def _words(trouble: Trouble) -> str:
    row = _catalogue().get(trouble.code)
    return _filled(row["zh"]["title"], trouble) if row else trouble.code


def _filled(text: str, trouble: Trouble) -> str:
    return _HOLE.sub(lambda hole: str(trouble.params.get(hole[1], hole[0])), text)


@cache
def _catalogue() -> Mapping[str, Any]:
    folder = files("backend.web").joinpath("texts/problems")
    rows: dict[str, Any] = {}
    for file in folder.iterdir():
        rows |= json.loads(file.read_text("utf-8"))
    return rows
