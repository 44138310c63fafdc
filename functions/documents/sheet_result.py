"""What a sheet's job gives back: the sheet with a word on each row, and the same as data."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from backend.documents.rules.jobs import Job, Result
from backend.documents.rules.uploads import FORMATS
from backend.storage.files import SMALLEST_PART_BYTES
from functions.documents.papers import Files
from functions.documents.sheet_columns import FOUND, ISSUED, Cell, Column, Trouble
from functions.documents.sheet_words import in_both, said
from functions.documents.sheet_writing import write_result

SHEET, DATA = "result.xlsx", "result.jsonl"
_HELD_UP = "同一张发票的其他行有问题，未处理"


def write_results(
    files: Files,
    job: Job,
    lines: Iterable[dict[str, Any]],
    *,
    columns: tuple[Column, ...],
    folder: Path,
) -> tuple[Result, ...]:
    """Write both results in a folder and store them; the rows pass by one at a time."""
    sheet, data = folder / SHEET, folder / DATA
    with data.open("w", encoding="utf-8") as out:

        def passing() -> Iterator[tuple[dict[str, Cell], str]]:
            for line in lines:
                out.write(json.dumps(_shown(line), ensure_ascii=False) + "\n")
                cells = {name: Cell(text) for name, text in line["cells"].items()}
                yield cells, _word(line, columns)

        write_result(sheet, columns, passing())
    return (
        stored(files, job, sheet, content_type=FORMATS["xlsx"]),
        stored(files, job, data, content_type="application/x-ndjson"),
    )


def stored(files: Files, job: Job, path: Path, *, content_type: str) -> Result:
    """Store a file under its name, in parts where it is large."""
    key, size, digest = job.result_key(path.name), path.stat().st_size, hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(SMALLEST_PART_BYTES):
            digest.update(chunk)
        file.seek(0)
        told = digest.hexdigest()
        if size <= SMALLEST_PART_BYTES:
            files.put(key, file.read(), content_type=content_type, sha256=told)
        else:
            tags: list[str] = []
            upload_id = files.begin(key, content_type=content_type)
            while chunk := file.read(SMALLEST_PART_BYTES):
                number = len(tags) + 1
                tags.append(files.put_part(key, upload_id, number=number, body=chunk))
            files.put_together(key, upload_id, tags)
    return Result(path.name, content_type, size, told)


def _shown(line: dict[str, Any]) -> dict[str, Any]:
    # A row that is right is told by its number alone; a page asks for cells to put them right.
    if not line["troubles"]:
        return {name: value for name, value in line.items() if name != "cells"}
    said_too = [[*one, in_both(Trouble(line["row"], *one))] for one in line["troubles"]]
    return {**line, "troubles": said_too}


def _word(line: dict[str, Any], columns: tuple[Column, ...]) -> str:
    if line["held_up"]:
        return _HELD_UP
    troubles = [Trouble(line["row"], *row) for row in line["troubles"]]
    word = said(troubles, (*columns, FOUND))
    return f"{ISSUED} {line['number']}" if line["number"] and not troubles else word
